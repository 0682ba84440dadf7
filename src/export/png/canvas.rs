//! Paints pixels over one another, and makes a file of them.

use std::collections::HashMap;

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{FillRule, Mask, Path, PathBuilder, Stroke, Transform};

use crate::export::boxes::{HEIGHT, Line, Stretch, THIN, WIDTH};
use crate::export::shapes::{Fill, Rect};
use crate::picture::Pixels;
use crate::theme::Rgb;

/// How many steps of opacity an edge has. Few enough that the colors of a slide without photographs fit into a palette, and enough for smooth
/// edges.
const LEVELS: u32 = 15;

/// The most colors of a palette.
const MOST_COLORS: usize = 256;

/// Pixels in rows from the top left.
pub struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<Rgb>,
}

/// A stencil: the opacity of each of its pixels, of [`LEVELS`].
pub struct Stencil {
    /// The offset of its top left corner, in pixels.
    left: i32,
    top: i32,
    width: u32,
    levels: Vec<u8>,
}

impl Stencil {
    /// The inside of a path.
    pub fn of(path: &Path) -> Option<Self> {
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor() as i32, bounds.top().floor() as i32);
        let side = |from: i32, to: f32| (to.ceil() as i32 - from).max(1) as u32;
        let mut mask = Mask::new(side(left, bounds.right()), side(top, bounds.bottom()))?;
        mask.fill_path(path, FillRule::Winding, true, Transform::from_translate(-left as f32, -top as f32));
        let width = mask.width();
        let levels = mask.data().iter().map(|cover| level(f32::from(*cover) / 255.0)).collect();
        Some(Self { left, top, width, levels })
    }
}

/// The nearest step for a share of a pixel.
fn level(share: f32) -> u8 {
    (share * LEVELS as f32).round() as u8
}

/// The program that has written a file (PNG, third edition, 11.3.3.2).
const SOFTWARE: (&str, &str) = ("Software", "Pupitre");

/// The same in the bytes of the file.
pub const MARK: &str = "Software\0Pupitre";

impl Canvas {
    pub fn new(width: u32, height: u32, ground: Rgb) -> Self {
        Self { width, height, pixels: vec![ground; width as usize * height as usize] }
    }

    fn pixel(&mut self, x: i32, y: i32) -> Option<&mut Rgb> {
        let (x, y) = (u32::try_from(x).ok()?, u32::try_from(y).ok()?);
        (x < self.width && y < self.height).then(|| &mut self.pixels[y as usize * self.width as usize + x as usize])
    }

    /// Paints a color through a stencil.
    pub fn lay(&mut self, stencil: &Stencil, (x, y): (i32, i32), color: Rgb) {
        let (left, top) = (x + stencil.left, y + stencil.top);
        for (row, levels) in (top..).zip(stencil.levels.chunks(stencil.width as usize)) {
            for (column, level) in (left..).zip(levels).filter(|(_, level)| **level > 0) {
                if let Some(pixel) = self.pixel(column, row) {
                    *pixel = mixed(*pixel, color, u32::from(*level), LEVELS);
                }
            }
        }
    }

    /// Fills a rectangle, given in units of `scale` pixels.
    pub fn fill(&mut self, rect: Rect, scale: f32, fill: Fill) {
        let [left, right] = [rect.x * scale, (rect.x + rect.width) * scale];
        let [top, bottom] = [rect.y * scale, (rect.y + rect.height) * scale];
        let over = |at: i32, from: f32, to: f32| (to.min(at as f32 + 1.0) - from.max(at as f32)).clamp(0.0, 1.0);
        for y in top.floor() as i32..bottom.ceil() as i32 {
            for x in left.floor() as i32..right.ceil() as i32 {
                let share = level(over(x, left, right) * over(y, top, bottom));
                if let Some(pixel) = self.pixel(x, y) {
                    let cover = u32::from(share) * u32::from(fill.covers);
                    *pixel = mixed(*pixel, fill.color, cover, LEVELS * 100);
                }
            }
        }
    }

