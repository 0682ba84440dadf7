//! The notes of the slide, at the part that is for the step shown.

use crate::page::{Page, Role};
use crate::show::{Area, Show};
use crate::view::console::heading;

pub fn draw(show: &Show, area: Area, page: &mut Page) {
    if area.height < 2 {
        return;
    }
    heading(show.words.notes_title, &[], area, page);
    let (x, top, room) = (area.x + 2, u32::from(area.y) + 1, u32::from(area.height) - 1);
    let mut notes = show.desk_notes();
    if notes.height == 0 {
        page.text(x, top, show.words.no_notes, Role::Muted);
        return;
    }
    notes.recolor(Role::Text, Role::Panel);
    let (from, part) = (show.desk_scroll(&notes), show.desk_part(&notes));
    page.put(notes.window(notes.last_step(), from, room), x, top);
    if let Some((y, height)) = part {
        for row in (y.max(from)..y + height).take_while(|row| *row < from + room) {
            page.text(area.x, top + row - from, "▌", Role::Accent);
        }
    }
    let edge = area.x + area.width - 1;
    if from > 0 {
        page.text(edge, top, "▲", Role::Accent);
    }
    if from + room < notes.height {
        page.text(edge, top + room - 1, "▼", Role::Accent);
    }
}
