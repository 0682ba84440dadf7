//! Pixel pictures: PNG, JPEG, WebP, and the first frame of GIF.

use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read, Seek, SeekFrom};

use gif::{ColorOutput, DecodeOptions, MemoryLimit};
use image_webp::WebPDecoder;
use jpeg_decoder::{CodingProcess, PixelFormat};
use png::{BitDepth, ColorType, Transformations};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZByteReaderTrait;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::picture::scale::Blocks;
use crate::picture::turn::turn;
use crate::picture::{Fault, Format, LARGEST_DECODED, MOST_REDUCED, MOST_WHOLE, Pixels, Stream};

/// What a decoder may allocate besides the picture itself, in bytes.
const LIMIT: usize = LARGEST_DECODED as usize;

/// How far a PNG is searched for its Exif, in chunks, and how much of the Exif is read, in bytes.
const MOST_CHUNKS: usize = 2000;
const LONGEST_EXIF: u64 = 64 << 10;

/// The message of a strict decoder about bytes between the parts of a JPEG, which all others skip.
const EXTRA_BYTES: &str = "[strict-mode]: Extra bytes between headers";

/// The most pixels of a progressive JPEG that is reduced while decoding: each takes six bytes until the last scan.
const MOST_PROGRESSIVE: u64 = 32 << 20;

/// The most scans of such a JPEG; each visits all its pixels.
const MOST_SCANS: usize = 100;

/// From the header of a picture: its size in pixels after it is turned, and the most pixels that its kind may have.
pub struct Size {
    pub width: u32,
    pub height: u32,
    pub most: u64,
}

pub fn measure(format: Format, file: &mut dyn Stream) -> Result<Size, Fault> {
    let mut most = MOST_WHOLE;
    let ((width, height), turn) = match format {
        Format::Png => {
            let mut decoder = png::Decoder::new_with_limits(&mut *file, png::Limits { bytes: LIMIT });
            let info = decoder.read_header_info().map_err(Fault::broken)?;
            let size = info.size();
            // In an interlaced PNG no row is complete before the end.
            most = if info.interlaced { MOST_WHOLE } else { MOST_REDUCED };
            (size, turn_of(exif_of_png(file)))
        }
        Format::Jpeg => {
            let mut decoder = JpegDecoder::new_with_options(&mut *file, jpeg_options());
            decoder.decode_headers().map_err(Fault::broken)?;
            let (size, turn) = (size_of_jpeg(&decoder)?, turn_of(decoder.exif()));
            if is_large(size) {
                drop(decoder);
                file.seek(SeekFrom::Start(0)).map_err(Fault::broken)?;
                most = most_of_jpeg(file);
            }
            (size, turn)
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
    let (width, height) = if turn >= 5 { (height, width) } else { (width, height) };
    Ok(Size { width, height, most })
}

/// The Exif orientation of a picture; 1 if it needs no turning.
pub fn turn_in(format: Format, bytes: &[u8]) -> u8 {
    match format {
        Format::Png => turn_of(exif_of_png(&mut Cursor::new(bytes))),
        Format::Jpeg => {
            let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), jpeg_options());
            if decoder.decode_headers().is_ok() { turn_of(decoder.exif()) } else { 1 }
        }
        Format::Webp | Format::Gif | Format::Svg => 1,
    }
}

/// The pixels of a picture, which may be only a part of them if there is a fault.
type Decoded = (Pixels, Option<Fault>);

/// Decodes a picture that was measured, to at most this many pixels in each direction.
pub fn decode(format: Format, bytes: &[u8], most: (u32, u32)) -> Result<Decoded, Fault> {
    let file: &mut dyn Stream = &mut Cursor::new(bytes);
    let ((pixels, fault), turn) = match format {
        Format::Png => (decode_png(&mut *file, most)?, turn_of(exif_of_png(file))),
        Format::Jpeg => return decode_jpeg(bytes, most),
        Format::Webp => decode_webp(bytes)?,
        Format::Gif => (decode_gif(bytes)?, 1),
        Format::Svg => return Err(Fault::Unknown),
    };
    Ok((pixels.within(most).turned(turn), fault))
}

