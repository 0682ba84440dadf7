//! What came of a show that was recorded: planned and actual minutes.

use std::fmt::Write as _;
use std::time::Duration;

use crate::duration;
use crate::lang::Words;
use crate::record::{Planned, Recording};
use crate::text;

/// How wide the names of sections and slides are, in cells.
const NAME: usize = 46;

/// Planned and actual minutes of a recording, by section and slide, with the difference in words.
pub fn times(recording: &Recording, words: &Words) -> String {
    let spent = recording.spent();
    let mut out = line("", words.planned, words.actual, "");
    let mut section = None;
    for (planned, actual) in spent.iter().filter(|(planned, actual)| planned.seconds.is_some() || !actual.is_zero()) {
        if section != Some(planned.section) {
            section = Some(planned.section);
            let of_section = spent.iter().filter(|(other, _)| other.section == planned.section);
            let title = recording.deck().sections.get(planned.section).map_or("", String::as_str);
            out.push('\n');
            out.push_str(&sum(title, of_section, words));
        }
        let name = format!("{:>4}  {}", planned.number, planned.title);
        let meant = planned.seconds.map(Duration::from_secs);
        out.push_str(&row(&name, meant, *actual, words));
    }
    out.push('\n');
    out.push_str(&sum(words.total, spent.iter(), words));
    out
}

/// The line of several slides together.
fn sum<'a>(name: &str, slides: impl Iterator<Item = &'a (Planned, Duration)>, words: &Words) -> String {
    let (mut meant, mut actual) = (None, Duration::ZERO);
    for (planned, time) in slides {
        actual += *time;
        meant = planned.seconds.map(|seconds| meant.unwrap_or(Duration::ZERO) + Duration::from_secs(seconds)).or(meant);
    }
    row(name, meant, actual, words)
}

fn row(name: &str, meant: Option<Duration>, actual: Duration, words: &Words) -> String {
    let actual = Duration::from_secs((actual.as_secs_f64()).round() as u64);
    let difference = match meant {
        None => String::new(),
        Some(meant) if actual > meant => (words.longer)(&duration::clock(actual - meant)),
        Some(meant) if actual < meant => (words.shorter_by)(&duration::clock(meant - actual)),
        Some(_) => words.as_planned.to_owned(),
    };
    line(name, &meant.map_or_else(String::new, duration::clock), &duration::clock(actual), &difference)
}

fn line(name: &str, meant: &str, actual: &str, difference: &str) -> String {
    let name = text::shorten(name, NAME);
    let pad = " ".repeat(NAME.saturating_sub(text::width(&name)));
    let mut out = String::new();
    let _ = write!(out, "{name}{pad} {meant:>7} {actual:>7}  {difference}");
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
