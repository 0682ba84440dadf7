//! Where a table stands, for those who have something to say about it when it is read.

use crate::diagnostic::Diagnostic;
use crate::lang::{Message, say};
use crate::source::Span;
use crate::table::wrong::example;

/// Where a table and its keys stand. Two tables that say the same are equal wherever they stand.
#[derive(Clone, Debug, Default)]
pub struct At {
    pub table: Span,
    pub(super) keys: Vec<(&'static str, Span, Span)>,
    /// Keys that an unknown key probably meant: they are not missing as well.
    pub(super) guessed: Vec<&'static str>,
    pub(super) place: KeyPlace,
}

/// Where the keys of a table are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyPlace {
    /// Each on a line of the file.
    #[default]
    File,
    /// Each on a line between the lines of a fence.
    Fence,
    /// Behind the name of a fence.
    Attributes,
}

impl At {
    /// The place of a key; of the table where the key is not written.
    pub fn key(&self, name: &str) -> Span {
        self.keys.iter().find(|(key, ..)| *key == name).map_or(self.table, |(_, key, _)| *key)
    }

    /// The place of a key's value; of the table where the key is not written.
    pub fn value(&self, name: &str) -> Span {
        self.keys.iter().find(|(key, ..)| *key == name).map_or(self.table, |(.., value)| *value)
    }

    /// Whether a key is missing: not written, nor probably meant by an unknown one.
    pub fn lacks(&self, name: &str) -> bool {
        !self.keys.iter().any(|(key, ..)| *key == name) && !self.guessed.contains(&name)
    }

    /// Says that a key is missing; `owner` is what needs it, `what` its value.
    pub fn missing(&self, name: &str, owner: &'static str, what: &'static str) -> Diagnostic {
        self.missing_value(name, owner, what, example(what).map(str::to_owned))
    }

    /// The same, with a value as it may be written.
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
            KeyPlace::Attributes => say!("add {written} after the name of the fence", written = written("=")),
        };
        let label = say!("{owner} needs `{name}`", owner = Message::noun(owner), name);
        Diagnostic::error("type-or-missing", self.table, say!("`{name}` is missing", name), label).help(help)
    }
}

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
