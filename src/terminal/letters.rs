//! Text twice as large, on terminals that can: as scaled text (sw.kovidgoyal.net/kitty/text-sizing-protocol), else on double-height lines
//! (VT100 User Guide, "DECDHL"). The page is then laid out for half as many columns and rows, and each of its cells covers four of the
//! terminal's.
//!
//! The terminal is asked once, together with all other questions, and only answers in time count.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use crate::deck::Size;
use crate::lectern::{Obstacle, WideSigns};
use crate::raster::{Raster, is_narrow};
use crate::settings::Large;
use crate::terminal::unlocked::write_now;
use crate::terminal::{answers, monotonic};

/// The key that enlarges the font in most terminals.
pub const FONT_KEY: &str = if cfg!(target_os = "macos") { "⌘ +" } else { "Ctrl +" };

/// The smallest screen, in large cells, that gets large text automatically: the size for which decks are written.
const USUAL: Size = Size { width: 80, height: 22 };

/// The smallest screen that can have large text at all.
const SMALLEST: Size = Size { width: 40, height: 12 };

/// The rows, from 1, where the two questions are asked. Not row 1: a cursor report for it looks like a key (F3 with Shift and the like).
const SCALED_ROW: u16 = 2;
const DOUBLED_ROW: u16 = 4;

/// The most rows of a terminal that are used.
const MOST_ROWS: usize = 500;

/// Makes a row normal, and moves to the next.
const TAKE_BACK: &[u8; 6] = b"\x1b#5\x1b[B";

/// Moves to the first row.
const FROM_TOP: &[u8; 3] = b"\x1b[H";

/// The bytes that make all rows normal, prepared for a program that has to end at once.
static ROWS_TAKEN_BACK: [u8; FROM_TOP.len() + MOST_ROWS * TAKE_BACK.len()] = {
    let mut bytes = [0; FROM_TOP.len() + MOST_ROWS * TAKE_BACK.len()];
    let mut at = 0;
    while at < bytes.len() {
        bytes[at] = if at < FROM_TOP.len() { FROM_TOP[at] } else { TAKE_BACK[(at - FROM_TOP.len()) % TAKE_BACK.len()] };
        at += 1;
    }
    bytes
};

/// How many rows of the terminal have double height now.
static DOUBLED_ROWS: AtomicU16 = AtomicU16::new(0);

/// The text size, and how the terminal does it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Letters {
    #[default]
    Usual,
    /// Twice as large, as scaled text.
    Scaled,
    /// Twice as large: two rows of the terminal show the upper and the lower half of a row.
    Doubled,
}

/// How the cells of a row are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Usual,
    Scaled,
    UpperHalf,
    LowerHalf,
}

impl Letters {
    /// How many columns, and rows, of the terminal a cell takes.
    pub fn factor(self) -> u16 {
        if self == Self::Usual { 1 } else { 2 }
    }

    /// The size in cells of a terminal of this size.
    pub fn on(self, size: Size) -> Size {
        Size { width: size.width / self.factor(), height: size.height / self.factor() }
    }

    /// The forms in which a row is written: one, or its two halves.
    pub fn forms(self) -> &'static [Form] {
        match self {
            Self::Usual => &[Form::Usual],
            Self::Scaled => &[Form::Scaled],
            Self::Doubled => &[Form::UpperHalf, Form::LowerHalf],
        }
    }

    /// Moves the cursor to a cell and draws a picture with `place`. A row of double height has half as many columns, and terminals disagree
    /// about whether pictures follow that, so the row is made normal meanwhile.
    pub fn write_picture(self, (x, y): (u16, u16), place: &str, bytes: &mut String) {
        let [x, y] = [x, y].map(|at| at * self.factor() + 1);
        let _ = match self {
            Self::Usual | Self::Scaled => write!(bytes, "\x1b[{y};{x}H{place}"),
            Self::Doubled => write!(bytes, "\x1b[{y};1H\x1b#5\x1b[{y};{x}H{place}\x1b[{y};1H\x1b#3"),
        };
    }
}

impl Form {
    /// The column and row of the terminal, from 1, of a cell of the page.
    pub fn place(self, (x, y): (u16, u16)) -> (u16, u16) {
        match self {
            Self::Usual => (x + 1, y + 1),
            Self::Scaled => (2 * x + 1, 2 * y + 1),
            Self::UpperHalf => (x + 1, 2 * y + 1),
            Self::LowerHalf => (x + 1, 2 * y + 2),
        }
    }
}

