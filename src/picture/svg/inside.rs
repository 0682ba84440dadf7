//! Pixel pictures embedded in a drawing. Each is decoded once, by our own decoders and within our own limits. Pictures in other files, and
//! drawings inside drawings, are ignored.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use resvg::usvg::{ImageHrefResolver, ImageKind};

use crate::lang::noun;
use crate::picture::{Fault, Format, KEPT, measure, raster};

/// The most pixels of all pictures in a drawing.
const MOST_PIXELS: u64 = 32 << 20;

const ELSEWHERE: Fault = Fault::Without(noun!("a picture of another file, which is not read"));
const DRAWING: Fault = Fault::Without(noun!("an embedded drawing: only PNG, JPEG, WebP and GIF can be embedded"));
const BROKEN: Fault = Fault::Without(noun!("an embedded picture that is damaged or in an unknown format"));
const MANY: Fault = Fault::Without(noun!("an embedded picture: together they have more than 33 million pixels"));

/// The pictures of a drawing while it is read.
#[derive(Default)]
pub struct Inside(Mutex<Found>);

#[derive(Default)]
struct Found {
    /// By their data in the drawing, so that a copy costs nothing.
    known: HashMap<Arc<Vec<u8>>, Option<Arc<Vec<u8>>>>,
    pixels: u64,
    /// The first fault found.
    fault: Option<Fault>,
}

impl Inside {
    /// Resolves the pictures that the SVG reader asks for.
    pub fn resolver(&self) -> ImageHrefResolver<'_> {
        ImageHrefResolver {
            resolve_data: Box::new(|_, data, _| self.found(|it| it.picture(data)).map(ImageKind::PNG)),
            resolve_string: Box::new(|href, _| {
                self.found(|it| {
                    if !href.trim().is_empty() {
                        it.fault.get_or_insert(ELSEWHERE);
                    }
                    None
                })
            }),
        }
    }

    /// What is wrong with one of the pictures.
    pub fn fault(&self) -> Option<Fault> {
        self.found(|it| it.fault.clone())
    }

    fn found<T>(&self, what: impl FnOnce(&mut Found) -> T) -> T {
        what(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Found {
    /// A picture as PNG, no larger than a screen.
    fn picture(&mut self, data: Arc<Vec<u8>>) -> Option<Arc<Vec<u8>>> {
        if let Some(known) = self.known.get(&data) {
            return known.clone();
        }
        let decoded = self.decode(&data);
        let png = decoded.map_err(|fault| self.fault.get_or_insert(fault)).ok();
        self.known.insert(data, png.clone());
        png
    }

    fn decode(&mut self, data: &[u8]) -> Result<Arc<Vec<u8>>, Fault> {
        let format = Format::of(data).ok_or(BROKEN)?;
        if format == Format::Svg {
            return Err(DRAWING);
        }
        let size = measure(std::io::Cursor::new(data)).map_err(|fault| match fault {
            Fault::TooLarge { .. } => MANY,
            _ => BROKEN,
        })?;
        self.pixels += u64::from(size.width) * u64::from(size.height);
        if self.pixels > MOST_PIXELS {
            return Err(MANY);
        }
        let (pixels, fault) = raster::decode(format, data, KEPT).map_err(|_| BROKEN)?;
        if fault.is_some() {
            self.fault.get_or_insert(Fault::Cut);
        }
        Ok(Arc::new(pixels.to_png()?))
    }
}
