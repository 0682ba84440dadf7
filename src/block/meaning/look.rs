//! The layout of a diagram: the same places for drawing on cells and for exporters that draw their own boxes.

use crate::block::graph::Direction;
use crate::page::Page;

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
    pub groups: Vec<Option<Area>>,
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
        let areas = self.nodes.iter_mut().chain(self.groups.iter_mut().flatten()).chain(labels);
        areas.for_each(|area| area.x += left);
        self.stretches.iter_mut().flat_map(|it| &mut it.ends).for_each(|(x, _)| *x += left);
        self.heads.iter_mut().for_each(|head| head.x += left);
        Self { width, page, ..self }
    }
}
