//! Answers in a report: counts by choice, before and after; scores; results.

use crate::answers::{SMALL, Tally, percentage, signed};
use crate::block::Asks;
use crate::lang::Words;
use crate::report::pieces::{Bars, Column, Piece, Row, Table};
use crate::report::sums::{Measured, Reached, Sum};
use crate::report::{Session, times};

/// The width of the texts of choices and results, in cells.
const CHOICE: usize = 40;

/// The questions of sessions with their answers. A question that was repeated is shown together with the first one.
pub fn questions(sums: &[Sum], sessions: &[&Session], words: &Words) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for sum in sums {
        let answered = |sum: &Sum| sum.sessions + sum.otherwise > 0;
        let earlier = sum.asked.repeat.as_deref().and_then(|id| sums.iter().find(|it| it.id == id));
        let is_repeated = sums.iter().any(|it| it.asked.repeat.as_deref() == Some(sum.id) && answered(it));
        if !answered(sum) || is_repeated {
            continue;
        }
        let heading = if sum.asked.question.is_empty() { sum.id } else { &sum.asked.question };
        pieces.push(Piece::Heading(3, heading.to_owned()));
        match sum.asked.kind {
            Asks::Open | Asks::Write { .. } => pieces.extend(open(sum, sessions, words)),
            _ => {
                let earlier = earlier.filter(|it| answered(it));
                pieces.push(Piece::Table(counts(sum, earlier, words)));
                pieces.extend(bars(sum, earlier, words).map(Piece::Bars));
            }
        }
        let scores = [earlier.and_then(|it| score(it, words)), score(sum, words)];
        let scores: Vec<String> = scores.into_iter().flatten().collect();
        if !scores.is_empty() {
            pieces.push(Piece::Remark(scores.join(words.then)));
        }
        let otherwise = sum.otherwise + earlier.map_or(0, |it| it.otherwise);
        if otherwise > 0 {
            pieces.push(Piece::Remark((words.report.asked_otherwise)(otherwise)));
        }
    }
    if !pieces.is_empty() {
        pieces.insert(0, Piece::Heading(2, words.report.questions.to_owned()));
    }
    pieces
}

/// The number of answers in words, and the words that are known.
fn open<'a>(sum: &'a Sum, sessions: &'a [&Session], words: &Words) -> impl Iterator<Item = Piece> + use<'a> {
    let said = sessions.iter().filter_map(|session| session.said.get(sum.id)).flatten();
    let count = Piece::Remark((words.answers)(sum.tally.hands()));
    std::iter::once(count).chain(said.map(|words| Piece::Item(words.clone())))
}

/// Choices with counts and percentages. For a checklist, in how many sessions each item was ticked.
fn counts(sum: &Sum, earlier: Option<&Sum>, words: &Words) -> Table {
    let is_list = sum.asked.kind == Asks::Checklist;
    let mut columns = vec![Column::words(if is_list { words.report.item } else { words.report.choice }, CHOICE)];
    let sides: Vec<&Sum> = earlier.into_iter().chain([sum]).collect();
    for (at, _) in sides.iter().enumerate() {
        let name = match (sides.len(), at) {
            (1, _) => words.report.answers,
            (_, 0) => words.before,
            _ => words.after,
        };
        columns.push(Column::numbers(name));
        columns.push(Column::numbers(""));
    }
    let row = |(at, choice): (usize, &String)| {
        let mark = matches!(&sum.asked.kind, Asks::Quiz(right) if right.contains(&at));
        let mut cells = vec![if mark { format!("✓ {choice}") } else { named(choice, &sum.asked.kind, at, words) }];
        for side in &sides {
            // The first may have had other choices.
            let place = side.asked.choices.iter().position(|it| it == choice);
            let count = place.and_then(|place| side.tally.counts.get(place)).copied();
            let percent = match is_list {
                true => count.and_then(|count| percentage(count, u32::try_from(side.sessions).ok()?)),
                false => side.n().and_then(|_| side.tally.percentages()?.get(place?).cloned()),
            };
            cells.push(count.map_or_else(String::new, |count| count.to_string()));
            cells.push(percent.map_or_else(String::new, |percent| (words.percent)(&percent)));
        }
        Row::new(cells)
    };
    let mut rows: Vec<Row> = sum.asked.choices.iter().enumerate().map(row).collect();
    if !is_list {
        let n = |side: &&Sum| [side.n().map_or_else(String::new, |n| format!("n = {n}")), small(&side.tally)];
        rows.push(Row::sum(std::iter::once(words.total.to_owned()).chain(sides.iter().flat_map(n))));
    }
    Table { columns, rows }
}

/// The shares of choices as bars, before and after. `None` if nobody has answered.
fn bars(sum: &Sum, earlier: Option<&Sum>, words: &Words) -> Option<Bars> {
    let sides: Vec<&Sum> = earlier.into_iter().chain([sum]).collect();
    let names = if sides.len() == 1 { vec![words.report.answers] } else { vec![words.before, words.after] };
    let shares = |side: &&Sum| -> Vec<f64> {
        let whole = match sum.asked.kind {
            Asks::Checklist => side.sessions as f64,
            _ => side.tally.counts.iter().map(|count| f64::from(*count)).sum(),
        };
        let share = |choice: &String| {
            let place = side.asked.choices.iter().position(|it| it == choice);
            let count = place.and_then(|place| side.tally.counts.get(place)).copied().unwrap_or(0);
            if whole > 0.0 { f64::from(count) / whole * 100.0 } else { 0.0 }
        };
        sum.asked.choices.iter().map(share).collect()
    };
    let series: Vec<(String, Vec<f64>)> =
        names.into_iter().zip(&sides).map(|(name, side)| (name.to_owned(), shares(side))).collect();
    let is_drawn = series.iter().flat_map(|(_, values)| values).any(|value| *value > 0.0);
    is_drawn.then(|| Bars { unit: "%".to_owned(), labels: sum.asked.choices.clone(), series })
}