    /// Draws a thin line in a cell.
    pub fn line(&mut self, (column, row): (u32, u32), line: &Line, scale: f32, color: Rgb) {
        let mut builder = PathBuilder::new();
        let (mut x, mut y) = (line.x as f32, line.y as f32);
        builder.move_to(x, y);
        for stretch in line.stretches {
            let by = |[right, down]: [i32; 2]| (x + right as f32, y + down as f32);
            let end = match *stretch {
                Stretch::Straight(end) => by(end),
                Stretch::Round(corner, end) => {
                    let ((corner_x, corner_y), end) = (by(corner), by(end));
                    builder.quad_to(corner_x, corner_y, end.0, end.1);
                    (x, y) = end;
                    continue;
                }
            };
            builder.line_to(end.0, end.1);
            (x, y) = end;
        }
        let stroke = Stroke { width: THIN, ..Stroke::default() };
        let outline = builder.finish().and_then(|path| path.stroke(&stroke, scale));
        let stencil = outline.and_then(|path| Stencil::of(&path.transform(Transform::from_scale(scale, scale))?));
        if let Some(stencil) = stencil {
            let at = |cell: u32, units: u32| ((cell * units) as f32 * scale) as i32;
            self.lay(&stencil, (at(column, WIDTH), at(row, HEIGHT)), color);
        }
    }

    /// Draws a picture with its top left corner at a pixel.
    pub fn picture(&mut self, picture: &Pixels, left: u32, top: u32) {
        for y in 0..picture.height {
            for x in 0..picture.width {
                let [red, green, blue, cover] = picture.at(x, y);
                if let Some(pixel) = self.pixel((left + x) as i32, (top + y) as i32) {
                    *pixel = mixed(*pixel, (red, green, blue), cover.into(), 255);
                }
            }
        }
    }

    /// The file. With a palette if there are few enough colors.
    pub fn into_png(self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, self.width, self.height);
        encoder.set_depth(BitDepth::Eight);
        let data = match self.in_palette() {
            Some((palette, places)) => {
                encoder.set_color(ColorType::Indexed);
                encoder.set_palette(palette);
                // Filters do not help with a palette: its indexes do not change gradually.
                encoder.set_filter(Filter::NoFilter);
                places
            }
            None => {
                encoder.set_color(ColorType::Rgb);
                self.pixels.iter().flat_map(|(red, green, blue)| [*red, *green, *blue]).collect()
            }
        };
        encoder.set_compression(Compression::Balanced);
        let marked = encoder.add_text_chunk(SOFTWARE.0.to_owned(), SOFTWARE.1.to_owned());
        let written =
            marked.and_then(|()| encoder.write_header()).and_then(|mut writer| writer.write_image_data(&data));
        written.expect("a file in memory takes what is written, and the data are as many as its header says");
        file
    }

    /// The palette, and the index of each pixel in it. `None` if there are too many colors.
    fn in_palette(&self) -> Option<(Vec<u8>, Vec<u8>)> {
        let (mut palette, mut places, mut known) = (Vec::new(), Vec::with_capacity(self.pixels.len()), HashMap::new());
        let mut last = (None, 0);
        for color in &self.pixels {
            // Most pixels have the same color as the previous one.
            if last.0 != Some(*color) {
                let next = known.len();
                let place = *known.entry(*color).or_insert_with(|| {
                    palette.extend([color.0, color.1, color.2]);
                    next
                });
                if place >= MOST_COLORS {
                    return None;
                }
                last = (Some(*color), place as u8);
            }
            places.push(last.1);
        }
        Some((palette, places))
    }
}

/// A color over another, with opacity `cover` of `whole`.
fn mixed(under: Rgb, over: Rgb, cover: u32, whole: u32) -> Rgb {
    let part = |under: u8, over: u8| {
        ((u32::from(over) * cover + u32::from(under) * (whole - cover) + whole / 2) / whole) as u8
    };
    (part(under.0, over.0), part(under.1, over.1), part(under.2, over.2))
}
