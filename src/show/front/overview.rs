//! All slides as small pages, section by section, each with its number, its minutes and its jump code.

use std::ops::Range;

use crate::duration;
use crate::keys::{InOverview, Mode};
use crate::page::{Page, Role, Target, cells};
use crate::show::update::Turn;
use crate::show::{Front, Key, Show};
use crate::text;

/// The letters of the jump codes: those that are no keys of the overview.
const CODES: &str = "asdfghjklmnprtuvwxyzbcei";

/// The width of a small page with the gap after it, in cells.
const CARD_WIDTH: usize = 26;

/// The height of a small page, in rows: its title, its body, the row below.
const CARD_HEIGHT: u32 = 7;

/// The height of its body, in rows.
const BODY: u32 = 4;

pub fn draw(show: &Show, chosen: usize, typed: &str, page: &mut Page) {
    let size = show.size;
    page.ground(0, 0, size.width, u32::from(size.height) - 1, Role::Text);
    let rows = places(show);
    let (_, chosen_y, _) =
        rows.iter().find(|(row, ..)| row.contains(&chosen)).expect("the chosen slide is in a row").clone();
    let room = u32::from(size.height) - 1;
    let end = rows.last().map_or(0, |(_, y, _)| y + CARD_HEIGHT);
    let from = (chosen_y + CARD_HEIGHT / 2).saturating_sub(room / 2).min(end.saturating_sub(room));
    let mut all = Page::new(size.width);
    let wide = CARD_WIDTH * show.overview_columns();
    let left = cells(usize::from(size.width).saturating_sub(wide - 1) / 2);
    let in_view = rows.iter().filter(|(_, y, _)| *y + CARD_HEIGHT > from && *y < from + room + 2);
    let (mut first, mut last) = (usize::MAX, 0);
    for (row, y, title) in in_view {
        (first, last) = (first.min(row.start), last.max(row.end));
        if let Some(title) = title {
            all.text(left, y - 2, &text::shorten(title, wide), Role::Strong);
        }
        for (column, slide) in row.clone().enumerate() {
            let x = left + cells(column * CARD_WIDTH);
            all.put(card(show, slide, slide == chosen, typed), x, *y);
        }
    }
    show.small_pages.keep_only(&(first..last));
    page.put(all.window(0, from, room), 0, 0);
}

/// The rows of small pages: which slides, the row on the page, and the title of the section that starts there.
fn places(show: &Show) -> Vec<(Range<usize>, u32, Option<String>)> {
    let mut y = 0;
    let mut section = None;
    let place = |row: Range<usize>| {
        let placed = show.deck.slide(row.start).expect("a row of slides of this deck");
        let begins = section != Some(placed.section_index);
        section = Some(placed.section_index);
        y += if begins { 3 } else { 0 };
        let place = (row, y, begins.then(|| placed.section.title.clone()));
        y += CARD_HEIGHT;
        place
    };
    show.overview_rows().into_iter().map(place).collect()
}

/// The letters that lead to slides from the overview: numbers with letters as digits, as short as possible. There are no codes if the
/// user's own keys leave fewer than two letters; then the arrow keys still work.
struct JumpCodes {
    letters: Vec<char>,
    /// How many slides there are.
    count: usize,
    /// How many letters each code has.
    length: u32,
}

impl JumpCodes {
    fn of(show: &Show) -> Self {
        let is_free = |letter: &char| show.keys.action::<InOverview>(Key::Char(*letter)).is_none();
        let letters: Vec<char> = CODES.chars().filter(is_free).collect();
        let (count, mut length) = (show.deck.slide_count(), 1);
        while letters.len() >= 2 && letters.len().pow(length) < count {
            length += 1;
        }
        Self { letters, count, length }
    }

    fn code(&self, slide: usize) -> String {
        let base = self.letters.len();
        if base < 2 {
            return String::new();
        }
        (0..self.length).rev().map(|digit| self.letters[slide / base.pow(digit) % base]).collect()
    }

