//! What keys and the mouse do while a recording is played.

use std::time::Duration;

use super::Playback;
use crate::duration;
use crate::keys::{InPlayback, Mode};
use crate::page::Target;
use crate::show::{Effect, Front, Input, Key, Room};

impl Playback {
    pub(super) fn key(&mut self, key: Key, now: Duration) -> Vec<Effect> {
        // After any key, the hint about the important keys is not needed.
        self.is_known = true;
        self.notice = None;
        match (&self.show.front, key.folded()) {
            (_, Key::Ctrl('z')) => {
                self.halt(self.position(now), now);
                return vec![Effect::Suspend];
            }
            (_, Key::Ctrl('c')) => return vec![Effect::Quit],
            (Front::Sections { .. }, _) => {
                let chosen = self.show.choose_section(key);
                return chosen.map_or_else(Vec::new, |section| self.enter_section(section, now));
            }
            (Front::Help { .. }, _) => {
                return self.show.update(Input::Key(key), super::then(self.position(now))).effects;
            }
            _ => {}
        }
        self.show.keys.action(key).map_or_else(Vec::new, |action| self.act(action, now))
    }

    fn act(&mut self, action: InPlayback, now: Duration) -> Vec<Effect> {
        match action {
            InPlayback::Pause => return self.pause(now),
            InPlayback::Faster => self.set_speed(self.speed.faster(), now),
            InPlayback::Slower => self.set_speed(self.speed.slower(), now),
            InPlayback::Next => return self.next(now),
            InPlayback::Previous => return self.previous(now),
            InPlayback::NextSection => return self.next_section(now),
            InPlayback::PreviousSection => return self.previous_section(now),
            InPlayback::First => return self.seek_beginning(now),
            InPlayback::Last => return self.seek_end(now),
            InPlayback::Sections => {
                self.show.front = Front::Sections { chosen: self.show.slide().section_index, typed: String::new() };
            }
            InPlayback::Forward => self.show.scroll_page(true),
            InPlayback::Backward => self.show.scroll_page(false),
            InPlayback::Stops => {
                self.stops = !self.stops;
                let words = &self.show.words.playback;
                self.notice = Some(if self.stops { words.stops_on } else { words.stops_off }.to_owned());
            }
            InPlayback::Clock => self.notice = Some(self.time(now)),
            InPlayback::Room => self.change_row(),
            InPlayback::Large => return vec![Effect::Enlarge],
            InPlayback::Help => self.show.front = Front::Help { of: Mode::Playback, scroll: 0 },
            InPlayback::Quit => return vec![Effect::Quit],
        }
        Vec::new()
    }

    pub(super) fn click(&mut self, target: Option<Target>, now: Duration) -> Vec<Effect> {
        match (std::mem::take(&mut self.show.front), target) {
            (Front::Sections { .. }, Some(Target::Section(section))) => self.enter_section(section, now),
            (Front::Stage, Some(Target::Link(link))) => vec![Effect::Open(link)],
            _ => Vec::new(),
        }
    }

    pub(super) fn wheel(&mut self, down: bool) -> Vec<Effect> {
        let key = if down { Key::Down } else { Key::Up };
        match &self.show.front {
            Front::Sections { .. } => drop(self.show.choose_section(key)),
            Front::Help { .. } => drop(self.show.update(Input::Key(key), super::then(self.at))),
            _ => self.show.scroll_page(down),
        }
        Vec::new()
    }

    /// Pauses or continues. At the end starts again.
    fn pause(&mut self, now: Duration) -> Vec<Effect> {
        if self.is_playing {
            self.halt(self.position(now), now);
            return Vec::new();
        }
        self.is_playing = true;
        if self.at >= self.end {
            return self.seek_beginning(now);
        }
        self.go_from(self.at, now);
        Vec::new()
    }

    fn set_speed(&mut self, speed: super::Speed, now: Duration) {
        self.go_from(self.position(now), now);
        self.speed = speed;
    }

