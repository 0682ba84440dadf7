//! Continuing with another version of the deck on the same slide, recognized by its id, else its title, else its index.

use std::collections::HashMap;
use std::sync::Arc;

use crate::answers::{self, Change};
use crate::assets::Assets;
use crate::block::{Asks, Question, Takes};
use crate::deck::Deck;
use crate::show::places::{Known, known, places};
use crate::show::update::Turn;
use crate::show::{Event, Front, Show};

/// What is remembered of earlier versions of the deck.
#[derive(Debug, Default)]
pub struct Memory {
    /// The missing slides, which may come back, in the order of their places after all slides.
    lost: Vec<Known>,
    /// The last known choices of each question, by its id.
    choices: HashMap<String, Vec<String>>,
}

impl Show {
    /// Continues with another version of the deck, on the same slide and step.
    pub(super) fn reload(
        &mut self,
        deck: Arc<Deck>,
        assets: Arc<Assets>,
        mistakes: usize,
        first: Option<String>,
        turn: &mut Turn,
    ) {
        let old = self.lectern.put(deck, assets);
        self.search_again();
        self.remarks.forget();
        self.follow_choices(&old, turn);
        self.follow_slides(&old, mistakes > 0, turn);
        self.plan_again();
        if let Front::Sections { .. } | Front::Overview { .. } | Front::Marker { .. } = self.front {
            self.front = Front::Stage;
        }
        self.lay_out();
        // A broken slide may get its steps back.
        if mistakes == 0 {
            self.talk.place.step = self.step();
        }
        self.mistakes = mistakes;
        let first = first.map(|first| format!("  {first}")).unwrap_or_default();
        self.notice = Some((self.words.reloaded)(mistakes) + &first);
    }

    /// Finds the slides again in another version of the deck. What is missing from a broken version may come back. So may the current
    /// slide:
    /// a file read in the middle of a save may look like a whole deck.
    fn follow_slides(&mut self, old: &Deck, is_broken: bool, turn: &mut Turn) {
        let (slides, others) = (known(old), known(&self.lectern.deck));
        let before = std::mem::take(&mut self.memory.lost);
        let found = places(&slides, &before, &others);
        let had_lost = !before.is_empty();
        let keeps = is_broken || found.get(self.talk.wanted().slide).is_some_and(Option::is_none);
        let mut lost = Vec::new();
        let place = |(slide, place): (Known, Option<usize>)| {
            if place.is_none() && keeps {
                lost.push(slide);
                return Some(others.len() + lost.len() - 1);
            }
            place
        };
        let places: Vec<_> = slides.into_iter().chain(before).zip(found).map(place).collect();
        self.memory.lost = lost;
        if had_lost {
            self.renumber(places, turn);
        } else {
            self.follow_places(places, turn);
        }
    }

    /// Keeps the answers to choices whose wording was corrected.
    fn follow_choices(&mut self, old: &Deck, turn: &mut Turn) {
        let asks_in_words = |it: &&Question| matches!(it.kind, Asks::Poll | Asks::Quiz(_)) || it.takes == Takes::Ticks;
        let questions = |deck: &Deck| deck.questions().into_iter().map(|(_, question)| question).collect::<Vec<_>>();
        let before = questions(old);
        let choices = before.into_iter().map(|question| (question.id, question.choices));
        self.memory.choices.extend(choices);
        for question in questions(&self.lectern.deck).iter().filter(asks_in_words) {
            let id = &question.id;
            let Some(before) = self.memory.choices.get(id) else { continue };
            for (from, to) in answers::mended(before, &question.choices) {
                if self.talk.answers.knows(id, &from) {
                    let event = Event::Answered(Change::Mended { id: id.clone(), from, to });
                    self.talk.apply(&event, turn.now.monotonic);
                    turn.outcome.events.push(event);
                }
            }
        }
    }

    /// Updates all places in the deck.
    pub(super) fn follow_places(&mut self, places: Vec<Option<usize>>, turn: &mut Turn) {
        let count = self.deck.slide_count();
        if count != places.len() || places.iter().enumerate().any(|(old, new)| *new != Some(old)) {
            self.renumber(places, turn);
        }
    }

    fn renumber(&mut self, places: Vec<Option<usize>>, turn: &mut Turn) {
        let event = Event::Renumbered { places, count: self.deck.slide_count() };
        self.talk.apply(&event, turn.now.monotonic);
        turn.outcome.events.push(event);
    }
}
