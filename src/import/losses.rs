//! What an import loses, changes, or leaves to be done by hand. Each kind is listed once, with its count and first place.

use std::collections::HashMap;

use crate::lang::{Message, say};
use crate::source::Span;

/// What happened to something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is in the deck, but needs work: the slide has a `todo`.
    Todo,
    /// It is in the deck in another form.
    Changed,
    /// It is not in the deck.
    Lost,
}

impl Fate {
    /// Its name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Changed => "changed",
            Self::Lost => "lost",
        }
    }
}

/// A kind of loss, how often it occurred, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub fate: Fate,
    /// A description: "transitions".
    pub what: Message,
    pub count: usize,
    pub first: Span,
}

/// The most kinds that are reported. A file could cause as many as it has words.
const MOST_KINDS: usize = 200;

/// All losses, in the order of their first occurrence.
#[derive(Clone, Debug, Default)]
pub struct Losses {
    all: Vec<Loss>,
    known: HashMap<(Fate, String), usize>,
}

impl Losses {
    pub fn lost(&mut self, what: Message, at: Span) {
        self.tell(Fate::Lost, what, at);
    }

    pub fn changed(&mut self, what: Message, at: Span) {
        self.tell(Fate::Changed, what, at);
    }

    pub fn todo(&mut self, what: Message, at: Span) {
        self.tell(Fate::Todo, what, at);
    }

    fn tell(&mut self, fate: Fate, what: Message, at: Span) {
        let what = if self.all.len() < MOST_KINDS { what } else { say!("more of other kinds") };
        let next = self.all.len();
        let index = *self.known.entry((fate, what.as_str().to_owned())).or_insert(next);
        match self.all.get_mut(index) {
            Some(loss) => loss.count += 1,
            None => self.all.push(Loss { fate, what, count: 1, first: at }),
        }
    }

    /// The losses, starting with those that need work.
    pub fn sorted(self) -> Vec<Loss> {
        let mut all = self.all;
        all.sort_by_key(|it| it.fate);
        all
    }
}
