//! How far somebody has come who reads a deck alone: what was seen, answered, marked and noted.
//!
//! It is the fold of its changes, each with its time, as a show is the fold of its events; and it is written down as they are: a
//! line of JSON for each. So two replays of one deck lose nothing of each other, a line that was cut off loses only itself,
//! and progress from another machine is more lines. Slides are known by their ids, else by their titles, and questions by their
//! words: what still stands in an edited deck is kept.

mod memory;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use memory::{DAYS, Memory};
use serde::{Deserialize, Serialize};

use crate::answers::Alone;
use crate::deck::Deck;
use crate::lang::{Message, say};
use crate::record::deck_id;
use crate::text;

/// The version of what is written here.
const VERSION: u32 = 1;

/// The latest time that a line can have, in milliseconds since 1970: in the year 2286. A line that says a later one came when the
/// line before it did: else all that comes after it would have to be later still.
pub const LATEST: u64 = 10_000_000_000_000;

/// The longest note on a slide, in bytes.
pub const LONGEST_NOTE: usize = 64 << 10;

/// Something that changed. Slides are named as [`slide_names`] does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// One reads here now.
    At(String),
    /// All of a slide was seen.
    Seen(String),
    /// A slide is marked, or is not any more.
    Marked { slide: String, marked: bool },
    /// A note of one's own on a slide; an empty one is none.
    Noted { slide: String, text: String },
    /// An answer was confirmed; whether it is right, where there are right ones.
    Tried { question: String, wording: String, chosen: Vec<String>, right: Option<bool> },
    /// What is chosen and not confirmed yet.
    Chose { question: String, wording: String, chosen: Vec<String> },
    /// The right answer was shown.
    Shown { question: String, wording: String },
    /// A question was answered before anything was read. It counts for nothing but to be compared.
    Guessed { question: String, wording: String, chosen: Vec<String>, right: bool },
    /// A question was asked again on a later day, and answered.
    Recalled { question: String, wording: String, chosen: Vec<String>, right: bool },
    /// A question is asked once more.
    AskedAgain { question: String },
    /// An item is done, or is not after all.
    Ticked { question: String, item: String, done: bool },
    /// An answer in words.
    Said { question: String, words: String },
    /// The name for the certificate.
    Named(String),
}

/// The first line of what is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format: 1.
    pub progress: u32,
    pub deck: Named,
}

/// By what a deck is known, and how people call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: String,
    pub title: String,
    /// The file of the deck on this machine: a deck with another title is known by it. It is told to nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// Another line: a change, at a time of the machine's clock in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressLine {
    pub when: u64,
    #[serde(flatten)]
    pub change: Change,
}

/// What is written down of the progress in a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    pub header: Header,
    /// Each line as it stands; with what it says, where this program knows that.
    entries: Vec<(String, Option<ProgressLine>)>,
}

/// Why a text is not read as progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is something else.
    Other,
    /// A newer program has written it, in this version.
    Newer(u64),
}

impl Unread {
    /// What is wrong, behind the name of the file.
    pub fn message(&self) -> Message {
        match self {
            Self::Other => say!("not a progress file"),
            Self::Newer(version) => {
                say!(
                    "it uses version {newer}, but this program reads version {known}",
                    newer = version,
                    known = VERSION
                )
            }
        }
    }
}

/// How far somebody has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The slides that were begun, and those of which all was seen.
    pub begun: BTreeSet<String>,
    pub seen: BTreeSet<String>,
    /// The slide that was read last.
    pub at: Option<String>,
    pub marked: BTreeSet<String>,
    pub notes: BTreeMap<String, String>,
    pub answers: Alone,
    /// What is remembered of the questions with right answers, each with the wording that was answered.
    pub memories: BTreeMap<String, (String, Memory)>,
    /// What was answered to questions before anything was read.
    pub guesses: BTreeMap<String, Guess>,
    /// The name for the certificate.
    pub name: Option<String>,
}

/// What was answered to a question before anything was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// What was asked, as the answers know it.
    pub wording: String,
    pub chosen: Vec<String>,
    pub right: bool,
}

/// The names by which the slides of a deck are known in its progress: `#` and the id, else the title in small letters, with its
/// number among those of one title; without either the place.
pub fn slide_names(deck: &Deck) -> Vec<String> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let name = |(index, slide): (usize, &crate::deck::Slide)| match (&slide.id, &slide.title) {
        (Some(id), _) => format!("#{id}"),
        (None, Some(title)) => {
            let title = title.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
            let count = known.entry(title.clone()).or_default();
            *count += 1;
            if *count == 1 { title } else { format!("{title}#{count}") }
        }
        (None, None) => format!("#{index}#"),
    };
    deck.slides().map(|placed| placed.slide).enumerate().map(name).collect()
}

