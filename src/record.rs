//! A show as it is stored: a line of JSON for each event.
//!
//! The first line describes the deck, the time of the show, and the plan, so that a recording can be understood without the deck. Each further line
//! is an event of the show with its time. A show is the fold of its events ([`Talk::apply`]): resuming after a crash, reporting and playing all
//! read the same lines.

mod kinship;

use std::collections::BTreeMap;
use std::time::Duration;

pub use kinship::Kinship;
use serde::{Deserialize, Serialize};

use crate::block::{Asks, Question, Takes};
use crate::deck::{Deck, KeyResult, MOST_SLIDES};
use crate::lang::{Message, say};
use crate::plan::Plan;
use crate::show::{Event, Place, Talk};

/// The version of the format.
const VERSION: u32 = 1;

/// The longest show, in seconds. Larger values in a file are not real.
const LONGEST: u32 = 1_000_000_000;

/// The first line of a recording.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The version of the format: 1.
    pub recording: u32,
    /// When the show started, in seconds since 1970, by the machine's clock.
    pub began: u64,
    /// The same as local time for people: "2026-11-23 18:00".
    pub when: String,
    pub deck: Summary,
    /// A hash of the path of the deck's file: it identifies the file without revealing the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The slide on which it started, by its index in the file, unless that was the first of those that stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<usize>,
    /// Whether it was a rehearsal.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
    /// The place and the number of people, if the speaker has given them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
}

/// What a recording contains about its deck.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// What identifies the deck: see [`deck_id`].
    pub id: String,
    pub title: String,
    pub sections: Vec<String>,
    pub slides: Vec<Planned>,
    /// The questions on its slides, by id.
    #[serde(default)]
    pub questions: BTreeMap<String, Asked>,
    /// The results by which the training is measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub results: Vec<Wanted>,
}

/// A result by which a training is measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    pub id: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
    pub target: String,
    /// The id of the question that measures it, and the choices whose share is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

/// A question of a deck, as it was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its index among the questions of the deck, from 0.
    pub order: usize,
    /// The index of its slide in the file, from 0.
    pub slide: usize,
    pub kind: Asks,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    pub choices: Vec<String>,
    /// Whether a person may choose several.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub several: bool,
    /// The id of the question that it repeats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
    /// A hash of the wording of question and choices: answers to another wording must not be added.
    pub wording: String,
}

/// A slide and the time planned for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Planned {
    /// Its number for people: "12", "A1".
    pub number: String,
    pub title: String,
    /// The index of its section in the deck, from 0.
    pub section: usize,
    /// Its planned seconds. `None` for a slide of the appendix.
    pub seconds: Option<u64>,
}

/// A further line: what happened, at some seconds after the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RecordLine {
    pub t: f64,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// An event of the show.
    Event(Event),
    /// The deck from here on.
    Deck(Summary),
    /// The show was quit.
    Ended,
    /// The show was resumed after an interruption.
    WentOn,
}

/// A recording that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Recording {
    pub header: Header,
    pub lines: Vec<RecordLine>,
}

/// What identifies a deck, whatever changes in its slides: its title, in lower case and with hyphens.
pub fn deck_id(deck: &Deck) -> String {
    let plain: String = deck.title.chars().map(|char| if char.is_alphanumeric() { char } else { ' ' }).collect();
    plain.to_lowercase().split_whitespace().collect::<Vec<_>>().join("-")
}

impl Summary {
    /// The summary of a deck; `plan` is that of the slides that stay.
    pub fn of(deck: &Deck, plan: &Plan) -> Self {
        let slides = deck.slides().enumerate().map(|(index, placed)| Planned {
            number: placed.number.to_string(),
            title: placed.slide.title.clone().unwrap_or_default(),
            section: placed.section_index,
            seconds: plan.slot(index).map(|slot| slot.duration.as_secs()),
        });
        Self {
            id: deck_id(deck),
            title: deck.title.clone(),
            sections: deck.sections.iter().map(|section| section.title.clone()).collect(),
            slides: slides.collect(),
            questions: asked(deck),
            results: deck.results.iter().map(Wanted::of).collect(),
        }
    }

    /// The indexes of its slides in a deck: slides with the same title, at the same position if there are several.
    pub fn places_in(&self, deck: &Deck) -> Vec<Option<usize>> {
        let titles: Vec<&str> = deck.slides().map(|it| it.slide.title.as_deref().unwrap_or_default()).collect();
        let place = |(index, slide): (usize, &Planned)| match titles.get(index) {
            Some(title) if *title == slide.title => Some(index),
            _ => titles.iter().position(|title| *title == slide.title),
        };
        self.slides.iter().enumerate().map(place).collect()
    }
}

