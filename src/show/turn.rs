//! The handling of one input.

use crate::show::request::Request;
use crate::show::{Effect, Now, Outcome};

/// When the input came in, and what results from it.
pub(super) struct Turn {
    pub now: Now,
    pub outcome: Outcome,
}

impl Turn {
    /// Sends a request to the stage.
    pub fn request(&mut self, request: Request) {
        self.outcome.effects.push(Effect::Request(request));
    }
}
