//! What a slide says, as values: its parts in reading order, each with the step at which it appears.
//!
//! A block says here once what it means. Its prose is derived from that ([`Meaning::prose`]), so that the two cannot drift; exporters
//! that write headings, tables, charts and questions of their own read it as it is. Where a part is drawn on cells as well, its
//! drawings come with it in the widths that the context asks for ([`Context::widths`](crate::block::Context::widths)).

mod figures;
mod look;
mod prose;
mod question;
mod steps;

pub use figures::{Chart, Form, MOST_SLICES, Number, Series, Values, hue_of_slice};
pub use look::{Area, Drawn, Head, Label, Stretch};
pub use question::{Choice, Question};

use std::sync::Arc;
use std::time::Duration;

use crate::block::graph::Graph;
use crate::markdown::Tone;
use crate::page::{Ink, Squares};
use crate::prose::Phrase;
use crate::text::{Align, Run};

/// What a slide or a part of it says, in reading order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meaning(pub Vec<Part>);

/// One thing that is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The step of the slide at which it appears.
    pub step: u16,
    /// What it shows, in words, for those who cannot see it.
    pub alt: Option<String>,
    pub what: What,
}

/// What is said: a part of a text, or what a block is about.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// A heading inside a slide; 3 is the level of the slide's own title.
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
    /// Parts that one block holds, and nothing more.
    Group(Meaning),
    /// A block that could not be read: why.
    Broken(String),
}

/// Items, one below the other.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The first number of a numbered list.
    pub start: Option<u64>,
    /// Whether they stand without empty lines between them.
    pub tight: bool,
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub step: u16,
    /// Its bullet or its number, as it is drawn.
    pub mark: String,
    /// Whether the task is done, where the item is one.
    pub task: Option<bool>,
    pub inside: Meaning,
}

/// Somebody's words.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    pub inside: Meaning,
    /// "Name, role · Title of the source, 2024", as far as it is known.
    pub who: Option<String>,
}

/// Words set apart because they want attention.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    pub tone: Tone,
    pub title: String,
    /// Whether the title is the author's, not the word for the tone.
    pub is_own: bool,
    pub inside: Meaning,
}

/// A word, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub word: Phrase,
    pub meanings: Vec<Meaning>,
}

/// A note to the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub number: usize,
    pub inside: Meaning,
}

/// Rows under named columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The names of the columns; that of the column of row names is empty.
    pub head: Vec<Phrase>,
    /// How each column stands; those that are not named stand on the left.
    pub align: Vec<Align>,
    /// Whether the first cell of each row is its name.
    pub names_rows: bool,
    pub rows: Vec<Row>,
    /// The words for signs that stand alone in a cell, by groups of those that mean the same.
    pub signs: &'static [(&'static str, &'static str)],
}

#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub step: u16,
    pub cells: Vec<Meaning>,
    /// Whether a line sets it apart from the rows above.
    pub apart: bool,
}

/// A thought in a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    pub step: u16,
    pub head: Meaning,
    pub text: Meaning,
}

/// Code, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    pub lang: String,
    /// The name of its file, where it has one.
    pub file: Option<String>,
    pub text: String,
    /// Its lines by the roles of their parts, where they are wanted for drawing.
    pub lines: Vec<CodeLine>,
    /// The number of the first line.
    pub first: usize,
    /// Whether lines are numbered.
    pub numbers: bool,
    /// How many stages its highlight has; 1 where there is none.
    pub stages: u16,
    pub step: u16,
    pub caption: Option<String>,
    /// Why it cannot be shown.
    pub trouble: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CodeLine {
    pub runs: Vec<Run<Ink>>,
    /// At each stage of the highlight, whether it is one of the lines spoken of; empty where there are no stages.
    pub lit: Vec<bool>,
}

/// One of several texts side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its share of the width.
    pub share: u16,
    pub inside: Meaning,
}

/// Where a deck stands in a longer training.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    pub name: Option<String>,
    /// "2 / 5", where the course has numbers.
    pub place: Option<String>,
    /// This step and how many there are, from 1.
    pub steps: (u16, u16),
    pub audience: Option<String>,
    pub next: Option<String>,
    /// "Next: ", and that.
    pub next_in_words: Option<String>,
}

/// A term, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    pub term: String,
    pub text: Meaning,
}

/// Boxes, and what leads from one to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagram {
    pub graph: Graph,
    /// Whether each node stands out.
    pub lit: Vec<bool>,
    /// The step at which each node appears.
    pub steps: Vec<u16>,
    /// Its ways from node to node in words, then what its groups hold.
    pub sentences: Vec<String>,
    /// The diagram laid out, for each width that is wanted.
    pub drawn: Vec<Drawn>,
}

/// A picture from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    pub file: String,
    /// How much of the width it may take, in percent.
    pub width: u16,
    /// Its own size in pixels, or in the units of a drawing; nothing where its file cannot be shown.
    pub size: Option<(u32, u32)>,
    pub caption: Option<String>,
    pub decorative: bool,
    /// Why it cannot be shown.
    pub trouble: Option<String>,
}

/// A link as a QR code.
#[derive(Clone, Debug, PartialEq)]
pub struct Qr {
    /// As it is written.
    pub link: String,
    /// Where it leads.
    pub address: Option<Arc<str>>,
    pub caption: Option<String>,
    /// The code, where drawings are wanted.
    pub squares: Option<Squares>,
}

/// Time in which nobody speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Silence {
    pub duration: Duration,
    /// What to do meanwhile.
    pub text: Option<String>,
    /// How long it is, in words.
    pub said: String,
}

/// Something that happened, or will.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub step: u16,
    pub date: String,
    pub text: Meaning,
    pub detail: Meaning,
}

impl Meaning {
    /// A paragraph, there from a step on.
    pub fn paragraph(step: u16, text: Phrase) -> Self {
        Self(vec![Part { step, alt: None, what: What::Paragraph(text) }])
    }

    /// Takes out the heading that it begins with, where that is its title: one of the first level.
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
