//! Cells to orders for the terminal: moves, links, colours, letters.

use std::fmt::Write as _;
use std::sync::Arc;

use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::Position;
use ratatui::style::{Color as CellColor, Modifier};

use crate::raster::{Links, Raster, is_unsure};

/// The look of a terminal that has been told none.
pub const PLAIN: CellLook = (CellColor::Reset, CellColor::Reset, Modifier::empty());

/// Writes cells: moves, links, colours and letters.
pub struct Pen<'a> {
    pub bytes: &'a mut String,
    pub links: &'a Links,
    /// Where the cursor is, where that is sure.
    pub at: Option<(u16, u16)>,
    pub look: CellLook,
    pub open: Option<&'a Arc<str>>,
}

impl<'a> Pen<'a> {
    pub fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go(x, y);
        self.link(self.links.get(&Position { x, y }));
        let wanted = (cell.fg, cell.bg, cell.modifier);
        if self.look != wanted {
            sgr(self.bytes, self.look, wanted);
            self.look = wanted;
        }
        let cells = cell.cell_width().max(1);
        let unsure = is_unsure(cell.symbol());
        if unsure {
            // What a terminal that draws it narrower leaves bare.
            self.bytes.extend(std::iter::repeat_n(' ', usize::from(cells)));
            self.at = None;
            self.go(x, y);
        }
        self.bytes.push_str(cell.symbol());
        self.at = (!unsure).then_some((x + cells, y));
    }

    /// Writes a row anew, whatever the terminal has made of it.
    pub fn row(&mut self, y: u16, raster: &Raster) {
        self.lift();
        self.go(0, y);
        self.bytes.push_str("\x1b[2K");
        raster.row(y).for_each(|(x, _, cell)| self.put(x, y, cell));
    }

    /// Makes the rest of a row blank, on the ground of a cell: for terminals that erase in colour.
    pub fn erase_from(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go(x, y);
        self.link(None);
        let wanted = (cell.fg, cell.bg, Modifier::empty());
        if self.look != wanted {
            sgr(self.bytes, self.look, wanted);
            self.look = wanted;
        }
        self.bytes.push_str("\x1b[K");
    }

    fn go(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if at == (x, y) => return,
            // Within a row its column is enough.
            Some((_, row)) if row == y => drop(write!(self.bytes, "\x1b[{}G", x + 1)),
            _ => drop(write!(self.bytes, "\x1b[{};{}H", y + 1, x + 1)),
        }
        self.at = Some((x, y));
    }

    fn link(&mut self, link: Option<&'a Arc<str>>) {
        if link != self.open {
            match link {
                Some(link) => drop(write!(self.bytes, "\x1b]8;id={:x};{link}\x1b\\", id(link))),
                None => self.bytes.push_str("\x1b]8;;\x1b\\"),
            }
            self.open = link;
        }
    }

    /// Leaves no link and no colour on.
    pub fn lift(&mut self) {
        self.link(None);
        if self.look != PLAIN {
            self.bytes.push_str("\x1b[0m");
            self.look = PLAIN;
        }
    }
}

/// The name under which a terminal knows the parts of a link for one, also those that are on several rows or written at another time
/// (gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda): FNV-1a of its address.
fn id(link: &str) -> u32 {
    link.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Letters, ground and the rest of a cell's look.
pub type CellLook = (CellColor, CellColor, Modifier);

/// The order that changes one look into another; each look is told whole where something has to be taken away.
pub fn sgr(bytes: &mut String, from: CellLook, to: CellLook) {
    let (fg, bg, modifiers) = to;
    let reset = !modifiers.contains(from.2);
    let base = if reset { PLAIN } else { from };
    let names = [
        (Modifier::BOLD, "1"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    let start = bytes.len();
    if reset {
        bytes.push_str("0;");
    }
    for (modifier, code) in names {
        if modifiers.contains(modifier) && !base.2.contains(modifier) {
            bytes.push_str(code);
            bytes.push(';');
        }
    }
    if fg != base.0 {
        push_color(bytes, fg, 30);
    }
    if bg != base.1 {
        push_color(bytes, bg, 40);
    }
    if bytes.len() > start {
        bytes.insert_str(start, "\x1b[");
        bytes.pop();
        bytes.push('m');
    }
}

/// Writes the code of a colour; `base` is 30 for letters and 40 for grounds (ECMA-48, "SGR"; xterm for 256 and true colours).
fn push_color(bytes: &mut String, color: CellColor, base: u8) {
    let _ = match color {
        CellColor::Indexed(index @ 0..8) => write!(bytes, "{};", base + index),
        CellColor::Indexed(index @ 8..16) => write!(bytes, "{};", base + 52 + index),
        CellColor::Indexed(index) => write!(bytes, "{};5;{index};", base + 8),
        CellColor::Rgb(red, green, blue) => write!(bytes, "{};2;{red};{green};{blue};", base + 8),
        _ => write!(bytes, "{};", base + 9),
    };
}
