//! Pictures of pixels: PNG, JPEG, WebP, and the first frame of GIF.

use std::io::{BufRead, Cursor, Read, Seek, SeekFrom};

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

/// How far a PNG is searched for its Exif, in chunks, and how much of that is read, in bytes.
const MOST_CHUNKS: usize = 2000;
const LONGEST_EXIF: u64 = 64 << 10;

/// What a strict decoder says of bytes that stand between the parts of a JPEG, and that all others skip.
const EXTRA_BYTES: &str = "[strict-mode]: Extra bytes between headers";

/// Width and height as the header says, of the picture as it is meant to be seen.
pub fn measure(format: Format, file: &mut dyn Stream) -> Result<(u32, u32), Fault> {
    let ((width, height), turn) = match format {
        Format::Png => {
            let mut decoder = png::Decoder::new_with_limits(&mut *file, png::Limits { bytes: LIMIT });
            let size = decoder.read_header_info().map(|info| info.size()).map_err(Fault::broken)?;
            (size, turn_of(exif_of_png(file)))
        }
        Format::Jpeg => {
            let mut decoder = JpegDecoder::new_with_options(file, jpeg_options());
            decoder.decode_headers().map_err(Fault::broken)?;
            (size_of_jpeg(&decoder)?, turn_of(decoder.exif()))
        }
        Format::Webp => {
            let mut decoder = WebPDecoder::new(file).map_err(Fault::broken)?;
            (decoder.dimensions(), turn_of(exif_of_webp(&mut decoder)))
        }
        Format::Gif => {
            let decoder = gif_options().read_info(file).map_err(Fault::broken)?;
            ((decoder.width().into(), decoder.height().into()), 1)
        }
        Format::Svg => return Err(Fault::Unknown),
    };
    Ok(if turn >= 5 { (height, width) } else { (width, height) })
}

/// The pixels of a picture, or what there is of them, and what is wrong with it then.
type Decoded = (Pixels, Option<Fault>);

/// The pixels of a picture that was measured, no more of them than so many in each direction.
pub fn decode(format: Format, bytes: &[u8], most: (u32, u32)) -> Result<Decoded, Fault> {
    let file: &mut dyn Stream = &mut Cursor::new(bytes);
    let ((pixels, fault), turn) = match format {
        Format::Png => (decode_png(&mut *file)?, turn_of(exif_of_png(file))),
        Format::Jpeg => return decode_jpeg(bytes, most),
        Format::Webp => decode_webp(bytes)?,
        Format::Gif => (decode_gif(bytes)?, 1),
        Format::Svg => return Err(Fault::Unknown),
    };
    Ok((pixels.within(most).turned(turn), fault))
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

fn decode_png(file: &mut dyn Stream) -> Result<Decoded, Fault> {
    let mut decoder = png::Decoder::new_with_limits(file, png::Limits { bytes: LIMIT });
    decoder.set_transformations(Transformations::normalize_to_color8());
    // Texts and profiles are not used, and may be as large as they like when they are unpacked.
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(Fault::broken)?;
    let size = reader.output_buffer_size().filter(|size| *size <= LIMIT).ok_or_else(too_large)?;
    let mut bytes = vec![0; size];
    let decoded = reader.next_frame(&mut bytes).map(|info| bytes.truncate(info.buffer_size()));
    let is_whole = decoded.is_ok() && reader.finish().is_ok();
    let fault = fault_of(decoded, is_whole, &bytes)?;
    let (color, _) = reader.output_color_type();
    Ok((pixels(reader.info().size(), color.samples(), bytes)?, fault))
}

/// What is wrong with a picture that was decoded into some bytes, as far as that went.
fn fault_of<E: std::fmt::Display>(
    decoded: Result<(), E>,
    is_whole: bool,
    bytes: &[u8],
) -> Result<Option<Fault>, Fault> {
    match decoded {
        Ok(()) => Ok((!is_whole).then_some(Fault::Cut)),
        // A part of it is better than nothing, but nothing is no part.
        Err(_) if bytes.iter().any(|byte| *byte != 0) => Ok(Some(Fault::Cut)),
        Err(error) => Err(Fault::broken(error)),
    }
}

fn decode_jpeg(bytes: &[u8], most: (u32, u32)) -> Result<Decoded, Fault> {
    let decode = |strict: bool| -> Result<Pixels, Fault> {
        let file: &mut dyn Stream = &mut Cursor::new(bytes);
        let mut decoder = JpegDecoder::new_with_options(file, jpeg_options().set_strict_mode(strict));
        // What it says stands in quotes.
        let bytes = decoder.decode().map_err(|it| Fault::broken(it.to_string().trim_matches('"')))?;
        let seen = pixels(size_of_jpeg(&decoder)?, 3, bytes)?.within(most);
        Ok(seen.turned(turn_of(decoder.exif())))
    };
    match decode(true) {
        Ok(pixels) => Ok((pixels, (!is_whole_jpeg(bytes)).then_some(Fault::Cut))),
        Err(strict) => {
            let pixels = decode(false)?;
            let is_damaged = strict != Fault::broken(EXTRA_BYTES) || !is_whole_jpeg(bytes);
            Ok((pixels, is_damaged.then_some(Fault::Cut)))
        }
    }
}

/// Whether the last scan of a JPEG is followed by the mark of its end: neither mark can stand inside of a scan.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let last = |mark: [u8; 2]| bytes.windows(2).rposition(|it| it == mark);
    last([0xff, 0xd9]) > last([0xff, 0xda])
}

