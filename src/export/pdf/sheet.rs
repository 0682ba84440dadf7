//! A slide on a page of a document, exact to the cell: what is visible, and which of it is read.

use std::collections::HashMap;
use std::ops::Range;

use krilla::geom::{Quadrilateral, Rect, Size, Transform};
use krilla::image::Image as Bitmap;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};
use ratatui::buffer::Cell;
use ratatui::layout::Position;

use crate::export::boxes::{self, HEIGHT, WIDTH};
use crate::export::colors;
use crate::export::pdf::align::align;
use crate::export::pdf::brush::{self, Brush, Cluster};
use crate::export::pdf::parts::{Kind, Leaf};
use crate::export::shapes::{self, BASELINE, FONT, Shapes, commonest_ground, hand_of, is_blank};
use crate::fonts::Family;
use crate::page::{self, Drawing, Item, Link, Page};
use crate::picture::Fit;
use crate::raster::{Overlay, Raster};
use crate::text;
use crate::theme::Rgb;

/// How many points a unit is if a slide has a page of its own.
pub const POINTS: f32 = 0.5;

/// The greatest height of a page that readers show, in points (PDF 1.7, annex C.2).
const HIGHEST: f32 = 14_400.0;

/// The width of a character of DejaVu Sans Mono, in ems. Next, the font size in units at which it fills a cell.
const ADVANCE: f32 = 0.602;
const SIZE: f32 = WIDTH as f32 / ADVANCE;
const _: () = assert!(SIZE < FONT as f32 + 1.0 && SIZE > FONT as f32 - 1.0);

/// Something that is drawn and read.
pub enum Piece {
    Words(Identifier),
    Link { link: Link, words: Vec<Identifier>, places: Vec<Quadrilateral> },
}

impl Piece {
    /// Appends words, joining them to the previous link if it has the same target.
    pub fn add(pieces: &mut Vec<Self>, words: Identifier, link: Option<Link>, place: Option<Quadrilateral>) {
        match (link, pieces.last_mut()) {
            (Some(link), Some(Self::Link { link: before, words: all, places })) if *before == link => {
                all.push(words);
                places.extend(place);
            }
            (Some(link), _) => {
                pieces.push(Self::Link { link, words: vec![words], places: place.into_iter().collect() })
            }
            (None, _) => pieces.push(Self::Words(words)),
        }
    }
}

/// A slide painted at a step.
pub struct Sheet<'a> {
    page: &'a Page,
    raster: &'a Raster,
    ground: Rgb,
    leaves: &'a [Leaf],
    /// The leaf of each item.
    of_item: Vec<Option<usize>>,
    /// The row below the slide, which is on each page.
    foot: u16,
    /// The visible item of each cell.
    seen: HashMap<(u16, u16), usize>,
}

impl<'a> Sheet<'a> {
    pub fn new(page: &'a Page, raster: &'a Raster, leaves: &'a [Leaf]) -> Self {
        let foot = u16::try_from(page.height.saturating_sub(1)).unwrap_or(u16::MAX);
        let items = align(page, leaves).into_iter().zip(&page.items);
        let of_item = items.map(|(leaf, item)| leaf.filter(|_| item.y < foot.into())).collect();
        Self { page, raster, ground: commonest_ground(raster), leaves, of_item, foot, seen: seen(page) }
    }

    /// The size of the page, in points.
    pub fn size(raster: &Raster) -> (f32, f32) {
        let area = raster.cells.area;
        let points = |cells: u16, units: u32| (u32::from(cells) * units) as f32 * Self::scale(raster);
        (points(area.width, WIDTH), points(area.height, HEIGHT))
    }

    /// How many points a unit is: fewer on a page that would be too high.
    fn scale(raster: &Raster) -> f32 {
        POINTS.min(HIGHEST / (u32::from(raster.cells.area.height) * HEIGHT) as f32)
    }

