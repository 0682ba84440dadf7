//! Turns the state of a show into the page of the whole screen. One file per screen.

mod bottom;
mod console;
mod motion;
mod notes;
pub mod replay;
mod stage;
mod unwritten;

use crate::deck::Size;
use crate::lang::Words;
use crate::layout;
use crate::page::{Page, Role};
use crate::show::{Front, Now, Show};
use crate::text;
pub use bottom::{in_words as bottom_in_words, line as bottom_line};
pub use console::room_in_words;

/// The whole screen at this time.
pub fn view(show: &Show, now: Now) -> Page {
    // A black screen and the console have the look of the deck.
    let is_slide = !show.at_console() && !matches!(show.front, Front::Blank { .. });
    let look = if is_slide { show.sheet().look } else { 0 };
    whole(show.size, show.words, look, |page| draw(show, now, page))
}

/// The slide alone, without the bottom row; as high as the screen, or higher if the slide is.
pub fn sheet(show: &Show) -> Page {
    let (sheet, size) = (show.sheet(), show.size);
    let end = u32::from(sheet.body_y) + sheet.body.height + 1;
    let mut page = Page::of_size(size.width, end.max(size.height.into()));
    page.wear(sheet.look);
    page.ground(0, 0, page.width, page.height, Role::Text);
    for (part, y) in [(&sheet.title, sheet.title_y), (&sheet.body, sheet.body_y)] {
        page.put(part.window(show.step(), 0, part.height), sheet.left, y.into());
    }
    page
}

/// The same with the bottom row of paper below it: section, footer, logo, number.
pub fn page_of_document(show: &Show) -> Page {
    let mut page = sheet(show);
    bottom::draw(show, Now::default(), &mut page);
    page
}

/// A screen drawn by `draw` in the look of its slide, unless the terminal is too small for any.
fn whole(size: Size, words: &Words, look: u16, draw: impl FnOnce(&mut Page)) -> Page {
    let mut page = Page::of_size(size.width, size.height.into());
    page.wear(look);
    page.ground(0, 0, size.width, size.height.into(), Role::Text);
    if layout::has_room(size) {
        draw(&mut page);
    } else {
        say_too_small(&mut page, words);
    }
    page
}

/// Says in as many rows as there are that the terminal is too small; or only which size is needed, where the sentence has no room.
fn say_too_small(page: &mut Page, words: &Words) {
    let width = usize::from(page.width);
    let is_split = words.too_small.split(' ').any(|word| text::width(word) > width);
    let mut rows = text::broken(words.too_small, width);
    if is_split || rows.len() as u64 > u64::from(page.height) {
        rows = vec![layout::SMALLEST.to_string()];
    }
    for (y, row) in (0..).zip(&rows) {
        page.text(0, y, text::fit(row, width), Role::Text);
    }
}

fn draw(show: &Show, now: Now, page: &mut Page) {
    if let Front::Blank { .. } = show.front {
        return show.front.draw(show, page);
    }
    if show.at_console() {
        console::draw(show, now, page);
    } else {
        stage::draw(show, now, page);
    }
    if !show.at_console() && !show.front.is_box() {
        notes::draw(show, page);
    }
    match console::has_row(show) {
        true => console::draw_row(show, now, page),
        false => bottom::draw(show, now, page),
    }
    // What covers a slide has the look of the deck.
    page.wear(0);
    show.front.draw(show, page);
}
