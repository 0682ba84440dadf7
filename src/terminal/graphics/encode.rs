//! Encodes pictures as escape sequences, in each protocol.

use std::fmt::Write as _;

use color_quant::NeuQuant;

use crate::picture::{Fault, Pixels};
use crate::terminal::graphics::{Protocol, Sequences, Unencoded};
use crate::text;

/// The most pixels that are sent, if the terminal can enlarge the picture itself.
const MOST: u64 = 1 << 21;

/// The size of the pieces that kitty accepts, in characters.
const PIECE: usize = 4096;

/// The number of colors that all sixel terminals support.
const COLORS: usize = 255;

/// How many pixels are enough to choose the colors of a picture.
const ENOUGH: usize = 1 << 18;

/// The escape sequences for a picture.
///
/// # Errors
/// Why it cannot be encoded.
pub fn encode(job: &Unencoded) -> Result<Sequences, Fault> {
    let image = &job.image;
    let (across, down) = pixels_of_cell(job);
    let (width, height) = (u32::from(image.width) * across, u32::from(image.height) * down);
    let whole = image.picture.pixels.fitted(image.fit, width, height);
    let pixels = whole.rows(image.rows.start * down..image.rows.end * down);
    let (columns, rows) = (image.width * job.factor, image.height() * u32::from(job.factor));
    let (send, place) = match job.protocol {
        Protocol::Kitty => (
            kitty(job.id, &text::base64(&pixels.to_png()?)),
            format!("\x1b_Ga=p,i={},p=1,c={columns},r={rows},C=1,q=2\x1b\\", job.id),
        ),
        Protocol::Iterm => (String::new(), iterm(&pixels.to_png()?, columns, rows)),
        Protocol::Sixel => (String::new(), sixels(&pixels)),
    };
    Ok(Sequences { send, place, id: job.id })
}

/// The size in pixels at which a cell is drawn: smaller than the real one if the picture would have too many pixels.
fn pixels_of_cell(job: &Unencoded) -> (u32, u32) {
    let (mut across, mut down) = (u32::from(job.cell.0), u32::from(job.cell.1));
    let cells = u64::from(job.image.width) * u64::from(job.image.height);
    let count = |across: u32, down: u32| cells * u64::from(across) * u64::from(down);
    while job.protocol != Protocol::Sixel && count(across, down) > MOST && (across > 1 || down > 1) {
        (across, down) = ((across / 2).max(1), (down / 2).max(1));
    }
    (across, down)
}

fn kitty(id: u32, data: &str) -> String {
    let mut sequences = String::with_capacity(data.len() + data.len() / 100);
    let pieces = data.as_bytes().chunks(PIECE);
    let last = pieces.len() - 1;
    for (index, piece) in pieces.enumerate() {
        let head = if index == 0 { format!("a=t,f=100,i={id},q=2,") } else { "q=2,".to_owned() };
        let piece = std::str::from_utf8(piece).unwrap_or_default();
        let _ = write!(sequences, "\x1b_G{head}m={};{piece}\x1b\\", u8::from(index < last));
    }
    sequences
}

fn iterm(file: &[u8], columns: u16, rows: u32) -> String {
    let size = file.len();
    let data = text::base64(file);
    format!("\x1b]1337;File=inline=1;size={size};width={columns};height={rows};preserveAspectRatio=0:{data}\x07")
}

