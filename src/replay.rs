//! A deck that is read alone, at one's own pace: its whole state, changed by what comes in.
//!
//! Everything is a [`Screen`]: a page that is scrolled, with spots on it that can be chosen: answers, words of the glossary, links,
//! rows of a list. The slide is one; what is opened over it (contents, sources, a definition) lies on it and is closed again. So
//! arrows, Enter and the mouse do the same everywhere, and what lines say for those who hear them comes from the same pages.
//!
//! [`Replay::update`] takes an input with its time and gives the changes (what is kept) and the effects (what the edge has to do).

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

/// The longest line of a list that is heard, in cells.
const LONGEST_LINE: u16 = 2000;

/// The rows of a page that is heard: none is scrolled.
const HIGHEST: u16 = 1000;

/// What the edge has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// What any scene may want of the terminal.
    Terminal(show::Effect),
    /// Write a text to a file of this name, beside where the program was called, and tell what became of it.
    Write { name: String, text: String },
    /// Write the page that one keeps of the deck to a file of this name, in the form in which that ends, and tell what became of it.
    Keep { name: String },
    /// Open another module of the course, by its place from 0.
    Module(usize),
    /// Forget what was seen of these slides and answered to these questions, and tell what is left.
    Forget { slides: Vec<String>, questions: Vec<String> },
}

/// What came of an input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What is to be kept.
    pub changes: Vec<Change>,
    pub effects: Vec<Effect>,
}

/// Something that the bottom row says: a key, what it does, and where a click on it leads.
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
    /// Whether it is the deck that is read.
    pub is_current: bool,
    /// The titles of those that should come before it and are not done.
    pub needs: Vec<String>,
    /// Its slides that are done, and all of them.
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

/// What is the reader's own, whichever deck is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader {
    /// The day; nothing before it is known.
    pub today: Option<Date>,
    /// The time, in milliseconds since 1970.
    pub time: u64,
    /// Whether what is said is heard in lines: then a text ends with its first line.
    in_lines: bool,
    /// Whether a text can be written in an editor of one's own.
    pub has_editor: bool,
}

/// What of the deck the progress knows.
struct Known {
    /// By what it knows the slides.
    names: Vec<String>,
    /// The questions, each with the place of its slide.
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
    /// The slide that is read, by its place in the file.
    pub slide: usize,
    /// The pages that lie on each other, at least one; the last is seen.
    pub screens: Vec<Screen<What>>,
    /// A word to the reader in the bottom row, until the next key.
    pub notice: Option<String>,
    pub course: Option<CourseState>,
    pub reader: Reader,
    /// Whether what is done now is not kept.
    pub is_not_kept: bool,
    /// What a room has answered, where there is a recording.
    pub room: Answers,
    known: Known,
    /// Questions that are asked apart from their slides.
    recall: Option<Recall>,
    /// The name of the slide that was read when a broken deck lost it, and the one that is shown in its stead.
    missing: Option<(String, usize)>,
    /// In lines: the number of a row that is being typed.
    number: usize,
    /// When the last input came.
    pub now: Now,
    /// The countdown of the silence on the slide.
    countdown: Option<Countdown>,
    /// What was there before what is being written.
    before_writing: String,
    /// Since when what is being written is not kept yet.
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
    /// A replay of a deck with at least one slide, by somebody who has come so far; it begins before the first slide.
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

    /// The same for somebody who hears it in lines.
    pub fn in_lines(mut self) -> Self {
        (self.reader.in_lines, self.size.height) = (true, HIGHEST);
        self.open_alone(What::Start);
        self
    }

    /// Shows the first page: that of the course, where it was asked for; else what comes before the first slide.
    pub fn begin(&mut self, at_course: bool) {
        self.open_alone(if at_course && self.course.is_some() { What::Course } else { What::Start });
    }

    /// Whether the page of the course is what is seen first.
    pub fn begins_at_course(&self) -> bool {
        self.screens[0].what == What::Course
    }

    /// Goes on for a replay of another module: on the same screen, with what is the reader's own.
    pub fn take_over(&mut self, other: &Self) {
        (self.size, self.reader) = (other.size, other.reader);
        self.begin(false);
    }

    /// The page that is seen.
    pub fn screen(&self) -> &Screen<What> {
        self.screens.last().expect("there is always a page")
    }