    /// Draws it. Returns the pieces that belong to each leaf.
    pub fn draw(&self, surface: &mut Surface, brush: &mut Brush) -> Vec<Vec<Piece>> {
        let scale = Self::scale(self.raster);
        surface.push_transform(&Transform::from_scale(scale, scale));
        let decoration = self.lines(None);
        for kind in [ArtifactType::Layout, ArtifactType::Footer] {
            let is_of_it = |y: u16| (y == self.foot) == (kind == ArtifactType::Footer);
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            if kind == ArtifactType::Layout {
                draw_ground(surface, self.raster, self.ground);
            }
            let is_drawn = |x, y| is_of_it(y) && self.leaf_of_shape(x, y).is_none();
            brush::shapes(surface, &Shapes::of(self.raster, self.ground, is_drawn));
            self.overlays(None).filter(|it| is_of_it(it.area.y)).for_each(|overlay| picture(surface, overlay));
            let lines = decoration.iter().filter(|line| is_of_it(line.y));
            lines.for_each(|line| self.write_line(line, "", surface, brush));
            surface.end_tagged();
        }
        let pieces = (0..self.leaves.len()).map(|leaf| {
            let mut pieces = self.draw_shapes(leaf, surface);
            pieces.extend(self.write(leaf, surface, brush));
            pieces
        });
        let pieces = pieces.collect();
        surface.pop();
        pieces
    }

    fn leaf_at(&self, x: u16, y: u16) -> Option<usize> {
        self.of_item[*self.seen.get(&(x, y))?]
    }

    /// The leaf of a cell whose shape is read: a part of a large letter, or of a figure.
    fn leaf_of_shape(&self, x: u16, y: u16) -> Option<usize> {
        let leaf = self.leaf_at(x, y)?;
        let cell = self.raster.cells.cell((x, y))?;
        let is_shape =
            boxes::shapes(cell.symbol()).is_some() || matches!(self.drawing_at(x, y), Some(Drawing::Squares(_)));
        (is_shape && matches!(self.leaves[leaf].kind, Kind::Big | Kind::Figure)).then_some(leaf)
    }

    fn drawing_at(&self, x: u16, y: u16) -> Option<&Drawing> {
        self.seen.get(&(x, y)).map(|item| &self.page.items[*item].drawing)
    }

    /// The pictures of a leaf. `None`: those without a leaf.
    fn overlays(&self, leaf: Option<usize>) -> impl Iterator<Item = &Overlay> {
        self.raster.overlays.iter().filter(move |it| self.leaf_at(it.area.x, it.area.y) == leaf)
    }

    /// Draws the shapes and pictures of a leaf.
    fn draw_shapes(&self, leaf: usize, surface: &mut Surface) -> Vec<Piece> {
        let has_shapes = self.seen.keys().any(|(x, y)| self.leaf_of_shape(*x, *y) == Some(leaf));
        if !has_shapes && self.overlays(Some(leaf)).next().is_none() {
            return Vec::new();
        }
        let Leaf { kind, pieces } = &self.leaves[leaf];
        let words = (*kind == Kind::Big).then(|| pieces.concat());
        let tag = match &words {
            Some(words) => ContentTag::Span(SpanTag::empty().with_actual_text(Some(words))),
            None => ContentTag::Other,
        };
        let piece = Piece::Words(surface.start_tagged(tag));
        brush::shapes(surface, &Shapes::of(self.raster, self.ground, |x, y| self.leaf_of_shape(x, y) == Some(leaf)));
        self.overlays(Some(leaf)).for_each(|overlay| picture(surface, overlay));
        surface.end_tagged();
        vec![piece]
    }

