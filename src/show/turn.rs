//! One input being taken.

use crate::show::{Now, Outcome};

/// When it came, and what comes of it.
pub(super) struct Turn {
    pub now: Now,
    pub outcome: Outcome,
}
