//! A silence on a slide that is read alone. It starts when the slide is opened.

use crate::page::{Drawing, Target};
use crate::replay::{Replay, What};
use crate::show::{Countdown, Place};

impl Replay {
    /// The countdown, if the slide is in view.
    pub fn countdown(&self) -> Option<&Countdown> {
        self.countdown.as_ref().filter(|_| self.screen().what == What::Slide)
    }

    /// Starts the countdown of the current slide, keeps it if it is running, or ends the last one.
    pub(super) fn update_countdown(&mut self) {
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