    /// Writes the words of a leaf, in the order of its items.
    fn write(&self, leaf: usize, surface: &mut Surface, brush: &mut Brush) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let lines = self.lines(Some(leaf));
        for (index, line) in lines.iter().enumerate() {
            // A space separates the end of a line from the next one.
            let end = if index + 1 < lines.len() { " " } else { "" };
            let words = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            self.write_line(line, end, surface, brush);
            surface.end_tagged();
            Piece::add(&mut pieces, words, line.link.clone(), line.place(Self::scale(self.raster)));
        }
        pieces
    }

    /// The words of a leaf, or those without one, by line and by link.
    fn lines(&self, leaf: Option<usize>) -> Vec<Line<'_>> {
        let mut lines: Vec<Line> = Vec::new();
        let items = self.of_item.iter().enumerate().filter(|(_, of)| **of == leaf);
        for (index, item) in items.map(|(index, _)| (index, &self.page.items[index])) {
            let Drawing::Text { text, ink } = &item.drawing else { continue };
            let Ok(y) = u16::try_from(item.y) else { continue };
            let end = item.x.saturating_add(page::cells(text::width(text)));
            let row = self.raster.row(y).skip_while(|(x, ..)| *x < item.x).take_while(|(x, ..)| *x < end);
            let is_seen = |(x, _, cell): &(u16, u16, &Cell)| {
                self.seen.get(&(*x, y)) == Some(&index) && boxes::shapes(cell.symbol()).is_none()
            };
            let cells: Vec<(u16, u16, &Cell)> = row.filter(is_seen).collect();
            let Some((x, ..)) = cells.first() else { continue };
            match lines.last_mut() {
                Some(line) if line.y == y && line.end() == *x && line.link == ink.link => line.cells.extend(cells),
                _ => lines.push(Line { y, cells, link: ink.link.clone() }),
            }
        }
        lines.iter_mut().for_each(Line::trim);
        lines.retain(|line| !line.cells.is_empty());
        lines
    }

    fn write_line(&self, line: &Line, end: &str, surface: &mut Surface, brush: &mut Brush) {
        let alike = |one: &(u16, u16, &Cell), other: &(u16, u16, &Cell)| {
            one.0 + one.1 == other.0 && (hand_of(one.2), colors::ink(one.2)) == (hand_of(other.2), colors::ink(other.2))
        };
        let mut runs = line.cells.chunk_by(alike).peekable();
        while let Some(run) = runs.next() {
            let is_last = runs.peek().is_none();
            let width = |wide: u16| Some(f32::from(wide) * WIDTH as f32 / SIZE);
            let cells = run.iter().map(|(_, wide, cell)| Cluster { text: cell.symbol(), width: width(*wide) });
            let after = (is_last && !end.is_empty()).then(|| Cluster { text: end, width: width(1) });
            let clusters: Vec<Cluster> = cells.chain(after).collect();
            write_run(surface, brush, (run[0].0, line.y), run[0].2, &clusters);
        }
    }
}

/// Writes text in one style, starting at a cell.
fn write_run(surface: &mut Surface, brush: &mut Brush, (x, y): (u16, u16), first: &Cell, clusters: &[Cluster]) {
    let at = ((u32::from(x) * WIDTH) as f32, (u32::from(y) * HEIGHT + BASELINE) as f32);
    brush.write(surface, at, (Family::Mono, hand_of(first), SIZE), colors::ink(first), clusters);
}

/// Consecutive cells of one row.
struct Line<'a> {
    y: u16,
    cells: Vec<(u16, u16, &'a Cell)>,
    link: Option<Link>,
}

impl Line<'_> {
    fn end(&self) -> u16 {
        self.cells.last().map_or(0, |(x, wide, _)| x + wide)
    }

    /// Removes blanks at the end.
    fn trim(&mut self) {
        while self.cells.last().is_some_and(|(.., cell)| is_blank(cell)) {
            self.cells.pop();
        }
    }

    /// The clickable area, in points; a unit is `scale` of them.
    fn place(&self, scale: f32) -> Option<Quadrilateral> {
        let x = (u32::from(self.cells.first()?.0) * WIDTH) as f32 * scale;
        let right = (u32::from(self.end()) * WIDTH) as f32 * scale;
        let [top, bottom] = [self.y, self.y + 1].map(|y| (u32::from(y) * HEIGHT) as f32 * scale);
        Some(Rect::from_ltrb(x, top, right, bottom)?.into())
    }
}

/// The visible item of each cell: if several overlap, the last.
fn seen(page: &Page) -> HashMap<(u16, u16), usize> {
    let mut seen = HashMap::new();
    for (index, item) in page.items.iter().enumerate() {
        let area = || (item.y..item.y + item.height()).flat_map(|y| columns_of(page, item).map(move |x| (x, y)));
        let cells = area().filter_map(|(x, y)| Some((x, u16::try_from(y).ok()?)));
        match &item.drawing {
            Drawing::Target { .. } => {}
            Drawing::Flood { .. } => seen.clear(),
            Drawing::Ground { .. } => cells.for_each(|cell| {
                seen.remove(&cell);
            }),
            Drawing::Image(_) | Drawing::Squares(_) | Drawing::Text { .. } => {
                seen.extend(cells.map(|cell| (cell, index)))
            }
        }
    }
    seen
}

