//! The layout of a diagram: the same places for drawing on cells and for exporters that draw their own boxes.

use crate::block::graph::{Direction, Form, Heads, Stroke, Tip};
use crate::page::Page;

/// A box of a diagram.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub label: String,
    pub form: Form,
    /// Whether it is emphasized.
    pub lit: bool,
    /// The step at which it appears.
    pub step: u16,
}

/// A line of a diagram.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// The indices of the boxes at its ends; `None` for an end at no box.
    pub from: Option<usize>,
    pub to: Option<usize>,
    pub label: Option<String>,
    pub stroke: Stroke,
    pub heads: Heads,
    pub tip: Tip,
    /// Whether it is only a base for other lines, like a participant's lifeline.
    pub is_quiet: bool,
    /// The step at which it appears.
    pub step: u16,
}

/// A frame of a diagram.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub title: String,
    /// The step at which it appears.
    pub step: u16,
}

/// A diagram that is laid out for a width.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The requested width, in cells.
    pub width: u16,
    pub page: Page,
    /// The place of each node's box. Empty if there is no room for boxes, and the page lists the paths instead.
    pub nodes: Vec<Area>,
    /// The text in each box, by row.
    pub words: Vec<Vec<String>>,
    /// The place of each group's frame. `None` for a group without nodes.
    pub groups: Vec<Option<Framed>>,
    /// The edges as straight parts, from the middle of one cell to the middle of another.
    pub stretches: Vec<Stretch>,
    /// The arrowheads.
    pub heads: Vec<Head>,
    /// The text on edges.
    pub labels: Vec<Label>,
}

/// A straight part of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The index of the edge in its graph.
    pub edge: usize,
    /// The columns and rows of its ends.
    pub ends: [(u16, u32); 2],
}

/// An arrowhead in a cell next to a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub edge: usize,
    pub x: u16,
    pub y: u32,
    /// The direction in which it points.
    pub to: Direction,
}

/// The text on an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub edge: usize,
    pub area: Area,
    /// Its text, by row.
    pub lines: Vec<String>,
}

/// The frame of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framed {
    pub area: Area,
    /// The lines of its title: the first on its upper edge, the others below.
    pub title: Vec<String>,
}

/// Cells from the top left of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub x: u16,
    pub y: u32,
    pub width: u16,
    pub height: u32,
}

impl Drawn {
    /// A page that lists the paths of a graph, if there was no room for boxes.
    pub fn of_words(width: u16, page: Page) -> Self {
        let (nodes, words, groups, stretches) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { width, page, nodes, words, groups, stretches, heads: Vec::new(), labels: Vec::new() }
    }

    /// The same, centered on a page of this width, which must be at least its own.
    pub fn centered(mut self, width: u16) -> Self {
        let left = (width - self.page.width) / 2;
        let mut page = Page::new(width);
        page.put(self.page, left, 0);
        let labels = self.labels.iter_mut().map(|label| &mut label.area);
        let frames = self.groups.iter_mut().flatten().map(|framed| &mut framed.area);
        let areas = self.nodes.iter_mut().chain(frames).chain(labels);
        areas.for_each(|area| area.x += left);
        self.stretches.iter_mut().flat_map(|it| &mut it.ends).for_each(|(x, _)| *x += left);
        self.heads.iter_mut().for_each(|head| head.x += left);
        Self { width, page, ..self }
    }
}
