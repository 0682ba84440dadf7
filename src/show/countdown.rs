//! The countdown of a silence. It starts when its slide or step is shown.

use std::time::Duration;

use crate::block::AnyKind;
use crate::page::{Drawing, Target};
use crate::show::{Now, Place, Show};

/// A countdown that has started; times are monotonic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Countdown {
    /// The slide and step that it started with.
    of: Place,
    began: Duration,
    whole: Duration,
    over: bool,
}

impl Countdown {
    /// The countdown of a place. `known` is kept if it belongs to that place.
    pub fn at(of: Place, whole: Duration, known: Option<Self>, now: Now) -> Self {
        let same = known.filter(|it| it.of == of && it.whole == whole);
        let mut countdown = same.unwrap_or(Self { of, began: now.monotonic, whole, over: false });
        countdown.over = countdown.left(now).is_zero();
        countdown
    }

    /// How much time is left.
    pub fn left(&self, now: Now) -> Duration {
        (self.began + self.whole).saturating_sub(now.monotonic)
    }

    pub fn whole(&self) -> Duration {
        self.whole
    }

    /// How long until its next whole second.
    pub fn to_next_second(&self, now: Duration) -> Duration {
        to_next_second(now.saturating_sub(self.began))
    }

    /// Whether it is still counting.
    pub fn runs(&self) -> bool {
        !self.over
    }
}

impl Show {
    /// Starts the countdown of the current step, keeps it if it is running, or ends the last one.
    pub(super) fn update_countdown(&mut self, now: Now) {
        let mut has_any = false;
        self.slide().slide.visit(&mut |block| has_any |= matches!(block.kind, AnyKind::Silence(_)));
        if !has_any {
            return self.countdown = None;
        }
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

    /// How long until the next second of what is counting: the countdown if there is one, else the clock.
    pub fn to_next_second(&self, now: Duration) -> Duration {
        match self.countdown.filter(Countdown::runs) {
            Some(countdown) => countdown.to_next_second(now),
            None => to_next_second(self.talk.clock.elapsed(now)),
        }
    }
}

/// How long until the next whole second, `into` after the start.
fn to_next_second(into: Duration) -> Duration {
    Duration::from_secs(1) - Duration::from_nanos(u64::from(into.subsec_nanos()))
}
