//! Places the pieces of a slide one below another, at the largest font size at which all fit.

use crate::export::pptx::pieces::{Frame, Piece, Shown, width_of_code};
use crate::export::pptx::shape::{Area, Named};
use crate::export::pptx::sheet::{Behind, Sheet, Text};
use crate::export::pptx::text::{Paragraph, height};
use crate::export::pptx::xml::Xml;
use crate::export::pptx::{chart, diagram};
use crate::page::{Role, Squares};
use crate::picture::Pixels;

/// The font sizes to try, in points, largest first.
pub const SIZES: [f32; 17] =
    [24.0, 22.0, 20.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0, 8.0, 7.0, 6.0, 5.0];

/// The gap between things side by side, in ems. Next, the gap between digits.
const GAP: f32 = 1.1;
const CLOSE: f32 = 0.3;

/// How much smaller code with long lines may get before its lines are wrapped.
const SMALLEST_CODE: f32 = 0.55;

/// The least heights of a picture and of a QR code, and the greatest of a QR code, in ems.
const PICTURE: f32 = 6.0;
const SQUARES: (f32, f32) = (6.0, 12.0);

/// The side of a square of a QR code, in pixels.
const PIXELS: u32 = 8;

impl Sheet<'_> {
    /// The largest font size at which pieces fit into an area.
    pub fn size_for(&self, pieces: &[Piece], area: Area) -> f32 {
        let fits = |size: &f32| self.sum(pieces, area.width, *size).0 <= area.height;
        SIZES.into_iter().find(fits).unwrap_or(SIZES[SIZES.len() - 1])
    }

    /// The least and the greatest height of pieces.
    fn sum(&self, pieces: &[Piece], width: f32, size: f32) -> (f32, f32) {
        let above: f32 = pieces.iter().skip(1).map(|it| it.above * size).sum();
        let all = pieces.iter().map(|it| self.heights(it, width, size));
        all.fold((above, above), |(least, most), it| (least + it.0, most + it.1))
    }

    /// The least and the greatest height of a piece at this width, in points.
    fn heights(&self, piece: &Piece, width: f32, size: f32) -> (f32, f32) {
        let measure = &self.book().measure;
        match &piece.what {
            Shown::Text(text, frame) => {
                let (size, sides, margin) = self.framed(text, *frame, width, size);
                let inside = height(text, measure, width - sides, size);
                (inside + margin, inside + margin)
            }
            Shown::Table(grid) => {
                let height = grid.laid(measure, width, size).height();
                (height, height)
            }
            Shown::Chart(chart, only) => chart::heights(chart, *only, size),
            Shown::Diagram(diagram) => diagram::heights(diagram, width, size),
            Shown::Picture(image) => {
                let (wide, high) = self.book().media.get(&image.file).map_or((1.0, 1.0), |it| it.size);
                let most = width * f32::from(image.width.clamp(1, 100)) / 100.0 * high / wide;
                (most.min(PICTURE * size), most)
            }
            Shown::Squares(_) => (width.min(SQUARES.0 * size), width.min(SQUARES.1 * size)),
            Shown::Line => (0.1 * size, 0.1 * size),
            Shown::Side(sides) => {
                let widths = widths(sides, width, size);
                let all = sides.iter().zip(widths).map(|((_, pieces), width)| self.sum(pieces, width, size));
                all.fold((0.0, 0.0), |(least, most), it| (least.max(it.0), most.max(it.1)))
            }
        }
    }

    /// The font size of a text in its frame, and the room that the frame takes horizontally and vertically.
    fn framed(&self, text: &[Paragraph], frame: Option<Frame>, width: f32, size: f32) -> (f32, f32, f32) {
        let Some(frame) = frame else { return (size, 0.0, 0.0) };
        let margin = behind(frame, size).margin;
        match frame {
            Frame::Bar(_) => (size, margin, 0.0),
            Frame::Code => {
                let room = width - 2.0 * margin - 1.0;
                let wanted = room / width_of_code(text, &self.book().measure);
                (wanted.clamp(size * SMALLEST_CODE, size), 2.0 * margin, 2.0 * margin)
            }
            _ => (size, 2.0 * margin, 2.0 * margin),
        }
    }

    /// Writes pieces into an area from the top down. Pieces without a fixed height share what is left.
    pub fn stack(&mut self, pieces: &[Piece], area: Area, size: f32, is_middle: bool, xml: &mut Xml) {
        let (least, most) = self.sum(pieces, area.width, size);
        let share = if most > least { ((area.height - least) / (most - least)).clamp(0.0, 1.0) } else { 0.0 };
        // If no size fits, everything is compressed.
        let press = (area.height / least.max(1.0)).min(1.0);
        let height = least * press + (most - least) * share;
        let mut y = area.y + if is_middle { (area.height - height).max(0.0) / 2.0 } else { 0.0 };
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                y += piece.above * size * press;
            }
            let (least, most) = self.heights(piece, area.width, size);
            let mut height = least * press + (most - least) * share;
            if pieces.len() == 1 && matches!(piece.what, Shown::Text(_, Some(Frame::Card | Frame::Digit))) {
                height = area.height.max(height);
            }
            self.piece(piece, Area { y, height, ..area }, size, xml);
            y += height;
        }
    }

    fn piece(&mut self, piece: &Piece, area: Area, size: f32, xml: &mut Xml) {
        let alt = piece.alt.as_deref();
        let named = |name, or| Named::showing(name, alt.unwrap_or(or));
        let step = piece.step;
        match &piece.what {
            Shown::Text(text, frame) => self.framed_text((text, *frame), alt, area, size, xml),
            Shown::Table(grid) => {
                let laid = grid.laid(&self.book().measure, area.width, size);
                let named = Named { name: "Table", alt, is_decoration: false };
                self.table(grid, &laid, named, area, step, xml);
            }
            Shown::Chart(chart, only) => {
                let or = self.book().job.words.html.figures;
                self.chart((chart, *only), named("Chart", or), area, (size, step), xml);
            }
            Shown::Diagram(diagram) => self.diagram(diagram, alt.unwrap_or_default(), area, (size, step), xml),
            Shown::Picture(image) => {
                let book = self.book();
                let Some(medium) = book.media.get(&image.file) else { return };
                let relation = self.pen.relations.to("image", &medium.target);
                let named = match image.decorative {
                    true => Named { is_decoration: true, ..named("Picture", "") },
                    false => named("Picture", &image.file),
                };
                let share = (area.width / medium.size.0).min(area.height / medium.size.1);
                let area = area.middle(medium.size.0 * share, medium.size.1 * share);
                self.picture(named, area, &relation, step, xml);
            }
            Shown::Squares(squares) => {
                let Some(relation) = self.squares(squares) else { return };
                let side = area.width.min(area.height);
                self.picture(named("QR", ""), area.middle(side, side), &relation, step, xml);
            }
            Shown::Line => self.bar(Area { height: 1.0, ..area }, Role::Border, step, xml),
            Shown::Side(sides) => {
                let mut x = area.x;
                let gap = gap(sides, size);
                for ((_, pieces), width) in sides.iter().zip(widths(sides, area.width, size)) {
                    // A QR code alone, or text beside one, is centered vertically.
                    let is_middle = pieces.iter().all(|it| matches!(it.what, Shown::Squares(_)))
                        || sides.iter().any(|(_, it)| it.iter().any(|it| matches!(it.what, Shown::Squares(_))));
                    self.stack(pieces, Area { x, width, ..area }, size, is_middle, xml);
                    x += width + gap;
                }
            }
        }
    }

    fn framed_text(
        &mut self,
        (text, frame): (&[Paragraph], Option<Frame>),
        alt: Option<&str>,
        area: Area,
        size: f32,
        xml: &mut Xml,
    ) {
        let (letters, ..) = self.framed(text, frame, area.width, size);
        let name = match frame {
            None => "Text",
            Some(Frame::Bar(_)) => "Quote",
            Some(Frame::Note(_)) => "Note",
            Some(Frame::Card | Frame::Digit) => "Card",
            Some(Frame::Code) => "Code",
        };
        let behind = frame.map_or_else(Behind::default, |frame| behind(frame, size));
        let named = Named { name, alt, is_decoration: false };
        self.text(&Text { named, area, paragraphs: text, size: letters, behind }, xml);
        if let Some(Frame::Bar(role) | Frame::Note(role)) = frame {
            let step = text.iter().map(|it| it.step).min().unwrap_or(0);
            self.bar(Area { width: 4.0, ..area }, role, step, xml);
        }
    }

    /// Adds a QR code to the package as a picture. Returns its relationship id.
    fn squares(&mut self, squares: &Squares) -> Option<String> {
        let (width, height) = (u32::from(squares.width), 2 * squares.height());
        let side = width.min(height);
        let dark = |x: u32, y: u32| {
            let (upper, lower) = squares.cell((x / PIXELS) as u16, y / PIXELS / 2);
            if (y / PIXELS).is_multiple_of(2) { upper } else { lower }
        };
        let rows = (0..side * PIXELS).flat_map(|y| (0..side * PIXELS).map(move |x| (x, y)));
        let bytes = rows.flat_map(|(x, y)| if dark(x, y) { [0, 0, 0, 255] } else { [255; 4] }).collect();
        let pixels = Pixels { width: side * PIXELS, height: side * PIXELS, channels: 4, bytes };
        self.package.codes += 1;
        let name = format!("media/code{}.png", self.package.codes);
        self.package.add_file(&format!("ppt/{name}"), pixels.to_png().ok()?);
        Some(self.pen.relations.to("image", &format!("../{name}")))
    }
}

