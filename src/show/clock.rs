//! The clock of a show: it starts once, pauses, and counts through a suspended machine.

use std::time::Duration;

use crate::table::choice;
use serde::{Deserialize, Serialize};

/// A clock on the monotonic time of [`super::Now`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    started: Option<Duration>,
    /// Since when it stands still.
    paused: Option<Duration>,
    /// How long it has stood still before.
    stood: Duration,
}

choice! {
    /// What the clock shows.
    pub enum Display as "what the clock shows" {
        /// How long the show has been going, of how long it is meant to.
        #[default]
        Elapsed = "elapsed",
        /// How long it still goes.
        Remaining = "remaining",
        /// What the clock on the wall says.
        TimeOfDay = "time-of-day",
    }
}

impl Display {
    pub fn next(self) -> Self {
        match self {
            Self::Elapsed => Self::Remaining,
            Self::Remaining => Self::TimeOfDay,
            Self::TimeOfDay => Self::Elapsed,
        }
    }
}

impl Clock {
    /// Starts it, once.
    pub fn start(&mut self, now: Duration) {
        self.started.get_or_insert(now);
    }

    pub fn pause(&mut self, now: Duration) {
        if self.started.is_some() {
            self.paused.get_or_insert(now);
        }
    }

    pub fn resume(&mut self, now: Duration) {
        if let Some(since) = self.paused.take() {
            self.stood += now.saturating_sub(since);
        }
    }

    /// Back to zero. A clock that ran goes on from there; one that stood still stands.
    pub fn reset(&mut self, now: Duration) {
        if self.started.is_some() {
            *self = Self { started: Some(now), paused: self.paused.map(|_| now), stood: Duration::ZERO };
        }
    }

    /// The same clock with its monotonic times told otherwise.
    pub fn told(&self, time: impl Fn(Duration) -> Duration) -> Self {
        Self { started: self.started.map(&time), paused: self.paused.map(&time), ..*self }
    }

    /// The same clock without a time longer than this.
    pub fn at_most(&self, longest: Duration) -> Self {
        Self { stood: self.stood.min(longest), ..self.told(|time| time.min(longest)) }
    }

    pub fn started(&self) -> Option<Duration> {
        self.started
    }

    pub fn is_paused(&self) -> bool {
        self.paused.is_some()
    }

    pub fn is_running(&self) -> bool {
        self.started.is_some() && self.paused.is_none()
    }

    pub fn elapsed(&self, now: Duration) -> Duration {
        let Some(started) = self.started else { return Duration::ZERO };
        self.paused.unwrap_or(now).saturating_sub(started).saturating_sub(self.stood)
    }
}

/// "11:30", to the nearest minute.
pub fn time_of_day(time: Duration) -> String {
    wall(time + Duration::from_secs(30))
}

/// "11:30", the minute that has begun: what a clock on the wall shows.
pub fn wall(wall: Duration) -> String {
    let minutes = wall.as_secs() / 60;
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// "40 s", "3 min": a time as a speaker thinks of it.
pub fn minutes(time: Duration) -> String {
    match time.as_secs() {
        seconds if seconds < 60 => format!("{seconds}\u{a0}s"),
        seconds => format!("{}\u{a0}min", (seconds + 30) / 60),
    }
}

/// What somebody wrote as the end of a show: a time of day (`11:30`, `11h30`, `18h`) or a length (`18min`, `2h`); gives how far
/// it is from now. A time that has passed today is tomorrow's. A bare `18h` is the time of day where that is near.
pub fn until_end(text: &str, wall: Duration) -> Option<Duration> {
    const DAY: Duration = Duration::from_secs(24 * 3600);
    const NEAR: Duration = Duration::from_secs(6 * 3600);
    let text = text.trim();
    let (hours, minutes) = text.split_once([':', 'h']).unwrap_or((text, "x"));
    let bare = minutes.trim().is_empty() && text.ends_with('h');
    let minutes = if bare { "0" } else { minutes };
    let time_of_day = match (hours.trim().parse::<u64>(), minutes.trim().parse::<u64>()) {
        (Ok(hours @ 0..24), Ok(minutes @ 0..60)) => Some(Duration::from_secs(hours * 3600 + minutes * 60)),
        _ => None,
    };
    let away = time_of_day.map(|end| if end >= wall { end - wall } else { (end + DAY).saturating_sub(wall) });
    match away {
        Some(away) if !bare || away <= NEAR => Some(away),
        _ => crate::duration::parse(text).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn a_pause_takes_no_time_and_lasts_until_it_is_ended() {
        let mut clock = Clock::default();
        clock.pause(seconds(5));
        clock.start(seconds(10));
        clock.start(seconds(99));
        clock.pause(seconds(30));
        assert_eq!(clock.elapsed(seconds(500)), seconds(20));
        clock.resume(seconds(500));
        assert_eq!(clock.elapsed(seconds(510)), seconds(30));
    }

    #[test]
    fn a_reset_begins_again_from_zero() {
        let mut clock = Clock::default();
        clock.start(seconds(0));
        clock.pause(seconds(10));
        clock.reset(seconds(20));
        assert_eq!((clock.elapsed(seconds(60)), clock.is_paused()), (seconds(0), true));
    }

    #[test]
    fn an_end_is_a_time_of_day_or_a_length() {
        let at_eleven = seconds(11 * 3600);
        assert_eq!(until_end("11:30", at_eleven), Some(seconds(1800)));
        assert_eq!(until_end("10h00", at_eleven), Some(seconds(23 * 3600)));
        assert_eq!(until_end("18min", at_eleven), Some(seconds(18 * 60)));
        assert_eq!(until_end("13h", at_eleven), Some(seconds(2 * 3600)), "one o’clock is near");
        assert_eq!(until_end("2h", at_eleven), Some(seconds(2 * 3600)), "two o’clock is not");
        assert_eq!(until_end("bientôt", at_eleven), None);
    }
}
