//! Reports on recorded shows: planned and actual minutes, answers, results.
//!
//! A recording becomes a [`Session`]. Sessions of one deck are reported together: counts are added, and scores are computed from the sums, never as
//! means of scores.

mod asked;
mod data;
mod rehearsed;
mod session;
mod pieces;
mod sums;
mod times;

use std::collections::BTreeMap;

pub use data::{csv, json};
pub use pieces::{Bars, Column, Piece, Row, Table, document, markdown, plain};
pub use rehearsed::{Runs, comparison, durations, measured, rounded, rounded_to_total};
pub use session::{Bundle, Session};

use crate::lang::Words;
use crate::record::Recording;

/// Results that were given by hand, by id.
pub type Set = BTreeMap<String, String>;

/// Planned and actual minutes of a recording, by section and slide, with the difference as text.
pub fn times(recording: &Recording, words: &Words) -> String {
    plain(&[Piece::Table(times::table(&Session::of(recording), words))])
}

/// Sessions grouped by deck, each group in order of time.
pub fn by_deck(sessions: &[Session]) -> Vec<Vec<&Session>> {
    let mut decks: Vec<Vec<&Session>> = Vec::new();
    for session in sessions {
        match decks.iter_mut().find(|deck| deck[0].deck.id == session.deck.id) {
            Some(deck) => deck.push(session),
            None => decks.push(vec![session]),
        }
    }
    for deck in &mut decks {
        deck.sort_by_key(|session| session.order());
    }
    decks
}

/// The sessions of a deck that count: rehearsals only if there is nothing else. Also returns how many are left out.
fn counted<'a>(sessions: &[&'a Session]) -> (Vec<&'a Session>, usize) {
    let shows: Vec<&Session> = sessions.iter().copied().filter(|session| !session.rehearsal).collect();
    if shows.is_empty() { (sessions.to_vec(), 0) } else { (shows.clone(), sessions.len() - shows.len()) }
}

/// The report on sessions.
pub fn report(sessions: &[Session], set: &Set, words: &Words) -> Vec<Piece> {
    by_deck(sessions).iter().flat_map(|deck| of_deck(deck, set, words)).collect()
}

fn of_deck(sessions: &[&Session], set: &Set, words: &Words) -> Vec<Piece> {
    let (sessions, aside) = counted(sessions);
    let Some(last) = sessions.last() else { return Vec::new() };
    let sums = sums::sums(&sessions);
    let mut pieces = vec![Piece::Heading(1, last.deck.title.clone())];
    let heading = Piece::Heading(2, words.report.times.to_owned());
    match sessions.len() {
        1 => {
            let rehearsal = if last.rehearsal { format!("  ({})", words.report.rehearsal) } else { String::new() };
            pieces.push(Piece::Remark(last.name() + &rehearsal));
            pieces.extend([heading, Piece::Table(times::table(last, words))]);
            pieces.push(Piece::Cells(words.report.legend.to_owned(), times::picture(last)));
            pieces.extend(times::bars(last, words).map(Piece::Bars));
        }
        count => {
            pieces.push(Piece::Heading(2, (words.report.sessions)(count)));
            pieces.push(Piece::Table(asked::over_time(&sessions, &sums, words)));
            let names: Vec<String> = sessions.iter().map(|session| session.day.clone()).collect();
            pieces.extend([heading, Piece::Table(times::compared(last, &sessions, &names, None, words))]);
        }
    }
    pieces.extend(asked::questions(&sums, &sessions, words));
    pieces.extend(asked::results(&sums::reached(&sessions, &sums, set), words));
    let marked = |cell: &String| cell.contains('⚠');
    let is_marked = |piece: &Piece| match piece {
        Piece::Heading(_, words) | Piece::Remark(words) | Piece::Item(words) => marked(words),
        Piece::Table(table) | Piece::Cells(_, table) => table.rows.iter().flat_map(|row| &row.cells).any(marked),
        Piece::Bars(_) => false,
    };
    if pieces.iter().any(is_marked) {
        pieces.push(Piece::Heading(3, words.report.small_samples.to_owned()));
    }
    if aside > 0 {
        pieces.push(Piece::Heading(3, (words.report.rehearsals_aside)(aside)));
    }
    pieces
}

/// The ids of all results in these sessions.
pub fn result_ids(sessions: &[Session]) -> Vec<&str> {
    sessions.iter().flat_map(|session| &session.deck.results).map(|result| result.id.as_str()).collect()
}
