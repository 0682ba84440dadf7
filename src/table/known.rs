//! Names that can be referred to: which exist, and which one was probably meant.

use std::cell::Cell;
use std::collections::HashSet;

use crate::text;

/// The most comparisons for suggesting names. If thousands of names in a deck are wrong, a suggestion for each would not help, and would take
/// longer than everything else.
const MOST_COMPARED: usize = 10_000;

/// The names of one kind of thing.
pub struct Known<'a> {
    names: Vec<&'a str>,
    set: HashSet<&'a str>,
    /// How many comparisons are left.
    left: Cell<usize>,
}

impl<'a> Known<'a> {
    pub fn of(names: impl IntoIterator<Item = &'a str>) -> Self {
        let names: Vec<&str> = names.into_iter().collect();
        Self { set: names.iter().copied().collect(), names, left: Cell::new(MOST_COMPARED) }
    }

    /// Whether the name exists.
    pub fn has(&self, name: &str) -> bool {
        self.set.contains(name)
    }

    /// The name that was probably meant. `None` if none is similar, or too many names were wrong already.
    pub fn nearest(&self, name: &str) -> Option<&'a str> {
        let left = self.left.get().checked_sub(self.names.len())?;
        self.left.set(left);
        text::nearest(name, self.names.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_until_too_many_were_wrong() {
        let names: Vec<String> = (0..MOST_COMPARED / 2).map(|index| format!("name-{index:07}")).collect();
        let known = Known::of(names.iter().map(String::as_str));
        assert!(known.has("name-0000001") && !known.has("nam-0000001"));
        assert_eq!(known.nearest("nam-0000001"), Some("name-0000001"));
        assert_eq!(known.nearest("far"), None);
        assert_eq!(known.nearest("nam-0000001"), None, "this is the third");
    }
}