/// The columns of an item that are on its page.
fn columns_of(page: &Page, item: &Item) -> Range<u16> {
    item.x..item.x.saturating_add(item.width()).min(page.width)
}

fn draw_ground(surface: &mut Surface, raster: &Raster, ground: Rgb) {
    let area = raster.cells.area;
    let [width, height] = [u32::from(area.width) * WIDTH, u32::from(area.height) * HEIGHT].map(|it| it as f32);
    brush::rects(surface, brush::fill(ground, 100), &[shapes::Rect { x: 0.0, y: 0.0, width, height }]);
}

/// Draws a slide as a picture, in its own units. Nothing of it is read.
pub fn thumbnail(surface: &mut Surface, raster: &Raster, brush: &mut Brush) {
    let ground = commonest_ground(raster);
    draw_ground(surface, raster, ground);
    brush::shapes(surface, &Shapes::of(raster, ground, |_, _| true));
    raster.overlays.iter().for_each(|overlay| picture(surface, overlay));
    for y in 0..raster.cells.area.height {
        let cells: Vec<(u16, u16, &Cell)> = raster.row(y).collect();
        let is_seen = |(.., cell): &(u16, u16, &Cell)| !is_blank(cell) && boxes::shapes(cell.symbol()).is_none();
        let look = |(.., cell): &(u16, u16, &Cell)| (hand_of(cell), colors::ink(cell));
        for run in cells.chunk_by(|one, other| is_seen(one) && is_seen(other) && look(one) == look(other)) {
            if is_seen(&run[0]) {
                let width = |wide: u16| Some(f32::from(wide) * WIDTH as f32 / SIZE);
                let clusters: Vec<Cluster> =
                    run.iter().map(|(_, wide, cell)| Cluster { text: cell.symbol(), width: width(*wide) }).collect();
                write_run(surface, brush, (run[0].0, y), run[0].2, &clusters);
            }
        }
    }
}

