//! A picture in cells.

use std::ops::Range;
use std::sync::Arc;

use crate::picture::{Fit, Picture};

/// A picture at its size on the page. What it shows stands below it in words, for where it cannot be drawn.
#[derive(Clone, Debug)]
pub struct Image {
    pub picture: Arc<Picture>,
    /// Cells of the whole picture.
    pub width: u16,
    pub height: u16,
    /// How it is fitted into them.
    pub fit: Fit,
    /// The rows of cells that are seen; all of them where nothing is scrolled away.
    pub rows: Range<u32>,
}

impl Image {
    pub fn new(picture: Arc<Picture>, width: u16, height: u16, fit: Fit) -> Self {
        Self { picture, width, height, fit, rows: 0..height.into() }
    }

    /// Rows of cells that are seen.
    pub fn height(&self) -> u32 {
        self.rows.end - self.rows.start
    }
}

/// Two images are the same where they look the same: pictures are known by their keys.
impl PartialEq for Image {
    fn eq(&self, other: &Self) -> bool {
        let look = |it: &Self| (it.picture.key, it.width, it.height, it.fit, it.rows.clone());
        look(self) == look(other)
    }
}

impl Eq for Image {}
