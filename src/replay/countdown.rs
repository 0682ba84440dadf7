//! A silence on a slide that is read alone: its time runs from when the slide is opened.

use crate::page::{Drawing, Target};
use crate::replay::{Replay, What};
use crate::show::{Countdown, Place};

impl Replay {
    /// The countdown on the page that is seen.
    pub fn countdown(&self) -> Option<&Countdown> {
        self.countdown.as_ref().filter(|_| self.screen().what == What::Slide)
    }

    /// Begins the countdown of the slide that is read, lets the one that runs go on, ends the one that is gone.
    pub(super) fn mind_countdown(&mut self) {
        let screen = &self.screens[0];
        let items = screen.window.sheet.body.items.iter().filter(|_| screen.what == What::Slide);
        let mut whole = items.filter_map(|item| match item.drawing {
            Drawing::Target { target: Target::Countdown(whole), .. } => Some(whole),
            _ => None,
        });
        let of = Place { slide: self.slide, step: 0 };
        self.countdown = whole.next_back().map(|whole| Countdown::at(of, whole, self.countdown, self.now));
    }
}
