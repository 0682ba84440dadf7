//! A page as cells: what is visible at a step, in a theme and color depth.
//!
//! Only here are the items of a page painted over one another. The terminal writes the differences between two rasters; exports of pictures and
//! text, and tests, use a single one.

mod depth;
mod halves;
mod scheme;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style as CellStyle;

pub use depth::Depth;
pub use scheme::Scheme;

use crate::page::{Drawing, Image, Ink, Item, Link, Page, Role, Target};
use crate::text;
use crate::theme::Theme;

/// The cells with links.
pub type Links = BTreeMap<Position, Arc<str>>;

/// A picture to be drawn over the raster, instead of half blocks. Its cells are blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    pub area: Rect,
    pub image: Image,
}

/// A page on cells, with what does not fit into cells.
#[derive(Debug, Default)]
pub struct Raster {
    pub cells: Buffer,
    pub links: Links,
    pub overlays: Vec<Overlay>,
    /// The rows with a cluster for which terminals use different widths, from the top.
    pub unsure: Vec<u16>,
    /// The row of the page that is the first row of cells.
    top: u32,
    /// What fills the rows on which nothing is drawn.
    blank: Cell,
    /// For each row, whether something may be drawn on it.
    drawn: Vec<bool>,
}

impl Raster {
    /// The whole page at its first step, with pictures in half blocks.
    pub fn of(page: &Page, scheme: &mut Scheme) -> Self {
        let mut raster = Self::default();
        raster.paint(page, 0, 0..page.height, scheme, &mut |_| false);
        raster
    }

    /// Paints some rows of a page at a step, replacing what was there. For each picture that is whole and not covered, `draws` tells whether it
    /// becomes an [`Overlay`].
    pub fn paint(
        &mut self,
        page: &Page,
        step: u16,
        rows: Range<u32>,
        scheme: &mut Scheme,
        draws: &mut dyn FnMut(&Overlay) -> bool,
    ) {
        scheme.wear(0);
        let mut worn: Vec<(&Item, u16)> = Vec::new();
        let seen = |item: &&Item| item.shown.at(step);
        let mut items = page.items.iter().enumerate().filter(|(_, item)| seen(item)).peekable();
        let ground = items.peek().and_then(|(_, item)| ground_of(item, page.width, rows.end));
        if ground.is_some() {
            items.next();
        }
        self.clear(page.width, &rows, ground.map(|role| scheme.style(role.into())).unwrap_or_default());
        for (index, item) in items {
            let dressed = worn.iter().rev().find(|(area, _)| area.covers(item.x, item.y));
            scheme.wear(dressed.map_or(0, |(_, look)| *look));
            match &item.drawing {
                Drawing::Target { target: Target::Look(look), .. } => worn.push((item, *look)),
                Drawing::Target { .. } => {}
                Drawing::Text { text, ink } => self.write(item, text, ink, scheme),
                Drawing::Ground { width, height, role } => {
                    let (area, _) = self.seen(item, *width, *height);
                    self.blank(area, scheme.style((*role).into()));
                }
                Drawing::Flood { white } => self.blank(self.cells.area, scheme.flood(*white)),
                Drawing::Squares(squares) => {
                    let (area, above) = self.seen(item, squares.width, squares.height());
                    self.cover(area, |cell, (x, y)| halves::square(cell, squares, (x, above + y), scheme));
                }
                Drawing::Image(image) => {
                    let (area, above) = self.seen(item, image.width, image.height());
                    let is_free = || !page.items[index + 1..].iter().filter(seen).any(|it| it.covers_part_of(item));
                    self.picture(image, area, above, scheme, &mut |overlay| is_free() && draws(overlay));
                }
            }
        }
        self.unsure = self.unsure_rows();
    }