impl Wanted {
    fn of(result: &KeyResult) -> Self {
        let KeyResult { id, name, measure, target, question, choices, .. } = result.clone();
        Self { id: id.into(), name, measure, target: target.text, question: question.map(String::from), choices }
    }
}

/// The questions of a deck, by id. If two have the same id, the first.
fn asked(deck: &Deck) -> BTreeMap<String, Asked> {
    let mut asked = BTreeMap::new();
    // What people write down for themselves is not counted.
    let of_room = deck.questions().into_iter().filter(|(_, question)| !matches!(question.kind, Asks::Write { .. }));
    for (order, (slide, question)) in of_room.enumerate() {
        let wording = format!("{:016x}", wording(&question));
        let Question { id, kind, wording: text, repeat, choices, takes, .. } = question;
        let several = takes == Takes::Hands { several: true };
        let one = Asked { order, slide, kind, question: text, choices, several, repeat, wording };
        asked.entry(id).or_insert(one);
    }
    asked
}

/// A hash of the words of question and choices that does not depend on their place (FNV-1a of 64 bits, as in draft-eastlake-fnv).
pub fn wording(question: &Question) -> u64 {
    let words = std::iter::once(&question.wording).chain(&question.choices);
    let tidy = words.map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
    hash(tidy.flat_map(|words| (words + "\n").into_bytes()))
}

/// A hash that is the same on every machine and in every version (FNV-1a).
pub fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

impl Header {
    pub fn new(began: u64, when: String, deck: Summary) -> Self {
        Self {
            recording: VERSION,
            began,
            when,
            deck,
            file: None,
            first: None,
            rehearsal: false,
            at: None,
            people: None,
        }
    }

    /// Its line, with a line feed.
    pub fn line(&self) -> String {
        json(self)
    }
}

impl RecordLine {
    pub fn new(since: Duration, what: What) -> Self {
        Self { t: (since.as_secs_f64() * 1000.0).round() / 1000.0, what }
    }

    /// Its time since the start.
    pub fn since(&self) -> Duration {
        Duration::try_from_secs_f64(self.t.clamp(0.0, LONGEST.into())).unwrap_or_default()
    }

    /// The same, with all times small enough to be added.
    fn bounded(mut self) -> Self {
        if let What::Event(event) = &mut self.what {
            *event = event.told(|time| time.min(Duration::from_secs(LONGEST.into())));
        }
        self
    }

    /// Its line, with a line feed.
    pub fn line(&self) -> String {
        json(self)
    }
}

/// A value as a line of JSON. (Only infinite numbers could not be written, and there are none.)
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).map_or_else(|_| String::new(), |line| line + "\n")
}