    fn screen_mut(&mut self) -> &mut Screen<What> {
        self.screens.last_mut().expect("there is always a page")
    }

    /// How wide lists are, in cells. Heard in lines, each of their rows is one.
    fn list_width(&self) -> u16 {
        if self.reader.in_lines { LONGEST_LINE } else { layout::frame(self.size).width }
    }

    /// The slide that is read.
    pub fn placed(&self) -> Placed<'_> {
        self.deck.slide(self.slide).expect("a replay stays inside its deck")
    }

    /// The slide that was read last, where it is still there.
    fn last_read(&self) -> Option<usize> {
        let at = self.progress.at.as_ref()?;
        self.known.names.iter().position(|name| name == at)
    }

    /// Where to go on: the slide that was read last while something is left to do on it, else the next one on which something is.
    fn unfinished(&self) -> usize {
        let Some(last) = self.last_read() else {
            return self.first_to_do(0).unwrap_or_else(|| self.deck.first_planned());
        };
        let next = || self.first_to_do(last).or_else(|| self.first_to_do(0));
        if self.is_done(last) { next().unwrap_or(last) } else { last }
    }

    /// The first slide of the plan from a place in the file on that is not done.
    fn first_to_do(&self, from: usize) -> Option<usize> {
        self.planned().into_iter().find(|slide| *slide >= from && !self.is_done(*slide))
    }

    /// What blocks are laid out and read with.
    fn context(&self) -> Context<'_> {
        self.lectern.context(&self.room, Some(&self.progress.answers))
    }

    /// What keeps the slides from being shown on a screen of this size, in letters twice as large; lessons are read on in any case.
    pub fn obstacle(&self, size: Size, wide_signs: WideSigns) -> Option<Obstacle> {
        self.lectern.obstacle(&self.context(), size, wide_signs)
    }

    /// The questions of a slide.
    fn questions_of(&self, slide: usize) -> impl Iterator<Item = &Question> {
        // They stand in the order of the slides.
        let first = self.known.questions.partition_point(|(of, _)| *of < slide);
        self.known.questions[first..].iter().take_while(move |(of, _)| *of == slide).map(|(_, question)| question)
    }

    /// Lets go of answers to what is asked in other words now.
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

    /// Whether all of a slide was seen, and its questions with right answers have no more to ask.
    pub fn is_done(&self, slide: usize) -> bool {
        self.known.names.get(slide).is_some_and(|name| self.progress.seen.contains(name))
            && self.open_quizzes(slide) == 0
    }

    /// The day, as people read it.
    pub fn today_in_words(&self) -> String {
        self.reader.today.map_or_else(String::new, |day| (self.words.replay.date)(day.year, day.month, day.day))
    }

    /// Whether a slide is marked, and whether there is a note on it.
    pub fn is_kept(&self, slide: usize) -> (bool, bool) {
        let name = self.known.names.get(slide);
        let (marked, notes) = (&self.progress.marked, &self.progress.notes);
        (name.is_some_and(|name| marked.contains(name)), name.is_some_and(|name| notes.contains_key(name)))
    }

    /// Whether a slide was begun.
    pub fn is_begun(&self, slide: usize) -> bool {
        self.known
            .names
            .get(slide)
            .is_some_and(|name| self.progress.begun.contains(name) || self.progress.seen.contains(name))
    }

    /// The slides of the plan: all outside the appendix, by their places in the file.
    pub fn planned(&self) -> Vec<usize> {
        let slides = self.deck.slides().enumerate();
        slides.filter(|(_, placed)| !placed.section.appendix).map(|(index, _)| index).collect()
    }

    /// How many slides of the plan are done, and how many there are.
    pub fn done(&self) -> (usize, usize) {
        let planned = self.planned();
        (planned.iter().filter(|slide| self.is_done(**slide)).count(), planned.len())
    }

    /// The minutes that the slides of these are meant to take that are not done.
    pub fn minutes_left(&self, slides: impl IntoIterator<Item = usize>) -> u64 {
        let left = slides.into_iter().filter(|slide| !self.is_done(*slide)).filter_map(|slide| self.plan.slot(slide));
        left.map(|slot| slot.duration).sum::<Duration>().as_secs().div_ceil(60)
    }

    /// Goes on with other progress: some of it was forgotten.
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
