//! Messages about values of the wrong type, with an example that can be pasted.

use serde_json::Value as Json;
use toml::de::DeValue;

use crate::diagnostic::Diagnostic;
use crate::lang::{Message, say};
use crate::source::Span;
use crate::table::{Date, Reader, Schemas, Shape, Value, type_name};
use crate::text;

/// The longest value that a message repeats, in bytes.
const LONGEST_REPEATED: usize = 80;

/// Headers that are often written without their parent tables: in what, which name, and the full header.
const HEADERS: &[(&str, &str, &str)] = &[
    ("a deck", "slide", "section.slide"),
    ("a deck", "slides", "section.slide"),
    ("a deck", "block", "section.slide.block"),
    ("a deck", "sections", "section"),
    ("a section", "block", "section.slide.block"),
    ("a section", "slides", "section.slide"),
    ("a deck", "include", "section.slide"),
    ("a section", "include", "section.slide"),
];

/// Keys that are often written one level too high: in what, which keys, and a table that takes them.
const INNER: &[(&str, &[&str], &str)] =
    &[("the roles", &["fg", "bg", "bold", "italic", "underline", "reverse"], "title")];

/// A table that takes a key, which was written beside such tables.
pub(super) fn inner_of(what: &str, name: &str) -> Option<&'static str> {
    INNER.iter().find(|(outer, keys, _)| *outer == what && keys.contains(&name)).map(|(.., table)| *table)
}

/// The full header of a table that was written as a key of something else.
pub(super) fn header_of(what: &str, name: &str) -> Option<&'static str> {
    HEADERS.iter().find(|(outer, key, _)| (*outer, *key) == (what, name)).map(|(.., header)| *header)
}

/// An example of a value of this shape. `None` if there is no short one.
pub(super) fn example_of<T: Shape>() -> Option<String> {
    let short = example(T::WHAT).filter(|_| T::WHAT != "a list");
    short.map(str::to_owned).or_else(|| example_in(&T::schema(&mut Schemas::new())))
}

/// An example of a value that matches a JSON Schema.
fn example_in(schema: &Json) -> Option<String> {
    let first = schema["enum"].get(0).or_else(|| schema["oneOf"].get(0).map(|it| &it["const"]));
    match schema["type"].as_str() {
        _ if first.is_some_and(Json::is_string) => first.map(Json::to_string),
        Some("string") => Some("\"…\"".to_owned()),
        Some("integer" | "number") => Some("1".to_owned()),
        Some("boolean") => Some("true".to_owned()),
        Some("array") => example_in(&schema["items"]).map(|it| format!("[{it}, {it}]")),
        _ => None,
    }
}

/// The lines that a table requires by its schema, each with an example.
pub fn needed_lines(schema: &Json) -> Vec<String> {
    let needed = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str);
    let line = |key| {
        let value = example_in(&schema["properties"][key]).unwrap_or_else(|| "…".to_owned());
        format!("{key} = {value}")
    };
    needed.map(line).collect()
}

/// An example of a value. `None` if there is no short one.
pub(super) fn example(what: &str) -> Option<&'static str> {
    Some(match what {
        "a string" | "a string or a number" => "\"…\"",
        "a duration" => "\"5min\"",
        "true or false" => "true",
        "a whole number" | "a number" => "1",
        "a size" => "\"80x24\"",
        "a list" => "[…]",
        what if what.starts_with("a date") => "2023-05-31",
        _ => return None,
    })
}

