//! The list of sections: two keys from anywhere to anywhere.

use crate::duration;
use crate::page::{Page, Role, Target, cells};
use crate::show::Show;
use crate::text;
use crate::view::panel;

/// The widest that the list gets, in cells.
const WIDEST: u16 = 64;

pub fn draw(show: &Show, chosen: usize, typed: &str, page: &mut Page) {
    let deck = &show.deck;
    let width = page.width.saturating_sub(6).min(WIDEST);
    let mut list = Page::new(width);
    let times = show.plan.of_sections(deck);
    for (row, section) in (0..).zip(&deck.sections) {
        let selected = row as usize == chosen;
        let role = |role: Role| if selected { Role::Selected } else { role };
        if selected {
            list.ground(0, row, width, 1, Role::Selected);
        }
        let key = text::fit(section.key.as_deref().unwrap_or(" "), 1);
        list.text(1, row, key, role(Role::Accent));
        list.text(3, row, &format!("{:>2}", row + 1), role(Role::Muted));
        let minutes =
            if section.appendix { show.words.appendix.to_owned() } else { duration::clock(times[row as usize]) };
        let room = usize::from(width).saturating_sub(8 + text::width(&minutes));
        let title = if section.title.is_empty() { show.words.no_section } else { &section.title };
        list.text(6, row, &text::shorten(title, room), role(Role::Panel));
        list.text_to(width.saturating_sub(1), row, &minutes, role(Role::Muted));
        list.target(0, row, width, 1, Target::Section(row as usize));
    }
    let title = format!("{}{}{typed}", show.words.sections_title, if typed.is_empty() { "" } else { " " });
    panel::draw(page, &title, &list, 0, Some(u32::from(cells(chosen))));
}
