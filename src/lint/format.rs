//! The formats of findings. To add a format, write `lint/format/NAME.rs` with its `write`, and name it in this file: as a module, and in the list.

mod concise;
mod full;
mod github;
mod json;
mod jsonl;
mod junit;
mod sarif;

pub use json::schema as findings_schema;
use serde_json::{Value as Json, json};

use crate::deck::Deck;
use crate::diagnostic::Diagnostic;
use crate::lang::{Message, Words, say};
use crate::lint::Finding;
use crate::source::Source;
use crate::text;

/// The findings of one deck.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    pub source: &'a Source,
    pub deck: &'a Deck,
    pub findings: &'a [Finding],
    /// The language for people. What programs read is the same in every language.
    pub words: &'static Words,
}

/// The list of formats: the name on the command line, the module.
macro_rules! formats {
    ($($name:literal $Format:ident = $module:ident,)*) => {
        /// How findings are written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Format { $($Format,)* }

        impl Format {
            /// The names on the command line.
            pub const NAMES: &[&str] = &[$($name),*];

            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$Format),)* _ => None }
            }

            pub fn name(self) -> &'static str {
                match self { $(Self::$Format => $name,)* }
            }

            /// All reports as one text. In color if `color` is true and the format has colors.
            pub fn write(self, reports: &[Report], color: bool) -> String {
                match self { $(Self::$Format => $module::write(reports, color),)* }
            }
        }
    };
}

formats! {
    "full" Full = full,
    "concise" Concise = concise,
    "json" Json = json,
    "jsonl" Jsonl = jsonl,
    "sarif" Sarif = sarif,
    "github" Github = github,
    "junit" Junit = junit,
}

impl Format {
    /// Whether the format is meant for people.
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise)
    }
}

impl Report<'_> {
    /// "slide 12, “Title”" with the deck's kind of quotation marks. `None` for a finding that is not on a slide.
    fn slide(&self, finding: &Finding) -> Option<Message> {
        let placed = self.deck.slide(finding.slide?)?;
        let number = placed.number.to_string();
        Some(match placed.slide.title.as_deref().map(|title| text::shorten(title, 50)) {
            Some(title) => say!("slide {number}, “{title}”", number, title),
            None => say!("slide {number}", number),
        })
    }

    /// A finding for programs. Lines and columns count from 1, columns in characters.
    fn object(&self, finding: &Finding) -> Json {
        let it = &finding.diagnostic;
        let (from, to) = (self.source.place(it.span().start), self.source.place(it.span().end));
        let slide = finding.slide.and_then(|index| self.deck.slide(index)).map(
            |placed| json!({ "number": placed.number.to_string(), "id": placed.slide.id.as_deref(), "title": placed.slide.title }),
        );
        let fix = it.fix.as_ref().map(|fix| {
            let (from, to) = (self.source.place(fix.edit.span.start), self.source.place(fix.edit.span.end));
            json!({
                "title": *fix.title, "text": fix.edit.text, "line": from.line, "column": from.column,
                "end_line": to.line, "end_column": to.column, "safe": fix.safe,
            })
        });
        json!({
            "rule": it.rule, "code": code(it.rule), "severity": it.severity.name(), "message": *it.message,
            "path": self.source.name, "line": from.line, "column": from.column,
            "end_line": to.line, "end_column": to.column, "slide": slide, "help": it.help.as_deref(), "fix": fix,
        })
    }
}

/// A path relative to the current folder in the form that GitHub needs: with `/`, and without needless parts (`./a`, `a/../b`).
fn straight(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let mut steps: Vec<&str> = Vec::new();
    for (index, step) in path.split('/').enumerate() {
        match (step, steps.last()) {
            (".", _) => {}
            // The first part of an absolute path is empty, and for a network path the second too.
            ("", _) if index > 1 || index == 1 && !steps.contains(&"") => {}
            ("..", Some(last)) if !["", ".."].contains(last) => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.join("/")
}

/// The code of a rule. Findings from reading all belong to group E.
fn code(rule: &str) -> &'static str {
    crate::lint::rules::named(rule).map_or("E", |rule| rule.code)
}

/// What was found, and below it what to do about it.
fn words(it: &Diagnostic) -> String {
    let help = it.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!("{}{help}", it.message)
}

/// JSON without anything that controls a terminal: characters that are not printable are escaped. So is the start of an old command of
/// GitHub's runner (`##[error]`), which may be anywhere in a line.
fn escaped(value: &Json) -> String {
    let text = value.to_string().replace("##[", "#\\u0023[");
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return text;
    }
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        match text::clean(char.encode_utf8(&mut [0; 4])).chars().eq([char]) {
            true => safe.push(char),
            false => char.encode_utf16(&mut [0; 2]).iter().for_each(|unit| safe.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    safe
}
