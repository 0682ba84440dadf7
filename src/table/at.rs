//! Where a table stands, for those who have something to say about it when it is read.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Where a table and its keys stand. Two tables that say the same are equal wherever they stand.
#[derive(Clone, Debug, Default)]
pub struct At {
    pub table: Span,
    pub(super) keys: Vec<(&'static str, Span, Span)>,
    /// Keys that an unknown key probably meant: they are not missing as well.
    pub(super) guessed: Vec<&'static str>,
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
    pub fn missing(&self, name: &str, owner: &str, what: &str) -> Diagnostic {
        let label = format!("{owner} needs `{name}`");
        Diagnostic::error("type-or-missing", self.table, format!("`{name}` is missing"), label)
            .help(format!("add `{name} = …`, {what}"))
    }
}

impl PartialEq for At {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
