//! `placeholder`: a placeholder for text that was never written.

use std::collections::HashSet;
use std::ops::Range;

use crate::lang::{noun, say};
use crate::lint::passage::{Field, Passage};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("placeholder", "H002", look)
    .about(noun!("a placeholder for text that was never written"))
    .why(noun!("They tell the room that the deck is not ready. What authors have to tell each other goes into `todo`, which the room never sees."))
    .evidence(noun!("Practice; `TODO`, `FIXME`, `TBD`, `XXX` in capitals, “lorem ipsum”, “à compléter” where it stands alone or in brackets. Not where the slide speaks of a board with `DONE`"))
    .help(noun!("write it; what is still open goes into `todo`"))
    .wrong("body = '''Gain : XXX'''")
    .right("body = '''Gain : un tiers'''\ntodo = \"Faire confirmer le gain\"");

/// Placeholders in capitals.
const MARKS: [&str; 5] = ["TODO", "FIXME", "TBD", "XXX", "TBC"];

/// Placeholders in lower case, alone or in brackets.
const ALONE: [&str; 10] = [
    "à compléter", "a compléter", "à completer", "à définir", "à venir", "à rédiger", "à écrire", "to do",
    "to be completed", "to be written",
];

fn look(checker: &Checker, findings: &mut Findings) {
    let read = |it: &&Passage| !matches!(it.field, Field::Todo | Field::Source);
    let boards = boards(checker);
    for passage in checker.passages().iter().filter(read) {
        let found = marks(&passage.text)
            .filter(|_| !boards.contains(&passage.slide))
            .chain(lorem(&passage.text))
            .chain(alone(&passage.text));
        for range in found {
            let message = say!("this placeholder was never replaced");
            findings.add(passage.span(range), message, say!("a placeholder"));
        }
    }
}

fn marks(text: &str) -> impl Iterator<Item = Range<usize>> {
    // Few passages have two capitals in a row; the others need no search.
    let capitals = text.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase));
    MARKS.iter().filter(move |_| capitals).flat_map(move |mark| {
        let alone = move |at: &usize| {
            let joins = |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | '/' | '#');
            let after = &text[at + mark.len()..];
            !text[..*at].ends_with(|char| joins(char) || char == '.')
                && !after.trim_start_matches('.').starts_with(joins)
        };
        text.match_indices(mark).map(|(at, _)| at).filter(alone).map(|at| at..at + mark.len())
    })
}

/// The slides about a board with columns, where TODO is a name.
fn boards(checker: &Checker) -> HashSet<Option<usize>> {
    let speaks = |it: &&Passage| ["DONE", "DOING"].iter().any(|word| it.text.contains(word));
    checker.passages().iter().filter(speaks).map(|it| it.slide).collect()
}

fn lorem(text: &str) -> Option<Range<usize>> {
    let begins =
        |at: &usize| text.as_bytes()[*at..].get(..11).is_some_and(|it| it.eq_ignore_ascii_case(b"lorem ipsum"));
    let at = memchr::memchr2_iter(b'l', b'L', text.as_bytes()).find(begins)?;
    Some(at..at + 11)
}

/// The words that fill the whole passage, or brackets.
fn alone(text: &str) -> Option<Range<usize>> {
    let around = |char: char| char.is_whitespace() || matches!(char, '.' | '…');
    let start = text.len() - text.trim_start_matches(around).len();
    let trimmed = text[start..].trim_end_matches(around);
    let inside = text.find('[').and_then(|from| Some(from + 1..from + text[from..].find(']')?));
    [Some(start..start + trimmed.len()), inside].into_iter().flatten().find(|range| {
        let words = text[range.clone()].trim_matches(['[', ']', '(', ')', '<', '>', '.', '…', ' ']);
        words.len() < 30 && (ALONE.contains(&words.to_lowercase().as_str()) || words == "???")
    })
}
