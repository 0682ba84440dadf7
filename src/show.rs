//! A running show: its whole state, changed by what comes in and when.
//!
//! [`Show::update`] takes an input with its time and gives the events (what changed, for those who record or follow) and the
//! effects (what the edge has to do). What lasts is in [`Talk`], which is nothing but the fold of its events; the
//! rest (an open list, a half typed number) is lost without harm.

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
mod talk;
pub mod telling;
mod turn;
mod update;
mod wish;

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use author::{Remark, Remarks};
pub use clock::{Clock, Display, Wall};
pub use console::{Area, Console, Panes, Places};
pub use countdown::Countdown;
pub use front::{Front, Prompt, ask_whole, in_a_line, mark, mark_of};
pub use mirror::{Following, Seen, Snapshot};
pub use motion::{FRAME, FRAMES, Motion};
pub use pacing::Pacing;
pub use shorter::Offer;
pub use talk::{Event, Place, Talk};
pub use telling::{facts, offered, pace, parts, time, times_of};
pub use wish::Wish;

use crate::answers::Answers;
use crate::assets::Assets;
use crate::block::{Colours, Context, Pictures};
use crate::deck::{Deck, Number, Placed, Size};
use crate::highlight::CodeLine;
pub use crate::keys::{Key, Keymap};
use crate::lang::Words;
use crate::layout::{self, Sheet};
use crate::lectern::{Lectern, Obstacle, Wanted, WideSigns};
use crate::page::{Page, Target};
use crate::picture::Picture;
use crate::plan::Pace;
use crate::screen::Window;
use crate::search::Index;
use crate::show::reloading::Memory;
use crate::table::choice;

/// The time at which something comes in. The edge reads the clocks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Since some moment before the show; it goes on while the machine sleeps and is never set.
    pub monotonic: Duration,
    /// What the clock on the wall shows.
    pub wall: Wall,
}

/// What comes in.
#[derive(Clone, Debug)]
pub enum Input {
    Key(Key),
    Resize(Size),
    /// Time has passed; nothing else.
    Tick,
    /// The colours of a piece of code that was asked for.
    Coloured {
        key: u64,
        lines: Vec<CodeLine>,
    },
    /// A picture that was asked for.
    Pictured(Arc<Picture>),
    /// The wheel of the mouse was turned.
    Wheel {
        down: bool,
    },
    /// The mouse was clicked on something, or on nothing that can be pointed at.
    Click(Option<Target>),
    /// The whole deck was looked into: how many mistakes it has, and where its words stand.
    LookedInto {
        mistakes: usize,
        index: Index,
    },
    /// The deck was looked over for its author.
    LookedOver(Vec<Remark>),
    /// The deck or something beside it was changed and read again; with the first of its mistakes in words.
    Reloaded {
        deck: Arc<Deck>,
        assets: Arc<Assets>,
        mistakes: usize,
        first: Option<String>,
    },
    /// It was changed and cannot be shown as it is now: why.
    NotReloaded(String),
    /// A word to the presenter.
    Notice(String),
    /// Letters cannot be twice as large: why.
    NotLarge(Obstacle),
    /// So many consoles follow the show now.
    Consoles(usize),
    /// A console that follows it wished something at a monotonic time.
    Wish(Duration, Wish),
    /// A text was pasted.
    Pasted(String),
    /// What was written in an editor of one's own; nothing: it was not saved.
    Edited(Option<String>),
    /// What a room has answered, for somebody who reads alone.
    Room(Answers),
    /// At a console: the deck that the stage shows.
    Follow {
        deck: Arc<Deck>,
        assets: Arc<Assets>,
    },
    /// At a console: how the stage stands; nothing: it is gone.
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
    /// Give the terminal back to the shell until it calls us again.
    Suspend,
    /// Find the colours of code: its key, its language, its text.
    Colour { key: u64, lang: String, code: String },
    /// Decode the picture in a file beside the deck, to be known by a key.
    Picture { key: u64, file: String },
    /// Make letters twice as large where they are not, else as they were.
    Enlarge,
    /// Tell the stage what this console wishes.
    Wish(Wish),
    /// Have a text edited in an editor of one's own.
    Edit(String),
}

