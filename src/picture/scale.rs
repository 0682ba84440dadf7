//! Pixels, and scaling them.

use std::fmt;
use std::ops::Range;

use crate::picture::{Fit, Ink};

/// Pixels in rows from the top left: one byte per channel, up to four channels, the last of which is alpha.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    /// 1: gray, 2: gray and alpha, 3: red, green and blue, 4: these and alpha.
    pub channels: usize,
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} × {} pixels", self.width, self.height)
    }
}

/// A part of a picture, in pixels from edge to edge. Edges may be inside a pixel.
#[derive(Clone, Copy)]
struct Part {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
}

/// For each pixel of the result: the source pixels, and the weight of each; the weights add up to 1.
type Weights = Vec<(Range<usize>, Vec<f32>)>;

impl Pixels {
    /// Red, green, blue and alpha of a pixel.
    pub fn at(&self, x: u32, y: u32) -> [u8; 4] {
        let from = (y as usize * self.width as usize + x as usize) * self.channels;
        color(&self.bytes[from..from + self.channels])
    }

    /// The darkest and the lightest color of a picture with a transparent background. `None` if it covers nine tenths or more.
    pub fn ink(&self) -> Option<Ink> {
        let all = self.bytes.chunks_exact(self.channels).map(color);
        let clear = all.clone().filter(|it| it[3] < 128).count();
        if clear * 10 <= self.bytes.len() / self.channels {
            return None;
        }
        let light = |it: &[u8; 4]| u32::from(it[0]) * 299 + u32::from(it[1]) * 587 + u32::from(it[2]) * 114;
        let covering = all.filter(|it| it[3] >= 128);
        let ends = [covering.clone().min_by_key(light)?, covering.max_by_key(light)?];
        Some(ends.map(|[red, green, blue, _]| (red, green, blue)))
    }

    /// The same at most this large, without changing the proportions.
    pub fn within(&self, (width, height): (u32, u32)) -> Self {
        let share = (width as f32 / self.width as f32).min(height as f32 / self.height as f32).min(1.0);
        let side = |side: u32| ((side as f32 * share).round() as u32).max(1);
        let (width, height) = (side(self.width), side(self.height));
        self.of_part(self.whole(), width, height, 0..height)
    }

    /// The picture fitted into this many pixels. What stays empty is transparent.
    pub fn fitted(&self, fit: Fit, width: u32, height: u32) -> Self {
        match fit {
            Fit::Cover => self.of_part(self.covering(width, height), width, height, 0..height),
            Fit::Contain => {
                let share = (width as f32 / self.width as f32).min(height as f32 / self.height as f32);
                let side = |side: u32, most: u32| ((side as f32 * share).round() as u32).clamp(1, most);
                let (wide, high) = (side(self.width, width), side(self.height, height));
                self.of_part(self.whole(), wide, high, 0..high).in_the_middle(width, height)
            }
        }
    }

    /// The picture in exactly this many pixels, cropped if it must cover them. Only some `rows` are made, so that the work depends on what is
    /// visible.
    pub fn stretched(&self, fit: Fit, width: u32, height: u32, rows: Range<u32>) -> Self {
        let part = match fit {
            Fit::Contain => self.whole(),
            Fit::Cover => self.covering(width, height),
        };
        self.of_part(part, width, height, rows)
    }

    /// The middle part with the proportions of this many pixels.
    fn covering(&self, width: u32, height: u32) -> Part {
        let share = (width as f32 / self.width as f32).max(height as f32 / self.height as f32);
        let (seen, high) = (width as f32 / share, height as f32 / share);
        let whole = self.whole();
        Part { x: (whole.width - seen) / 2.0, y: (whole.height - high) / 2.0, width: seen, height: high }
    }

    /// The rows in a range.
    pub fn rows(self, rows: Range<u32>) -> Self {
        let line = self.width as usize * self.channels;
        let (from, to) = (rows.start.min(self.height), rows.end.min(self.height));
        Self { height: to - from, bytes: self.bytes[from as usize * line..to as usize * line].to_vec(), ..self }
    }

    /// The picture turned upright, with four channels; `turn` is its Exif orientation (see `picture::turn`).
    pub fn turned(self, turn: u8) -> Self {
        if !(2..=8).contains(&turn) {
            return self;
        }
        let (right, bottom) = (self.width - 1, self.height - 1);
        let (width, height) = if turn >= 5 { (self.height, self.width) } else { (self.width, self.height) };
        let source = |x: u32, y: u32| match turn {
            2 => (right - x, y),
            3 => (right - x, bottom - y),
            4 => (x, bottom - y),
            5 => (y, x),
            6 => (y, bottom - x),
            7 => (right - y, bottom - x),
            _ => (right - y, x),
        };
        let places = (0..height).flat_map(|y| (0..width).map(move |x| source(x, y)));
        let bytes = places.flat_map(|(x, y)| self.at(x, y)).collect();
        Self { width, height, channels: 4, bytes }
    }

    fn whole(&self) -> Part {
        Part { x: 0.0, y: 0.0, width: self.width as f32, height: self.height as f32 }
    }

    fn in_the_middle(self, width: u32, height: u32) -> Self {
        if (self.width, self.height) == (width, height) {
            return self;
        }
        let mut bytes = vec![0; width as usize * height as usize * 4];
        let (left, top) = ((width - self.width) / 2, (height - self.height) / 2);
        let line = self.width as usize * 4;
        for (y, row) in self.bytes.chunks(line).enumerate() {
            let from = ((top as usize + y) * width as usize + left as usize) * 4;
            bytes[from..from + line].copy_from_slice(row);
        }
        Self { width, height, channels: 4, bytes }
    }

