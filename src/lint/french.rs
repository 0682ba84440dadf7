//! French typography: no-break spaces, the punctuation that needs them, and text that is not French.
//!
//! The rules are those of the Imprimerie nationale: U+202F before `;`, `!` and `?`, U+00A0 before `:` and inside « ». Either of the two is
//! accepted in all these places.

use std::ops::Range;

use crate::lang::{Message, say};
use crate::lint::passage::{OTHER, Passage};
use crate::lint::{Checker, Findings};

/// The space before a colon, inside « » and before units.
pub const NO_BREAK: char = '\u{a0}';

/// The narrow space before `;`, `!` and `?`, and inside numbers.
pub const NARROW: char = '\u{202f}';

/// What is before punctuation that needs a no-break space.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Before {
    /// A no-break space, or something that needs none.
    Right,
    /// The word itself, without a space.
    Nothing,
    /// Other spaces, at these bytes.
    Others(Range<usize>),
}

/// Whether a deck is in the French of a country, given by its code: "CA".
pub fn is_of(checker: &Checker, country: &str) -> bool {
    let mut parts = checker.deck.lang.as_deref().unwrap_or_default().split(['-', '_']);
    parts.next().is_some_and(|lang| lang.eq_ignore_ascii_case("fr")) && parts.any(|it| it.eq_ignore_ascii_case(country))
}

pub fn is_space(char: char) -> bool {
    matches!(char, ' ' | '\u{2009}' | NO_BREAK | NARROW)
}

/// Whether this is exactly one no-break space.
pub fn is_right(spaces: &str) -> bool {
    let mut chars = spaces.chars();
    matches!((chars.next(), chars.next()), (Some(NO_BREAK | NARROW), None))
}

/// The spaces that end at this byte.
pub fn spaces_before(text: &str, at: usize) -> Range<usize> {
    text[..at].trim_end_matches(is_space).len()..at
}

/// The spaces that start at this byte.
pub fn spaces_after(text: &str, at: usize) -> Range<usize> {
    at..text.len() - text[at..].trim_start_matches(is_space).len()
}

/// What is before the punctuation at this byte, if it ends a word.
fn before(text: &str, at: usize) -> Before {
    let spaces = spaces_before(text, at);
    let ends_word = text[..spaces.start].chars().next_back().is_some_and(|char| {
        char.is_alphanumeric()
            || char == OTHER
            || matches!(char, ')' | ']' | '»' | '”' | '"' | '%' | '€' | '°' | '’' | '…')
    });
    match &text[spaces.clone()] {
        _ if !ends_word => Before::Right,
        // "Quoi…?" is written with or without a space.
        "" if text[..at].ends_with('…') => Before::Right,
        "" => Before::Nothing,
        found if is_right(found) => Before::Right,
        _ => Before::Others(spaces),
    }
}

/// Reports punctuation without a no-break space before it. `written` describes that space, and `fix` writes it.
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

/// Whether punctuation is followed by what may follow the end of a word: a space, nothing, or a closing mark.
pub fn ends(text: &str, after: usize) -> bool {
    text[after..]
        .chars()
        .next()
        .is_none_or(|char| char.is_whitespace() || matches!(char, ')' | ']' | '»' | '”' | '"' | '…'))
}

/// The word around this byte, from space to space.
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
    fn the_character_before_a_sign_is_recognized() {
        let before = |text: &str| before(text, text.len());
        assert_eq!(before("mot"), Before::Nothing);
        assert_eq!(before("mot "), Before::Others(3..4));
        assert_eq!(before("mot\u{202f} "), Before::Others(3..7));
        for right in ["mot\u{a0}", "mot\u{202f}", "", "(", "?", "Quoi…", "/ "] {
            assert_eq!(before(right), Before::Right, "{right:?}");
        }
    }
}
