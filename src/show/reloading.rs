//! Going on with another state of the deck: at the same slide, known by its id, else its title, else its place.

use std::collections::HashMap;
use std::sync::Arc;

use crate::assets::Assets;
use crate::deck::{Deck, Placed};
use crate::show::update::Turn;
use crate::show::{Event, Front, Show};

impl Show {
    /// Goes on with another state of the deck, at the same slide (known by its id, else its title, else its place) and step.
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
        self.follow_places(places_in(&old, &self.lectern.deck), turn);
        self.plan_again();
        if let Front::Sections { .. } | Front::Overview { .. } | Front::Marker { .. } = self.front {
            self.front = Front::Stage;
        }
        self.lay_out();
        self.talk.place.step = self.step();
        self.mistakes = mistakes;
        let first = first.map(|first| format!("  {first}")).unwrap_or_default();
        self.notice = Some((self.words.reloaded)(mistakes) + &first);
    }

    /// Keeps to the slides where they have other places now.
    pub(super) fn follow_places(&mut self, places: Vec<Option<usize>>, turn: &mut Turn) {
        let count = self.deck.slide_count();
        if count != places.len() || places.iter().enumerate().any(|(old, new)| *new != Some(old)) {
            let event = Event::Renumbered { places, count };
            self.talk.apply(&event, turn.now.monotonic);
            turn.outcome.events.push(event);
        }
    }
}

/// Where the slides of one state of a deck are in the next: those with the same id, else with the same title, else, for a slide that has
/// neither, in the same place.
fn places_in(old: &Deck, new: &Deck) -> Vec<Option<usize>> {
    let (mut ids, mut titles) = (HashMap::new(), HashMap::new());
    for (index, placed) in new.slides().enumerate() {
        placed.slide.id.as_deref().map(|id| ids.entry(id).or_insert(index));
        placed.slide.title.as_ref().map(|title| titles.entry(title).or_insert(index));
    }
    let count = new.slide_count();
    let place = |(index, placed): (usize, Placed)| match (&placed.slide.id, &placed.slide.title) {
        (Some(id), _) => ids.get(id.as_str()).copied(),
        // Several slides may have one title.
        (None, Some(title)) if new.slide(index).is_some_and(|it| it.slide.title.as_ref() == Some(title)) => Some(index),
        (None, Some(title)) => titles.get(title).copied(),
        (None, None) => (index < count).then_some(index),
    };
    old.slides().enumerate().map(place).collect()
}
