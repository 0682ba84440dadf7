//! Pictures on terminals that can draw them: which protocol is used, and which pictures are on the screen.
//!
//! A terminal is asked once, when the first picture is needed, and nothing waits for its answer. Until then pictures are drawn with half
//! blocks, as they are if anything covers them.

mod encode;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

pub use encode::encode;

use crate::page::Image;
use crate::picture::Fit;
use crate::raster::Overlay;
use crate::terminal::letters::Letters;

/// Protocols for drawing pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// sw.kovidgoyal.net/kitty/graphics-protocol
    Kitty,
    /// iterm2.com/documentation-images.html
    Iterm,
    /// VT330/VT340 Programmer Reference Manual, volume 2, chapter 14.
    Sixel,
}

/// What a terminal answers about drawing pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Draws(Protocol),
    /// The size of a cell in pixels.
    Cell {
        width: u16,
        height: u16,
    },
}

/// Asks whether it has the kitty protocol, its name, the size of its cells, and its attributes, which every terminal answers.
pub const QUESTIONS: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q\x1b[16t\x1b[c";

/// Asks for the size of its cells.
pub const CELL_SIZE: &str = "\x1b[16t";

/// Removes all pictures from the screen and from the terminal's memory.
pub const TAKE_AWAY: &str = "\x1b_Ga=d,d=A,q=2\x1b\\";

/// Pictures with fewer rows are drawn with half blocks, which look as good.
const LEAST_ROWS: u32 = 5;

/// How many encoded pictures are kept.
const MOST_KEPT: usize = 12;

/// How many bytes of encoded pictures are kept besides those on the screen.
const MOST_BYTES: usize = 16 << 20;

/// The largest side of a cell, in pixels, that is believed.
const LARGEST_CELL: u16 = 256;

/// The most pixels of a sixel picture, about as many as a large screen has. Larger pictures are drawn with half blocks.
const MOST_SIXELS: u64 = 1 << 22;

/// Whether the terminal may be asked; `var` reads the environment's variables. Inside tmux and screen, the program that answers is not the
/// one that draws. The Linux console and the terminal of macOS print such questions.
pub fn may_ask(var: impl Fn(&str) -> Option<String>) -> bool {
    let term = var("TERM").unwrap_or_default();
    let multiplexed = ["screen", "tmux"].iter().any(|name| term.starts_with(name)) || var("TMUX").is_some();
    let prints =
        ["", "dumb", "linux"].contains(&term.as_str()) || var("TERM_PROGRAM").as_deref() == Some("Apple_Terminal");
    cfg!(unix) && !multiplexed && var("STY").is_none() && !prints
}

/// A picture at a size, or the visible part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    picture: u64,
    size: (u16, u16),
    fit: Fit,
    rows: (u32, u32),
}

impl Key {
    fn of(image: &Image) -> Self {
        let Image { picture, width, height, fit, rows: Range { start, end }, needs_pixels: _ } = image;
        Self { picture: picture.key, size: (*width, *height), fit: *fit, rows: (*start, *end) }
    }
}

/// A picture to be encoded, on another thread, since that takes longer than a key may.
#[derive(Debug)]
pub struct Unencoded {
    pub key: Key,
    pub image: Image,
    pub protocol: Protocol,
    /// The size of a page's cell in pixels, and how many columns and rows of the terminal it takes.
    pub cell: (u16, u16),
    pub factor: u16,
    /// The number by which the terminal knows the picture.
    pub id: u32,
}

/// A picture as escape sequences.
#[derive(Debug)]
pub struct Sequences {
    /// Sends the picture to the terminal. Empty if `place` contains it.
    pub send: String,
    /// Draws it at the cursor.
    pub place: String,
    pub id: u32,
}

/// The pictures to remove and to draw when the page changes.
#[derive(Debug, Default)]
pub struct Changes {
    pub gone: Vec<Overlay>,
    pub new: Vec<Overlay>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.new.is_empty()
    }
}

/// The state of the pictures that the terminal draws.
#[derive(Debug, Default)]
pub struct Graphics {
    protocol: Option<Protocol>,
    cell: Option<(u16, u16)>,
    letters: Letters,
    ready: BTreeMap<Key, Arc<Sequences>>,
    /// The pictures that are being encoded or are ready, and their numbers.
    asked: BTreeMap<Key, u32>,
    wanted: Vec<Unencoded>,
    /// The pictures that the terminal has in its memory.
    sent: BTreeSet<Key>,
    shown: Vec<Overlay>,
    last_id: u32,
}

impl Graphics {
    /// Takes an answer of the terminal. Returns whether pictures must be drawn in another way now. The first protocol that it reports is kept, but
    /// kitty's replaces any other: it needs the fewest bytes and never hides text.
    pub fn learn(&mut self, answer: Answer) -> bool {
        let before = (self.protocol, self.cell);
        match answer {
            Answer::Draws(protocol) if self.protocol.is_none() || protocol == Protocol::Kitty => {
                self.protocol = Some(protocol);
            }
            Answer::Draws(_) => {}
            Answer::Cell { width, height } if [width, height].iter().all(|side| (1..=LARGEST_CELL).contains(side)) => {
                self.cell = Some((width, height));
            }
            Answer::Cell { .. } => {}
        }
        let changed = (self.protocol, self.cell) != before;
        if changed {
            self.ready.clear();
            self.asked.clear();
        }
        changed
    }