/// Sixels: bands of six rows, and in each a line for each color. Nearly transparent pixels are left out.
fn sixels(pixels: &Pixels) -> String {
    let solid = |pixel: &[u8]| [pixel[0], pixel[1], pixel[2], 255];
    // In a large picture only some of the pixels choose its colors.
    let step = (pixels.bytes.len() / 4).div_ceil(ENOUGH).max(1);
    let some: Vec<u8> = pixels.bytes.chunks_exact(4).step_by(step).flat_map(solid).collect();
    let palette = NeuQuant::new(i32::try_from(10 / step).unwrap_or(1).max(1), COLORS, &some);
    let (width, height) = (pixels.width as usize, pixels.height as usize);
    let mut sequences = format!("\x1bP0;1;0q\"1;1;{width};{height}");
    for (index, color) in palette.color_map_rgb().chunks_exact(3).enumerate() {
        let [red, green, blue] = [color[0], color[1], color[2]].map(|it| u32::from(it) * 100 / 255);
        let _ = write!(sequences, "#{index};2;{red};{green};{blue}");
    }
    let line = width * 4;
    for rows in pixels.bytes.chunks(line * 6) {
        let mut lines: Vec<Option<Vec<u8>>> = vec![None; COLORS + 1];
        for (at, pixel) in rows.chunks_exact(4).enumerate().filter(|(_, pixel)| pixel[3] >= 128) {
            let color = palette.index_of(&solid(pixel));
            lines[color].get_or_insert_with(|| vec![0; width])[at % width] |= 1 << (at / width);
        }
        for (color, line) in lines.iter().enumerate().filter_map(|(color, line)| Some((color, line.as_ref()?))) {
            let _ = write!(sequences, "#{color}");
            for run in line.chunk_by(|a, b| a == b) {
                let sixel = char::from(b'?' + run[0]);
                match run.len() {
                    1..=3 => sequences.extend(std::iter::repeat_n(sixel, run.len())),
                    count => drop(write!(sequences, "!{count}{sixel}")),
                }
            }
            sequences.push('$');
        }
        sequences.push('-');
    }
    sequences.push_str("\x1b\\");
    sequences
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use ratatui::layout::Rect;

    use super::*;
    use crate::page::Image;
    use crate::picture::{Fit, Picture};
    use crate::raster::Overlay;
    use crate::terminal::graphics::{Answer, Graphics};

    proptest! {
        #[test]
        fn no_reported_cell_size_makes_a_picture_larger_than_a_screen(
            cell in (1_u16.., 1_u16..),
            (width, height) in (1_u16..1000, 5_u16..500),
            protocol in prop_oneof![Just(Protocol::Kitty), Just(Protocol::Iterm), Just(Protocol::Sixel)],
        ) {
            let mut graphics = Graphics::default();
            graphics.learn(Answer::Draws(protocol));
            graphics.learn(Answer::Cell { width: cell.0, height: cell.1 });
            let image = Image::new(Arc::new(Picture::blank(1)), width, height, Fit::Contain);
            graphics.draws(&Overlay { area: Rect::new(0, 0, width, height), image });
            for job in graphics.take_wanted() {
                let (across, down) = pixels_of_cell(&job);
                let pixels = u64::from(width) * u64::from(height) * u64::from(across) * u64::from(down);
                prop_assert!(pixels <= 1 << 22, "{} pixels", pixels);
            }
        }
    }

    #[test]
    fn bytes_are_written_as_rfc_4648_has_it() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
        for (bytes, letters) in pairs {
            assert_eq!(text::base64(bytes.as_bytes()), letters);
        }
    }

    #[test]
    fn a_large_picture_is_handed_to_kitty_in_pieces() {
        let sequences = kitty(5, &"A".repeat(2 * PIECE + 1));
        let pieces: Vec<&str> = sequences.split_terminator("\x1b\\").collect();
        let [first, second, third] = pieces.as_slice() else { panic!("{} pieces", pieces.len()) };
        assert!(first.starts_with("\x1b_Ga=t,f=100,i=5,q=2,m=1;AAAA") && second.starts_with("\x1b_Gq=2,m=1;A"));
        assert_eq!(*third, "\x1b_Gq=2,m=0;A");
    }

    #[test]
    fn sixels_are_bands_of_six_rows_with_a_line_for_each_color() {
        let (red, blue, clear) = ([255, 0, 0, 255], [0, 0, 255, 255], [0, 0, 0, 0]);
        let row = [red, red, red, red, red, blue, clear].concat();
        let pixels = Pixels { width: 7, height: 7, channels: 4, bytes: row.repeat(7) };
        let sequences = sixels(&pixels);
        assert!(sequences.starts_with("\x1bP0;1;0q\"1;1;7;7#0;2;") && sequences.ends_with("-\x1b\\"), "{sequences:?}");
        let lines = sequences.rsplit_once(';').unwrap().1.split_once('#').unwrap().1;
        assert_eq!(lines.matches('-').count(), 2);
        // All six rows of five columns, then of the sixth; in the second band only the first row.
        assert!(lines.contains("!5~??$") && lines.contains("!5?~?$") && lines.contains("!5@??$"), "{lines:?}");
    }
}
