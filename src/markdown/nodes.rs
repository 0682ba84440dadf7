//! What a body shows.

use std::ops::Range;

use crate::markdown::{Align, Tone};
use crate::page::Ink;
use crate::text::Run;

/// Text with its styles; a line feed in it is a hard break.
pub type Rich = Vec<Run<Ink>>;

/// One thing of a text. `B` is what becomes of a fence.
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
    /// The notes to the text, below it.
    Notes(Vec<Note<B>>),
    Table(Table),
    Rule,
    /// What follows comes a step later.
    Pause,
    /// A fence, or a picture.
    Fence(B),
}

impl<B> Node<B> {
    /// What lies in it, in pieces that each stand for themselves.
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

    /// The same, to be changed.
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
    /// Whether its items stand without empty rows between them.
    pub tight: bool,
    pub items: Vec<Item<B>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Item<B> {
    /// Whether the task is done, where the item is one.
    pub task: Option<bool>,
    pub nodes: Vec<Node<B>>,
}

/// A word, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Term<B> {
    pub word: Rich,
    pub meanings: Vec<Vec<Node<B>>>,
}

/// A note to the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Note<B> {
    /// From 1 on, in the order in which the text refers to them.
    pub number: usize,
    pub nodes: Vec<Node<B>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub align: Vec<Align>,
    pub head: Vec<Rich>,
    pub rows: Vec<Vec<Rich>>,
}

/// Code between fences (or indented, then without an info string).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// What stands behind the opening fence.
    pub info: String,
    pub text: String,
    /// Where the whole of it stands, in bytes of the Markdown.
    pub range: Range<usize>,
    /// Where each line of the text stands.
    pub lines: Vec<Range<usize>>,
}

/// A picture in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub target: String,
    /// What it shows, in words.
    pub alt: String,
    /// What stands in quotes behind the file.
    pub title: String,
    /// Where the whole of it stands, in bytes of the Markdown.
    pub range: Range<usize>,
}

/// What the parser meets and passes on.
pub trait Visitor {
    type Block;

    fn fence(&mut self, fence: Fence) -> Self::Block;

    fn picture(&mut self, picture: Picture) -> Self::Block;

    /// A picture stands where only words can: these are shown.
    fn picture_among_words(&mut self, range: Range<usize>);

    /// HTML was found; it is shown as the text it is.
    fn html(&mut self, range: Range<usize>);

    /// A comment in HTML was found; it is not shown.
    fn comment(&mut self, range: Range<usize>);

    /// A link leads somewhere that a slide must not send people to.
    fn link(&mut self, target: &str, range: Range<usize>);

    /// A link leads to a slide of the deck.
    fn slide(&mut self, id: &str, range: Range<usize>);
}
