//! The messages from the threads at the edge to the main loop.

use crate::show::Input;
use crate::terminal::graphics::{Answer, Key, Sequences};
use crate::theme::Theme;

/// Identifies one opening of a deck, so that an answer for an earlier deck is not used for a later one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opening(u32);

impl Opening {
    pub fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

/// A message to the main loop.
pub enum Message {
    Input(Input),
    /// The result of a request for a deck.
    Answer(Opening, Input),
    /// A typed line, if input comes in lines.
    Line(String),
    /// A click, by column and row from 0.
    Click {
        x: u16,
        y: u16,
    },
    /// The terminal's background color.
    Background((u8, u8, u8)),
    /// How the terminal draws pictures.
    Graphics(Answer),
    /// Where the terminal's cursor is, by column and row from 1.
    Cursor {
        column: u16,
        row: u16,
    },
    /// The terminal has answered all questions that were sent together.
    Answered,
    /// A picture that the terminal can now draw.
    Encoded(Key, Sequences),
    /// A new theme.
    Theme(Box<Theme>),
    /// A file of the deck has changed.
    Changed,
    /// Draw everything again: another program had the terminal, or its size changed.
    Redraw,
    /// A request to suspend the program.
    Suspend,
    /// The program was stopped and continues: another program may have used the terminal.
    Continued,
    /// The terminal is gone.
    Gone,
}