impl Pixels {
    /// The picture as a PNG file with red, green, blue and alpha.
    ///
    /// # Errors
    /// If the number of pixels does not match the size.
    pub fn to_png(&self) -> Result<Vec<u8>, Fault> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(ColorType::Rgba);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        let mut writer = encoder.write_header().map_err(Fault::broken)?;
        writer.write_image_data(&self.in_four_channels()).map_err(Fault::broken)?;
        writer.finish().map_err(Fault::broken)?;
        Ok(file)
    }

    fn in_four_channels(&self) -> Cow<'_, [u8]> {
        if self.channels == 4 {
            return Cow::Borrowed(&self.bytes);
        }
        let rows = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        rows.flat_map(|(x, y)| self.at(x, y)).collect::<Vec<u8>>().into()
    }
}

/// Pixels, after checking that their number matches the size.
fn pixels((width, height): (u32, u32), channels: usize, bytes: Vec<u8>) -> Result<Pixels, Fault> {
    match bytes.len() == width as usize * height as usize * channels {
        true => Ok(Pixels { width, height, channels, bytes }),
        false => Err(Fault::broken("it is not of the size that it says")),
    }
}

fn decode_png(file: &mut dyn Stream, most: (u32, u32)) -> Result<Decoded, Fault> {
    let mut decoder = png::Decoder::new_with_limits(file, png::Limits { bytes: LIMIT });
    decoder.set_transformations(Transformations::normalize_to_color8());
    // Texts and color profiles are not used, and could be arbitrarily large when decompressed.
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(Fault::broken)?;
    let (size, interlaced) = (reader.info().size(), reader.info().interlaced);
    if is_large(size) && !interlaced {
        return reduce_png(reader, most);
    }
    let bytes = reader.output_buffer_size().filter(|bytes| *bytes <= LIMIT).ok_or_else(too_large)?;
    let mut bytes = vec![0; bytes];
    let decoded = reader.next_frame(&mut bytes).map(|info| bytes.truncate(info.buffer_size()));
    let is_whole = decoded.is_ok() && reader.finish().is_ok();
    let fault = fault_of(decoded, is_whole, &bytes)?;
    let (color, _) = reader.output_color_type();
    Ok((pixels(size, color.samples(), bytes)?, fault))
}

/// Whether a picture has too many pixels to decode it whole.
fn is_large((width, height): (u32, u32)) -> bool {
    u64::from(width) * u64::from(height) > MOST_WHOLE
}

