//! `unit-space`: a number that a line break may split, or separate from its unit.

use std::ops::Range;

use crate::lang::{noun, say};
use crate::lint::french::{self, NARROW, NO_BREAK};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("unit-space", "T006", look)
    .about(noun!("a number that a line break may split, or separate from its unit"))
    .why(noun!("“47” at the end of a line and “%” at the beginning of the next are misread. French uses a no-break space there."))
    .evidence(noun!("Lexique des règles typographiques en usage à l’Imprimerie nationale; LanguageTool, ESPACE_UNITES. A rule, no opinion"))
    .wrong("body = '''47 % de 1 000 agents'''")
    .right("body = \"47\\u00a0% de 1\\u202f000 agents\"");

/// Units that are recognized even without a space after the number.
const CLOSE: [&str; 15] = ["%", "‰", "€", "k€", "M€", "Md€", "km", "kg", "Ko", "ko", "Mo", "Go", "To", "kWh", "MWh"];

/// Units that are only recognized after a space: without one they may be something else.
const APART: [&str; 30] = [
    "$", "£", "°C", "°F", "km/h", "m", "cm", "mm", "g", "mg", "h", "min", "s", "ms", "µs", "Po", "Mio", "Gio", "Tio",
    "Mo/s", "Go/s", "Mbit/s", "Gbit/s", "GWh", "kW", "MW", "Hz", "MHz", "GHz", "px",
];

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.french() {
        for Torn { number, place, written } in torn(&passage.text) {
            let help = match () {
                () if !written.contains(NO_BREAK) => say!("write U+202F between the groups"),
                () if !written.contains(NARROW) => say!("write U+00A0 there"),
                () => say!("write U+202F between the groups and U+00A0 before the unit"),
            };
            let (message, label) = match place.is_empty() {
                true => (say!("a number and its unit need a no-break space between them"), say!("no space")),
                false => (say!("a line can break inside this number, or between it and its unit"), say!("can break")),
            };
            findings.add(passage.span(number), message, label);
            findings.help(&help);
            findings.fix_safely(help, passage.exact(place, checker.source), written);
        }
    }
}

/// A number that may be split.
struct Torn {
    /// The number with its unit.
    number: Range<usize>,
    /// What to replace, and with what.
    place: Range<usize>,
    written: String,
}

fn torn(text: &str) -> Vec<Torn> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|char: char| char.is_ascii_digit()).map(|from| at + from) {
        let number = grouped(text, start);
        at = group_end(text, start).max(number.end);
        if !begins(text, start) {
            continue;
        }
        let joined = text[number.clone()].replace([' ', '\u{2009}'], &NARROW.to_string());
        let apart = joined != text[number.clone()];
        match unit(text, at) {
            Some((spaces, end)) if apart => {
                let written = format!("{joined}{NO_BREAK}{}", &text[spaces.end..end]);
                found.push(Torn { number: start..end, place: start..end, written });
            }
            Some((place, end)) => found.push(Torn { number: start..end, place, written: NO_BREAK.to_string() }),
            None if apart => found.push(Torn { number: number.clone(), place: number, written: joined }),
            None => {}
        }
    }
    found
}

/// Whether a number starts here, rather than continuing a name, an address or a color.
fn begins(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    let of_name = text[..start].strip_suffix('-').is_some_and(|rest| rest.ends_with(char::is_alphabetic));
    !of_name && before.is_none_or(|char| !char.is_alphanumeric() && !"_#=/&%@+$.,:".contains(char))
}

/// The end of the digits, with decimals, that start here.
fn group_end(text: &str, start: usize) -> usize {
    let digits = |from: usize| text.len() - text[from..].trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let end = digits(start);
    let behind = end + usize::from(text[end..].starts_with([',', '.']));
    if behind > end && digits(behind) > behind { digits(behind) } else { end }
}

/// A number in groups of three, with its decimals: "12 000,5". Only its first group if it is not such a number.
fn grouped(text: &str, start: usize) -> Range<usize> {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(start);
    let (mut end, mut groups, mut round) = (start + first, 1, false);
    let goes_on = text[..start].trim_end_matches(french::is_space).ends_with(|char: char| char.is_ascii_digit());
    if first > 3 || goes_on || text[start..].starts_with('0') {
        return start..end;
    }
    while let Some(char) = text[end..].chars().next().filter(|char| french::is_space(*char)) {
        let next = end + char.len_utf8();
        match digits(next) {
            3 => {
                round |= &text[next..next + 3] == "000";
                (end, groups) = (next + 3, groups + 1);
            }
            0 => break,
            // Groups of other lengths: a phone number, or a list.
            _ => return start..start + first,
        }
    }
    // Three or more groups of three may well be a list of codes.
    if first == 3 && groups > 2 && !round {
        return start..start + first;
    }
    start..group_end(text, end - 1).max(end)
}

/// The breaking space between a number that ends here and its unit, and the end of the unit.
fn unit(text: &str, end: usize) -> Option<(Range<usize>, usize)> {
    let spaces = french::spaces_after(text, end);
    let apart = !spaces.is_empty();
    if apart && french::is_right(&text[spaces.clone()]) {
        return None;
    }
    let rest = &text[spaces.end..];
    let ends = |unit: &str| {
        let next = rest[unit.len()..].chars().next();
        next.is_none_or(|char| !char.is_alphanumeric() && !matches!(char, '\'' | '’' | '_' | '=' | '%' | '-'))
    };
    let units = CLOSE.iter().chain(APART.iter().filter(|_| apart));
    let unit = units.filter(|unit| rest.starts_with(**unit) && ends(unit)).max_by_key(|unit| unit.len())?;
    Some((spaces.clone(), spaces.end + unit.len()))
}
