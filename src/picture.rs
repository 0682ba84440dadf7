//! Pictures: decodes files into pixels, and scales pixels. Only this folder knows the formats.
//!
//! The memory and work for a picture are limited before it is decoded, based only on its header. Drawings are a kind of program;
//! `picture/svg.rs` tells how they are limited.

mod raster;
mod scale;
mod svg;
mod turn;

use std::fmt;
use std::io::{BufRead, Seek, SeekFrom};

pub use scale::Pixels;

use crate::table::choice;

/// The largest file of a picture, in bytes.
pub const LARGEST_FILE: u64 = 32 << 20;

/// The longest side of a picture, in pixels.
pub const LONGEST_SIDE: u32 = 16_384;

/// The most memory for a picture that is decoded whole, in bytes, at four bytes per pixel.
const LARGEST_DECODED: u64 = 64 << 20;

/// The most pixels of a picture that is decoded whole.
const MOST_WHOLE: u64 = LARGEST_DECODED / 4;

/// The most pixels of a picture that is reduced while decoding: as many as today's cameras have.
const MOST_REDUCED: u64 = 64 << 20;

/// How many bytes are needed to recognize the format of a file.
const START: usize = 8192;

/// The largest size, in pixels, at which a picture is kept: about that of a screen.
const KEPT: (u32, u32) = (1600, 1200);

/// The longest side, in pixels, of the version for half blocks. Small, because it is scaled at each change of the page.
const SMALL: u32 = 256;

choice! {
    /// How a picture is fitted into its cells.
    pub enum Fit as "a way to fit a picture" {
        /// The whole picture is seen.
        #[default]
        Contain = "contain",
        /// It fills its width and the height that there is; what stands over is cut off.
        Cover = "cover",
    }
}

/// From the header of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measures {
    /// In pixels. For drawings, which can be drawn at any size, in their own units.
    pub width: u32,
    pub height: u32,
    /// Whether it is a vector drawing: SVG.
    pub drawing: bool,
    /// Whether it has text that cannot be drawn, because text in an SVG needs fonts.
    pub letters: bool,
}

/// What is wrong with a picture file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not a known format.
    Unknown,
    /// Larger than its kind of picture may be: its size, and the most pixels in total.
    TooLarge { width: u32, height: u32, most: u64 },
    /// A drawing that costs too much: because of what, in words.
    TooMuch(&'static str),
    /// It was not decoded in time.
    TooSlow,
    /// A drawing that is drawn incompletely: without what, in words.
    Without(&'static str),
    /// Its file is truncated or damaged. What can be read is drawn.
    Cut,
    /// The decoder's message.
    Broken(String),
}

impl Fault {
    fn broken(why: impl fmt::Display) -> Self {
        Self::Broken(why.to_string().trim().to_owned())
    }
}

/// A stream of bytes, wherever they come from: a single type, so that each decoder is compiled once.
trait Stream: BufRead + Seek {}

impl<T: BufRead + Seek> Stream for T {}

/// A decoded picture.
#[derive(Debug)]
pub struct Picture {
    /// Its key. A changed file has another key.
    pub key: u64,
    pub pixels: Pixels,
    /// A small version.
    pub small: Pixels,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// The darkest and the lightest color of a picture: red, green, blue.
pub type Ink = [(u8, u8, u8); 2];

impl Picture {
    /// An empty picture, for when only its place matters.
    pub fn blank(key: u64) -> Self {
        let pixels = Pixels { width: 1, height: 1, channels: 1, bytes: vec![0] };
        Self { key, small: pixels.clone(), pixels, fault: None }
    }

    /// A picture that cannot be decoded, and why.
    pub fn failed(key: u64, fault: Fault) -> Self {
        Self { fault: Some(fault), ..Self::blank(key) }
    }

    /// Why it is not drawn. `None` if it is damaged or incomplete, but can be drawn.
    pub fn missing(&self) -> Option<&Fault> {
        self.fault.as_ref().filter(|fault| !matches!(fault, Fault::Cut | Fault::Without(_)))
    }
}

/// The formats, recognized by the start of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Png,
    Jpeg,
    Webp,
    Gif,
    Svg,
}

impl Format {
    /// The format of a file, from its first bytes or all of them.
    fn of(start: &[u8]) -> Option<Self> {
        match start {
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            // `<svg`, or the same with a namespace prefix.
            _ => {
                start[..start.len().min(START)].windows(4).any(|it| it == b"<svg" || it == b":svg").then_some(Self::Svg)
            }
        }
    }
}

/// Reads the header of a picture, and no more of the file than that needs.
///
/// # Errors
/// If it is not a picture, or larger than may be decoded.
pub fn measure(mut file: impl BufRead + Seek) -> Result<Measures, Fault> {
    let format = Format::of(file.fill_buf().map_err(Fault::broken)?).ok_or(Fault::Unknown)?;
    file.seek(SeekFrom::Start(0)).map_err(Fault::broken)?;
    if format == Format::Svg {
        return svg::measure(file);
    }
    let raster::Size { width, height, most } = raster::measure(format, &mut file)?;
    let large = width.max(height) > LONGEST_SIDE || u64::from(width) * u64::from(height) > most;
    match width == 0 || height == 0 {
        true => Err(Fault::Broken("it has no size".to_owned())),
        false if large => Err(Fault::TooLarge { width, height, most }),
        false => Ok(Measures { width, height, drawing: false, letters: false }),
    }
}

/// The media type of a picture, recognized by its first bytes: "image/png". `None` if the format is unknown.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    Some(match Format::of(bytes)? {
        Format::Png => "image/png",
        Format::Jpeg => "image/jpeg",
        Format::Webp => "image/webp",
        Format::Gif => "image/gif",
        Format::Svg => "image/svg+xml",
    })
}

/// The file extension of its format. `None` if the format is unknown.
pub fn ending(bytes: &[u8]) -> Option<&'static str> {
    Some(match Format::of(bytes)? {
        Format::Png => "png",
        Format::Jpeg => "jpg",
        Format::Webp => "webp",
        Format::Gif => "gif",
        Format::Svg => "svg",
    })
}

/// Whether this is a vector drawing, which can take long to draw.
pub fn is_drawing(bytes: &[u8]) -> bool {
    Format::of(bytes) == Some(Format::Svg)
}

/// Whether a photograph must be turned to be seen upright, as its Exif says.
pub fn is_turned(bytes: &[u8]) -> bool {
    Format::of(bytes).is_some_and(|format| raster::turn_in(format, bytes) != 1)
}

/// Decodes a picture and gives it this key. A damaged file gives what can be read, with its fault.
///
/// # Errors
/// If it cannot be decoded.
pub fn decode(bytes: &[u8], key: u64) -> Result<Picture, Fault> {
    measure(std::io::Cursor::new(bytes))?;
    let format = Format::of(bytes).ok_or(Fault::Unknown)?;
    let (pixels, fault) = match format {
        Format::Svg => svg::decode(bytes, KEPT)?,
        _ => raster::decode(format, bytes, KEPT)?,
    };
    Ok(Picture { key, small: pixels.within((SMALL, SMALL)), pixels, fault })
}

#[cfg(test)]
mod tests;
