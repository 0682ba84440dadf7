//! What lasts of a show: the fold of its events.

use std::time::Duration;

use crate::answers::{Answers, Change};
use crate::show::Clock;

/// How many jumps can be taken back.
const MOST_JUMPS: usize = 100;

/// A slide, by its place in the file from 0, and a step of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub slide: usize,
    pub step: u16,
}

/// Something that changed in a show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// On to another slide or step.
    Moved(Place),
    /// The same by a jump, from which one can come back.
    Jumped(Place),
    /// Back to before the last jump.
    CameBack,
    Paused,
    Resumed,
    /// The clock began again from zero.
    Reset,
    /// The show is to end at this monotonic time; nothing: with its plan.
    Ends(Option<Duration>),
    /// Something was answered.
    Answered(Change),
}

/// Where a show is, how long it has been going, what it was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    pub place: Place,
    pub back: Vec<Place>,
    pub clock: Clock,
    pub end: Option<Duration>,
    pub answers: Answers,
}

impl Talk {
    /// What the event changes; `now` is its monotonic time.
    pub fn apply(&mut self, event: &Event, now: Duration) {
        match event {
            Event::Moved(place) => self.move_to(*place, now),
            Event::Jumped(place) => {
                if self.back.len() == MOST_JUMPS {
                    self.back.remove(0);
                }
                self.back.push(self.place);
                self.move_to(*place, now);
            }
            Event::CameBack => {
                if let Some(place) = self.back.pop() {
                    self.move_to(place, now);
                }
            }
            Event::Paused => self.clock.pause(now),
            Event::Resumed => self.clock.resume(now),
            Event::Reset => self.clock.reset(now),
            Event::Ends(end) => self.end = *end,
            Event::Answered(change) => self.answers.apply(change),
        }
    }

    /// The clock starts when the first slide shown is left: a title can wait for those who come late.
    fn move_to(&mut self, place: Place, now: Duration) {
        if place.slide != self.place.slide {
            self.clock.start(now);
        }
        self.place = place;
    }
}
