//! Dark and light squares, two in a cell, one above the other: what a camera reads.

use std::ops::Range;
use std::sync::Arc;

/// Squares in rows from the top left. They are dark on light in every theme: not all cameras read light on dark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squares {
    /// Squares in a row, and so cells.
    pub width: u16,
    /// The rows of cells that are seen; all of them where nothing is scrolled away.
    pub rows: Range<u32>,
    dark: Arc<[bool]>,
}

impl Squares {
    /// Squares in rows of `width`; where their rows are odd in number the last row of cells is light below.
    pub fn new(width: u16, dark: Vec<bool>) -> Self {
        let rows = dark.len().div_ceil(usize::from(width.max(1))).div_ceil(2);
        Self { width, rows: 0..rows as u32, dark: dark.into() }
    }

    /// Rows of cells that are seen.
    pub fn height(&self) -> u32 {
        self.rows.end - self.rows.start
    }

    /// Whether the upper and the lower square of a cell are dark; the row counts from the first that is seen.
    pub fn cell(&self, x: u16, y: u32) -> (bool, bool) {
        let row = 2 * (self.rows.start + y) as usize;
        let dark = |row: usize| self.dark.get(row * usize::from(self.width) + usize::from(x)).copied().unwrap_or(false);
        (dark(row), dark(row + 1))
    }

    /// The letter of a cell where letters are light and the ground is dark.
    pub fn letter(&self, x: u16, y: u32) -> &'static str {
        match self.cell(x, y) {
            (false, false) => "█",
            (false, true) => "▀",
            (true, false) => "▄",
            (true, true) => " ",
        }
    }
}