    /// From now on draws pictures for another text size.
    pub fn set_letters(&mut self, letters: Letters) {
        self.letters = letters;
        self.ready.clear();
        self.asked.clear();
    }

    pub fn protocol(&self) -> Option<Protocol> {
        self.protocol
    }

    /// The pictures to encode.
    pub fn take_wanted(&mut self) -> Vec<Unencoded> {
        std::mem::take(&mut self.wanted)
    }

    /// Takes an encoded picture.
    pub fn take(&mut self, key: Key, sequences: Sequences) {
        // Too late if it was requested for another protocol or another size of cells.
        if self.asked.get(&key) == Some(&sequences.id) {
            self.ready.insert(key, Arc::new(sequences));
        }
    }

    /// Forgets what is on the screen.
    pub fn forget(&mut self) {
        self.shown.clear();
        self.sent.clear();
    }

    /// Whether the terminal draws this picture now: it can, and the picture is encoded. If it can and the picture is not, requests it.
    pub fn draws(&mut self, Overlay { image, .. }: &Overlay) -> bool {
        let Some(protocol) = self.protocol.filter(|_| image.height() >= LEAST_ROWS) else { return false };
        // A sixel picture has a fixed size in pixels: without knowing the cells, it could cover the text around it.
        let Some(cell) = self.cell.or((protocol != Protocol::Sixel).then_some((10, 20))) else { return false };
        let factor = self.letters.factor();
        let cell = (cell.0 * factor, cell.1 * factor);
        let pixels = u64::from(image.width) * u64::from(cell.0) * u64::from(image.height()) * u64::from(cell.1);
        if protocol == Protocol::Sixel && pixels > MOST_SIXELS {
            return false;
        }
        let key = Key::of(image);
        if !self.asked.contains_key(&key) {
            self.last_id += 1;
            self.asked.insert(key.clone(), self.last_id);
            let (key, image) = (key.clone(), image.clone());
            self.wanted.push(Unencoded { key, image, protocol, cell, factor, id: self.last_id });
        }
        self.ready.contains_key(&key)
    }

    /// What to do so that exactly these pictures are on the screen; the `redrawn` rows were erased.
    pub fn changes(&mut self, overlays: &[Overlay], redrawn: &[u16]) -> Changes {
        let erased = |it: &Overlay| {
            self.protocol != Some(Protocol::Kitty)
                && redrawn.iter().any(|row| (it.area.top()..it.area.bottom()).contains(row))
        };
        let gone = self.shown.iter().filter(|it| !overlays.contains(it)).cloned().collect();
        let new = overlays.iter().filter(|it| !self.shown.contains(it) || erased(it)).cloned().collect();
        self.shown = overlays.to_vec();
        Changes { gone, new }
    }

    /// Writes the sequences that remove pictures, for protocols where writing over them is not enough.
    pub fn write_gone(&self, gone: &[Overlay], bytes: &mut String) {
        if self.protocol == Some(Protocol::Kitty) {
            for sequences in gone.iter().filter_map(|it| self.ready.get(&Key::of(&it.image))) {
                let _ = write!(bytes, "\x1b_Ga=d,d=i,i={},q=2\x1b\\", sequences.id);
            }
        }
    }

    /// Writes the sequences that draw pictures.
    pub fn write_new(&mut self, new: &[Overlay], bytes: &mut String) {
        for Overlay { area, image } in new {
            let key = Key::of(image);
            let Some(sequences) = self.ready.get(&key) else { continue };
            if self.sent.insert(key) {
                bytes.push_str(&sequences.send);
            }
            self.letters.write_picture((area.x, area.y), &sequences.place, bytes);
        }
        self.let_go(bytes);
    }

    /// Frees old pictures until only a few remain besides those on the screen.
    fn let_go(&mut self, bytes: &mut String) {
        let bytes_of = |sequences: &Arc<Sequences>| sequences.send.len() + sequences.place.len();
        while self.ready.len() > MOST_KEPT || self.ready.values().map(bytes_of).sum::<usize>() > MOST_BYTES {
            let unseen = |key: &&Key| !self.shown.iter().any(|it| Key::of(&it.image) == **key);
            let oldest = self.ready.iter().filter(|(key, _)| unseen(key)).min_by_key(|(_, sequences)| sequences.id);
            let Some((key, id)) = oldest.map(|(key, sequences)| (key.clone(), sequences.id)) else { return };
            self.ready.remove(&key);
            self.asked.remove(&key);
            if self.sent.remove(&key) && self.protocol == Some(Protocol::Kitty) {
                let _ = write!(bytes, "\x1b_Ga=d,d=I,i={id},q=2\x1b\\");
            }
        }
    }
}

#[cfg(test)]
mod tests;
