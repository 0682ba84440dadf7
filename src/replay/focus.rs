//! What is chosen on a page, and what the bottom row says that keys do about it.
//!
//! Up and down go from spot to spot as far as they are in view, and scroll where there is none: behind the last spot come the
//! hints of the bottom row. So everything that the mouse can reach the arrows can.

use crate::keys::InReplay;
use crate::page::{Deed, Target};
use crate::replay::{About, Replay, Screen, What};
use crate::screen::Spot;

/// Something that the bottom row says: a key, what it does, and where a click on it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    pub key: String,
    pub does: String,
    pub target: Target,
}

impl Replay {
    /// The spot that is chosen.
    pub fn chosen(&self) -> Option<&Spot> {
        self.screen().chosen()
    }

    /// Moves what is chosen to the next or previous spot in view; scrolls where there is none.
    pub(super) fn step_focus(&mut self, down: bool) {
        let hints = self.hints().len();
        // Who has not answered yet goes to the answers first.
        let awaited = self.awaited().and_then(|awaited| self.screen().spots.iter().position(|spot| spot == awaited));
        self.screen_mut().step(down, hints, awaited);
    }

    /// The first answer that is still awaited, where it is in view. It is not chosen by itself: who only goes on has not answered.
    pub(super) fn awaited(&self) -> Option<&Spot> {
        let Screen { what, window, spots, .. } = self.screen();
        let seen = window.scroll..window.scroll + window.room();
        let is_awaited = |spot: &&Spot| seen.contains(&spot.y) && self.asks(&spot.target);
        spots.iter().filter(|_| *what == What::Slide).find(is_awaited)
    }

    /// What the bottom row says: the two or three keys that matter here.
    pub fn hints(&self) -> Vec<Hint> {
        let said = &self.words.replay;
        let key = |action: InReplay| self.keys.name(action, self.words);
        let act = |action: InReplay, does: &str| Hint {
            key: key(action),
            does: does.to_owned(),
            target: Target::Act(
                self.keys.rows().find(|(row, _)| row.action == action.into()).map_or("", |(row, _)| row.name),
            ),
        };
        let close = |does: &str| act(InReplay::Close, does);
        let mut hints = Vec::new();
        match &self.screen().what {
            What::Write { about, .. } => {
                hints.push(match about {
                    About::Slide(_) => close(said.short_save),
                    About::Question(_) => act(InReplay::GoOn, said.short_save),
                });
                if self.has_editor {
                    hints.push(Hint {
                        key: "Ctrl-E".to_owned(),
                        does: said.short_editor.to_owned(),
                        target: Target::Part,
                    });
                }
                return hints;
            }
            What::Name { .. } => {
                return vec![act(InReplay::GoOn, said.short_confirm), close(said.short_close)];
            }
            _ => {}
        }
        let chosen = self.chosen().map(|spot| spot.target.clone());
        hints.extend(self.hints_for(chosen.as_ref(), &act));
        match self.screens.len() {
            1 => {
                let is_list = matches!(self.screen().what, What::Contents);
                hints.extend((!is_list).then(|| act(InReplay::Sections, said.short_contents)));
                hints.push(act(InReplay::Help, said.short_help));
                if !matches!(self.screen().what, What::Slide) {
                    hints.push(act(InReplay::Quit, said.short_quit));
                }
            }
            _ => hints.push(close(said.short_close)),
        }
        hints
    }

    /// What Enter, and Space where that is something else, do about what is chosen.
    fn hints_for(&self, chosen: Option<&Target>, act: &dyn Fn(InReplay, &str) -> Hint) -> Vec<Hint> {
        let said = &self.words.replay;
        let arrows = |does: &str| Hint { key: "↑↓".to_owned(), ..act(InReplay::Choose, does) };
        // What is chosen in the bottom row does what it says there.
        let is_row = self.screen().focus.is_some_and(|at| at >= self.screen().spots.len());
        match chosen {
            Some(Target::Choice { of, .. }) => {
                let (several, is_list) = (self.takes_several(of), self.is_checklist(of));
                let mut hints = vec![act(InReplay::GoOn, if is_list { said.short_go_on } else { said.short_confirm })];
                hints.extend(several.then(|| act(InReplay::Forward, said.short_tick)));
                hints.push(arrows(said.short_choose));
                hints
            }
            Some(Target::Term(_)) => vec![act(InReplay::GoOn, said.short_definition)],
            Some(Target::Own { what: Deed::Write, .. }) => vec![act(InReplay::GoOn, said.write_words)],
            Some(Target::Own { what: Deed::Confirm, .. }) => vec![act(InReplay::GoOn, said.short_confirm)],
            Some(Target::Link(_) | Target::Slide(_) | Target::Named(_) | Target::Section(_)) => {
                vec![act(InReplay::GoOn, said.short_open)]
            }
            Some(_) => vec![act(InReplay::GoOn, said.short_do)],
            None if is_row => vec![act(InReplay::GoOn, said.short_do)],
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
                let mut hints = vec![act(InReplay::GoOn, does)];
                hints.extend(awaited.then(|| arrows(said.short_answer)));
                hints
            }
            None => Vec::new(),
        }
    }
}
