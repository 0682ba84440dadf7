//! The terminal's ground, and how large its letters can be: asked for before the first page is laid out, so that this is not painted in
//! one theme or size and at once in another.

use std::io;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::deck::Deck;
use crate::terminal::input::Keyboard;
use crate::terminal::letters::Enlarger;
use crate::terminal::{Message, monotonic, question, write_ours};
use crate::theme::{Rgb, Theme, default_for};

/// What a terminal is asked for its ground (XTerm Control Sequences, "Operating System Commands").
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// How long the first page waits for the answers, counted from the question. Most terminals of this machine answer before the page
/// is laid out, kitty after 3 ms; one that answers later, or not at all, keeps nobody waiting.
const ANSWERS_WITHIN: Duration = Duration::from_millis(4);

/// A question that was asked at a time.
pub struct Asked(Duration);

/// What a terminal has answered in time.
#[derive(Default)]
pub struct Heard {
    pub ground: Option<Rgb>,
    /// Whether it is known how large letters can be.
    pub letters: bool,
}

/// Asks all that is asked before the first page; nobody waits for the answers yet.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn ask(asks: &str) -> io::Result<Asked> {
    let asked = Asked(monotonic());
    write_ours(question(asks).as_bytes()).map(|()| asked)
}

impl Asked {
    /// What the terminal has answered in time. What else was typed is told as ever.
    pub fn answer(self, keyboard: &mut Keyboard, enlarger: &mut Enlarger, sender: &Sender<Message>) -> Heard {
        let Self(asked) = self;
        let mut heard = Heard::default();
        loop {
            let left = ANSWERS_WITHIN.saturating_sub(monotonic().saturating_sub(asked));
            let messages = keyboard.soon(left);
            // Answers come in pieces, the last of which says that they are all.
            let mut is_over = messages.is_empty();
            for message in messages {
                match message {
                    Message::Background(colour) => heard.ground = Some(colour),
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

/// The theme that suits a ground, where the deck names none.
pub fn theme(deck: &Deck, ground: Option<Rgb>) -> Option<Theme> {
    let ground = ground.filter(|_| deck.theme.is_none());
    ground.and_then(|ground| Theme::built_in(default_for(Some(ground)))).map(|theme| theme.with(&deck.look))
}
