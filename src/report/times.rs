//! Planned and actual minutes, as tables and as charts.

use std::time::Duration;

use crate::duration;
use crate::lang::Words;
use crate::record::Planned;
use crate::report::Session;
use crate::report::pieces::{Bars, Column, Row, Table};

/// The width of the names of sections and slides, in cells: alone, and beside more columns or a chart.
const NAME: usize = 46;
const SHORT_NAME: usize = 30;

/// The longest bar of a chart, in cells.
const BAR: u64 = 40;

/// The most sessions that are shown side by side.
const BESIDE: usize = 3;

/// The slides of a session that were planned or shown, by section.
fn sections_of(session: &Session) -> Vec<Vec<usize>> {
    let slides = &session.deck.slides;
    let counts = |at: usize| slides[at].seconds.is_some() || session.seconds.get(at).is_some_and(|it| *it > 0);
    let told: Vec<usize> = (0..slides.len()).filter(|at| counts(*at)).collect();
    told.chunk_by(|one, next| slides[*one].section == slides[*next].section).map(<[usize]>::to_vec).collect()
}

/// Rows for the slides of a session that were planned or shown, by section. `cells` makes the cells of a row from the indexes of its slides.
fn rows(session: &Session, total: &str, cells: impl Fn(&[usize]) -> Vec<String>) -> Vec<Row> {
    let slides = &session.deck.slides;
    let row = |name: String, of: &[usize]| std::iter::once(name).chain(cells(of)).collect::<Vec<_>>();
    let mut rows = Vec::new();
    let sections = sections_of(session);
    for of_section in &sections {
        let title = session.deck.sections.get(slides[of_section[0]].section).cloned().unwrap_or_default();
        rows.push(Row::sum(row(title, of_section)));
        for at in of_section {
            let Planned { number, title, .. } = &slides[*at];
            rows.push(Row::new(row(format!("{number:>4}  {title}"), &[*at])));
        }
    }
    rows.push(Row::sum(row(total.to_owned(), &sections.concat())));
    rows
}

/// The planned seconds of some slides together. `None` if none is planned.
fn meant(session: &Session, slides: &[usize]) -> Option<u64> {
    let seconds: Vec<u64> = slides.iter().filter_map(|at| session.deck.slides[*at].seconds).collect();
    (!seconds.is_empty()).then(|| seconds.iter().sum())
}

fn taken(session: &Session, slides: &[usize]) -> u64 {
    slides.iter().filter_map(|at| session.seconds.get(*at)).sum()
}

pub fn clock(seconds: u64) -> String {
    duration::clock(Duration::from_secs(seconds))
}

/// Planned and actual minutes of one session by section and slide, with the difference as text.
pub fn table(session: &Session, words: &Words) -> Table {
    let cells = |slides: &[usize]| {
        let (meant, taken) = (meant(session, slides), taken(session, slides));
        let difference = match meant {
            None => String::new(),
            Some(_) if slides.iter().all(|at| session.unseen.contains(at)) => {
                why_no_time(session, slides, words).to_owned()
            }
            Some(meant) if taken > meant => (words.longer)(&clock(taken - meant)),
            Some(meant) if taken < meant => (words.shorter_by)(&clock(meant - taken)),
            Some(_) => words.as_planned.to_owned(),
        };
        vec![meant.map_or_else(String::new, clock), clock(taken), difference]
    };
    let columns = vec![
        Column::words("", NAME),
        Column::numbers(words.planned),
        Column::numbers(words.actual),
        Column::words("", 40),
    ];
    Table { columns, rows: rows(session, words.total, cells) }
}

/// Why some slides together have taken no time.
fn why_no_time(session: &Session, slides: &[usize], words: &Words) -> &'static str {
    match slides {
        [only] if *only == session.first => words.report.before_clock,
        slides if slides.iter().all(|at| session.left_out.contains(at)) => words.left_out,
        slides if slides.iter().all(|at| session.to_come.contains(at)) => words.report.not_yet_shown,
        _ => words.report.not_shown,
    }
}

/// The same as bars: planned and used, used beyond the plan, planned and not used.
pub fn picture(session: &Session) -> Table {
    let slides = 0..session.deck.slides.len();
    let most = slides.map(|at| meant(session, &[at]).unwrap_or(0).max(taken(session, &[at]))).max().unwrap_or(0).max(1);
    let cells = |slides: &[usize]| vec![bar(meant(session, slides).unwrap_or(0), taken(session, slides), most)];
    let mut rows = rows(session, "", cells);
    // Bars for sums would make those of slides too short to compare.
    rows.iter_mut().filter(|row| row.is_sum).for_each(|row| row.cells.truncate(1));
    rows.pop();
    Table { columns: vec![Column::words("", SHORT_NAME), Column::words("", 50)], rows }
}

