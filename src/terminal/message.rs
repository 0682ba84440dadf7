//! What the threads at the edge tell the loop.

use crate::show::Input;
use crate::terminal::graphics::{Answer, Key, Orders};
use crate::theme::Theme;

/// One opening of a deck by a scene: what was asked for one deck is not for the deck that was opened since.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opening(u32);

impl Opening {
    pub fn next(self) -> Self {
        Self(self.0.wrapping_add(1))
    }
}

/// What the threads at the edge tell the loop.
pub enum Message {
    Input(Input),
    /// What was found for a deck that was opened.
    Answer(Opening, Input),
    /// A line that was typed, where what is typed comes in lines.
    Line(String),
    /// A click, by column and row from 0.
    Click {
        x: u16,
        y: u16,
    },
    /// The colour of the terminal's ground.
    Background((u8, u8, u8)),
    /// How the terminal draws pictures.
    Graphics(Answer),
    /// Where the terminal's cursor is, by column and row from 1.
    Cursor {
        column: u16,
        row: u16,
    },
    /// The terminal has answered all that it was asked at once.
    Answered,
    /// A picture is ready to be drawn by the terminal.
    Encoded(Key, Orders),
    /// Another theme to paint with.
    Theme(Box<Theme>),
    /// A file of the deck has changed.
    Changed,
    /// The terminal was another program's, or its size is another: draw everything again.
    Redraw,
    /// Another program wants the terminal.
    Suspend,
    /// The program goes on after it was stopped: the terminal may have been another's.
    Continued,
    /// The terminal has gone.
    Gone,
}
