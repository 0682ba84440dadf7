//! The transition of a slide: from top to bottom, each part first faint, then muted, then normal. Nothing moves.

use crate::page::{Drawing, Item, Role};
use crate::show::FRAMES;

/// The number of parts, from top to bottom. Each starts a frame after the one above, and looks normal two frames later.
const PARTS: u32 = FRAMES - 1;

/// The items of a slide at a frame of the transition.
pub fn slide_in(items: Vec<Item>, frame: u32) -> impl Iterator<Item = Item> {
    let top = items.iter().map(|item| item.y).min().unwrap_or(0);
    let rows = items.iter().map(|item| item.y + 1 - top).max().unwrap_or(1);
    items.into_iter().filter_map(move |mut item| {
        let part = (item.y - top) * PARTS / rows;
        let age = frame.checked_sub(part)?;
        if let Drawing::Text { ink, .. } = &mut item.drawing {
            ink.style.role = match age {
                0 => Role::Border,
                1 => Role::Muted,
                _ => ink.style.role,
            };
        }
        Some(item)
    })
}
