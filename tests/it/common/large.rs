//! Emulates text twice as large on a terminal: scaled text (OSC 66) and rows of double height (DECDHL, DECSWL).
//!
//! Knows only what the program writes. What would break a real terminal is a failure: wide characters on a row of double height, characters after
//! the end of such a row, characters in the lower half of scaled text.

use pupitre::text;
use unicode_segmentation::UnicodeSegmentation;

/// How a row of the terminal is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Row {
    #[default]
    Usual,
    Upper,
    Lower,
    Wide,
}

/// A cell of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Cell {
    #[default]
    Blank,
    Letters(String),
    /// The upper left cell of scaled text.
    Scaled(String),
    /// Another cell of text that begins this many columns to the left and rows above.
    PartOf(usize, usize),
}

/// The text size of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Usual,
    Scaled,
    Doubled,
}

#[derive(Clone)]
struct Grid {
    cells: Vec<Vec<Cell>>,
    rows: Vec<Row>,
}

impl Grid {
    fn new(width: usize, height: usize) -> Self {
        Self { cells: vec![vec![Cell::Blank; width]; height], rows: vec![Row::Usual; height] }
    }
}

/// A terminal that has received some bytes.
pub struct Magnified {
    width: usize,
    height: usize,
    shell: Grid,
    own: Option<Grid>,
    at: (usize, usize),
    /// The number of rows that were still of double height when the screen was given back.
    pub left: usize,
}

impl Magnified {
    pub fn of(raw: &str, width: usize, height: usize) -> Self {
        let mut terminal = Self { width, height, shell: Grid::new(width, height), own: None, at: (0, 0), left: 0 };
        terminal.take(raw);
        terminal
    }

    fn grid(&mut self) -> &mut Grid {
        self.own.as_mut().unwrap_or(&mut self.shell)
    }

    fn take(&mut self, raw: &str) {
        let mut rest = raw;
        while let Some(char) = rest.chars().next() {
            if char != '\x1b' {
                let cluster = rest.graphemes(true).next().unwrap_or_default();
                rest = &rest[cluster.len()..];
                self.print(cluster);
                continue;
            }
            rest = match rest.as_bytes().get(1) {
                Some(b'[') => {
                    let end = rest[2..].find(|char: char| ('\x40'..'\x7f').contains(&char)).map(|at| at + 2);
                    let Some(end) = end else { return };
                    self.control(&rest[2..end], rest.as_bytes()[end]);
                    &rest[end + 1..]
                }
                Some(b'#') => {
                    let Some(kind) = rest.as_bytes().get(2) else { return };
                    let (row, y) = (*kind, self.at.1);
                    self.grid().rows[y] = match row {
                        b'3' => Row::Upper,
                        b'4' => Row::Lower,
                        b'6' => Row::Wide,
                        _ => Row::Usual,
                    };
                    &rest[3..]
                }
                Some(b']' | b'_' | b'P') => {
                    let Some(end) = rest.find("\x1b\\").or_else(|| rest.find('\x07')) else { return };
                    if let Some(scaled) = rest[..end].strip_prefix("\x1b]66;") {
                        self.scaled(scaled);
                    }
                    rest[end..].strip_prefix("\x1b\\").unwrap_or(&rest[end + 1..])
                }
                _ => rest.get(2..).unwrap_or_default(),
            };
        }
    }

    fn control(&mut self, parameters: &str, last: u8) {
        let numbers: Vec<usize> = parameters.split(';').map(|it| it.parse().unwrap_or(0)).collect();
        let (x, y) = self.at;
        match (last, parameters) {
            (b'H', _) => {
                let number = |at: usize| numbers.get(at).copied().unwrap_or(0).max(1) - 1;
                self.at = (number(1), number(0).min(self.height - 1));
            }
            (b'G', _) => self.at.0 = numbers[0].max(1) - 1,
            (b'B', _) => self.at.1 = (y + numbers[0].max(1)).min(self.height - 1),
            (b'K', "2") => (0..self.width).for_each(|x| self.clear(x, y)),
            (b'K', _) => (x..self.width).for_each(|x| self.clear(x, y)),
            (b'J', "2") => {
                for y in 0..self.height {
                    (0..self.width).for_each(|x| self.clear(x, y));
                }
            }
            (b'h', "?1049") => self.own = Some(Grid::new(self.width, self.height)),
            (b'l', "?1049") => {
                let own = self.own.take().expect("it was entered");
                self.left += own.rows.iter().filter(|row| **row != Row::Usual).count();
            }
            _ => {}
        }
    }

