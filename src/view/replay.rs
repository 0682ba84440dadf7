//! The screen of a replay: the page, what is in focus, and the important keys.

use crate::block::layout_note;
use crate::page::{Page, Role, Target, cells};
use crate::replay::{Hint, Replay, What};
use crate::text;
use crate::view::{stage, unwritten, whole};

/// From this width on, in cells, the bottom row shows progress as a line.
const WIDE: u16 = 70;

/// The length of that line, in cells.
const LINE: u16 = 12;

/// The whole screen.
pub fn view(replay: &Replay) -> Page {
    whole(replay.size, replay.words, replay.screen().window.sheet.look, |page| {
        draw_page(replay, page);
        draw_row(replay, page);
    })
}

fn draw_page(replay: &Replay, page: &mut Page) {
    let window = &replay.screen().window;
    let seen = window.scroll..window.scroll + window.room();
    window.draw(page, 0, |body| {
        stage::count_down(replay.countdown(), replay.now, body);
        let Some(spot) = replay.chosen() else { return };
        let (from, to) = (spot.y.max(seen.start), (spot.y + spot.height).min(seen.end));
        if from < to {
            body.choose(spot.x, from - seen.start, spot.width, to - from);
        }
    });
}

fn draw_row(replay: &Replay, page: &mut Page) {
    let mark = replay.is_not_kept.then_some(replay.words.replay.not_kept_sign);
    let row = unwritten::beside(mark, page.width, |width| row(replay, width, page.height));
    let y = page.height - row.height;
    page.put(row, 0, y);
}

/// The bottom row: a notice, else the important keys; on the right where the reader is.
fn row(replay: &Replay, width: u16, high: u32) -> Page {
    let mut row = Page::of_size(width, 1);
    let right = draw_place(replay, &mut row);
    match &replay.notice {
        Some(notice) if text::width(notice) + 2 <= usize::from(right) => {
            row.text(1, 0, notice, Role::Accent);
        }
        // A longer one covers the end of the page, at most half of the screen.
        Some(notice) => {
            let lines = layout_note(notice, Role::Accent, width.saturating_sub(2));
            let high = lines.height.min((high / 2).max(1));
            row = Page::of_size(width, high);
            row.ground(0, 0, width, high, Role::Text);
            row.put(lines.window(0, 0, high), 1, 0);
        }
        None => draw_hints(replay, &mut row, right),
    }
    row
}

/// Draws where the reader is, and how much is done. Returns where that starts.
fn draw_place(replay: &Replay, row: &mut Page) -> u16 {
    let right = row.width.saturating_sub(1);
    let (done, of) = replay.done();
    let place = match replay.screens[0].what {
        What::Slide => {
            let placed = replay.placed();
            // While text is written, the marks are hidden.
            let (marked, noted) = if replay.takes_text() { (false, false) } else { replay.is_kept(replay.slide) };
            let signs = [(marked, "⚑ "), (noted, "✎ "), (replay.is_done(replay.slide), "✓ ")];
            let mark: String = signs.iter().filter(|(is_so, _)| *is_so).map(|(_, sign)| *sign).collect();
            format!("{mark}{}", replay.deck.of_all(placed.number))
        }
        _ => format!("{done}/{of}"),
    };
    row.text_to(right, 0, &place, Role::Muted);
    let wide = cells(text::width(&place));
    row.target(right.saturating_sub(wide), 0, wide, 1, Target::Act("contents"));
    let left = right.saturating_sub(wide + 2);
    if row.width < WIDE || of == 0 {
        return left;
    }
    let x = left.saturating_sub(LINE);
    let part = cells(done * usize::from(LINE) / of);
    row.rule(x, 0, part, "━", Role::Accent);
    row.rule(x + part, 0, LINE - part, "─", Role::Border);
    x.saturating_sub(2)
}

/// Draws the keys, each with what it does, as many as fit. They can be clicked.
fn draw_hints(replay: &Replay, row: &mut Page, right: u16) {
    let count = replay.screen().spots.len();
    let chosen = replay.screen().focus.and_then(|at| at.checked_sub(count));
    let wide = |hint: &Hint| cells(text::width(&hint.key) + 1 + text::width(&hint.does));
    let mut hints: Vec<(usize, Hint)> = replay.hints().into_iter().enumerate().collect();
    // The first says what Enter does, the last leads to all others.
    while hints.len() > 2 && hints.iter().map(|(_, hint)| wide(hint) + 3).sum::<u16>() > right + 2 {
        hints.remove(hints.len() - 2);
    }
    let mut x = 1;
    for (at, hint) in hints {
        let wide = wide(&hint);
        let Hint { key, does, target } = hint;
        if x + wide > right {
            break;
        }
        let role = |role: Role| if chosen == Some(at) { Role::Selected } else { role };
        if chosen == Some(at) {
            row.ground(x, 0, wide, 1, Role::Selected);
        }
        row.text(x, 0, &key, role(Role::Accent));
        row.text(x + cells(text::width(&key)) + 1, 0, &does, role(Role::Muted));
        if target != Target::Part {
            row.target(x, 0, wide, 1, target);
        }
        x += wide + 3;
    }
}
