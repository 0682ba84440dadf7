//! What is chosen on a page, and what the bottom row says about the keys for it.
//!
//! Up and down move from spot to spot if they are in view, and scroll otherwise. After the last spot come the hints of the bottom row that
//! lead to other pages. So the arrow keys reach every page that the mouse can reach.

use std::ops::Range;

use crate::keys::{InReplay, TABLE};
use crate::page::{Deed, Target};
use crate::replay::{Hint, Replay, What};
use crate::screen::{Screen, Spot};

impl Replay {
    /// The spot that is chosen.
    pub fn chosen(&self) -> Option<&Spot> {
        self.screen().chosen()
    }

    /// Moves the focus to the next or previous spot in view, or scrolls if there is none.
    pub(super) fn step_focus(&mut self, down: bool) {
        let hints = self.reachable();
        // Questions waiting for an answer come first.
        let awaited = self.awaited().and_then(|awaited| self.screen().spots.iter().position(|spot| spot == awaited));
        self.screen_mut().step(down, hints, awaited);
    }

    /// The hints of the bottom row that the arrow keys can choose: those that lead to other pages. Enter and the arrows need no hint, and
    /// nobody should quit by pressing Down and Enter.
    fn reachable(&self) -> Range<usize> {
        let hints = self.row_hints();
        let is = |hint: &Hint, actions: &[InReplay]| actions.iter().any(|it| hint.target == of(*it));
        let stays = [InReplay::GoOn, InReplay::Forward, InReplay::Choose];
        let first = hints.iter().position(|hint| !is(hint, &stays)).unwrap_or(hints.len());
        let quit = hints.iter().position(|hint| is(hint, &[InReplay::Quit])).unwrap_or(hints.len());
        first..quit.max(first)
    }

    /// The first spot that is waiting for an answer, if it is in view. It is not in focus by itself: reading on is not an answer.
    pub(super) fn awaited(&self) -> Option<&Spot> {
        let Screen { what, window, spots, .. } = self.screen();
        let seen = window.scroll..window.scroll + window.room();
        let is_awaited = |spot: &&Spot| seen.contains(&spot.y) && self.asks(&spot.target);
        spots.iter().filter(|_| *what == What::Slide).find(is_awaited)
    }

    /// The hints of the bottom row: the two or three keys that matter here.
    pub fn hints(&self) -> Vec<Hint> {
        match self.screen().focus {
            Some(at) if at >= self.screen().spots.len() => self.row_hints(),
            _ => self.hints_of(self.hints_for(self.chosen().map(|spot| &spot.target))),
        }
    }

    /// The hints while one of them is chosen: Enter does what it says.
    fn row_hints(&self) -> Vec<Hint> {
        self.hints_of(vec![self.hint(InReplay::GoOn, self.words.replay.short_do)])
    }

    /// What Enter does, followed by what leads to other pages.
    fn hints_of(&self, enter: Vec<Hint>) -> Vec<Hint> {
        if let Some(hints) = self.own_hints() {
            return hints;
        }
        let (said, mut hints) = (&self.words.replay, enter);
        match self.screens.len() {
            1 => {
                let is_list = matches!(self.screen().what, What::Contents);
                hints.extend((!is_list).then(|| self.hint(InReplay::Sections, said.short_contents)));
                hints.push(self.hint(InReplay::Help, said.short_help));
                if !matches!(self.screen().what, What::Slide) {
                    hints.push(self.hint(InReplay::Quit, said.short_quit));
                }
            }
            _ => hints.push(self.hint(InReplay::Close, said.short_close)),
        }
        hints
    }

    /// An action with its first key, and what it does here.
    pub(super) fn hint(&self, action: InReplay, does: &str) -> Hint {
        Hint { key: self.keys.name(action, self.words), does: does.to_owned(), target: of(action) }
    }

    /// What Enter does with the chosen target, and Space if that differs.
    fn hints_for(&self, chosen: Option<&Target>) -> Vec<Hint> {
        let said = &self.words.replay;
        let arrows = |does: &str| Hint { key: "↑↓".to_owned(), ..self.hint(InReplay::Choose, does) };
        match chosen {
            Some(Target::Choice { of, .. }) => {
                let (several, is_list) = (self.takes_several(of), self.is_checklist(of));
                let mut hints =
                    vec![self.hint(InReplay::GoOn, if is_list { said.short_go_on } else { said.short_confirm })];
                hints.extend(several.then(|| self.hint(InReplay::Forward, said.short_tick)));
                hints.push(arrows(said.short_choose));
                hints
            }
            Some(Target::Term(_)) => vec![self.hint(InReplay::GoOn, said.short_definition)],
            Some(Target::Own { what: Deed::Write, .. }) => vec![self.hint(InReplay::GoOn, said.write_words)],
            Some(Target::Own { what: Deed::Confirm, .. }) => vec![self.hint(InReplay::GoOn, said.short_confirm)],
            Some(Target::Link(_) | Target::Slide(_) | Target::Named(_) | Target::Section(_)) => {
                vec![self.hint(InReplay::GoOn, said.short_open)]
            }
            Some(_) => vec![self.hint(InReplay::GoOn, said.short_do)],
            None if self.screen().what == What::Slide => {
                let is_last = self.beside(true).is_none() && !self.placed().section.appendix;
                let more = self.screen().window.scroll < self.screen().window.sheet.last_scroll();
                let awaited = self.awaited().is_some();
                let does = match (more, is_last) {
                    (true, _) => said.short_read_on,
                    (false, _) if awaited => said.short_skip,
                    (false, true) => said.short_end,
                    (false, false) => said.short_next,
                };
                let mut hints = vec![self.hint(InReplay::GoOn, does)];
                hints.extend(awaited.then(|| arrows(said.short_answer)));
                hints
            }
            None if matches!(self.screen().what, What::Recall { answered: false, .. }) => {
                vec![self.hint(InReplay::GoOn, said.short_skip), arrows(said.short_answer)]
            }
            None if matches!(self.screen().what, What::Recall { .. }) => {
                let more = self.screen().window.scroll < self.screen().window.sheet.last_scroll();
                vec![self.hint(InReplay::GoOn, if more { said.short_read_on } else { said.short_next })]
            }
            None => Vec::new(),
        }
    }
}

/// An action as a target.
fn of(action: InReplay) -> Target {
    Target::Act(TABLE.iter().find(|row| row.action == action.into()).map_or("", |row| row.name))
}
