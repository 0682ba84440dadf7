//! A deck that is read alone, at the reader's pace: its whole state, which inputs change.
//!
//! Everything is a [`Screen`]: a page that scrolls, with spots that can be chosen: answers, glossary terms, links, rows of a list. The
//! slide is one. What is opened (contents, sources, a definition) is put on top of it and closed again. So the arrows, Enter and the
//! mouse work the same everywhere, and the text for screen readers comes from the same pages.
//!
//! [`Replay::update`] takes an input with its time and returns the changes (to be saved) and the effects (what the edge has to do).

mod aloud;
mod answering;
mod countdown;
mod focus;
mod keys;
mod learned;
mod pages;
mod recall;
pub mod terms;
mod update;

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

pub use aloud::Said;
pub use learned::Learned;
pub use pages::{About, Found, What};

use crate::answers::Answers;
use crate::assets::Assets;
use crate::block::{Context, Question};
use crate::deck::{Deck, Placed, Size};
use crate::lang::Words;
use crate::layout;
use crate::lectern::{Lectern, Obstacle, WideSigns};
use crate::page::Target;
use crate::progress::{Change, Progress, slide_names};
use crate::record::wording;
use crate::replay::recall::Recall;
use crate::screen::Screen;
use crate::show::{self, Countdown, Now};
use crate::table::Date;

/// The width of a list that is read aloud, in cells: no line wraps.
const LONGEST_LINE: u16 = 2000;

/// The height of a page that is read aloud, in rows: nothing scrolls.
const HIGHEST: u16 = 1000;

/// What the edge has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// An effect that every scene has.
    Terminal(show::Effect),
    /// Write a text to a file of this name in the current folder, and report the result.
    Write { name: String, text: String },
    /// Write the deck with the reader's notes to a file of this name, in the format of its extension, and report the result.
    Keep { name: String },
    /// Open another module of the course, by its index from 0.
    Module(usize),
    /// Erase these slides and the answers to these questions from the progress, and report what is left.
    Forget { slides: Vec<String>, questions: Vec<String> },
}

/// The result of an input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What is to be saved.
    pub changes: Vec<Change>,
    pub effects: Vec<Effect>,
}

/// A hint of the bottom row: a key, what it does, and the target of a click on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    pub key: String,
    pub does: String,
    pub target: Target,
}

/// A module of the course that the deck belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModuleState {
    pub title: String,
    /// Whether its deck can be opened.
    pub is_here: bool,
    /// Whether it is the open deck.
    pub is_current: bool,
    /// The titles of the modules that should come before it and are not done.
    pub needs: Vec<String>,
    /// How many of its slides are done, and how many there are.
    pub done: usize,
    pub of: usize,
    pub minutes_left: u64,
}

/// The course that the deck belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CourseState {
    pub name: String,
    pub modules: Vec<ModuleState>,
}

/// What belongs to the reader, whichever deck is open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader {
    /// Today's date. `None` until it is known.
    pub today: Option<Date>,
    /// The time, in milliseconds since 1970.
    pub time: u64,
    /// Whether the replay is read as lines. A text then ends with its first line.
    in_lines: bool,
    /// Whether text can be written in an external editor.
    pub has_editor: bool,
}

/// What the progress needs to know of the deck.
struct Known {
    /// The names by which it knows the slides.
    names: Vec<String>,
    /// The questions, each with the index of its slide.
    questions: Vec<(usize, Question)>,
}

impl Known {
    fn of(deck: &Deck) -> Self {
        Self { names: slide_names(deck), questions: deck.questions() }
    }
}

