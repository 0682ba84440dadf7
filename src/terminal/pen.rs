//! Cells to orders for the terminal: moves, links, colours, letters.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color as CellColor, Modifier};

/// The cells that lead somewhere, by column and row.
pub type Links = HashMap<(u16, u16), Arc<str>>;

/// The look of a terminal that has been told none.
pub const PLAIN: (CellColor, CellColor, Modifier) = (CellColor::Reset, CellColor::Reset, Modifier::empty());

/// Whether terminals disagree about how many cells a cluster takes: some know joined pictures, skin tones, flags, keycaps and
/// presentation selectors (UTS 51) and some do not, some add up the letters of a syllable, and the pictures since Unicode 9
/// are news to old tables.
pub fn is_unsure(cluster: &str) -> bool {
    if cluster.len() < 3 {
        return false;
    }
    let disputed = |char: char| {
        matches!(char, '\u{17d8}' | '\u{200d}' | '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f1e6}'..='\u{1f1ff}'
            | '\u{1f3fb}'..='\u{1f3ff}' | '\u{1f6d3}'..='\u{1f6ff}' | '\u{1f7e0}'..='\u{1f7ff}' | '\u{1f900}'..='\u{1faff}')
    };
    cluster.contains(disputed) || (cluster.chars().nth(1).is_some() && crate::text::width(cluster) > 1)
}

/// The rows that hold a cluster of unsure width.
pub fn unsure_rows(buffer: &Buffer) -> Vec<u16> {
    let width = usize::from(buffer.area.width).max(1);
    let rows = (0..).zip(buffer.content.chunks(width));
    rows.filter(|(_, row)| row.iter().any(|cell| is_unsure(cell.symbol()))).map(|(y, _)| y).collect()
}

/// Writes cells: moves, links, colours and letters.
pub struct Pen<'a> {
    pub bytes: &'a mut String,
    pub links: &'a Links,
    /// Where the cursor is, where that is sure.
    pub at: Option<(u16, u16)>,
    pub look: (CellColor, CellColor, Modifier),
    pub open: Option<&'a Arc<str>>,
}

impl<'a> Pen<'a> {
    pub fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go(x, y);
        self.link(self.links.get(&(x, y)));
        let wanted = (cell.fg, cell.bg, cell.modifier);
        if self.look != wanted {
            sgr(self.bytes, Some(self.look), wanted);
            self.look = wanted;
        }
        let cells = cells_of(cell);
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
    pub fn row(&mut self, y: u16, page: &Buffer) {
        self.lift();
        self.go(0, y);
        self.bytes.push_str("\x1b[2K");
        let mut x = 0;
        while x < page.area.width {
            let cell = &page[(x, y)];
            self.put(x, y, cell);
            x += cells_of(cell);
        }
    }

    /// Makes the rest of a row blank, on the ground of a cell: for terminals that erase in colour.
    pub fn erase_from(&mut self, x: u16, y: u16, cell: &Cell) {
        self.go(x, y);
        self.link(None);
        let wanted = (cell.fg, cell.bg, Modifier::empty());
        if self.look != wanted {
            sgr(self.bytes, Some(self.look), wanted);
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
            let _ = write!(self.bytes, "\x1b]8;;{}\x1b\\", link.map_or("", |link| link));
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

/// How many cells the letters of one take, by our count.
fn cells_of(cell: &Cell) -> u16 {
    u16::try_from(crate::text::width(cell.symbol())).unwrap_or(1).max(1)
}

/// The order that changes one look into another; each look is told whole where something has to be taken away.
pub fn sgr(bytes: &mut String, from: Option<(CellColor, CellColor, Modifier)>, to: (CellColor, CellColor, Modifier)) {
    let (fg, bg, modifiers) = to;
    let from = from.unwrap_or(PLAIN);
    let reset = !modifiers.contains(from.2);
    let base = if reset { PLAIN } else { from };
    let mut codes: Vec<String> = Vec::new();
    if reset {
        codes.push("0".to_owned());
    }
    let names = [
        (Modifier::BOLD, "1"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    codes.extend(
        names
            .iter()
            .filter(|(it, _)| modifiers.contains(*it) && !base.2.contains(*it))
            .map(|(_, code)| (*code).to_owned()),
    );
    if fg != base.0 {
        codes.push(color_code(fg, 30));
    }
    if bg != base.1 {
        codes.push(color_code(bg, 40));
    }
    if !codes.is_empty() {
        let _ = write!(bytes, "\x1b[{}m", codes.join(";"));
    }
}

/// The code of a colour; `base` is 30 for letters and 40 for grounds (ECMA-48, "SGR"; xterm for 256 and true colours).
fn color_code(color: CellColor, base: u8) -> String {
    match color {
        CellColor::Indexed(index @ 0..8) => format!("{}", base + index),
        CellColor::Indexed(index @ 8..16) => format!("{}", base + 52 + index),
        CellColor::Indexed(index) => format!("{};5;{index}", base + 8),
        CellColor::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
        _ => format!("{}", base + 9),
    }
}
