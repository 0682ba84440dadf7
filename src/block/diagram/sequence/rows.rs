//! Computes the rows of each event of a sequence, one below the other.

use crate::block::diagram::boxes::{lines, widest};
use crate::block::diagram::sequence::columns::{Columns, LOOP, Reach, Style};
use crate::block::diagram::sequence::{Event, Message, Sequence, Side};
use crate::lang::Words;

/// A sequence with all its places. Columns and rows count from 0.
pub struct Laid<'a> {
    pub sequence: &'a Sequence,
    pub columns: Columns,
    /// The height of the participants' boxes.
    pub head: usize,
    pub events: Vec<Placed>,
    pub height: usize,
    /// The words that are broken between letters.
    pub broken: Vec<String>,
}

/// The place of an event.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Its first row, and the row after its last.
    pub from: usize,
    pub to: usize,
    /// The row of its line, or of the previous line.
    pub line: usize,
    /// The lines of its text.
    pub words: Vec<String>,
    /// The place of the text, or of its box: column, row, width, height.
    pub place: (usize, usize),
    pub size: (usize, usize),
}

impl<'a> Laid<'a> {
    /// `None` if it is wider than `width`.
    pub fn new(sequence: &'a Sequence, words: &Words, style: Style, width: usize) -> Option<Self> {
        let mut broken = Vec::new();
        let columns = Columns::new(sequence, words, &style, &mut broken);
        if columns.width > width {
            return None;
        }
        let head = columns.heads.iter().map(Vec::len).max().unwrap_or(1).max(1) + 2 + 2 * style.rise;
        let mut laid = Self { sequence, columns, head, events: Vec::new(), height: head, broken };
        let mut frames: Vec<Reach> = Vec::new();
        for (index, event) in sequence.events.iter().enumerate() {
            let is_seen = !matches!(event, Event::Begins(_) | Event::Ends(_));
            laid.height += if is_seen { style.air } else { 0 };
            let at = laid.height;
            let placed = match event {
                Event::Message(message) => laid.message(message, at, style.wrap, style.is_close),
                Event::Note { side, from, to, text } => laid.note(*side, (*from, *to), text, at, style.wrap),
                Event::Begins(_) | Event::Ends(_) => {
                    let line = laid.events.iter().rev().map(|it| it.line).find(|line| *line > 0);
                    Placed { from: at, to: at, line: line.unwrap_or(at), ..Placed::default() }
                }
                Event::Open(fold, title) => {
                    frames.push(laid.columns.frames.get(&index).copied().unwrap_or_default());
                    laid.title(&fold.title(title, true, words), frames.last(), at)
                }
                Event::Divide(fold, title) => laid.title(&fold.title(title, false, words), frames.last(), at),
                Event::Close(_) => {
                    frames.pop();
                    Placed { from: at, to: at + 1, ..Placed::default() }
                }
            };
            laid.height = placed.to;
            laid.events.push(placed);
        }
        laid.height += 1 + style.air;
        Some(laid)
    }

    /// The column of a participant's lifeline.
    pub fn center(&self, actor: usize) -> usize {
        self.columns.centers[actor]
    }

    /// The outermost columns of a frame.
    pub fn sides(&self, frame: &Reach) -> (usize, usize) {
        (self.center(frame.first) - frame.left, self.center(frame.last) + frame.right)
    }

    fn message(&mut self, message: &Message, at: usize, wrap: usize, is_close: bool) -> Placed {
        let (left, right) = (self.center(message.from.min(message.to)), self.center(message.from.max(message.to)));
        if left == right {
            let words = lines(&message.text, wrap, &mut self.broken);
            let size = (widest(&words), words.len());
            return Placed { from: at, to: at + size.1.max(2), line: at, words, place: (left + LOOP, at), size };
        }
        let room = right - left - 1;
        let words = lines(&message.text, room - 2, &mut self.broken);
        let wide = widest(&words);
        let rows = if wide == 0 { 0 } else { words.len() };
        let is_inside = is_close && rows == 1 && wide + 5 <= room;
        let line = at + if is_inside { 0 } else { rows };
        Placed { from: at, to: line + 1, line, words, place: (left + 1 + (room - wide) / 2, at), size: (wide, rows) }
    }

    fn note(&mut self, side: Side, (from, to): (usize, usize), text: &str, at: usize, wrap: usize) -> Placed {
        let (left, right) = (self.center(from), self.center(to));
        let span = right - left + 1;
        let words = lines(text, if from == to { wrap } else { span }, &mut self.broken);
        let wide = if from == to { widest(&words).max(1) + 4 } else { span + 4 };
        let x = match side {
            Side::Left => left - wide - 1,
            Side::Right => left + 2,
            Side::Over if from == to => left - (wide - 1) / 2,
            Side::Over => left - 2,
        };
        let size = (wide, words.len() + 2);
        Placed { from: at, to: at + size.1, line: 0, words, place: (x, at), size }
    }

    fn title(&mut self, title: &str, frame: Option<&Reach>, at: usize) -> Placed {
        let (left, right) = frame.map_or((0, 0), |frame| self.sides(frame));
        let room = (right - left + 1).saturating_sub(4).max(1);
        let words = lines(title, room, &mut self.broken);
        let size = (widest(&words), words.len());
        Placed { from: at, to: at + size.1.max(1), line: 0, words, place: (left + 2, at), size }
    }
}