    /// The cells of a row from left to right: the column, the width of its text in cells, and the cell. Cells covered by a wide character are left
    /// out.
    pub fn row(&self, y: u16) -> impl Iterator<Item = (u16, u16, &Cell)> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let (x, cell) = (next, self.cells.cell((next, y))?);
            let wide = cell.cell_width().clamp(1, self.cells.area.width - x);
            next += wide;
            Some((x, wide, cell))
        })
    }

    /// The rows as text, without trailing blanks.
    pub fn rows(&self) -> impl Iterator<Item = String> {
        (0..self.cells.area.height).map(|y| {
            let mut row: String = self.row(y).map(|(.., cell)| cell.symbol()).collect();
            row.truncate(row.trim_end().len());
            row
        })
    }

    /// Makes all rows blank. Only those that were drawn on have to be written, if the others are as they will be.
    fn clear(&mut self, width: u16, rows: &Range<u32>, ground: CellStyle) {
        let height = u16::try_from(rows.end.saturating_sub(rows.start)).unwrap_or(u16::MAX);
        let area = Rect::new(0, 0, width, height);
        let mut blank = Cell::default();
        blank.set_style(ground);
        if self.cells.area != area || self.blank != blank {
            self.cells.resize(area);
            self.blank = blank;
            self.drawn = vec![true; height.into()];
        }
        let cells = self.cells.content.chunks_mut(usize::from(width).max(1));
        for (row, drawn) in cells.zip(&mut self.drawn).filter(|(_, drawn)| **drawn) {
            row.iter_mut().for_each(|cell| cell.clone_from(&self.blank));
            *drawn = false;
        }
        self.links.clear();
        self.overlays.clear();
        self.top = rows.start;
    }

    /// Whether nothing is drawn on a row.
    pub fn is_blank(&self, y: u16) -> bool {
        self.drawn.get(usize::from(y)).is_some_and(|drawn| !drawn)
    }

    /// Whether its blank rows look like those of another.
    pub fn has_ground_of(&self, other: &Self) -> bool {
        self.blank == other.blank
    }

    /// Becomes all blank, with cells in this area.
    pub fn fill(&mut self, area: Rect, ground: CellStyle) {
        *self = Self::default();
        self.clear(area.width, &(0..area.height.into()), ground);
    }

    /// Makes a cell differ from all others.
    pub fn forget(&mut self, at: Position) {
        if let Some(cell) = self.cells.cell_mut(at) {
            cell.set_symbol("");
            self.drawn[usize::from(at.y)] = true;
        }
    }

    /// The part of an item of this size that is on the cells, and how many of its rows are above them.
    fn seen(&self, item: &Item, width: u16, height: u32) -> (Rect, u32) {
        let first = item.y.max(self.top);
        let rows = item.y.saturating_add(height).saturating_sub(first);
        let [y, rows] = [first - self.top, rows].map(|count| u16::try_from(count).unwrap_or(u16::MAX));
        (Rect::new(item.x, y, width, rows).intersection(self.cells.area), first - item.y)
    }

    /// Paints each cell of an area, given its place in the area, and removes its links.
    fn cover(&mut self, area: Rect, mut paint: impl FnMut(&mut Cell, (u16, u32))) {
        let columns = usize::from(area.left())..usize::from(area.right());
        let width = usize::from(self.cells.area.width).max(1);
        let rows = self.cells.content.chunks_mut(width).skip(area.y.into()).take(area.height.into());
        for ((y, row), drawn) in (0..).zip(rows).zip(self.drawn.iter_mut().skip(area.y.into())) {
            *drawn = true;
            let cells = row.get_mut(columns.clone()).unwrap_or_default();
            (0..).zip(cells).for_each(|(x, cell)| paint(cell, (x, y)));
        }
        if !self.links.is_empty() {
            self.links.retain(|at, _| !area.contains(*at));
        }
    }

    /// The cells of a row, those that a wide character covers too.
    pub fn cells_of(&self, y: u16) -> &[Cell] {
        let width = usize::from(self.cells.area.width);
        &self.cells.content[usize::from(y) * width..][..width]
    }

    /// Fills an area with a background.
    fn blank(&mut self, area: Rect, ground: CellStyle) {
        let mut blank = Cell::default();
        blank.set_style(ground);
        self.cover(area, |cell, _| cell.clone_from(&blank));
    }

    /// Writes text. Without a background of its own it keeps the one that is there.
    fn write(&mut self, item: &Item, text: &str, Ink { style, link }: &Ink, scheme: &mut Scheme) {
        let area = self.cells.area;
        let Some(y) = item.y.checked_sub(self.top).and_then(|y| u16::try_from(y).ok()) else { return };
        if item.x >= area.width || y >= area.height {
            return;
        }
        self.drawn[usize::from(y)] = true;
        let room = usize::from(area.width - item.x);
        let (end, _) = self.cells.set_stringn(item.x, y, text, room, scheme.style(*style));
        for at in (item.x..end).map(|x| Position { x, y }) {
            match link.as_ref().and_then(Link::address) {
                Some(link) => drop(self.links.insert(at, link.clone())),
                None if self.links.is_empty() => return,
                None => drop(self.links.remove(&at)),
            }
        }
    }

    /// Draws a picture in half blocks, or leaves its cells blank for an overlay. If there are too few colors, its description stays.
    fn picture(
        &mut self,
        image: &Image,
        area: Rect,
        above: u32,
        scheme: &Scheme,
        draws: &mut dyn FnMut(&Overlay) -> bool,
    ) {
        if (area.width, u32::from(area.height)) == (image.width, image.height()) {
            let overlay = Overlay { area, image: image.clone() };
            if draws(&overlay) {
                self.overlays.push(overlay);
                return self.cover(area, |cell, _| halves::blank(cell));
            }
        }
        if scheme.draws_pictures() && !area.is_empty() && !image.needs_pixels {
            let pieces = image.halves();
            self.cover(area, |cell, (x, y)| halves::piece(cell, &pieces, (x, above + y), scheme));
        }
    }

    fn unsure_rows(&self) -> Vec<u16> {
        let width = usize::from(self.cells.area.width).max(1);
        let rows = (0..).zip(self.cells.content.chunks(width)).filter(|(y, _)| !self.is_blank(*y));
        rows.filter(|(_, row)| row.iter().any(|cell| is_unsure(cell.symbol()))).map(|(y, _)| y).collect()
    }
}

