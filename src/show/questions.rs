//! Questions that the bottom row asks, and what the presenter has it tell: notes, clock, numbers.

use crate::keys::{AtClock, OnStage};
use crate::show::clock::{self, until_end};
use crate::show::update::Turn;
use crate::show::{BrokenOff, Event, Front, Key, Notes, Room, Show};
use crate::text_field::TextField;

/// The longest time that is typed, in letters.
const LONGEST_TIME: usize = 12;

impl Show {
    pub(super) fn change_room(&mut self) {
        let key = self.keys.name(OnStage::Room, self.words);
        let (room, notice) = match self.room {
            Room::Place => (Room::Time, self.words.room_time.to_owned()),
            Room::Time => (Room::Nothing, (self.words.room_nothing)(&key)),
            Room::Nothing => (Room::Place, self.words.room_place.to_owned()),
        };
        self.room = room;
        self.notice = Some(notice);
    }

    /// Shows the notes, turns them over, hides them at their end.
    pub(super) fn turn_notes(&mut self) {
        self.desk.open = false;
        self.notes = match self.notes {
            Notes::Unasked => {
                self.front = Front::AskNotes;
                Notes::Unasked
            }
            Notes::Hidden => Notes::Shown(0),
            Notes::Shown(from) => {
                let next = from + u32::from(self.notes_rows()).saturating_sub(1).max(1);
                if next < self.notes_page().height { Notes::Shown(next) } else { Notes::Hidden }
            }
        };
        self.lay_out();
    }

    pub(super) fn answer_notes(&mut self, key: Key) {
        let console = std::mem::take(&mut self.front) == Front::AskConsole;
        if key == Key::Enter && console {
            self.open_desk();
        } else if key == Key::Enter {
            self.notes = Notes::Shown(0);
            self.lay_out();
        }
    }

    /// Goes on with what was broken off, or lets it be: then the key does what it always does.
    pub(super) fn answer_go_on(&mut self, key: Key, turn: &mut Turn) {
        self.front = Front::Stage;
        let Some(BrokenOff { talk, places, .. }) = self.broken_off.take() else { return };
        if key != Key::Enter {
            return self.key(key, turn);
        }
        self.talk = *talk;
        self.went_on = true;
        self.follow_places(places, turn);
        self.plan_again();
        self.window.scroll = 0;
        self.lay_out();
        self.talk.place.step = self.step();
    }

    pub(super) fn clock_key(&mut self, key: Key, turn: &mut Turn) {
        self.front = Front::Stage;
        match self.keys.action(key) {
            Some(AtClock::Display) => {
                self.display = self.display.next();
                self.front = Front::Clock;
            }
            Some(AtClock::Pause) if self.talk.clock.started().is_none() => {
                self.notice = Some(self.words.not_started.to_owned());
            }
            Some(AtClock::Pause) if self.talk.clock.is_paused() => self.happen(Event::Resumed, turn),
            Some(AtClock::Pause) => self.happen(Event::Paused, turn),
            Some(AtClock::Reset) => self.front = Front::AskReset,
            Some(AtClock::SetEnd) => self.front = Front::End { typed: TextField::line(LONGEST_TIME) },
            Some(AtClock::Close) | None => {}
        }
    }

    pub(super) fn end_key(&mut self, key: Key, mut typed: TextField, turn: &mut Turn) {
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

    pub(super) fn go_key(&mut self, key: Key, mut typed: TextField, azerty: bool, turn: &mut Turn) {
        self.front = Front::Stage;
        let digit = if azerty { key.digit() } else { key.digit().filter(|_| matches!(key, Key::Char('0'..='9'))) };
        match (key.folded(), digit) {
            (_, Some(digit)) => {
                typed.take(Key::Char(char::from(b'0' + digit)));
                self.front = Front::Go { typed, azerty };
            }
            (Key::Char('a'), _) if typed.is_empty() => self.front = Front::Go { typed: typed.with("a"), azerty: true },
            (Key::Char('g'), _) if typed.is_empty() => self.act(OnStage::First, turn),
            (Key::Char('e'), _) if typed.is_empty() => self.act(OnStage::Last, turn),
            (Key::Backspace, _) if typed.take(key) => self.front = Front::Go { typed, azerty },
            (Key::Enter, _) if !typed.is_empty() => self.go_to(&typed, turn),
            _ => {}
        }
    }
}
