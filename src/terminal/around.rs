//! The interface between the terminal and what it shows, and its settings.

use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::deck::{Deck, Size};
use crate::lectern::{Obstacle, WideSigns};
use crate::page::Page;
use crate::settings::Large;
use crate::show::{Effect, Input, Key, Now};
use crate::terminal::message::{Message, Opening};
use crate::terminal::{self, Depth, PictureReader, Signs};
use crate::theme::Theme;

/// Something that can be shown on the terminal: it takes inputs and makes pages.
pub trait Scene {
    /// Handles an input that came in at `now`. Returns what the terminal has to do.
    fn take(&mut self, input: Input, now: Now) -> Vec<Effect>;

    /// The page to show now. `None`: leave the screen as it is.
    fn page(&self, now: Now) -> Option<Page>;

    /// How long until the page changes by itself; `painted` is when the page on the screen was made. `None`: it does not change.
    fn next_change(&self, painted: Duration, now: Duration) -> Option<Duration>;

    /// Whether the first page shows the time of day.
    fn shows_time_of_day(&self) -> bool {
        false
    }

    /// The deck that is shown.
    fn deck(&self) -> &Deck;

    /// What prevents showing the deck twice as large on a screen of this size.
    fn obstacle(&self, _size: Size, _wide_signs: WideSigns) -> Option<Obstacle> {
        None
    }

    /// Identifies the deck that is shown, among the decks opened so far.
    fn opening(&self) -> Opening {
        Opening::default()
    }

    /// Starts listening for others that show the same deck. Called after the first page is painted.
    fn listen(&mut self, _messages: Sender<Message>) {}

    /// Starts saving the new input, before its page is made.
    fn hand_over(&mut self) {}

    /// Waits until the last input is saved, before its page is shown. Returns whether there is more to show, such as that saving failed.
    fn keep(&mut self) -> bool {
        false
    }

    /// Does what nobody waits for, once the page is painted and no input waits. Returns what the terminal has to do.
    fn rest(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Sends consoles the page that is about to be painted, without waiting for them.
    fn tell(&mut self) {}
}

impl Message {
    /// The message as an input for the scene. An answer meant for a deck opened earlier becomes a tick.
    pub fn for_scene(self, scene: &(impl Scene + ?Sized)) -> Self {
        match self {
            Self::Answer(opening, input) if opening == scene.opening() => Self::Input(input),
            Self::Answer(..) => Self::Input(Input::Tick),
            message => message,
        }
    }
}

/// A scene that can also be followed as lines of text.
pub trait Spoken: Scene {
    /// The lines to say if the key only asks for them. Otherwise `None`, and the scene takes the key.
    fn asked(&mut self, key: Key, now: Now) -> Option<Vec<String>>;

    /// The lines that tell what has changed since the last call.
    fn changed(&mut self, now: Now) -> Vec<String>;

    /// Whether text is being typed, which Enter ends.
    fn takes_text(&self) -> bool;

    /// Whether a number takes effect only with Enter. When input comes in lines, the end of the line counts as that Enter.
    fn takes_numbers(&self) -> bool {
        false
    }

    /// What to say about a line that is neither a key nor the name of one. `None`: each letter of the line is a key.
    fn not_understood(&self) -> Option<String> {
        None
    }

    /// How long until there is something to say without an input. `None`: never.
    fn next_said(&self, _now: Duration) -> Option<Duration> {
        None
    }
}

/// Gives the theme for a deck.
pub type ThemeFor = Box<dyn FnOnce(&Deck) -> Theme>;

/// Settings for showing a scene on the terminal.
pub struct Surroundings {
    /// The theme, where the terminal's background color does not decide.
    pub theme: ThemeFor,
    pub depth: Depth,
    /// Which characters the terminal can show.
    pub signs: Signs,
    /// Whether the terminal erases with the background color.
    pub erases_in_color: bool,
    /// Whether we get the clicks and the wheel.
    pub mouse: bool,
    /// Whether the theme follows the terminal's background color, if the terminal reports it.
    pub theme_by_ground: bool,
    /// When to use twice as large text.
    pub large: Large,
    /// Whether the terminal may be asked how it draws pictures.
    pub asks_graphics: bool,
    /// Reads the deck's pictures. Called from other threads.
    pub pictures: PictureReader,
    /// Reads the deck, on its own thread, so that no key has to wait.
    pub loader: Loader,
}

impl Surroundings {
    /// Settings from the environment. No deck is read, and the terminal keeps the mouse.
    pub fn here(theme: ThemeFor) -> Self {
        let named = |name: &str| std::env::var(name).ok();
        let depth = Depth::from_environment(named);
        Self {
            theme,
            depth,
            signs: Signs::from_environment(named),
            erases_in_color: terminal::erases_in_color(named),
            mouse: false,
            theme_by_ground: false,
            large: Large::Never,
            asks_graphics: depth != Depth::None && terminal::may_ask_for_graphics(named),
            pictures: Box::new(|_| None),
            loader: Box::new(|_| ()),
        }
    }
}

/// Reads the deck and sends the result. The first call only checks the deck that is shown, later calls read it again.
pub type Loader = Box<dyn FnMut(&Sender<Message>) + Send>;
