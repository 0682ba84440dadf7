//! Searching: what is typed, and the slides found as one types.

use crate::page::{Page, Role, Target, cells};
use crate::search::{Hit, Where};
use crate::show::Show;
use crate::text;
use crate::text_field::TextField;
use crate::view::panel;

/// The widest that the list gets, in cells.
const WIDEST: u16 = 90;

/// A section's title cut shorter than this says nothing.
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
    // The box keeps its size while one types, as far as the screen allows.
    list.height = list.height.max(page.height.saturating_sub(8).min(10));
    let room = usize::from(width).saturating_sub(text::width(show.words.search_for) + 4);
    let title = format!("{}  {}", show.words.search_for, typed.view(room));
    panel::draw(page, &title, &list, 0, Some(u32::from(cells(chosen))));
}

/// One slide: its number, its title, and its section; the room is not shown what the notes say.
fn draw_hit(show: &Show, hit: &Hit, selected: bool, list: &mut Page, row: u16) {
    let Some(placed) = show.deck.slide(hit.slide) else { return };
    let y = u32::from(row);
    let role = |role: Role| if selected { Role::Selected } else { role };
    if selected {
        list.ground(0, y, list.width, 1, Role::Selected);
    }
    let number = placed.number.to_string();
    list.text_to(4, y, &number, role(Role::Muted));
    let aside = match hit.found {
        Where::Notes => show.words.in_notes,
        Where::Title | Where::Text => &placed.section.title,
    };
    // The title has the room first; what is left says where.
    let title = placed.slide.title.as_deref().unwrap_or("…");
    let title = text::shorten(title, usize::from(list.width).saturating_sub(7)).into_owned();
    let used = cells(text::width(&title)) + 6;
    list.text(6, y, &title, role(Role::Panel));
    let left = usize::from(list.width.saturating_sub(used + 3));
    if left >= NARROWEST {
        list.text_to(list.width - 1, y, &text::shorten(aside, left), role(Role::Muted));
    }
    list.target(0, y, list.width, 1, Target::Slide(hit.slide));
}