impl From<Wanted> for Effect {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Colours { key, lang, code } => Self::Colour { key, lang, code },
            Wanted::Picture { key, file } => Self::Picture { key, file },
        }
    }
}

/// What came of an input.
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

/// Whether the notes show below the slide.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notes {
    /// Nobody has asked for them yet: the first time has to be confirmed.
    #[default]
    Unasked,
    Hidden,
    /// From this row of them on.
    Shown(u32),
}

/// Whether the words that somebody answered with go into the recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keeping {
    /// Nobody was told of it yet: the first time it is asked.
    Unasked,
    Yes,
    #[default]
    No,
}

/// A show of this deck that was broken off.
pub struct BrokenOff {
    pub talk: Box<Talk>,
    /// Where its slides are now.
    pub places: Vec<Option<usize>>,
    /// When it began, as people read it.
    pub when: String,
}

/// How a show begins.
#[derive(Default)]
pub enum Beginning {
    #[default]
    Anew,
    /// It is asked whether to resume this one.
    Asked(BrokenOff),
    /// With one that was broken off.
    Resumed,
}

/// What the presenter has set.
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
    /// How often they have asked for a sign.
    asked: u64,
    /// A word to the presenter that only they say, until the next key.
    aside: Option<String>,
}

/// The whole state of a show.
pub struct Show {
    lectern: Lectern,
    /// How long the show was meant to take when it began.
    meant: Duration,
    pub options: Options,
    pub talk: Talk,
    /// What lies over the stage.
    pub front: Front,
    pub notes: Notes,
    /// Whether answers in words are recorded.
    pub keeping: Keeping,
    pub console: Console,
    consoles: Consoles,
    /// Whether the room keeps the screen that it had.
    pub frozen: bool,
    /// Whether slides come in gently, and how far the one shown has come.
    pub motion: Motion,
    /// A word to the presenter in the bottom row, until the next key.
    pub notice: Option<String>,
    pub mistakes: usize,
    /// Whether nobody named the deck: the start row says so.
    pub is_unnamed: bool,
    /// What enlarges the letters of the terminal, which the start row of a large screen tells; nothing: that is not wanted.
    pub font_key: Option<&'static str>,
    /// Whether something that has happened is not recorded, though it should be.
    pub is_not_recorded: bool,
    pub beginning: Beginning,
    /// What lies over the stage once that is answered.
    asks_then: Front,
    /// The silence that is kept.
    pub countdown: Option<Countdown>,
    /// What is found in the deck, for its author.
    pub remarks: Remarks,
    /// The slide that is shown, laid out for the screen.
    pub window: Window,
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
    /// A show of a deck with at least one slide, at its first slide.
    pub fn new(deck: Arc<Deck>, assets: Arc<Assets>, words: &'static Words, size: Size) -> Self {
        let lectern = Lectern::new(deck, assets, words, size);
        let mut show = Self {
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
            beginning: Beginning::default(),
            asks_then: Front::Stage,
            countdown: None,
            remarks: Remarks::default(),
            window: Window::default(),
            memory: Memory::default(),
        };
        show.lay_out();
        show
    }

    /// Begins at another place than the first slide.
    pub fn begin_at(&mut self, place: Place) {
        (self.talk.place, self.talk.first) = (place, place.slide);
        self.lay_out();
    }

    /// Begins with another end than that of the plan, by its monotonic time.
    pub fn end_at(&mut self, end: Duration) {
        self.talk.apply(&Event::Ends(Some(end)), Duration::ZERO);
    }

    /// What was settled before the show began: what it leaves out, when it must end.
    pub fn settled(&self) -> Vec<Event> {
        let cut = Some(&self.talk.cut).filter(|cut| !cut.is_empty()).map(|cut| Event::Cut(cut.clone()));
        cut.into_iter().chain(self.talk.end.map(|end| Event::Ends(Some(end)))).collect()
    }

    /// Asks at the start whether to go on with a show that was broken off.
    pub fn ask_to_go_on(&mut self, broken_off: BrokenOff) {
        self.beginning = Beginning::Asked(broken_off);
        self.asks_then = std::mem::replace(&mut self.front, Front::Prompt(Prompt::GoOn));
    }

