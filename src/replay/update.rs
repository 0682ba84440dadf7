//! What each input does.

use std::sync::Arc;

use crate::assets::Assets;
use crate::deck::Deck;
use crate::keys::InReplay;
use crate::layout;
use crate::page::Target;
use crate::progress::Change;
use crate::replay::{Effect, Known, Outcome, Replay, What};
use crate::screen::Screen;
use crate::show::{self, Input, Key, Now};
use crate::text_field::TextField;

impl Replay {
    /// Handles an input that came in at `now`.
    pub fn update(&mut self, input: Input, now: Now) -> Outcome {
        let mut outcome = Outcome::default();
        self.now = now;
        match input {
            Input::Key(key) if !self.is_heeded(key) => {}
            Input::Pasted(_) if !layout::has_room(self.size) => {}
            Input::Key(key) => {
                self.notice = None;
                let was_asked = self.was_asked_to_quit;
                self.key(key, now, &mut outcome);
                self.was_asked_to_quit &= !was_asked;
            }
            Input::Click(target) => {
                self.notice = None;
                self.click(target, now, &mut outcome);
            }
            Input::Pasted(text) => self.paste(&text, now),
            Input::Wheel { down } => self.screen_mut().window.roll(down),
            Input::Resize(size) => {
                self.size = size;
                self.lay_out_all();
            }
            Input::Colored { key, lines } => {
                if self.supplies.take_colors(key, lines) {
                    self.lay_out_all();
                }
            }
            Input::Pictured(picture) => {
                if self.supplies.take_picture(picture) {
                    self.lay_out_all();
                }
            }
            Input::LookedInto { index, .. } => {
                self.index = index;
                self.search_again();
            }
            Input::Reloaded { deck, assets, mistakes, .. } => self.reload(deck, assets, mistakes, &mut outcome),
            Input::NotReloaded(word) | Input::Notice(word) => self.notice = Some(word),
            Input::NotLarge(why) => self.notice = Some(why.in_words(self.words)),
            Input::Edited(text) => self.take_edited(text, now, &mut outcome),
            Input::Room(answers) => {
                self.room = answers;
                self.lay_out_all();
            }
            Input::Tick | Input::LookedOver(_) | Input::Consoles(_) | Input::Request(..) => {}
            Input::Follow { .. } | Input::Mirror(_) | Input::Ended => {}
        }
        self.keep_written(now, &mut outcome);
        self.update_slide(&mut outcome);
        self.update_countdown();
        let here = self.slide;
        let missing = self.missing(here).into_iter().map(show::Effect::from);
        outcome.effects.extend(missing.map(Effect::Terminal));
        outcome
    }

    /// Whether a key acts. In a window too small to show a page, nothing is answered, marked or typed: keys only quit, or read again.
    fn is_heeded(&self, key: Key) -> bool {
        let is_harmless = || matches!(self.keys.action(key), Some(InReplay::Quit | InReplay::Reload));
        let is_interrupt = matches!(key.folded(), Key::Ctrl('c' | 'z'));
        layout::has_room(self.size) || is_interrupt || !self.takes_text() && is_harmless()
    }

    /// Applies a change to the progress.
    pub(super) fn record(&mut self, change: Change, outcome: &mut Outcome) {
        self.progress.apply(&change, self.reader.time);
        outcome.changes.push(change);
    }

    /// Notes that a slide is being read, and whether all of it was.
    fn update_slide(&mut self, outcome: &mut Outcome) {
        let screen = &self.screens[0];
        if screen.what != What::Slide || self.screens.len() > 1 {
            return;
        }
        let name = self.known.names[self.slide].clone();
        let all = screen.window.scroll >= screen.window.sheet.last_scroll() && self.open_quizzes(self.slide) == 0;
        if self.progress.at.as_ref() != Some(&name) {
            self.record(Change::At(name.clone()), outcome);
        }
        if all && !self.progress.seen.contains(&name) {
            self.record(Change::Seen(name), outcome);
        }
    }

