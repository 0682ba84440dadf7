//! Parses TOML, and explains syntax errors. Known mistakes get an explanation in an author's words instead of the parser's.

use std::ops::Range;

use toml::de::{DeTable, DeValue};
use toml_parser::Source as Toml;
use toml_parser::lexer::TokenKind;

use crate::diagnostic::Diagnostic;
use crate::lang::{Message, noun, say};
use crate::source::{Map, Span};
use crate::table::{Value, line_starts, refused};
use crate::text;

const RULE: &str = "toml-syntax";

/// Quotation marks that word processors write, and that TOML does not know.
const OPENING: [char; 8] = ['“', '”', '„', '‟', '‘', '’', '‚', '«'];
const CLOSING: [char; 5] = ['“', '”', '‘', '’', '»'];

/// Calls `found` for each number that consists only of a prefix, `0x`, which the parser accepts.
fn without_digits(value: &Value, found: &mut dyn FnMut(Range<usize>)) {
    match value.get_ref() {
        DeValue::Integer(number) if number.as_str().is_empty() => found(value.span()),
        DeValue::Array(values) => values.iter().for_each(|value| without_digits(value, found)),
        DeValue::Table(table) => table.iter().for_each(|(_, value)| without_digits(value, found)),
        _ => {}
    }
}

/// Parses a text as TOML as far as possible. Returns a table, and each syntax error at its place, at most one per line.
pub fn parse<'i>(text: &'i str, map: &Map) -> (Value<'i>, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut errors: Vec<(Range<usize>, String)> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message().to_owned())).collect();
    if text.starts_with('\u{feff}') {
        errors.push((0..'\u{feff}'.len_utf8(), "a second byte order mark".to_owned()));
    }
    if ["0x", "0o", "0b"].iter().any(|prefix| text.contains(prefix)) {
        for (_, value) in table.get_ref() {
            without_digits(value, &mut |span| errors.push((span, "a number without digits".to_owned())));
        }
    }
    let lines = if errors.is_empty() { Vec::new() } else { line_starts(text) };
    let line = |at: usize| lines.partition_point(|start| *start <= at);
    errors.sort_by_key(|(span, _)| span.start);
    errors.dedup_by_key(|(span, _)| line(span.start));
    let report = |(span, message): (Range<usize>, String)| {
        if let Some(known) = never_closed(text, &span, &message, map)
            .or_else(|| curly_quotes(text, &span, map))
            .or_else(|| without_quotes(text, &span, &message, map))
        {
            return known;
        }
        refused(text, span, &message, map)
    };
    let value = Value::new(table.span(), DeValue::Table(table.into_inner()));
    (value, errors.into_iter().map(report).collect())
}

/// A syntax error in our words, else in the parser's.
fn refused(text: &str, span: Range<usize>, message: &str, map: &Map) -> Diagnostic {
    let what = text.get(span.clone()).unwrap_or_default();
    let (said, help) = refused::told(message, what).unwrap_or_else(|| {
        let (first, more) = message.split_once('\n').unwrap_or((message, ""));
        let foreign = |text: &str, name| Message::foreign(&text::clean(text), name);
        let help = noun!("check the quotes, the brackets and the `=` of this line");
        (foreign(first, noun!("this is not valid TOML")), foreign(more, help))
    });
    let before = if message.starts_with("duplicate key") { set_before(text, &span) } else { None };
    let told = Diagnostic::error(RULE, map.span(span), said, say!("TOML cannot be read here")).help(help);
    match before {
        Some(before) => told.context(map.span(before), say!("set here first")),
        None => told,
    }
}

