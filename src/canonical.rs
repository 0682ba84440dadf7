//! The canonical form of a deck: the same data and comments in a fixed layout.
//!
//! Keys are in the order of their declaration in the format, those with values of several lines last. Tables stay where their authors put them.
//! There is one empty line between tables, and none inside. A text of several lines is a literal string, if possible. A comment stays with the key
//! or table below it.

mod parse;

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::canonical::parse::{Entry, Header, Key, LeadLine, Part, Value, parse};
use crate::deck::Keys;
use crate::source::{Map, Source, in_manner_of, unescape};
use crate::table;
use crate::text;

/// The widest line, in cells, whose comment is aligned with those of the lines around it.
const WIDEST: usize = 60;

/// The space before a comment on the same line.
const GAP: usize = 2;

/// The indentation of elements in a list on several lines.
const INDENT: usize = 2;

/// The text of a file in canonical form, with the byte order mark and the line ends of the file, taken from its first line. `None` if it is not
/// TOML.
pub fn form_of_file(text: &str) -> Option<String> {
    Some(in_manner_of(text, &form(&Source::new("", text).text)?))
}

/// A text in canonical form. `None` if it is not TOML.
pub fn form(text: &str) -> Option<String> {
    let text = &without_returns(text);
    let (_, mistakes) = table::parse(text, &Map::default());
    let document = parse(text).filter(|_| mistakes.is_empty())?;
    let mut out = String::new();
    for part in &document.parts {
        write_part(part, &mut out);
    }
    if !document.end.is_empty() {
        gap(&mut out);
        write_lines(&document.end, &mut out);
    }
    Some(out)
}

/// A text without carriage returns at line ends. A tool that adds one to each line feed may have run twice.
fn without_returns(text: &str) -> Cow<'_, str> {
    if !text.contains("\r\n") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_inclusive('\n').fold(String::with_capacity(text.len()), |out, line| {
        match line.strip_suffix('\n') {
            Some(line) => out + line.trim_end_matches('\r') + "\n",
            None => out + line,
        }
    }))
}

/// Adds an empty line, except at the start.
fn gap(out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
}

fn write_lines(lines: &[LeadLine], out: &mut String) {
    for line in lines {
        out.push_str(line.unwrap_or_default());
        out.push('\n');
    }
}

fn write_part(part: &Part, out: &mut String) {
    if part.header.is_some() {
        gap(out);
    }
    write_lines(&part.lead, out);
    if let Some(header) = &part.header {
        let (open, close) = if header.list { ("[[", "]]") } else { ("[", "]") };
        let _ = write!(out, "{open}{}{close}", path(&header.keys));
        out.push_str(&header.comment.map(|comment| format!("{:GAP$}{comment}", "")).unwrap_or_default());
        out.push('\n');
    }
    let keys = part.header.as_ref().map_or_else(|| Some(Keys::of_deck()), |header| keys_of(header, &part.entries));
    let mut lines: Vec<(&Entry, String)> =
        sorted(&part.entries, keys).into_iter().map(|entry| (entry, assignment(entry, keys, 0))).collect();
    // After a long text a short value would be overlooked.
    lines.sort_by_key(|(_, line)| line.contains('\n'));
    let columns = comment_columns(&lines);
    for ((entry, line), column) in lines.iter().zip(columns) {
        write_lines(&entry.lead.iter().copied().map(Some).collect::<Vec<_>>(), out);
        out.push_str(line);
        if let Some(comment) = entry.comment {
            let _ = write!(out, "{}{comment}", " ".repeat(column));
        }
        out.push('\n');
    }
    write_lines(&part.tail.iter().copied().map(Some).collect::<Vec<_>>(), out);
}

/// How many spaces are before the comment of each line, so that those of neighbors are aligned.
fn comment_columns(lines: &[(&Entry, String)]) -> Vec<usize> {
    let width = |line: &str| text::width(line);
    let aligned =
        |(entry, line): &(&Entry, String)| entry.comment.is_some() && !line.contains('\n') && width(line) <= WIDEST;
    let mut columns = Vec::new();
    // A comment on its own line separates what is above it from what is below.
    for run in lines.chunk_by(|one, next| aligned(one) && aligned(next) && next.0.lead.is_empty()) {
        let widest = run.iter().map(|(_, line)| width(line)).max().unwrap_or(0);
        columns.extend(run.iter().map(|it| if aligned(it) { widest - width(&it.1) + GAP } else { GAP }));
    }
    columns
}

/// The possible keys of the table below a header, if the format knows the table.
fn keys_of(header: &Header, entries: &[Entry]) -> Option<Keys> {
    let (last, above) = header.keys.split_last()?;
    let outer = above.iter().try_fold(Keys::of_deck(), |keys, key| keys.inside(&key.name, None))?;
    outer.inside(&last.name, kind(entries))
}

