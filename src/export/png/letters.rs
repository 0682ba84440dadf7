//! Characters as stencils. Each is rasterized only once.

use std::collections::HashMap;

use ratatui::buffer::Cell;
use resvg::tiny_skia::PathBuilder;
use skrifa::outline::OutlinePen;

use crate::export::boxes::{HEIGHT, WIDTH};
use crate::export::png::USUAL_SCALE;
use crate::export::png::canvas::{Canvas, Stencil};
use crate::export::shapes::{BASELINE, FONT, hand_of};
use crate::fonts::{Family, Glyph, Lacking};
use crate::theme::Rgb;

/// The characters of a picture at a scale.
pub struct Letters<'a> {
    scale: u32,
    lacking: &'a Lacking,
    /// By font, glyph, and horizontal offset in tenths of a pixel.
    stencils: HashMap<(usize, u32, i32), Option<Stencil>>,
}

impl<'a> Letters<'a> {
    pub fn new(scale: u32, lacking: &'a Lacking) -> Self {
        Self { scale, lacking, stencils: HashMap::new() }
    }

    /// Writes the content of a cell: a character, with its marks over it.
    pub fn write(&mut self, cell: &Cell, (x, y, wide): (u16, u16, u16), ink: Rgb, canvas: &mut Canvas) {
        let pixels = |units: u32| (units * self.scale / USUAL_SCALE) as i32;
        let at = (pixels(u32::from(x) * WIDTH), pixels(u32::from(y) * HEIGHT + BASELINE));
        let size = (FONT * self.scale) as f32 / USUAL_SCALE as f32;
        let room = pixels(u32::from(wide) * WIDTH) as f32;
        for glyph in self.lacking.glyphs(Family::Mono, hand_of(cell), cell.symbol()) {
            // Centered in its cells.
            let right = (room - glyph.advance * size) / 2.0;
            let key = (glyph.face.index, glyph.id, (right * 10.0).round() as i32);
            let stencil = self.stencils.entry(key).or_insert_with(|| stencil(glyph, size, right));
            if let Some(stencil) = stencil {
                canvas.lay(stencil, at, ink);
            }
        }
    }
}

fn stencil(glyph: Glyph, size: f32, right: f32) -> Option<Stencil> {
    let mut pen = Pen { path: PathBuilder::new(), right };
    glyph.draw(size, &mut pen);
    Stencil::of(&pen.path.finish()?)
}

/// Turns an outline into a path, moved to the right, with y pointing down.
struct Pen {
    path: PathBuilder,
    right: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.right + x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.right + x, -y);
    }

    fn quad_to(&mut self, corner_x: f32, corner_y: f32, x: f32, y: f32) {
        self.path.quad_to(self.right + corner_x, -corner_y, self.right + x, -y);
    }

    fn curve_to(&mut self, one_x: f32, one_y: f32, two_x: f32, two_y: f32, x: f32, y: f32) {
        self.path.cubic_to(self.right + one_x, -one_y, self.right + two_x, -two_y, self.right + x, -y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
