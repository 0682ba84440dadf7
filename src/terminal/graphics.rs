//! Pictures on terminals that can draw them: which way they are asked for, and which of them are on the screen.
//!
//! A terminal is asked once, when the first picture is wanted, and nobody waits for what it answers: until then pictures
//! are drawn with half blocks, as they are wherever something lies over them.

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

/// Ways to draw pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// sw.kovidgoyal.net/kitty/graphics-protocol
    Kitty,
    /// iterm2.com/documentation-images.html
    Iterm,
    /// VT330/VT340 Programmer Reference Manual, volume 2, chapter 14.
    Sixel,
}

/// What a terminal tells of how it draws pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Draws(Protocol),
    /// The size of a cell in pixels.
    Cell {
        width: u16,
        height: u16,
    },
}

/// Whether it draws as kitty does, its name, the size of its cells, its attributes: the last is answered by all.
pub const QUESTIONS: &str = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[>q\x1b[16t\x1b[c";

/// How large its cells are.
pub const CELL_SIZE: &str = "\x1b[16t";

/// Takes all pictures away, and what the terminal keeps of them.
pub const TAKE_AWAY: &str = "\x1b_Ga=d,d=A,q=2\x1b\\";

/// Fewer rows of a picture say as much in half blocks.
const LEAST_ROWS: u32 = 5;

/// As many encoded pictures are kept.
const MOST_KEPT: usize = 12;

/// And as many bytes of them, besides the pictures on the screen.
const MOST_BYTES: usize = 16 << 20;

/// The largest side of a cell, in pixels, that a terminal is believed.
const LARGEST_CELL: u16 = 256;

/// The most pixels of a picture in sixels, about as many as a large screen has: a larger one is drawn with half blocks.
const MOST_SIXELS: u64 = 1 << 22;

/// Whether the terminal may be asked; `var` gives the environment's variables. Inside tmux and screen what answers is not what
/// draws; a console of Linux and the terminal of macOS print such questions.
pub fn may_ask(var: impl Fn(&str) -> Option<String>) -> bool {
    let term = var("TERM").unwrap_or_default();
    let multiplexed = ["screen", "tmux"].iter().any(|name| term.starts_with(name)) || var("TMUX").is_some();
    let prints =
        ["", "dumb", "linux"].contains(&term.as_str()) || var("TERM_PROGRAM").as_deref() == Some("Apple_Terminal");
    cfg!(unix) && !multiplexed && var("STY").is_none() && !prints
}

/// A picture at a size, or the part of it that is scrolled into view.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    picture: u64,
    size: (u16, u16),
    fit: Fit,
    rows: (u32, u32),
}

impl Key {
    fn of(image: &Image) -> Self {
        let Image { picture, width, height, fit, rows: Range { start, end } } = image;
        Self { picture: picture.key, size: (*width, *height), fit: *fit, rows: (*start, *end) }
    }
}

/// A picture to be encoded: off the path, since it takes longer than a key may.
#[derive(Debug)]
pub struct Unencoded {
    pub key: Key,
    pub image: Image,
    pub protocol: Protocol,
    /// The size in pixels of a cell of the page, and how many columns, and rows, of the terminal it takes.
    pub cell: (u16, u16),
    pub factor: u16,
    /// The number by which the terminal knows the picture.
    pub id: u32,
}

/// A picture as orders for the terminal.
#[derive(Debug)]
pub struct Orders {
    /// Hands the picture over; empty where it comes with the order below.
    pub send: String,
    /// Draws it from the cursor on.
    pub place: String,
    pub id: u32,
}

/// What a change of the page takes away and draws anew.
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

/// The pictures that a terminal draws.
#[derive(Debug, Default)]
pub struct Graphics {
    protocol: Option<Protocol>,
    cell: Option<(u16, u16)>,
    letters: Letters,
    ready: BTreeMap<Key, Arc<Orders>>,
    /// Those that are being encoded or are ready, and their numbers.
    asked: BTreeMap<Key, u32>,
    wanted: Vec<Unencoded>,
    /// Those that the terminal has been handed.
    sent: BTreeSet<Key>,
    shown: Vec<Overlay>,
    last_id: u32,
}

impl Graphics {
    /// Takes in what the terminal told; says whether pictures are to be drawn in another way now. The first way that is
    /// told stays, except that kitty's comes before all: it draws under nothing and takes the fewest bytes.
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

    /// Draws pictures for letters of another size from now on.
    pub fn set_letters(&mut self, letters: Letters) {
        self.letters = letters;
        self.ready.clear();
        self.asked.clear();
    }

    pub fn protocol(&self) -> Option<Protocol> {
        self.protocol
    }

    /// What is to be encoded.
    pub fn take_wanted(&mut self) -> Vec<Unencoded> {
        std::mem::take(&mut self.wanted)
    }

    /// A picture was encoded.
    pub fn take(&mut self, key: Key, orders: Orders) {
        // What was asked for in another way, or for cells of another size, comes too late.
        if self.asked.get(&key) == Some(&orders.id) {
            self.ready.insert(key, Arc::new(orders));
        }
    }

    /// Nothing is known any more of what is on the screen.
    pub fn forget(&mut self) {
        self.shown.clear();
        self.sent.clear();
    }

    /// Whether the terminal draws a picture by itself now: it can, and the picture is encoded. Otherwise it is asked for.
    pub fn draws(&mut self, Overlay { image, .. }: &Overlay) -> bool {
        let Some(protocol) = self.protocol.filter(|_| image.height() >= LEAST_ROWS) else { return false };
        // Sixels have no size but their own: without that of a cell they would stand over the words around them.
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

    /// What is to be done so that these pictures and no others are on the screen; `redrawn` rows were erased.
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

    /// The orders that take pictures away where writing over them does not.
    pub fn write_gone(&self, gone: &[Overlay], bytes: &mut String) {
        if self.protocol == Some(Protocol::Kitty) {
            for orders in gone.iter().filter_map(|it| self.ready.get(&Key::of(&it.image))) {
                let _ = write!(bytes, "\x1b_Ga=d,d=i,i={},q=2\x1b\\", orders.id);
            }
        }
    }

    /// The orders that draw pictures.
    pub fn write_new(&mut self, new: &[Overlay], bytes: &mut String) {
        for Overlay { area, image } in new {
            let key = Key::of(image);
            let Some(orders) = self.ready.get(&key) else { continue };
            if self.sent.insert(key) {
                bytes.push_str(&orders.send);
            }
            self.letters.write_picture((area.x, area.y), &orders.place, bytes);
        }
        self.let_go(bytes);
    }

    /// Keeps no more than a few pictures besides those on the screen.
    fn let_go(&mut self, bytes: &mut String) {
        let bytes_of = |orders: &Arc<Orders>| orders.send.len() + orders.place.len();
        while self.ready.len() > MOST_KEPT || self.ready.values().map(bytes_of).sum::<usize>() > MOST_BYTES {
            let unseen = |key: &&Key| !self.shown.iter().any(|it| Key::of(&it.image) == **key);
            let oldest = self.ready.iter().filter(|(key, _)| unseen(key)).min_by_key(|(_, orders)| orders.id);
            let Some((key, id)) = oldest.map(|(key, orders)| (key.clone(), orders.id)) else { return };
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
