//! The keys of what lies over the stage: sections, search, overview, help.

use crate::keys::{AtMarker, InOverview, InSearch, InSections, OnStage, Screen};
use crate::page::{Drawing, Target};
use crate::show::update::Turn;
use crate::show::{Front, Key, Show};
use crate::text_field::TextField;

/// The letters of the overview's jump codes: those that no key of the overview needs.
const CODES: &str = "asdfghjklmnprtuvwxyzbcei";

/// How wide a small page of the overview is, with the gap behind it, in cells.
pub const CARD_WIDTH: usize = 26;

impl Show {
    pub(super) fn sections_key(&mut self, key: Key, turn: &mut Turn) {
        if let Some(section) = self.choose_section(key) {
            self.enter_section(section, turn);
        }
    }

    /// What a key does to the list of sections; the one that it has chosen.
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
            (Some(InSections::Choose), _) => {
                if chosen >= last {
                    0
                } else {
                    chosen + 1
                }
            }
            (Some(InSections::Confirm), _) => return Some(chosen),
            (Some(InSections::ListHelp), _) => {
                self.front = Front::Help { of: Screen::Sections, scroll: 0 };
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

    pub(super) fn section_of_key(&self, key: Key) -> Option<usize> {
        let Key::Char(letter) = key.folded() else { return None };
        let letter = letter.to_string();
        self.deck
            .sections
            .iter()
            .position(|section| section.key.as_ref().is_some_and(|key| key.to_lowercase() == letter))
    }

    pub(super) fn enter_section(&mut self, section: usize, turn: &mut Turn) {
        self.front = Front::Stage;
        if let Some(slide) = self.deck.first_of_section(section) {
            self.jump(slide, turn);
        }
    }

    pub(super) fn help_key(&mut self, key: Key, of: Screen, scroll: u32) {
        self.front = match key.folded() {
            Key::Down | Key::PageDown | Key::Char(' ' | 'j') => {
                Front::Help { of, scroll: scroll.saturating_add(if key == Key::Down { 1 } else { 5 }) }
            }
            Key::Up | Key::PageUp | Key::Char('k') => {
                Front::Help { of, scroll: scroll.saturating_sub(if key == Key::Up { 1 } else { 5 }) }
            }
            _ if of == Screen::Overview => Front::Overview { chosen: self.talk.place.slide, typed: String::new() },
            _ if of == Screen::Findings => Front::Findings { chosen: 0 },
            _ if of == Screen::Sections => Front::Sections { chosen: self.slide().section_index, typed: String::new() },
            _ => Front::Stage,
        };
    }

    pub(super) fn search_key(&mut self, key: Key, mut typed: TextField, chosen: usize, turn: &mut Turn) {
        let Front::Search { hits, .. } = &self.front else { return };
        let last = hits.len().saturating_sub(1);
        let goal = hits.get(chosen).map(|hit| hit.slide);
        match self.keys.action(key) {
            Some(InSearch::Close) => return self.front = Front::Stage,
            Some(InSearch::Confirm) => {
                self.front = Front::Stage;
                return goal.into_iter().for_each(|slide| self.jump(slide, turn));
            }
            _ => {}
        }
        match key {
            Key::Up | Key::Down => {
                let moved = if key == Key::Down { (chosen + 1).min(last) } else { chosen.saturating_sub(1) };
                if let Front::Search { chosen, .. } = &mut self.front {
                    *chosen = moved;
                }
            }
            key => {
                let changed = typed.take(key);
                self.type_query(typed, changed);
            }
        }
    }

    /// What is searched for now, where it was changed; else only where one writes in it.
    pub(super) fn type_query(&mut self, query: TextField, changed: bool) {
        match &mut self.front {
            Front::Search { typed, .. } if !changed => *typed = query,
            _ => {
                let hits = self.index.find(&query);
                self.front = Front::Search { typed: query, hits, chosen: 0 };
            }
        }
    }

    /// Searches again in what is now known of the deck.
    pub(super) fn search_again(&mut self) {
        if let Front::Search { typed, .. } = &self.front {
            self.type_query(typed.clone(), true);
        }
    }

    pub(super) fn overview_key(&mut self, key: Key, chosen: usize, mut typed: String, turn: &mut Turn) {
        let count = self.deck.slide_count();
        let columns = self.overview_columns();
        match self.keys.action(key) {
            Some(InOverview::Confirm) => return self.leave_overview(Some(chosen), turn),
            Some(InOverview::ListHelp) => return self.front = Front::Help { of: Screen::Overview, scroll: 0 },
            Some(InOverview::Close) => return self.leave_overview(None, turn),
            _ => {}
        }
        let moved = match key.folded() {
            Key::Left => chosen.saturating_sub(1),
            Key::Right => chosen + 1,
            Key::Up => self.overview_row(chosen, false, columns),
            Key::Down => self.overview_row(chosen, true, columns),
            Key::Home => 0,
            Key::End => count - 1,
            Key::PageUp => (0..3).fold(chosen, |chosen, _| self.overview_row(chosen, false, columns)),
            Key::PageDown => (0..3).fold(chosen, |chosen, _| self.overview_row(chosen, true, columns)),
            Key::Char(letter) if letter.is_alphabetic() => {
                typed.push(letter);
                match (0..count).find(|slide| self.jump_code(*slide) == typed) {
                    Some(slide) => return self.leave_overview(Some(slide), turn),
                    None if (0..count).any(|slide| self.jump_code(slide).starts_with(&typed)) => {
                        return self.front = Front::Overview { chosen, typed };
                    }
                    None => chosen,
                }
            }
            _ => chosen,
        };
        self.front = Front::Overview { chosen: moved.min(count - 1), typed: String::new() };
    }

    fn leave_overview(&mut self, slide: Option<usize>, turn: &mut Turn) {
        self.front = Front::Stage;
        if let Some(slide) = slide.filter(|slide| *slide != self.talk.place.slide) {
            self.jump(slide, turn);
        }
    }

    /// The letters that lead to a slide from the overview: as few as name them all.
    pub fn jump_code(&self, slide: usize) -> String {
        let is_free = |letter: &char| self.keys.action::<InOverview>(Key::Char(*letter)).is_none();
        let letters: Vec<char> = CODES.chars().filter(is_free).collect();
        let (base, mut digits) = (letters.len(), 1);
        while base.pow(digits) < self.deck.slide_count() {
            digits += 1;
        }
        (0..digits).rev().map(|digit| letters[slide / base.pow(digit) % base]).collect()
    }

    /// How many small pages stand side by side in the overview.
    pub fn overview_columns(&self) -> usize {
        (usize::from(self.size.width.saturating_sub(2)) / CARD_WIDTH).max(1)
    }

    /// The slides of the overview, row by row; each section begins a row.
    pub fn overview_rows(&self) -> Vec<std::ops::Range<usize>> {
        let columns = self.overview_columns();
        let (mut rows, mut first) = (Vec::new(), 0);
        for section in &self.deck.sections {
            let end = first + section.slides.len();
            rows.extend((first..end).step_by(columns).map(|start| start..(start + columns).min(end)));
            first = end;
        }
        rows
    }

    /// The slide above or below one in the overview.
    fn overview_row(&self, chosen: usize, down: bool, columns: usize) -> usize {
        let rows = self.overview_rows();
        let Some(row) = rows.iter().position(|row| row.contains(&chosen)) else { return chosen };
        let column = (chosen - rows[row].start).min(columns);
        let other = if down { rows.get(row + 1) } else { row.checked_sub(1).map(|row| &rows[row]) };
        other.map_or(chosen, |row| (row.start + column).min(row.end - 1))
    }

    /// The next key after a black or white screen only brings the slide back; but `b` again turns black into white.
    pub(super) fn blank_key(&mut self, key: Key, white: bool) {
        // The other key is that of a clicker, which knows no white.
        let again = self.keys.of(OnStage::Black).first() == Some(&key.folded()) && !white;
        self.front = if again { Front::Blank { white: true } } else { Front::Stage };
    }

    /// The parts of the slide that can be pointed at, from top to bottom: where each begins and how many rows it has.
    pub fn parts(&self) -> Vec<(u32, u32)> {
        let step = self.step();
        let items = self.sheet().body.items.iter().filter(|item| item.shown.at(step));
        let mut parts: Vec<(u32, u32)> = items
            .filter_map(|item| match item.drawing {
                Drawing::Target { height, target: Target::Part, .. } => Some((item.y, height)),
                _ => None,
            })
            .collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    pub(super) fn first_part_in_view(&self) -> usize {
        self.parts().iter().position(|(y, _)| *y >= self.window.scroll).unwrap_or(0)
    }

    /// Up and down move the marker; any other key leaves it, and does what it does on the stage.
    pub(super) fn marker_key(&mut self, key: Key, part: usize, turn: &mut Turn) {
        let parts = self.parts();
        let moved = match key.folded() {
            Key::Down => (part + 1).min(parts.len().saturating_sub(1)),
            Key::Up => part.saturating_sub(1),
            key => {
                self.front = Front::Stage;
                if self.keys.action(key) != Some(AtMarker::Close) {
                    self.stage_key(key, turn);
                }
                return;
            }
        };
        if let Some((y, height)) = parts.get(moved) {
            self.window.bring(*y, *height);
        }
        self.front = Front::Marker { part: moved };
    }
}