    /// Goes to the next slide or step, skipping any pause before it.
    fn next(&mut self, now: Duration) -> Vec<Effect> {
        match self.cues[self.done..].iter().find(|cue| cue.moves).map(|cue| cue.at) {
            Some(at) => self.seek(at, now),
            None => self.seek_end(now),
        }
    }

    fn previous(&mut self, now: Duration) -> Vec<Effect> {
        let moves = || self.cues[..self.done].iter().rev().filter(|cue| cue.moves).map(|cue| cue.at);
        let here = moves().next().unwrap_or_default();
        match moves().find(|at| *at < here) {
            Some(at) => self.seek(at, now),
            None => self.seek_beginning(now),
        }
    }

    fn seek_end(&mut self, now: Duration) -> Vec<Effect> {
        let effects = self.seek(self.end, now);
        self.halt(self.end, now);
        self.notice = Some(self.show.words.playback.ended.to_owned());
        effects
    }

    fn next_section(&mut self, now: Duration) -> Vec<Effect> {
        let here = self.section_of(self.done.saturating_sub(1));
        let next = (self.done..self.cues.len()).find(|cue| self.section_of(*cue) != here);
        match next.map(|cue| self.cues[cue].at) {
            Some(at) => self.seek(at, now),
            None => self.seek_end(now),
        }
    }

    /// Goes to where this section was reached, or from there to where the previous one was.
    fn previous_section(&mut self, now: Duration) -> Vec<Effect> {
        let begins = |cue: &usize| *cue == 0 || self.section_of(*cue) != self.section_of(*cue - 1);
        let shown = (0..self.done).rev().find(|cue| self.cues[*cue].moves).unwrap_or(0);
        let here = self.cues[shown].at;
        let start = (0..=shown).rev().filter(begins).map(|cue| self.cues[cue].at).find(|at| *at < here);
        match start {
            Some(at) => self.seek(at, now),
            None => self.seek_beginning(now),
        }
    }

    /// The section that is shown after a cue. `None` for a slide that no longer exists.
    fn section_of(&self, cue: usize) -> Option<usize> {
        let cue = self.cues.get(cue).filter(|cue| cue.gone.is_none())?;
        self.show.deck.slide(cue.place.slide).map(|placed| placed.section_index)
    }

    /// Goes to where the recording first showed a section.
    fn enter_section(&mut self, section: usize, now: Duration) -> Vec<Effect> {
        self.show.front = Front::Stage;
        match (0..self.cues.len()).find(|cue| self.section_of(*cue) == Some(section)) {
            Some(0) => return self.seek_beginning(now),
            Some(cue) => return self.seek(self.cues[cue].at, now),
            None => {}
        }
        let title = self.show.deck.sections.get(section).map_or("", |it| &it.title);
        self.notice = Some((self.show.words.playback.never_shown)(title));
        Vec::new()
    }

    fn change_row(&mut self) {
        let words = &self.show.words.playback;
        let (room, notice) = match self.show.options.room {
            Room::Time => (Room::Place, words.row_place.to_owned()),
            Room::Place => (Room::Nothing, (words.row_nothing)(&self.key_name(InPlayback::Room))),
            Room::Nothing => (Room::Time, words.row_all.to_owned()),
        };
        (self.show.options.room, self.notice) = (room, Some(notice));
    }

    /// "‖ 1:23 / 30:00  1.5×".
    pub fn time(&self, now: Duration) -> String {
        let sign = if self.is_playing { "▶" } else { "‖" };
        let (at, end) = (duration::clock(self.position(now)), duration::clock(self.end));
        format!("{sign} {at} / {end}  {}", self.speed.name(self.show.words.decimal_sign))
    }

    /// The first key of an action, by its name on the user's keyboard.
    pub(super) fn key_name(&self, action: InPlayback) -> String {
        self.show.keys.name(action, self.show.words)
    }
}