impl Reader<'_> {
    /// Whether something was found in a list that was just read: then its count is not what is written.
    pub fn has_found_in(&self, list: Span) -> bool {
        let mut since = self.diagnostics.iter().rev().map(Diagnostic::span).take_while(|span| span.start >= list.start);
        since.any(|span| span.end <= list.end)
    }

    /// Reports a value of another type than `what`.
    pub fn wrong_type(&mut self, value: &Value, what: &'static str) {
        let help = match self.meant(value, what).or_else(|| example(what).map(str::to_owned)) {
            Some(meant) => say!("write `{key}{meant}`", key = self.key_of(value), meant),
            None => say!("write {what} here", what = Message::noun(what)),
        };
        self.wrong_type_with(value, &Message::noun(what), help);
    }

    /// Reports a value of another type than `what`, with the line to write instead.
    pub fn wrong_line(&mut self, value: &Value, what: &'static str, meant: &str) {
        self.wrong_type_with(value, &Message::noun(what), say!("write `{key}{meant}`", key = "", meant));
    }

    /// Reports a value that is not a table, with one that can be pasted: the keys that it needs, or the first of `keys`.
    pub fn wrong_table(&mut self, value: &Value, what: &'static str, keys: &[&str], schema: impl FnOnce() -> Json) {
        let schema = schema();
        let needed: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str).collect();
        let needed = if needed.is_empty() { keys.iter().copied().take(1).collect() } else { needed };
        // A text was probably meant for the first key that takes one.
        let mut said = self.raw(value).filter(|_| matches!(value.get_ref(), DeValue::String(_)));
        let pair = |key: &str| {
            let schema = &schema["properties"][key];
            let meant = said.take_if(|_| schema["type"] == "string").or_else(|| example_in(schema));
            format!("{key} = {}", meant.unwrap_or_else(|| "…".to_owned()))
        };
        let meant = format!("{{ {} }}", needed.into_iter().map(pair).collect::<Vec<_>>().join(", "));
        let help = say!("write `{key}{meant}`", key = self.key_of(value), meant);
        self.wrong_type_with(value, &Message::noun(what), help);
    }

    /// A value as it is written, if that is short.
    fn raw(&self, value: &Value) -> Option<String> {
        let raw = self.text.get(value.span()).filter(|raw| raw.len() <= LONGEST_REPEATED && !raw.contains('\n'));
        raw.map(|raw| text::clean(raw).into_owned())
    }

    /// Reports a value that is not a list of tables, each of which is `what`.
    pub(super) fn wrong_tables(&mut self, value: &Value, what: &'static str) {
        let name = self.key_of(value);
        let name = name.trim_end_matches(" = ");
        let help =
            say!("write each as a table of its own, below a header in two pairs of brackets: `[[…{name}]]`", name);
        let what = Message::noun(what);
        self.wrong_type_with(value, &say!("a list of tables, each of which is {what}", what), help);
    }

    fn wrong_type_with(&mut self, value: &Value, what: &Message, help: Message) {
        let found = Message::noun(type_name(value.get_ref()));
        let (span, message) = (self.span(value.span()), say!("expected {what}, found {found}", what, found));
        let label = say!("this is {found}", found);
        self.report(Diagnostic::error("type-or-missing", span, message, label).help(help));
    }

    /// The word in a value, if it is one of these names; `what` is what is expected.
    pub fn word<'v>(&mut self, value: &'v Value, what: &'static str, names: &[&'static str]) -> Option<&'v str> {
        if !matches!(value.get_ref(), DeValue::String(_)) {
            self.wrong_type_with(value, &Message::noun(what), one_of(names));
            return None;
        }
        self.string(value, what)
    }

    /// The key of a value with `=`, as it is written. Empty for a value inside another one.
    fn key_of(&self, value: &Value) -> String {
        let field = self.field.as_ref().filter(|(_, range)| *range == value.span());
        field.map(|(key, _)| format!("{key} = ")).unwrap_or_default()
    }

    /// The value that was probably meant, as it should be written.
    fn meant(&self, value: &Value, what: &str) -> Option<String> {
        let raw = |value: &Value| self.raw(value);
        match (what, value.get_ref()) {
            ("a list", DeValue::Table(_)) => None,
            ("a list", _) => raw(value).map(|raw| format!("[{raw}]")),
            // A list with one element where no list is accepted.
            (_, DeValue::Array(list)) => {
                let only = list.iter().next().filter(|_| list.len() == 1)?;
                let fits = match only.get_ref() {
                    DeValue::String(_) => what.starts_with("a string"),
                    DeValue::Integer(_) => what == "a whole number" || what == "a number",
                    _ => false,
                };
                raw(only).filter(|_| fits)
            }
            (_, DeValue::Table(_)) => None,
            ("a string" | "a string or a number", _) => raw(value).map(|raw| format!("\"{raw}\"")),
            ("a duration", DeValue::Integer(_)) => raw(value).map(|raw| format!("\"{raw}min\"")),
            ("true or false", DeValue::String(word)) if matches!(word.as_ref(), "true" | "false") => {
                Some(word.to_string())
            }
            ("a whole number", DeValue::String(word)) => word.trim().parse::<u16>().ok().map(|it| it.to_string()),
            ("a number", DeValue::String(word)) => word.trim().parse::<i64>().map(|it| it.to_string()).ok(),
            (what, DeValue::String(word)) if what.starts_with("a date") => {
                Date::parse(word).map(|it| format!("{:04}-{:02}-{:02}", it.year, it.month, it.day))
            }
            _ => None,
        }
    }
}

/// "write one of" and the names.
fn one_of(names: &[&str]) -> Message {
    say!("write one of {names}", names = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "))
}

/// Reports a word that is none of the names, and suggests the nearest.
pub fn not_a_choice(reader: &mut Reader, value: &Value, word: &str, what: &'static str, names: &[&'static str]) {
    let near = text::meant(word, names.iter().copied());
    let help = near.map_or_else(|| one_of(names), |near| say!("did you mean \"{near}\"?", near));
    reader.bad_value(
        value,
        say!("\"{word}\" is not {what}", word = text::shorten(word, 40), what = Message::noun(what)),
        help,
    );
}