    /// Removes everything that covers part of a cell.
    fn clear(&mut self, x: usize, y: usize) {
        let (left, up) = match &self.grid().cells[y][x] {
            Cell::PartOf(left, up) => (*left, *up),
            _ => (0, 0),
        };
        let (x, y) = (x - left, y - up);
        let (width, height) = (self.width, self.height);
        let grid = self.grid();
        grid.cells[y][x] = Cell::Blank;
        for (down, row) in grid.cells[y..height.min(y + 2)].iter_mut().enumerate() {
            for (right, cell) in row[x..width].iter_mut().enumerate() {
                if *cell == Cell::PartOf(right, down) {
                    *cell = Cell::Blank;
                }
            }
        }
    }

    fn print(&mut self, cluster: &str) {
        // What the shell shows does not matter.
        if self.own.is_none() || cluster.chars().any(char::is_control) {
            return;
        }
        let ((x, y), wide) = (self.at, text::width(cluster));
        let row = self.grid().rows[y];
        assert!(row == Row::Usual || wide == 1, "xterm ends at {cluster:?} on a row of double height");
        // The query whether there are such rows is written after the end of one.
        let columns = if row == Row::Usual { self.width } else { self.width / 2 };
        assert!(row == Row::Wide || x + wide <= columns, "{cluster:?} stands behind the end of row {y}");
        if x + wide <= columns {
            self.put(Cell::Letters(cluster.to_owned()), wide, 1);
        }
    }

    /// `s=2;words`, `s=2:w=2;words`
    fn scaled(&mut self, scaled: &str) {
        let (keys, words) = scaled.split_once(';').expect("keys, then words");
        assert!(keys.starts_with("s=2") && words.len() <= 4096, "{keys:?} {}", words.len());
        match keys.split_once(":w=") {
            Some((_, cells)) => self.put(Cell::Scaled(words.to_owned()), cells.parse::<usize>().unwrap() * 2, 2),
            None => words.graphemes(true).for_each(|it| self.put(Cell::Scaled(it.to_owned()), text::width(it) * 2, 2)),
        }
    }

    fn put(&mut self, cell: Cell, width: usize, height: usize) {
        let (x, y) = self.at;
        let (last, rows) = (self.width.min(x + width), self.height);
        assert!(y + height <= rows, "it stands below the last row");
        for at in x..last {
            let above = matches!(self.grid().cells[y][at], Cell::PartOf(_, up) if up > 0);
            assert!(!above, "column {at} of row {y} is the lower half of scaled letters");
            (y..y + height).for_each(|y| self.clear(at, y));
        }
        for (down, row) in self.grid().cells[y..y + height].iter_mut().enumerate() {
            (x..last).for_each(|at| row[at] = Cell::PartOf(at - x, down));
        }
        self.grid().cells[y][x] = cell;
        self.at.0 = x + width;
    }

    /// The text size, and the text, one line per row of text.
    pub fn seen(&self) -> (Size, String) {
        let grid = self.own.as_ref().unwrap_or(&self.shell);
        let scaled = grid.cells.iter().flatten().any(|cell| matches!(cell, Cell::Scaled(_)));
        let doubled = grid.rows.iter().any(|row| *row != Row::Usual);
        let rows: Vec<String> = match (scaled, doubled) {
            (true, true) => panic!("letters are scaled on rows of double height"),
            (true, false) => (0..self.height / 2).map(|y| self.text(grid, 2 * y)).collect(),
            (false, true) => (0..self.height / 2)
                .map(|y| {
                    assert_eq!(grid.rows[2 * y..2 * y + 2], [Row::Upper, Row::Lower], "row {y}");
                    let [upper, lower] = [2 * y, 2 * y + 1].map(|y| self.text(grid, y));
                    assert_eq!(upper, lower, "the halves of row {y}");
                    upper
                })
                .collect(),
            (false, false) => (0..self.height).map(|y| self.text(grid, y)).collect(),
        };
        let size = if scaled {
            Size::Scaled
        } else if doubled {
            Size::Doubled
        } else {
            Size::Usual
        };
        (size, rows.join("\n").trim_end().to_owned())
    }

    fn text(&self, grid: &Grid, y: usize) -> String {
        let row = &grid.cells[y];
        let is_scaled = row.iter().any(|cell| matches!(cell, Cell::Scaled(_)));
        let row: String = (0..self.width)
            .step_by(if is_scaled { 2 } else { 1 })
            .map(|x| match &row[x] {
                Cell::Letters(letters) | Cell::Scaled(letters) => letters.as_str(),
                Cell::Blank => " ",
                Cell::PartOf(..) => "",
            })
            .collect();
        row.trim_end().to_owned()
    }

    /// Whether the shell has its screen back unchanged.
    pub fn is_given_back(&self) -> bool {
        self.own.is_none() && self.left == 0 && self.shell.rows.iter().all(|row| *row == Row::Usual)
    }
}
