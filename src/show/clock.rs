//! The clock of a show: it starts once, can be paused, and keeps counting while the machine sleeps.

use std::time::Duration;

use crate::table::choice;
use serde::{Deserialize, Serialize};

/// A day without a daylight saving change.
pub const DAY: Duration = Duration::from_secs(24 * 3600);

/// A clock that runs on the monotonic time of [`super::Now`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    started: Option<Duration>,
    /// When it was paused, if it is paused now.
    paused: Option<Duration>,
    /// How long it was paused before, in total.
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
    /// Starts the clock. Has no effect once it has started.
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

    /// Sets the clock to zero. A running clock keeps running, a paused one stays paused.
    pub fn reset(&mut self, now: Duration) {
        if self.started.is_some() {
            *self = Self { started: Some(now), paused: self.paused.map(|_| now), stood: Duration::ZERO };
        }
    }

    /// The same clock with `time` applied to its monotonic times.
    pub fn told(&self, time: impl Fn(Duration) -> Duration) -> Self {
        Self { started: self.started.map(&time), paused: self.paused.map(&time), ..*self }
    }

    /// The same clock with every time limited to `longest`.
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

/// The wall clock, and its next daylight saving change: an hour forward in spring, back in autumn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wall {
    /// Since midnight.
    pub time: Duration,
    /// The next change, if it is near enough to matter to a show.
    pub change: Option<Change>,
}

/// A daylight saving change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// How long until it happens.
    pub away: Duration,
    /// By how many seconds the clock is moved forward; negative is back.
    pub by: i64,
}

impl From<Duration> for Wall {
    fn from(time: Duration) -> Self {
        Self { time, change: None }
    }
}

impl Wall {
    /// What the wall clock shows after `time`, since midnight.
    pub fn after(self, time: Duration) -> Duration {
        let later = self.time.saturating_add(time);
        match self.change.filter(|change| change.away <= time) {
            Some(Change { by: by @ 0.., .. }) => later + Duration::from_secs(by.unsigned_abs()),
            Some(Change { by, .. }) => (later + DAY).saturating_sub(Duration::from_secs(by.unsigned_abs())),
            None => later,
        }
    }

    /// How long until the wall clock next shows a time of day. A time that is skipped tonight counts from before the change, as RFC 5545,
    /// 3.3.5 has it.
    fn until(self, time_of_day: Duration) -> Duration {
        let ahead = (time_of_day + DAY).saturating_sub(self.time);
        let Some(change) = self.change else { return Duration::from_secs(ahead.as_secs() % DAY.as_secs()) };
        let signed = |time: Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
        let away = signed(change.away);
        let candidates = [-1, 0, 1].into_iter().flat_map(|days| {
            let before = signed(ahead) + days * signed(DAY);
            let after = before - change.by;
            [Some(before).filter(|it| *it < away || after < away), Some(after).filter(|it| *it >= away)]
        });
        let next = candidates.flatten().filter(|it| *it >= 0).min();
        next.map_or(ahead, |seconds| Duration::from_secs(seconds.unsigned_abs()))
    }
}

/// "11:30", to the nearest minute.
pub fn time_of_day(time: Duration) -> String {
    wall(time + Duration::from_secs(30))
}

/// "11:30", the minute that has begun, as wall clocks show it.
pub fn wall(wall: Duration) -> String {
    let minutes = wall.as_secs() / 60;
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// "40 s", "3 min": a time rounded as a speaker would say it.
pub fn minutes(time: Duration) -> String {
    match time.as_secs() {
        seconds if seconds < 60 => format!("{seconds}\u{a0}s"),
        seconds => format!("{}\u{a0}min", (seconds + 30) / 60),
    }
}

/// When a show must end, as typed by the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// In this much time.
    Away(Duration),
    /// At a time of day that passed not long ago: probably a typing mistake. The time until it comes again tomorrow.
    Passed(Duration),
}