impl Progress {
    /// What a change changes. It may have been written by anybody: no text gets in that a terminal would obey.
    pub fn apply(&mut self, change: &Change, when: u64) {
        self.remember(change, when);
        match change {
            Change::At(slide) => {
                self.begun.insert(slide.clone());
                self.at = Some(slide.clone());
            }
            Change::Seen(slide) => drop(self.seen.insert(slide.clone())),
            Change::Marked { slide, marked: true } => drop(self.marked.insert(slide.clone())),
            Change::Marked { slide, marked: false } => drop(self.marked.remove(slide)),
            Change::Noted { slide, text } if text.trim().is_empty() => drop(self.notes.remove(slide)),
            Change::Noted { slide, text } => drop(self.notes.insert(slide.clone(), text::clean(text).into_owned())),
            Change::Tried { question, wording, chosen, right } => {
                self.answers.attempt(question, wording, chosen, *right);
            }
            Change::Chose { question, wording, chosen } => self.answers.draft(question, wording, chosen),
            Change::Shown { question, wording } => self.answers.show(question, wording),
            Change::AskedAgain { question } => self.answers.ask_again(question),
            Change::Guessed { question, wording, chosen, right } => {
                let guess = Guess { wording: wording.clone(), chosen: chosen.clone(), right: *right };
                self.guesses.insert(question.clone(), guess);
            }
            // What is on the slide stays as it was answered there.
            Change::Recalled { .. } => {}
            Change::Ticked { question, item, done: true } => {
                self.answers.unworded(question).chosen.insert(item.clone());
            }
            Change::Ticked { question, item, done: false } => {
                self.answers.unworded(question).chosen.remove(item);
            }
            Change::Said { question, words } => self.answers.unworded(question).words = text::clean(words).into_owned(),
            Change::Named(name) => {
                self.name = Some(text::clean(name).replace('\n', " ")).filter(|name| !name.is_empty());
            }
        }
    }
}

impl Progress {
    /// Notes how well a question is remembered, before its answer is changed.
    fn remember(&mut self, change: &Change, when: u64) {
        let (question, wording) = match change {
            Change::Tried { question, wording, right: Some(_), .. } => (question, wording),
            Change::Shown { question, wording } | Change::Recalled { question, wording, .. } => (question, wording),
            _ => return,
        };
        let known = self.memories.get(question).filter(|(known, _)| known == wording).map(|(_, memory)| *memory);
        let memory = match (change, known) {
            (Change::Tried { right: Some(true), .. }, Some(known)) => known,
            (Change::Recalled { right, .. }, Some(known)) => known.again(*right, when),
            (Change::Tried { right: Some(right), .. } | Change::Recalled { right, .. }, _) => {
                Memory::begin(*right, when)
            }
            _ => Memory::begin(false, when),
        };
        self.memories.insert(question.clone(), (wording.clone(), memory));
    }

    /// What is remembered of a question with right answers; None where it was never answered.
    pub fn memory(&self, question: &str) -> Option<Memory> {
        self.memories.get(question).map(|(_, memory)| *memory)
    }

    /// Forgets a question that is asked in other words now.
    pub fn forget_question(&mut self, question: &str) {
        self.answers.forget(question);
        self.memories.remove(question);
        self.guesses.remove(question);
    }

    /// Forgets what was seen of these slides and answered to these questions, as [`Log::reset`] does where it is kept.
    pub fn forget(&mut self, slides: &BTreeSet<String>, questions: &BTreeSet<String>) {
        self.begun.retain(|slide| !slides.contains(slide));
        self.seen.retain(|slide| !slides.contains(slide));
        self.at = self.at.take().filter(|slide| !slides.contains(slide));
        for question in questions {
            let words = self.answers.of(question).map(|own| own.words.clone()).unwrap_or_default();
            self.forget_question(question);
            if !words.is_empty() {
                self.answers.entry(question).words = words;
            }
        }
    }
}

impl Header {
    pub fn of(deck: &Deck) -> Self {
        Self { progress: VERSION, deck: Named { id: deck_id(deck), title: deck.title.clone(), file: None } }
    }
}

/// One line of JSON, with its line feed. (Only numbers that are not finite could not be written, and there are none.)
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).map_or_else(|_| String::new(), |line| line + "\n")
}

impl ProgressLine {
    /// As it is written, with its line feed.
    pub fn line(&self) -> String {
        json(self)
    }
}

/// The lines of a text behind its first one, each as it stands and with what it says.
fn entries(text: &str) -> Vec<(String, Option<ProgressLine>)> {
    let mut latest = 0;
    let entry = |text: &str| {
        let line: Option<ProgressLine> = serde_json::from_str(text).ok();
        let is_late = line.as_ref().is_some_and(|line| line.when > LATEST);
        let line = line.map(|line| if is_late { ProgressLine { when: latest, ..line } } else { line });
        latest = line.as_ref().map_or(latest, |line| line.when);
        (line.as_ref().filter(|_| is_late).map_or_else(|| format!("{text}\n"), ProgressLine::line), line)
    };
    text.lines().filter(|line| !line.is_empty()).map(entry).collect()
}

