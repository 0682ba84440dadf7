//! A strict terminal: it knows the few sequences that a show may write, and reports any other as a fault.

use pupitre::deck::Size;
use pupitre::text;
use unicode_segmentation::UnicodeSegmentation;

use crate::properties::harmless;

/// The look of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cell {
    /// Empty in the second half of a wide character.
    text: String,
    look: Look,
    link: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Look {
    /// Bold, italic, underlined, reversed, struck out.
    on: [bool; 5],
    letters: Vec<u8>,
    ground: Vec<u8>,
}

impl Cell {
    /// What is visible of it: of a space only the background and lines.
    fn seen(&self) -> Self {
        let mut seen = self.clone();
        if self.text == " " {
            let [_, _, line, turned, struck] = self.look.on;
            seen.look.on = [false, false, line, turned, struck];
            if !(line || turned || struck) {
                seen.look.letters.clear();
            }
        }
        seen
    }
}

/// The screen after everything written so far.
#[derive(Clone, Debug)]
pub struct Terminal {
    size: Size,
    cells: Vec<Cell>,
    at: (usize, usize),
    look: Look,
    link: String,
}

impl Terminal {
    pub fn new(size: Size) -> Self {
        let blank = Cell { text: " ".to_owned(), ..Cell::default() };
        let cells = vec![blank; usize::from(size.width) * usize::from(size.height)];
        Self { size, cells, at: (0, 0), look: Look::default(), link: String::new() }
    }

    /// Takes the bytes written; returns what is wrong with them.
    pub fn write(&mut self, bytes: &str) -> Result<(), String> {
        let mut rest = bytes;
        while let Some(found) = rest.find('\x1b') {
            self.print(&rest[..found])?;
            rest = self.order(&rest[found + 1..])?;
        }
        self.print(rest)?;
        match (self.look == Look::default(), self.link.is_empty()) {
            (true, true) => Ok(()),
            (false, _) => Err("a look is left on".to_owned()),
            (_, false) => Err("a link is left open".to_owned()),
        }
    }

