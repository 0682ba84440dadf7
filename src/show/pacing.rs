//! What counts as late, and the words for it.

use std::time::Duration;

use crate::lang::Words;
use crate::plan::TOLERANCE;
use crate::table::table;

table! {
    /// What counts as late or early, and how it is said.
    pub struct Pacing as "a pace" {
        /// Within this a show is on time: `"30s"`.
        tolerance: Duration = TOLERANCE,
        /// From this on being late is a warning: `"30s"`.
        warn: Duration = TOLERANCE,
        /// What is said of a show that is on time.
        on_time: Option<String> = None,
        /// What is said of one that is early; `{}` is the time.
        ahead: Option<String> = None,
        /// What is said of one that is late; `{}` is the time.
        behind: Option<String> = None,
    }
}

impl Pacing {
    /// The values when nobody has set any.
    pub fn usual() -> Self {
        Self { tolerance: TOLERANCE, warn: TOLERANCE, ..Self::default() }
    }

    pub fn on_time(&self, words: &Words) -> String {
        self.on_time.clone().unwrap_or_else(|| words.on_time.to_owned())
    }

    pub fn ahead(&self, time: &str, words: &Words) -> String {
        self.ahead.as_ref().map_or_else(|| (words.ahead)(time), |said| said.replace("{}", time))
    }

    pub fn behind(&self, time: &str, words: &Words) -> String {
        self.behind.as_ref().map_or_else(|| (words.behind)(time), |said| said.replace("{}", time))
    }
}
