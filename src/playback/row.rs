//! The screen while a recording is played: that of the show, with its own bottom row.

use std::time::Duration;

use super::{Playback, START};
use crate::block::layout_note;
use crate::duration;
use crate::keys::InPlayback;
use crate::layout;
use crate::page::{Page, Role, cells};
use crate::show::{Now, Room};
use crate::text;
use crate::view::{bottom_line, view};

/// The least width of the section's title beside the time, in cells.
const TITLE: u16 = 12;

impl Playback {
    /// The whole screen at this time.
    pub fn page(&self, now: Now) -> Page {
        let now = now.monotonic;
        let mut page = view(&self.show, super::then(self.position(now)));
        let size = self.show.size;
        if !layout::has_room(size) {
            return page;
        }
        let row = self.row(size.width, now);
        let y = page.height - row.height;
        page.ground(0, y, row.width, row.height, Role::Text);
        page.put(row, 0, y);
        page
    }

    /// The bottom row, or as many rows as its notice needs.
    fn row(&self, width: u16, now: Duration) -> Page {
        let Some(notice) = self.notice() else { return self.usual_row(width, now) };
        let mut row = Page::of_size(width, 1);
        let wide = cells(text::width(&notice));
        let right = if self.show.options.room == Room::Nothing { width } else { self.place(now, wide + 2, &mut row) };
        if wide + 2 <= right {
            row.text(1, 0, &notice, Role::Accent);
            return row;
        }
        let mut whole = Page::new(width);
        whole.put(layout_note(&notice, Role::Accent, width.saturating_sub(2)), 1, 0);
        let y = whole.height;
        whole.put(self.usual_row(width, now), 0, y);
        whole
    }

    /// The bottom row when there is no notice.
    fn usual_row(&self, width: u16, now: Duration) -> Page {
        let mut row = Page::of_size(width, 1);
        let start = self.start_row(now);
        let wanted = start.as_ref().map_or(TITLE, |start| cells(text::width(start)) + 2);
        let silent = self.show.options.room == Room::Nothing;
        let right = if silent { width } else { self.place(now, wanted, &mut row) };
        let room = usize::from(right).saturating_sub(2);
        let said = match start {
            Some(start) => as_much(&start, room),
            None if silent => String::new(),
            None => text::shorten(&self.show.slide().section.title, room).into_owned(),
        };
        row.text(1, 0, &said, Role::Muted);
        row
    }

    /// The hint about the important keys, at the start.
    fn start_row(&self, now: Duration) -> Option<String> {
        let is_start = self.begun.is_none_or(|begun| now.saturating_sub(begun) < START);
        if self.is_known || !is_start {
            return None;
        }
        let keys = [InPlayback::Pause, InPlayback::Slower, InPlayback::Faster, InPlayback::Next]
            .map(|action| self.key_name(action));
        Some((self.show.words.playback.start_row)(&keys[0], &keys[1], &keys[2], &keys[3]))
    }

    /// Draws time, speed, progress and n/N on the right, keeping `wanted` cells free. Returns where they start.
    fn place(&self, now: Duration, wanted: u16, row: &mut Page) -> u16 {
        let number = self.show.deck.of_all(self.show.slide().number);
        let mut right = row.width.saturating_sub(1);
        row.text_to(right, 0, &number, Role::Muted);
        right = right.saturating_sub(cells(text::width(&number)) + 2);
        let time = self.time_within(right.saturating_sub(wanted), now);
        let taken = cells(text::width(&time));
        right = self.track(now, row, right, taken + wanted);
        if !time.is_empty() {
            row.text_to(right, 0, &time, Role::Muted);
            right = right.saturating_sub(taken + 2);
        }
        right
    }

    /// The time, as detailed as there is room for.
    fn time_within(&self, room: u16, now: Duration) -> String {
        let sign = if self.is_playing { "▶" } else { "‖" };
        if self.show.options.room != Room::Time {
            return sign.to_owned();
        }
        let at = duration::clock(self.position(now));
        let speed = self.speed.name(self.show.words.decimal_sign);
        let all = [self.time(now), format!("{sign} {at}  {speed}"), format!("{sign} {at}")];
        let fits = |time: &String| cells(text::width(time)) <= room;
        all.into_iter().find(fits).unwrap_or_else(|| sign.to_owned())
    }

    /// A line with a marker for how much was played. Nothing if there is no room.
    fn track(&self, now: Duration, row: &mut Page, right: u16, others: u16) -> u16 {
        let part = self.position(now).as_secs_f64() / self.end.as_secs_f64().max(0.001);
        bottom_line(row, right, others + 6, &[(Some(part), "●")])
    }
}

/// As many parts of a text as fit.
fn as_much(text: &str, room: usize) -> String {
    let mut fitting = String::new();
    for part in text.split_inclusive(" · ") {
        if text::width(&fitting) + text::width(part.trim_end_matches(" · ")) > room {
            break;
        }
        fitting.push_str(part);
    }
    fitting.trim_end_matches(" · ").to_owned()
}
