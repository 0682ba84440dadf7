//! Small pages of slides, cached until something on them changes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::page::Page;

/// The small pages in view, by slide. Most keys only move the focus among them, and a slide may be slow to lay out.
#[derive(Default)]
pub struct SmallPages(RefCell<HashMap<usize, Page>>);

impl SmallPages {
    /// Forgets all of them, because the slides may have changed.
    pub fn forget(&mut self) {
        self.0.get_mut().clear();
    }

    /// Forgets those of other slides.
    pub fn keep_only(&self, slides: &Range<usize>) {
        self.0.borrow_mut().retain(|slide, _| slides.contains(slide));
    }

    /// The page of a slide, laid out if it is not cached.
    pub fn get_or_lay(&self, slide: usize, lay: impl FnOnce() -> Page) -> Page {
        self.0.borrow_mut().entry(slide).or_insert_with(lay).clone()
    }
}