/// The value of `kind` in a table.
fn kind<'a>(entries: &'a [Entry]) -> Option<&'a str> {
    entries.iter().find_map(|entry| match (&entry.keys[..], &entry.value) {
        ([key], Value::Text { text, .. }) if key.name == "kind" => Some(text.as_ref()),
        _ => None,
    })
}

/// Entries in the order in which the format declares their keys, then the unknown ones in their own order.
fn sorted<'e, 'a>(entries: &'e [Entry<'a>], keys: Option<Keys>) -> Vec<&'e Entry<'a>> {
    let names = keys.map(Keys::names).unwrap_or_default();
    let place = |entry: &&Entry| {
        let first = entry.keys.first().map(|key| key.name.as_ref());
        names.iter().position(|name| first == Some(name)).unwrap_or(names.len())
    };
    let mut sorted: Vec<&Entry> = entries.iter().collect();
    sorted.sort_by_key(place);
    sorted
}

/// A dotted key, without quotes where possible.
fn path(keys: &[Key]) -> String {
    let is_bare =
        |name: &str| !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric() || b"-_".contains(&it));
    let names: Vec<&str> = keys.iter().map(|key| if is_bare(&key.name) { &key.name } else { key.raw }).collect();
    names.join(".")
}

/// "key = value".
fn assignment(entry: &Entry, keys: Option<Keys>, indent: usize) -> String {
    let (last, above) = entry.keys.split_last().expect("a value has a key");
    let outer = above.iter().try_fold(keys, |keys, key| Some(keys.and_then(|it| it.inside(&key.name, None)))).flatten();
    let inside = |entries: &[Entry]| outer.and_then(|it| it.inside(&last.name, kind(entries)));
    let value = written(&entry.value, &inside, indent);
    format!("{} = {value}", path(&entry.keys))
}

/// A value; `inside` gives the possible keys of tables in it.
fn written(value: &Value, inside: &dyn Fn(&[Entry]) -> Option<Keys>, indent: usize) -> String {
    match value {
        Value::Plain(raw) | Value::Commented(raw) => (*raw).to_owned(),
        Value::Text { raw, text } => literal(raw, text).unwrap_or_else(|| (*raw).to_owned()),
        Value::Table { entries } => {
            let keys = inside(entries);
            let all: Vec<String> =
                sorted(entries, keys).into_iter().map(|entry| assignment(entry, keys, indent)).collect();
            if all.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", all.join(", ")) }
        }
        Value::List { items, tail, over_lines } => {
            let open = *over_lines && !(items.is_empty() && tail.is_empty());
            let deeper = if open { indent + INDENT } else { indent };
            let all: Vec<String> = items.iter().map(|item| written(&item.value, inside, deeper)).collect();
            match open {
                true => over_lines_of(items, &all, tail, indent),
                false => format!("[{}]", all.join(", ")),
            }
        }
    }
}

/// A list with each element on its own line.
fn over_lines_of(items: &[Entry], all: &[String], tail: &[&str], indent: usize) -> String {
    let margin = " ".repeat(indent + INDENT);
    let mut out = String::from("[\n");
    for (item, value) in items.iter().zip(all) {
        item.lead.iter().for_each(|comment| out.push_str(&format!("{margin}{comment}\n")));
        let _ = write!(out, "{margin}{value},");
        out.push_str(&item.comment.map(|comment| format!("{:GAP$}{comment}", "")).unwrap_or_default());
        out.push('\n');
    }
    tail.iter().for_each(|comment| out.push_str(&format!("{margin}{comment}\n")));
    out + &" ".repeat(indent) + "]"
}

/// A text of several lines as a literal string. `None` if it has only one line, or cannot be written exactly.
fn literal(raw: &str, text: &str) -> Option<String> {
    let is_plain = |char: char| !char.is_control() || matches!(char, '\n' | '\t');
    let fits = !text.contains("'''") && !text.ends_with('\'') && text.chars().all(is_plain);
    let stands = text.contains('\n') && fits && !has_number(raw);
    stands.then(|| format!("'''\n{text}'''"))
}

