//! A box in the middle of the screen, for lists and help.

use crate::page::{Page, Role};
use crate::screen::arrows;

/// Draws a box with a title and `inside` on the screen, with as much of it as fits, from row `from` on. `selected` is a row of `inside` that must
/// stay in view.
pub fn draw(page: &mut Page, title: &str, inside: &Page, from: u32, selected: Option<u32>) {
    let width = (inside.width + 4).min(page.width);
    let height = (inside.height + 4).min(page.height.saturating_sub(1)).max(3);
    let (x, y) = ((page.width - width) / 2, (page.height - 1 - height.min(page.height - 1)) / 2);
    page.ground(x, y, width, height, Role::Panel);
    let pad = u32::from(height > 6);
    edge(page, (x, y), (width, height), pad > 0);
    let top = y + pad;
    page.text(x + 2, top, title, Role::Title);
    page.rule(x + 2, top + 1, width.saturating_sub(4), "─", Role::Border);
    let rows = height.saturating_sub(2 + 2 * pad);
    let last = inside.height.saturating_sub(rows);
    let from = match selected {
        Some(row) => row.saturating_sub(rows.saturating_sub(1)).min(last),
        None => from.min(last),
    };
    page.put(inside.window(0, from, rows), x + 2, top + 2);
    arrows(page, x + width - 1, top + 2, rows, from..last);
}

/// The border of the box. Without background colors it is all that separates the box from the slide.
fn edge(page: &mut Page, (x, y): (u16, u32), (width, height): (u16, u32), whole: bool) {
    let (right, bottom) = (x + width - 1, y + height - 1);
    for row in y..=bottom {
        page.text(x, row, "│", Role::Border);
        page.text(right, row, "│", Role::Border);
    }
    if whole {
        let line = "─".repeat(usize::from(width.saturating_sub(2)));
        page.text(x, y, &format!("╭{line}╮"), Role::Border);
        page.text(x, bottom, &format!("╰{line}╯"), Role::Border);
    }
}
