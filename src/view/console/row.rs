//! The console's bottom row: what the room sees where that is not the slide, what could be done about the time, else the keys.

use crate::page::{Page, Role, cells};
use crate::show::{Now, Seen, Show};
use crate::text;
use crate::view::bottom;

pub fn draw(show: &Show, now: Now, page: &mut Page) {
    let words = show.words;
    let mut row = Page::of_size(page.width, 1);
    row.ground(0, 0, page.width, 1, Role::Panel);
    let mut right = page.width.saturating_sub(1);
    if show.mistakes > 0 {
        let mistakes = format!("⚠ {}", (words.mistakes)(show.mistakes));
        row.text_to(right, 0, &mistakes, Role::Warning);
        right = right.saturating_sub(cells(text::width(&mistakes)) + 2);
    }
    let following = show.desk.following.as_ref().filter(|it| !it.gone);
    let seen = following.map(|it| match &it.room {
        Seen::Slide => None,
        Seen::Black => Some(words.room_sees_black.to_owned()),
        Seen::White => Some(words.room_sees_white.to_owned()),
        Seen::Frozen => Some(words.room_is_frozen.to_owned()),
        Seen::Marker => Some(words.room_sees_marker.to_owned()),
        Seen::Other(row) => Some((words.room_sees)(row)),
    });
    let offer = || show.offer(now).and_then(|offer| bottom::offered(show, &offer)).map(|it| (it, Role::Warning));
    let question = show.open_question();
    let said = seen.flatten().map(|it| (it, Role::Accent)).or_else(offer);
    match (said, question) {
        (Some((said, role)), _) => {
            row.text(1, 0, &text::shorten(&said, usize::from(right).saturating_sub(2)), role);
        }
        (None, Some(question)) => bottom::question_keys(show, &question, &mut row, right),
        (None, None) => {
            row.text(1, 0, &text::shorten(words.console_row, usize::from(right).saturating_sub(2)), Role::Muted);
        }
    }
    page.put(row, 0, page.height - 1);
}