fn named(choice: &str, kind: &Asks, at: usize, words: &Words) -> String {
    match kind {
        Asks::Nps => format!("{choice} {}", words.nps_groups.get(at).copied().unwrap_or_default()),
        _ => choice.to_owned(),
    }
}

/// A mark for so few answers that one more would change the result.
fn small(tally: &Tally) -> String {
    if (1..SMALL).contains(&tally.n()) { "⚠".to_owned() } else { String::new() }
}

/// The score of a room, with the number of answers: its NPS, or its mean.
fn score(sum: &Sum, words: &Words) -> Option<String> {
    let told = match sum.asked.kind {
        Asks::Nps => measured(&Measured::Nps(sum.tally.nps()?, sum.tally.n()), words),
        Asks::Rating => measured(&Measured::Mean(sum.mean_in_tenths()?, sum.tally.n()), words),
        _ => return None,
    };
    Some(match sum.asked.kind {
        Asks::Nps => format!("NPS {told}"),
        _ => format!("{} {told}", words.report.mean),
    })
}

/// "+25 (n = 12)", with a mark if n is small.
pub fn measured(value: &Measured, words: &Words) -> String {
    let (told, n) = match value {
        Measured::Given(text) => return text.clone(),
        Measured::Percent(value, n) => ((words.percent)(&decimal((value * 10.0) as u64, words)), *n),
        Measured::Nps(nps, n) => (signed(*nps), *n),
        Measured::Mean(tenths, n) => (format!("{}{}{}", tenths / 10, words.decimal_sign, tenths % 10), *n),
    };
    let mark = if n < SMALL { " ⚠" } else { "" };
    format!("{told} (n = {n}){mark}")
}

/// A number given in tenths, without a trailing zero. Never rounded up: what is shown as reached is reached.
fn decimal(tenths: u64, words: &Words) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}{}{tenth}", tenths / 10, words.decimal_sign),
    }
}

/// Results with their targets, and what was reached.
pub fn results(reached: &[Reached], words: &Words) -> Vec<Piece> {
    if reached.is_empty() {
        return Vec::new();
    }
    let report = &words.report;
    let columns = vec![
        Column::words("", 8),
        Column::words(report.result, 34),
        Column::numbers(report.target),
        Column::numbers(report.value),
        Column::words("", 20),
    ];
    let row = |it: &Reached| {
        let verdict = match (it.is_reached, &it.value) {
            (Some(true), _) => report.reached,
            (Some(false), _) => report.not_reached,
            (None, None) => report.not_measured,
            (None, Some(_)) => "",
        };
        let value = it.value.as_ref().map_or_else(String::new, |value| measured(value, words));
        let target = it.wanted.target.clone();
        Row::new([it.wanted.id.clone(), it.wanted.name.clone(), target, value, verdict.to_owned()])
    };
    let table = Table { columns, rows: reached.iter().map(row).collect() };
    vec![Piece::Heading(2, report.results.to_owned()), Piece::Table(table)]
}

/// A line for each session: people, minutes, and the NPS of each question that has one.
pub fn over_time(sessions: &[&Session], sums: &[Sum], words: &Words) -> Table {
    let scored: Vec<&Sum> = sums.iter().filter(|sum| sum.asked.kind == Asks::Nps && sum.sessions > 0).collect();
    let mut columns = vec![
        Column::words(words.report.session, 32),
        Column::numbers(words.report.people),
        Column::numbers(words.planned),
        Column::numbers(words.actual),
    ];
    columns.extend(scored.iter().map(|sum| Column::numbers(&format!("NPS {}", sum.id))));
    let row = |session: &&Session| {
        let (meant, taken) = session.total();
        let people = session.people.map_or_else(String::new, |people| people.to_string());
        let mut cells = vec![session.name(), people, times::clock(meant), times::clock(taken)];
        cells.extend(scored.iter().map(|sum| {
            let same = session.deck.questions.get(sum.id).is_some_and(|it| it.wording == sum.asked.wording);
            let tally = session.tallies.get(sum.id).filter(|_| same);
            let nps = tally.and_then(|tally| Some(Measured::Nps(tally.nps()?, tally.n())));
            nps.map_or_else(String::new, |nps| measured(&nps, words))
        }));
        Row::new(cells)
    };
    let mut rows: Vec<Row> = sessions.iter().map(row).collect();
    let (meant, taken) = sessions.iter().map(|it| it.total()).fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let known: Vec<u32> = sessions.iter().filter_map(|session| session.people).collect();
    let people = if known.is_empty() {
        String::new()
    } else {
        known.iter().map(|people| u64::from(*people)).sum::<u64>().to_string()
    };
    let mut total = vec![words.total.to_owned(), people, times::clock(meant), times::clock(taken)];
    let nps = |sum: &&Sum| sum.tally.nps().map(|nps| measured(&Measured::Nps(nps, sum.tally.n()), words));
    total.extend(scored.iter().map(|sum| nps(sum).unwrap_or_default()));
    rows.push(Row::sum(total));
    Table { columns, rows }
}
