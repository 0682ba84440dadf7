//! Search: what is typed, and the slides found while typing.

use crate::keys::InSearch;
use crate::page::{Page, Role, Target, cells};
use crate::screen::panel;
use crate::search::{Besides, Hit, Where};
use crate::show::update::Turn;
use crate::show::{Front, Key, Show};
use crate::text;
use crate::text_field::TextField;

/// The greatest width of the list, in cells.
const WIDEST: u16 = 90;

/// A section title cut shorter than this is useless.
const NARROWEST: usize = 12;

pub fn draw(show: &Show, typed: &TextField, hits: &[Hit], chosen: usize, page: &mut Page) {
    let width = page.width.saturating_sub(6).min(WIDEST);
    let mut list = Page::new(width);
    if hits.is_empty() && !typed.trim().is_empty() {
        list.text(0, 0, show.words.nothing_found, Role::Muted);
    }
    for (row, hit) in hits.iter().enumerate() {
        draw_hit(show, hit, row == chosen, &mut list, cells(row));
    }
    // The box keeps its height while one types, if the screen has room.
    list.height = list.height.max(page.height.saturating_sub(8).min(10));
    let room = usize::from(width).saturating_sub(text::width(show.words.search_for) + 4);
    let title = format!("{}  {}", show.words.search_for, typed.view(room));
    panel::draw(page, &title, &list, 0, Some(u32::from(cells(chosen))));
}

/// One slide: its number, title and section. What the notes say is not shown to the room.
fn draw_hit(show: &Show, hit: &Hit, selected: bool, list: &mut Page, row: u16) {
    let Some(placed) = show.deck.slide(hit.slide) else { return };
    let y = u32::from(row);
    let number = placed.number.to_string();
    list.text_to(4, y, &number, Role::Muted);
    let aside = match hit.found {
        Where::Notes => show.words.in_notes,
        Where::Title | Where::Text => &placed.section.title,
    };
    // The title gets the room first, the section what is left.
    let title = placed.slide.title.as_deref().unwrap_or("…");
    let title = text::shorten(title, usize::from(list.width).saturating_sub(7)).into_owned();
    let used = cells(text::width(&title)) + 6;
    list.text(6, y, &title, Role::Panel);
    let left = usize::from(list.width.saturating_sub(used + 3));
    if left >= NARROWEST {
        list.text_to(list.width - 1, y, &text::shorten(aside, left), Role::Muted);
    }
    if selected {
        list.choose(0, y, list.width, 1);
    }
    list.target(0, y, list.width, 1, Target::Slide(hit.slide));
}

impl Show {
    pub(in crate::show) fn search_key(&mut self, key: Key, mut typed: TextField, chosen: usize, turn: &mut Turn) {
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

    /// Takes the query. Searches again if its text was `changed`, and not only the cursor moved.
    pub(in crate::show) fn type_query(&mut self, query: TextField, changed: bool) {
        match &mut self.front {
            Front::Search { typed, .. } if !changed => *typed = query,
            _ => {
                self.look_into(Besides::Notes);
                let hits = self.index.find(&query);
                self.front = Front::Search { typed: query, hits, chosen: 0 };
            }
        }
    }

    /// Searches again, now that more of the deck is known.
    pub(in crate::show) fn search_again(&mut self) {
        if let Front::Search { typed, .. } = &self.front {
            self.type_query(typed.clone(), true);
        }
    }
}

/// The query and the chosen hit, for screen readers.
pub fn said(show: &Show, typed: &TextField, hits: &[Hit], chosen: usize) -> String {
    let hit = hits.get(chosen).and_then(|hit| show.name_of(hit.slide));
    let nothing = if typed.is_empty() { "" } else { show.words.nothing_found };
    let hit = hit.unwrap_or_else(|| nothing.to_owned());
    format!("{} {}. {hit}", show.words.search_for, &**typed)
}