/// The role of an item that is a background for a whole page, as most pages have it.
fn ground_of(item: &Item, wide: u16, high: u32) -> Option<Role> {
    match item.drawing {
        Drawing::Ground { width, height, role } => {
            ((item.x, item.y) == (0, 0) && width >= wide && height >= high).then_some(role)
        }
        _ => None,
    }
}

/// How many rows of a high page are painted at once if only their text is needed.
const AT_ONCE: u32 = 256;

impl Page {
    /// The rows of text visible at a step, without colors, for comparison in tests.
    pub fn rows(&self, step: u16) -> Vec<String> {
        let (mut raster, mut scheme) = (Raster::default(), Scheme::new(&Theme::default(), Depth::None));
        let mut rows = Vec::new();
        for top in (0..self.height).step_by(AT_ONCE as usize) {
            raster.paint(self, step, top..self.height.min(top + AT_ONCE), &mut scheme, &mut |_| false);
            rows.extend(raster.rows());
        }
        rows
    }

    /// The rows as one text, for tests.
    pub fn picture(&self, step: u16) -> String {
        self.rows(step).iter().map(|row| format!("{row}\n")).collect()
    }
}

/// Whether terminals disagree about the width of a cluster. Some know joined emoji, skin tones, flags, keycaps and presentation selectors (UTS 51),
/// and some do not. Some add up the letters of a syllable, and old tables lack the emoji since Unicode 9.
pub fn is_unsure(cluster: &str) -> bool {
    if cluster.len() < 3 {
        return false;
    }
    let disputed = |char: char| {
        matches!(char, '\u{17d8}' | '\u{200d}' | '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f1e6}'..='\u{1f1ff}'
            | '\u{1f3fb}'..='\u{1f3ff}' | '\u{1f6d3}'..='\u{1f6ff}' | '\u{1f7e0}'..='\u{1f7ff}' | '\u{1f900}'..='\u{1faff}')
    };
    cluster.contains(disputed) || (cluster.chars().nth(1).is_some() && text::width(cluster) > 1)
}

/// Whether all terminals give a cluster one cell.
pub fn is_narrow(cluster: &str) -> bool {
    text::width(cluster) == 1 && !is_unsure(cluster)
}

#[cfg(test)]
mod tests;