    /// The first slide whose code starts with these letters.
    fn first_of(&self, typed: &str) -> Option<usize> {
        let (base, typed) = (self.letters.len(), typed.chars().collect::<Vec<_>>());
        let left = self.length.checked_sub(u32::try_from(typed.len()).ok()?).filter(|_| base >= 2)?;
        let digit = |letter: &char| self.letters.iter().position(|it| it == letter);
        let begun = typed.iter().try_fold(0, |number, letter| Some(number * base + digit(letter)?))?;
        Some(begun * base.pow(left)).filter(|slide| *slide < self.count)
    }

    fn slide(&self, typed: &str) -> Option<usize> {
        self.first_of(typed).filter(|_| typed.chars().count() == self.length as usize)
    }

    fn has_beginning(&self, typed: &str) -> bool {
        self.first_of(typed).is_some()
    }
}

/// A slide as a small page.
fn card(show: &Show, slide: usize, chosen: bool, typed: &str) -> Page {
    let width = cells(CARD_WIDTH - 2).min(show.size.width.saturating_sub(2));
    let mut card = Page::of_size(width, CARD_HEIGHT - 1);
    let Some(placed) = show.deck.slide(slide) else { return card };
    card.ground(0, 0, width, CARD_HEIGHT - 1, Role::Panel);
    let inner = width - 2;
    let title = text::shorten(placed.slide.title.as_deref().unwrap_or_default(), usize::from(inner)).into_owned();
    card.text(1, 0, &title, Role::Title);
    let body = show.small_pages.get_or_lay(slide, || {
        let mut body = show.small(slide, inner, cells(BODY as usize));
        body.recolor(Role::Text, Role::Panel);
        body.window(body.last_step_unanswered(), 0, BODY)
    });
    card.put(body, 1, 1);
    draw_foot(show, slide, chosen, typed, &mut card);
    card.target(0, 0, width, CARD_HEIGHT - 1, Target::Slide(slide));
    card
}

/// The row below a small page: its jump code, its number, its minutes.
fn draw_foot(show: &Show, slide: usize, chosen: bool, typed: &str, card: &mut Page) {
    let y = CARD_HEIGHT - 2;
    let code = JumpCodes::of(show).code(slide);
    let still = if typed.is_empty() || code.starts_with(typed) { Role::Accent } else { Role::Muted };
    let Some(placed) = show.deck.slide(slide) else { return };
    let used = card.text(1, y, &code, still);
    card.text(3 + used, y, &placed.number.to_string(), Role::Muted);
    if show.talk.left_out.contains(&slide) {
        card.text_to(card.width - 1, y, &format!("– {}", show.words.left_out), Role::Muted);
    } else if let Some(slot) = show.plan.slot(slide) {
        card.text_to(card.width - 1, y, &duration::clock(slot.duration), Role::Muted);
    }
    if chosen {
        card.choose(0, y, card.width, 1);
    }
}

impl Show {
    pub(in crate::show) fn overview_key(&mut self, key: Key, chosen: usize, mut typed: String, turn: &mut Turn) {
        let count = self.deck.slide_count();
        let columns = self.overview_columns();
        match self.keys.action(key) {
            Some(InOverview::Confirm) => return self.leave_overview(Some(chosen), turn),
            Some(InOverview::ListHelp) => return self.front = Front::Help { of: Mode::Overview, scroll: 0 },
            Some(InOverview::Close) => return self.leave_overview(None, turn),
            _ => {}
        }
        let moved = match self.keys.acting(key) {
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
                let codes = JumpCodes::of(self);
                match codes.slide(&typed) {
                    Some(slide) => return self.leave_overview(Some(slide), turn),
                    None if codes.has_beginning(&typed) => {
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

    /// How many small pages fit side by side.
    pub fn overview_columns(&self) -> usize {
        (usize::from(self.size.width.saturating_sub(2)) / CARD_WIDTH).max(1)
    }

    /// The slides of the overview, row by row. Each section starts a new row.
    pub fn overview_rows(&self) -> Vec<Range<usize>> {
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
}