impl Recording {
    /// Reads a recording. Leaves out a truncated last line, and lines of newer programs.
    ///
    /// # Errors
    /// A sentence, if it is not a recording, or from a newer program.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        let version = serde_json::from_str::<serde_json::Value>(first).ok().and_then(|it| it["recording"].as_u64());
        match version {
            None => return Err(say!("it is not a recording of a show")),
            Some(newer) if newer > u64::from(VERSION) => {
                let known = VERSION;
                return Err(say!("it uses version {newer}, but this program reads version {known}", newer, known));
            }
            Some(_) => {}
        }
        let header = serde_json::from_str(first).map_err(|why| say!("its first line cannot be read: {why}", why))?;
        let lines = lines.filter_map(|line| serde_json::from_str(line).ok()).map(RecordLine::bounded);
        Ok(Self { header, lines: lines.collect() })
    }

    /// Whether the show was quit, rather than interrupted.
    pub fn is_finished(&self) -> bool {
        let last = self.lines.iter().rev().find(|line| matches!(line.what, What::Ended | What::WentOn));
        last.is_some_and(|line| line.what == What::Ended)
    }

    /// Its length, until the last line.
    pub fn duration(&self) -> Duration {
        self.lines.last().map_or(Duration::ZERO, RecordLine::since)
    }

    /// How long ago it started, at a time of the machine's clock in seconds since 1970. Because that clock may have been set back, at least its own
    /// length.
    pub fn age(&self, unix: u64) -> Duration {
        Duration::from_secs(unix.saturating_sub(self.header.began)).max(self.duration())
    }

    /// The events with their times since the start.
    pub fn events(&self) -> impl Iterator<Item = (Duration, &Event)> {
        self.lines.iter().filter_map(|line| match &line.what {
            What::Event(event) => Some((line.since(), event)),
            _ => None,
        })
    }

    /// The state of the show at its last line, as if it had started at this monotonic time.
    pub fn talk(&self, began: Duration) -> Talk {
        let mut talk = Talk::at(self.first().slide);
        for (since, event) in self.events() {
            talk.apply(&event.told(|time| began + time), began + since);
        }
        // A damaged line may have led out of the deck.
        let count = self.deck().slides.len();
        talk.apply(&Event::Renumbered { places: (0..count).map(Some).collect(), count }, began);
        talk
    }

    /// The last version of the deck.
    pub fn deck(&self) -> &Summary {
        let last = self.lines.iter().rev().find_map(|line| match &line.what {
            What::Deck(deck) => Some(deck),
            _ => None,
        });
        last.unwrap_or(&self.header.deck)
    }

    /// The indexes in a deck of the slides that it last had.
    pub fn places_in(&self, deck: &Deck) -> Vec<Option<usize>> {
        self.deck().places_in(deck)
    }

    /// Where the show started: as recorded, else on the first slide of its deck.
    pub fn first(&self) -> Place {
        let slides = &self.header.deck.slides;
        let said = self.header.first.filter(|first| *first < slides.len());
        let slide = said.or_else(|| slides.iter().position(|slide| slide.seconds.is_some())).unwrap_or(0);
        Place { slide, step: 0 }
    }

    /// The slides of the last version of the deck, each with the time spent on it while the clock ran.
    pub fn spent(&self) -> Vec<(Planned, Duration)> {
        let deck = self.deck();
        let mut spent = vec![Duration::ZERO; deck.slides.len()];
        let mut talk = Talk::at(self.first().slide);
        let mut last = Duration::ZERO;
        let end = self.lines.last().map(RecordLine::since);
        let events = self.events().map(|(since, event)| (since, Some(event)));
        for (since, event) in events.chain(end.map(|end| (end, None))) {
            let gone = talk.clock.elapsed(since).saturating_sub(talk.clock.elapsed(last));
            if let Some(spent) = spent.get_mut(talk.place.slide) {
                *spent += gone;
            }
            last = since;
            if let Some(event) = event {
                match event {
                    Event::Renumbered { places, count } => spent = renumbered(&spent, places, *count),
                    Event::Reset => spent.fill(Duration::ZERO),
                    _ => {}
                }
                talk.apply(event, since);
            }
        }
        deck.slides.iter().cloned().zip(spent).collect()
    }
}