/// The first of two equal keys of a table, or of two equal table headers; `again` is the second.
fn set_before(text: &str, again: &Range<usize>) -> Option<Range<usize>> {
    let (mut line, mut tables, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    for token in Toml::new(text).lex() {
        let span = token.span().start()..token.span().end();
        match token.kind() {
            TokenKind::Newline | TokenKind::Eof => {
                let begins: Option<&(TokenKind, Range<usize>)> = line.first();
                let is_table = begins.is_some_and(|(kind, _)| *kind == TokenKind::LeftSquareBracket);
                let all = begins.map_or(0, |it| it.1.start)..line.last().map_or(0, |it| it.1.end);
                let begun = if is_table { all } else { begins.map_or(0..0, |it| it.1.clone()) };
                let known = if is_table { &mut tables } else { &mut keys };
                if begun.start <= again.start && again.start < begun.end.max(begun.start + 1) && !line.is_empty() {
                    return known.iter().find(|it: &&Range<usize>| text[(*it).clone()] == text[begun.clone()]).cloned();
                }
                known.push(begun);
                if is_table {
                    keys.clear();
                }
                line.clear();
            }
            TokenKind::Whitespace | TokenKind::Comment => {}
            kind => line.push((kind, span)),
        }
    }
    None
}

/// A multi-line string without an end. Reported where it starts, which may be far from the end of the file.
fn never_closed(text: &str, span: &Range<usize>, message: &str, map: &Map) -> Option<Diagnostic> {
    let at_end = text.get(span.start..).is_none_or(|rest| rest.trim().is_empty());
    if !at_end || !message.starts_with("invalid multi-line") {
        return None;
    }
    let multiline = |kind| matches!(kind, TokenKind::MlBasicString | TokenKind::MlLiteralString);
    let start = Toml::new(text).lex().filter(|token| multiline(token.kind())).last()?.span().start();
    let quotes = text.get(start..start + 3)?;
    let end = text.trim_end().len().max(start + 3);
    let message = say!("the text that begins with `{quotes}` is never closed", quotes);
    let diagnostic = Diagnostic::error(RULE, map.span(start..start + 3), message, say!("opened here"));
    let help = say!("write `{quotes}` on a line of its own after its last line", quotes);
    Some(diagnostic.context(map.span(end..end), say!("everything up to here is read as text")).help(help))
}

/// Text without quotes. The message shows it with quotes.
fn without_quotes(text: &str, span: &Range<usize>, message: &str, map: &Map) -> Option<Diagnostic> {
    let line = text.get(span.start..)?.lines().next()?;
    let words = line.split(" #").next().unwrap_or(line).trim_end();
    let key = text[..span.start].lines().next_back()?.trim().strip_suffix('=')?.trim_end();
    if !message.starts_with("string values must be quoted")
        || words.is_empty()
        || words.contains(['"', '\'', '[', '{', '\\'])
        || key.contains('=')
    {
        return None;
    }
    let span = map.span(span.start..span.start + words.len());
    let help = say!("write `{key} = \"{value}\"`", key = text::clean(key), value = text::clean(words));
    let told =
        Diagnostic::error(RULE, span, say!("these words have no quotes"), say!("not a value of TOML")).help(help);
    Some(told.fix(say!("write quotes"), span, format!("\"{words}\"")))
}

/// A string in curly quotes.
fn curly_quotes(text: &str, span: &Range<usize>, map: &Map) -> Option<Diagnostic> {
    let start = text.get(..span.start)?.rfind('\n').map_or(0, |at| at + 1);
    let line = text[start..].lines().next()?;
    let at = span.start - start;
    let (from, words, to) = match line.get(at..)?.strip_prefix(OPENING) {
        Some(rest) => {
            let end =
                rest.find([CLOSING.as_slice(), &['"', '\'']].concat().as_slice()).unwrap_or(rest.trim_end().len());
            let quote = rest[end..].chars().next().map_or(0, char::len_utf8);
            let open = line.len() - rest.len();
            (at, &rest[..end], open + end + quote)
        }
        None => {
            // The opening quote is right, so the mistake is reported at the end of the line.
            let open = line.find(['"', '\''])?;
            let words = line[open + 1..].trim_end().strip_suffix(CLOSING).filter(|it| !it.contains(['"', '\'']))?;
            (open, words, line.trim_end().len())
        }
    };
    let quote = if words.contains(['"', '\\']) { '\'' } else { '"' };
    let written = format!("{quote}{words}{quote}");
    let span: Span = map.span(start + from..start + to);
    let message = say!("curly quotes do not enclose a string in TOML");
    let help = say!("write straight quotes: `{written}`", written = text::clean(&written));
    Some(Diagnostic::error(RULE, span, message, say!("not TOML's quotes")).help(help).fix(
        say!("write straight quotes"),
        span,
        written,
    ))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use expect_test::expect_file;

    use super::*;
    use crate::lang;

    /// The findings: underlined words, message, help.
    fn found(text: &str) -> Vec<(String, String, String)> {
        let told = |it: Diagnostic| {
            let Span { start, end } = it.span();
            (text[start..end].to_owned(), it.message.into(), it.help.unwrap_or_default().into())
        };
        parse(text, &Map::default()).1.into_iter().map(told).collect()
    }

    #[test]
    fn for_words_without_quotes_the_quoted_form_is_suggested() {
        let one = |text: &str| found(text).remove(0);
        let (words, _, help) = one("title = My talk # soon\n");
        assert_eq!((words.as_str(), help.as_str()), ("My talk", "write `title = \"My talk\"`"));
        assert_eq!(one("a = [x, y]\n").2, "write it between quotes: `\"…\"`");
    }

    #[test]
    fn a_text_that_is_never_closed_is_told_where_it_is_opened() {
        for quotes in ["\"\"\"", "'''"] {
            let text = format!("a = {quotes}x{quotes}\nb = {quotes}\nwords\n\n[c]\nd = \"x\"\n");
            let (_, told) = parse(&text, &Map::default());
            assert_eq!(told.len(), 1, "{told:?}");
            let opened = text.match_indices(quotes).nth(2).unwrap().0;
            assert_eq!(told[0].span(), Span::new(opened, opened + 3));
            assert!(told[0].message.ends_with("is never closed"), "{}", told[0].message);
            assert_eq!(told[0].context[0].span.start, text.trim_end().len());
        }
    }

    #[test]
    fn curly_quotes_are_told_as_such() {
        for (line, written) in [
            ("a = “été b”", "\"été b\""),
            ("a = ‘fr’", "\"fr\""),
            ("a = \"A”", "\"A\""),
            ("a = “A\"", "\"A\""),
            ("a = « A »", "\" A \""),
        ] {
            let told = found(&format!("x = 1\n{line}\ny = 2\n"));
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].0, &line[4..], "{line}");
            assert_eq!(told[0].1, "curly quotes do not enclose a string in TOML");
            assert_eq!(told[0].2, format!("write straight quotes: `{written}`"));
        }
        assert!(!found("a = \"A’s\nb = 1").iter().any(|it| it.1.contains("curly")), "the quote is inside a word");
        assert_eq!(found("a = \"“A”\""), []);
    }

    /// Texts with a syntax error each.
    const WRONG: &[&str] = &[
        "a = 1\na = 2",
        "[a]\nb = 1\n[a]",
        "a = 1\na.b = 2",
        "a = [1]\na.b = 2",
        "a = 'x\rb'",
        "a = 1\rb = 2",
        "a = \"x",
        "a = 'x",
        "a = x\"",
        "a = words here",
        "a = \"x\u{1}\"",
        "a = 'x\u{1}'",
        "a = \"\"\"\nx\nb = 1 # \"",
        "a = \"C:\\dir\"",
        "a = \"\\u12\"",
        "a = [1, 2",
        "a = {b = 1",
        "[a\nb = 1",
        "[[a]\nb = 1",
        "a = ]",
        "a = }",
        "a = [}]",
        "a = 012",
        "a = 1__2",
        "a = 0XFF",
        "a = 0x",
        "a = 0xZZ",
        "a = +-1",
        "a = -0x1",
        "a = 1.",
        "a = 1.e",
        "a = 12h",
        "a = 2026-13",
        "a = 10:99:00x",
        "a = True",
        "a = truth",
        "é = 1",
        "= 1",
        "\"\"\"a\"\"\" = 1",
        "a",
        "a =",
        "a =\nb = 1",
        "a = = 1",
        "a = [b = 1]",
        "a = {b 1}",
        "a = {b = = 1}",
        "a = {= 1}",
        "a = [1 2]",
        "a = {b = 1 c = 2}",
        "a = [1,,2]",
        "a = {b = 1,,c = 2}",
        "a = 1 2",
        "a = \"x\" y",
        "# \u{1}",
        "]",
        "a.",
        "[]",
        "[a] b",
        "a = {b = 1, b = 2}",
    ];

    #[test]
    fn each_mistake_is_said_in_the_words_of_the_program_in_both_languages() {
        let french = lang::words("fr").unwrap();
        let (deep, mut said) = ("a = ".to_owned() + &"[".repeat(200), String::new());
        for text in WRONG.iter().copied().chain([deep.as_str(), "\u{feff}a = 1"]) {
            let (_, found) = parse(text, &Map::default());
            let Some(first) = found.first() else { panic!("{text:?} is TOML") };
            let (message, help) =
                (&first.message, first.help.as_ref().unwrap_or_else(|| panic!("{text:?}: {first:?}")));
            let [foreign, unhelpful] = ["ce n’est pas du TOML valable", "vérifiez les guillemets"];
            let (dit, aide) = (message.in_words(french), help.in_words(french));
            assert!(*dit != *foreign && !aide.starts_with(unhelpful), "{text:?}: {first:?}");
            let shown: String = text.chars().take(30).collect();
            writeln!(said, "{shown:?}: {}; {}", &**message, &**help).unwrap();
        }
        expect_file!["../../tests/toml/refused.txt"].assert_eq(&said);
    }

    #[test]
    fn a_key_or_a_table_that_is_there_twice_is_shown_where_it_is_first() {
        for (text, first) in [
            ("b = 0\nx = '''\nb = 1\n'''\n[a]\nb = 2\nc = 3\nb = 4\n", "b = 2"),
            ("[a]\nb = 1\n[c]\n[a] # again\n", "[a]\nb = 1"),
        ] {
            let (_, told) = parse(text, &Map::default());
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].context[0].span.start, text.find(first).unwrap(), "{told:?}");
            assert_eq!(*told[0].context[0].text, *"set here first");
        }
    }
}
