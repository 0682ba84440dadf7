//! Moving between slides: next and back, jumps, scrolling.

use crate::deck::Number;
use crate::show::update::Turn;
use crate::show::{Event, Place, Show};

impl Show {
    /// Scrolls so that what a step has added is visible.
    pub(super) fn bring_into_view(&mut self, before: Place) {
        let is_new = before.slide != self.talk.place.slide;
        // A new slide at its first step starts at its first row.
        if is_new && self.talk.place.step == 0 {
            return;
        }
        let (step, sheet) = (self.step(), self.sheet());
        let added = sheet.body.items.iter().filter(|item| {
            item.shown.at(step) && (!is_new && !item.shown.at(before.step) || step > 0 && item.shown.from == step)
        });
        if let Some(end) = added.map(|item| item.y + item.height()).max() {
            let window = self.window_mut();
            window.scroll = window.scroll.max(end.saturating_sub(window.room()));
        }
    }

    /// The height of the body at the current step, in rows.
    pub(super) fn shown_height(&self) -> u32 {
        let step = self.step();
        let items = self.sheet().body.items.iter().filter(|item| item.shown.at(step));
        items.map(|item| item.y + item.height()).max().unwrap_or(0)
    }

    pub(super) fn scroll_or(&mut self, forward: bool, turn: &mut Turn) {
        let (scroll, room) = (self.window().scroll, self.window().room());
        match forward {
            true if scroll < self.shown_height().saturating_sub(room) => self.scroll_page(true),
            false if scroll > 0 => self.scroll_page(false),
            true => self.next(turn),
            false => self.previous(turn),
        }
    }

    pub(super) fn next(&mut self, turn: &mut Turn) {
        let Place { slide, .. } = self.talk.place;
        if self.step() < self.last_step() {
            let place = Place { slide, step: self.step() + 1 };
            return self.happen(Event::Moved(place), turn);
        }
        match self.beside(slide, true) {
            Some(slide) => self.happen(Event::Moved(Place { slide, step: 0 }), turn),
            None => self.notice = Some(self.words.last_slide.to_owned()),
        }
    }

    pub(super) fn previous(&mut self, turn: &mut Turn) {
        let Place { slide, .. } = self.talk.place;
        if self.step() > 0 {
            let place = Place { slide, step: self.step() - 1 };
            return self.happen(Event::Moved(place), turn);
        }
        match self.beside(slide, false) {
            Some(slide) => {
                let step = self.last_step_of(slide);
                self.happen(Event::Moved(Place { slide, step }), turn);
                let window = self.window_mut();
                window.scroll = window.sheet.last_scroll();
            }
            None => self.notice = Some(self.words.first_slide.to_owned()),
        }
    }

    /// The next or previous slide of the same kind. "Next" never enters the appendix, and skips the slides that are left out.
    pub(super) fn beside(&self, slide: usize, next: bool) -> Option<usize> {
        self.deck.beside(slide, next, |slide| self.stays(slide))
    }

    pub(super) fn last_planned(&self) -> usize {
        let planned = (0..self.deck.slide_count())
            .rev()
            .find(|index| self.deck.slide(*index).is_some_and(|it| !it.section.appendix) && self.stays(*index));
        planned.unwrap_or(0)
    }

    /// Whether "next" reaches a slide.
    pub(super) fn stays(&self, slide: usize) -> bool {
        !self.talk.left_out.contains(&slide)
    }

    /// The first slide of a section that "next" reaches.
    fn first_that_stays(&self, section: usize) -> Option<usize> {
        self.deck.slides_of(section).find(|slide| self.stays(*slide))
    }

    pub(super) fn jump(&mut self, slide: usize, turn: &mut Turn) {
        // A click may point at a slide that was there before the deck was read again.
        if slide >= self.deck.slide_count() {
            return;
        }
        if slide != self.talk.place.slide || self.talk.place.step != 0 {
            self.happen(Event::Jumped(Place { slide, step: 0 }), turn);
        }
        self.scroll_to_top();
    }

    pub(super) fn next_section(&mut self, turn: &mut Turn) {
        let here = self.slide().section_index;
        let next = (here + 1..self.deck.sections.len()).find_map(|section| self.first_that_stays(section));
        match next {
            Some(slide) => self.jump(slide, turn),
            None => self.notice = Some(self.words.last_slide.to_owned()),
        }
    }

    /// Goes to the start of this section, or from there to the start of the previous one.
    pub(super) fn previous_section(&mut self, turn: &mut Turn) {
        let (here, slide) = (self.slide().section_index, self.talk.place.slide);
        let start = (0..=here).rev().filter_map(|section| self.first_that_stays(section)).find(|first| *first < slide);
        match start {
            Some(slide) => self.jump(slide, turn),
            None => self.notice = Some(self.words.first_slide.to_owned()),
        }
    }

    pub(super) fn go_to(&mut self, typed: &str, turn: &mut Turn) {
        match Number::parse(typed).and_then(|number| self.find(number)) {
            Some(slide) => self.jump(slide, turn),
            None => self.notice = Some((self.words.no_slide)(&typed.to_uppercase())),
        }
    }
}
