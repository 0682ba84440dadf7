//! What an author is told of the deck while it is shown: what is found in it, and the slides to go to.

use crate::diagnostic::Severity;
use crate::keys::{InFindings, Screen};
use crate::show::update::Turn;
use crate::show::{Front, Key, Show};

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

impl Show {
    /// Opens the list, for authors.
    pub(super) fn list_findings(&mut self) {
        match &self.remarks {
            Remarks::Unwanted => {}
            Remarks::Known(remarks) if remarks.is_empty() => self.notice = Some(self.words.nothing_found.to_owned()),
            Remarks::Awaited | Remarks::Known(_) => self.front = Front::Findings { chosen: self.first_here() },
        }
    }

    /// The first finding on the slide that is shown, else the first of all.
    fn first_here(&self) -> usize {
        let here = Some(self.talk.place.slide);
        self.remarks.known().iter().position(|it| it.slide == here).unwrap_or(0)
    }

    pub(super) fn findings_key(&mut self, key: Key, chosen: usize, turn: &mut Turn) {
        let last = self.remarks.known().len().saturating_sub(1);
        let chosen = match (self.keys.action(key), key) {
            (Some(InFindings::Choose), Key::Up) => chosen.checked_sub(1).unwrap_or(last),
            (Some(InFindings::Choose), _) if chosen >= last => 0,
            (Some(InFindings::Choose), _) => chosen + 1,
            (Some(InFindings::Confirm), _) => return self.go_to_finding(chosen, turn),
            (Some(InFindings::ListHelp), _) => return self.front = Front::Help { of: Screen::Findings, scroll: 0 },
            (Some(InFindings::Close), _) => return self.front = Front::Stage,
            (None, _) => chosen,
        };
        self.front = Front::Findings { chosen };
    }

    fn go_to_finding(&mut self, chosen: usize, turn: &mut Turn) {
        self.front = Front::Stage;
        let Some(remark) = self.remarks.known().get(chosen).cloned() else { return };
        match remark.slide {
            Some(slide) => self.jump(slide, turn),
            // Nothing of the deck's head is on a slide.
            None => self.notice = Some((self.words.mistake_at)(remark.line, &remark.message)),
        }
    }

    pub(super) fn take_remarks(&mut self, remarks: Vec<Remark>) {
        if let Front::Findings { chosen } = &mut self.front {
            *chosen = (*chosen).min(remarks.len().saturating_sub(1));
        }
        self.remarks = Remarks::Known(remarks);
        // That the deck was read again is told by the new count.
        self.notice = None;
    }
}
