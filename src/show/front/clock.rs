//! The clock's bar, and the end of the show as it is typed.

use crate::keys::AtClock;
use crate::page::{Page, Role, cells};
use crate::show::clock::{self, until_end};
use crate::show::front::ask_in;
use crate::show::update::Turn;
use crate::show::{Event, Front, Key, Now, Prompt, Show, telling};
use crate::text;
use crate::text_field::TextField;

/// The longest time that is typed, in letters.
const LONGEST_TIME: usize = 12;

/// The clock's bar: the time, the pace, and what the next key does.
pub fn bar(show: &Show, now: Now, row: &mut Page) {
    let words = show.words;
    let mut bar = match show.talk.clock.started() {
        Some(_) => telling::time(show, now),
        None => format!("{} ({})", telling::time(show, now), words.not_started),
    };
    if let Some((pace, _)) = telling::pace(show, now) {
        bar.push_str(&format!("  {pace}"));
    }
    if let Some(end) = show.talk.end {
        let wall = now.wall + end.saturating_sub(now.monotonic);
        bar.push_str(&format!("  {}", (words.ends_at)(&clock::time_of_day(wall))));
    }
    if let Some(offer) = show.offer(now).and_then(|offer| telling::offered(show, &offer)) {
        bar.push_str(&format!("  {offer}"));
    }
    let actions = [AtClock::Display, AtClock::Pause, AtClock::Reset, AtClock::SetEnd];
    let keys = actions.map(|action| show.keys.name(action, words));
    let keys = keys.iter().zip(words.clock_keys);
    let mut x = 3 + row.text(1, 0, &text::shorten(&bar, usize::from(row.width) - 2), Role::Strong);
    for (key, about) in keys {
        let wide = cells(text::width(key) + text::width(about)) + 3;
        if x + wide > row.width {
            break;
        }
        row.text(x, 0, key, Role::Accent);
        row.text(x + cells(text::width(key)) + 1, 0, about, Role::Muted);
        x += wide;
    }
}

/// The end as it is typed, and what is wrong with it.
pub fn end_row(show: &Show, typed: &TextField, row: &mut Page) {
    let wrong = show.notice.as_deref().unwrap_or_default();
    ask_in(row, &format!("{} {}  {wrong}", show.words.ask_end, typed.with_cursor()));
}

impl Show {
    pub(in crate::show) fn clock_key(&mut self, key: Key, turn: &mut Turn) {
        self.front = Front::Stage;
        match self.keys.action(key) {
            Some(AtClock::Display) => {
                self.options.display = self.options.display.next();
                self.front = Front::Clock;
            }
            Some(AtClock::Pause) if self.talk.clock.started().is_none() => {
                self.notice = Some(self.words.not_started.to_owned());
            }
            Some(AtClock::Pause) if self.talk.clock.is_paused() => self.happen(Event::Resumed, turn),
            Some(AtClock::Pause) => self.happen(Event::Paused, turn),
            Some(AtClock::Reset) => self.front = Front::Prompt(Prompt::Reset),
            Some(AtClock::SetEnd) => self.front = Front::End { typed: TextField::line(LONGEST_TIME) },
            Some(AtClock::Close) | None => {}
        }
    }

    pub(in crate::show) fn end_key(&mut self, key: Key, mut typed: TextField, turn: &mut Turn) {
        match key {
            Key::Enter if typed.trim().is_empty() => self.happen(Event::Ends(None), turn),
            Key::Enter => match until_end(&typed, turn.now.wall) {
                Some(left) => {
                    self.happen(Event::Ends(Some(turn.now.monotonic + left)), turn);
                    self.notice = Some((self.words.ends_at)(&clock::time_of_day(turn.now.wall + left)));
                }
                None => {
                    self.notice = Some(self.words.bad_end.to_owned());
                    return;
                }
            },
            Key::Escape => {}
            key => {
                typed.take(key);
                return self.front = Front::End { typed };
            }
        }
        self.front = Front::Stage;
    }
}
