//! What `check` finds in the deck, for an author who is showing it.

use crate::diagnostic::Severity;

/// A finding in the deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    pub severity: Severity,
    /// The name of the rule.
    pub rule: &'static str,
    /// The index of its slide in the file, from 0.
    pub slide: Option<usize>,
    /// The included file that has it; `None` for the deck's own.
    pub file: Option<String>,
    /// The line of the file, from 1.
    pub line: usize,
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// The findings, if this show is for the author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Remarks {
    /// The show is for an audience.
    #[default]
    Unwanted,
    /// The deck, or its newest version, is being checked.
    Awaited,
    Known(Vec<Remark>),
}

impl Remarks {
    /// The findings known so far.
    pub fn known(&self) -> &[Remark] {
        match self {
            Self::Known(remarks) => remarks,
            Self::Unwanted | Self::Awaited => &[],
        }
    }

    /// Drops the findings of an earlier version of the deck.
    pub(super) fn forget(&mut self) {
        if *self != Self::Unwanted {
            *self = Self::Awaited;
        }
    }
}