    /// Opens a page on top of the current one.
    pub(super) fn open(&mut self, what: What) {
        self.open_typing(what, TextField::default());
    }

    /// The same, with text typed on it.
    pub(super) fn open_typing(&mut self, what: What, field: TextField) {
        let sheet = self.sheet(&what, &field);
        let mut screen = Screen::new(what, sheet);
        screen.field = field;
        screen.focus = self.first_focus(&screen);
        self.screens.push(screen);
        self.screen_mut().keep_in_view();
    }

    /// Opens a page in place of all that are open.
    pub(super) fn open_alone(&mut self, what: What) {
        self.screens.clear();
        self.open(what);
    }

    /// Closes the current page and returns to the one below, if there is one.
    pub(super) fn close(&mut self) {
        if self.screens.len() > 1 {
            let closed = self.screens.pop();
            self.lay_out();
            // The next Enter is meant for reading on, not for the term that was looked up.
            if closed.is_some_and(|closed| matches!(closed.what, What::Term(_))) && self.screen().what == What::Slide {
                self.screen_mut().pass();
            }
        } else {
            self.screen_mut().focus = None;
        }
    }

    /// Shows a slide.
    pub(super) fn go_to(&mut self, slide: usize) {
        if slide < self.deck.slide_count() {
            self.slide = slide;
            self.open_alone(What::Slide);
        }
    }

    pub(super) fn lay_out(&mut self) {
        let screen = self.screen();
        let sheet = self.sheet(&screen.what, &screen.field);
        self.screen_mut().lay(sheet);
    }

    fn lay_out_all(&mut self) {
        for at in 0..self.screens.len() {
            let sheet = self.sheet(&self.screens[at].what, &self.screens[at].field);
            self.screens[at].lay(sheet);
        }
        self.screen_mut().keep_in_view();
    }

    fn click(&mut self, target: Option<Target>, now: Now, outcome: &mut Outcome) {
        let Some(target) = target else { return };
        if let Some(key) = self.key_of_hint(&target) {
            return self.key(key, now, outcome);
        }
        if let Some(spot) = self.screen().spot_of(&target) {
            self.screen_mut().focus = Some(spot);
        }
        match &target {
            // A click ticks a choice; the ticked choices are confirmed by another click.
            Target::Choice { of, .. } if self.takes_several(of) => self.tick(&target, outcome),
            _ => self.follow(&target, now, outcome),
        }
    }

    /// Continues with another version of the deck.
    fn reload(&mut self, deck: Arc<Deck>, assets: Arc<Assets>, mistakes: usize, outcome: &mut Outcome) {
        self.keep_at_once(outcome);
        self.lectern.put(deck, assets);
        let before = std::mem::replace(&mut self.known, Known::of(&self.lectern.deck));
        self.forget_other_words();
        let names = &self.known.names;
        let place = |slide: usize| names.iter().position(|name| *name == before.names[slide]);
        // If the reader has moved on since, the missing slide is forgotten.
        let wanted = self.missing.take().filter(|(_, shown)| *shown == self.slide).map(|(name, _)| name);
        let wanted = wanted.unwrap_or_else(|| before.names[self.slide].clone());
        let found = names.iter().position(|name| *name == wanted);
        self.slide = found.or_else(|| place(self.slide)).unwrap_or_else(|| self.slide.min(names.len() - 1));
        if found.is_none() {
            self.missing = Some((wanted, self.slide));
        }
        self.notice = Some((self.lectern.words.reloaded)(mistakes));
        self.screens.retain_mut(|screen| screen.what.follow(place));
        if self.screens.is_empty() {
            self.open_alone(What::Slide);
        }
        self.lay_out_all();
    }

    /// Handles a key where text is typed, else by the keymap.
    fn key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        if key == Key::Ctrl('z') {
            // The shell may never resume us.
            self.keep_at_once(outcome);
            return outcome.effects.push(Effect::Terminal(show::Effect::Suspend));
        }
        self.page_key(key, now, outcome);
    }
}
