//! `escape-in-body`: an escape in a multi-line text, where a word or a path may be meant.

use crate::lang::{noun, say};
use crate::lint::passage::Text;
use crate::lint::{Checker, Findings, Rule};
use crate::source::{Span, unescape};

pub const RULE: Rule = Rule::warning("escape-in-body", "H004", look)
    .about(noun!("an escape in a multi-line text, where a word or a path may be meant"))
    .why(noun!("Between `\"\"\"`, TOML reads `\\n`, `\\t` or `\\b` in a path or a pattern as escapes: `C:\\new` loses its `\\n` without an error, and a `\\` at the end of a line removes the line end. Between `'''`, everything stays as written."))
    .evidence(noun!("TOML 1.0, “String”. The rule looks at texts between `\"\"\"`, and between `\"` only at what looks like a path or a pattern"))
    .help(noun!("write the text between `'''`, where everything stays as written"))
    .wrong("body = \"\"\"\nLe dossier C:\\new\n\"\"\"")
    .right("body = '''\nLe dossier C:\\new\n'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for text in checker.texts().iter().filter(|text| text.nature.is_words()) {
        let raw = checker.source.slice(text.span);
        if !raw.starts_with('"') || !raw.contains('\\') {
            continue;
        }
        let long = raw.starts_with("\"\"\"");
        let swallowed = orders(raw).find(|(at, sign)| is_swallowed(raw, *at, *sign)).map(|(at, _)| at);
        let first = || orders(raw).next().map(|(at, _)| at).filter(|_| long);
        let Some(at) = swallowed.or_else(first) else { continue };
        let end = at + unescape(&raw[at..]).map_or(1, |(taken, _)| taken);
        let message = match swallowed {
            Some(_) => say!("TOML reads `{end}` here as an escape, not as these characters", end = &raw[at..end]),
            None => say!("an escape in a text over several lines"),
        };
        let span = Span::new(text.span.start + at, text.span.start + end);
        findings.add(span, message, say!("an escape"));
        let title = say!("write it between '''");
        // Only when what the room reads stays the same: the characters of a path are known to its author alone.
        if let (None, Some(as_it_is)) = (swallowed, as_it_is(raw, text)) {
            findings.fix_safely(title, Some(text.span), as_it_is);
        }
    }
}

/// The escapes that stand for another character, with that character; a space for a swallowed line end. Quotes, `\\` and escapes by number
/// are always intended.
fn orders(raw: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = at + raw.get(at..)?.find('\\')?;
            let (taken, sign) = unescape(&raw[found..]).unwrap_or((1, ' '));
            at = found + taken;
            if taken <= 2 && !matches!(sign, '"' | '\\') {
                return Some((found, sign));
            }
        }
    })
}

/// Whether an escape has changed a path or a pattern: `\n` in "C:\new".
fn is_swallowed(raw: &str, at: usize, sign: char) -> bool {
    let before = raw[..at].chars().next_back();
    // Two line ends separate paragraphs, and one after a doubled `\\` is a hard break in Markdown.
    if raw[..at].ends_with("\\n")
        || raw.get(at + 2..).is_some_and(|rest| rest.starts_with("\\n"))
        || raw[..at].ends_with("\\\\")
    {
        return matches!(sign, '\u{8}' | '\u{c}' | '\u{1b}');
    }
    let joins = before.is_some_and(|char| char.is_alphanumeric() || matches!(char, ':' | '\\' | '_' | '.' | '%' | '~'));
    let after = || raw.get(at + 2..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    match sign {
        '\u{8}' | '\u{c}' | '\u{1b}' => true,
        '\n' | '\t' | '\r' => joins && after() && is_path(raw, at) || is_of_formula(raw, at),
        _ => false,
    }
}

/// TeX commands whose first letter TOML takes for an escape, and which leave no control character.
const COMMANDS: [&str; 21] = [
    "nu", "neq", "ne", "nabla", "not", "notin", "ni", "neg", "theta", "times", "to", "tau", "text", "tan", "tilde",
    "tfrac", "triangle", "top", "rho", "right", "rightarrow",
];

/// Whether a TeX command in a formula starts here.
fn is_of_formula(raw: &str, at: usize) -> bool {
    let name = &raw[at + 1..];
    let name = &name[..name.find(|char: char| !char.is_ascii_alphabetic()).unwrap_or(name.len())];
    let line = raw[..at].rfind('\n').map_or(0, |end| end + 1);
    COMMANDS.contains(&name) && raw[line..at].matches('$').count() % 2 == 1
}

/// Whether the word around this byte looks like a path or a pattern: a drive, or more than one `\`.
fn is_path(raw: &str, at: usize) -> bool {
    let start = raw[..at].rfind([' ', '\n', '"', '`', '(']).map_or(0, |space| space + 1);
    let end = raw[at..].find([' ', '\n', '"', '`', ')']).map_or(raw.len(), |space| at + space);
    let word = &raw[start..end];
    let drive = word.as_bytes().get(..2).is_some_and(|two| two[0].is_ascii_uppercase() && two[1] == b':');
    drive || word.matches('\\').count() > 1 && !word.contains("\\\"")
}

/// The text between `'''` with the value that it has now. `None` if it cannot be written so.
fn as_it_is(raw: &str, text: &Text) -> Option<String> {
    let told = |char: char| char.is_control() && !matches!(char, '\n' | '\t');
    if text.text.contains("'''") || text.text.ends_with('\'') || text.text.contains(told) {
        return None;
    }
    let first = if raw.starts_with("\"\"\"\n") || text.text.starts_with('\n') { "\n" } else { "" };
    Some(format!("'''{first}{}'''", text.text))
}