impl Log {
    /// Nothing written yet.
    pub fn new(header: Header) -> Self {
        Self { header, entries: Vec::new() }
    }

    /// Reads what was written. A line that was cut off, or that a newer program has added, says nothing here, and is kept.
    ///
    /// # Errors
    /// When it is none, or one of a newer program.
    pub fn parse(text: &str) -> Result<Self, Unread> {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let version = serde_json::from_str::<serde_json::Value>(first).ok().and_then(|it| it["progress"].as_u64());
        if let Some(newer) = version.filter(|version| *version > u64::from(VERSION)) {
            return Err(Unread::Newer(newer));
        }
        let header = serde_json::from_str(first).map_err(|_| Unread::Other)?;
        Ok(Self { header, entries: entries(rest) })
    }

    /// Reads what was written where its first line is damaged, for the deck of this header; nothing where no other line says anything.
    pub fn salvage(header: Header, text: &str) -> Option<Self> {
        let entries = entries(text);
        entries.iter().any(|(_, line)| line.is_some()).then_some(Self { header, entries })
    }

    /// The whole of it, as it is written.
    pub fn text(&self) -> String {
        let lines = self.entries.iter().map(|(line, _)| line.as_str());
        std::iter::once(json(&self.header).as_str()).chain(lines).collect()
    }

    /// All changes with their times, the oldest first.
    pub fn lines(&self) -> Vec<&ProgressLine> {
        let mut lines: Vec<&ProgressLine> = self.entries.iter().filter_map(|(_, line)| line.as_ref()).collect();
        lines.sort_by_key(|line| line.when);
        lines
    }

    /// How far somebody has come: the fold of all changes.
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        self.lines().into_iter().for_each(|line| progress.apply(&line.change, line.when));
        progress
    }

    /// The time of the newest line; 0 where there is none.
    pub fn latest(&self) -> u64 {
        self.entries.iter().filter_map(|(_, line)| Some(line.as_ref()?.when)).max().unwrap_or(0)
    }

    /// Adds what another one knows besides; the number of lines that were new.
    pub fn take(&mut self, other: Self) -> usize {
        let known: BTreeSet<String> = self.entries.iter().map(|(line, _)| line.clone()).collect();
        let before = self.entries.len();
        self.entries.extend(other.entries.into_iter().filter(|(line, _)| !known.contains(line)));
        self.entries.len() - before
    }

    /// Lets go of what is said again later: where somebody was before they went on, and slides seen twice.
    pub fn tidy(&mut self) {
        let last = |line: &Option<ProgressLine>| match line {
            Some(ProgressLine { when, change: Change::At(_) }) => Some(*when),
            _ => None,
        };
        let draft = |line: &Option<ProgressLine>| match line {
            Some(ProgressLine { when, change: Change::Chose { question, .. } }) => Some((question.clone(), *when)),
            _ => None,
        };
        let drafts: HashMap<String, u64> = self.entries.iter().filter_map(|(_, line)| draft(line)).collect();
        let mut begun = BTreeSet::new();
        let (newest, mut seen) = (self.entries.iter().filter_map(|(_, line)| last(line)).max(), BTreeSet::new());
        self.entries.retain(|(_, line)| match line.as_ref().map(|line| (&line.change, line.when)) {
            Some((Change::Seen(slide), _)) => seen.insert(slide.clone()),
            Some((Change::Chose { question, .. }, when)) => drafts.get(question) == Some(&when),
            Some((Change::At(slide), when)) => begun.insert(slide.clone()) || Some(when) == newest,
            _ => true,
        });
    }

    /// Forgets what was seen of these slides and answered to these questions. Marks and notes stay, and what was answered in words.
    pub fn reset(&mut self, slides: &BTreeSet<String>, questions: &BTreeSet<String>) {
        self.entries.retain(|(_, line)| match line.as_ref().map(|line| &line.change) {
            Some(Change::At(slide) | Change::Seen(slide)) => !slides.contains(slide),
            Some(
                Change::Tried { question, .. }
                | Change::Chose { question, .. }
                | Change::Shown { question, .. }
                | Change::Guessed { question, .. }
                | Change::Recalled { question, .. }
                | Change::AskedAgain { question }
                | Change::Ticked { question, .. },
            ) => !questions.contains(question),
            Some(Change::Marked { .. } | Change::Noted { .. } | Change::Said { .. } | Change::Named(_)) | None => true,
        });
    }
}

#[cfg(test)]
mod tests;