/// The whole state of a replay.
pub struct Replay {
    lectern: Lectern,
    pub progress: Progress,
    /// The current slide, by its index in the file.
    pub slide: usize,
    /// The open pages, at least one; the last is visible.
    pub screens: Vec<Screen<What>>,
    /// A notice to the reader in the bottom row, until the next key.
    pub notice: Option<String>,
    pub course: Option<CourseState>,
    pub reader: Reader,
    /// Whether progress cannot be saved.
    pub is_not_kept: bool,
    /// Whether the last key asked to quit although progress would be lost: only the next one does.
    was_asked_to_quit: bool,
    /// The answers of a room, if there is a recording.
    pub room: Answers,
    known: Known,
    /// The questions that are being asked apart from their slides.
    recall: Option<Recall>,
    /// The name of the slide that was shown when a broken deck lost it, and the index of the one shown instead.
    missing: Option<(String, usize)>,
    /// When input comes in lines: the row number that is being typed.
    number: usize,
    /// The time of the last input.
    pub now: Now,
    /// The countdown of the silence on the slide.
    countdown: Option<Countdown>,
    /// The text from before it was edited.
    before_writing: String,
    /// Since when there is unsaved text.
    unsaved: Option<Duration>,
}

impl Deref for Replay {
    type Target = Lectern;

    fn deref(&self) -> &Lectern {
        &self.lectern
    }
}

impl DerefMut for Replay {
    fn deref_mut(&mut self) -> &mut Lectern {
        &mut self.lectern
    }
}

impl Replay {
    /// A replay of a deck with at least one slide, with this progress. It starts before the first slide.
    pub fn new(deck: Arc<Deck>, assets: Arc<Assets>, words: &'static Words, size: Size, progress: Progress) -> Self {
        let mut replay = Self {
            known: Known::of(&deck),
            missing: None,
            recall: None,
            lectern: Lectern::new(deck, assets, words, size),
            progress,
            slide: 0,
            screens: Vec::new(),
            notice: None,
            course: None,
            reader: Reader::default(),
            is_not_kept: false,
            was_asked_to_quit: false,
            room: Answers::default(),
            number: 0,
            now: Now::default(),
            countdown: None,
            before_writing: String::new(),
            unsaved: None,
        };
        replay.forget_other_words();
        replay.slide = replay.unfinished();
        replay.open_alone(What::Start);
        replay
    }

    /// The same for a reader of lines.
    pub fn in_lines(mut self) -> Self {
        (self.reader.in_lines, self.size.height) = (true, HIGHEST);
        self.open_alone(What::Start);
        self
    }

    /// Shows the first page: the course if `at_course`, else the page before the first slide.
    pub fn begin(&mut self, at_course: bool) {
        self.open_alone(if at_course && self.course.is_some() { What::Course } else { What::Start });
    }

    /// Whether the page of the course comes first.
    pub fn begins_at_course(&self) -> bool {
        self.screens[0].what == What::Course
    }

    /// Takes over from the replay of another module: its screen and its reader.
    pub fn take_over(&mut self, other: &Self) {
        (self.size, self.reader) = (other.size, other.reader);
        self.begin(false);
    }

    /// The visible page.
    pub fn screen(&self) -> &Screen<What> {
        self.screens.last().expect("there is always a page")
    }

    fn screen_mut(&mut self) -> &mut Screen<What> {
        self.screens.last_mut().expect("there is always a page")
    }

    /// How wide lists are, in cells. As lines of text, no row wraps.
    fn list_width(&self) -> u16 {
        if self.reader.in_lines { LONGEST_LINE } else { layout::frame(self.size).width }
    }

