//! What an import cannot bring over, brings over otherwise, or leaves to a hand: each kind once, with its count and first place.

use std::collections::HashMap;

use crate::lang::{Message, say};
use crate::source::Span;

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It is in the deck, and a person has to finish it: a `todo` stands on the slide.
    Todo,
    /// It is in the deck in another way.
    Changed,
    /// It is not in the deck.
    Lost,
}

impl Fate {
    /// As people and machines read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Changed => "changed",
            Self::Lost => "lost",
        }
    }
}

/// A kind of thing, how often it was met, and where first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    pub fate: Fate,
    /// What it is, in words: "transitions".
    pub what: Message,
    pub count: usize,
    pub first: Span,
}

/// As many kinds are told; a file could have as many as it has words.
const MOST_KINDS: usize = 200;

/// All of them, in the order in which they were met first.
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

    /// Them, what needs a hand first.
    pub fn sorted(self) -> Vec<Loss> {
        let mut all = self.all;
        all.sort_by_key(|it| it.fate);
        all
    }
}
