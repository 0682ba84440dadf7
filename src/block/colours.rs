//! The colors of code, which take a while to find.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::highlight;

/// The colours of code that are known so far.
pub enum Colours {
    /// Each piece of code is coloured when it is laid out: for exports and tests, where nobody waits.
    AtOnce,
    /// Only what was coloured already; the rest is laid out plain.
    Known(HashMap<u64, Arc<Vec<highlight::CodeLine>>>),
}

impl Default for Colours {
    fn default() -> Self {
        Self::Known(HashMap::new())
    }
}

impl Colours {
    /// The name under which the colours of a piece of code are known.
    pub fn key(lang: &str, code: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        (lang, code).hash(&mut hasher);
        hasher.finish()
    }

    pub fn lines(&self, lang: &str, code: &str) -> Option<Arc<Vec<highlight::CodeLine>>> {
        match self {
            Self::AtOnce => highlight::lines(lang, code).map(Arc::new),
            Self::Known(known) => known.get(&Self::key(lang, code)).cloned(),
        }
    }
}
