//! The lasting state of a show: the fold of its events.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::answers::{Answers, Change};
use crate::show::Clock;

/// How many jumps can be undone.
const MOST_JUMPS: usize = 100;

/// A slide, by its index in the file from 0, and a step of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub slide: usize,
    pub step: u16,
}

/// Something that changed in a show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// Went to another slide or step.
    Moved(Place),
    /// Jumped to a place; a jump can be undone.
    Jumped(Place),
    /// Went back to before the last jump.
    CameBack,
    Paused,
    Resumed,
    /// The clock was reset to zero.
    Reset,
    /// The show must end at this monotonic time. `None`: with its plan.
    Ends(Option<Duration>),
    /// The show is shortened: it starts without these slides, by their index in the file.
    Cut(Vec<usize>),
    /// Exactly these slides are left out from now on.
    LeftOut(Vec<usize>),
    /// The deck was changed and has `count` slides: the new index of each slide, by its old one; `None` if it is gone. A slide that is
    /// missing only because the deck is broken gets an index after all slides, from which the next such event brings it back.
    Renumbered {
        places: Vec<Option<usize>>,
        count: usize,
    },
    /// Someone answered a question.
    Answered(Change),
}

impl Event {
    /// The same event with `time` applied to the monotonic time in it.
    pub fn told(&self, time: impl Fn(Duration) -> Duration) -> Self {
        match self {
            Self::Ends(Some(end)) => Self::Ends(Some(time(*end))),
            event => event.clone(),
        }
    }

    /// The same event without free text: only that something was said.
    pub fn without_words(self) -> Self {
        match self {
            Self::Answered(Change::Said { id, .. }) => Self::Answered(Change::Said { id, words: String::new() }),
            event => event,
        }
    }
}

/// A hundred years, as a limit: no show takes longer, and no machine runs longer.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

/// Where a show is, how long it has been running, and the answers so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    pub place: Place,
    /// The slide on which the show started, by its index in the file.
    #[serde(default)]
    pub first: usize,
    /// That slide's place after all slides, while a broken deck has lost it. `first` then stands in for it.
    #[serde(default)]
    pub missing_first: Option<usize>,
    pub back: Vec<Place>,
    pub clock: Clock,
    pub end: Option<Duration>,
    /// The slides that the show started without, by their index in the file.
    pub cut: Vec<usize>,
    /// The slides that "next" skips now.
    pub left_out: Vec<usize>,
    /// The slides that were left out before the last change, while that can be undone.
    pub left_out_before: Option<Vec<usize>>,
    pub answers: Answers,
    /// The time spent on the slides shown before, by their index in the file.
    pub spent: BTreeMap<usize, Duration>,
    /// The time on the clock when the current slide was reached.
    pub arrived: Duration,
    /// The slide that would be shown if it were not missing.
    #[serde(default)]
    pub missing: Option<Missing>,
    /// How many slides there are, if the deck was changed.
    #[serde(default)]
    pub count: Option<usize>,
}

/// The slide that was shown when a broken deck lost it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Its place after all slides, and its step.
    pub place: Place,
    /// The slide that is shown instead.
    pub shown: usize,
}

impl Talk {
    /// A show at the first step of a slide.
    pub fn at(slide: usize) -> Self {
        Self { place: Place { slide, step: 0 }, first: slide, ..Self::default() }
    }

    /// Applies an event; `now` is its monotonic time.
    pub fn apply(&mut self, event: &Event, now: Duration) {
        match event {
            Event::Moved(place) => self.move_to(*place, now),
            Event::Jumped(place) => {
                if self.back.len() == MOST_JUMPS {
                    self.back.remove(0);
                }
                // Jumping away from the stand-in for a missing slide: coming back leads to the missing one.
                let missing = self.missing.filter(|missing| missing.shown == self.place.slide);
                self.back.push(missing.map_or(self.place, |missing| missing.place));
                self.move_to(*place, now);
            }
            Event::CameBack => {
                let count = self.count;
                while let Some(place) = self.back.pop() {
                    // A slide that is missing for now cannot be shown.
                    if count.is_none_or(|count| place.slide < count) {
                        self.move_to(place, now);
                        break;
                    }
                }
            }
            Event::Paused => self.clock.pause(now),
            Event::Resumed => self.clock.resume(now),
            Event::Reset => {
                self.clock.reset(now);
                (self.spent, self.arrived) = (BTreeMap::new(), Duration::ZERO);
            }
            Event::Ends(end) => self.end = *end,
            Event::Renumbered { places, count } => self.renumber(places, *count),
            Event::Cut(slides) => {
                (self.cut, self.left_out, self.left_out_before) = (sorted(slides), sorted(slides), None);
            }
            Event::LeftOut(slides) => {
                let before = std::mem::replace(&mut self.left_out, sorted(slides));
                self.left_out_before = Some(before).filter(|before| before.len() < self.left_out.len());
            }
            Event::Answered(change) => self.answers.apply(change),
        }
    }

