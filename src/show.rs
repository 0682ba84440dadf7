//! A running show: its whole state, which inputs change.
//!
//! [`Show::update`] takes an input with its time and returns the events (what changed, to be recorded and sent to consoles) and the
//! effects (what the edge has to do). The lasting state is [`Talk`], which is the fold of its events. The rest (an open list, a
//! half-typed number) can be lost without harm.

mod aloud;
mod answering;
mod author;
pub mod clock;
mod countdown;
mod console;
mod front;
pub mod listening;
mod mirror;
mod motion;
mod moving;
mod pacing;
mod places;
mod room;
mod playing;
mod reloading;
mod shorter;
mod slide;
mod talk;
pub mod telling;
mod turn;
mod unseen;
mod update;
mod request;

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use author::{Remark, Remarks};
pub use clock::{Clock, Display, Wall};
pub use console::{Area, Console, Panes, Places};
pub use countdown::Countdown;
pub use front::{Front, Prompt, ask_whole, in_a_line, in_full, mark, mark_of};
pub use mirror::{Following, Seen, Snapshot};
pub use motion::{FRAME, FRAMES, Motion};
pub use pacing::Pacing;
pub use request::Request;
pub use shorter::Offer;
pub use talk::{Event, Place, Talk};
pub use telling::{facts, offered, pace, parts, time, times_of};

use crate::answers::Answers;
use crate::assets::Assets;
use crate::block::{Colors, Context, Pictures};
use crate::deck::{Deck, Number, Placed, Size};
use crate::highlight::CodeLine;
pub use crate::keys::{Key, Keymap};
use crate::lang::Words;
use crate::layout::{self, Sheet};
use crate::lectern::{Lectern, Obstacle, Wanted, WideSigns};
use crate::page::{Page, Target};
use crate::picture::Picture;
use crate::plan::Pace;
use crate::search::Index;
use crate::show::reloading::Memory;
use crate::show::slide::Laid;
use crate::table::choice;

/// The time of an input. The edge reads the clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Since some moment before the show. It keeps counting while the machine sleeps and is never set.
    pub monotonic: Duration,
    /// The time of day.
    pub wall: Wall,
}

/// What can happen to a show.
#[derive(Clone, Debug)]
pub enum Input {
    Key(Key),
    Resize(Size),
    /// Time has passed.
    Tick,
    /// The colors of code that was requested.
    Colored {
        key: u64,
        lines: Vec<CodeLine>,
    },
    /// A picture that was requested.
    Pictured(Arc<Picture>),
    /// The wheel of the mouse was turned.
    Wheel {
        down: bool,
    },
    /// The mouse was clicked on something, or on nothing in particular.
    Click(Option<Target>),
    /// The whole deck was checked: how many mistakes it has, and where its words are.
    LookedInto {
        mistakes: usize,
        index: Index,
    },
    /// The findings of `check`, for the author.
    LookedOver(Vec<Remark>),
    /// The deck or a file beside it was changed and read again. The message is its first mistake.
    Reloaded {
        deck: Arc<Deck>,
        assets: Arc<Assets>,
        mistakes: usize,
        first: Option<String>,
    },
    /// The deck was changed and cannot be shown as it is now: why.
    NotReloaded(String),
    /// A notice to the presenter.
    Notice(String),
    /// The text cannot be shown twice as large: why.
    NotLarge(Obstacle),
    /// The number of consoles that follow the show now.
    Consoles(usize),
    /// A console sent a request at a monotonic time.
    Request(Duration, Request),
    /// Text was pasted.
    Pasted(String),
    /// The text written in an external editor. `None`: it was not saved.
    Edited(Option<String>),
    /// The answers of a room, for someone who reads alone.
    Room(Answers),
    /// At a console: the deck that the stage shows.
    Follow {
        deck: Arc<Deck>,
        assets: Arc<Assets>,
    },
    /// At a console: the state of the stage. `None`: it is gone.
    Mirror(Option<Box<Snapshot>>),
    /// At a console: the show was quit.
    Ended,
}

/// What the edge has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// End the show.
    Quit,
    /// Read the deck again.
    Reload,
    /// Show a link in the browser.
    Open(Arc<str>),
    /// Give the terminal back to the shell until the shell resumes us.
    Suspend,
    /// Find the colors of code.
    Color { key: u64, lang: String, code: String },
    /// Decode the picture in a file beside the deck; the result is found by the key.
    Picture { key: u64, file: String },
    /// Switch between twice as large text and normal text.
    Enlarge,
    /// Send a request to the stage.
    Request(Request),
    /// Open the text in an external editor.
    Edit(String),
}

impl From<Wanted> for Effect {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Colors { key, lang, code } => Self::Color { key, lang, code },
            Wanted::Picture { key, file } => Self::Picture { key, file },
        }
    }
}

/// The result of an input.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    pub events: Vec<Event>,
    pub effects: Vec<Effect>,
}

