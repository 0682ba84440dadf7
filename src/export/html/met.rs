//! Remembers which glossary terms appeared on a slide: only the first occurrence links to the definition.

use std::collections::BTreeSet;

use crate::deck::Term;

/// The terms that appeared on a slide.
#[derive(Default)]
pub struct Met(BTreeSet<usize>);

impl Met {
    /// The index of a term in the glossary, from 1, if it has not appeared before.
    pub fn first(&mut self, name: &str, terms: &[Term]) -> Option<usize> {
        let place = terms.iter().position(|term| term.name == name)? + 1;
        self.0.insert(place).then_some(place)
    }
}
