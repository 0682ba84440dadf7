//! `silence`: a countdown on the stage, while everyone thinks or writes.

use std::time::Duration;

use crate::block::meaning::{self, What};
use crate::block::{Content, Context, Kind};
use crate::duration;
use crate::lang::say;
use crate::page::{Page, Role, Target, cells};
use crate::source::Span;
use crate::table::{Reader, Words, table};
use crate::text;

/// The longest bar of a countdown, in cells.
const LONGEST: u16 = 60;

/// The longest silence: more would be a break.
const MOST: Duration = Duration::from_secs(3600);

table! {
    /// A countdown on the stage.
    pub struct Silence as "a silence" {
        /// How long it lasts: `"20s"`.
        duration: Duration,
        /// What to do meanwhile.
        text: Option<Words> = None,
    }
}

/// Draws a countdown: a bar that becomes shorter, and the time left.
pub fn draw_countdown(page: &mut Page, x: u16, y: u32, width: u16, whole: Duration, left: Duration) {
    let time = duration::clock(left);
    // The time keeps its place when it has fewer digits.
    let wide = cells(text::width(&duration::clock(whole)));
    let line = width.saturating_sub(wide + 2).min(LONGEST);
    let part = left.as_secs_f64() / whole.as_secs_f64().max(1.0);
    let rest = cells((part.clamp(0.0, 1.0) * f64::from(line)).round() as usize);
    page.rule(x, y, rest, "━", Role::Accent);
    page.rule(x + rest, y, line - rest, "─", Role::Border);
    let role = if left.is_zero() { Role::Muted } else { Role::Strong };
    page.text_to(x + line + 2 + wide, y, &time, role);
}

/// "1 min 30 s", with no-break spaces.
fn in_words(duration: Duration) -> String {
    let mut words = String::new();
    for char in duration::show(duration).replace(' ', "\u{a0}").chars() {
        if char.is_alphabetic() && words.ends_with(|last: char| last.is_ascii_digit()) {
            words.push('\u{a0}');
        }
        words.push(char);
    }
    words
}

impl Kind for Silence {
    fn content() -> Content {
        Content::Field("text")
    }

    fn is_idea(&self) -> bool {
        false
    }

    fn is_read(&self) -> bool {
        true
    }

    fn layout(&self, _: &Context, width: u16) -> Page {
        let mut page = Page::new(width);
        if let Some(text) = &self.text {
            page.stack(super::layout_note(text, Role::Strong, width), 0, 0);
        }
        let mut countdown = Page::new(width);
        draw_countdown(&mut countdown, 0, 0, width, self.duration, self.duration);
        let drawn = countdown.extent().map_or(width, |(_, right)| right);
        countdown.target(0, 0, drawn, 1, Target::Countdown(self.duration));
        page.stack(countdown, 0, 1);
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let said = (context.words.silence)(&in_words(self.duration));
        What::Silence(meaning::Silence { duration: self.duration, text: self.text.clone(), said })
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        if !(Duration::from_secs(1)..=MOST).contains(&self.duration) {
            let message = say!("a silence of {value}", value = duration::show(self.duration));
            let help = say!("write from a second to an hour, such as \"20s\"");
            reader.wrong(self.at.value("duration"), message, say!("not a valid silence"), help);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const SILENCE: &str =
        "[[section.slide.block]]\nkind = \"silence\"\nduration = \"1min 30s\"\ntext = \"Écrivez un chiffre.\"";

    #[test]
    fn a_silence_begins_with_all_of_its_time() {
        expect![[r#"
            Écrivez un chiffre.

            ━━━━━━━━━━━━━━━━━━━━━━━━  1:30
        "#]]
        .assert_eq(&pictures(SILENCE, 30));
    }

    #[test]
    fn a_silence_is_read_with_its_length() {
        expect![[r#"
            Écrivez un chiffre.

            [Silence: 1 min 30 s.]
        "#]]
        .assert_eq(&read_aloud(SILENCE));
    }

    #[test]
    fn a_silence_lasts_a_second_to_an_hour() {
        let found = |duration: &str| findings(&SILENCE.replace("1min 30s", duration));
        assert_eq!(
            (found("0s"), found("2h")),
            (vec!["a silence of 0s".to_owned()], vec!["a silence of 2h".to_owned()])
        );
    }
}
