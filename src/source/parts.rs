//! The texts of other files after that of a source, for a source made of several files. Positions count on through all of them.

use crate::source::{Source, Span};

/// The text of another file.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its offset in the whole text.
    pub start: usize,
    /// The name of the file, relative to the folder of the source.
    pub file: String,
    pub source: Source,
}

impl Part {
    /// Converts a position in the whole text to one in this part.
    pub fn inside(&self, span: Span) -> Span {
        Span::new(span.start.saturating_sub(self.start), span.end.saturating_sub(self.start))
    }
}

/// The text of a source and those of other files, separated by line ends.
#[derive(Debug)]
pub(super) struct Parts {
    pub whole: String,
    /// Sorted by position.
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

    /// The part that contains a position; `None` for the source's own text.
    pub fn at(&self, offset: usize) -> Option<&Part> {
        self.list[..self.list.partition_point(|part| part.start <= offset)].last()
    }
}
