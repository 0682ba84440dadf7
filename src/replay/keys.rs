//! What keys do when no text is typed, and what choosing a target does.

use crate::keys::{Actions, InReplay, TABLE};
use crate::page::{Deed, Target};
use crate::progress::Change;
use crate::replay::{About, Effect, Outcome, Replay, What};
use crate::show::{self, Key, Now};

impl Replay {
    pub(super) fn command_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        if self.reader.in_lines && self.screen().what != What::Slide && self.number_key(key) {
            return;
        }
        let digit = key.digit().filter(|_| self.screen().what == What::Slide || self.is_recalling());
        if digit.is_none() {
            self.number = 0;
        }
        if self.screens.len() > 1 && matches!(key, Key::Home | Key::End) {
            return self.screen_mut().to_end(key == Key::End);
        }
        let key = digit.map_or(key, |digit| Key::Char(char::from(b'0' + digit)));
        let Some(action) = self.keys.action(key) else { return };
        match (action, digit) {
            (InReplay::Hand, Some(digit)) => self.choose_by_digit(digit, outcome),
            (InReplay::Choose, _) => self.step_focus(key != Key::Up),
            _ => self.act(action, now, outcome),
        }
    }

    pub(super) fn act(&mut self, action: InReplay, now: Now, outcome: &mut Outcome) {
        match action {
            InReplay::GoOn => self.enter(now, outcome),
            InReplay::Next => self.turn(true),
            InReplay::Previous => self.turn(false),
            InReplay::Forward => self.space(outcome),
            InReplay::Backward => {
                self.screen_mut().turn(false);
            }
            InReplay::NextSpot => self.screen_mut().jump(true),
            InReplay::PreviousSpot => self.screen_mut().jump(false),
            InReplay::Sections => self.open_or_close(What::Contents),
            InReplay::Search => self.search(),
            InReplay::Mark => self.mark(outcome),
            InReplay::Write => self.write(About::Slide(self.slide)),
            InReplay::Own => self.open_or_close(What::Own),
            InReplay::Sources => self.open_or_close(What::Sources { all: self.screens[0].what != What::Slide }),
            InReplay::Objectives => self.open_alone(What::Start),
            InReplay::Summary => self.open_alone(What::End),
            InReplay::Course if self.course.is_some() => self.open_alone(What::Course),
            InReplay::Course => {}
            InReplay::Clock => self.notice = Some(self.what_is_left()),
            InReplay::Large => outcome.effects.push(Effect::Terminal(show::Effect::Enlarge)),
            InReplay::Reload => outcome.effects.push(Effect::Terminal(show::Effect::Reload)),
            InReplay::Help => self.open_or_close(What::Help),
            InReplay::Close => self.close(),
            InReplay::Quit if self.would_lose() && !std::mem::replace(&mut self.was_asked_to_quit, true) => {
                let quit = self.keys.name(InReplay::Quit, self.words);
                self.notice = Some((self.words.replay.quits_unkept)(&quit));
            }
            InReplay::Quit => outcome.effects.push(Effect::Terminal(show::Effect::Quit)),
            // These keys need more: a direction, or a digit.
            InReplay::Choose | InReplay::Hand => {}
        }
    }

    /// Whether quitting now would lose progress.
    fn would_lose(&self) -> bool {
        self.is_not_kept && !self.progress.begun.is_empty()
    }

    /// Whether a number needs Enter. On a checklist it does not.
    pub fn takes_numbers(&self) -> bool {
        let spots = self.screen().spots.iter();
        let chosen = self.chosen().into_iter().chain(spots);
        let first = chosen.map(|spot| &spot.target).find(|target| matches!(target, Target::Choice { .. }));
        match first.filter(|_| self.screen().what == What::Slide) {
            Some(Target::Choice { of, .. }) => !self.is_checklist(of),
            _ => true,
        }
    }

    /// When input comes in lines: takes a digit of a row number. Returns whether the key was one.
    fn number_key(&mut self, key: Key) -> bool {
        let Some(digit) = key.digit() else {
            self.number = 0;
            return false;
        };
        self.number = (self.number * 10 + usize::from(digit)) % 10_000;
        let at = self.number.checked_sub(1).and_then(|at| self.choices_in_lines(self.screen()).nth(at));
        self.screen_mut().focus = at;
        true
    }

    /// A key that opens a list also closes it.
    fn open_or_close(&mut self, what: What) {
        match self.screen().what == what && self.screens.len() > 1 {
            true => self.close(),
            false => self.open(what),
        }
    }

    /// Does what is in focus. Without a focus, reads on.
    fn enter(&mut self, now: Now, outcome: &mut Outcome) {
        let count = self.screen().spots.len();
        let hint =
            self.screen().focus.and_then(|at| at.checked_sub(count)).and_then(|at| self.hints().into_iter().nth(at));
        match (self.chosen().map(|spot| spot.target.clone()), hint) {
            (_, Some(hint)) => {
                self.screen_mut().focus = None;
                self.follow(&hint.target, now, outcome);
            }
            // A checklist has nothing to confirm.
            (Some(Target::Choice { of, .. }), _) if self.is_checklist(&of) => self.go_on(),
            (Some(target), _) => self.follow(&target, now, outcome),
            (None, None) => self.go_on(),
        }
    }

    /// Ticks what is in focus. If nothing can be ticked, reads on.
    fn space(&mut self, outcome: &mut Outcome) {
        match self.chosen().map(|spot| spot.target.clone()) {
            Some(target @ Target::Choice { .. }) => self.tick(&target, outcome),
            _ if matches!(self.screen().what, What::Slide | What::Start | What::Recall { .. }) => self.go_on(),
            // Reading a list to its end does not close it.
            _ => {
                self.screen_mut().turn(true);
            }
        }
    }

    /// Scrolls down, then goes to the next page.
    fn go_on(&mut self) {
        if self.screen_mut().turn(true) {
            return;
        }
        match (&self.screen().what, self.screens.len()) {
            (What::Recall { at, .. }, _) if self.recalled(*at).is_some() => self.next_recalled(),
            (What::Slide | What::Start, 1) => self.turn(true),
            // Pressing Enter again and again leads on from everywhere.
            (_, 1) => self.screen_mut().jump(true),
            _ => self.close(),
        }
    }

    /// The slide before or after the current one, of the same kind.
    pub(super) fn beside(&self, next: bool) -> Option<usize> {
        self.deck.beside(self.slide, next, |_| true)
    }

    /// Turns to the next or previous page: the start page, the slides, the end page.
    fn turn(&mut self, next: bool) {
        let what = self.screens[0].what.clone();
        if next
            && let What::Recall { at, .. } = self.screen().what
            && self.recalled(at).is_some()
        {
            return self.next_recalled();
        }
        match (what, next) {
            (What::Slide, _) if self.screens.len() > 1 => self.open_alone(What::Slide),
            (What::Slide, _) => match (self.beside(next), self.placed().section.appendix) {
                (Some(slide), _) => self.go_to(slide),
                (None, true) => self.notice = Some(self.words.last_slide.to_owned()),
                (None, false) => self.open_alone(if next { What::End } else { What::Start }),
            },
            (What::Start, true) => self.go_to(self.slide),
            (What::End, false) => {
                let last = self.planned().last().copied();
                self.go_to(last.unwrap_or(self.slide));
            }
            (What::Course, true) => self.open_alone(What::Start),
            (What::Start, false) if self.course.is_some() => self.open_alone(What::Course),
            _ => {}
        }
    }

    /// Goes where a target leads, or does what it stands for.
    pub(super) fn follow(&mut self, target: &Target, now: Now, outcome: &mut Outcome) {
        match target {
            Target::Slide(slide) => self.go_to(*slide),
            Target::Named(id) => self.deck.place_of(id).into_iter().for_each(|slide| self.go_to(slide)),
            Target::Section(section) => self.follow_section(*section, outcome),
            Target::Link(link) => {
                // If no browser appears, the address can at least be read.
                self.notice = Some(link.to_string());
                outcome.effects.push(Effect::Terminal(show::Effect::Open(link.clone())));
            }
            Target::Term(name) => self.open(What::Term(name.to_string())),
            Target::Choice { .. } => self.confirm_choice(target, outcome),
            Target::Own { of, what } => self.about_answer(of, *what, outcome),
            Target::Act(name) => self.act_by_name(name, now, outcome),
            Target::Part | Target::Asks(_) | Target::Countdown(_) | Target::Head { .. } | Target::Look(_) => {}
        }
    }

    /// Does what a row of a list, or a click on the bottom row, stands for, by its name.
    fn act_by_name(&mut self, name: &str, now: Now, outcome: &mut Outcome) {
        let Some(action) = named(name) else { return self.act_of_row(name, outcome) };
        let is_help = self.screen().what == What::Help;
        match action {
            // These apply to the page below the list of keys.
            InReplay::Choose | InReplay::Hand | InReplay::NextSpot | InReplay::PreviousSpot if is_help => self.close(),
            InReplay::GoOn | InReplay::Forward | InReplay::Backward if is_help => {
                self.close_and_act(action, now, outcome)
            }
            InReplay::Next | InReplay::Previous | InReplay::Mark if is_help => self.close_and_act(action, now, outcome),
            InReplay::Choose => self.step_focus(true),
            action => self.act(action, now, outcome),
        }
    }

    fn close_and_act(&mut self, action: InReplay, now: Now, outcome: &mut Outcome) {
        self.close();
        self.act(action, now, outcome);
    }

    /// The key for a hint about the text that is typed. `None` for other hints.
    pub(super) fn key_of_hint(&self, target: &Target) -> Option<Key> {
        let Target::Act(name) = target else { return None };
        match named(name).filter(|_| self.takes_text())? {
            InReplay::GoOn if !matches!(self.screen().what, What::Write { .. }) => Some(Key::Enter),
            InReplay::GoOn | InReplay::Close => Some(Key::Escape),
            _ => None,
        }
    }

    fn mark(&mut self, outcome: &mut Outcome) {
        if self.screens[0].what != What::Slide {
            return;
        }
        let slide = self.known.names[self.slide].clone();
        let marked = !self.progress.marked.contains(&slide);
        self.record(Change::Marked { slide, marked }, outcome);
        let said = &self.words.replay;
        self.notice = Some(if marked { said.marked } else { said.unmarked }.to_owned());
    }

    /// What can be done with the answer to a question.
    fn about_answer(&mut self, of: &str, what: Deed, outcome: &mut Outcome) {
        match what {
            Deed::Write => self.write(About::Question(of.to_owned())),
            Deed::Confirm => self.confirm(of, None, outcome),
            Deed::Show => self.show_answer(of, outcome),
            Deed::Again => self.ask_again(of, outcome),
        }
    }

    /// How much is left to read, as text.
    fn what_is_left(&self) -> String {
        let (done, of) = self.done();
        let said = &self.words.replay;
        format!("{}, {}", (said.done_of)(done, of), self.minutes_in_words(self.planned()))
    }

    /// "about 12 min left" for some slides, or that nothing is left.
    pub(super) fn minutes_in_words(&self, slides: Vec<usize>) -> String {
        let said = &self.words.replay;
        match slides.iter().all(|slide| self.is_done(*slide)) {
            true => said.nothing_left.to_owned(),
            false => (said.minutes_left)(self.minutes_left(slides).max(1)),
        }
    }
}

/// The action with this name in the settings.
fn named(name: &str) -> Option<InReplay> {
    TABLE.iter().find(|row| row.name == name).and_then(|row| InReplay::of(row.action))
}