/// Makes the rows of a page double height, from the top.
pub fn double_rows(rows: u16, bytes: &mut String) {
    bytes.push_str("\x1b[H");
    (0..rows).for_each(|_| bytes.push_str("\x1b#3\x1b[B\x1b#4\x1b[B"));
}

/// Makes rows of the terminal normal again.
pub fn take_back_rows(rows: u16, bytes: &mut String) {
    bytes.push_str(std::str::from_utf8(taken_back(rows)).unwrap_or_default());
}

fn taken_back(rows: u16) -> &'static [u8] {
    &ROWS_TAKEN_BACK[..FROM_TOP.len() + usize::from(rows).min(MOST_ROWS) * TAKE_BACK.len()]
}

/// Notes that this many rows have double height, or will with the next write.
pub fn are_doubled(rows: u16) {
    DOUBLED_ROWS.store(rows, Ordering::Relaxed);
}

/// Makes all rows normal again. It can run anywhere: it does not allocate, and it does not wait.
pub fn leave() {
    let rows = DOUBLED_ROWS.swap(0, Ordering::Relaxed);
    if rows > 0 {
        write_now(taken_back(rows));
    }
}

/// Replaces characters that are, or may be, wider than one cell: xterm 379 crashes if a double-height line contains one.
pub fn narrow(raster: &mut Raster) {
    let width = raster.cells.area.width;
    for y in 0..raster.cells.area.height {
        let wide: Vec<(u16, u16)> =
            raster.row(y).filter(|(.., cell)| !is_narrow(cell.symbol())).map(|(x, cells, _)| (x, cells)).collect();
        for (x, cells) in wide {
            let mut sign = raster.cells[(x, y)].clone();
            sign.set_symbol("?");
            (x..width.min(x + cells)).for_each(|x| raster.cells[(x, y)] = sign.clone());
        }
    }
    raster.unsure.clear();
}

/// The question whether text can be large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    Unasked,
    /// Asked while the terminal had this many columns.
    Open {
        width: u16,
        since: Duration,
    },
    Answered,
}

/// Finds out whether text can be twice as large, and chooses the size.
pub struct Enlarger {
    /// What the user has set, and what is wanted now.
    set: Large,
    wanted: Large,
    /// Why the terminal is not asked.
    unasked: Option<Obstacle>,
    question: Question,
    /// What the terminal can do.
    has: Option<Letters>,
    pub letters: Letters,
    /// The last reason that was shown to the user.
    told: Option<Obstacle>,
}

impl Enlarger {
    /// `var` reads the environment's variables. Inside tmux and screen, the program that answers is not the one that shows the text. A Linux console
    /// has one text size. Without Unix, we cannot read answers.
    pub fn new(set: Large, var: impl Fn(&str) -> Option<String>) -> Self {
        let term = var("TERM").unwrap_or_default();
        let is_within = ["screen", "tmux"].iter().any(|name| term.starts_with(name));
        let unasked = match () {
            () if is_within || var("TMUX").is_some() || var("STY").is_some() => Some(Obstacle::Multiplexer),
            () if ["", "dumb", "linux"].contains(&term.as_str()) || !cfg!(unix) => Some(Obstacle::Terminal),
            () => None,
        };
        let letters = Letters::Usual;
        Self { set, wanted: set, unasked, question: Question::Unasked, has: None, letters, told: None }
    }

    /// The smallest screen, in large cells, where large text is wanted.
    fn least(&self) -> Size {
        if self.wanted == Large::Auto { USUAL } else { SMALLEST }
    }

    fn has_room(&self, size: Size) -> bool {
        let (half, least) = (Letters::Doubled.on(size), self.least());
        half.width >= least.width && half.height >= least.height
    }

    /// The question to send, if it was not asked before and the answer matters. It writes on the screen, which must be cleared next, with
    /// line wrapping off.
    pub fn question(&mut self, size: Size) -> String {
        let is_wanted = matches!(self.wanted, Large::Auto | Large::Always) && self.unasked.is_none();
        if self.question != Question::Unasked || !is_wanted || !self.has_room(size) {
            return String::new();
        }
        self.question = Question::Open { width: size.width, since: monotonic() };
        // A space of two columns moves the cursor by two. On a double-width line the cursor stops at half of the columns.
        let more = usize::from(size.width / 2 + 4);
        format!(
            "\x1b[{SCALED_ROW};1H\x1b]66;s=2; \x1b\\\x1b[6n\x1b[2K\x1b[{DOUBLED_ROW};1H\x1b#6{:more$}\x1b[6n\x1b#5\x1b[2K",
            ""
        )
    }

