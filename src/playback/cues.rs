//! The events of a recording, as they apply to the current deck.

use std::time::Duration;

use crate::deck::Deck;
use crate::record::{Recording, Summary, What};
use crate::show::{Event, Place, Talk};

/// Something that changes at a time of the recording.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cue {
    pub at: Duration,
    /// The event in a show of the current deck, if it has one.
    pub event: Option<Event>,
    /// The place of that show from here on.
    pub place: Place,
    /// The title of the slide shown from here on, if it is no longer in the deck.
    pub gone: Option<String>,
    /// Whether another slide or step is shown from here on.
    pub moves: bool,
}

/// The start of a recording, and everything that happens in it, in order.
pub(super) fn cues(recording: &Recording, deck: &Deck) -> Vec<Cue> {
    let summary = &recording.header.deck;
    let talk = Talk::at(recording.first().slide);
    let mut telling = Telling { deck, summary, places: summary.places_in(deck), talk, cues: Vec::new() };
    telling.begin();
    for line in &recording.lines {
        telling.hear(line.since(), &line.what);
    }
    telling.cues
}

/// Translates a recording to the places of another deck.
struct Telling<'a> {
    deck: &'a Deck,
    /// The deck of the recording, as it was at the current line.
    summary: &'a Summary,
    /// The current indexes of its slides.
    places: Vec<Option<usize>>,
    /// The state of the recorded show, in the places of that deck.
    talk: Talk,
    cues: Vec<Cue>,
}

impl<'a> Telling<'a> {
    fn begin(&mut self) {
        // If its first slide no longer exists, the deck's first one replaces it.
        let slide = self.now(self.talk.place.slide).unwrap_or_else(|| self.deck.first_planned());
        let (place, gone) = (Place { slide, step: self.talk.place.step }, self.gone());
        self.cues.push(Cue { at: Duration::ZERO, event: None, place, gone, moves: true });
    }

    fn hear(&mut self, at: Duration, what: &'a What) {
        match what {
            What::Event(event) => {
                self.talk.apply(event, at);
                match event {
                    // Its places are those of the deck in the next line.
                    Event::Renumbered { .. } => {}
                    Event::Moved(_) | Event::Jumped(_) | Event::CameBack => self.move_on(at),
                    event => self.happen(at, self.told(event)),
                }
            }
            What::Deck(summary) => {
                (self.summary, self.places) = (summary, summary.places_in(self.deck));
                self.move_on(at);
            }
            What::Ended | What::WentOn => {}
        }
    }

    /// An event in the places of the current deck.
    fn told(&self, event: &Event) -> Event {
        let all = |slides: &[usize]| slides.iter().filter_map(|slide| self.now(*slide)).collect();
        match event {
            Event::Cut(slides) => Event::Cut(all(slides)),
            Event::LeftOut(slides) => Event::LeftOut(all(slides)),
            event => event.clone(),
        }
    }

    fn move_on(&mut self, at: Duration) {
        let Some(before) = self.cues.last().cloned() else { return };
        let Place { slide, step } = self.talk.place;
        let place = self.now(slide).map_or(before.place, |slide| Place { slide, step });
        let gone = self.gone();
        let moves = place != before.place || gone != before.gone;
        if moves {
            let event = (place != before.place).then_some(Event::Moved(place));
            self.push(Cue { at, event, place, gone, moves });
        }
    }

    fn happen(&mut self, at: Duration, event: Event) {
        if let Some(before) = self.cues.last().cloned() {
            self.push(Cue { at, event: Some(event), moves: false, ..before });
        }
    }

    /// Adds a cue. Cues are kept in order, even if the machine's clock was changed.
    fn push(&mut self, cue: Cue) {
        let at = self.cues.last().map_or(cue.at, |last| last.at.max(cue.at));
        self.cues.push(Cue { at, ..cue });
    }

    /// The current index of a slide of the recording.
    fn now(&self, slide: usize) -> Option<usize> {
        self.places.get(slide).copied().flatten()
    }

    /// The title of the recorded slide, if it no longer exists.
    fn gone(&self) -> Option<String> {
        let slide = self.talk.place.slide;
        let title = || self.summary.slides.get(slide).map(|it| it.title.clone()).unwrap_or_default();
        self.now(slide).is_none().then(title)
    }
}
