//! Glossary terms: finds their definitions and occurrences, and renames them.

use std::ops::Range;

use crate::lint::passage;
use crate::lsp::document::Document;
use crate::source::{Edit, Span};

/// A glossary term: its name, the place of its definition, and its other occurrences.
pub struct Found {
    pub name: String,
    pub own: Span,
    pub elsewhere: Vec<Span>,
}

/// The glossary term at this byte.
pub fn at(document: &Document, offset: usize) -> Option<Found> {
    let words = passage::words(&passage::texts(&document.source).texts);
    let touched = |span: &Span| span.start <= offset && offset <= span.end;
    document.reviewed().deck.terms.iter().filter(|term| !term.name.is_empty()).find_map(|term| {
        let value = term.at.value("name");
        let all = words.passages.iter().flat_map(|passage| {
            let places = occurrences(&passage.text, &term.name).into_iter();
            places.filter_map(|range| passage.exact(range, &document.source)).collect::<Vec<Span>>()
        });
        let (own, elsewhere): (Vec<Span>, Vec<Span>) =
            all.partition(|span| value.start <= span.start && span.end <= value.end);
        let found = Found { name: term.name.clone(), own: *own.first()?, elsewhere };
        (touched(&found.own) || found.elsewhere.iter().any(touched)).then_some(found)
    })
}

/// Whether a term may have this name: it contains letters, and nothing that a string would have to escape.
pub fn may_be_called(document: &Document, name: &str) -> bool {
    let plain = |char: char| !char.is_control() && !matches!(char, '"' | '\'' | '\\' | '`' | '*' | '_' | '[' | '<');
    let taken = document.reviewed().deck.terms.iter().any(|term| *term.name == *name);
    name.trim() == name && name.contains(char::is_alphanumeric) && name.chars().all(plain) && !taken
}

/// The edits that rename it. Occurrences with a capital keep it.
pub fn renamed(document: &Document, found: &Found, name: &str) -> Vec<Edit> {
    let first = |text: &str| text.chars().next();
    let is_capital = |text: &str| first(text).is_some_and(char::is_uppercase);
    let capital: String = first(name).into_iter().flat_map(char::to_uppercase).chain(name.chars().skip(1)).collect();
    let change = |span: &Span| {
        let raised = is_capital(document.source.slice(*span)) && !is_capital(&found.name);
        Edit::new(*span, if raised { capital.as_str() } else { name })
    };
    std::iter::once(&found.own).chain(&found.elsewhere).map(change).collect()
}

/// The occurrences of words in a text as whole words, ignoring case.
fn occurrences(text: &str, words: &str) -> Vec<Range<usize>> {
    let same = |rest: &str| {
        let mut letters = rest.chars();
        let matches =
            words.chars().all(|char| letters.next().is_some_and(|it| it.to_lowercase().eq(char.to_lowercase())));
        matches.then(|| rest.len() - letters.as_str().len())
    };
    let is_letter = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    let mut found = Vec::new();
    let mut before = None;
    for (at, char) in text.char_indices() {
        if !is_letter(before)
            && let Some(length) = same(&text[at..])
            && !is_letter(text[at + length..].chars().next())
        {
            found.push(at..at + length);
        }
        before = Some(char);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_they_are_whole() {
        let text = "Un conteneur, des conteneurs ; Conteneur.";
        let found: Vec<&str> = occurrences(text, "conteneur").into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["conteneur", "Conteneur"]);
    }
}
