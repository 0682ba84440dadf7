//! What the terminal shows, and what it needs of what is around it.

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

/// Something that is shown on the terminal: it takes what comes in, and gives the page to show.
pub trait Scene {
    /// Takes an input that came at a time; gives what the terminal has to do.
    fn take(&mut self, input: Input, now: Now) -> Vec<Effect>;

    /// The page to show now; nothing: what is on the screen stays there.
    fn page(&self, now: Now) -> Option<Page>;

    /// How long until the page changes by itself; `painted` is when the one on the screen was made. Nothing: it never does.
    fn next_change(&self, painted: Duration, now: Duration) -> Option<Duration>;

    /// Whether the first page shows what the clock on the wall says.
    fn shows_time_of_day(&self) -> bool {
        false
    }

    /// The deck that is shown.
    fn deck(&self) -> &Deck;

    /// What keeps it from being shown on a screen of this size, in letters twice as large.
    fn obstacle(&self, _size: Size, _wide_signs: WideSigns) -> Option<Obstacle> {
        None
    }

    /// Which of the decks that it has opened is shown.
    fn opening(&self) -> Opening {
        Opening::default()
    }

    /// Begins to hear of others who show the same: once the first page is painted.
    fn listen(&mut self, _messages: Sender<Message>) {}

    /// Waits until what came in is kept, before it is shown; whether there is more to show then, such as that it cannot be kept.
    fn keep(&mut self) -> bool {
        false
    }

    /// Lets others know which page is shown, before it is painted; they wait for nobody, and nobody for them.
    fn tell(&mut self, _page: &Page) {}
}

impl Message {
    /// The message as a scene takes it: an answer that comes too late, when another deck is open, tells it nothing.
    pub fn for_scene(self, scene: &(impl Scene + ?Sized)) -> Self {
        match self {
            Self::Answer(opening, input) if opening == scene.opening() => Self::Input(input),
            Self::Answer(..) => Self::Input(Input::Tick),
            message => message,
        }
    }
}

/// A scene that can be followed in lines.
pub trait Spoken: Scene {
    /// Whether a key only asks for words; those. Else the scene takes it.
    fn asked(&mut self, key: Key, now: Now) -> Option<Vec<String>>;

    /// What has changed since the last call.
    fn changed(&mut self, now: Now) -> Vec<String>;

    /// Whether text is being typed, which ends with Enter.
    fn takes_text(&self) -> bool;

    /// Whether a number means nothing before Enter: where what is typed comes in lines, one line is both.
    fn takes_numbers(&self) -> bool {
        false
    }

    /// What there is to say of a line that is more than one key, and no name of one; nothing: each of its letters is a key.
    fn not_understood(&self) -> Option<String> {
        None
    }

    /// How long until there is something to say by itself; nothing: there never is.
    fn next_said(&self, _now: Duration) -> Option<Duration> {
        None
    }
}

/// What a scene on the terminal needs of its surroundings.
pub struct Surroundings {
    pub theme: Theme,
    pub depth: Depth,
    /// Which signs the terminal shows.
    pub signs: Signs,
    /// Whether the terminal erases in the colour of the ground.
    pub erases_in_colour: bool,
    /// Whether clicks and the wheel are ours.
    pub mouse: bool,
    /// Whether the theme is to follow the terminal's ground, where the terminal tells it.
    pub theme_by_ground: bool,
    /// When letters are twice as large.
    pub large: Large,
    /// Whether the terminal may be asked how it draws pictures.
    pub asks_graphics: bool,
    /// Reads the deck's pictures: on a thread of its own too.
    pub pictures: PictureReader,
    /// Reads the deck: on a thread of its own, so that no key waits for it.
    pub loader: Loader,
}

impl Surroundings {
    /// What the environment says of the terminal; nothing is read, and the mouse is left to it.
    pub fn here(theme: Theme) -> Self {
        let named = |name: &str| std::env::var(name).ok();
        let depth = Depth::from_environment(named);
        Self {
            theme,
            depth,
            signs: Signs::from_environment(named),
            erases_in_colour: terminal::erases_in_colour(named),
            mouse: false,
            theme_by_ground: false,
            large: Large::Never,
            asks_graphics: depth != Depth::None && terminal::may_ask_for_graphics(named),
            pictures: Box::new(|_| None),
            loader: Box::new(|_| ()),
        }
    }
}

/// Reads the deck and says what came of it: at its first call it looks into the deck that is shown, then it reads it again.
pub type Loader = Box<dyn FnMut(&Sender<Message>) + Send>;
