//! Which words of the glossary were met on a slide: each leads to what it means only the first time.

use std::collections::BTreeSet;

use crate::deck::Term;

/// The terms that were met on a slide.
#[derive(Default)]
pub struct Met(BTreeSet<usize>);

impl Met {
    /// The place of a term in the glossary, from 1, where it was not met before.
    pub fn first(&mut self, name: &str, terms: &[Term]) -> Option<usize> {
        let place = terms.iter().position(|term| term.name == name)? + 1;
        self.0.insert(place).then_some(place)
    }
}
