//! What a dialect says of a deck, before it is written in ours: slides, each with its texts in order.

use std::time::Duration;

use crate::lang::Message;
use crate::source::{Span, Traced};

/// What stands at the head of a deck.
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
    /// Whether a title slide is made of these.
    pub makes_title_slide: bool,
    pub cover: Cover,
    /// Where it stands.
    pub at: Span,
}

/// When the first slide is the title slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cover {
    /// Where it has a heading and nothing but a few lines.
    #[default]
    FewLines,
    /// Where it has a heading and nothing else.
    Bare,
    /// It never is.
    Never,
}

/// When a part of a slide is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum When {
    /// With what stands above it.
    #[default]
    Same,
    /// A step after what stands above it.
    Next,
    /// From the start, whatever stands above it.
    Start,
    /// At this step.
    At(u16),
}

/// One thing of a slide, below the one before.
#[derive(Clone, Debug)]
pub enum Part {
    Text(Traced, When),
    Columns { widths: Vec<u16>, columns: Vec<Traced>, when: When },
    File(CodeFile),
}

/// Code that stands in a file.
#[derive(Clone, Debug)]
pub struct CodeFile {
    pub file: String,
    pub lines: Option<String>,
    pub lang: Option<String>,
    pub highlight: Option<String>,
    pub at: Span,
}

/// How a slide stands on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    #[default]
    Top,
    Center,
    Title,
    Section,
}

/// Which section a slide begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Opens {
    #[default]
    Nothing,
    /// One that is called like the slide.
    Own,
    /// One of this name.
    Named(String),
}

#[derive(Debug, Default)]
pub struct Slide {
    pub at: Span,
    /// Where it was given apart from the text.
    pub title: Option<Traced>,
    /// Whether an underlined heading is the title wherever it stands.
    pub underlined_title: bool,
    /// What stands behind the title: "(1/2)".
    pub count: Option<String>,
    pub id: Option<String>,
    /// By what links of its file call it, where that is not its id.
    pub key: Option<String>,
    pub duration: Option<Duration>,
    pub layout: Layout,
    /// Whether lists come item by item.
    pub items: bool,
    pub hidden: bool,
    pub opens: Opens,
    pub notes: Vec<Traced>,
    pub todos: Vec<Message>,
    pub parts: Vec<Part>,
    /// When what comes next is shown.
    pub next: When,
    /// Columns that are being filled.
    pub open: Option<OpenColumns>,
}

/// Columns, and which one takes the text; `None` where it stands beside them.
#[derive(Debug, Default)]
pub struct OpenColumns {
    pub widths: Vec<u16>,
    pub columns: Vec<Traced>,
    pub current: Option<usize>,
}

/// The most columns that anybody fills by number.
const MOST_COLUMNS: usize = 12;

impl Slide {
    pub fn at(at: Span) -> Self {
        Self { at, ..Self::default() }
    }

    /// Adds text to what is being filled.
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

    /// What comes next is a step later. Inside of columns nothing is: then `false`.
    pub fn pause(&mut self) -> bool {
        let in_column = self.open.as_ref().is_some_and(|open| open.current.is_some());
        if !in_column {
            self.next = When::Next;
        }
        !in_column
    }

    /// Begins columns of these widths.
    pub fn open_columns(&mut self, widths: Vec<u16>) {
        self.close_columns();
        self.open = Some(OpenColumns { widths, ..OpenColumns::default() });
    }

    /// Fills the column of this number from here on, from 0.
    pub fn column(&mut self, index: usize) {
        if index >= MOST_COLUMNS {
            return;
        }
        let open = self.open.get_or_insert_default();
        open.columns.resize_with(open.columns.len().max(index + 1), Traced::default);
        open.current = Some(index);
    }

    /// Ends the columns: one alone, which was meant to stand in the middle, is text.
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

/// Widths in percent, or as they are, as whole shares.
pub fn share(text: &str) -> Option<u16> {
    let number: f32 = text.trim().trim_end_matches(['%', ';']).parse().ok()?;
    (number.is_finite() && number >= 1.0).then(|| number.min(1_000.0).round() as u16)
}
