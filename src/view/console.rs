//! The console: the slide as a small page, what comes next, notes, agenda and time, for the speaker alone.

mod agenda;
mod notes;
mod row;
mod slide;
mod time;

pub use row::room_in_words;

use crate::big::{self, Scale};
use crate::block::layout_note;
use crate::page::{Page, Role, cells};
use crate::show::{Area, Following, Front, Now, Place, Seen, Show};
use crate::text;

pub fn draw(show: &Show, now: Now, page: &mut Page) {
    page.ground(0, 0, page.width, page.height, Role::Panel);
    let places = show.console_places();
    time::draw(show, now, places.time, page);
    let here = Place { slide: show.talk.place.slide, step: show.step() };
    match show.console.following.as_ref().filter(|it| !it.hears()) {
        Some(following) => draw_gone(show, following, places.now, page),
        None => slide::draw_now(show, now, here, places.now, page),
    }
    slide::draw_next(show, now, here, places.next, page);
    notes::draw(show, places.notes, page);
    agenda::draw(show, now, places.agenda, page);
}

/// The bottom row, if it asks nothing.
pub fn draw_row(show: &Show, now: Now, page: &mut Page) {
    row::draw(show, now, page);
}

/// Whether the bottom row is the console's own: nothing covers it and nothing is asked.
pub fn has_row(show: &Show) -> bool {
    show.at_console() && show.front == Front::Stage && show.notice.is_none()
}

/// The heading of a pane: its name, details, and a line to its end.
fn heading(name: &str, more: &[String], area: Area, page: &mut Page) {
    let room = usize::from(area.width);
    let mut x = area.x + page.text(area.x, area.y.into(), text::fit(name, room), Role::Accent);
    for more in more {
        let left = usize::from((area.x + area.width).saturating_sub(x));
        if text::width(more) + 2 <= left {
            x += 2 + page.text(x + 2, area.y.into(), more, Role::Muted);
        }
    }
    let left = (area.x + area.width).saturating_sub(x + 1);
    page.rule(x + 1, area.y.into(), left, "─", Role::Border);
}

/// Replaces the slide: the show was quit, the stage is gone, or it does not answer.
fn draw_gone(show: &Show, following: &Following, area: Area, page: &mut Page) {
    let words = show.words;
    let (said, help, role) = match following {
        Following { room: Seen::Ended, .. } => (words.show_ended, words.stage_gone_help, Role::Accent),
        Following { gone: true, .. } => (words.stage_gone, words.stage_gone_help, Role::Bad),
        _ => (words.stage_silent, words.stage_silent_help, Role::Bad),
    };
    let mut inside = Page::new(area.width);
    match big::text(said, area.width.saturating_sub(2), 2, Scale::Usual, role) {
        Some(letters) if letters.height + 3 <= u32::from(area.height) => inside.put(letters, 1, 0),
        _ => {
            inside.text(0, 0, &format!("⚠ {said}"), role);
        }
    }
    if area.height > 2 {
        let gap = u32::from(area.height > inside.height as u16 + 3);
        inside.stack(layout_note(help, Role::Panel, area.width.saturating_sub(2).max(1)), 1, gap);
    }
    let y = area.y + area.height.saturating_sub(cells(inside.height as usize)) / 2;
    let seen = inside.window(0, 0, inside.height.min(area.height.into()));
    page.put(seen, area.x, y.into());
}
