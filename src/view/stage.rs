//! The slide: its title, which stays, and the part of its body that is scrolled to.

use crate::page::{Page, Role};
use crate::show::Show;

pub fn draw(show: &Show, page: &mut Page) {
    let (sheet, step) = (show.sheet(), show.step());
    page.put(sheet.title.window(step, 0, sheet.title.height), sheet.left, u32::from(sheet.title_y));
    let room = u32::from(sheet.room);
    page.put(sheet.body.window(step, show.scroll, room), sheet.left, u32::from(sheet.body_y));
    if sheet.overflows() {
        let edge = sheet.left + sheet.title.width.max(sheet.body.width);
        let x = edge.min(show.size.width - 1);
        if show.scroll > 0 {
            page.text(x, u32::from(sheet.body_y), "▲", Role::Accent);
        }
        if show.scroll < sheet.last_scroll() {
            page.text(x, u32::from(sheet.body_y) + room.saturating_sub(1), "▼", Role::Accent);
        }
    }
}