/// The planned and actual minutes of each section as bars. `None` if there is only one section.
pub fn bars(session: &Session, words: &Words) -> Option<Bars> {
    let mut sections: Vec<(String, u64, u64)> = Vec::new();
    for row in sections_of(session) {
        let title = session.deck.sections.get(session.deck.slides[row[0]].section).cloned().unwrap_or_default();
        sections.push((title, meant(session, &row).unwrap_or(0), taken(session, &row)));
    }
    let minutes = |seconds: &dyn Fn(&(String, u64, u64)) -> u64| {
        sections.iter().map(|section| seconds(section) as f64 / 60.0).collect::<Vec<_>>()
    };
    let series = vec![
        (words.planned.to_owned(), minutes(&|section| section.1)),
        (words.actual.to_owned(), minutes(&|section| section.2)),
    ];
    let labels: Vec<String> = sections.iter().map(|(title, ..)| title.clone()).collect();
    (labels.len() > 1).then(|| Bars { unit: "min".to_owned(), labels, series })
}

/// A bar of planned and actual time; `most` is the longest.
fn bar(meant: u64, taken: u64, most: u64) -> String {
    let cells = |seconds: u64| ((seconds * BAR * 2 + most) / (most * 2)) as usize;
    let (meant, taken) = (cells(meant), cells(taken));
    let more = |sign: &str, count: usize| sign.repeat(count);
    more("█", meant.min(taken)) + &more("▓", taken.saturating_sub(meant)) + &more("░", meant.saturating_sub(taken))
}

/// The last column of a comparison: its name, and its seconds for some slides together.
pub type Extra<'a> = (&'a str, &'a dyn Fn(&[usize]) -> u64);

/// Several sessions side by side, with the slides of `base`: the plan, the time of each session, and their mean or another column at the end. For
/// many sessions only the least and the most.
pub fn compared(base: &Session, sessions: &[&Session], names: &[String], more: Option<Extra>, words: &Words) -> Table {
    let beside = sessions.len() <= BESIDE;
    let each = |slides: &[usize]| -> Vec<u64> {
        let slides = slides.iter().map(|at| (*at, &base.deck.slides[*at]));
        let taken = |it: &&Session| slides.clone().filter_map(|(at, slide)| it.seconds_of(at, slide)).sum();
        sessions.iter().map(taken).collect()
    };
    // A slide that was not shown was left out rather than quick, so its time is not compared.
    let taken = |slides: &[usize]| -> Vec<u64> {
        let each = each(slides);
        if slides.len() == 1 { each.into_iter().filter(|seconds| *seconds > 0).collect() } else { each }
    };
    let mean_of = |slides: &[usize]| mean(&taken(slides));
    let (last_name, last) = more.unwrap_or((words.report.mean, &mean_of));
    let cells = |slides: &[usize]| {
        let of_slide = |seconds: u64| if seconds == 0 && slides.len() == 1 { "–".to_owned() } else { clock(seconds) };
        let mut cells = vec![meant(base, slides).map_or_else(String::new, clock)];
        let told = taken(slides);
        match (beside, told.iter().min(), told.iter().max()) {
            (true, ..) => cells.extend(each(slides).into_iter().map(of_slide)),
            (false, Some(least), Some(most)) => cells.push(format!("{} – {}", clock(*least), clock(*most))),
            (false, ..) => cells.push("–".to_owned()),
        }
        cells.push(of_slide(last(slides)));
        cells
    };
    let mut columns = vec![Column::words("", SHORT_NAME), Column::numbers(words.planned)];
    match beside {
        true => columns.extend(names.iter().map(|name| Column::numbers(name))),
        false => columns.push(Column::numbers(words.report.shortest_longest)),
    }
    columns.push(Column::numbers(last_name));
    Table { columns, rows: rows(base, words.total, cells) }
}

/// The mean, rounded; 0 for no numbers.
pub fn mean(numbers: &[u64]) -> u64 {
    let count = numbers.len() as u64;
    (numbers.iter().sum::<u64>() * 2 + count).checked_div(count * 2).unwrap_or(0)
}