    /// A part of the picture in this many pixels, only some rows of it. Each pixel is the mean of the area that it covers, with four
    /// channels.
    fn of_part(&self, part: Part, width: u32, height: u32, rows: Range<u32>) -> Self {
        let across = weights(part.x, part.width, self.width, width, 0..width);
        let down = weights(part.y, part.height, self.height, height, rows);
        let height = down.len() as u32;
        let mut bytes = Vec::with_capacity(width as usize * height as usize * 4);
        let mut line = vec![[0.0_f32; 4]; width as usize];
        for (rows, shares) in &down {
            line.fill([0.0; 4]);
            for (y, share) in rows.clone().zip(shares) {
                for (sum, (columns, weights)) in line.iter_mut().zip(&across) {
                    for (x, weight) in columns.clone().zip(weights) {
                        let [red, green, blue, cover] = self.at(x as u32, y as u32).map(f32::from);
                        let cover = cover * weight * share;
                        let parts = [red * cover, green * cover, blue * cover, cover];
                        sum.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
                    }
                }
            }
            bytes.extend(line.iter().flat_map(|[red, green, blue, cover]| {
                let color = |sum: &f32| if *cover > 0.0 { (sum / cover).round() as u8 } else { 0 };
                [color(red), color(green), color(blue), cover.round() as u8]
            }));
        }
        Self { width, height, channels: 4, bytes }
    }
}

/// Red, green, blue and alpha of a pixel with any number of channels.
fn color(pixel: &[u8]) -> [u8; 4] {
    match *pixel {
        [grey] => [grey, grey, grey, 255],
        [grey, cover] => [grey, grey, grey, cover],
        [red, green, blue] => [red, green, blue, 255],
        [red, green, blue, cover] => [red, green, blue, cover],
        _ => [0; 4],
    }
}

/// Reduces a large picture while its rows arrive: each square block of pixels becomes one, so that the whole picture is never in memory.
pub struct Blocks {
    width: u32,
    channels: usize,
    /// The side of a block in pixels.
    side: usize,
    /// For the incomplete blocks: sums of red, green and blue, each times alpha, and of alpha.
    sums: Vec<[u32; 4]>,
    /// How many rows have been added to them.
    rows: usize,
    bytes: Vec<u8>,
}

impl Blocks {
    /// The largest blocks that leave at least `most` pixels in one direction.
    pub fn within((width, height): (u32, u32), channels: usize, most: (u32, u32)) -> Self {
        let side = (width / most.0.max(1)).max(height / most.1.max(1)).max(1);
        let sums = vec![[0; 4]; width.div_ceil(side) as usize];
        Self { width, channels, side: side as usize, sums, rows: 0, bytes: Vec::new() }
    }

    /// Adds the next row.
    pub fn add(&mut self, row: &[u8]) {
        for (sum, pixels) in self.sums.iter_mut().zip(row.chunks(self.side * self.channels)) {
            for pixel in pixels.chunks_exact(self.channels) {
                let [red, green, blue, cover] = color(pixel).map(u32::from);
                let parts = [red * cover, green * cover, blue * cover, cover];
                sum.iter_mut().zip(parts).for_each(|(sum, part)| *sum += part);
            }
        }
        self.rows += 1;
        if self.rows == self.side {
            self.complete();
        }
    }

    fn complete(&mut self) {
        let (side, width) = (self.side, self.width as usize);
        for (index, sum) in self.sums.iter_mut().enumerate() {
            let [red, green, blue, cover] = std::mem::take(sum);
            let count = (side.min(width - index * side) * self.rows) as u32;
            let mean = |sum: u32| ((sum + cover / 2) / cover.max(1)) as u8;
            self.bytes.extend([mean(red), mean(green), mean(blue), ((cover + count / 2) / count) as u8]);
        }
        self.rows = 0;
    }

    /// What has arrived so far, with four channels. `None` if there is not a whole row.
    pub fn done(mut self) -> Option<Pixels> {
        if self.rows > 0 {
            self.complete();
        }
        let width = self.sums.len() as u32;
        let height = (self.bytes.len() / 4) as u32 / width;
        (height > 0).then_some(Pixels { width, height, channels: 4, bytes: self.bytes })
    }
}

/// Divides `length` pixels from `start` into `wanted` equal parts. For each part in `some`: the pixels, of `count`, that it covers, and
/// how much of each.
fn weights(start: f32, length: f32, count: u32, wanted: u32, some: Range<u32>) -> Weights {
    let each = length / wanted as f32;
    let one = |index: u32| {
        let from = (start + each * index as f32).clamp(0.0, count as f32);
        let to = (start + each * (index + 1) as f32).clamp(from, count as f32);
        let first = (from as usize).min(count as usize - 1);
        let last = (to.ceil() as usize).clamp(first + 1, count as usize);
        let over = |pixel: usize| (to.min(pixel as f32 + 1.0) - from.max(pixel as f32)).max(0.0);
        let mut shares: Vec<f32> = (first..last).map(over).collect();
        let sum: f32 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share = if sum > 0.0 { *share / sum } else { 1.0 });
        (first..last, shares)
    };
    some.map(one).collect()
}