    /// Takes the terminal's report of its cursor, by column and row from 1.
    pub fn hear(&mut self, column: u16, row: u16) {
        let Question::Open { width, .. } = self.question else { return };
        match (row, column) {
            (SCALED_ROW, 3) => self.has = Some(Letters::Scaled),
            // In Konsole it is one column further.
            (DOUBLED_ROW, column) if column == width / 2 || column == width / 2 + 1 => {
                self.has.get_or_insert(Letters::Doubled);
            }
            _ => {}
        }
    }

    /// Takes the end of all answers. Returns whether it matters: it came in time, and the text can be larger or the user must be told that it cannot.
    pub fn end_answers(&mut self) -> bool {
        let Question::Open { since, .. } = self.question else { return false };
        self.question = Question::Answered;
        let in_time = monotonic().saturating_sub(since) < answers::latest();
        if !in_time {
            self.has = None;
        }
        in_time && (self.has.is_some() || self.wanted == Large::Always)
    }

    /// Whether large text was requested and there is no answer to wait for.
    pub fn is_settled_unasked(&self) -> bool {
        matches!(self.wanted, Large::Always | Large::Lines) && self.question == Question::Unasked
    }

    /// Whether an answer is expected.
    pub fn is_asking(&self) -> bool {
        matches!(self.question, Question::Open { .. })
    }

    /// Chooses the text size for a terminal of this size; `obstacle` tells what the slides need. Returns what to tell the user.
    pub fn choose(
        &mut self,
        size: Size,
        obstacle: impl FnOnce(Size, WideSigns) -> Option<Obstacle>,
    ) -> Option<Obstacle> {
        let chosen = self.possible(size, obstacle);
        self.letters = chosen.unwrap_or_default();
        // The terminal has not answered yet.
        let is_open = self.is_asking();
        let is_asked_for = matches!(self.wanted, Large::Always | Large::Lines) && !is_open;
        let tells = chosen.err().filter(|why| is_asked_for && self.told != Some(*why));
        if !is_open {
            self.told = chosen.err();
        }
        tells
    }

    fn possible(
        &self,
        size: Size,
        obstacle: impl FnOnce(Size, WideSigns) -> Option<Obstacle>,
    ) -> Result<Letters, Obstacle> {
        let has = match self.wanted {
            Large::Never => return Ok(Letters::Usual),
            Large::Lines => Some(Letters::Doubled),
            Large::Auto | Large::Always => self.has,
        };
        let least = self.least();
        let letters = match self.unasked {
            Some(Obstacle::Multiplexer) => return Err(Obstacle::Multiplexer),
            _ if !self.has_room(size) => {
                return Err(Obstacle::Screen(Size { width: least.width * 2, height: least.height * 2 }));
            }
            _ => has.ok_or(Obstacle::Terminal)?,
        };
        let wide_signs = if letters == Letters::Doubled { WideSigns::NotShown } else { WideSigns::Shown };
        obstacle(letters.on(size), wide_signs).map_or(Ok(letters), Err)
    }