/// Draws a picture over its cells.
fn picture(surface: &mut Surface, Overlay { area, image }: &Overlay) {
    let pixels = &image.picture.pixels;
    let Position { x, y } = area.as_position();
    let [left, top] = [u32::from(x) * WIDTH, u32::from(y) * HEIGHT].map(|it| it as f32);
    let [width, height] = [u32::from(area.width) * WIDTH, u32::from(area.height) * HEIGHT].map(|it| it as f32);
    let (wide, high) = (pixels.width as f32, pixels.height as f32);
    let share = match image.fit {
        Fit::Contain => (width / wide).min(height / high),
        Fit::Cover => (width / wide).max(height / high),
    };
    let (wide, high) = (wide * share, high * share);
    let frame = Rect::from_xywh(left, top, width, height);
    let clip = frame.and_then(|frame| {
        let mut path = krilla::geom::PathBuilder::new();
        path.push_rect(frame);
        path.finish()
    });
    let (Some(clip), Some(size)) = (clip, Size::from_wh(wide, high)) else { return };
    let rgba = (0..pixels.height).flat_map(|y| (0..pixels.width).flat_map(move |x| pixels.at(x, y))).collect();
    surface.push_clip_path(&clip, &krilla::paint::FillRule::NonZero);
    surface.push_transform(&Transform::from_translate(left + (width - wide) / 2.0, top + (height - high) / 2.0));
    surface.draw_image(Bitmap::from_rgba8(rgba, pixels.width, pixels.height), size);
    surface.pop();
    surface.pop();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Colors;
    use crate::export::pdf::parts::Parts;
    use crate::export::tests::{built_in, with_job};
    use crate::raster::{Depth, Scheme};
    use crate::view;

    #[test]
    fn a_slide_of_any_height_has_a_page_that_readers_show() {
        let theme = crate::theme::Theme::built_in("aube").unwrap();
        let size = |rows: u16| {
            let mut page = Page::new(80);
            page.text(0, u32::from(rows) - 1, "x", crate::page::Role::Text);
            let mut raster = Raster::default();
            raster.paint(&page, 0, 0..page.height, &mut Scheme::new(&theme, Depth::True), &mut |_| true);
            Sheet::size(&raster)
        };
        let usual = size(24);
        assert_eq!((size(48).0, size(48).1), (usual.0, usual.1 * 2.0));
        let high = size(3000);
        assert!((high.1 - 14_400.0).abs() < 0.5, "{high:?}");
        assert!((high.0 / high.1 - usual.0 / (usual.1 * 125.0)).abs() < 0.001, "{high:?}");
    }

    #[test]
    fn every_letter_that_is_seen_is_written_once() {
        for name in ["sensibilisation", "tour"] {
            with_job(&built_in(name), "aube", (80, 24), |job| {
                let (mut show, mut scheme) = (job.show().on_paper(), Scheme::new(job.theme, Depth::True));
                let colors = Colors::default();
                let context = job.deck.context(job.assets, &colors);
                for (slide, placed) in job.deck.slides().enumerate() {
                    job.go(&mut show, slide);
                    let page = view::page_of_document(&show);
                    let mut raster = Raster::default();
                    raster.paint(&page, 0, 0..page.height, &mut scheme, &mut |_| true);
                    let parts = Parts::of(placed.slide.title.as_deref(), 2, &[], &placed.slide.meaning(&context));
                    let sheet = Sheet::new(&page, &raster, &parts.leaves);
                    let leaves = (0..parts.leaves.len()).map(Some).chain([None]);
                    let lines = leaves.flat_map(|leaf| sheet.lines(leaf));
                    let cells = lines.flat_map(|line| line.cells.iter().map(|it| (line.y, it.0)).collect::<Vec<_>>());
                    let mut written: Vec<(u16, u16)> = cells.collect();
                    written.sort_unstable();
                    let is_letter = |cell: &Cell| !is_blank(cell) && boxes::shapes(cell.symbol()).is_none();
                    let row = |y: u16| raster.row(y).filter(|it| is_letter(it.2)).map(move |it| (y, it.0)).collect();
                    let seen: Vec<(u16, u16)> = (0..raster.cells.area.height).flat_map::<Vec<_>, _>(row).collect();
                    written.retain(|(y, x)| raster.cells.cell((*x, *y)).is_some_and(is_letter));
                    assert_eq!(written, seen, "{name}, slide {}", placed.number);
                }
            });
        }
    }

    #[test]
    fn the_footer_and_the_number_are_below_the_slide_and_no_part_of_what_is_read() {
        let deck = "footer = \"Usage interne\"\n[[section]]\ntitle = \"Section\"\n[[section.slide]]\ntitle = \"Section\"\nbody = \"Usage interne\"";
        with_job(&crate::export::tests::read(deck), "aube", (80, 24), |job| {
            let (mut show, mut scheme) = (job.show().on_paper(), Scheme::new(job.theme, Depth::True));
            job.go(&mut show, 0);
            let page = view::page_of_document(&show);
            let mut raster = Raster::default();
            raster.paint(&page, 0, 0..page.height, &mut scheme, &mut |_| true);
            let colors = Colors::default();
            let placed = job.deck.slide(0).unwrap();
            let meaning = placed.slide.meaning(&job.deck.context(job.assets, &colors));
            let parts = Parts::of(placed.slide.title.as_deref(), 2, &[], &meaning);
            let sheet = Sheet::new(&page, &raster, &parts.leaves);
            let said = |leaf| {
                let words = |line: &Line| line.cells.iter().map(|it| it.2.symbol()).collect::<String>();
                sheet.lines(leaf).iter().map(|line| (line.y == 23, words(line))).collect::<Vec<_>>()
            };
            let foot: Vec<String> = said(None).into_iter().filter(|line| line.0).map(|line| line.1).collect();
            assert!(
                foot.contains(&"Section · Usage interne".to_owned()) && foot.contains(&"1/1".to_owned()),
                "{foot:?}"
            );
            let read: Vec<_> = (0..parts.leaves.len()).flat_map(|leaf| said(Some(leaf))).collect();
            assert_eq!(read, [(false, "Section".to_owned()), (false, "Usage interne".to_owned())]);
        });
    }
}