    /// The current slide.
    pub fn placed(&self) -> Placed<'_> {
        self.deck.slide(self.slide).expect("a replay stays inside its deck")
    }

    /// The slide that was read last, if it still exists.
    fn last_read(&self) -> Option<usize> {
        let at = self.progress.at.as_ref()?;
        self.known.names.iter().position(|name| name == at)
    }

    /// Where to resume: the slide that was read last, unless it is done, else the next one that is not.
    fn unfinished(&self) -> usize {
        let Some(last) = self.last_read() else {
            return self.first_to_do(0).unwrap_or_else(|| self.deck.first_planned());
        };
        let next = || self.first_to_do(last).or_else(|| self.first_to_do(0));
        if self.is_done(last) { next().unwrap_or(last) } else { last }
    }

    /// The first slide of the plan, from an index on, that is not done.
    fn first_to_do(&self, from: usize) -> Option<usize> {
        self.planned().into_iter().find(|slide| *slide >= from && !self.is_done(*slide))
    }

    /// The context in which blocks are laid out and read.
    fn context(&self) -> Context<'_> {
        self.lectern.context(&self.room, Some(&self.progress.answers))
    }

    /// What prevents showing the slides twice as large on a screen of this size. Lessons do not matter, because they scroll.
    pub fn obstacle(&self, size: Size, wide_signs: WideSigns) -> Option<Obstacle> {
        self.lectern.obstacle(&self.context(), size, wide_signs)
    }

    /// The questions of a slide.
    fn questions_of(&self, slide: usize) -> impl Iterator<Item = &Question> {
        // They are in the order of the slides.
        let first = self.known.questions.partition_point(|(of, _)| *of < slide);
        self.known.questions[first..].iter().take_while(move |(of, _)| *of == slide).map(|(_, question)| question)
    }

    /// Forgets answers to questions that now have another wording.
    fn forget_other_words(&mut self) {
        for (_, question) in &self.known.questions {
            let wording = format!("{:016x}", wording(question));
            let other = |known: &str| !known.is_empty() && *known != wording;
            let guess = self.progress.guesses.get(&question.id);
            if guess.is_some_and(|guess| other(&guess.wording)) {
                self.progress.guesses.remove(&question.id);
            }
            if self.progress.answers.of(&question.id).is_some_and(|own| other(&own.wording)) {
                self.progress.forget_question(&question.id);
            }
        }
    }

    /// Whether all of a slide was seen, and its quiz questions are answered.
    pub fn is_done(&self, slide: usize) -> bool {
        self.known.names.get(slide).is_some_and(|name| self.progress.seen.contains(name))
            && self.open_quizzes(slide) == 0
    }

    /// The day as text.
    pub fn today_in_words(&self) -> String {
        self.reader.today.map_or_else(String::new, |day| day.in_words(self.words))
    }

    /// Whether a slide is marked, and whether it has a note.
    pub fn is_kept(&self, slide: usize) -> (bool, bool) {
        let name = self.known.names.get(slide);
        let (marked, notes) = (&self.progress.marked, &self.progress.notes);
        (name.is_some_and(|name| marked.contains(name)), name.is_some_and(|name| notes.contains_key(name)))
    }

    /// Whether a slide was started.
    pub fn is_begun(&self, slide: usize) -> bool {
        self.known
            .names
            .get(slide)
            .is_some_and(|name| self.progress.begun.contains(name) || self.progress.seen.contains(name))
    }

    /// The slides of the plan: all outside the appendix, by their index in the file.
    pub fn planned(&self) -> Vec<usize> {
        let slides = self.deck.slides().enumerate();
        slides.filter(|(_, placed)| !placed.section.appendix).map(|(index, _)| index).collect()
    }

    /// How many slides of the plan are done, and how many there are.
    pub fn done(&self) -> (usize, usize) {
        let planned = self.planned();
        (planned.iter().filter(|slide| self.is_done(**slide)).count(), planned.len())
    }

    /// The planned minutes of those slides that are not done.
    pub fn minutes_left(&self, slides: impl IntoIterator<Item = usize>) -> u64 {
        let left = slides.into_iter().filter(|slide| !self.is_done(*slide)).filter_map(|slide| self.plan.slot(slide));
        left.map(|slot| slot.duration).sum::<Duration>().as_secs().div_ceil(60)
    }

    /// Continues with changed progress, after some of it was erased.
    pub fn take_progress(&mut self, progress: Progress) {
        self.progress = progress;
        self.forget_other_words();
        if self.progress.at.is_none() {
            self.slide = self.deck.first_planned();
        } else if !self.is_begun(self.slide) {
            self.slide = self.deck.first_of_section(self.placed().section_index).unwrap_or(self.slide);
        }
        self.open_alone(What::Start);
        self.notice = Some(self.words.replay.forgotten.to_owned());
    }
}
