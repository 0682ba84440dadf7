//! The terminal's ground: asked for before the first page is laid out, so that this is not painted in one theme and at once in
//! another.

use std::io;
use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::deck::Deck;
use crate::terminal::input::Keyboard;
use crate::terminal::{Message, monotonic, question, write_ours};
use crate::theme::{Rgb, Theme, default_for};

/// What a terminal is asked for its ground (XTerm Control Sequences, "Operating System Commands").
const QUESTION: &str = "\x1b]11;?\x1b\\";

/// How long the first page waits for the answer, counted from the question. Most terminals of this machine answer before the page
/// is laid out, kitty after 3 ms; one that answers later, or not at all, keeps nobody waiting.
const ANSWERS_WITHIN: Duration = Duration::from_millis(4);

/// A question that was asked at a time.
pub struct Asked(Duration);

/// Asks for the ground; nobody waits for the answer yet.
///
/// # Errors
/// When the terminal cannot be written to.
pub fn ask() -> io::Result<Asked> {
    let asked = Asked(monotonic());
    write_ours(question(QUESTION).as_bytes()).map(|()| asked)
}

impl Asked {
    /// The ground, where the terminal has told it in time. What else was typed is told as ever.
    pub fn answer(self, keyboard: &mut Keyboard, sender: &Sender<Message>) -> Option<Rgb> {
        let Self(asked) = self;
        let mut ground = None;
        for message in keyboard.soon(ANSWERS_WITHIN.saturating_sub(monotonic().saturating_sub(asked))) {
            match message {
                Message::Background(colour) => ground = Some(colour),
                message => drop(sender.send(message)),
            }
        }
        ground
    }
}

/// The theme that suits a ground, where the deck names none.
pub fn theme(deck: &Deck, ground: Option<Rgb>) -> Option<Theme> {
    let ground = ground.filter(|_| deck.theme.is_none());
    ground.and_then(|ground| Theme::built_in(default_for(Some(ground)))).map(|theme| theme.with(&deck.look))
}
