//! The first page, which waits only for what it needs.

use std::io;
use std::sync::mpsc::Sender;

use crate::deck::Deck;
use crate::page::Page;
use crate::show::{Effect, Now};
use crate::terminal::fit::fit;
use crate::terminal::ground::{self, Heard};
use crate::terminal::input::Keyboard;
use crate::terminal::letters::Enlarger;
use crate::terminal::{Message, Painter, Scene, enter_sequences, monotonic, now, signals, size, write_page};
use crate::theme::{Rgb, Theme};

/// The first page, and what was learned before it.
pub struct First {
    pub painter: Painter,
    pub page: Page,
    /// The terminal's background color, if it has answered.
    pub ground: Option<Rgb>,
    /// What the scene wants the terminal to do.
    pub effects: Vec<Effect>,
    /// Whether the size of the text is still to be decided.
    pub fits_again: bool,
}

/// Laying out this many slides to see whether they fit takes no noticeable time. With more slides the first page does not wait for that.
const SOON: usize = 60;

/// Paints the first page of a scene. Before that the terminal is asked, all at once, what the page depends on. `painter` is called with the theme for
/// the terminal's background color, if it has answered.
///
/// # Errors
/// If the terminal cannot be written to.
pub fn paint(
    scene: &mut dyn Scene,
    (painter, enlarger): (impl FnOnce(&Deck, Option<Theme>) -> Painter, &mut Enlarger),
    (mouse, theme_by_ground): (bool, bool),
    keyboard: &mut Keyboard,
    sender: &Sender<Message>,
) -> io::Result<First> {
    let begun = monotonic();
    let size = size::last();
    let asks_letters = enlarger.question(size);
    let mut asks = if theme_by_ground { ground::QUESTION } else { "" }.to_owned();
    let mut before = enter_sequences(mouse);
    if !asks_letters.is_empty() {
        // These questions write on the screen, so it must be ours by then.
        asks = asks + &std::mem::take(&mut before) + &asks_letters;
    }
    let asked = if asks.is_empty() { None } else { Some(ground::ask(&asks)?) };
    // The terminal is thinking about its answer.
    signals::hold_rest();
    // The time of day needs the time zone, which is slow to read: only a scene that shows it waits for it.
    let now = if scene.shows_time_of_day() { now() } else { Now { monotonic: begun, ..Now::default() } };
    let mut page = scene.page(now).unwrap_or_default();
    let heard = asked.map(|asked| asked.answer(keyboard, enlarger, sender)).unwrap_or_default();
    let Heard { ground, letters } = heard;
    let mut painter = painter(scene.deck(), ground::theme(scene.deck(), ground));
    let mut effects = Vec::new();
    let fits_now = scene.deck().slide_count() <= SOON;
    let is_known = letters || enlarger.is_settled_unasked();
    if is_known && fits_now {
        effects = fit(scene, enlarger, size, now);
        painter.set_letters(enlarger.letters);
        page = scene.page(now).unwrap_or(page);
    }
    let bytes = painter.bytes_of(&page, &before).to_owned();
    write_page(&painter, &bytes)?;
    Ok(First { painter, page, ground, effects, fits_again: is_known && !fits_now })
}
