//! Small pages of slides, kept as long as nothing changes on them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::page::Page;

/// The small pages in view, by slide: most keys only move what is chosen among them, and a slide may be large.
#[derive(Default)]
pub struct SmallPages(RefCell<HashMap<usize, Page>>);

impl SmallPages {
    /// Forgets them: what the slides show may have changed.
    pub fn forget(&mut self) {
        self.0.get_mut().clear();
    }

    /// Forgets those of other slides.
    pub fn keep_only(&self, slides: &Range<usize>) {
        self.0.borrow_mut().retain(|slide, _| slides.contains(slide));
    }

    /// The page of a slide; it is laid out where there is none.
    pub fn get_or_lay(&self, slide: usize, lay: impl FnOnce() -> Page) -> Page {
        self.0.borrow_mut().entry(slide).or_insert_with(lay).clone()
    }
}