/// Reads the end of a show: a time of day (`11:30`, `11h30`, `18h`) or a length (`18min`, `2h`). A time of day is the nearest one, before
/// or after now. A bare `2h` is a time of day only if that is near. A bare `18h` always is, because no show is that long.
pub fn until_end(text: &str, wall: Wall) -> Option<End> {
    const NEAR: Duration = Duration::from_secs(6 * 3600);
    let text = text.trim();
    let (hours, minutes) = text.split_once([':', 'h']).unwrap_or((text, "x"));
    let bare = minutes.trim().is_empty() && text.ends_with('h');
    let minutes = if bare { "0" } else { minutes };
    let time_of_day = match (hours.trim().parse::<u64>(), minutes.trim().parse::<u64>()) {
        (Ok(hours @ 0..24), Ok(minutes @ 0..60)) => Some(Duration::from_secs(hours * 3600 + minutes * 60)),
        _ => None,
    };
    let is_length = |end: Duration, away: Duration| bare && away > NEAR && end <= NEAR;
    match time_of_day.map(|end| (end, wall.until(end))) {
        Some((end, away)) if !is_length(end, away) => {
            let passed = Duration::from_secs((wall.time + DAY).saturating_sub(end).as_secs() % DAY.as_secs());
            Some(if passed < away { End::Passed(away) } else { End::Away(away) })
        }
        _ => crate::duration::parse(text).ok().filter(|length| !length.is_zero()).map(End::Away),
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
        let end = |text| until_end(text, seconds(11 * 3600).into());
        let away = |count| Some(End::Away(seconds(count)));
        assert_eq!(end("11:30"), away(1800));
        assert_eq!(end("18min"), away(18 * 60));
        assert_eq!(end("13h"), away(2 * 3600), "one o’clock is near");
        assert_eq!(end("2h"), away(2 * 3600), "two o’clock is not");
        assert_eq!(end("18h"), away(7 * 3600), "no show takes eighteen hours");
        assert_eq!(end("11:00"), away(0), "now is not past");
        for nonsense in ["bientôt", "", "24:00", "11:60", "0min", "-5min", "11:30:00"] {
            assert_eq!(end(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn an_end_that_has_passed_is_told_from_one_after_midnight() {
        let end = |text, hour: u64, minute: u64| until_end(text, seconds(hour * 3600 + minute * 60).into());
        assert_eq!(end("10h00", 11, 0), Some(End::Passed(seconds(23 * 3600))));
        assert_eq!(end("9h", 11, 0), Some(End::Passed(seconds(22 * 3600))));
        assert_eq!(end("11:30", 11, 32), Some(End::Passed(seconds(24 * 3600 - 120))));
        assert_eq!(end("00:30", 23, 40), Some(End::Away(seconds(50 * 60))));
        assert_eq!(end("23:50", 0, 10), Some(End::Passed(seconds(23 * 3600 + 40 * 60))));
        assert_eq!(end("21:00", 10, 0), Some(End::Away(seconds(11 * 3600))));
    }

    /// The wall clock on a night with a daylight saving change, at a time before the change. `time` and `away` are in minutes.
    fn night(time: u64, away: u64, by: i64) -> Wall {
        Wall { time: seconds(time * 60), change: Some(Change { away: seconds(away * 60), by: by * 3600 }) }
    }

    #[test]
    fn in_spring_the_hour_that_is_skipped_takes_no_time() {
        // At 1:50, ten minutes before the clock moves from 2:00 to 3:00.
        let wall = night(110, 10, 1);
        assert_eq!(time_of_day(wall.after(seconds(9 * 60))), "01:59");
        assert_eq!(time_of_day(wall.after(seconds(10 * 60))), "03:00");
        assert_eq!(time_of_day(wall.after(seconds(40 * 60))), "03:30");
        assert_eq!(until_end("3:30", wall), Some(End::Away(seconds(40 * 60))));
        assert_eq!(until_end("1:55", wall), Some(End::Away(seconds(5 * 60))));
        assert_eq!(until_end("2:30", wall), Some(End::Away(seconds(40 * 60))), "there is no half past two");
        assert_eq!(until_end("1:40", wall), Some(End::Passed(seconds((22 * 60 + 50) * 60))), "a day of 23 hours");
    }

    #[test]
    fn in_autumn_the_hour_that_comes_twice_takes_its_time_twice() {
        // At 2:40, twenty minutes before the clock moves from 3:00 back to 2:00.
        let wall = night(160, 20, -1);
        assert_eq!(time_of_day(wall.after(seconds(19 * 60))), "02:59");
        assert_eq!(time_of_day(wall.after(seconds(20 * 60))), "02:00");
        assert_eq!(time_of_day(wall.after(seconds(90 * 60))), "03:10");
        assert_eq!(until_end("2:50", wall), Some(End::Away(seconds(10 * 60))), "the first of the two");
        assert_eq!(until_end("2:30", wall), Some(End::Passed(seconds(50 * 60))), "ten minutes ago, or in fifty");
        assert_eq!(until_end("3:10", wall), Some(End::Away(seconds(90 * 60))));
        let midnight = night(23 * 60 + 50, 10, -1);
        assert_eq!(time_of_day(midnight.after(seconds(15 * 60))), "23:05");
        assert_eq!(until_end("00:10", midnight), Some(End::Away(seconds(80 * 60))));
    }

    #[test]
    fn an_end_shows_on_the_wall_as_it_was_written() {
        for time in (0..24 * 60).step_by(7) {
            for (away, by) in [(0, 1), (1, -1), (35, 1), (35, -1), (600, 1), (1439, -1)] {
                let wall = night(time, away, by);
                for minute in (0..24 * 60).step_by(11) {
                    let text = format!("{:02}:{:02}", minute / 60, minute % 60);
                    let Some(End::Away(left) | End::Passed(left)) = until_end(&text, wall) else { panic!("{text}") };
                    let (at, skipped) = (
                        super::wall(wall.after(left)),
                        (time + away..time + away + 60).contains(&minute)
                            || (time + away..time + away + 60).contains(&(minute + 24 * 60)),
                    );
                    assert!(at == text || by > 0 && skipped, "{text} is {at}: {wall:?}");
                    assert!(left <= seconds(25 * 3600), "{text}: {wall:?}");
                }
            }
        }
    }
}