choice! {
    /// What the bottom row tells the room.
    pub enum Room as "what the bottom row tells" {
        /// Where we are, and two markers: slides done, time gone. Nothing about being late.
        #[default]
        Place = "place",
        /// Time and pace too.
        Time = "time",
        /// Nothing.
        Nothing = "nothing",
    }
}

/// Whether the notes are shown below the slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notes {
    /// Nobody has asked for them yet. The first time must be confirmed.
    #[default]
    Unasked,
    Hidden,
    /// From this row on.
    Shown(u32),
}

/// Whether free-text answers go into the recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keeping {
    /// The presenter has not been asked yet; the first answer asks.
    Unasked,
    Yes,
    #[default]
    No,
}

/// An interrupted show of this deck.
pub struct Interrupted {
    pub talk: Box<Talk>,
    /// The index of each of its slides now.
    pub places: Vec<Option<usize>>,
    /// When it began, as text.
    pub when: String,
}

/// How a show starts.
#[derive(Default)]
pub enum Beginning {
    #[default]
    Anew,
    /// The presenter is asked whether to resume this one.
    Asked(Interrupted),
    /// By resuming an interrupted one.
    Resumed,
}

/// The presenter's settings.
#[derive(Clone, Debug)]
pub struct Options {
    /// What counts as late.
    pub pacing: Pacing,
    pub room: Room,
    pub display: Display,
}

/// The consoles that follow a show from other terminals.
#[derive(Clone, Debug, Default)]
struct Consoles {
    count: usize,
    /// How often they have asked for a sign of life.
    asked: u64,
    /// A notice to the presenter that only the consoles show, until the next key.
    aside: Option<String>,
}

/// The whole state of a show.
pub struct Show {
    lectern: Lectern,
    /// How long the show was meant to take when it started.
    meant: Duration,
    pub options: Options,
    pub talk: Talk,
    /// What covers the stage.
    pub front: Front,
    pub notes: Notes,
    /// Whether free-text answers are recorded.
    pub keeping: Keeping,
    pub console: Console,
    consoles: Consoles,
    /// Whether the room keeps seeing an earlier screen.
    pub frozen: bool,
    /// The transition between slides.
    pub motion: Motion,
    /// A notice to the presenter in the bottom row, until the next key.
    pub notice: Option<String>,
    pub mistakes: usize,
    /// Whether the deck was opened without a name, which the start row says.
    pub is_unnamed: bool,
    /// The key that enlarges the terminal's font, which the start row of a large screen mentions. `None`: not wanted.
    pub font_key: Option<&'static str>,
    /// Whether something should have been recorded and was not.
    pub is_not_recorded: bool,
    /// The reason for that, as text. Consoles are not told.
    pub why_not_recorded: Option<String>,
    pub beginning: Beginning,
    /// What covers the stage once the question is answered.
    asks_then: Front,
    /// The silence that is running.
    pub countdown: Option<Countdown>,
    /// The findings in the deck, for its author.
    pub remarks: Remarks,
    laid: Laid,
    memory: Memory,
}

impl Deref for Show {
    type Target = Lectern;

    fn deref(&self) -> &Lectern {
        &self.lectern
    }
}

impl DerefMut for Show {
    fn deref_mut(&mut self) -> &mut Lectern {
        &mut self.lectern
    }
}

impl Show {
    /// A show of a deck with at least one slide, on its first slide.
    pub fn new(deck: Arc<Deck>, assets: Arc<Assets>, words: &'static Words, size: Size) -> Self {
        let lectern = Lectern::new(deck, assets, words, size);
        Self {
            meant: lectern.plan.total(),
            options: Options { pacing: Pacing::usual(), room: Room::default(), display: Display::default() },
            talk: Talk::at(lectern.deck.first_planned()),
            lectern,
            front: Front::Stage,
            notes: Notes::default(),
            keeping: Keeping::default(),
            console: Console::default(),
            consoles: Consoles::default(),
            frozen: false,
            motion: Motion::default(),
            notice: None,
            mistakes: 0,
            is_unnamed: false,
            font_key: None,
            is_not_recorded: false,
            why_not_recorded: None,
            beginning: Beginning::default(),
            asks_then: Front::Stage,
            countdown: None,
            remarks: Remarks::default(),
            laid: Laid::default(),
            memory: Memory::default(),
        }
    }

    /// Starts at another place than the first slide.
    pub fn begin_at(&mut self, place: Place) {
        (self.talk.place, self.talk.first) = (place, place.slide);
        self.lay_out();
    }

    /// Starts with another end than that of the plan, as a monotonic time.
    pub fn end_at(&mut self, end: Duration) {
        self.talk.apply(&Event::Ends(Some(end)), Duration::ZERO);
    }