    /// Takes the sequence after an escape; returns what follows it.
    fn order<'t>(&mut self, rest: &'t str) -> Result<&'t str, String> {
        if let Some((id, body)) = rest.strip_prefix("]8;").and_then(|body| body.split_once(';')) {
            if !id.strip_prefix("id=").unwrap_or(id).chars().all(|it| it.is_ascii_hexdigit()) {
                return Err(format!("{id:?} for a link's name"));
            }
            let (link, rest) = body.split_once("\x1b\\").ok_or("a link without its end")?;
            if let Some(char) = link.chars().find(|it| !it.is_ascii_graphic()) {
                return Err(format!("{char:?} in a link"));
            }
            link.clone_into(&mut self.link);
            return Ok(rest);
        }
        let wrong = || format!("a sequence that is not allowed: {:?}", rest.chars().take(12).collect::<String>());
        let body = rest.strip_prefix('[').ok_or_else(wrong)?;
        let end = body.find(|it: char| !matches!(it, '0'..='9' | ';' | '?')).ok_or_else(wrong)?;
        let (parameters, rest) = (&body[..end], &body[end + 1..]);
        match (parameters, body.as_bytes()[end]) {
            ("?2026", b'h' | b'l') => {}
            ("2", b'J') => *self = Self::new(self.size),
            ("2", b'K') => self.erase_row()?,
            ("", b'K') => self.erase_end(),
            (place, b'H') => self.go(place).ok_or_else(wrong)?,
            (column, b'G') => self.go(&format!("{};{column}", self.at.1 + 1)).ok_or_else(wrong)?,
            (codes, b'm') => self.dress(codes).ok_or_else(wrong)?,
            _ => return Err(wrong()),
        }
        Ok(rest)
    }

    fn go(&mut self, place: &str) -> Option<()> {
        let (y, x) = place.split_once(';')?;
        let (y, x): (usize, usize) = (y.parse().ok()?, x.parse().ok()?);
        let inside =
            (1..=usize::from(self.size.height)).contains(&y) && (1..=usize::from(self.size.width)).contains(&x);
        inside.then(|| self.at = (x - 1, y - 1))
    }

    /// Terminals disagree on whether the current background fills an erased row.
    fn erase_row(&mut self) -> Result<(), String> {
        if self.look != Look::default() || !self.link.is_empty() {
            return Err("a row is erased with a look or a link on".to_owned());
        }
        let width = usize::from(self.size.width);
        self.cells[self.at.1 * width..][..width].fill(Cell { text: " ".to_owned(), ..Cell::default() });
        Ok(())
    }

    /// From the cursor on, with the current background.
    fn erase_end(&mut self) {
        let (x, y) = self.at;
        let width = usize::from(self.size.width);
        self.halve(x, y);
        let blank = Cell {
            text: " ".to_owned(),
            look: Look { ground: self.look.ground.clone(), ..Look::default() },
            ..Cell::default()
        };
        self.cells[y * width..][x..width].fill(blank);
    }

    fn dress(&mut self, codes: &str) -> Option<()> {
        let mut codes = codes.split(';').map(|code| code.parse::<u8>().ok());
        while let Some(code) = codes.next() {
            match code? {
                0 => self.look = Look::default(),
                code @ (1 | 3 | 4 | 7 | 9) => {
                    let place = [1, 3, 4, 7, 9].iter().position(|it| *it == code)?;
                    self.look.on[place] = true;
                }
                39 => self.look.letters.clear(),
                49 => self.look.ground.clear(),
                code @ (30..=38 | 90..=97) => self.look.letters = color(code, 38, &mut codes)?,
                code @ (40..=48 | 100..=107) => self.look.ground = color(code, 48, &mut codes)?,
                _ => return None,
            }
        }
        Some(())
    }

    fn print(&mut self, run: &str) -> Result<(), String> {
        if let Some(fault) = harmless::fault(run) {
            return Err(fault);
        }
        for cluster in run.graphemes(true) {
            let wide = text::width(cluster);
            let (x, y) = self.at;
            let (width, height) = (usize::from(self.size.width), usize::from(self.size.height));
            if x + wide > width || y >= height {
                return Err(format!("{cluster:?} is outside the page, at {x}, {y} of {}", self.size));
            }
            self.halve(x, y);
            self.halve(x + wide, y);
            for (index, cell) in self.cells[y * width + x..][..wide].iter_mut().enumerate() {
                let text = if index == 0 { cluster.to_owned() } else { String::new() };
                *cell = Cell { text, look: self.look.clone(), link: self.link.clone() };
            }
            self.at = (x + wide, y);
        }
        Ok(())
    }

    /// Breaks a wide character that begins before this cell and continues in it, because part of it is about to be overwritten. The other half of
    /// two cells disappears; what remains of wider characters is undefined.
    fn halve(&mut self, x: usize, y: usize) {
        let width = usize::from(self.size.width);
        let row = &mut self.cells[y * width..][..width];
        let goes_on = |cell: &Cell| cell.text.is_empty();
        if !row.get(x).is_some_and(goes_on) {
            return;
        }
        let first = row[..x].iter().rposition(|cell| !goes_on(cell)).unwrap_or(0);
        let end = row[x..].iter().position(|cell| !goes_on(cell)).map_or(width, |more| x + more);
        let left = if end - first == 2 { " " } else { "▒" };
        row[first..end].iter_mut().for_each(|cell| left.clone_into(&mut cell.text));
    }

    /// Where this screen and another one look different.
    pub fn difference(&self, other: &Self) -> Option<String> {
        let mut pairs = self.cells.iter().map(Cell::seen).zip(other.cells.iter().map(Cell::seen)).enumerate();
        let (at, (here, there)) = pairs.find(|(_, (here, there))| here != there)?;
        let width = usize::from(self.size.width);
        Some(format!("row {}, column {}: {here:?} is not {there:?}", at / width, at % width))
    }
}

/// The codes of one color, the first of which has been read.
fn color(code: u8, long: u8, codes: &mut impl Iterator<Item = Option<u8>>) -> Option<Vec<u8>> {
    if code != long {
        return Some(vec![code]);
    }
    let kind = codes.next()??;
    let count = match kind {
        2 => 3,
        5 => 1,
        _ => return None,
    };
    let channels: Option<Vec<u8>> = codes.take(count).collect();
    channels.filter(|it| it.len() == count)
}
