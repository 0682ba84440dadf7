//! What pictures of a screen draw as shapes in every format: backgrounds, characters that join from cell to cell, lines under text.

use std::collections::BTreeMap;

use ratatui::buffer::Cell;
use ratatui::style::Modifier;

use crate::export::boxes::{self, HEIGHT, Line, Shape, WIDTH};
use crate::export::colors;
use crate::fonts::Hand;
use crate::raster::Raster;
use crate::theme::Rgb;

/// In units: from the top of a cell to the baseline, to the underline and to the strikethrough, and their thickness.
pub const BASELINE: u32 = 27;
const UNDERLINE: f32 = 30.0;
const STRIKE: f32 = 18.0;
const THICK: f32 = 2.0;

/// The font size, in units. Characters of most monospaced fonts are 0.6 em wide, which makes one cell.
pub const FONT: u32 = 30;

/// The cells of a row, each with its column and its width in cells.
pub type Row<'a> = Vec<(u16, u16, &'a Cell)>;

/// A rectangle, in units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// How an area is filled. Smaller values are below larger ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fill {
    layer: Layer,
    pub color: Rgb,
    /// Its opacity, in percent.
    pub covers: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Layer {
    Ground,
    Above,
}

/// A line, with the column and row of its cell.
pub type InCell = ((u32, u32), Line);

/// What is drawn under the text.
#[derive(Default)]
pub struct Shapes {
    rects: BTreeMap<Fill, Vec<Rect>>,
    /// Thin lines, by color.
    pub lines: BTreeMap<Rgb, Vec<InCell>>,
}

impl Shapes {
    /// The shapes of the cells that pass `is_wanted`, called with column and row, on an existing background color.
    pub fn of(raster: &Raster, under: Rgb, is_wanted: impl Fn(u16, u16) -> bool) -> Self {
        let mut shapes = Self::default();
        for y in 0..raster.cells.area.height {
            let row: Row = raster.row(y).filter(|(x, ..)| is_wanted(*x, y)).collect();
            shapes.grounds(&row, y.into(), under);
            shapes.lines_of_letters(&row, y.into());
            for (x, _, cell) in &row {
                for shape in boxes::shapes(cell.symbol()).into_iter().flatten() {
                    shapes.sign(shape, colors::ink(cell), (u32::from(*x), y.into()));
                }
            }
        }
        shapes
    }

    /// The areas, lowest first, with neighbors joined.
    pub fn areas(&self) -> impl Iterator<Item = (Fill, Vec<Rect>)> {
        self.rects.iter().map(|(fill, rects)| (*fill, merged(rects.clone())))
    }

    fn rect(&mut self, layer: Layer, (color, covers): (Rgb, u8), rect: Rect) {
        self.rects.entry(Fill { layer, color, covers }).or_default().push(rect);
    }

    fn grounds(&mut self, row: &Row, y: u32, under: Rgb) {
        for (x, wide, cell) in row.iter().filter(|(.., cell)| colors::ground(cell) != under) {
            self.rect(Layer::Ground, (colors::ground(cell), 100), across(*x, y, *wide));
        }
    }

    /// Adds underlines and strikethroughs, including those of spaces between words.
    fn lines_of_letters(&mut self, row: &Row, y: u32) {
        for (x, wide, cell) in row {
            for (modifier, below) in [(Modifier::UNDERLINED, UNDERLINE), (Modifier::CROSSED_OUT, STRIKE)] {
                if cell.modifier.contains(modifier) {
                    let cells = across(*x, y, *wide);
                    let line = Rect { y: cells.y + below, height: THICK, ..cells };
                    self.rect(Layer::Above, (colors::ink(cell), 100), line);
                }
            }
        }
    }

    /// Adds a shape of a character in a cell.
    fn sign(&mut self, shape: Shape, ink: Rgb, at: (u32, u32)) {
        let (left, top) = ((at.0 * WIDTH) as f32, (at.1 * HEIGHT) as f32);
        match shape {
            Shape::Rect { x, y, width, height, covers } => {
                self.rect(Layer::Above, (ink, covers), Rect { x: left + x, y: top + y, width, height });
            }
            Shape::Line(line) => self.lines.entry(ink).or_default().push((at, line)),
        }
    }
}

/// The most frequent background color. It is drawn once, under everything.
pub fn commonest_ground(raster: &Raster) -> Rgb {
    let mut counts: BTreeMap<Rgb, u32> = BTreeMap::new();
    for (_, wide, cell) in (0..raster.cells.area.height).flat_map(|y| raster.row(y)) {
        *counts.entry(colors::ground(cell)).or_default() += u32::from(wide);
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or((0xff, 0xff, 0xff), |(ground, _)| ground)
}

/// Whether only the background of a cell is visible.
pub fn is_blank(cell: &Cell) -> bool {
    cell.symbol().trim().is_empty()
}

/// The font style of a cell.
pub fn hand_of(cell: &Cell) -> Hand {
    let is = |modifier| cell.modifier.contains(modifier);
    Hand { bold: is(Modifier::BOLD), italic: is(Modifier::ITALIC) }
}

/// Some cells of a row, as a rectangle.
fn across(x: u16, y: u32, wide: u16) -> Rect {
    let [x, y, width, height] = [u32::from(x) * WIDTH, y * HEIGHT, u32::from(wide) * WIDTH, HEIGHT].map(|it| it as f32);
    Rect { x, y, width, height }
}

/// Joins neighbors with the same fill, first side by side, then one below another: fewer seams, fewer bytes.
fn merged(rects: Vec<Rect>) -> Vec<Rect> {
    let join = |mut rects: Vec<Rect>,
                key: fn(&Rect) -> [f32; 3],
                touch: fn(&Rect, &Rect) -> bool,
                grow: fn(&mut Rect, &Rect)| {
        rects.sort_by(|a, b| key(a).partial_cmp(&key(b)).unwrap_or(std::cmp::Ordering::Equal));
        let mut joined: Vec<Rect> = Vec::new();
        for rect in rects {
            match joined.last_mut() {
                Some(last) if touch(last, &rect) => grow(last, &rect),
                _ => joined.push(rect),
            }
        }
        joined
    };
    let across = join(
        rects,
        |it| [it.y, it.height, it.x],
        |a, b| (a.y, a.height, a.x + a.width) == (b.y, b.height, b.x),
        |a, b| a.width += b.width,
    );
    join(
        across,
        |it| [it.x, it.width, it.y],
        |a, b| (a.x, a.width, a.y + a.height) == (b.x, b.width, b.y),
        |a, b| a.height += b.height,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbors_of_one_fill_are_one_shape() {
        let at = |x: f32, y: f32| Rect { x, y, width: 16.0, height: 32.0 };
        let apart = Rect { x: 64.0, y: 0.0, width: 2.0, height: 32.0 };
        let rects = vec![at(16.0, 32.0), at(0.0, 0.0), apart, at(16.0, 0.0), at(0.0, 32.0)];
        assert_eq!(merged(rects), [Rect { x: 0.0, y: 0.0, width: 32.0, height: 64.0 }, apart]);
    }
}
