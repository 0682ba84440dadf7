//! How a diagram is laid out: the same places for those who draw it on cells and for those who draw boxes of their own.

use crate::block::graph::Direction;
use crate::page::Page;

/// A diagram laid out for a width.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The width that was asked for, in cells.
    pub width: u16,
    pub page: Page,
    /// Where the box of each node is; empty where there was no room for boxes, and the page lists its ways.
    pub nodes: Vec<Area>,
    /// The words in each box, a line a row.
    pub words: Vec<Vec<String>>,
    /// Where the frame of each group is; nothing for a group without nodes.
    pub groups: Vec<Option<Area>>,
    /// What leads from box to box, in straight stretches from the middle of one cell to the middle of another.
    pub stretches: Vec<Stretch>,
    /// Where arrowheads point at a box.
    pub heads: Vec<Head>,
    /// Where the words on edges stand.
    pub labels: Vec<Label>,
}

/// A straight part of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The place of the edge in its graph.
    pub edge: usize,
    /// The columns and rows of its ends.
    pub ends: [(u16, u32); 2],
}

/// An arrowhead in a cell, right before a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub edge: usize,
    pub x: u16,
    pub y: u32,
    /// Where it points.
    pub to: Direction,
}

/// The words on an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub edge: usize,
    pub area: Area,
    /// Its words, a line a row.
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
    /// A page that lists the ways of a graph, where there was no room for boxes.
    pub fn of_words(width: u16, page: Page) -> Self {
        let (nodes, words, groups, stretches) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { width, page, nodes, words, groups, stretches, heads: Vec::new(), labels: Vec::new() }
    }

    /// The same in the middle of a page of this width, which is no less than its own.
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
