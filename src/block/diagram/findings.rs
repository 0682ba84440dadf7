//! Findings in the text of a diagram: each mistake at its place, and one finding for each thing that is not drawn.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lang::{Message, say};
use crate::source::Map;
use crate::table::Reader;

/// Collects the findings in one text. Positions are bytes in it.
pub struct Findings<'a, 'r, 't> {
    map: &'a Map,
    reader: &'r mut Reader<'t>,
    before: usize,
    /// Whether it was reported that the diagram is too large.
    told: bool,
    /// What was already reported as not drawn.
    lost: Vec<&'static str>,
}

impl<'a, 'r, 't> Findings<'a, 'r, 't> {
    pub fn new(map: &'a Map, reader: &'r mut Reader<'t>) -> Self {
        let before = reader.diagnostics.len();
        Self { map, reader, before, told: false, lost: Vec::new() }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.reader.diagnostics.len() == self.before
    }

    pub fn wrong(&mut self, at: (usize, usize), message: Message, label: Message, help: Message) {
        self.reader.wrong(self.map.span(at.0..at.1.max(at.0)), message, label, help);
    }

    /// Reports, once for each thing, that something in Mermaid's language is not drawn.
    pub fn lost(&mut self, at: (usize, usize), what: &'static str, label: Message, help: Message) {
        if self.lost.contains(&what) {
            return;
        }
        self.lost.push(what);
        let mut lost = Diagnostic::error(
            "not-drawn",
            self.map.span(at.0..at.1),
            say!("{what} is not drawn", what = Message::noun(what)),
            label,
        );
        lost.severity = Severity::Warning;
        self.reader.report(lost.help(help));
    }

    /// Reports, once, that a diagram is too large.
    pub fn too_many(&mut self, at: (usize, usize), message: Message) {
        if !std::mem::replace(&mut self.told, true) {
            let label = say!("left out, and what follows");
            self.wrong(at, message, label, say!("divide it into several diagrams"));
        }
    }
}
