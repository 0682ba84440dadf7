//! The colors of code, which take time to compute.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::highlight;

/// The known colors of code.
pub enum Colors {
    /// Code is colored during layout: for exports and tests, where nobody waits.
    AtOnce,
    /// Only code that was colored before. The rest is laid out in one color.
    Known(HashMap<u64, Arc<Vec<highlight::CodeLine>>>),
}

impl Default for Colors {
    fn default() -> Self {
        Self::Known(HashMap::new())
    }
}

impl Colors {
    /// The key under which the colors of a piece of code are stored.
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
