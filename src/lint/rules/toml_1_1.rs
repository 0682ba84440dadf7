//! `toml-1-1`: TOML 1.1, which older parsers reject.

use std::ops::Range;

use toml::de::DeValue;
use toml_parser::Source as Toml;
use toml_parser::lexer::TokenKind;

use crate::lang::{Message, noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;
use crate::table::Value;

pub const RULE: Rule = Rule::warning("toml-1-1", "H005", look)
    .about(noun!("TOML 1.1, which older parsers reject"))
    .why(noun!("A deck is a TOML 1.0 file. Editors, formatters and scripts that read it may not know what TOML 1.1 allows besides."))
    .evidence(noun!("TOML 1.1.0, changelog: `\\e` and `\\x`, line ends and a last comma in inline tables, times without seconds"))
    .help(noun!("write it as TOML 1.0 does"))
    .wrong("[look]\ntitle = { fg = \"red\", }")
    .right("[look]\ntitle = { fg = \"red\" }");

fn look(checker: &Checker, findings: &mut Findings) {
    let text = &checker.source.text;
    let time = || {
        text.as_bytes()
            .windows(4)
            .any(|it| it[0].is_ascii_digit() && it[1] == b':' && it[2].is_ascii_digit() && it[3].is_ascii_digit())
    };
    if !text.contains('{') && !text.contains("\\e") && !text.contains("\\x") && !time() {
        return;
    }
    let mut found = Vec::new();
    walk(checker.toml(), text, &mut found);
    found.sort_by_key(|it: &Newer| it.place.start);
    for Newer { place, what, written } in found {
        let span = Span::from(place);
        findings.add(span, say!("{what} is TOML 1.1", what = Message::noun(what)), say!("not in TOML 1.0"));
        if let Some(written) = written {
            findings.fix_safely(say!("write it as TOML 1.0 does"), Some(span), written);
        }
    }
}

/// A piece of TOML 1.1, and the same in TOML 1.0.
#[derive(Debug, PartialEq)]
struct Newer {
    place: Range<usize>,
    what: &'static str,
    written: Option<String>,
}

fn walk(value: &Value, text: &str, found: &mut Vec<Newer>) {
    let Range { start, end } = value.span();
    let raw = text.get(start..end).unwrap_or_default();
    match value.get_ref() {
        DeValue::String(_) if raw.starts_with('"') => escapes(raw, start, found),
        DeValue::Datetime(_) => found.extend(time(raw, start)),
        DeValue::Array(values) => values.iter().for_each(|value| walk(value, text, found)),
        DeValue::Table(_) if raw.starts_with('{') => found.extend(inline_table(raw, start)),
        DeValue::Table(table) => table.iter().for_each(|(_, value)| walk(value, text, found)),
        _ => {}
    }
}

fn escapes(raw: &str, start: usize, found: &mut Vec<Newer>) {
    let mut at = 0;
    while let Some(next) = raw[at..].find('\\').map(|next| at + next) {
        let (taken, sign) = crate::source::unescape(&raw[next..]).unwrap_or((2, '\0'));
        if raw[next + 1..].starts_with(['e', 'x']) {
            let written = Some(format!("\\u{:04X}", u32::from(sign)));
            found.push(Newer { place: start + next..start + next + taken, what: noun!("this escape"), written });
        }
        at = (next + taken).min(raw.len());
        while !raw.is_char_boundary(at) {
            at += 1;
        }
    }
}

/// A time without seconds: "07:32".
fn time(raw: &str, start: usize) -> Option<Newer> {
    let minutes = raw.find(':')? + 3;
    let written = Some(format!("{}:00{}", raw.get(..minutes)?, &raw[minutes..]));
    (!raw[minutes..].starts_with(':')).then(|| Newer {
        place: start..start + raw.len(),
        what: noun!("a time without seconds"),
        written,
    })
}

/// An inline table with line ends, or with a comma after its last value.
fn inline_table(raw: &str, start: usize) -> Option<Newer> {
    let mut written = String::with_capacity(raw.len());
    let (mut open, mut comments, mut newer) = (Vec::new(), false, false);
    for token in Toml::new(raw).lex() {
        let in_table = open.last() == Some(&TokenKind::LeftCurlyBracket);
        let stays = match token.kind() {
            TokenKind::Comment => {
                (comments, newer) = (true, newer || in_table);
                false
            }
            TokenKind::Newline if in_table => {
                newer = true;
                written.truncate(written.trim_end().len());
                written.push(' ');
                false
            }
            // Indentation is dropped together with the line end before it.
            TokenKind::Whitespace => !written.ends_with(' '),
            kind @ (TokenKind::LeftCurlyBracket | TokenKind::LeftSquareBracket) => {
                open.push(kind);
                true
            }
            TokenKind::RightSquareBracket => open.pop().is_some(),
            TokenKind::RightCurlyBracket => {
                if let Some(body) = written.trim_end().strip_suffix(',').map(str::len) {
                    newer = true;
                    written.truncate(body);
                    written.push(' ');
                }
                open.pop().is_some()
            }
            _ => true,
        };
        written.push_str(if stays { &raw[token.span().start()..token.span().end()] } else { "" });
    }
    let place = start..start + raw.len();
    let what = noun!("an inline table over several lines, or with a trailing comma,");
    newer.then(|| Newer { place, what, written: (!comments).then_some(written) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Map;
    use crate::table;

    fn found(toml: &str) -> Vec<(String, Option<String>)> {
        let (value, errors) = table::parse(toml, &Map::default());
        assert_eq!(errors, [], "{toml}");
        let mut found = Vec::new();
        walk(&value, toml, &mut found);
        found.into_iter().map(|it| (toml[it.place].to_owned(), it.written)).collect()
    }

    fn one(toml: &str) -> (String, String) {
        match &found(toml)[..] {
            [(place, Some(written))] => (place.clone(), written.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_time_gets_its_seconds() {
        assert_eq!(one("a = 07:32"), ("07:32".into(), "07:32:00".into()));
        assert_eq!(one("a = 1979-05-27T07:32Z").1, "1979-05-27T07:32:00Z");
        assert_eq!(found("a = 1979-05-27\nb = 07:32:01\nc = 1979-05-27T07:32:00+01:00"), []);
    }

    #[test]
    fn an_inline_table_comes_on_one_line() {
        assert_eq!(one("a = {\n  b = \"}\\\"\",\n  c = { d = 1, },\n}").1, "{ b = \"}\\\"\", c = { d = 1 } }");
        assert_eq!(found("a = { b = 1 } \nc = [\n  { d = 1 },\n  { e = '''\n}''' },\n]\nf = { g = [\n1,\n] }"), []);
        assert_eq!(found("a = {\n b = 1 # one\n}")[0].1, None, "a comment has no place on one line");
    }

    #[test]
    fn escapes_are_spelled_out() {
        assert_eq!(one("a = \"\\\\e \\\\x41 \\x41\""), ("\\x41".into(), "\\u0041".into()));
        assert_eq!(one("a = \"\"\"\n\\e[0m\"\"\"").1, "\\u001B");
        assert_eq!(found("a = '\\e'\nb = \"\"\"\\u0041\\\n  b\"\"\""), []);
    }
}
