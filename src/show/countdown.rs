//! The countdown of a silence: it begins when its slide or step is shown.

use std::time::Duration;

use crate::page::{Drawing, Target};
use crate::show::{Now, Place, Show};

/// A countdown that was begun; times are monotonic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countdown {
    /// The slide and the step that it began with.
    of: Place,
    began: Duration,
    whole: Duration,
    over: bool,
}

impl Countdown {
    /// The countdown of a place, of which `known` may be the one that runs there already.
    pub fn at(of: Place, whole: Duration, known: Option<Self>, now: Now) -> Self {
        let same = known.filter(|it| it.of == of && it.whole == whole);
        let mut countdown = same.unwrap_or(Self { of, began: now.monotonic, whole, over: false });
        countdown.over = countdown.left(now).is_zero();
        countdown
    }

    /// What is left of it.
    pub fn left(&self, now: Now) -> Duration {
        (self.began + self.whole).saturating_sub(now.monotonic)
    }

    pub fn whole(&self) -> Duration {
        self.whole
    }

    /// How long it is to its next second.
    pub fn to_next_second(&self, now: Duration) -> Duration {
        to_next_second(now.saturating_sub(self.began))
    }

    /// Whether it still changes.
    pub fn runs(&self) -> bool {
        !self.over
    }
}

impl Show {
    /// Begins the countdown that is shown now, lets the one that runs go on, ends the one that is gone.
    pub(super) fn mind_countdown(&mut self, now: Now) {
        let step = self.step();
        let items = self.sheet().body.items.iter().filter(|item| item.shown.at(step));
        let shown = items.filter_map(|item| match item.drawing {
            Drawing::Target { target: Target::Countdown(whole), .. } => Some((item.shown.from, whole)),
            _ => None,
        });
        let Some((from, whole)) = shown.max_by_key(|(from, _)| *from) else { return self.countdown = None };
        let of = Place { slide: self.talk.place.slide, step: from };
        self.countdown = Some(Countdown::at(of, whole, self.countdown, now));
    }

    /// How long it is to the next second of what runs: the countdown shown, else the clock.
    pub fn to_next_second(&self, now: Duration) -> Duration {
        match self.countdown.filter(Countdown::runs) {
            Some(countdown) => countdown.to_next_second(now),
            None => to_next_second(self.talk.clock.elapsed(now)),
        }
    }
}

/// How long it is to the next whole second of what runs so long.
fn to_next_second(into: Duration) -> Duration {
    Duration::from_secs(1) - Duration::from_nanos(u64::from(into.subsec_nanos()))
}
