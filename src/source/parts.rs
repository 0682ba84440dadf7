//! The texts of other files behind that of a source, for what is made of several files: places count on through all of them.

use crate::source::{Source, Span};

/// The text of another file.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where it begins, in bytes from the start of all texts.
    pub start: usize,
    /// The name of the file, relative to the folder of the source.
    pub file: String,
    pub source: Source,
}

impl Part {
    /// A place of all texts, told in this one.
    pub fn inside(&self, span: Span) -> Span {
        Span::new(span.start.saturating_sub(self.start), span.end.saturating_sub(self.start))
    }
}

/// The text of a source and those behind it, a line end between them.
#[derive(Debug)]
pub(super) struct Parts {
    pub whole: String,
    /// In the order of their places.
    pub list: Vec<Part>,
}

impl Parts {
    pub fn new(own: &str, files: Vec<(String, Source)>) -> Self {
        let mut parts = Self { whole: own.to_owned(), list: Vec::new() };
        for (file, source) in files {
            parts.whole.push('\n');
            let start = parts.whole.len();
            parts.whole.push_str(&source.text);
            parts.list.push(Part { start, file, source });
        }
        parts
    }

    /// The text in which a place lies; nothing for the source's own.
    pub fn at(&self, offset: usize) -> Option<&Part> {
        self.list[..self.list.partition_point(|part| part.start <= offset)].last()
    }
}
