//! What is chosen on a page, and what the bottom row says that keys do about it.
//!
//! Up and down go from spot to spot as far as they are in view, and scroll where there is none: behind the last spot come the
//! hints of the bottom row. So everything that the mouse can reach the arrows can.

use crate::keys::InReplay;
use crate::page::{Deed, Target};
use crate::replay::{About, Replay, Screen, Spot, What};

/// Rows that an arrow scrolls.
const LINES: u32 = 3;

/// Rows of a page that stay in view when it is turned over.
const KEPT: u32 = 2;

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
        let screen = self.screen();
        screen.sheet.spots.get(screen.focus?)
    }

    /// Moves what is chosen to the next or previous spot in view; scrolls where there is none.
    pub(super) fn step_focus(&mut self, down: bool) {
        let next = self.spot_beside(down);
        let (last, hints) = (self.screen().sheet.last_scroll(), self.hints().len());
        let screen = self.screen_mut();
        let count = screen.sheet.spots.len();
        let scroll = screen.scroll;
        match next {
            Some(spot) => screen.focus = Some(spot),
            None if down && scroll < last => screen.scroll = (scroll + LINES).min(last),
            None if !down && scroll > 0 && screen.focus.is_none_or(|at| at < count) => {
                screen.scroll = scroll.saturating_sub(LINES);
            }
            // At the end of the page the bottom row is next.
            None if down => {
                let at = screen.focus.map_or(count, |at| (at + 1).max(count));
                screen.focus = Some(at.min((count + hints).saturating_sub(1).max(count)));
            }
            None => screen.focus = screen.focus.filter(|at| *at > count).map(|at| at - 1),
        }
        if next.is_some() {
            self.keep_in_view();
        } else if self.chosen().is_some_and(|spot| !self.is_in_view(spot)) {
            // Enter does nothing that is not seen.
            self.screen_mut().focus = None;
        }
    }

    fn is_in_view(&self, spot: &Spot) -> bool {
        let Screen { scroll, sheet, .. } = self.screen();
        spot.y + spot.height > *scroll && spot.y < scroll + u32::from(sheet.room)
    }

    /// The next spot below or above what is chosen, as far as it is in view once the page is scrolled by an arrow.
    fn spot_beside(&self, down: bool) -> Option<usize> {
        let screen = self.screen();
        let room = u32::from(screen.sheet.room);
        let (from, to) = (screen.scroll.saturating_sub(LINES), screen.scroll + room + LINES);
        let in_view = |at: &usize| {
            let spot = &screen.sheet.spots[*at];
            spot.y + spot.height > from && spot.y < to
        };
        let count = screen.sheet.spots.len();
        match (screen.focus, down) {
            (Some(at), true) => Some(at + 1).filter(|at| *at < count).filter(in_view),
            (Some(at), false) => at.min(count).checked_sub(1).filter(in_view),
            // Who has not answered yet goes to the answers first.
            (None, true) if screen.passed.is_none() && self.awaited().is_some() => {
                let awaited = self.awaited()?;
                screen.sheet.spots.iter().position(|spot| spot == awaited)
            }
            (None, true) => {
                let from = screen.passed.map_or(0, |passed| passed + 1).min(count);
                (from..count).find(|at| screen.sheet.spots[*at].y >= screen.scroll).filter(in_view)
            }
            (None, false) if screen.scroll == 0 => None,
            (None, false) => {
                (0..count).rev().find(|at| screen.sheet.spots[*at].y < screen.scroll + room).filter(in_view)
            }
        }
    }

    /// Chooses the next or previous spot wherever it is.
    pub(super) fn jump_focus(&mut self, down: bool) {
        let screen = self.screen_mut();
        let count = screen.sheet.spots.len();
        let below = screen.sheet.spots.iter().position(|spot| spot.y >= screen.scroll);
        screen.focus = match (screen.focus, down) {
            _ if count == 0 => None,
            (Some(at), true) => Some((at + 1) % count),
            (Some(at), false) => Some((at.min(count) + count - 1) % count),
            (None, true) => Some(below.unwrap_or(0)),
            (None, false) => Some(count - 1),
        };
        self.keep_in_view();
    }

    /// To the first or the last spot of a list.
    pub(super) fn focus_end(&mut self, last: bool) {
        let screen = self.screen_mut();
        screen.scroll = if last { screen.sheet.last_scroll() } else { 0 };
        let spots = screen.sheet.spots.len();
        screen.focus = if last { spots.checked_sub(1) } else { (spots > 0).then_some(0) };
        self.keep_in_view();
    }

    /// Turns the page over, as far as it goes; whether it was moved.
    pub(super) fn turn_over(&mut self, down: bool) -> bool {
        let screen = self.screen_mut();
        let page = u32::from(screen.sheet.room).saturating_sub(KEPT).max(1);
        let before = screen.scroll;
        screen.scroll = match down {
            true => (before + page).min(screen.sheet.last_scroll().max(before)),
            false => before.saturating_sub(page),
        };
        let moved = screen.scroll != before;
        if moved {
            // What is out of view is not chosen by a key that one presses to read on.
            screen.focus = None;
        }
        moved
    }

    /// The first answer that is still awaited, where it is in view. It is not chosen by itself: who only goes on has not answered.
    pub(super) fn awaited(&self) -> Option<&Spot> {
        let Screen { what, scroll, sheet, .. } = self.screen();
        let seen = *scroll..scroll + u32::from(sheet.room);
        let is_awaited = |spot: &&Spot| seen.contains(&spot.y) && self.asks(&spot.target);
        sheet.spots.iter().filter(|_| *what == What::Slide).find(is_awaited)
    }

    /// Scrolls so that what is chosen is seen.
    pub(super) fn keep_in_view(&mut self) {
        let Some(Spot { y, height, .. }) = self.chosen().cloned() else { return };
        let screen = self.screen_mut();
        let room = u32::from(screen.sheet.room);
        let last = screen.sheet.last_scroll();
        // Of what is higher than the screen each part may be seen.
        let end = (y + height).saturating_sub(room);
        screen.scroll = screen.scroll.clamp(y.min(end), y.max(end)).min(last);
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
        let is_row = self.screen().focus.is_some_and(|at| at >= self.screen().sheet.spots.len());
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
            Some(Target::Link(_) | Target::Slide(_) | Target::Section(_)) => vec![act(InReplay::GoOn, said.short_open)],
            Some(_) => vec![act(InReplay::GoOn, said.short_do)],
            None if is_row => vec![act(InReplay::GoOn, said.short_do)],
            None if self.screen().what == What::Slide => {
                let is_last = self.beside(true).is_none() && !self.placed().section.appendix;
                let more = self.screen().scroll < self.screen().sheet.last_scroll();
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