    /// Whether it goes on with a show that was broken off.
    pub fn is_resumed(&self) -> bool {
        matches!(self.beginning, Beginning::Resumed)
    }

    /// The same with all code coloured as it is laid out: for pictures, where nobody waits.
    pub fn coloured_at_once(mut self) -> Self {
        self.supplies.colours = Colours::AtOnce;
        self.lay_out();
        self
    }

    /// The same with pictures that are known from the start.
    pub fn picturing(mut self, pictures: Pictures) -> Self {
        self.supplies.pictures = pictures;
        self.lay_out();
        self
    }

    /// The same to be sent or printed, where nobody answers.
    pub fn on_paper(mut self) -> Self {
        self.is_on_paper = true;
        self.lay_out();
        self
    }

    /// The slide that is shown.
    pub fn slide(&self) -> Placed<'_> {
        self.deck.slide(self.talk.place.slide).expect("a show stays inside its deck")
    }

    /// The slide that is shown, laid out for the screen.
    pub fn sheet(&self) -> &Sheet {
        &self.window.sheet
    }

    pub fn step(&self) -> u16 {
        self.talk.place.step.min(self.window.sheet.last_step())
    }

    /// How many rows of the screen the notes take, with the line above them; 0 while they are hidden.
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

    /// The same in `width` cells.
    pub(crate) fn notes_in(&self, width: u16) -> Page {
        layout::text(&self.slide().slide.notes, &self.context(), width)
    }

    /// A slide laid out for another size than that of the screen.
    pub fn sheet_in(&self, slide: usize, size: Size) -> Option<Sheet> {
        Some(layout::slide(&self.deck, &self.deck.slide(slide)?, &self.context(), size))
    }

    /// What keeps the deck from being shown on a screen of this size, in letters twice as large.
    pub fn obstacle(&self, size: Size, wide_signs: WideSigns) -> Option<Obstacle> {
        self.lectern.obstacle(&self.context(), size, wide_signs)
    }

    /// A slide as people name it: "12 Title".
    pub fn name_of(&self, slide: usize) -> Option<String> {
        let placed = self.deck.slide(slide)?;
        Some(format!("{} {}", placed.number, placed.slide.title.as_deref().unwrap_or_default()))
    }

    /// The slide that going on reaches from a slide.
    pub fn following(&self, slide: usize) -> Option<usize> {
        self.beside(slide, true)
    }

    /// The body of a slide in small: in `width` cells and about `rows` of them, without empty rows.
    pub fn small(&self, slide: usize, width: u16, rows: u16) -> Page {
        let context = self.context().within(rows);
        self.deck.slide(slide).map_or_else(Page::default, |placed| layout::body(placed.slide, &context, width))
    }

    /// How far the show is from its plan; nothing before it has begun and in the appendix.
    pub fn pace(&self, now: Now) -> Option<Pace> {
        self.talk.clock.started()?;
        let elapsed = self.elapsed_in_plan(now);
        self.plan.pace(self.talk.place.slide, elapsed, self.spare(now), self.options.pacing.tolerance)
    }

    /// Whether a tick is wanted at the next second: while a time on the screen changes.
    pub fn wants_ticks(&self) -> bool {
        let shown = self.options.room != Room::Nothing || self.front == Front::Clock;
        if self.at_console() {
            return true;
        }
        !self.frozen && shown && self.talk.clock.is_running()
            || self.countdown.is_some_and(|countdown| countdown.runs())
    }

    /// Whether its page says what the clock on the wall says: at a console, and where the bottom row tells the time of day.
    pub fn shows_time_of_day(&self) -> bool {
        self.at_console() || self.options.room == Room::Time && self.options.display == Display::TimeOfDay
    }

    /// The place of a slide in the file, by the number people use.
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

    fn sheet_of(&self, slide: usize) -> Sheet {
        let placed = self.deck.slide(slide).expect("a slide of this deck");
        layout::slide(&self.deck, &placed, &self.context(), self.stage_size())
    }

    fn lay_out(&mut self) {
        if let Notes::Shown(from) = self.notes
            && from >= self.notes_page().height
        {
            self.notes = Notes::Shown(0);
        }
        let sheet = self.sheet_of(self.talk.place.slide);
        self.window.lay(sheet);
    }
}