    /// Updates all places after the deck was changed.
    fn renumber(&mut self, places: &[Option<usize>], count: usize) {
        let before = self.count.replace(count).unwrap_or(places.len()).min(places.len());
        let moved = |slide: usize| places.get(slide).copied().flatten();
        let found = |slide: usize| moved(slide).filter(|it| *it < count);
        // The slide that follows a missing one takes its place, else the one before it.
        let near = |slide: usize| {
            let next = found(slide).or_else(|| (slide..before).find_map(found));
            let last = || (0..slide.min(before)).rev().find_map(found);
            next.or_else(last).unwrap_or(slide.min(count.saturating_sub(1)))
        };
        let shown = self.place.slide;
        let wanted = self.wanted();
        self.missing = None;
        match moved(wanted.slide) {
            Some(slide) if slide < count => self.place = Place { slide, ..wanted },
            Some(slide) => {
                self.place.slide = near(shown);
                self.missing = Some(Missing { place: Place { slide, ..wanted }, shown: self.place.slide });
            }
            None => self.place.slide = near(shown),
        }
        let first = moved(self.missing_first.unwrap_or(self.first));
        self.missing_first = first.filter(|first| *first >= count);
        self.first = first.filter(|first| *first < count).unwrap_or_else(|| near(self.first));
        self.back.iter_mut().for_each(|place| place.slide = moved(place.slide).unwrap_or(near(place.slide)));
        let all = |slides: &[usize]| sorted(&slides.iter().filter_map(|slide| moved(*slide)).collect::<Vec<_>>());
        (self.cut, self.left_out) = (all(&self.cut), all(&self.left_out));
        self.left_out_before = self.left_out_before.as_deref().map(all);
        let spent = std::mem::take(&mut self.spent);
        self.spent = spent.into_iter().filter_map(|(slide, time)| Some((moved(slide)?, time))).collect();
    }

    /// Where the show would be if no slide were missing. If the presenter has moved on since, it stays there.
    pub fn wanted(&self) -> Place {
        self.missing.filter(|it| it.shown == self.place.slide).map_or(self.place, |it| it.place)
    }

    /// The clock starts when the first slide is left, so that a title slide can wait for latecomers.
    fn move_to(&mut self, place: Place, now: Duration) {
        if place.slide != self.place.slide {
            self.clock.start(now);
            let elapsed = self.clock.elapsed(now);
            *self.spent.entry(self.place.slide).or_default() += elapsed.saturating_sub(self.arrived);
            self.arrived = elapsed;
        }
        self.place = place;
    }

    /// The time spent on a slide, all visits together.
    pub fn spent(&self, slide: usize, now: Duration) -> Duration {
        let here = if slide == self.place.slide {
            self.clock.elapsed(now).saturating_sub(self.arrived)
        } else {
            Duration::ZERO
        };
        self.spent.get(&slide).copied().unwrap_or_default() + here
    }

    /// The same with `time` applied to its monotonic times.
    pub fn told(self, time: impl Fn(Duration) -> Duration) -> Self {
        Self { clock: self.clock.told(&time), end: self.end.map(&time), ..self }
    }

    /// The same with times limited, so that they can be added whatever the source.
    pub fn within_reason(mut self) -> Self {
        self.clock = self.clock.at_most(LONGEST);
        self.end = self.end.map(|end| end.min(LONGEST));
        self.arrived = self.arrived.min(LONGEST);
        self.spent.values_mut().for_each(|time| *time = (*time).min(LONGEST));
        self
    }
}

fn sorted(slides: &[usize]) -> Vec<usize> {
    let mut slides = slides.to_vec();
    slides.sort_unstable();
    slides.dedup();
    slides
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A show that began on `first` and is at `slide`, after the deck was changed.
    fn renumbered(first: usize, slide: usize, steps: &[(&[Option<usize>], usize)]) -> (usize, usize) {
        let mut talk = Talk { place: Place { slide, step: 0 }, first, ..Talk::default() };
        for (places, count) in steps {
            talk.apply(&Event::Renumbered { places: places.to_vec(), count: *count }, Duration::ZERO);
        }
        (talk.first, talk.place.slide)
    }

    #[test]
    fn the_slide_after_a_removed_one_takes_its_place_else_the_one_before_it() {
        assert_eq!(renumbered(0, 2, &[(&[None, Some(0), None, Some(1), Some(2)], 3)]), (0, 1));
        assert_eq!(renumbered(2, 3, &[(&[Some(2), Some(3), None, None, Some(0), Some(1)], 4)]), (0, 0));
        assert_eq!(renumbered(0, 4, &[(&[Some(0), Some(1), Some(2), None, None], 3)]), (0, 2));
        assert_eq!(renumbered(0, 1, &[(&[None, None], 0)]), (0, 0));
    }

    #[test]
    fn slides_that_no_deck_can_have_are_moved_into_the_deck() {
        let far = usize::MAX;
        assert_eq!(renumbered(far, far, &[(&[Some(0), Some(1)], 2)]), (1, 1));
        assert_eq!(renumbered(far, far, &[(&[], far), (&[Some(1), None], 2)]), (1, 1));
        assert_eq!(renumbered(0, 1, &[(&[None, Some(far)], far), (&[], 0)]), (0, 0));
    }

    #[test]
    fn the_first_slide_stays_in_the_deck_while_it_is_missing_and_comes_back() {
        let lost: (&[Option<usize>], usize) = (&[Some(0), Some(3), Some(1), Some(2)], 3);
        assert_eq!(renumbered(1, 3, &[lost]), (1, 2));
        let moved: (&[Option<usize>], usize) = (&[Some(1), Some(2), Some(0), Some(3)], 3);
        assert_eq!(renumbered(1, 3, &[lost, moved]), (2, 0), "its stand-in moves with the deck");
        let mended: (&[Option<usize>], usize) = (&[Some(0), Some(2), Some(3), Some(1)], 4);
        assert_eq!(renumbered(1, 3, &[lost, mended]), (1, 3));
        let gone: (&[Option<usize>], usize) = (&[Some(0), Some(1), Some(2), None], 3);
        assert_eq!(renumbered(1, 3, &[lost, gone]), (1, 2));
    }
}
