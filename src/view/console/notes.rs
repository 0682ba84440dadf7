//! The notes of the slide, scrolled to the part for the current step.

use crate::page::{Page, Role};
use crate::screen::arrows;
use crate::show::{Area, Show};
use crate::view::console::heading;

pub fn draw(show: &Show, area: Area, page: &mut Page) {
    if area.height < 2 {
        return;
    }
    heading(show.words.notes_title, &[], area, page);
    let (x, top, room) = (area.x + 2, u32::from(area.y) + 1, u32::from(area.height) - 1);
    let mut notes = show.console_notes();
    if notes.height == 0 {
        page.text(x, top, show.words.no_notes, Role::Muted);
        return;
    }
    notes.recolor(Role::Text, Role::Panel);
    let (from, part) = (show.console_scroll(&notes), show.console_part(&notes));
    page.put(notes.window(notes.last_step(), from, room), x, top);
    if let Some((y, height)) = part {
        for row in (y.max(from)..y + height).take_while(|row| *row < from + room) {
            page.text(area.x, top + row - from, "▌", Role::Accent);
        }
    }
    arrows(page, area.x + area.width - 1, top, room, from..notes.height.saturating_sub(room));
}
