//! What each input changes.

use std::time::Duration;

use crate::layout::Sheet;
use crate::page::Target;
use crate::progress::{Change, slide_names};
use crate::replay::{About, Effect, Outcome, Replay, Screen, What};
use crate::show::{self, Input, Key, Now};

/// How long what is being written may wait until it is kept.
pub(super) const KEPT_WITHIN: Duration = Duration::from_millis(700);

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
            Input::Pasted(text) => self.paste(&text, now),
            Input::Wheel { down } => self.screen_mut().window.roll(down),
            Input::Resize(size) => {
                self.size = size;
                self.lay_out_all();
            }
            Input::Coloured { key, lines } => {
                if self.take_colours(key, lines) {
                    self.lay_out_all();
                }
            }
            Input::Pictured(picture) => {
                if self.take_picture(picture) {
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
        let here = self.slide;
        let missing = self.missing(here).into_iter().map(show::Effect::from);
        outcome.effects.extend(missing.map(Effect::Terminal));
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
        let all = screen.window.scroll >= screen.window.sheet.last_scroll() && self.open_quizzes(self.slide) == 0;
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
        let mut screen = Screen::new(what, sheet);
        screen.focus = self.first_focus(&screen);
        self.screens.push(screen);
        self.screen_mut().keep_in_view();
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

    /// The spot that is chosen on a page when it is opened: on lists the one that one comes from, else the first.
    fn first_focus(&self, screen: &Screen) -> Option<usize> {
        let first = (!screen.spots.is_empty()).then_some(0);
        match &screen.what {
            What::Slide | What::Write { .. } | What::Name { .. } => None,
            // Who hears a list has not seen what is chosen on it.
            _ if self.in_lines => None,
            What::Contents => screen.spot_of(&Target::Slide(self.slide)).or(first),
            What::Course => {
                let at = self.course.as_ref().and_then(|course| course.modules.iter().position(|it| it.is_current));
                at.and_then(|at| screen.spot_of(&Target::Section(at))).or(first)
            }
            _ => first,
        }
    }

    pub(super) fn lay_out(&mut self) {
        let sheet = self.sheet(&self.screen().what);
        self.screen_mut().lay(sheet);
    }

    fn lay_out_all(&mut self) {
        for at in 0..self.screens.len() {
            let sheet = self.sheet(&self.screens[at].what);
            self.screens[at].lay(sheet);
        }
        self.screen_mut().keep_in_view();
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

    fn click(&mut self, target: Option<Target>, now: Now, outcome: &mut Outcome) {
        let Some(target) = target else { return };
        if let Some(key) = self.key_of_hint(&target) {
            return self.key(key, now, outcome);
        }
        if let Some(spot) = self.screen().spot_of(&target) {
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
        self.lectern.put(deck, assets);
        let before = std::mem::replace(&mut self.names, slide_names(&self.lectern.deck));
        self.questions = self.lectern.deck.questions();
        self.forget_other_words();
        let place = |slide: usize| self.names.iter().position(|name| *name == before[slide]);
        self.slide = place(self.slide).unwrap_or_else(|| self.slide.min(self.names.len() - 1));
        self.notice = Some((self.lectern.words.reloaded)(mistakes));
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
    fn paste(&mut self, text: &str, now: Now) {
        match &self.screen().what {
            What::Write { about: About::Slide(_), .. } => self.paste_into_field(text, now),
            What::Write { .. } => self.paste_into_field(&text.trim_end_matches('\n').replace('\n', " "), now),
            What::Name { typed } => {
                let typed = typed.clone().with(text);
                self.screen_mut().what = What::Name { typed };
                self.lay_out();
            }
            What::Search { typed, listed: false, .. } => self.type_query(typed.clone().with(text), true),
            _ => {}
        }
    }

    /// Whether text is being typed, which ends with Enter.
    pub fn takes_text(&self) -> bool {
        matches!(self.screen().what, What::Write { .. } | What::Name { .. } | What::Search { listed: false, .. })
    }
}
