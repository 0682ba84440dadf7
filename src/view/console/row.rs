//! The console's bottom row: what the room sees if it is not the slide, else what could be done about the time, else the keys.

use crate::keys::{Action, AtConsole, OnStage};
use crate::lang::Words;
use crate::page::{Page, Role, cells};
use crate::show::{Now, Seen, Show, in_full, offered};
use crate::text;
use crate::view::{bottom, unwritten};

/// What the room sees, if it is not the slide.
pub fn room_in_words(words: &Words, room: &Seen) -> Option<String> {
    match room {
        Seen::Slide => None,
        Seen::Black => Some(words.room_sees_black.to_owned()),
        Seen::White => Some(words.room_sees_white.to_owned()),
        Seen::Frozen => Some(words.room_is_frozen.to_owned()),
        Seen::Marker => Some(words.room_sees_marker.to_owned()),
        Seen::Other(row) => Some((words.room_sees)(row)),
        Seen::Ended => Some(words.show_ended.to_owned()),
    }
}

pub fn draw(show: &Show, now: Now, page: &mut Page) {
    let high = page.height;
    let row = unwritten::beside(bottom::unwritten_mark(show), page.width, |width| row(show, now, width, high));
    let y = page.height - row.height;
    page.put(row, 0, y);
}

/// The row, or several rows for a question on the stage: people must read what a key does before they press it.
fn row(show: &Show, now: Now, width: u16, high: u32) -> Page {
    let words = show.words;
    let mut row = Page::of_size(width, 1);
    row.ground(0, 0, width, 1, Role::Panel);
    let x = show.console_places().time.x;
    let mut right = width.saturating_sub(x);
    if show.mistakes > 0 {
        let mistakes = format!("⚠ {}", (words.mistakes)(show.mistakes));
        row.text_to(right, 0, &mistakes, Role::Warning);
        right = right.saturating_sub(cells(text::width(&mistakes)) + 2);
    }
    let following = show.console.following.as_ref().filter(|it| !it.gone);
    let seen = following.and_then(|it| match it.silent {
        true => Some(words.stage_does_not_answer.to_owned()),
        false => room_in_words(words, &it.room),
    });
    let offer = || show.offer(now).and_then(|offer| offered(show, &offer)).map(|it| (it, Role::Warning));
    let question = show.open_question();
    let said = seen.map(|it| (it, Role::Accent)).or_else(offer);
    match (said, question) {
        (Some((said, Role::Accent)), _) => {
            let lines = in_full(&said, right.saturating_sub(x + 1), high);
            row.ground(0, 0, width, lines.height, Role::Panel);
            row.put(lines, x, 0);
        }
        (Some((said, role)), _) => {
            row.text(x, 0, &text::shorten(&said, usize::from(right.saturating_sub(x + 1))), role);
        }
        (None, Some(question)) => bottom::question_keys(show, &question, &mut row, right),
        (None, None) => {
            row.text(x, 0, &text::shorten(&keys(show), usize::from(right.saturating_sub(x + 1))), Role::Muted);
        }
    }
    row
}

/// The console's own keys, in a word each.
fn keys(show: &Show) -> String {
    let closes = if show.console.open { OnStage::Console } else { OnStage::Quit };
    let actions: [Action; 5] = [
        AtConsole::NotesUp.into(),
        AtConsole::NotesDown.into(),
        AtConsole::Panes.into(),
        OnStage::Help.into(),
        closes.into(),
    ];
    let keys = actions.map(|action| show.keys.name(action, show.words));
    (show.words.console_row)(keys.each_ref().map(String::as_str))
}