#[cfg(test)]
mod tests {
    use crate::deck;
    use crate::source::Source;

    /// The help for a deck with these lines in its header, or in a slide.
    fn help(lines: &str) -> String {
        let text = format!("format = 1\ntitle = \"A\"\n{lines}\n");
        let (_, found) = deck::read(&Source::new("d", &text));
        found.into_iter().find_map(|it| it.help).unwrap_or_default().into()
    }

    #[test]
    fn the_help_of_a_wrong_type_can_be_pasted() {
        let quiz = "[[section]]\ntitle = \"s\"\n[[section.slide]]\n[[section.slide.block]]\nkind = \"quiz\"\nid = \"q\"\nquestion = \"Q\"\nchoices = [\"a\", \"b\", \"c\"]";
        assert_eq!(help(&format!("{quiz}\nanswer = 3")), "write `answer = [3]`");
        assert_eq!(help("duration = 5"), "write `duration = \"5min\"`");
        assert_eq!(help("duration = true"), "write `duration = \"5min\"`");
        assert_eq!(help("subtitle = 3"), "write `subtitle = \"3\"`");
        assert_eq!(help("subtitle = [\"x\"]"), "write `subtitle = \"x\"`");
        assert_eq!(help("subtitle = [1, 2]"), "write `subtitle = \"…\"`");
        assert_eq!(help("sizes = [80]"), "write `\"80x24\"`");
        assert_eq!(help("sizes = \"80x24\""), "write `sizes = [\"80x24\"]`");
        let slide = "[[section]]\ntitle = \"s\"\n[[section.slide]]";
        assert!(help(&format!("{slide}\npriority = 1")).starts_with("write one of \""));
        assert!(help("source = \"x\"").ends_with("`[[…source]]`"));
        assert_eq!(help("logo = \"x.svg\""), "write `logo = { file = \"x.svg\", alt = \"…\" }`");
        assert_eq!(help("logo = 3"), "write `logo = { file = \"…\", alt = \"…\" }`");
        assert_eq!(help("look = { title = \"red\" }"), "write `title = { fg = \"red\" }`");
        assert_eq!(help(&format!("{slide}\nlook = {{ title = \"red\" }}")), "write `title = { fg = \"red\" }`");
        assert_eq!(help("look = { fg = \"red\" }"), "write it for a role, such as `title = { fg = … }`");
        assert_eq!(help("look = \"nuit\""), "write `theme = \"nuit\"`");
        assert_eq!(help("look = \"red\""), "write `look = { title = { fg = \"…\" } }`");
        assert_eq!(help(&format!("{slide}\nlook = 3")), "write `look = \"nuit\"`");
        assert_eq!(help("[[section]]\ntitle = \"s\"\ninclude = \"a.toml\""), "write the header as `[[section.slide]]`");
        assert_eq!(help("include = \"a.toml\""), "write the header as `[[section.slide]]`");
        assert_eq!(help("[replay]\nnotes = 1"), "write `notes = true`");
        assert_eq!(help("replay = true"), "write `replay = { notes = true }`");
    }

    #[test]
    fn names_from_other_programs_are_answered_with_ours() {
        let block = "[[section]]\ntitle = \"s\"\n[[section.slide]]\n[[section.slide.block]]\nkind = ";
        for (kind, name) in
            [("img", "image"), ("vote", "poll"), ("picture", "image"), ("test", "text"), ("raci", "matrix")]
        {
            assert_eq!(help(&format!("{block}\"{kind}\"")), format!("did you mean \"{name}\"?"));
        }
        for field in ["src", "url", "path"] {
            assert_eq!(help(&format!("{block}\"image\"\n{field} = \"a.png\"")), "it is called `file` here");
        }
        let quiz = "\"quiz\"\nid = \"q\"\nquestion = \"Q\"\noptions = [\"a\", \"b\"]\nanswer = [1]";
        assert_eq!(help(&format!("{block}{quiz}")), "it is called `choices` here");
    }

    #[test]
    fn for_an_incomplete_header_the_full_one_is_suggested() {
        assert_eq!(help("[[slide]]\ntitle = \"x\""), "write the header as `[[section.slide]]`");
        assert_eq!(help("[[block]]\nkind = \"text\""), "write the header as `[[section.slide.block]]`");
        assert_eq!(
            help("[[section]]\ntitle = \"s\"\n[[section.block]]\nkind = \"text\""),
            "write the header as `[[section.slide.block]]`"
        );
    }
}
