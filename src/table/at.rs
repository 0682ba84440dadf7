//! The place of a table, for those who report something about it after it was read.

use crate::diagnostic::Diagnostic;
use crate::lang::{Message, say};
use crate::source::Span;
use crate::table::wrong::example;
use crate::table::{Nature, Reader, Value};

/// The places of a table and its keys. Two tables with the same content are equal wherever they are.
#[derive(Clone, Debug, Default)]
pub struct At {
    pub table: Span,
    pub(super) keys: Vec<(&'static str, Span, Span)>,
    /// Keys that were probably meant by unknown keys, and thus are not reported as missing.
    pub(super) guessed: Vec<&'static str>,
    pub(super) place: KeyPlace,
}

/// Where the keys of a table are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyPlace {
    /// Each on a line of the file.
    #[default]
    File,
    /// Each on a line inside a fence.
    Fence,
    /// After the name of a fence.
    Attributes,
    /// Nowhere: what they hold is in the brackets of a picture in Markdown.
    Picture,
}

impl At {
    /// The place of a key, or of the table if the key is not written.
    pub fn key(&self, name: &str) -> Span {
        self.keys.iter().find(|(key, ..)| *key == name).map_or(self.table, |(_, key, _)| *key)
    }

    /// The place of a key's value, or of the table if the key is not written.
    pub fn value(&self, name: &str) -> Span {
        self.keys.iter().find(|(key, ..)| *key == name).map_or(self.table, |(.., value)| *value)
    }

    /// Whether a key is missing: neither written, nor probably meant by an unknown key.
    pub fn lacks(&self, name: &str) -> bool {
        !self.has(name) && !self.misspells(name)
    }

    /// Where its keys are written.
    pub fn place(&self) -> KeyPlace {
        self.place
    }

    /// Whether a key is written.
    pub fn has(&self, name: &str) -> bool {
        self.keys.iter().any(|(key, ..)| *key == name)
    }

    /// Whether a key is probably meant by an unknown one, which is reported.
    pub fn misspells(&self, name: &str) -> bool {
        self.guessed.contains(&name)
    }

    /// The finding for a key whose text is empty.
    pub fn empty(&self, name: &str) -> Diagnostic {
        empty(name, self.value(name), say!("write a few words here"))
    }

    /// Reports the empty text of a required key, unless it is reported elsewhere.
    pub(super) fn report_empty(&self, key: &str, owner: &str, value: &Value, nature: Nature, reader: &mut Reader) {
        let is_empty = value.get_ref().as_str().is_some_and(|text| text.trim().is_empty());
        let help = match nature {
            Nature::Words | Nature::Markdown => say!("write a few words here"),
            Nature::Id => say!("write a short name here, of letters and digits"),
            _ => return,
        };
        if is_empty && !REPORTED_ELSEWHERE.contains(&(owner, key)) {
            reader.report(empty(key, reader.span(value.span()), help));
        }
    }

    /// The finding for a missing key; `owner` is what needs it, `what` its value.
    pub fn missing(&self, name: &str, owner: &'static str, what: &'static str) -> Diagnostic {
        self.missing_value(name, owner, what, example(what).map(str::to_owned))
    }

    /// The same with an example of a value.
    pub(super) fn missing_value(
        &self,
        name: &str,
        owner: &'static str,
        what: &'static str,
        value: Option<String>,
    ) -> Diagnostic {
        let written = |sign: &str| match &value {
            Some(value) => Message::as_it_is(format!("`{name}{sign}{value}`")),
            None => say!("`{name}{sign}…`, {what}", name, sign, what = Message::noun(what)),
        };
        let help = match self.place {
            KeyPlace::File => say!("add {written}", written = written(" = ")),
            KeyPlace::Fence => say!("add the line {written} between the fences", written = written(" = ")),
            KeyPlace::Attributes | KeyPlace::Picture => {
                say!("add {written} after the name of the fence", written = written("="))
            }
        };
        let label = say!("{owner} needs `{name}`", owner = Message::noun(owner), name);
        Diagnostic::error("type-or-missing", self.table, say!("`{name}` is missing", name), label).help(help)
    }
}

/// Required texts whose emptiness has a finding of its own: of what, and the key.
const REPORTED_ELSEWHERE: [(&str, &str); 4] =
    [("a section", "title"), ("a number", "value"), ("a logo", "alt"), ("a diagram", "alt")];

fn empty(key: &str, span: Span, help: Message) -> Diagnostic {
    Diagnostic::error("bad-value", span, say!("`{key}` is empty", key), say!("no words")).help(help)
}

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
