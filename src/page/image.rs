//! A picture in cells.

use std::ops::Range;
use std::sync::Arc;

use crate::picture::{Fit, Picture, Pixels};

/// What covers less of the ground than this, of 255, is not drawn.
const HARDLY: u8 = 32;

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

    /// What is drawn of it where cells are all that there is.
    pub fn halves(&self) -> Halves {
        let (width, height) = (self.width.into(), 2 * u32::from(self.height));
        let rows = 2 * self.rows.start..2 * self.rows.end;
        Halves(self.picture.small.stretched(self.fit, width, height, rows))
    }
}

/// What is seen of a picture in halves of cells, one above the other.
pub struct Halves(Pixels);

impl Halves {
    /// The colours of the upper and the lower half of a cell, where anything of the ground is covered; the row counts from the
    /// first that is seen. What covers it in part is mixed with the ground, if that is known.
    pub fn cell(&self, x: u16, y: u32, ground: Option<(u8, u8, u8)>) -> [Option<(u8, u8, u8)>; 2] {
        [0, 1].map(|half| match self.0.at(x.into(), 2 * y + half) {
            [.., cover] if cover < HARDLY => None,
            [red, green, blue, cover] => Some(mixed((red, green, blue), cover, ground)),
        })
    }
}

/// A colour that covers so much of the ground, of 255.
fn mixed(color: (u8, u8, u8), cover: u8, ground: Option<(u8, u8, u8)>) -> (u8, u8, u8) {
    let ground = ground.unwrap_or(color);
    let part = |over: u8, under: u8| {
        let cover = u16::from(cover);
        ((u16::from(over) * cover + u16::from(under) * (255 - cover)) / 255) as u8
    };
    (part(color.0, ground.0), part(color.1, ground.1), part(color.2, ground.2))
}

/// Two images are the same where they look the same: pictures are known by their keys.
impl PartialEq for Image {
    fn eq(&self, other: &Self) -> bool {
        let look = |it: &Self| (it.picture.key, it.width, it.height, it.fit, it.rows.clone());
        look(self) == look(other)
    }
}

impl Eq for Image {}
