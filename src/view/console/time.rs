//! The times, in the order in which a speaker looks for them, on as many rows as there are.

use crate::page::{Page, cells};
use crate::show::{Area, Now, Show, facts};
use crate::text;

/// The space between two times, in cells.
const GAP: u16 = 3;

pub fn draw(show: &Show, now: Now, area: Area, page: &mut Page) {
    let (mut x, mut y) = (0, 0);
    for (fact, role) in facts(show, now) {
        let width = cells(text::width(&fact));
        if x > 0 && x + width > area.width {
            (x, y) = (0, y + 1);
        }
        if y == area.height {
            return;
        }
        page.text(area.x + x, u32::from(area.y + y), &text::shorten(&fact, usize::from(area.width - x)), role);
        x += width + GAP;
    }
}
