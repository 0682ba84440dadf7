//! The progress of a person who reads a deck alone: what was seen, answered, marked and noted.
//!
//! Progress is the fold of its changes, each with its time, as a show is the fold of its events. Each change is stored as a line of JSON. So two
//! replays of one deck do not overwrite each other, a truncated line loses only itself, and progress from another machine is just more lines.
//! Slides are identified by id, else by title, and questions by wording, so that what an edited deck still contains is kept.

mod memory;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use memory::{DAYS, Memory};
use serde::{Deserialize, Serialize};

use crate::answers::Alone;
use crate::deck::Deck;
use crate::lang::{Message, say};
use crate::record::deck_id;
use crate::text;

/// The version of the format.
const VERSION: u32 = 1;

/// The latest time of a line, in milliseconds since 1970: in the year 2286. A line with a later time gets the time of the line before it, because
/// otherwise all further lines would have to be later still.
pub const LATEST: u64 = 10_000_000_000_000;

/// The longest note on a slide, in bytes.
pub const LONGEST_NOTE: usize = 64 << 10;

/// Something that changed. Slides are named as by [`slide_names`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// The reader is on this slide.
    At(String),
    /// All of a slide was seen.
    Seen(String),
    /// A slide was marked, or its mark removed.
    Marked { slide: String, marked: bool },
    /// A note on a slide. An empty one means none.
    Noted { slide: String, text: String },
    /// An answer was confirmed, and whether it was right, if the question has right answers.
    Tried { question: String, wording: String, chosen: Vec<String>, right: Option<bool> },
    /// What is selected and not confirmed yet.
    Chose { question: String, wording: String, chosen: Vec<String> },
    /// The right answer was shown.
    Shown { question: String, wording: String },
    /// A question was answered before the first reading. Only used for comparison.
    Guessed { question: String, wording: String, chosen: Vec<String>, right: bool },
    /// A question was asked again on a later day, and answered.
    Recalled { question: String, wording: String, chosen: Vec<String>, right: bool },
    /// A question is to be answered again.
    AskedAgain { question: String },
    /// An item was ticked, or its tick removed.
    Ticked { question: String, item: String, done: bool },
    /// An answer in words.
    Said { question: String, words: String },
    /// The name for the certificate.
    Named(String),
}

/// The first line of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format: 1.
    pub progress: u32,
    pub deck: Named,
}

/// What identifies a deck, and its name for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    pub id: String,
    pub title: String,
    /// The file of the deck on this machine, which identifies a deck whose title has changed. It is never exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// A further line: a change, with its time by the machine's clock in milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgressLine {
    pub when: u64,
    #[serde(flatten)]
    pub change: Change,
}

/// The stored progress in a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    pub header: Header,
    /// Each line as it is, and its meaning if this program knows it.
    entries: Vec<(String, Option<ProgressLine>)>,
}

/// Why a text cannot be read as progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// It is something else.
    Other,
    /// It has this newer version.
    Newer(u64),
}

impl Unread {
    /// What is wrong, to be written after the name of the file.
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

/// The progress of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The slides that were started, and those that were seen completely.
    pub begun: BTreeSet<String>,
    pub seen: BTreeSet<String>,
    /// The slide that was read last.
    pub at: Option<String>,
    pub marked: BTreeSet<String>,
    pub notes: BTreeMap<String, String>,
    pub answers: Alone,
    /// What is remembered of quiz questions, each with the wording that was answered.
    pub memories: BTreeMap<String, (String, Memory)>,
    /// The answers before the first reading.
    pub guesses: BTreeMap<String, Guess>,
    /// The name for the certificate.
    pub name: Option<String>,
}

/// The answer to a question before the first reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// The wording of the question, as a hash.
    pub wording: String,
    pub chosen: Vec<String>,
    pub right: bool,
}

/// The names of slides in the progress of a deck: `#` and the id, else the title in lower case with its number among equal titles, else the
/// position.
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
    /// Applies a change. It may come from anywhere, so text is cleaned of anything that controls a terminal.
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
            // The answer on the slide stays as it was.
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
    /// Updates what is remembered of a question, before its answer is changed.
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

    /// What is remembered of a quiz question. `None` if it was never answered.
    pub fn memory(&self, question: &str) -> Option<Memory> {
        self.memories.get(question).map(|(_, memory)| *memory)
    }

    /// Forgets a question that now has another wording.
    pub fn forget_question(&mut self, question: &str) {
        self.answers.forget(question);
        self.memories.remove(question);
        self.guesses.remove(question);
    }

    /// Erases these slides and the answers to these questions, as [`Log::reset`] does in the stored progress.
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

/// A value as a line of JSON. (Only infinite numbers could not be written, and there are none.)
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).map_or_else(|_| String::new(), |line| line + "\n")
}

impl ProgressLine {
    /// Its text, with a line feed at the end.
    pub fn line(&self) -> String {
        json(self)
    }
}

/// The lines of a text after the first one, each as it is and with its meaning.
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
    /// Without any changes.
    pub fn new(header: Header) -> Self {
        Self { header, entries: Vec::new() }
    }

    /// Reads stored progress. Truncated lines, and lines of newer programs, have no meaning here but are kept.
    ///
    /// # Errors
    /// If it is not progress, or from a newer program.
    pub fn parse(text: &str) -> Result<Self, Unread> {
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let version = serde_json::from_str::<serde_json::Value>(first).ok().and_then(|it| it["progress"].as_u64());
        if let Some(newer) = version.filter(|version| *version > u64::from(VERSION)) {
            return Err(Unread::Newer(newer));
        }
        let header = serde_json::from_str(first).map_err(|_| Unread::Other)?;
        Ok(Self { header, entries: entries(rest) })
    }

    /// Reads progress whose first line is damaged, for the deck of this header. `None` if no other line has a meaning.
    pub fn salvage(header: Header, text: &str) -> Option<Self> {
        let entries = entries(text);
        entries.iter().any(|(_, line)| line.is_some()).then_some(Self { header, entries })
    }

    /// The whole text of the file.
    pub fn text(&self) -> String {
        let lines = self.entries.iter().map(|(line, _)| line.as_str());
        std::iter::once(json(&self.header).as_str()).chain(lines).collect()
    }

    /// All changes with their times, oldest first.
    pub fn lines(&self) -> Vec<&ProgressLine> {
        let mut lines: Vec<&ProgressLine> = self.entries.iter().filter_map(|(_, line)| line.as_ref()).collect();
        lines.sort_by_key(|line| line.when);
        lines
    }

    /// The progress: the fold of all changes.
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        self.lines().into_iter().for_each(|line| progress.apply(&line.change, line.when));
        progress
    }

    /// The time of the newest line; 0 if there is none.
    pub fn latest(&self) -> u64 {
        self.entries.iter().filter_map(|(_, line)| Some(line.as_ref()?.when)).max().unwrap_or(0)
    }

    /// Adds the lines of another log. Returns how many were new.
    pub fn take(&mut self, other: Self) -> usize {
        let known: BTreeSet<String> = self.entries.iter().map(|(line, _)| line.clone()).collect();
        let before = self.entries.len();
        self.entries.extend(other.entries.into_iter().filter(|(line, _)| !known.contains(line)));
        self.entries.len() - before
    }

    /// Removes lines that later ones make superfluous: earlier places of the reader, and slides seen twice.
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

    /// Erases these slides and the answers to these questions. Marks, notes and answers in words stay.
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
