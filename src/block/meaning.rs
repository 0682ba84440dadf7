//! The content of a slide as values: its parts in reading order, each with the step at which it appears.
//!
//! A block defines its meaning once. Its prose is derived from that ([`Meaning::prose`]), so that the two cannot differ. Exporters that write their
//! own headings, tables, charts and questions use the meaning itself. If a part is also drawn on cells, it contains drawings in the widths that the
//! context asks for ([`Context::widths`](crate::block::Context::widths)).

mod figures;
mod look;
mod prose;
mod question;
mod steps;

pub use figures::{Chart, Form, MOST_SLICES, Number, Series, Values, hue_of_slice};
pub use look::{Area, Drawn, Edge, Framed, Group, Head, Label, Node, Stretch};
pub use question::{Choice, Question};

use std::sync::Arc;
use std::time::Duration;

use crate::markdown::Tone;
use crate::page::{Ink, Squares};
use crate::prose::Phrase;
use crate::text::{Align, Run};

/// The content of a slide, or of a part of it, in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meaning(pub Vec<Part>);

/// One part of the content.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The step of the slide at which it appears.
    pub step: u16,
    /// Its description, for those who cannot see it.
    pub alt: Option<String>,
    pub what: What,
}

/// The kind of a part: a part of a text, or the content of a block.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A heading inside a slide. Level 3 is the slide's own title.
    Heading {
        level: u8,
        text: Phrase,
    },
    Paragraph(Phrase),
    List(List),
    Quote(Quote),
    Callout(Callout),
    Terms(Vec<Term>),
    Notes(Vec<Note>),
    Table(Table),
    Rule,
    Cards(Vec<Card>),
    Chart(Chart),
    Code(Code),
    Columns(Vec<Column>),
    Course(Course),
    Definition(Definition),
    Diagram(Diagram),
    Image(Image),
    Number(Number),
    Qr(Qr),
    Question(Box<Question>),
    Silence(Silence),
    Timeline(Vec<Event>),
    /// Parts that belong to one block, without further meaning.
    Group(Meaning),
    /// A block that could not be read, and why.
    Broken(String),
}

/// Items, one below another.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The first number of a numbered list.
    pub start: Option<u64>,
    /// Whether there are no empty lines between them.
    pub tight: bool,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub step: u16,
    /// Its bullet or number, as it is drawn.
    pub mark: String,
    /// Whether the task is done, if the item is a task.
    pub task: Option<bool>,
    pub inside: Meaning,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    pub inside: Meaning,
    /// "Name, role · Title of the source, 2024", as far as these are known.
    pub who: Option<String>,
}

/// Words that call for attention.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    pub tone: Tone,
    pub title: String,
    /// Whether the author wrote the title. Otherwise it is the word for the tone.
    pub is_own: bool,
    pub inside: Meaning,
}

/// A term and its definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub word: Phrase,
    pub meanings: Vec<Meaning>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub number: usize,
    pub inside: Meaning,
}

/// Rows and named columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The names of the columns. The one above the row names is empty.
    pub head: Vec<Phrase>,
    /// The alignment of each column. Missing ones are aligned left.
    pub align: Vec<Align>,
    /// Whether the first cell of each row is its name.
    pub names_rows: bool,
    pub rows: Vec<Row>,
    /// The words for signs that are alone in a cell. Each group of signs has one meaning.
    pub signs: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub step: u16,
    pub cells: Vec<Meaning>,
    /// Whether a line separates it from the rows above.
    pub apart: bool,
}

/// A thought in a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub step: u16,
    pub head: Meaning,
    pub text: Meaning,
}

/// Code as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    pub lang: String,
    /// The name of its file, if it comes from one.
    pub file: Option<String>,
    pub text: String,
    /// Its lines with the roles of their parts, if they are needed for drawing.
    pub lines: Vec<CodeLine>,
    /// The number of the first line.
    pub first: usize,
    /// Whether lines are numbered.
    pub numbers: bool,
    /// How many stages its highlight has; 1 without a highlight.
    pub stages: u16,
    pub step: u16,
    pub caption: Option<String>,
    /// Why it cannot be shown.
    pub trouble: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CodeLine {
    pub runs: Vec<Run<Ink>>,
    /// At each stage of the highlight, whether this line is highlighted. Empty without a highlight.
    pub lit: Vec<bool>,
}

/// One of several texts side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its share of the width.
    pub share: u16,
    pub inside: Meaning,
}

/// The place of a deck in a longer training.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    pub name: Option<String>,
    /// "2 / 5", if the course has numbers.
    pub place: Option<String>,
    /// This step, from 1, and how many there are.
    pub steps: (u16, u16),
    pub audience: Option<String>,
    pub next: Option<String>,
    /// "Next: " and the next step.
    pub next_in_words: Option<String>,
}

/// A term and its definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub term: String,
    pub text: Meaning,
}

/// The boxes of a diagram, the lines between them, and the frames around some of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub groups: Vec<Group>,
    /// Its text form: the paths of a graph and the content of its groups, or who sends what to whom.
    pub sentences: Vec<String>,
    /// The diagram laid out for each of the requested widths.
    pub drawn: Vec<Drawn>,
}

/// A picture from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    pub file: String,
    /// How much of the width it may take, in percent.
    pub width: u16,
    /// Its size in pixels, or in the units of a drawing. `None` if its file cannot be shown.
    pub size: Option<(u32, u32)>,
    pub caption: Option<String>,
    pub decorative: bool,
    /// Why it cannot be shown.
    pub trouble: Option<String>,
}

/// A link as a QR code.
#[derive(Clone, Debug, PartialEq)]
pub struct Qr {
    /// The link as it is written.
    pub link: String,
    /// Its address.
    pub address: Option<Arc<str>>,
    pub caption: Option<String>,
    /// The QR code, if drawings are requested.
    pub squares: Option<Squares>,
}

/// A time in which nobody speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Silence {
    pub duration: Duration,
    /// What to do meanwhile.
    pub text: Option<String>,
    /// How long it is, as text.
    pub said: String,
}

/// Something that happened, or will happen.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub step: u16,
    pub date: String,
    pub text: Meaning,
    pub detail: Meaning,
}

impl Code {
    /// A text in a code language, shown as written.
    pub fn new(lang: &str, text: &str) -> Self {
        Self {
            lang: lang.to_owned(),
            file: None,
            text: text.to_owned(),
            lines: Vec::new(),
            first: 1,
            numbers: false,
            stages: 1,
            step: 0,
            caption: None,
            trouble: None,
        }
    }
}

impl Meaning {
    /// A paragraph that appears at this step.
    pub fn paragraph(step: u16, text: Phrase) -> Self {
        Self(vec![Part { step, alt: None, what: What::Paragraph(text) }])
    }

    /// Removes and returns the heading at the start, if it is of the first level and thus the title.
    pub fn take_title(&mut self) -> Option<String> {
        let Some(Part { what: What::Heading { level: 4, text }, .. }) = self.0.first() else { return None };
        let title = text.to_string();
        self.0.remove(0);
        Some(title)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