/// Decodes a large PNG and reduces it row by row. Missing rows stay transparent.
fn reduce_png(mut reader: png::Reader<&mut dyn Stream>, most: (u32, u32)) -> Result<Decoded, Fault> {
    let (width, height) = reader.info().size();
    let channels = reader.output_color_type().0.samples();
    let mut blocks = Blocks::within((width, height), channels, most);
    let mut rows = 0;
    let decoded = loop {
        match reader.next_row() {
            Ok(Some(row)) => blocks.add(row.data()),
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
        rows += 1;
    };
    let is_whole = decoded.is_ok() && reader.finish().is_ok();
    (rows..height).for_each(|_| blocks.add(&[]));
    let pixels = blocks.done().ok_or_else(|| Fault::broken("it has no rows"))?;
    let fault = fault_of(decoded, is_whole, &pixels.bytes)?;
    Ok((pixels, fault))
}

/// What is wrong with a picture that was decoded as far as possible.
fn fault_of<E: std::fmt::Display>(
    decoded: Result<(), E>,
    is_whole: bool,
    bytes: &[u8],
) -> Result<Option<Fault>, Fault> {
    match decoded {
        Ok(()) => Ok((!is_whole).then_some(Fault::Cut)),
        // A part of a picture is better than nothing, unless it is empty.
        Err(_) if bytes.iter().any(|byte| *byte != 0) => Ok(Some(Fault::Cut)),
        Err(error) => Err(Fault::broken(error)),
    }
}

fn decode_jpeg(bytes: &[u8], most: (u32, u32)) -> Result<Decoded, Fault> {
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), jpeg_options());
    decoder.decode_headers().map_err(Fault::broken)?;
    if is_large(size_of_jpeg(&decoder)?) {
        return reduce_jpeg(bytes, most, turn_of(decoder.exif()));
    }
    drop(decoder);
    let decode = |strict: bool| -> Result<Pixels, Fault> {
        let file: &mut dyn Stream = &mut Cursor::new(bytes);
        let mut decoder = JpegDecoder::new_with_options(file, jpeg_options().set_strict_mode(strict));
        // The decoder puts its message in quotation marks.
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

/// How many pixels a JPEG may have. With the colors of a photograph it can be reduced while decoding.
fn most_of_jpeg(file: &mut dyn Stream) -> u64 {
    let mut decoder = jpeg_decoder::Decoder::new(file);
    let info = decoder.read_info().ok().and_then(|()| decoder.info());
    match info.map(|info| (info.coding_process, info.pixel_format)) {
        Some((CodingProcess::DctSequential, PixelFormat::L8 | PixelFormat::RGB24)) => MOST_REDUCED,
        Some((CodingProcess::DctProgressive, PixelFormat::L8 | PixelFormat::RGB24)) => MOST_PROGRESSIVE,
        _ => MOST_WHOLE,
    }
}

/// Decodes a large JPEG, making only as many pixels per block as needed.
fn reduce_jpeg(bytes: &[u8], (width, height): (u32, u32), turn: u8) -> Result<Decoded, Fault> {
    if bytes.windows(2).filter(|it| *it == [0xff, 0xda]).count() > MOST_SCANS {
        return Err(too_large());
    }
    // A truncated file is drawn as far as it goes, by adding an end marker.
    let mut decoder = jpeg_decoder::Decoder::new(bytes.chain([0xff, 0xd9].as_slice()));
    let side = |side: u32| u16::try_from(side).unwrap_or(u16::MAX);
    let size = decoder.scale(side(width), side(height)).map_err(Fault::broken)?;
    decoder.set_max_decoding_buffer_size(LIMIT);
    let decoded = decoder.decode().map_err(Fault::broken)?;
    let channels = match decoder.info().map(|info| info.pixel_format) {
        Some(PixelFormat::L8) => 1,
        _ => 3,
    };
    let pixels = pixels((size.0.into(), size.1.into()), channels, decoded)?.within((width, height));
    Ok((pixels.turned(turn), (!is_whole_jpeg(bytes)).then_some(Fault::Cut)))
}

/// Whether the last scan of a JPEG is followed by its end marker. Neither marker can be inside a scan.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    let last = |mark: [u8; 2]| bytes.windows(2).rposition(|it| it == mark);
    last([0xff, 0xd9]) > last([0xff, 0xda])
}

fn size_of_jpeg<R: ZByteReaderTrait>(decoder: &JpegDecoder<R>) -> Result<(u32, u32), Fault> {
    let (width, height) = decoder.dimensions().ok_or_else(|| Fault::broken("it has no size"))?;
    Ok((width as u32, height as u32))
}

/// The orientation in a photograph's Exif; 1 if there is none.
fn turn_of(exif: Option<impl AsRef<[u8]>>) -> u8 {
    exif.and_then(|exif| turn(exif.as_ref())).unwrap_or(1)
}

/// The Exif of a PNG, which may be before or after its pixels.
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

/// The Exif of a WebP. Some programs write JPEG's marker before it.
fn exif_of_webp<R: BufRead + Seek>(decoder: &mut WebPDecoder<R>) -> Option<Vec<u8>> {
    decoder.set_memory_limit(LIMIT);
    let exif = decoder.exif_metadata().ok()??;
    Some(exif.strip_prefix(b"Exif\0\0").map(<[u8]>::to_vec).unwrap_or(exif))
}

/// The pixels of a WebP, what is wrong with it, and its orientation.
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

/// Whether a WebP is as long as its header says.
fn is_whole_webp(bytes: &[u8]) -> bool {
    let said = bytes.get(4..8).and_then(|it| it.try_into().ok()).map(u32::from_le_bytes);
    said.is_some_and(|said| bytes.len() as u64 >= u64::from(said) + 8)
}

fn too_large() -> Fault {
    Fault::broken("it is too large")
}

/// Decodes the first frame at its place in the whole picture.
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

/// Whether a GIF is complete to the end of its last frame, without decoding the frames.
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
    // Any size that the format allows: the caller decides what is too large.
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
