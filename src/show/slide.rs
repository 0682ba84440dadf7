//! The layout of the current slide, made when it is first needed.
//!
//! Keys may come faster than pages are painted. The slides that are only passed on the way are never laid out.

use std::cell::{Cell, OnceCell};

use crate::deck::Size;
use crate::layout::{self, Sheet};
use crate::screen::Window;
use crate::show::{Effect, Notes, Show};

/// The layout of the current slide, and its scroll position.
#[derive(Default)]
pub(super) struct Laid {
    window: OnceCell<Window>,
    /// The row to scroll to once it is laid out.
    scroll: u32,
    /// The layout of the next slide, made while nobody waits.
    next: Cell<Option<Next>>,
}

/// A slide by its index, laid out for a stage of `size`.
struct Next {
    slide: usize,
    size: Size,
    sheet: Sheet,
}

impl Laid {
    /// Drops the layout, but keeps the scroll position.
    fn forget(&mut self) {
        if let Some(window) = self.window.take() {
            self.scroll = window.scroll;
        }
    }
}

impl Show {
    /// The current slide, laid out for the screen.
    pub fn window(&self) -> &Window {
        self.laid.window.get_or_init(|| {
            let mut window = Window { scroll: self.laid.scroll, ..Window::default() };
            window.lay(self.take_next().unwrap_or_else(|| self.sheet_of(self.talk.place.slide)));
            window
        })
    }

    /// The same, to scroll it.
    pub(super) fn window_mut(&mut self) -> &mut Window {
        self.window();
        self.laid.window.get_mut().expect("it was just laid out")
    }

    /// Scrolls to the first row.
    pub(super) fn scroll_to_top(&mut self) {
        self.laid.scroll = 0;
        if let Some(window) = self.laid.window.get_mut() {
            window.scroll = 0;
        }
    }

    /// The layout of the current slide.
    pub fn sheet(&self) -> &Sheet {
        &self.window().sheet
    }

    /// The current step.
    pub fn step(&self) -> u16 {
        match self.talk.place.step {
            0 => 0,
            step => step.min(self.last_step()),
        }
    }

    /// The last step of the current slide.
    pub fn last_step(&self) -> u16 {
        match self.laid.window.get() {
            Some(window) => window.sheet.last_step(),
            None => self.last_step_of(self.talk.place.slide),
        }
    }

    /// The last step of a slide, without its layout.
    pub(super) fn last_step_of(&self, slide: usize) -> u16 {
        self.deck.slide(slide).map_or(0, |placed| placed.slide.last_step(&self.context()))
    }

    pub(super) fn sheet_of(&self, slide: usize) -> Sheet {
        let placed = self.deck.slide(slide).expect("a slide of this deck");
        layout::slide(&self.deck, &placed, &self.context(), self.stage_size())
    }

    /// The layout of the current slide, if it was made in advance.
    fn take_next(&self) -> Option<Sheet> {
        let here = (self.talk.place.slide, self.stage_size());
        self.laid.next.take().filter(|next| (next.slide, next.size) == here).map(|next| next.sheet)
    }

    /// Does what nobody waits for, once the page is painted: requests what the slide and its neighbors still need, and lays out the
    /// next slide.
    pub fn rest(&mut self) -> Vec<Effect> {
        let here = self.talk.place.slide;
        let missing = self.missing(here).into_iter().map(Effect::from).collect();
        if let Some(slide) = self.following(here)
            && self.laid.next.get_mut().is_none()
        {
            let next = Next { slide, size: self.stage_size(), sheet: self.sheet_of(slide) };
            self.laid.next.set(Some(next));
        }
        missing
    }

    /// The current slide is another one; nothing else has changed.
    pub(super) fn turn_over(&mut self) {
        self.laid.forget();
        self.laid.scroll = 0;
    }

    /// Lays the slide out again when its layout is next needed.
    pub(super) fn lay_out(&mut self) {
        if let Notes::Shown(from @ 1..) = self.notes
            && from >= self.notes_page().height
        {
            self.notes = Notes::Shown(0);
        }
        self.laid.forget();
        self.laid.next.set(None);
    }
}