    /// Switches to the other text size.
    pub fn turn(&mut self) {
        self.wanted = match (self.letters, self.set) {
            (Letters::Scaled | Letters::Doubled, _) => Large::Never,
            (Letters::Usual, Large::Lines) => Large::Lines,
            (Letters::Usual, _) => Large::Always,
        };
        self.told = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn enlarger(set: Large, term: &'static str) -> Enlarger {
        Enlarger::new(set, move |name| (name == "TERM").then(|| term.to_owned()))
    }

    const LARGE: Size = Size { width: 160, height: 44 };

    fn fits(_: Size, _: WideSigns) -> Option<Obstacle> {
        None
    }

    /// The text size chosen after the terminal reports these cursor positions.
    fn answered(places: &[(u16, u16)]) -> Letters {
        let mut enlarger = enlarger(Large::Auto, "xterm-256color");
        assert!(!enlarger.question(LARGE).is_empty());
        places.iter().for_each(|(column, row)| enlarger.hear(*column, *row));
        assert_eq!(enlarger.end_answers(), enlarger.has.is_some());
        assert_eq!(enlarger.choose(LARGE, fits), None);
        enlarger.letters
    }

    #[test]
    fn only_features_the_terminal_reports_are_used() {
        // kitty, xterm, Konsole, Contour. Then terminals that can do neither, answer something else, or do not answer.
        assert_eq!(answered(&[(3, 2), (85, 4)]), Letters::Scaled);
        assert_eq!(answered(&[(1, 2), (80, 4)]), Letters::Doubled);
        assert_eq!(answered(&[(1, 2), (81, 4)]), Letters::Doubled);
        assert_eq!(answered(&[(3, 2), (80, 4)]), Letters::Scaled);
        for other in [&[(1, 2), (85, 4)][..], &[(2, 2), (79, 4)], &[(3, 4), (80, 2)], &[(80, 1)], &[]] {
            assert_eq!(answered(other), Letters::Usual, "{other:?}");
        }
    }

    #[test]
    fn unexpected_and_repeated_answers_are_ignored() {
        let mut enlarger = enlarger(Large::Auto, "xterm");
        enlarger.hear(3, 2);
        assert!(!enlarger.end_answers());
        enlarger.question(LARGE);
        enlarger.end_answers();
        enlarger.hear(80, 4);
        assert!(!enlarger.end_answers());
        enlarger.choose(LARGE, fits);
        assert_eq!(enlarger.letters, Letters::Usual);
        assert_eq!(enlarger.question(LARGE), "", "it is asked once");
    }

    #[test]
    fn a_terminal_is_not_asked_if_large_text_is_impossible_or_unwanted() {
        for (set, term, width, height) in [
            (Large::Auto, "tmux-256color", 160, 44),
            (Large::Always, "screen", 160, 44),
            (Large::Auto, "linux", 160, 44),
            (Large::Never, "xterm", 160, 44),
            (Large::Lines, "xterm", 160, 44),
            (Large::Auto, "xterm", 159, 44),
            (Large::Auto, "xterm", 160, 43),
            (Large::Always, "xterm", 79, 44),
        ] {
            assert_eq!(enlarger(set, term).question(Size { width, height }), "", "{set:?} {term} {width}x{height}");
        }
        assert_ne!(enlarger(Large::Always, "xterm").question(Size { width: 80, height: 24 }), "");
    }

    #[test]
    fn the_reason_for_no_large_text_is_told_once_on_request() {
        let number = crate::deck::Number::Slide(3);
        let told = |set, term, size, answer: Option<(u16, u16)>, slides: Option<Obstacle>| {
            let mut enlarger = enlarger(set, term);
            if !enlarger.question(size).is_empty() {
                assert_eq!(enlarger.choose(size, |_, _| slides), None, "nothing is known yet");
                answer.into_iter().for_each(|(column, row)| enlarger.hear(column, row));
                enlarger.end_answers();
            }
            let first = enlarger.choose(size, |_, _| slides);
            assert_eq!(enlarger.choose(size, |_, _| slides), None, "it was told");
            first
        };
        let small = Size { width: 79, height: 24 };
        let smallest = Size { width: 80, height: 24 };
        let slide = Some(Obstacle::Slide(number));
        assert_eq!(told(Large::Always, "tmux", LARGE, None, None), Some(Obstacle::Multiplexer));
        assert_eq!(told(Large::Lines, "screen", LARGE, None, None), Some(Obstacle::Multiplexer));
        assert_eq!(told(Large::Always, "xterm", small, None, None), Some(Obstacle::Screen(smallest)));
        assert_eq!(told(Large::Always, "xterm", LARGE, None, None), Some(Obstacle::Terminal));
        assert_eq!(told(Large::Always, "xterm", LARGE, Some((80, 4)), slide), slide);
        assert_eq!(told(Large::Lines, "mlterm", LARGE, None, slide), slide);
        assert_eq!(told(Large::Lines, "mlterm", LARGE, None, None), None);
        assert_eq!(told(Large::Auto, "xterm", LARGE, Some((80, 4)), slide), None);
    }

    #[test]
    fn a_key_turns_large_letters_off_and_on() {
        let mut enlarger = enlarger(Large::Auto, "xterm");
        enlarger.question(LARGE);
        enlarger.hear(80, 4);
        enlarger.end_answers();
        let mut turned = || {
            enlarger.choose(LARGE, fits);
            let letters = enlarger.letters;
            enlarger.turn();
            letters
        };
        assert_eq!([(); 3].map(|()| turned()), [Letters::Doubled, Letters::Usual, Letters::Doubled]);
    }

    #[test]
    fn rows_are_taken_back_one_by_one() {
        assert_eq!(taken_back(2), b"\x1b[H\x1b#5\x1b[B\x1b#5\x1b[B");
        assert_eq!(taken_back(u16::MAX).len(), ROWS_TAKEN_BACK.len());
    }
}
