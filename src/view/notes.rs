//! The notes below the slide, for presenting with one screen.

use crate::layout;
use crate::page::{Page, Role};
use crate::show::{Notes, Show};

pub fn draw(show: &Show, page: &mut Page) {
    let Notes::Shown(from) = show.notes else { return };
    let rows = u32::from(show.notes_rows());
    let frame = layout::frame(show.size);
    let top = u32::from(show.size.height) - 1 - rows;
    page.ground(0, top, show.size.width, rows, Role::Panel);
    let title = format!(" {} ", show.words.notes_title);
    page.rule(0, top, show.size.width, "─", Role::Border);
    page.text(frame.left, top, &title, Role::Accent);
    let mut notes = show.notes_page();
    notes.recolor(Role::Text, Role::Panel);
    if notes.height == 0 {
        page.text(frame.left, top + 1, show.words.no_notes, Role::Muted);
        return;
    }
    let last = notes.last_step();
    page.put(notes.window(last, from, rows - 1), frame.left, top + 1);
    if from + rows - 1 < notes.height {
        let x = (frame.left + frame.width).min(show.size.width - 1);
        page.text(x, top + rows - 1, "▼", Role::Accent);
    }
}
