//! `stray-space`: two spaces in a row, or one before a comma, before a full stop or inside parentheses.

use std::ops::Range;

use crate::lang::{Message, noun, say};
use crate::lint::french::{NARROW, NO_BREAK};
use crate::lint::passage::OTHER;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("stray-space", "T007", look)
    .about(noun!("two spaces in a row, or one before a comma, before a full stop or inside parentheses"))
    .why(noun!("On a large screen the gap shows, and a line can begin with the comma."))
    .evidence(noun!("Lexique des règles typographiques en usage à l’Imprimerie nationale; typographeur has the same rule. Only in French: English typists mean their two spaces"))
    .help(noun!("remove the space"))
    .wrong("body = '''Un principe , et  un ( autre )'''")
    .right("body = '''Un principe, et un (autre)'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.french() {
        for (range, message, written) in strays(&passage.text) {
            findings.add(passage.span(range.clone()), message, say!("too much"));
            findings.fix_safely(say!("remove the space"), passage.exact(range, checker.source), written);
        }
    }
}

/// The needless spaces, and what replaces them.
fn strays(text: &str) -> Vec<(Range<usize>, Message, String)> {
    let mut found = Vec::new();
    let mut end = 0;
    while let Some(start) = text[end..].find(' ').map(|at| end + at) {
        let mut from = start;
        if text[..start].ends_with([NO_BREAK, NARROW]) {
            from = text[..start].char_indices().next_back().map_or(start, |(at, _)| at);
        }
        end = text.len() - text[start..].trim_start_matches([' ', NO_BREAK, NARROW]).len();
        let (before, after) = (text[..from].chars().next_back(), &text[end..]);
        let spaces = &text[from..end];
        let of_sign = matches!(before, Some('«')) || after.starts_with([';', ':', '!', '?', '»', '%', '€']);
        if closes(before, after) && !(after.starts_with(')') && is_call(&text[..from])) {
            found.push((from..end, say!("a space before a sign that takes none"), String::new()));
        } else if opens(&text[..from], after) {
            found.push((from..end, say!("a space right inside a parenthesis"), String::new()));
        } else if spaces.chars().count() == 2 && before.is_some_and(|char| !char.is_whitespace()) && !of_sign {
            let kept = spaces.chars().find(|char| *char != ' ').unwrap_or(' ');
            found.push((from..end, say!("two spaces"), kept.to_string()));
        }
    }
    found
}

/// Whether the character after a space must not have one before it: a comma, a full stop, a closing parenthesis.
fn closes(before: Option<char>, after: &str) -> bool {
    let mut chars = after.chars();
    let sign = chars.next();
    let ends = chars.next().is_none_or(char::is_whitespace);
    let behind_word = before.is_some_and(|char| char.is_alphanumeric() || matches!(char, OTHER | ')' | '»' | '”'));
    match sign {
        Some(',' | '.') => ends && behind_word,
        Some(')') => behind_word,
        _ => false,
    }
}

/// Whether the open parenthesis belongs to a name: "f( x".
fn is_call(before: &str) -> bool {
    before.rfind('(').is_some_and(|at| before[..at].ends_with(char::is_alphanumeric))
}

/// Whether a space follows an opening parenthesis.
fn opens(before: &str, after: &str) -> bool {
    let Some(outside) = before.strip_suffix('(') else { return false };
    let opens = !outside.ends_with(|char: char| char.is_alphanumeric() || char == ':' || char == ';');
    opens && after.starts_with(|char: char| char.is_alphanumeric() || char == OTHER || char == '«')
}
