//! What a show on the terminal needs of what is around it.

use std::sync::mpsc::Sender;
use std::time::Duration;

use crate::page::Page;
use crate::show::{Event, Show, Wish};
use crate::terminal::{Depth, Message, PictureReader};
use crate::theme::Theme;

/// What a show needs of its surroundings.
pub struct Surroundings {
    pub theme: Theme,
    pub depth: Depth,
    /// Whether the terminal erases in the colour of the ground.
    pub erases_in_colour: bool,
    /// Whether clicks and the wheel are ours.
    pub mouse: bool,
    /// Whether the theme is to follow the terminal's ground, where the terminal tells it.
    pub theme_by_ground: bool,
    /// Whether the terminal may be asked how it draws pictures.
    pub asks_graphics: bool,
    /// Reads the deck's pictures: on a thread of its own too.
    pub pictures: PictureReader,
    /// Reads the deck: on a thread of its own, so that no key waits for it.
    pub loader: Loader,
    /// Hears of everything that happens in the show, before the next key is read.
    pub follower: Follower,
    pub peers: Box<dyn Peers>,
}

/// The other terminals that show the same: those of the consoles for a stage, that of the stage for a console.
pub trait Peers {
    /// Begins to hear of them: once the first page is painted.
    fn listen(&mut self, messages: Sender<Message>);

    /// Lets them know how the show stands, before its page is painted; they wait for nobody, and nobody for them.
    fn tell(&mut self, show: &Show, page: &Page);

    /// Lets the stage know what this console wishes.
    fn wish(&mut self, wish: Wish);
}

/// Hears what happened in a show, with the monotonic time; may have a word for the presenter.
pub type Follower = Box<dyn FnMut(&Show, &[Event], Duration) -> Option<String>>;

/// Reads the deck and says what came of it: at its first call it looks into the deck that is shown, then it reads it again.
pub type Loader = Box<dyn FnMut(&Sender<Message>) + Send>;