    /// What was decided before the show started: what it leaves out, when it must end.
    pub fn settled(&self) -> Vec<Event> {
        let cut = Some(&self.talk.cut).filter(|cut| !cut.is_empty()).map(|cut| Event::Cut(cut.clone()));
        cut.into_iter().chain(self.talk.end.map(|end| Event::Ends(Some(end)))).collect()
    }

    /// Asks at the start whether to resume an interrupted show.
    pub fn ask_to_resume(&mut self, interrupted: Interrupted) {
        self.beginning = Beginning::Asked(interrupted);
        self.asks_then = std::mem::replace(&mut self.front, Front::Prompt(Prompt::GoOn));
    }

    /// Whether this resumes an interrupted show.
    pub fn is_resumed(&self) -> bool {
        matches!(self.beginning, Beginning::Resumed)
    }

    /// The same with all code colored during layout: for exports, where nobody waits.
    pub fn color_at_once(mut self) -> Self {
        self.supplies.colors = Colors::AtOnce;
        self.lay_out();
        self
    }

    /// The same with pictures that are already decoded.
    pub fn picturing(mut self, pictures: Pictures) -> Self {
        self.supplies.pictures = pictures;
        self.lay_out();
        self
    }

    /// The same for a file or paper, where nobody can answer.
    pub fn on_paper(mut self) -> Self {
        self.is_on_paper = true;
        self.lay_out();
        self
    }

    /// The current slide.
    pub fn slide(&self) -> Placed<'_> {
        self.deck.slide(self.talk.place.slide).expect("a show stays inside its deck")
    }

    /// How many rows of the screen the notes take, including the line above them; 0 while they are hidden.
    pub fn notes_rows(&self) -> u16 {
        match self.notes {
            Notes::Shown(_) => {
                let most = self.size.height / 2;
                let wanted = self.notes_page().height + 1;
                u16::try_from(wanted).unwrap_or(most).clamp(2.min(most), most)
            }
            Notes::Unasked | Notes::Hidden => 0,
        }
    }

    /// The notes of the slide, as wide as the slide.
    pub fn notes_page(&self) -> Page {
        self.notes_in(layout::frame(self.size).width)
    }

    /// The notes in `width` cells.
    pub(crate) fn notes_in(&self, width: u16) -> Page {
        layout::text(&self.slide().slide.notes, &self.context(), width)
    }

    /// A slide laid out for another size than the screen's.
    pub fn sheet_in(&self, slide: usize, size: Size) -> Option<Sheet> {
        Some(layout::slide(&self.deck, &self.deck.slide(slide)?, &self.context(), size))
    }

    /// What prevents showing the deck twice as large on a screen of this size.
    pub fn obstacle(&self, size: Size, wide_signs: WideSigns) -> Option<Obstacle> {
        self.lectern.obstacle(&self.context(), size, wide_signs)
    }

    /// A slide as people name it: "12 Title".
    pub fn name_of(&self, slide: usize) -> Option<String> {
        let placed = self.deck.slide(slide)?;
        Some(format!("{} {}", placed.number, placed.slide.title.as_deref().unwrap_or_default()))
    }

    /// The slide after this one, as "next" goes.
    pub fn following(&self, slide: usize) -> Option<usize> {
        self.beside(slide, true)
    }

    /// The body of a slide as a small page: `width` cells wide and about `rows` high, without empty rows.
    pub fn small(&self, slide: usize, width: u16, rows: u16) -> Page {
        let context = self.context().within(rows);
        self.deck.slide(slide).map_or_else(Page::default, |placed| layout::body(placed.slide, &context, width))
    }

    /// How far the show is from its plan. `None` before it has started, and in the appendix.
    pub fn pace(&self, now: Now) -> Option<Pace> {
        self.talk.clock.started()?;
        let elapsed = self.elapsed_in_plan(now);
        self.plan.pace(self.talk.place.slide, elapsed, self.spare(now), self.options.pacing.tolerance)
    }

    /// Whether the show needs a tick each second: while a time on the screen changes.
    pub fn wants_ticks(&self) -> bool {
        let shown = self.options.room != Room::Nothing || self.front == Front::Clock;
        if self.at_console() {
            return true;
        }
        !self.frozen && shown && self.talk.clock.is_running()
            || self.countdown.is_some_and(|countdown| countdown.runs())
    }

    /// Whether its page shows the time of day: at a console, or if the bottom row does.
    pub fn shows_time_of_day(&self) -> bool {
        self.at_console() || self.options.room == Room::Time && self.options.display == Display::TimeOfDay
    }

    /// The index of the slide with this number.
    fn find(&self, number: Number) -> Option<usize> {
        self.deck.slides().position(|placed| placed.number == number)
    }

    fn context(&self) -> Context<'_> {
        self.lectern.context(&self.talk.answers, None)
    }

    /// The screen above the notes.
    fn stage_size(&self) -> Size {
        Size { height: self.size.height - self.notes_rows(), ..self.size }
    }
}
