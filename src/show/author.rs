//! What an author is told of the deck while it is shown: what is found in it, and the slides to go to.

use crate::diagnostic::Severity;

/// Something found in the deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub severity: Severity,
    /// The name of the rule.
    pub rule: &'static str,
    /// The place of its slide in the file, from 0.
    pub slide: Option<usize>,
    /// The line of the file, from 1.
    pub line: usize,
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// What is found, for those who want to know.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Remarks {
    /// The show is for an audience.
    #[default]
    Unwanted,
    /// The deck, or its newest state, is being looked over.
    Awaited,
    Known(Vec<Remark>),
}

impl Remarks {
    /// What is known so far.
    pub fn known(&self) -> &[Remark] {
        match self {
            Self::Known(remarks) => remarks,
            Self::Unwanted | Self::Awaited => &[],
        }
    }

    /// What was known of another state of the deck does not count any more.
    pub(super) fn forget(&mut self) {
        if *self != Self::Unwanted {
            *self = Self::Awaited;
        }
    }
}
