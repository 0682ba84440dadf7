//! Drawings in SVG, without letters: those need fonts, which are not the same on every machine.
//!
//! What a drawing takes is known before it is drawn: [`scan`] looks at its text, [`expand`] at its references, [`cost`] at its
//! layers. Each of them makes the next one safe.

mod cost;
mod expand;
mod scan;

use std::io::{BufRead, Read};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, ParsingOptions};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use crate::picture::{Fault, Measures, Pixels};

/// The largest file, in bytes.
const LARGEST: u64 = 1 << 20;

pub fn measure(file: impl BufRead) -> Result<Measures, Fault> {
    let mut text = String::new();
    file.take(LARGEST + 1).read_to_string(&mut text).map_err(Fault::broken)?;
    if text.len() as u64 > LARGEST {
        return Err(Fault::TooMuch("its file has more than 1 MiB"));
    }
    let letters = scan::scan(&text)?.letters;
    let (width, height) = match simple_size(&text) {
        Some(size) => size,
        None => size(&tree(&text)?),
    };
    Ok(Measures { width: side(width), height: side(height), drawing: true, letters })
}

/// The drawing as large as it can be drawn within so many pixels; smaller where that would take too much.
pub fn decode(bytes: &[u8], (width, height): (u32, u32)) -> Result<Pixels, Fault> {
    let tree = tree(std::str::from_utf8(bytes).map_err(Fault::broken)?)?;
    let fitted = |part: u32| Fitted::within(&tree, (width / part, height / part));
    let whole = fitted(1);
    match cost::check(&tree, whole.size, whole.scale) {
        Ok(()) => whole.draw(&tree),
        Err(fault) => {
            let smaller = [2, 4].into_iter().map(fitted).find(|it| cost::check(&tree, it.size, it.scale).is_ok());
            smaller.ok_or(fault)?.draw(&tree)
        }
    }
}

/// The pixels that a drawing is drawn with, and by how much it is enlarged for them.
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

/// Reads a drawing, which may name no other files: nothing is read but itself.
fn tree(text: &str) -> Result<Tree, Fault> {
    scan::scan(text)?;
    let document = Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() });
    let document = document.map_err(Fault::broken)?;
    expand::check(&document)?;
    let image_href_resolver =
        ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    Tree::from_xmltree(&document, &Options { image_href_resolver, ..Options::default() }).map_err(Fault::broken)
}

fn size(tree: &Tree) -> (f32, f32) {
    (tree.size().width(), tree.size().height())
}

/// A side in whole units.
fn side(length: f32) -> u32 {
    (length.round() as u32).max(1)
}

/// Units of length, in pixels (CSS Values and Units 4, 6.2).
const UNITS: [(&str, f32); 6] =
    [("px", 1.0), ("in", 96.0), ("mm", 96.0 / 25.4), ("cm", 96.0 / 2.54), ("pt", 96.0 / 72.0), ("pc", 16.0)];

/// Width and height where the first tag says them in numbers: most drawings do, and need not be read for it.
fn simple_size(text: &str) -> Option<(f32, f32)> {
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let value = |name: &str| {
        let from = tag.find(&format!(" {name}=\"")).map(|at| at + name.len() + 3)?;
        tag[from..].split('"').next()
    };
    let number = |text: &str| text.trim().parse::<f32>().ok().filter(|it| *it > 0.0 && it.is_finite());
    let length = |text: &str| {
        let unit = UNITS.iter().find(|(unit, _)| text.trim_end().ends_with(unit));
        unit.map_or_else(
            || number(text),
            |(unit, pixels)| Some(number(text.trim_end().trim_end_matches(unit))? * pixels),
        )
    };
    match (value("width"), value("height")) {
        (Some(width), Some(height)) => Some((length(width)?, length(height)?)),
        (None, None) => {
            let mut numbers = value("viewBox")?.split([' ', ',']).filter(|it| !it.is_empty()).skip(2).map(number);
            Some((numbers.next()??, numbers.next()??))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
