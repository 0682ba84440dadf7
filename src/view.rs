//! The state of a show to the page of the whole screen. One screen each below.

mod bottom;
mod console;
mod motion;
mod notes;
pub mod replay;
mod stage;
mod unwritten;

use crate::layout::SMALLEST;
use crate::page::{Page, Role};
use crate::show::{Front, Now, Show};
use crate::text;
pub use bottom::in_words as bottom_in_words;
pub use console::room_in_words;

/// The whole screen at a time.
pub fn view(show: &Show, now: Now) -> Page {
    let size = show.size;
    let mut page = Page::of_size(size.width, u32::from(size.height));
    page.ground(0, 0, size.width, u32::from(size.height), Role::Text);
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        page.text(0, 0, text::fit(show.words.too_small, usize::from(size.width)), Role::Text);
        return page;
    }
    if let Front::Blank { .. } = show.front {
        show.front.draw(show, &mut page);
        return page;
    }
    if show.at_desk() {
        console::draw(show, now, &mut page);
    } else {
        stage::draw(show, now, &mut page);
    }
    if !show.at_desk() && !show.front.is_box() {
        notes::draw(show, &mut page);
    }
    match console::has_row(show) {
        true => console::draw_row(show, now, &mut page),
        false => bottom::draw(show, now, &mut page),
    }
    show.front.draw(show, &mut page);
    page
}
