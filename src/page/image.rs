//! A picture on a page.

use std::ops::Range;
use std::sync::Arc;

use crate::picture::{Fit, Picture, Pixels};

/// Pixels with less alpha than this, of 255, are not drawn.
const HARDLY: u8 = 32;

/// A picture at its size on the page. Its description is drawn below it, for where the picture cannot be drawn.
#[derive(Clone, Debug)]
pub struct Image {
    pub picture: Arc<Picture>,
    /// The size of the whole picture in cells.
    pub width: u16,
    pub height: u16,
    /// How it is fitted into its cells.
    pub fit: Fit,
    /// The visible rows of cells; all of them unless some are scrolled away.
    pub rows: Range<u32>,
    /// Whether it is left out where cells are all that there is: too few of them show nothing.
    pub needs_pixels: bool,
}

impl Image {
    pub fn new(picture: Arc<Picture>, width: u16, height: u16, fit: Fit) -> Self {
        Self { picture, width, height, fit, rows: 0..height.into(), needs_pixels: false }
    }

    /// How many rows of cells are visible.
    pub fn height(&self) -> u32 {
        self.rows.end - self.rows.start
    }

    /// The picture in half blocks, for where it cannot be drawn in pixels.
    pub fn halves(&self) -> Halves {
        let (width, height) = (self.width.into(), 2 * u32::from(self.height));
        let rows = 2 * self.rows.start..2 * self.rows.end;
        Halves(self.picture.small.stretched(self.fit, width, height, rows))
    }
}

/// The visible part of a picture in half cells, two above one another in each cell.
pub struct Halves(Pixels);

impl Halves {
    /// The colors of the upper and the lower half of a cell. `None` where the background shows. Rows count from the first visible one.
    /// Transparent pixels are mixed with the background, if it is known.
    pub fn cell(&self, x: u16, y: u32, ground: Option<(u8, u8, u8)>) -> [Option<(u8, u8, u8)>; 2] {
        [0, 1].map(|half| match self.0.at(x.into(), 2 * y + half) {
            [.., cover] if cover < HARDLY => None,
            [red, green, blue, cover] => Some(mixed((red, green, blue), cover, ground)),
        })
    }
}

/// A color with this much alpha, of 255, over the background.
fn mixed(color: (u8, u8, u8), cover: u8, ground: Option<(u8, u8, u8)>) -> (u8, u8, u8) {
    let ground = ground.unwrap_or(color);
    let part = |over: u8, under: u8| {
        let cover = u16::from(cover);
        ((u16::from(over) * cover + u16::from(under) * (255 - cover)) / 255) as u8
    };
    (part(color.0, ground.0), part(color.1, ground.1), part(color.2, ground.2))
}

/// Two images are equal if they look the same: pictures are compared by their keys.
impl PartialEq for Image {
    fn eq(&self, other: &Self) -> bool {
        let look = |it: &Self| (it.picture.key, it.width, it.height, it.fit, it.rows.clone(), it.needs_pixels);
        look(self) == look(other)
    }
}

impl Eq for Image {}