/// Times by slide, after the slides were renumbered.
fn renumbered(spent: &[Duration], places: &[Option<usize>], count: usize) -> Vec<Duration> {
    // Missing slides have indexes after all others.
    let most = places.iter().flatten().map(|place| place + 1).max().unwrap_or(0).max(count);
    let mut moved = vec![Duration::ZERO; most.min(MOST_SLIDES)];
    for (time, place) in spent.iter().zip(places) {
        if let Some(there) = place.and_then(|place| moved.get_mut(place)) {
            *there += *time;
        }
    }
    moved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck;
    use crate::source::Source;

    fn header() -> Header {
        let slides = "[[section.slide]]\ntitle = \"a\"\n".repeat(3);
        let text = format!("format = 1\ntitle = \"L’État, vite !\"\n[[section]]\ntitle = \"s\"\n{slides}");
        let (deck, _) = deck::read(&Source::new("test", &text));
        Header::new(1_700_000_000, "2023-11-14 22:13".to_owned(), Summary::of(&deck, &Plan::of(&deck)))
    }

    fn moved(slide: usize) -> What {
        What::Event(Event::Moved(Place { slide, step: 0 }))
    }

    fn written(lines: &[(u64, What)]) -> String {
        let lines = lines.iter().map(|(at, what)| RecordLine::new(Duration::from_secs(*at), what.clone()).line());
        header().line() + &lines.collect::<String>()
    }

    fn read(lines: &[(u64, What)]) -> Recording {
        Recording::parse(&written(lines)).unwrap()
    }

    #[test]
    fn written_lines_can_be_read_back() {
        let event = Event::Ends(Some(Duration::from_secs(90)));
        let lines = [(5, moved(1)), (7, What::Event(event)), (8, What::Event(Event::Paused)), (9, What::Ended)];
        let recording = read(&lines);
        assert_eq!(recording.header, header());
        assert_eq!(recording.header.deck.id, "l-état-vite");
        assert_eq!(recording.lines.len(), 4);
        assert!(recording.is_finished());
        let talk = recording.talk(Duration::from_secs(1000));
        assert_eq!((talk.place.slide, talk.end), (1, Some(Duration::from_secs(1090))));
        assert_eq!(talk.clock.elapsed(Duration::from_secs(9999)), Duration::from_secs(3));
    }

    #[test]
    fn a_question_is_identified_by_its_words_only() {
        let wording = |question: &str, choices: &[&str]| {
            let choices: Vec<String> = choices.iter().map(|it| (*it).to_owned()).collect();
            wording(&Question::new("p", Asks::Poll, question, &choices, Takes::Hands { several: false }))
        };
        let first = wording("Un projet ?", &["Oui", "Non"]);
        assert_eq!(first, 0xcca1_083b_9797_9ddd, "the same in each version of the program");
        assert_eq!(wording("Un  projet\n?", &["Oui", "Non"]), first);
        assert_ne!(wording("Un projet ?", &["Non", "Oui"]), first);
        assert_ne!(wording("Un projet ? Oui", &["Non"]), first);
    }

    #[test]
    fn cut_off_and_newer_lines_are_skipped() {
        let whole = written(&[(5, moved(1)), (9, moved(2))]);
        let recording = Recording::parse(&format!("{whole}{{\"t\":10.0,\"danced\":3}}\n{{\"t\":11.2,\"ev")).unwrap();
        assert_eq!(recording.lines.len(), 2);
        assert!(!recording.is_finished());
        for length in 0..whole.len() {
            let _ = whole.get(..length).map(Recording::parse);
        }
    }

    #[test]
    fn absurd_numbers_cause_no_panic_and_no_missing_slide() {
        let lines = [
            "{\"t\":1e300,\"event\":{\"ends\":{\"secs\":18446744073709551615,\"nanos\":999999999}}}",
            "{\"t\":-1e300,\"event\":{\"jumped\":{\"slide\":18446744073709551615,\"step\":65535}}}",
            "{\"t\":3,\"event\":{\"moved\":{\"slide\":18446744073709551615,\"step\":65535}}}",
            "{\"t\":4,\"event\":{\"left-out\":[1,18446744073709551615]}}",
        ];
        let mut recording = Recording::parse(&(header().line() + &lines.join("\n"))).unwrap();
        assert_eq!(recording.lines.len(), 4);
        let talk = recording.talk(Duration::from_secs(1_000_000));
        assert_eq!((talk.place.slide, talk.back.len(), talk.left_out), (2, 1, vec![1]));
        assert!(talk.end.is_some());
        recording.spent();
        recording.header.began = u64::MAX;
        assert_eq!(recording.age(1), recording.duration());
    }

    #[test]
    fn other_files_are_refused_with_a_message() {
        assert_eq!(Recording::parse("format = 1").unwrap_err(), "it is not a recording of a show");
        let newer = "it uses version 9, but this program reads version 1";
        assert_eq!(Recording::parse("{\"recording\":9}").unwrap_err(), newer);
    }

    #[test]
    fn the_time_spent_on_a_slide_is_that_of_the_clock() {
        let pause = [(30, What::Event(Event::Paused)), (100, What::Event(Event::Resumed))];
        let lines = [&[(10, moved(1))], &pause[..], &[(120, moved(2)), (150, moved(1)), (160, What::Ended)]].concat();
        let spent: Vec<u64> = read(&lines).spent().iter().map(|(_, time)| time.as_secs()).collect();
        assert_eq!(spent, [0, 20 + 20 + 10, 30]);
    }

    #[test]
    fn times_follow_their_slides_when_the_deck_changes() {
        let mut deck = header().deck;
        deck.slides.insert(0, deck.slides[0].clone());
        let places = vec![Some(1), Some(2), None];
        let lines = [
            (10, moved(1)),
            (30, moved(2)),
            (40, What::Event(Event::Renumbered { places, count: 4 })),
            (40, What::Deck(deck)),
            (50, What::Ended),
        ];
        let spent: Vec<u64> = read(&lines).spent().iter().map(|(_, time)| time.as_secs()).collect();
        assert_eq!(spent, [0, 0, 30, 0], "the slide that is gone takes its time with it");
    }
}
