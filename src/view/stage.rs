//! The slide: its title, which stays, and the part of its body that is scrolled to.

use crate::block::draw_countdown;
use crate::page::{Drawing, Page, Role, Target};
use crate::show::{Front, Now, Show, mark};
use crate::view::motion;

pub fn draw(show: &Show, now: Now, page: &mut Page) {
    let before = page.items.len();
    draw_slide(show, now, page);
    if let Some(frame) = show.motion.frame(now.monotonic) {
        let slide = page.items.split_off(before);
        page.items.extend(motion::come_in(slide, frame));
    }
}

fn draw_slide(show: &Show, now: Now, page: &mut Page) {
    let (sheet, step) = (show.sheet(), show.step());
    page.put(sheet.title.window(step, 0, sheet.title.height), sheet.left, u32::from(sheet.title_y));
    let room = u32::from(sheet.room);
    let mut body = sheet.body.window(step, show.window.scroll, room);
    if let Front::Marker { part } = show.front {
        mark(show, part, &mut body);
    }
    count_down(show, now, &mut body);
    page.put(body, sheet.left, u32::from(sheet.body_y));
    if sheet.overflows() {
        let edge = sheet.left + sheet.title.width.max(sheet.body.width);
        let x = edge.min(show.size.width - 1);
        if show.window.scroll > 0 {
            page.text(x, u32::from(sheet.body_y), "▲", Role::Accent);
        }
        if show.window.scroll < sheet.last_scroll() {
            page.text(x, u32::from(sheet.body_y) + room.saturating_sub(1), "▼", Role::Accent);
        }
    }
}

/// Draws what is left of the silence that is kept over the whole of it.
pub fn count_down(show: &Show, now: Now, body: &mut Page) {
    let Some(countdown) = &show.countdown else { return };
    let place = body.items.iter().find_map(|item| match item.drawing {
        Drawing::Target { width, target: Target::Countdown(whole), .. } if whole == countdown.whole() => {
            Some((item.x, item.y, width))
        }
        _ => None,
    });
    if let Some((x, y, width)) = place {
        body.ground(x, y, width, 1, Role::Text);
        draw_countdown(body, x, y, width, countdown.whole(), countdown.left(now));
    }
}