fn size_of_jpeg<R: ZByteReaderTrait>(decoder: &JpegDecoder<R>) -> Result<(u32, u32), Fault> {
    let (width, height) = decoder.dimensions().ok_or_else(|| Fault::broken("it has no size"))?;
    Ok((width as u32, height as u32))
}

/// How a photograph is to be turned, as its Exif says: 1 where it says nothing.
fn turn_of(exif: Option<impl AsRef<[u8]>>) -> u8 {
    exif.and_then(|exif| turn(exif.as_ref())).unwrap_or(1)
}

/// The Exif of a PNG, which may stand before its pixels or behind them.
fn exif_of_png(file: &mut dyn Stream) -> Option<Vec<u8>> {
    let mut at = 8;
    for _ in 0..MOST_CHUNKS {
        file.seek(SeekFrom::Start(at)).ok()?;
        let mut head = [0; 8];
        file.read_exact(&mut head).ok()?;
        let [a, b, c, d, kind @ ..] = head;
        let length = u64::from(u32::from_be_bytes([a, b, c, d]));
        match &kind {
            b"eXIf" => {
                let mut exif = Vec::new();
                file.take(length.min(LONGEST_EXIF)).read_to_end(&mut exif).ok()?;
                return Some(exif);
            }
            b"IEND" => return None,
            // Length, kind and checksum.
            _ => at += length + 12,
        }
    }
    None
}

/// The Exif of a WebP; some programs write the mark of a JPEG's in front of it.
fn exif_of_webp<R: BufRead + Seek>(decoder: &mut WebPDecoder<R>) -> Option<Vec<u8>> {
    decoder.set_memory_limit(LIMIT);
    let exif = decoder.exif_metadata().ok()??;
    Some(exif.strip_prefix(b"Exif\0\0").map(<[u8]>::to_vec).unwrap_or(exif))
}

/// The pixels of a WebP with what is wrong with it, and how it is to be turned.
fn decode_webp(bytes: &[u8]) -> Result<(Decoded, u8), Fault> {
    let file: &mut dyn Stream = &mut Cursor::new(bytes);
    let mut decoder = WebPDecoder::new(file).map_err(Fault::broken)?;
    decoder.set_memory_limit(LIMIT);
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    let mut drawn = vec![0; decoder.output_buffer_size().ok_or_else(too_large)?];
    match decoder.is_animated() {
        true => drop(decoder.read_frame(&mut drawn).map_err(Fault::broken)?),
        false => decoder.read_image(&mut drawn).map_err(Fault::broken)?,
    }
    let fault = (!is_whole_webp(bytes)).then_some(Fault::Cut);
    let turn = turn_of(exif_of_webp(&mut decoder));
    Ok(((pixels(decoder.dimensions(), channels, drawn)?, fault), turn))
}

/// Whether a WebP is as long as it says.
fn is_whole_webp(bytes: &[u8]) -> bool {
    let said = bytes.get(4..8).and_then(|it| it.try_into().ok()).map(u32::from_le_bytes);
    said.is_some_and(|said| bytes.len() as u64 >= u64::from(said) + 8)
}

fn too_large() -> Fault {
    Fault::broken("it is too large")
}

/// The first frame where it stands on the whole picture.
fn decode_gif(bytes: &[u8]) -> Result<Decoded, Fault> {
    let mut decoder = gif_options().read_info(Cursor::new(bytes)).map_err(Fault::broken)?;
    let (width, height) = (usize::from(decoder.width()), usize::from(decoder.height()));
    let frame = decoder.next_frame_info().map_err(Fault::broken)?.ok_or_else(|| Fault::broken("it has no frame"))?;
    let (left, top, wide) = (usize::from(frame.left), usize::from(frame.top), usize::from(frame.width));
    let size = decoder.buffer_size();
    if size > LIMIT {
        return Err(too_large());
    }
    let mut drawn = vec![0; size];
    let decoded = decoder.read_into_buffer(&mut drawn);
    let is_whole = decoded.is_ok() && has_all_frames(bytes);
    let fault = fault_of(decoded, is_whole, &drawn)?;
    let mut bytes = vec![0; width * height * 4];
    let seen = wide.min(width.saturating_sub(left));
    for (row, line) in drawn.chunks(wide.max(1) * 4).enumerate() {
        let from = ((top + row) * width + left) * 4;
        if let Some(place) = bytes.get_mut(from..from + seen * 4) {
            place.copy_from_slice(&line[..seen * 4]);
        }
    }
    Ok((pixels((width as u32, height as u32), 4, bytes)?, fault))
}

/// Whether a GIF goes on to the end of its last frame; none of them is decoded for it.
fn has_all_frames(bytes: &[u8]) -> bool {
    let mut options = gif_options();
    options.skip_frame_decoding(true);
    let Ok(mut decoder) = options.read_info(bytes) else { return false };
    loop {
        match decoder.next_frame_info() {
            Ok(Some(_)) => {}
            Ok(None) => return true,
            Err(_) => return false,
        }
    }
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
