//! What each input changes.

use std::time::Duration;

use crate::page::Target;
use crate::progress::Change;
use crate::replay::{About, Effect, Outcome, Replay, Screen, Sheet, What};
use crate::show::{self, Input, Key, Now};

/// How long what is being written may wait until it is kept.
pub(super) const KEPT_WITHIN: Duration = Duration::from_millis(700);

/// The longest line that is pasted, in letters: more than any line that is typed.
const LONGEST_LINE: usize = 200;

impl Replay {
    /// Takes an input that came at a time.
    pub fn update(&mut self, input: Input, now: Now) -> Outcome {
        let mut outcome = Outcome::default();
        match input {
            Input::Key(key) => {
                self.notice = None;
                self.key(key, now, &mut outcome);
            }
            Input::Click(target) => {
                self.notice = None;
                self.click(target, now, &mut outcome);
            }
            Input::Pasted(text) => self.paste(&text, now, &mut outcome),
            Input::Wheel { down } => self.wheel(down),
            Input::Resize(size) => {
                self.size = size;
                self.lay_out_all();
            }
            Input::Coloured { key, lines } => {
                if self.supplies.take_colours(key, lines) {
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
            Input::Edited(text) => self.take_edited(text, &mut outcome),
            Input::Room(answers) => {
                self.room = answers;
                self.lay_out_all();
            }
            Input::Tick | Input::LookedOver(_) | Input::Consoles(_) | Input::Wish(_) => {}
            Input::Follow { .. } | Input::Mirror(_) | Input::Ended => {}
        }
        self.keep_written(now, &mut outcome);
        self.mind_slide(&mut outcome);
        let supplies = self.supplies.ask(&self.deck, &self.assets, self.slide);
        outcome.effects.extend(supplies.into_iter().map(Effect::Terminal));
        outcome
    }

    /// Changes what lasts.
    pub(super) fn record(&mut self, change: Change, outcome: &mut Outcome) {
        self.progress.apply(&change);
        outcome.changes.push(change);
    }

    /// Notes that a slide is read, and whether all of it was.
    fn mind_slide(&mut self, outcome: &mut Outcome) {
        let screen = &self.screens[0];
        if screen.what != What::Slide || self.screens.len() > 1 {
            return;
        }
        let name = self.names[self.slide].clone();
        let all = screen.scroll >= screen.sheet.last_scroll() && self.open_quizzes(self.slide) == 0;
        if self.progress.at.as_ref() != Some(&name) {
            self.record(Change::At(name.clone()), outcome);
        }
        if all && !self.progress.seen.contains(&name) {
            self.record(Change::Seen(name), outcome);
        }
    }

    /// Shows a page over what is there.
    pub(super) fn open(&mut self, what: What) {
        let sheet = self.sheet(&what);
        let focus = self.first_focus(&what, &sheet);
        self.screens.push(Screen { what, sheet, focus, passed: None, scroll: 0 });
        self.keep_in_view();
    }

    /// Shows a page in the place of all that is there.
    pub(super) fn open_alone(&mut self, what: What) {
        self.screens.clear();
        self.open(what);
    }

    /// Closes the page that is seen; the one below is seen again, where there is one.
    pub(super) fn close(&mut self) {
        if self.screens.len() > 1 {
            let closed = self.screens.pop();
            self.lay_out();
            // What was looked up is not what the next Enter is for.
            if closed.is_some_and(|closed| matches!(closed.what, What::Term(_))) && self.screen().what == What::Slide {
                let screen = self.screen_mut();
                screen.passed = screen.focus.take();
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

    /// The spot that is chosen on a page when it is opened: on lists the one that one comes from, else the first.
    fn first_focus(&self, what: &What, sheet: &Sheet) -> Option<usize> {
        let first = (!sheet.spots.is_empty()).then_some(0);
        match what {
            What::Slide | What::Write { .. } | What::Name { .. } => None,
            // Who hears a list has not seen what is chosen on it.
            _ if self.in_lines => None,
            What::Contents => sheet.spot_of(&Target::Slide(self.slide)).or(first),
            What::Course => {
                let at = self.course.as_ref().and_then(|course| course.modules.iter().position(|it| it.is_current));
                at.and_then(|at| sheet.spot_of(&Target::Section(at))).or(first)
            }
            _ => first,
        }
    }

    pub(super) fn lay_out(&mut self) {
        let what = self.screen().what.clone();
        let sheet = self.sheet(&what);
        let screen = self.screen_mut();
        screen.scroll = screen.scroll.min(sheet.last_scroll());
        // Hints of the bottom row are no spots: they are counted behind those.
        screen.focus = screen.focus.filter(|at| *at < sheet.spots.len());
        screen.sheet = sheet;
    }

    fn lay_out_all(&mut self) {
        for at in 0..self.screens.len() {
            let sheet = self.sheet(&self.screens[at].what);
            let screen = &mut self.screens[at];
            screen.scroll = screen.scroll.min(sheet.last_scroll());
            screen.focus = screen.focus.filter(|at| *at < sheet.spots.len());
            screen.sheet = sheet;
        }
        self.keep_in_view();
    }

    fn sheet(&self, what: &What) -> Sheet {
        match what {
            What::Course => self.course_sheet(),
            What::Start => self.start_sheet(),
            What::Slide => self.slide_sheet(),
            What::End => self.end_sheet(),
            What::Contents => self.contents_sheet(),
            What::Search { typed, hits, .. } => self.search_sheet(typed, hits),
            What::Help => self.help_sheet(),
            What::Sources { all } => self.sources_sheet(*all),
            What::Own => self.own_sheet(),
            What::Term(name) => self.term_sheet(name),
            What::Forget => self.forget_sheet(),
            What::AskForget(section) => self.ask_forget_sheet(*section),
            What::Write { about, field } => self.write_sheet(about, field),
            What::Name { typed } => self.name_sheet(typed),
            What::Certificate => self.certificate_sheet(),
        }
    }

    fn wheel(&mut self, down: bool) {
        let screen = self.screen_mut();
        let last = screen.sheet.last_scroll();
        screen.scroll = if down { (screen.scroll + 3).min(last) } else { screen.scroll.saturating_sub(3) };
    }

    fn click(&mut self, target: Option<Target>, now: Now, outcome: &mut Outcome) {
        let Some(target) = target else { return };
        if let Some(key) = self.key_of_hint(&target) {
            return self.key(key, now, outcome);
        }
        if let Some(spot) = self.screen().sheet.spot_of(&target) {
            self.screen_mut().focus = Some(spot);
        }
        match &target {
            // A click ticks; what is ticked is confirmed by another one.
            Target::Choice { of, .. } if self.takes_several(of) => self.tick(&target, outcome),
            _ => self.follow(&target, now, outcome),
        }
    }

    /// Goes on with another state of the deck.
    fn reload(
        &mut self,
        deck: std::sync::Arc<crate::deck::Deck>,
        assets: std::sync::Arc<crate::assets::Assets>,
        mistakes: usize,
        outcome: &mut Outcome,
    ) {
        self.keep_at_once(outcome);
        let name = self.names[self.slide].clone();
        let progress = std::mem::take(&mut self.progress);
        let mut new = Self::new(deck, assets, self.words, self.size, progress);
        new.slide =
            new.names.iter().position(|known| *known == name).unwrap_or_else(|| self.slide.min(new.names.len() - 1));
        (new.keys, new.course) = (std::mem::take(&mut self.keys), self.course.take());
        (new.today, new.in_lines, new.has_editor) = (std::mem::take(&mut self.today), self.in_lines, self.has_editor);
        new.room = std::mem::take(&mut self.room);
        new.screens = std::mem::take(&mut self.screens);
        new.notice = Some((self.words.reloaded)(mistakes));
        let before = std::mem::replace(self, new);
        let place = |slide: usize| self.names.iter().position(|name| *name == before.names[slide]);
        self.screens.retain_mut(|screen| match &mut screen.what {
            // What was found in the old state may lead nowhere, and a section be another.
            What::Search { .. } | What::Term(_) | What::AskForget(_) => false,
            What::Write { about: About::Slide(slide), .. } => place(*slide).map(|there| *slide = there).is_some(),
            _ => true,
        });
        if self.screens.is_empty() {
            self.open_alone(What::Slide);
        }
        self.lay_out_all();
    }

    /// A key where a text is typed, else what the keymap says.
    fn key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        if key == Key::Ctrl('z') {
            // The shell may not call again.
            self.keep_at_once(outcome);
            return outcome.effects.push(Effect::Terminal(show::Effect::Suspend));
        }
        match self.screen().what {
            What::Write { .. } => self.write_key(key, now, outcome),
            What::Name { .. } => self.name_key(key, outcome),
            What::Search { listed: false, .. } => self.search_key(key, now, outcome),
            _ => self.command_key(key, now, outcome),
        }
    }

    /// Types a text that was pasted, where one is typed: as one line where only one is wanted.
    fn paste(&mut self, text: &str, now: Now, outcome: &mut Outcome) {
        let line = text.trim_end_matches('\n').replace('\n', " ");
        match &self.screen().what {
            What::Write { about: About::Slide(_), .. } => self.paste_into_field(text, now),
            What::Write { .. } => self.paste_into_field(&line, now),
            What::Name { .. } | What::Search { .. } => {
                let keys = line.chars().take(LONGEST_LINE).map(Key::Char);
                keys.for_each(|key| self.key(key, now, outcome));
            }
            _ => {}
        }
    }

    /// Whether text is being typed, which ends with Enter.
    pub fn takes_text(&self) -> bool {
        matches!(self.screen().what, What::Write { .. } | What::Name { .. } | What::Search { listed: false, .. })
    }
}
