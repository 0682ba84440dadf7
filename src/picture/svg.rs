//! Drawings in SVG, without letters: those need fonts, which are not the same on every machine.

use std::io::{BufRead, Read};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree};

use crate::picture::{Fault, Measures, Pixels};

/// The largest file, in bytes.
const LARGEST: u64 = 1 << 20;

pub fn measure(file: impl BufRead) -> Result<Measures, Fault> {
    let mut text = String::new();
    file.take(LARGEST + 1).read_to_string(&mut text).map_err(Fault::broken)?;
    if text.len() as u64 > LARGEST {
        return Err(Fault::broken("a drawing may have 1 MiB"));
    }
    let (width, height) = match simple_size(&text) {
        Some(size) => size,
        None => size(&tree(&text)?),
    };
    Ok(Measures { width: side(width), height: side(height), drawing: true, letters: text.contains("<text") })
}

/// The drawing as large as it can be drawn within so many pixels.
pub fn decode(bytes: &[u8], (width, height): (u32, u32)) -> Result<Pixels, Fault> {
    let tree = tree(std::str::from_utf8(bytes).map_err(Fault::broken)?)?;
    let own = size(&tree);
    let share = (width as f32 / own.0).min(height as f32 / own.1);
    let [width, height] = [(own.0, width), (own.1, height)].map(|(side, most)| ((side * share) as u32).clamp(1, most));
    let mut map = Pixmap::new(width, height).ok_or_else(|| Fault::broken("it has no size"))?;
    resvg::render(&tree, Transform::from_scale(share, share), &mut map.as_mut());
    let bytes = map.pixels().iter().flat_map(|pixel| {
        let it = pixel.demultiply();
        [it.red(), it.green(), it.blue(), it.alpha()]
    });
    Ok(Pixels { width, height, channels: 4, bytes: bytes.collect() })
}

/// Reads a drawing, which may name no other files: nothing is read but itself.
fn tree(text: &str) -> Result<Tree, Fault> {
    let image_href_resolver =
        ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    Tree::from_str(text, &Options { image_href_resolver, ..Options::default() }).map_err(Fault::broken)
}

fn size(tree: &Tree) -> (f32, f32) {
    (tree.size().width(), tree.size().height())
}

/// A side in whole units.
fn side(length: f32) -> u32 {
    (length.round() as u32).max(1)
}

/// Width and height where the first tag says them in plain numbers: most drawings do, and need not be read for it.
fn simple_size(text: &str) -> Option<(f32, f32)> {
    let tag = &text[text.find("<svg")?..];
    let tag = &tag[..tag.find('>')?];
    let value = |name: &str| {
        let from = tag.find(&format!(" {name}=\"")).map(|at| at + name.len() + 3)?;
        tag[from..].split('"').next()
    };
    let number = |text: &str| text.trim().trim_end_matches("px").parse::<f32>().ok().filter(|it| *it > 0.0);
    match (value("width"), value("height")) {
        (Some(width), Some(height)) => Some((number(width)?, number(height)?)),
        (None, None) => {
            let mut numbers = value("viewBox")?.split([' ', ',']).filter(|it| !it.is_empty()).skip(2).map(number);
            Some((numbers.next()??, numbers.next()??))
        }
        _ => None,
    }
}
