//! Dark and light squares for a camera, two in each cell, one above the other.

use std::ops::Range;
use std::sync::Arc;

/// Squares in rows from the top left. They are dark on light in every theme, because not all cameras read light on dark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squares {
    /// Squares per row, and thus cells.
    pub width: u16,
    /// The visible rows of cells; all of them unless some are scrolled away.
    pub rows: Range<u32>,
    dark: Arc<[bool]>,
}

impl Squares {
    /// Squares in rows of `width`. If the number of rows is odd, the lower half of the last cells is light.
    pub fn new(width: u16, dark: Vec<bool>) -> Self {
        let rows = dark.len().div_ceil(usize::from(width.max(1))).div_ceil(2);
        Self { width, rows: 0..rows as u32, dark: dark.into() }
    }

    /// How many rows of cells are visible.
    pub fn height(&self) -> u32 {
        self.rows.end - self.rows.start
    }

    /// Whether the upper and the lower square of a cell are dark. Rows count from the first visible one.
    pub fn cell(&self, x: u16, y: u32) -> (bool, bool) {
        let row = 2 * (self.rows.start + y) as usize;
        let dark = |row: usize| self.dark.get(row * usize::from(self.width) + usize::from(x)).copied().unwrap_or(false);
        (dark(row), dark(row + 1))
    }

    /// The character for a cell, drawn in a light color on a dark background.
    pub fn letter(&self, x: u16, y: u32) -> &'static str {
        match self.cell(x, y) {
            (false, false) => "█",
            (false, true) => "▀",
            (true, false) => "▄",
            (true, true) => " ",
        }
    }
}
