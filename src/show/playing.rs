//! A show that plays a recording: each recorded event happens again.

use crate::show::update::Turn;
use crate::show::{Effect, Event, Now, Outcome, Place, Show, Talk};

impl Show {
    /// Lets a recorded event happen. Returns what the edge has to do.
    pub fn play(&mut self, event: Event, now: Now) -> Vec<Effect> {
        let mut turn = Turn { now, outcome: Outcome::default() };
        self.happen(event, &mut turn);
        self.settle(turn.outcome, now).effects
    }

    /// Takes the state that a recording has reached; the current slide was reached at `arrived`.
    pub fn stand(&mut self, talk: Talk, arrived: Now, now: Now) -> Vec<Effect> {
        self.talk = talk;
        self.plan_again();
        self.scroll_to_top();
        self.countdown = None;
        self.lay_out();
        self.bring_into_view(Place { slide: usize::MAX, step: 0 });
        self.update_countdown(arrived);
        self.settle(Outcome::default(), now).effects
    }

    /// Starts or ends the silence of the slide.
    pub(super) fn settle(&mut self, outcome: Outcome, now: Now) -> Outcome {
        self.update_countdown(now);
        outcome
    }

    /// Scrolls the slide by a page, without leaving it.
    pub fn scroll_page(&mut self, down: bool) {
        let last = self.shown_height().saturating_sub(self.window().room());
        self.window_mut().turn(down, last);
    }
}
