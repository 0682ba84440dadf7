//! The results of one show: only what a report needs, and nothing that identifies anybody.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::answers::Tally;
use crate::block::Asks;
use crate::lang::{Message, say};
use crate::record::{Asked, Planned, Recording, Summary};

/// The longest time of a slide, in seconds. Larger values in a file are not real.
const LONGEST: u64 = 1_000_000_000;

/// The version of a bundle.
const VERSION: u32 = 1;

/// A finished show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Its date: "2026-11-23".
    pub day: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub rehearsal: bool,
    /// The number of people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    pub deck: Summary,
    /// The seconds spent on each slide.
    pub seconds: Vec<u64>,
    /// The slides on which no time was spent, by their index in the deck.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unseen: Vec<usize>,
    /// Those that were left out to end on time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<usize>,
    /// Those that come after the current slide of a show that was not ended: it may still show them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_come: Vec<usize>,
    /// The slide on which it started, before the clock ran.
    #[serde(default)]
    pub first: usize,
    /// When it started, in seconds since 1970. Local time may repeat in one night.
    #[serde(skip)]
    pub began: u64,
    /// The answers by question id. Ticks are counts of one. For answers in words only their number.
    pub tallies: BTreeMap<String, Tally>,
    /// The exact time and place, and the words of answers. These are not passed on.
    #[serde(skip)]
    pub when: Option<String>,
    #[serde(skip)]
    pub place: Option<String>,
    #[serde(skip)]
    pub said: BTreeMap<String, Vec<String>>,
}

/// Sessions in one file, to be mailed: without places, times of day, and people's words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bundle {
    /// The version of the format: 1.
    pub bundle: u32,
    pub sessions: Vec<Session>,
    /// Results that no show measures, by id, as they were given.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
}

impl Session {
    pub fn of(recording: &Recording) -> Self {
        let (deck, talk) = (recording.deck().clone(), recording.talk(Duration::ZERO));
        let answers = &talk.answers;
        let tally = |id: &str, asked: &Asked| match asked.kind {
            Asks::Open | Asks::Write { .. } => {
                Tally { counts: vec![u32::try_from(answers.words(id).len()).unwrap_or(u32::MAX)], people: None }
            }
            Asks::Checklist => {
                let ticks = asked.choices.iter().map(|item| u32::from(answers.is_ticked(id, item)));
                Tally { counts: ticks.collect(), people: None }
            }
            _ => answers.tally(id, &asked.choices),
        };
        let said = |id: &String| (id.clone(), answers.words(id).iter().filter(|it| !it.is_empty()).cloned().collect());
        let spent: Vec<Duration> = recording.spent().into_iter().map(|(_, time)| time).collect();
        let seconds = spent.iter().map(|time| time.as_secs_f64().round() as u64).collect();
        let unseen: Vec<usize> = (0..spent.len()).filter(|at| spent[*at].is_zero()).collect();
        let may_come = |at: &usize| *at > talk.place.slide && !talk.left_out.contains(at);
        let to_come = unseen.iter().copied().filter(|at| !recording.is_finished() && may_come(at)).collect();
        let header = &recording.header;
        Self {
            day: header.when.chars().take(10).collect(),
            rehearsal: header.rehearsal,
            people: header.people,
            tallies: deck.questions.iter().map(|(id, asked)| (id.clone(), tally(id, asked))).collect(),
            said: deck.questions.keys().map(said).collect(),
            deck,
            seconds,
            unseen,
            to_come,
            left_out: talk.left_out.clone(),
            first: talk.first,
            began: header.began,
            when: Some(header.when.clone()),
            place: header.at.clone(),
        }
        .bounded()
    }

    /// The same, with all numbers small enough to be added.
    fn bounded(mut self) -> Self {
        let planned = self.deck.slides.iter_mut().filter_map(|slide| slide.seconds.as_mut());
        planned.chain(&mut self.seconds).for_each(|seconds| *seconds = (*seconds).min(LONGEST));
        self
    }

    /// A session of a show that has not started.
    pub fn planned(deck: &Summary) -> Self {
        let (seconds, tallies) = (vec![0; deck.slides.len()], BTreeMap::new());
        let (rehearsal, people, when, place, said) = (false, None, None, None, BTreeMap::new());
        let (day, deck, first, began) = (String::new(), deck.clone(), 0, 0);
        let (unseen, to_come, left_out) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            day,
            rehearsal,
            people,
            deck,
            seconds,
            unseen,
            to_come,
            left_out,
            first,
            began,
            tallies,
            when,
            place,
            said,
        }
    }

    /// Whether a slide was left out, and not shown later.
    pub fn is_left_out(&self, slide: usize) -> bool {
        self.left_out.contains(&slide) && self.unseen.contains(&slide)
    }

    /// The sort key of sessions: when they were.
    pub fn order(&self) -> (String, u64) {
        (self.day.clone(), self.began)
    }

    /// Its name: when it was, and where.
    pub fn name(&self) -> String {
        let when = self.when.as_ref().unwrap_or(&self.day);
        self.place.as_ref().map_or_else(|| when.clone(), |place| format!("{when}  {place}"))
    }

    /// The seconds spent on a slide with this index and title, even if the deck has changed.
    pub fn seconds_of(&self, index: usize, slide: &Planned) -> Option<u64> {
        let slides = &self.deck.slides;
        let same = |other: &Planned| other.title == slide.title;
        let at = slides.get(index).filter(|it| same(it)).map(|_| index).or_else(|| slides.iter().position(same))?;
        self.seconds.get(at).copied()
    }

    /// The planned seconds and the actual ones, in total.
    pub fn total(&self) -> (u64, u64) {
        (self.deck.slides.iter().filter_map(|slide| slide.seconds).sum(), self.seconds.iter().sum())
    }
}

impl Bundle {
    pub fn new(sessions: Vec<Session>, set: BTreeMap<String, String>) -> Self {
        Self { bundle: VERSION, sessions, set }
    }

    /// Whether a text is meant to be a bundle, rather than a recording.
    pub fn is_one(text: &str) -> bool {
        text.trim_start().trim_start_matches('{').trim_start().starts_with("\"bundle\"")
    }

    /// Reads a bundle.
    ///
    /// # Errors
    /// A sentence, if it is not a bundle, or comes from a newer program.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let version = serde_json::from_str::<serde_json::Value>(text).ok().and_then(|it| it["bundle"].as_u64());
        match version {
            Some(version) if version > u64::from(VERSION) => Err(say!(
                "it uses version {newer}, but this program reads version {known}",
                newer = version,
                known = VERSION
            )),
            _ => {
                let read: Result<Self, _> = serde_json::from_str(text);
                let mut bundle = read.map_err(|error| say!("it is not a bundle of sessions: {error}", error))?;
                bundle.sessions = bundle.sessions.into_iter().map(Session::bounded).collect();
                Ok(bundle)
            }
        }
    }

    /// Its text, with a line feed at the end.
    pub fn text(&self) -> String {
        serde_json::to_string(self).map_or_else(|_| String::new(), |text| text + "\n")
    }
}
