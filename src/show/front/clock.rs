//! The clock's bar, and the end of the show while it is typed.

use std::time::Duration;

use crate::keys::{AtClock, OnStage};
use crate::page::{Page, Role, cells};
use crate::show::clock::{self, End, until_end};
use crate::show::front::ask_in;
use crate::show::update::Turn;
use crate::show::{Event, Front, Key, Now, Prompt, Show, telling};
use crate::text;
use crate::text_field::TextField;

/// The longest time that can be typed, in characters.
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
    let offer = show.offer(now).and_then(|offer| telling::offered(show, &offer));
    for fact in show.must_end(now).into_iter().chain(offer).chain(show.ends_at(now)) {
        bar.push_str(&format!("  {fact}"));
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
pub fn end_row(show: &Show, typed: &TextField, passed: Option<&String>, row: &mut Page) {
    let wrong = match passed {
        Some(passed) if *passed == **typed => show.words.end_passed,
        _ => show.notice.as_deref().unwrap_or_default(),
    };
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
            Some(AtClock::SetEnd) => self.front = Front::End { typed: TextField::line(LONGEST_TIME), passed: None },
            Some(AtClock::Close) => {}
            None => self.close_clock(key, turn),
        }
    }

    /// Any other key closes the bar. The keys of a clicker also move on, because the bar covers no slide, and the key that the bar offers does what it
    /// says.
    fn close_clock(&mut self, key: Key, turn: &mut Turn) {
        use OnStage::{Backward, Forward, Next, Previous, Shorter};

        if let Some(Next | Previous | Forward | Backward | Shorter) = self.keys.action(key) {
            self.stage_key(key, turn);
        }
    }

    /// Asks at the start about an end on the command line that has passed today.
    pub fn ask_about_end(&mut self, end: &str) {
        let typed = TextField::line(LONGEST_TIME).with(end);
        self.front = Front::End { passed: Some(typed.to_string()), typed };
    }

    pub(in crate::show) fn end_key(&mut self, key: Key, mut typed: TextField, passed: Option<String>, turn: &mut Turn) {
        self.front = Front::Stage;
        match key {
            Key::Enter if typed.trim().is_empty() => self.happen(Event::Ends(None), turn),
            Key::Enter => match until_end(&typed, turn.now.wall) {
                // Entered again after the question: it is meant.
                Some(End::Passed(left)) if passed.as_deref() == Some(&*typed) => self.end_in(left, turn),
                Some(End::Away(left)) => self.end_in(left, turn),
                Some(End::Passed(_)) => self.front = Front::End { passed: Some(typed.to_string()), typed },
                None => {
                    self.notice = Some(self.words.bad_end.to_owned());
                    self.front = Front::End { typed, passed: None };
                }
            },
            Key::Escape => {}
            key => {
                typed.take(key);
                self.front = Front::End { typed, passed };
            }
        }
    }

    /// Sets the show to end in this much time.
    fn end_in(&mut self, left: Duration, turn: &mut Turn) {
        self.happen(Event::Ends(Some(turn.now.monotonic + left)), turn);
        self.notice = Some((self.words.must_end)(&clock::time_of_day(turn.now.wall.after(left))));
    }
}
