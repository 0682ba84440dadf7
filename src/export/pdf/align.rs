//! Finds, for each item of a page, the part of the slide's content that it draws. A page is drawn part by part, so its order is the reading order:
//! the words of an item belong to the leaf whose text continues with them.

use crate::export::boxes;
use crate::export::pdf::parts::{Kind, Leaf};
use crate::page::{Drawing, Page};

/// The leaf of each item of a page. `None` for decoration.
pub fn align(page: &Page, leaves: &[Leaf]) -> Vec<Option<usize>> {
    let pieces = |leaf: &Leaf| leaf.pieces.iter().map(|piece| squeezed(piece)).collect();
    let left: Vec<Vec<String>> = leaves.iter().map(pieces).collect();
    let mut reading = Reading { leaves, left, at: None };
    page.items.iter().map(|item| reading.place(&item.drawing)).collect()
}

/// Text without white space, which line breaks may add or remove.
fn squeezed(words: &str) -> String {
    crate::text::clean(words).chars().filter(|char| !char.is_whitespace()).collect()
}

struct Reading<'a> {
    leaves: &'a [Leaf],
    /// The text of each leaf that was not found yet.
    left: Vec<Vec<String>>,
    /// The leaf of the previous item.
    at: Option<usize>,
}

impl Reading<'_> {
    fn place(&mut self, drawing: &Drawing) -> Option<usize> {
        match drawing {
            Drawing::Text { text, .. } => self.words(&squeezed(text)),
            // What stands in the bottom row is no part of the slide.
            Drawing::Image(image) if image.needs_pixels => None,
            Drawing::Image(_) | Drawing::Squares(_) => {
                self.at = self.onward().find(|leaf| self.leaves[*leaf].kind == Kind::Figure);
                self.at
            }
            Drawing::Ground { .. } | Drawing::Flood { .. } | Drawing::Target { .. } => None,
        }
    }

    /// The leaves from the current one on, then those before it.
    fn onward(&self) -> impl Iterator<Item = usize> + use<> {
        let at = self.at.unwrap_or(0);
        (at..self.leaves.len()).chain(0..at)
    }

    fn words(&mut self, words: &str) -> Option<usize> {
        if words.is_empty() {
            return self.at;
        }
        if words.chars().all(|char| boxes::shapes(char.encode_utf8(&mut [0; 4])).is_some()) {
            return self.shapes();
        }
        let found = self.onward().find(|leaf| self.takes(*leaf, words));
        if found.is_some() {
            self.at = found;
            return found;
        }
        let at = self.at?;
        // Line numbers are not part of the code.
        let is_number = self.leaves[at].kind == Kind::Code && words.bytes().all(|byte| byte.is_ascii_digit());
        (!is_number).then_some(at)
    }

    /// Whether the text of a leaf continues with these words. If so, they count as found.
    fn takes(&mut self, leaf: usize, words: &str) -> bool {
        let begins = |piece: &&mut String| piece.starts_with(words);
        let piece = self.left[leaf].iter_mut().find(begins);
        piece.map(|piece| drop(piece.drain(..words.len()))).is_some()
    }

    /// The leaf for blocks and lines: large text or a figure. `None` for decoration.
    fn shapes(&mut self) -> Option<usize> {
        let at = self.at.unwrap_or(0);
        let is_new = |leaf: &usize| {
            self.left[*leaf].iter().zip(&self.leaves[*leaf].pieces).all(|(left, all)| *left == squeezed(all))
        };
        let can_be_big = |leaf: &usize| self.leaves.get(*leaf).is_some_and(|it| it.kind == Kind::Big) && is_new(leaf);
        let place = [at, at + 1].into_iter().find(can_be_big);
        let place = place.or(self.at.filter(|at| self.leaves[*at].kind == Kind::Figure));
        if place.is_some() {
            self.at = place;
        }
        place
    }
}
