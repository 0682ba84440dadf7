//! A deck as a dialect reads it, before it is written: slides, each with its texts in order.

use std::time::Duration;

use crate::lang::Message;
use crate::source::{Span, Traced};

/// The header of a deck.
#[derive(Debug, Default)]
pub struct Head {
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub lang: Option<String>,
    pub duration: Option<Duration>,
    pub author: Option<String>,
    pub event: Option<String>,
    pub date: Option<String>,
    pub footer: Option<String>,
    /// Place, institute and so on: lines of the title slide.
    pub lines: Vec<String>,
    /// Whether a title slide is made from these.
    pub makes_title_slide: bool,
    pub cover: Cover,
    /// The place of the header.
    pub at: Span,
}

/// When the first slide counts as the title slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// If it has a heading and just a few lines.
    #[default]
    FewLines,
    /// If it has a heading and nothing else.
    Bare,
    /// Never.
    Never,
}

/// When a part of a slide is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// Together with what is above it.
    #[default]
    Same,
    /// A step after what is above it.
    Next,
    /// From the start, whatever is above it.
    Start,
    /// At this step.
    At(u16),
}

/// A part of a slide.
#[derive(Clone, Debug)]
pub enum Part {
    Text(Traced, When),
    Columns { widths: Vec<u16>, columns: Vec<Traced>, when: When },
    File(CodeFile),
}

/// Code in a file.
#[derive(Clone, Debug)]
pub struct CodeFile {
    pub file: String,
    pub lines: Option<String>,
    pub lang: Option<String>,
    pub highlight: Option<String>,
    pub at: Span,
}

/// How a slide is arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    #[default]
    Top,
    Center,
    Title,
    Section,
}

/// Which section starts with a slide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Opens {
    #[default]
    Nothing,
    /// A section with the title of the slide.
    Own,
    /// A section with this title.
    Named(String),
}

#[derive(Debug, Default)]
pub struct Slide {
    pub at: Span,
    /// The title, if it was given separately from the text.
    pub title: Option<Traced>,
    /// Whether an underlined heading is the title, wherever it is.
    pub underlined_title: bool,
    /// What follows the title: "(1/2)".
    pub count: Option<String>,
    pub id: Option<String>,
    /// The name by which links in its file refer to it, if that is not its id.
    pub key: Option<String>,
    pub duration: Option<Duration>,
    pub layout: Layout,
    /// Whether lists appear item by item.
    pub items: bool,
    pub hidden: bool,
    pub opens: Opens,
    pub notes: Vec<Traced>,
    pub todos: Vec<Message>,
    pub parts: Vec<Part>,
    /// When the next part is shown.
    pub next: When,
    /// The columns that are being filled.
    pub open: Option<OpenColumns>,
}

/// Columns, and which one receives text. `None` if text goes outside of them.
#[derive(Debug, Default)]
pub struct OpenColumns {
    pub widths: Vec<u16>,
    pub columns: Vec<Traced>,
    pub current: Option<usize>,
}

/// The most columns that can be filled by number.
const MOST_COLUMNS: usize = 12;

impl Slide {
    pub fn at(at: Span) -> Self {
        Self { at, ..Self::default() }
    }

    /// Adds text to the current part.
    pub fn text(&mut self, text: &Traced) {
        if let Some(OpenColumns { columns, current: Some(current), .. }) = &mut self.open {
            return columns[*current].append(text);
        }
        if text.is_blank() {
            if let Some(Part::Text(last, _)) = self.parts.last_mut().filter(|_| self.next == When::Same) {
                last.append(text);
            }
            return;
        }
        let when = std::mem::take(&mut self.next);
        match self.parts.last_mut() {
            Some(Part::Text(last, _)) if when == When::Same => last.append(text),
            _ => self.parts.push(Part::Text(text.clone(), when)),
        }
    }

    /// Shows the next part a step later. Returns `false` inside columns, where that is not possible.
    pub fn pause(&mut self) -> bool {
        let in_column = self.open.as_ref().is_some_and(|open| open.current.is_some());
        if !in_column {
            self.next = When::Next;
        }
        !in_column
    }

    /// Starts columns of these widths.
    pub fn open_columns(&mut self, widths: Vec<u16>) {
        self.close_columns();
        self.open = Some(OpenColumns { widths, ..OpenColumns::default() });
    }

    /// Fills the column with this index, from 0, from here on.
    pub fn column(&mut self, index: usize) {
        if index >= MOST_COLUMNS {
            return;
        }
        let open = self.open.get_or_insert_default();
        open.columns.resize_with(open.columns.len().max(index + 1), Traced::default);
        open.current = Some(index);
    }

    /// Ends the columns. A single one, which was only used for centering, becomes text.
    pub fn close_columns(&mut self) {
        let Some(OpenColumns { mut widths, columns, .. }) = self.open.take() else { return };
        widths.resize(columns.len().min(widths.len()), 1);
        let filled = columns.iter().filter(|column| !column.is_blank()).count();
        if filled < 2 {
            return columns.iter().for_each(|column| self.text(column));
        }
        let (columns, widths) = match columns.iter().any(Traced::is_blank) {
            false => (columns, widths),
            true => {
                let kept: Vec<bool> = columns.iter().map(|column| !column.is_blank()).collect();
                let mut keep = kept.iter();
                let columns = columns.into_iter().filter(|_| *keep.next().unwrap_or(&true)).collect();
                let mut keep = kept.iter();
                (columns, widths.into_iter().filter(|_| *keep.next().unwrap_or(&true)).collect())
            }
        };
        let when = std::mem::take(&mut self.next);
        self.parts.push(Part::Columns { widths, columns, when });
    }

    /// Adds a paragraph to the notes.
    pub fn note(&mut self, note: &Traced) {
        if !note.is_blank() {
            let note = note.trimmed();
            let start = note.text().len() - note.text().trim_start().len();
            self.notes.push(note.part(start..note.text().len()));
        }
    }

    pub fn todo(&mut self, todo: Message) {
        if !self.todos.contains(&todo) {
            self.todos.push(todo);
        }
    }

    pub fn is_empty(&self) -> bool {
        let blank = |part: &Part| matches!(part, Part::Text(text, _) if text.is_blank());
        let has_parts = self.open.is_some() || !self.parts.iter().all(blank);
        self.title.is_none() && !has_parts && self.notes.is_empty() && self.todos.is_empty()
    }
}

/// A width in percent, or as a plain number, as a whole share.
pub fn share(text: &str) -> Option<u16> {
    let number: f32 = text.trim().trim_end_matches(['%', ';']).parse().ok()?;
    (number.is_finite() && number >= 1.0).then(|| number.min(1_000.0).round() as u16)
}
