//! Pictures of pixels: PNG, JPEG, WebP, and the first frame of GIF.

use std::io::Cursor;

use gif::{ColorOutput, DecodeOptions, MemoryLimit};
use image_webp::WebPDecoder;
use png::{BitDepth, ColorType, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZByteReaderTrait;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::picture::turn::turn;
use crate::picture::{Fault, Format, LARGEST_DECODED, Pixels, Stream};

/// What a decoder may take besides the picture itself, in bytes.
const LIMIT: usize = LARGEST_DECODED as usize;

/// Width and height as the header says.
pub fn measure(format: Format, file: &mut dyn Stream) -> Result<(u32, u32), Fault> {
    match format {
        Format::Png => {
            let mut decoder = png::Decoder::new_with_limits(file, png::Limits { bytes: LIMIT });
            decoder.read_header_info().map(|info| info.size()).map_err(Fault::broken)
        }
        Format::Jpeg => {
            let mut decoder = JpegDecoder::new_with_options(file, jpeg_options());
            decoder.decode_headers().map_err(Fault::broken)?;
            let (width, height) = size_of_jpeg(&decoder)?;
            Ok(if turn_of(&decoder) >= 5 { (height, width) } else { (width, height) })
        }
        Format::Webp => Ok(WebPDecoder::new(file).map_err(Fault::broken)?.dimensions()),
        Format::Gif => {
            let decoder = gif_options().read_info(file).map_err(Fault::broken)?;
            Ok((decoder.width().into(), decoder.height().into()))
        }
        Format::Svg => Err(Fault::Unknown),
    }
}

/// The pixels of a picture that was measured, no more of them than so many in each direction.
pub fn decode(format: Format, bytes: &[u8], most: (u32, u32)) -> Result<Pixels, Fault> {
    let file: &mut dyn Stream = &mut Cursor::new(bytes);
    match format {
        Format::Png => Ok(decode_png(file)?.within(most)),
        Format::Jpeg => decode_jpeg(file, most),
        Format::Webp => Ok(decode_webp(file)?.within(most)),
        Format::Gif => Ok(decode_gif(file)?.within(most)),
        Format::Svg => Err(Fault::Unknown),
    }
}

impl Pixels {
    /// The picture as a file in PNG; of four channels.
    ///
    /// # Errors
    /// Where its pixels are not as many as it says.
    pub fn to_png(&self) -> Result<Vec<u8>, Fault> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(ColorType::Rgba);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().map_err(Fault::broken)?;
        writer.write_image_data(&self.bytes).map_err(Fault::broken)?;
        writer.finish().map_err(Fault::broken)?;
        Ok(file)
    }
}

/// Pixels that are as many as they have to be.
fn pixels((width, height): (u32, u32), channels: usize, bytes: Vec<u8>) -> Result<Pixels, Fault> {
    match bytes.len() == width as usize * height as usize * channels {
        true => Ok(Pixels { width, height, channels, bytes }),
        false => Err(Fault::broken("it is not of the size that it says")),
    }
}

fn decode_png(file: &mut dyn Stream) -> Result<Pixels, Fault> {
    let mut decoder = png::Decoder::new_with_limits(file, png::Limits { bytes: LIMIT });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(Fault::broken)?;
    let size = reader.output_buffer_size().filter(|size| *size <= LIMIT).ok_or_else(too_large)?;
    let mut bytes = vec![0; size];
    let info = reader.next_frame(&mut bytes).map_err(Fault::broken)?;
    bytes.truncate(info.buffer_size());
    pixels((info.width, info.height), info.color_type.samples(), bytes)
}

fn decode_jpeg(file: &mut dyn Stream, most: (u32, u32)) -> Result<Pixels, Fault> {
    let mut decoder = JpegDecoder::new_with_options(file, jpeg_options());
    let bytes = decoder.decode().map_err(Fault::broken)?;
    let seen = pixels(size_of_jpeg(&decoder)?, 3, bytes)?.within(most);
    Ok(seen.turned(turn_of(&decoder)))
}

fn size_of_jpeg<R: ZByteReaderTrait>(decoder: &JpegDecoder<R>) -> Result<(u32, u32), Fault> {
    let (width, height) = decoder.dimensions().ok_or_else(|| Fault::broken("it has no size"))?;
    Ok((width as u32, height as u32))
}

/// How a photograph is to be turned: 1 where it says nothing.
fn turn_of<R: ZByteReaderTrait>(decoder: &JpegDecoder<R>) -> u8 {
    decoder.exif().and_then(|exif| turn(exif)).unwrap_or(1)
}

fn decode_webp(file: &mut dyn Stream) -> Result<Pixels, Fault> {
    let mut decoder = WebPDecoder::new(file).map_err(Fault::broken)?;
    decoder.set_memory_limit(LIMIT);
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    let mut bytes = vec![0; decoder.output_buffer_size().ok_or_else(too_large)?];
    match decoder.is_animated() {
        true => drop(decoder.read_frame(&mut bytes).map_err(Fault::broken)?),
        false => decoder.read_image(&mut bytes).map_err(Fault::broken)?,
    }
    pixels(decoder.dimensions(), channels, bytes)
}

fn too_large() -> Fault {
    Fault::broken("it is too large")
}

/// The first frame where it stands on the whole picture.
fn decode_gif(file: &mut dyn Stream) -> Result<Pixels, Fault> {
    let mut decoder = gif_options().read_info(file).map_err(Fault::broken)?;
    let (width, height) = (usize::from(decoder.width()), usize::from(decoder.height()));
    let mut bytes = vec![0; width * height * 4];
    let frame = decoder.read_next_frame().map_err(Fault::broken)?.ok_or_else(|| Fault::broken("it has no frame"))?;
    let (left, wide) = (usize::from(frame.left), usize::from(frame.width));
    let seen = wide.min(width.saturating_sub(left));
    for (row, line) in frame.buffer.chunks(wide.max(1) * 4).enumerate() {
        let from = ((usize::from(frame.top) + row) * width + left) * 4;
        if let Some(place) = bytes.get_mut(from..from + seen * 4) {
            place.copy_from_slice(&line[..seen * 4]);
        }
    }
    pixels((width as u32, height as u32), 4, bytes)
}

fn jpeg_options() -> DecoderOptions {
    // Any size that the format can say: who asks decides what is too large.
    let most = usize::from(u16::MAX);
    DecoderOptions::new_safe().set_max_width(most).set_max_height(most).jpeg_set_out_colorspace(ColorSpace::RGB)
}

fn gif_options() -> DecodeOptions {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::RGBA);
    if let Some(most) = std::num::NonZeroU64::new(LARGEST_DECODED) {
        options.set_memory_limit(MemoryLimit::Bytes(most));
    }
    options
}
