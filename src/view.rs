//! The state of a show to the page of the whole screen. One screen each below.

mod bottom;
mod console;
mod findings;
mod help;
mod motion;
mod notes;
mod overview;
mod panel;
pub mod replay;
mod search;
mod sections;
mod stage;
mod unwritten;

use crate::layout::SMALLEST;
use crate::page::{Page, Role};
use crate::show::{Front, Now, Show};
use crate::text;
pub use bottom::in_words as bottom_in_words;
pub use console::{room_in_words, times};

/// The whole screen at a time.
pub fn view(show: &Show, now: Now) -> Page {
    let size = show.size;
    let mut page = Page::of_size(size.width, u32::from(size.height));
    page.ground(0, 0, size.width, u32::from(size.height), Role::Text);
    if size.width < SMALLEST.width || size.height < SMALLEST.height {
        page.text(0, 0, text::fit(show.words.too_small, usize::from(size.width)), Role::Text);
        return page;
    }
    if let Front::Blank { white } = show.front {
        page.flood(white);
        return page;
    }
    if show.at_desk() {
        console::draw(show, now, &mut page);
    } else {
        stage::draw(show, now, &mut page);
    }
    let is_list = matches!(
        show.front,
        Front::Sections { .. } | Front::Help { .. } | Front::Search { .. } | Front::Findings { .. }
    );
    if !show.at_desk() && !is_list {
        notes::draw(show, &mut page);
    }
    match console::has_row(show) {
        true => console::draw_row(show, now, &mut page),
        false => bottom::draw(show, now, &mut page),
    }
    match &show.front {
        Front::Sections { chosen, typed } => sections::draw(show, *chosen, typed, &mut page),
        Front::Help { of, scroll } => help::draw(show, *of, *scroll, &mut page),
        Front::Search { typed, hits, chosen } => search::draw(show, typed, hits, *chosen, &mut page),
        Front::Findings { chosen } => findings::draw(show, *chosen, &mut page),
        Front::Overview { chosen, typed } => overview::draw(show, *chosen, typed, &mut page),
        Front::Stage | Front::Blank { .. } | Front::Marker { .. } | Front::Clock | Front::Go { .. } => {}
        Front::Count { .. }
        | Front::Note { .. }
        | Front::End { .. }
        | Front::AskNotes
        | Front::AskConsole
        | Front::AskKeeping
        | Front::AskQuit
        | Front::AskReset
        | Front::AskGoOn => {}
    }
    page
}