/// Whether a character is written by its number, so that it is visible in the file.
fn has_number(raw: &str) -> bool {
    if !raw.starts_with('"') {
        return false;
    }
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        rest = &rest[at..];
        let length = match unescape(rest) {
            Some((length, _)) if length > 2 => return true,
            Some((length, _)) => length,
            None => 1,
        };
        rest = &rest[length..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn becomes(text: &str, expected: Expect) {
        let once = form(text).unwrap();
        expected.assert_eq(&once);
        assert_eq!(form(&once).unwrap(), once, "a second time changes it again");
    }

    #[test]
    fn keys_stand_in_the_order_of_the_format_and_comments_go_with_them() {
        becomes(
            "title='A'   # as on the door\n# One.\nformat   = 1\nunknown=1\nlang = \"fr-FR\"# of all\n\n\n\n[[section]]\n  title = 'S'\n  id    = 's'",
            expect![[r##"
                # One.
                format = 1
                title = 'A'     # as on the door
                lang = "fr-FR"  # of all
                unknown = 1

                [[section]]
                id = 's'
                title = 'S'
            "##]],
        );
    }

    #[test]
    fn comments_stay_above_below_and_between_tables() {
        let deck = "#:schema s.json\nformat = 1\n# A cut:\n# subtitle = 1\n\n\n# S1\n[[section]] # first\n\n# the title\n\ntitle = 'a'\n\n\n# Apart.\n\n\n# S2 S3\n[[section.slide]]\n# nothing yet\n\n# end\n\n";
        becomes(
            deck,
            expect![[r##"
                #:schema s.json
                format = 1
                # A cut:
                # subtitle = 1

                # S1
                [[section]]  # first
                # the title
                title = 'a'

                # Apart.

                # S2 S3
                [[section.slide]]
                # nothing yet

                # end
            "##]],
        );
    }

    #[test]
    fn comments_at_the_top_of_the_file_stay_there() {
        becomes(
            "# A deck.\n\n# What it is called:\ntitle = 'a'\nformat = 1\n",
            expect![[r#"
                # A deck.

                format = 1
                # What it is called:
                title = 'a'
            "#]],
        );
    }

    #[test]
    fn texts_of_several_lines_are_literal_where_they_can_be() {
        let texts = [
            r#"body = """un\n\"deux\" \\ trois""""#,
            r#"body = "un\ndeux\n""#,
            "body = '''un\ndeux'''",
            r#"body = """un\n\u00A0""""#,
            "body = \"\"\"un\n'''deux\n\"\"\"",
            r#"body = "un\n'deux'""#,
            "body = \"\"\"un \\\n   deux\"\"\"",
            r#"body = "un\u0007\n""#,
        ];
        let forms: Vec<String> = texts.iter().map(|text| form(text).unwrap()).collect();
        expect![[r#"
            body = '''
            un
            "deux" \ trois'''
            body = '''
            un
            deux
            '''
            body = '''
            un
            deux'''
            body = """un\n\u00A0"""
            body = """un
            '''deux
            """
            body = "un\n'deux'"
            body = """un \
               deux"""
            body = "un\u0007\n"
        "#]]
        .assert_eq(&forms.concat());
    }

    #[test]
    fn lists_and_tables_in_braces_are_tidied() {
        let deck = "sizes = [ '80x24','120x36' , ]\nlook . \"title\" = {bold=true,fg = 'red',}\nlook.\"a b\" = { }\n\
            empty = [\n]\nlist = [ # all\n 1 # one\n , 2,\n# three\n [\n 3 ] # end\n# none\n]\n\
            odd = { a = 1, # why\n b   = 2 }\n[[section]]\n[[section.slide]]\nblock = [{ text = 'x', kind='text', step=1}]\n";
        becomes(
            deck,
            expect![[r##"
                look.title = { fg = 'red', bold = true }
                look."a b" = {}
                sizes = ['80x24', '120x36']
                empty = []
                list = [
                  # all
                  1,  # one
                  2,
                  # three
                  [
                    3,
                  ],  # end
                  # none
                ]
                odd = { a = 1, # why
                 b   = 2 }

                [[section]]

                [[section.slide]]
                block = [{ kind = 'text', text = 'x', step = 1 }]
            "##]],
        );
    }

    #[test]
    fn the_fields_of_a_block_stand_in_the_order_of_its_kind() {
        becomes(
            "[[section.slide.block]]\nstep = 1\nsource = 's'\nby = 'B'\ntext = 'x'\nkind = 'quote'\n",
            expect![[r#"
                [[section.slide.block]]
                kind = 'quote'
                text = 'x'
                by = 'B'
                source = 's'
                step = 1
            "#]],
        );
    }

    #[test]
    fn invalid_toml_has_no_canonical_form() {
        for text in ["a = ", "[a", "a = 1\na = 2", "a = \"\\q\"", "[[a]]\n[a]", "é = 1"] {
            assert_eq!(form(text), None, "{text}");
        }
        assert_eq!(form("").as_deref(), Some(""));
        assert_eq!(form("\n\n # alone  \n\n").as_deref(), Some("# alone\n"));
    }
}
