//! The slide: its title, which stays, and the visible part of its body.

use crate::block::draw_countdown;
use crate::page::{Drawing, Page, Role, Target};
use crate::show::{Countdown, Front, Now, Show, mark};
use crate::view::motion;

pub fn draw(show: &Show, now: Now, page: &mut Page) {
    let before = page.items.len();
    draw_slide(show, now, page);
    if let Some(frame) = show.motion.frame(now.monotonic) {
        let slide = page.items.split_off(before);
        page.items.extend(motion::slide_in(slide, frame));
    }
}

fn draw_slide(show: &Show, now: Now, page: &mut Page) {
    show.window().draw(page, show.step(), |body| {
        if let Front::Marker { part } = show.front {
            mark(show, part, body);
        }
        count_down(show.countdown.as_ref(), now, body);
    });
}

/// Draws the time left of the current silence at the place of its block.
pub fn count_down(countdown: Option<&Countdown>, now: Now, body: &mut Page) {
    let Some(countdown) = countdown else { return };
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
