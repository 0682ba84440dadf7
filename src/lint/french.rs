//! What French typography needs to know: spaces that do not break, where signs want them, and what is no French.
//!
//! The rules are those of the Imprimerie nationale: U+202F before `;`, `!` and `?`, U+00A0 before `:` and inside « ». Both are taken
//! for right in all these places.

use std::ops::Range;

use crate::lint::Checker;
use crate::lint::passage::OTHER;

/// The space before a colon, inside « » and before units.
pub const NO_BREAK: char = '\u{a0}';

/// The narrow space before `;`, `!` and `?`, and inside numbers.
pub const NARROW: char = '\u{202f}';

/// What stands before a sign that wants a space which does not break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
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
pub fn before(text: &str, at: usize) -> Before {
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

/// Small words of English that French has not.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "is", "are", "was", "to", "with", "for", "you", "your", "it", "its", "this", "that", "these",
    "not", "from", "by", "be", "will", "can", "have", "has", "what", "when", "how", "why", "we", "our", "they",
    "there", "their", "into", "than",
];

/// Small words of French that English has not.
const FRENCH: &[&str] = &[
    "le", "la", "les", "de", "des", "du", "et", "un", "une", "est", "sont", "pour", "que", "qui", "dans", "sur", "en",
    "au", "aux", "ne", "pas", "ce", "cette", "ces", "se", "il", "elle", "nous", "vous", "à", "avec", "par", "ou", "où",
    "son", "sa", "ses", "leur", "votre", "notre", "vos", "nos", "plus", "quand", "comment", "quel", "quelle", "sans",
    "mon", "ma", "mes", "je", "tu",
];

/// How many small words of English and of French a text has.
pub fn score(text: &str) -> (u32, u32) {
    let (mut english, mut french) = (0, 0);
    for word in text.split(|char: char| !char.is_alphabetic() && char != '\'' && char != '’') {
        let elided = word.len() > 3 && word.char_indices().nth(1).is_some_and(|(_, char)| matches!(char, '\'' | '’'));
        if word.len() > 6 && !elided {
            continue;
        }
        let Some(first) = word.bytes().next().map(|byte| byte.to_ascii_lowercase()) else { continue };
        // The length and the first letter tell most words apart, and cost least.
        let alike = |it: &&&str| it.len() == word.len() && it.as_bytes()[0] == first;
        let is = |list: &[&str]| list.iter().filter(alike).any(|it| it.eq_ignore_ascii_case(word));
        english += u32::from(is(ENGLISH));
        // "I’m" is the one elision of English that begins so.
        french += u32::from(is(FRENCH) || elided && !word.starts_with(['I', 'i']));
    }
    (english, french)
}

/// Whether a passage seems to be English, such as a quotation in a French deck: by its small words.
pub fn is_english(text: &str) -> bool {
    let (english, french) = score(text);
    english >= 2 && english > french || english == 1 && french == 0 && text.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_told_from_french_by_its_small_words() {
        for text in ["Everything fails, all the time: Werner Vogels", "The Twelve-Factor App", "What is it for?"] {
            assert!(is_english(text), "{text}");
        }
        for text in
            ["Le cloud : pour qui ?", "The Twelve-Factor App, une méthode", "L’équipe a le temps", "Kubernetes", ""]
        {
            assert!(!is_english(text), "{text}");
        }
    }

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
