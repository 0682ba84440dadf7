//! How a diagram is laid out: the same places for those who draw it on cells and for those who draw boxes of their own.

use crate::page::Page;

/// A diagram laid out for a width.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The width that was asked for, in cells.
    pub width: u16,
    pub page: Page,
    /// Where the box of each node is; empty where there was no room for boxes, and the page lists its ways.
    pub nodes: Vec<Area>,
    /// Where the frame of each group is; nothing for a group without nodes.
    pub groups: Vec<Option<Area>>,
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
    /// The same in the middle of a page of this width, which is no less than its own.
    pub fn centered(mut self, width: u16) -> Self {
        let left = (width - self.page.width) / 2;
        let mut page = Page::new(width);
        page.put(self.page, left, 0);
        self.nodes.iter_mut().chain(self.groups.iter_mut().flatten()).for_each(|area| area.x += left);
        Self { width, page, ..self }
    }
}
