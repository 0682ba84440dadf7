//! Pictures: files to pixels, and pixels to as many as are wanted. The only folder that knows the formats.
//!
//! A picture is bounded before it is decoded, in memory and in what there is to do: what its header says is all that is believed
//! until then. Drawings are programs in their way; `picture/svg.rs` tells how they are bounded.

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

/// The most that a picture may take when it is decoded as a whole, in bytes, at four a pixel.
const LARGEST_DECODED: u64 = 64 << 20;

/// The most pixels of a picture that is decoded as a whole.
const MOST_WHOLE: u64 = LARGEST_DECODED / 4;

/// The most pixels of a picture that is made smaller while it is decoded: as many as today's cameras have.
const MOST_REDUCED: u64 = 64 << 20;

/// How many bytes say what format a file has.
const START: usize = 8192;

/// A picture is kept no larger than this, in pixels: about as many as a screen has.
const KEPT: (u32, u32) = (1600, 1200);

/// The longest side of what is kept for drawing with half blocks, in pixels: few, since that is done at each change of the page.
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

/// What the header of a picture says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measures {
    /// Pixels; of drawings, which can be drawn at any size, their own unit.
    pub width: u32,
    pub height: u32,
    /// Whether it is a drawing of lines and areas: SVG.
    pub drawing: bool,
    /// Whether it has letters that cannot be drawn here: those of an SVG need fonts.
    pub letters: bool,
}

/// Why a picture cannot be had from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Of no format that is known.
    Unknown,
    /// Larger than a picture of its kind may be; pixels, and the most of them in all.
    TooLarge { width: u32, height: u32, most: u64 },
    /// A drawing that asks for more than it may: what, in words.
    TooMuch(&'static str),
    /// It was not done when its time was over.
    TooSlow,
    /// A drawing that is drawn without something: what, in words.
    Without(&'static str),
    /// Its file breaks off or is damaged; what is there of it is drawn.
    Cut,
    /// In the words of its decoder.
    Broken(String),
}

impl Fault {
    fn broken(why: impl fmt::Display) -> Self {
        Self::Broken(why.to_string().trim().to_owned())
    }
}

/// Bytes of a picture, wherever they come from: one shape, so that each decoder is in the program once.
trait Stream: BufRead + Seek {}

impl<T: BufRead + Seek> Stream for T {}

/// A picture, decoded.
#[derive(Debug)]
pub struct Picture {
    /// By which it is known: another state of its file has another.
    pub key: u64,
    pub pixels: Pixels,
    /// The same with few pixels.
    pub small: Pixels,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// The darkest and the lightest colour of a picture: red, green, blue.
pub type Ink = [(u8, u8, u8); 2];

impl Picture {
    /// A picture of nothing, for where only its place is wanted.
    pub fn blank(key: u64) -> Self {
        let pixels = Pixels { width: 1, height: 1, channels: 1, bytes: vec![0] };
        Self { key, small: pixels.clone(), pixels, fault: None }
    }

    /// What is known of a picture that cannot be had: why.
    pub fn failed(key: u64, fault: Fault) -> Self {
        Self { fault: Some(fault), ..Self::blank(key) }
    }

    /// Why it is not drawn, where it is not: what is there of one that is damaged, or lacks something, is.
    pub fn missing(&self) -> Option<&Fault> {
        self.fault.as_ref().filter(|fault| !matches!(fault, Fault::Cut | Fault::Without(_)))
    }
}

/// The formats, known by how a file begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Png,
    Jpeg,
    Webp,
    Gif,
    Svg,
}

impl Format {
    /// Of a file, by its first bytes or by all of them.
    fn of(start: &[u8]) -> Option<Self> {
        match start {
            [0x89, b'P', b'N', b'G', ..] => Some(Self::Png),
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            [b'G', b'I', b'F', b'8', ..] => Some(Self::Gif),
            // `<svg`, or with a prefix of its names.
            _ => {
                start[..start.len().min(START)].windows(4).any(|it| it == b"<svg" || it == b":svg").then_some(Self::Svg)
            }
        }
    }
}

/// What the header of a picture says; no more of the file is read than that takes.
///
/// # Errors
/// When it is no picture, or a larger one than may be decoded.
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

/// What a picture is called on the web, by its first bytes: "image/png"; `None` where the bytes are no picture that is known.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    Some(match Format::of(bytes)? {
        Format::Png => "image/png",
        Format::Jpeg => "image/jpeg",
        Format::Webp => "image/webp",
        Format::Gif => "image/gif",
        Format::Svg => "image/svg+xml",
    })
}

/// The ending of the files of its format; `None` where the bytes are no picture that is known.
pub fn ending(bytes: &[u8]) -> Option<&'static str> {
    Some(match Format::of(bytes)? {
        Format::Png => "png",
        Format::Jpeg => "jpg",
        Format::Webp => "webp",
        Format::Gif => "gif",
        Format::Svg => "svg",
    })
}

/// Whether the bytes are those of a drawing, which takes the time that it asks for.
pub fn is_drawing(bytes: &[u8]) -> bool {
    Format::of(bytes) == Some(Format::Svg)
}

/// Whether a photograph is stored otherwise than it is seen: its camera says how it is to be turned.
pub fn is_turned(bytes: &[u8]) -> bool {
    Format::of(bytes).is_some_and(|format| raster::turn_in(format, bytes) != 1)
}

/// Decodes a picture that is to be known by `key`. Where its file is damaged it is what there is of it, with its fault.
///
/// # Errors
/// When it cannot be decoded.
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
