//! The list of sections: two keys lead anywhere.

use crate::duration;
use crate::keys::{InSections, Mode};
use crate::page::{Page, Role, Target, cells};
use crate::screen::panel;
use crate::show::update::Turn;
use crate::show::{Front, Key, Show};
use crate::text;

/// The greatest width of the list, in cells.
const WIDEST: u16 = 64;

pub fn draw(show: &Show, chosen: usize, typed: &str, page: &mut Page) {
    let deck = &show.deck;
    let width = page.width.saturating_sub(6).min(WIDEST);
    let mut list = Page::new(width);
    let times = show.plan.of_sections(deck);
    for (row, section) in (0..).zip(&deck.sections) {
        let selected = row as usize == chosen;
        let key = text::fit(section.key.as_deref().unwrap_or(" "), 1);
        list.text(1, row, key, Role::Accent);
        list.text(3, row, &format!("{:>2}", row + 1), Role::Muted);
        let minutes =
            if section.appendix { show.words.appendix.to_owned() } else { duration::clock(times[row as usize]) };
        let room = usize::from(width).saturating_sub(8 + text::width(&minutes));
        list.text(6, row, &text::shorten(show.section_title(row as usize), room), Role::Panel);
        list.text_to(width.saturating_sub(1), row, &minutes, Role::Muted);
        if selected {
            list.choose(0, row, width, 1);
        }
        list.target(0, row, width, 1, Target::Section(row as usize));
    }
    let title = format!("{}{}{typed}", show.words.sections_title, if typed.is_empty() { "" } else { " " });
    panel::draw(page, &title, &list, 0, Some(u32::from(cells(chosen))));
}

impl Show {
    pub(in crate::show) fn sections_key(&mut self, key: Key, turn: &mut Turn) {
        if let Some(section) = self.choose_section(key) {
            self.enter_section(section, turn);
        }
    }

    /// Handles a key of the list of sections. Returns the section that it chose.
    pub fn choose_section(&mut self, key: Key) -> Option<usize> {
        let Front::Sections { chosen, mut typed } = self.front.clone() else { return None };
        let count = self.deck.sections.len();
        if let Some(section) = self.section_of_key(key) {
            return Some(section);
        }
        if let Some(digit) = key.digit() {
            typed.push(char::from(b'0' + digit));
            let number: usize = typed.parse().unwrap_or(0);
            if number == 0 || number > count {
                self.front = Front::Sections { chosen, typed: String::new() };
            } else if number * 10 > count {
                return Some(number - 1);
            } else {
                self.front = Front::Sections { chosen: number - 1, typed };
            }
            return None;
        }
        let last = count.saturating_sub(1);
        let chosen = match (self.keys.action(key), key) {
            (Some(InSections::Choose), Key::Up) => chosen.checked_sub(1).unwrap_or(last),
            (Some(InSections::Choose), _) if chosen >= last => 0,
            (Some(InSections::Choose), _) => chosen + 1,
            (Some(InSections::Confirm), _) => return Some(chosen),
            (Some(InSections::ListHelp), _) => {
                self.front = Front::Help { of: Mode::Sections, scroll: 0 };
                return None;
            }
            (Some(InSections::Close), _) => {
                self.front = Front::Stage;
                return None;
            }
            (None, _) => chosen,
        };
        self.front = Front::Sections { chosen, typed: String::new() };
        None
    }

    pub(in crate::show) fn section_of_key(&self, key: Key) -> Option<usize> {
        // The section's own letter, of any alphabet, is tried first.
        [key.folded(), self.keys.acting(key)].into_iter().find_map(|key| {
            let Key::Char(letter) = key else { return None };
            let letter = letter.to_string();
            self.deck.sections.iter().position(|it| it.key.as_ref().is_some_and(|own| own.to_lowercase() == letter))
        })
    }

    pub(in crate::show) fn enter_section(&mut self, section: usize, turn: &mut Turn) {
        self.front = Front::Stage;
        if let Some(slide) = self.deck.first_of_section(section) {
            self.jump(slide, turn);
        }
    }
}

/// A section, by its index from 0, for screen readers.
pub fn said(show: &Show, section: usize) -> String {
    let title = show.deck.sections.get(section).map_or("", |it| &it.title);
    (show.words.announce_section)(section + 1, show.deck.sections.len(), title)
}
