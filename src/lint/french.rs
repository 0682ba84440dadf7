//! What French typography needs to know: spaces that do not break, where signs want them, and what is no French.
//!
//! The rules are those of the Imprimerie nationale: U+202F before `;`, `!` and `?`, U+00A0 before `:` and inside « ». Both are taken
//! for right in all these places.

use std::ops::Range;

use crate::lang::{Message, say};
use crate::lint::passage::{OTHER, Passage};
use crate::lint::{Checker, Findings};

/// The space before a colon, inside « » and before units.
pub const NO_BREAK: char = '\u{a0}';

/// The narrow space before `;`, `!` and `?`, and inside numbers.
pub const NARROW: char = '\u{202f}';

/// What stands before a sign that wants a space which does not break.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Before {
    /// Such a space, or nothing that wants one.
    Right,
    /// The word itself.
    Nothing,
    /// Spaces of another kind: these bytes.
    Others(Range<usize>),
}

/// Whether a deck is in the French of a country, by its code: "CA".
pub fn is_of(checker: &Checker, country: &str) -> bool {
    let mut parts = checker.deck.lang.as_deref().unwrap_or_default().split(['-', '_']);
    parts.next().is_some_and(|lang| lang.eq_ignore_ascii_case("fr")) && parts.any(|it| it.eq_ignore_ascii_case(country))
}

pub fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\u{2009}' | NO_BREAK | NARROW)
}

/// Whether these are one space, and one that does not break.
pub fn is_right(spaces: &str) -> bool {
    let mut chars = spaces.chars();
    matches!((chars.next(), chars.next()), (Some(NO_BREAK | NARROW), None))
}

/// The spaces that end at a place.
pub fn spaces_before(text: &str, at: usize) -> Range<usize> {
    text[..at].trim_end_matches(is_space).len()..at
}

/// The spaces that begin at a place.
pub fn spaces_after(text: &str, at: usize) -> Range<usize> {
    at..text.len() - text[at..].trim_start_matches(is_space).len()
}

/// What stands before the sign at a place, if that ends a word.
fn before(text: &str, at: usize) -> Before {
    let spaces = spaces_before(text, at);
    let ends_word = text[..spaces.start].chars().next_back().is_some_and(|char| {
        char.is_alphanumeric()
            || char == OTHER
            || matches!(char, ')' | ']' | '»' | '”' | '"' | '%' | '€' | '°' | '’' | '…')
    });
    match &text[spaces.clone()] {
        _ if !ends_word => Before::Right,
        // "Quoi…?" is written both ways.
        "" if text[..at].ends_with('…') => Before::Right,
        "" => Before::Nothing,
        found if is_right(found) => Before::Right,
        _ => Before::Others(spaces),
    }
}

/// Says that the sign at a place wants a space before it that does not break, if there is none; `written` is that space, which `fix`
/// writes.
pub fn want_space(
    (passage, at): (&Passage, usize),
    message: Message,
    (fix, written): (Message, char),
    checker: &Checker,
    findings: &mut Findings,
) {
    let (label, space) = match before(&passage.text, at) {
        Before::Right => return,
        Before::Nothing => (say!("no space before it"), at..at),
        Before::Others(spaces) => (say!("the line can break before it"), spaces),
    };
    findings.add(passage.span(space.start..at + 1), message, label);
    findings.fix_safely(fix, passage.exact(space, checker.source), written);
}

/// Whether a sign is followed by what may follow the end of a word: a space, nothing, or what closes.
pub fn ends(text: &str, after: usize) -> bool {
    text[after..]
        .chars()
        .next()
        .is_none_or(|char| char.is_whitespace() || matches!(char, ')' | ']' | '»' | '”' | '"' | '…'))
}

/// The word around a place, from space to space.
pub fn token(text: &str, at: usize) -> &str {
    let start = text[..at]
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + text[space..].chars().next().map_or(0, char::len_utf8));
    let end = text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space);
    &text[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_sign_is_told() {
        let before = |text: &str| before(text, text.len());
        assert_eq!(before("mot"), Before::Nothing);
        assert_eq!(before("mot "), Before::Others(3..4));
        assert_eq!(before("mot\u{202f} "), Before::Others(3..7));
        for right in ["mot\u{a0}", "mot\u{202f}", "", "(", "?", "Quoi…", "/ "] {
            assert_eq!(before(right), Before::Right, "{right:?}");
        }
    }
}
