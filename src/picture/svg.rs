//! SVG drawings, without their text: text needs fonts, which differ between machines.
//!
//! The cost of a drawing is known before it is drawn: [`scan`] checks its text, [`expand`] its references, [`cost`] its layers. Each of them makes
//! the next one safe.

mod cost;
mod expand;
mod inside;
mod scan;

use std::io::{BufRead, Read};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, ParsingOptions};
use resvg::usvg::{Options, Tree};

use crate::picture::svg::inside::Inside;
use crate::picture::{Fault, LARGEST_FILE, Measures, Pixels};

pub fn measure(file: impl BufRead) -> Result<Measures, Fault> {
    let mut text = String::new();
    file.take(LARGEST_FILE).read_to_string(&mut text).map_err(Fault::broken)?;
    let scan = scan::scan(&text)?;
    let letters = scan.letters;
    let (width, height) = match size_of(scan.root) {
        Some(size) => size,
        None => size(&tree(&text)?.0),
    };
    Ok(Measures { width: side(width), height: side(height), drawing: true, letters })
}

/// Draws the drawing as large as fits into this many pixels, or smaller if that would cost too much. Also returns what it lacks.
pub fn decode(bytes: &[u8], (width, height): (u32, u32)) -> Result<(Pixels, Option<Fault>), Fault> {
    let (tree, fault) = tree(std::str::from_utf8(bytes).map_err(Fault::broken)?)?;
    let fitted = |part: u32| Fitted::within(&tree, (width / part, height / part));
    let whole = fitted(1);
    let pixels = match cost::check(&tree, whole.size, whole.scale) {
        Ok(()) => whole.draw(&tree)?,
        Err(fault) => {
            let smaller = [2, 4].into_iter().map(fitted).find(|it| cost::check(&tree, it.size, it.scale).is_ok());
            smaller.ok_or(fault)?.draw(&tree)?
        }
    };
    Ok((pixels, fault))
}

/// The size in pixels of a drawing on its canvas, and its scale.
struct Fitted {
    size: (u32, u32),
    scale: f32,
}

impl Fitted {
    fn within(tree: &Tree, (width, height): (u32, u32)) -> Self {
        let own = size(tree);
        let scale = (width as f32 / own.0).min(height as f32 / own.1);
        let side = |side: f32, most: u32| ((side * scale) as u32).clamp(1, most);
        Self { size: (side(own.0, width), side(own.1, height)), scale }
    }

    fn draw(&self, tree: &Tree) -> Result<Pixels, Fault> {
        let (width, height) = self.size;
        let mut map = Pixmap::new(width, height).ok_or_else(|| Fault::broken("it has no size"))?;
        resvg::render(tree, Transform::from_scale(self.scale, self.scale), &mut map.as_mut());
        let bytes = map.pixels().iter().flat_map(|pixel| {
            let it = pixel.demultiply();
            [it.red(), it.green(), it.blue(), it.alpha()]
        });
        Ok(Pixels { width, height, channels: 4, bytes: bytes.collect() })
    }
}

/// Reads a drawing without reading any other file. Also returns what it lacks.
fn tree(text: &str) -> Result<(Tree, Option<Fault>), Fault> {
    let scan = scan::scan(text)?;
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(scan.drawing, options).map_err(Fault::broken)?;
    expand::check(&document)?;
    let inside = Inside::default();
    let options = Options { image_href_resolver: inside.resolver(), ..Options::default() };
    let tree = Tree::from_xmltree(&document, &options).map_err(Fault::broken)?;
    Ok((tree, inside.fault().or(scan.trailing.then_some(Fault::Cut))))
}

fn size(tree: &Tree) -> (f32, f32) {
    (tree.size().width(), tree.size().height())
}

/// A side in whole units.
fn side(length: f32) -> u32 {
    (length.round() as u32).max(1)
}

/// Units of length, in pixels (CSS Values and Units 4, 6.2).
const UNITS: [(&str, f32); 7] =
    [("px", 1.0), ("in", 96.0), ("mm", 96.0 / 25.4), ("cm", 96.0 / 2.54), ("pt", 96.0 / 72.0), ("pc", 16.0), ("", 1.0)];

/// Width and height from the first tag, so that the drawing need not be parsed. `None` if only parsing can tell.
fn size_of(root: &str) -> Option<(f32, f32)> {
    let number = |text: &str| text.trim().parse::<f32>().ok().filter(|it| *it > 0.0 && it.is_finite());
    let view = scan::attribute(root, "viewBox").map(|view| {
        let mut sides = view.split([' ', ',', '\n', '\t']).filter(|it| !it.is_empty()).skip(2).map(number);
        Some((sides.next()??, sides.next()??))
    });
    let view = view.unwrap_or_default();
    let length = |text: &str, whole: Option<f32>| {
        let text = text.trim();
        if let Some(share) = text.strip_suffix('%') {
            return Some(number(share)? / 100.0 * whole?);
        }
        let (unit, pixels) = UNITS.into_iter().find(|(unit, _)| text.ends_with(unit))?;
        Some(number(text.strip_suffix(unit)?)? * pixels)
    };
    match (scan::attribute(root, "width"), scan::attribute(root, "height")) {
        (Some(width), Some(height)) => {
            Some((length(width, view.map(|it| it.0))?, length(height, view.map(|it| it.1))?))
        }
        (Some(width), None) => view.and_then(|view| length(width, Some(view.0)).map(|it| (it, view.1 * it / view.0))),
        (None, Some(height)) => view.and_then(|view| length(height, Some(view.1)).map(|it| (view.0 * it / view.1, it))),
        (None, None) => view,
    }
}

#[cfg(test)]
mod tests;
