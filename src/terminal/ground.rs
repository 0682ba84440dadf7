//! The terminal's background color, and how large its text can be. Both are asked before the first page is laid out, so that it does not
//! change theme or size right after it appears.

use std::io;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::deck::Deck;
use crate::terminal::input::Keyboard;
use crate::terminal::letters::Enlarger;
use crate::terminal::{Message, monotonic, question, write_ours};
use crate::theme::{Rgb, Theme, default_for};

/// Asks for the background color (XTerm Control Sequences, "Operating System Commands").
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// How long the first page waits for the answers, counted from the question. Most local terminals answer before the page is laid out,
/// kitty after 3 ms. We do not wait for slower ones.
const ANSWERS_WITHIN: Duration = Duration::from_millis(4);

/// A question, and when it was asked.
pub struct Asked(Duration);

/// What the terminal has answered in time.
#[derive(Default)]
pub struct Heard {
    pub ground: Option<Rgb>,
    /// Whether it is known how large the text can be.
    pub letters: bool,
}

/// Sends all questions for the first page, without waiting for answers.
///
/// # Errors
/// If the terminal cannot be written to.
pub fn ask(asks: &str) -> io::Result<Asked> {
    let asked = Asked(monotonic());
    write_ours(question(asks).as_bytes()).map(|()| asked)
}

impl Asked {
    /// The answers that arrived in time. Keys that were pressed meanwhile are sent to `sender` as usual.
    pub fn answer(self, keyboard: &mut Keyboard, enlarger: &mut Enlarger, sender: &Sender<Message>) -> Heard {
        let Self(asked) = self;
        let mut heard = Heard::default();
        loop {
            let left = ANSWERS_WITHIN.saturating_sub(monotonic().saturating_sub(asked));
            let messages = keyboard.soon(left);
            // Answers come in pieces, and the last one tells that they are complete.
            let mut is_over = messages.is_empty();
            for message in messages {
                match message {
                    Message::Background(color) => heard.ground = Some(color),
                    Message::Cursor { column, row } => enlarger.hear(column, row),
                    Message::Answered => {
                        heard.letters |= enlarger.end_answers();
                        is_over = true;
                    }
                    message => drop(sender.send(message)),
                }
            }
            if is_over || heard.ground.is_some() && !enlarger.is_asking() {
                return heard;
            }
        }
    }
}

/// The theme for a background color, unless the deck names one.
pub fn theme(deck: &Deck, ground: Option<Rgb>) -> Option<Theme> {
    let ground = ground.filter(|_| deck.theme.is_none());
    ground.and_then(|ground| Theme::built_in(default_for(Some(ground)))).map(|theme| deck.dressed(&theme))
}
