//! Turns cells into escape sequences: cursor moves, links, colors, text.

use std::fmt::Write as _;
use std::sync::Arc;

use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::Position;
use ratatui::style::{Color as CellColor, Modifier};

use crate::raster::{Links, Raster, is_unsure};
use crate::terminal::letters::Form;

/// The look that a terminal starts with.
pub const PLAIN: CellLook = (CellColor::Reset, CellColor::Reset, Modifier::empty());

/// Writes cells: cursor moves, links, colors and text.
pub struct Pen<'a> {
    pub bytes: &'a mut String,
    pub links: &'a Links,
    /// Where the cursor is, if that is certain.
    pub at: Option<(u16, u16)>,
    pub look: CellLook,
    pub open: Option<&'a Arc<str>>,
    /// How the cells are written.
    pub form: Form,
    /// The length of the open scaled text, in bytes. 0 if none is open.
    pub scaled: usize,
}

/// The longest scaled text that is written, in bytes. 4096 are allowed (sw.kovidgoyal.net/kitty/text-sizing-protocol).
const LONGEST_SCALED: usize = 4000;

/// The widest scaled text that can be declared, in cells.
const WIDEST_SCALED: u16 = 7;

impl<'a> Pen<'a> {
    pub fn new(bytes: &'a mut String, links: &'a Links) -> Self {
        Self { bytes, links, at: None, look: PLAIN, open: None, form: Form::Usual, scaled: 0 }
    }

    /// From now on writes cells in another form.
    pub fn set_form(&mut self, form: Form) {
        if self.form != form {
            (self.form, self.at) = (form, None);
        }
    }

    pub fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        let look = (cell.fg, cell.bg, cell.modifier);
        // Most cells are a letter or a space that looks like the cell before it.
        if cell.symbol().len() == 1 && self.at == Some((x, y)) && self.look == look && self.is_usual() {
            self.bytes.push_str(cell.symbol());
            self.at = Some((x + 1, y));
            return;
        }
        self.go(x, y);
        self.link(self.links.get(&Position { x, y }));
        self.take_look(look);
        let cells = cell.cell_width().max(1);
        let unsure = is_unsure(cell.symbol());
        if self.form == Form::Scaled {
            self.put_scaled(cell.symbol(), unsure.then_some(cells.min(WIDEST_SCALED)));
            self.at = Some((x + cells, y));
            return;
        }
        if unsure {
            // Fills the cells in case the terminal draws the cluster narrower.
            self.bytes.extend(std::iter::repeat_n(' ', usize::from(cells)));
            self.at = None;
            self.go(x, y);
        }
        self.bytes.push_str(cell.symbol());
        self.at = (!unsure).then_some((x + cells, y));
    }

    /// Whether nothing but looks differs between cells.
    fn is_usual(&self) -> bool {
        self.links.is_empty() && self.form != Form::Scaled
    }

    /// Writes text twice as large; `cells` is its width, if terminals disagree about it.
    fn put_scaled(&mut self, letters: &str, cells: Option<u16>) {
        if let Some(cells) = cells {
            self.end_scaled();
            let _ = write!(self.bytes, "\x1b]66;s=2:w={cells};{letters}\x1b\\");
            return;
        }
        if self.scaled == 0 {
            self.bytes.push_str("\x1b]66;s=2;");
        }
        self.bytes.push_str(letters);
        self.scaled += letters.len();
        if self.scaled >= LONGEST_SCALED {
            self.end_scaled();
        }
    }

    fn end_scaled(&mut self) {
        if std::mem::take(&mut self.scaled) > 0 {
            self.bytes.push_str("\x1b\\");
        }
    }

    fn take_look(&mut self, wanted: CellLook) {
        if self.look != wanted {
            self.end_scaled();
            sgr(self.bytes, self.look, wanted);
            self.look = wanted;
        }
    }

    /// Writes a whole row, whatever the terminal has shown there.
    pub fn row(&mut self, y: u16, raster: &Raster) {
        self.lift();
        self.go(0, y);
        self.bytes.push_str("\x1b[2K");
        raster.row(y).for_each(|(x, _, cell)| self.put(x, y, cell));
    }

    /// Erases the rest of a row with the background of a cell, on terminals that erase with it.
    pub fn erase_from(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go(x, y);
        self.link(None);
        self.take_look((cell.fg, cell.bg, Modifier::empty()));
        self.bytes.push_str("\x1b[K");
    }

    fn go(&mut self, x: u16, y: u16) {
        if self.at == Some((x, y)) {
            return;
        }
        self.end_scaled();
        let (column, row) = self.form.place((x, y));
        let _ = match self.at {
            // Within a row, setting the column is enough.
            Some((_, at)) if at == y => write!(self.bytes, "\x1b[{column}G"),
            _ => write!(self.bytes, "\x1b[{row};{column}H"),
        };
        self.at = Some((x, y));
    }

    fn link(&mut self, link: Option<&'a Arc<str>>) {
        if link != self.open {
            self.end_scaled();
            match link {
                Some(link) => drop(write!(self.bytes, "\x1b]8;id={:x};{link}\x1b\\", id(link))),
                None => self.bytes.push_str("\x1b]8;;\x1b\\"),
            }
            self.open = link;
        }
    }

    /// Ends an open link and resets the colors.
    pub fn lift(&mut self) {
        self.end_scaled();
        self.link(None);
        if self.look != PLAIN {
            self.bytes.push_str("\x1b[0m");
            self.look = PLAIN;
        }
    }
}

/// The id by which a terminal joins the parts of a link, also on several rows or written at different times
/// (gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda): FNV-1a of its address.
fn id(link: &str) -> u32 {
    link.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Foreground, background and modifiers of a cell.
pub type CellLook = (CellColor, CellColor, Modifier);

/// The sequence that changes one look into another. If something has to be switched off, the new look is written whole.
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

/// Writes the code of a color; `base` is 30 for the foreground and 40 for the background (ECMA-48, "SGR"; xterm for 256 and true colors).
fn push_color(bytes: &mut String, color: CellColor, base: u8) {
    let _ = match color {
        CellColor::Indexed(index @ 0..8) => write!(bytes, "{};", base + index),
        CellColor::Indexed(index @ 8..16) => write!(bytes, "{};", base + 52 + index),
        CellColor::Indexed(index) => write!(bytes, "{};5;{index};", base + 8),
        CellColor::Rgb(red, green, blue) => write!(bytes, "{};2;{red};{green};{blue};", base + 8),
        _ => write!(bytes, "{};", base + 9),
    };
}