/// The background of a text in a frame.
fn behind(frame: Frame, size: f32) -> Behind {
    let plain = Behind::default();
    match frame {
        Frame::Bar(_) => Behind { margin: 0.8 * size, ..plain },
        Frame::Note(_) => Behind { ground: Some(Role::Code), margin: 0.6 * size, ..plain },
        Frame::Card => {
            let ground = Some(Role::Code);
            Behind { ground, line: Some(Role::Border), round: 60, margin: 0.55 * size, ..plain }
        }
        Frame::Code => Behind { ground: Some(Role::Code), margin: 0.5 * size, ..plain },
        Frame::Digit => Behind { line: Some(Role::Accent), round: 100, margin: 0.3 * size, is_middle: true, ..plain },
    }
}

fn gap(sides: &[(f32, Vec<Piece>)], size: f32) -> f32 {
    let is_digit = |pieces: &Vec<Piece>| pieces.iter().all(|it| matches!(it.what, Shown::Text(_, Some(Frame::Digit))));
    if sides.iter().all(|(_, pieces)| is_digit(pieces)) { CLOSE * size } else { GAP * size }
}

/// The widths of things side by side.
fn widths(sides: &[(f32, Vec<Piece>)], width: f32, size: f32) -> Vec<f32> {
    let all: f32 = sides.iter().map(|(share, _)| share).sum();
    let room = width - gap(sides, size) * sides.len().saturating_sub(1) as f32;
    sides.iter().map(|(share, _)| (room * share / all).max(1.0)).collect()
}
