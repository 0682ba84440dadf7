//! Draws in the colors and fonts of a document.

use std::collections::HashMap;

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::export::boxes::{HEIGHT, Line, Stretch, THIN, WIDTH};
use crate::export::shapes::{self, Shapes};
use crate::fonts::{Face, Family, Hand, Lacking};
use crate::theme::Rgb;

/// The fonts of a document so far, and the characters that they lack.
pub struct Brush<'a> {
    fonts: HashMap<usize, Font>,
    lacking: &'a Lacking,
}

/// A character position in a text: its content, and its width in ems.
pub struct Cluster<'a> {
    pub text: &'a str,
    /// The width of the position. `None`: the width of its character.
    pub width: Option<f32>,
}

/// Consecutive glyphs of one font.
struct Stretched {
    face: &'static Face,
    glyphs: Vec<KrillaGlyph>,
    width: f32,
}

impl<'a> Brush<'a> {
    pub fn new(lacking: &'a Lacking) -> Self {
        Self { fonts: HashMap::new(), lacking }
    }

    fn font(&mut self, face: &'static Face) -> Font {
        let font = self.fonts.entry(face.index);
        font.or_insert_with(|| Font::new(face.file.into(), 0).expect("the program's own fonts are fonts")).clone()
    }

    /// Writes text from a point on the baseline. Returns its width.
    pub fn write(
        &mut self,
        surface: &mut Surface,
        (x, y): (f32, f32),
        (family, hand, size): (Family, Hand, f32),
        color: Rgb,
        clusters: &[Cluster],
    ) -> f32 {
        let text: String = clusters.iter().map(|cluster| cluster.text).collect();
        let mut runs: Vec<Stretched> = Vec::new();
        let mut from = 0;
        for cluster in clusters {
            let range = from..from + cluster.text.len();
            from = range.end;
            let mut glyphs = self.lacking.glyphs(family, hand, cluster.text);
            if glyphs.is_empty() {
                // Invisible text still takes its place.
                glyphs = self.lacking.glyphs(family, hand, " ");
            }
            let widest = glyphs.iter().map(|it| it.advance).fold(0.0, f32::max);
            let width = cluster.width.unwrap_or(widest);
            let count = glyphs.len();
            for (index, glyph) in glyphs.into_iter().enumerate() {
                // A mark is drawn over its letter. Only the last glyph advances.
                let advance = if index + 1 == count { width } else { 0.0 };
                let aside = if cluster.width.is_some() { (width - glyph.advance) / 2.0 } else { 0.0 };
                let aside = if glyph.advance == 0.0 && index > 0 { widest } else { aside };
                if runs.last().is_none_or(|run| run.face.index != glyph.face.index) {
                    runs.push(Stretched { face: glyph.face, glyphs: Vec::new(), width: 0.0 });
                }
                let run = runs.last_mut().expect("one was pushed");
                run.width += advance;
                run.glyphs.push(KrillaGlyph::new(
                    GlyphId::new(glyph.id),
                    advance,
                    aside,
                    0.0,
                    0.0,
                    range.clone(),
                    None,
                ));
            }
        }
        surface.set_fill(Some(fill(color, 100)));
        let mut right = x;
        for run in runs {
            let font = self.font(run.face);
            surface.draw_glyphs(Point::from_xy(right, y), &run.glyphs, font, &text, size, false);
            right += run.width * size;
        }
        right - x
    }
}

/// A color with this opacity, in percent.
pub fn fill((red, green, blue): Rgb, covers: u8) -> Fill {
    let opacity = NormalizedF32::new(f32::from(covers.min(100)) / 100.0).unwrap_or(NormalizedF32::ONE);
    Fill { paint: rgb::Color::new(red, green, blue).into(), opacity, ..Fill::default() }
}

/// Fills rectangles.
pub fn rects(surface: &mut Surface, fill: Fill, rects: &[shapes::Rect]) {
    let mut path = PathBuilder::new();
    let rects = rects.iter().filter_map(|it| Rect::from_xywh(it.x, it.y, it.width, it.height));
    rects.for_each(|rect| path.push_rect(rect));
    surface.set_fill(Some(fill));
    surface.set_stroke(None);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}

/// Draws shapes, given in units.
pub fn shapes(surface: &mut Surface, shapes: &Shapes) {
    for (area, all) in shapes.areas() {
        rects(surface, fill(area.color, area.covers), &all);
    }
    for (color, lines) in &shapes.lines {
        let mut path = PathBuilder::new();
        lines.iter().for_each(|(cell, line)| trace(*cell, line, &mut path));
        let fill = fill(*color, 100);
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke { paint: fill.paint, width: THIN, ..Stroke::default() }));
        if let Some(path) = path.finish() {
            surface.draw_path(&path);
        }
        surface.set_stroke(None);
    }
}

fn trace((column, row): (u32, u32), line: &Line, path: &mut PathBuilder) {
    let (mut x, mut y) = ((column * WIDTH + line.x) as f32, (row * HEIGHT + line.y) as f32);
    path.move_to(x, y);
    for stretch in line.stretches {
        let by = |[right, down]: [i32; 2]| (x + right as f32, y + down as f32);
        let end = match *stretch {
            Stretch::Straight(end) => {
                let end = by(end);
                path.line_to(end.0, end.1);
                end
            }
            Stretch::Round(corner, end) => {
                let ((corner_x, corner_y), end) = (by(corner), by(end));
                path.quad_to(corner_x, corner_y, end.0, end.1);
                end
            }
        };
        (x, y) = end;
    }
}
