//! The parts of a body as they are shown.

use std::ops::Range;

use crate::markdown::{Align, Tone};
use crate::page::Ink;
use crate::text::Run;

/// Styled text. A line feed is a hard break.
pub type Rich = Vec<Run<Ink>>;

/// One part of a text. `B` is what a fence is turned into.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<B> {
    Heading {
        level: u8,
        text: Rich,
    },
    Paragraph(Rich),
    List(List<B>),
    Quote(Vec<Node<B>>),
    Callout {
        tone: Tone,
        nodes: Vec<Node<B>>,
    },
    Terms(Vec<Term<B>>),
    /// The footnotes of the text, below it.
    Notes(Vec<Note<B>>),
    Table(Table),
    Rule,
    /// What follows is shown one step later.
    Pause,
    /// A fence, or a picture.
    Fence(B),
}

impl<B> Node<B> {
    /// The nodes in it, as separate pieces.
    pub fn inside(&self) -> Vec<&[Node<B>]> {
        match self {
            Self::Quote(nodes) | Self::Callout { nodes, .. } => vec![nodes],
            Self::List(list) => list.items.iter().map(|item| item.nodes.as_slice()).collect(),
            Self::Terms(terms) => terms.iter().flat_map(|term| &term.meanings).map(Vec::as_slice).collect(),
            Self::Notes(notes) => notes.iter().map(|note| note.nodes.as_slice()).collect(),
            Self::Heading { .. } | Self::Paragraph(_) | Self::Table(_) | Self::Rule | Self::Pause | Self::Fence(_) => {
                Vec::new()
            }
        }
    }

    /// The same, mutable.
    pub fn inside_mut(&mut self) -> Vec<&mut Vec<Node<B>>> {
        match self {
            Self::Quote(nodes) | Self::Callout { nodes, .. } => vec![nodes],
            Self::List(list) => list.items.iter_mut().map(|item| &mut item.nodes).collect(),
            Self::Terms(terms) => terms.iter_mut().flat_map(|term| &mut term.meanings).collect(),
            Self::Notes(notes) => notes.iter_mut().map(|note| &mut note.nodes).collect(),
            Self::Heading { .. } | Self::Paragraph(_) | Self::Table(_) | Self::Rule | Self::Pause | Self::Fence(_) => {
                Vec::new()
            }
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct List<B> {
    /// The first number of a numbered list.
    pub start: Option<u64>,
    /// Whether there are no empty rows between its items.
    pub tight: bool,
    pub items: Vec<Item<B>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Item<B> {
    /// Whether the task is done, if the item is a task.
    pub task: Option<bool>,
    pub nodes: Vec<Node<B>>,
}

/// A term and its definition.
#[derive(Clone, Debug, PartialEq)]
pub struct Term<B> {
    pub word: Rich,
    pub meanings: Vec<Vec<Node<B>>>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq)]
pub struct Note<B> {
    /// From 1, in the order of the references in the text.
    pub number: usize,
    pub nodes: Vec<Node<B>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub align: Vec<Align>,
    pub head: Vec<Rich>,
    pub rows: Vec<Vec<Rich>>,
}

/// Code between fences, or indented code, which has no info string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// The info string after the opening fence.
    pub info: String,
    pub text: String,
    /// Its whole place, in bytes of the Markdown.
    pub range: Range<usize>,
    /// The place of each line of its text.
    pub lines: Vec<Range<usize>>,
}

/// A picture in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub target: String,
    /// Its description.
    pub alt: String,
    /// The title in quotation marks after the file.
    pub title: String,
    /// Its whole place, in bytes of the Markdown.
    pub range: Range<usize>,
}

/// Receives what the parser does not handle itself.
pub trait Visitor {
    type Block;

    fn fence(&mut self, fence: Fence) -> Self::Block;

    fn picture(&mut self, picture: Picture) -> Self::Block;

    /// A picture is where only text can be: its description is shown.
    fn picture_among_words(&mut self, range: Range<usize>);

    /// HTML was found. It is shown as text.
    fn html(&mut self, range: Range<usize>);

    /// An HTML comment was found. It is not shown.
    fn comment(&mut self, range: Range<usize>);

    /// A link has a target that is not allowed on a slide.
    fn link(&mut self, target: &str, range: Range<usize>);

    /// A link leads to a slide of the deck.
    fn slide(&mut self, id: &str, range: Range<usize>);
}
