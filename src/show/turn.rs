//! One input being taken.

use crate::show::wish::Wish;
use crate::show::{Effect, Now, Outcome};

/// When it came, and what comes of it.
pub(super) struct Turn {
    pub now: Now,
    pub outcome: Outcome,
}

impl Turn {
    /// Asks something of the stage.
    pub fn wish(&mut self, wish: Wish) {
        self.outcome.effects.push(Effect::Wish(wish));
    }
}
