//! The clocks of this machine.

use std::time::{Duration, SystemTime};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::show::{Now, clock};

/// The monotonic time is told from so long before the machine was started: a show that was broken off by that began before.
const BEFORE: Duration = Duration::from_secs(30 * 24 * 3600);

/// Time that goes on while the machine sleeps and that nobody sets.
pub fn monotonic() -> Duration {
    #[cfg(unix)]
    {
        // On Linux the monotonic clock stops in suspend, elsewhere it does not.
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let clock = rustix::time::ClockId::Boottime;
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        let clock = rustix::time::ClockId::Monotonic;
        let time = rustix::time::clock_gettime(clock);
        BEFORE + Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
    }
    #[cfg(not(unix))]
    {
        // The performance counter of Windows counts suspend.
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        BEFORE + START.get_or_init(std::time::Instant::now).elapsed()
    }
}

/// What the machine's clock says, in the time zone of this machine; UTC where that cannot be read.
fn local() -> ZonedDateTime {
    zoned(SystemTime::now(), TimeZone::try_system().unwrap_or(TimeZone::UTC))
}

/// A time that a clock says, which may be set to anything: the nearest that has a date of four digits.
fn zoned(time: SystemTime, zone: TimeZone) -> ZonedDateTime {
    let nearest = if time < SystemTime::UNIX_EPOCH { Timestamp::UNIX_EPOCH } else { Timestamp::MAX };
    Timestamp::try_from(time)
        .ok()
        .filter(|time| *time >= Timestamp::UNIX_EPOCH)
        .unwrap_or(nearest)
        .to_zoned_datetime(zone)
}

/// The time of day, by the clock and the time zone of this machine.
fn wall() -> Duration {
    let time = local().time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    Duration::new(seconds.unsigned_abs(), time.subsec_nanosecond().unsigned_abs())
}

/// The time of the machine's clock: in seconds since 1970, and as people of its place read it.
pub fn today() -> (u64, String) {
    let now = local();
    let (date, time) = (now.date(), now.time());
    let written = format!("{date} {:02}:{:02}", time.hour(), time.minute());
    (u64::try_from(now.timestamp().as_second()).unwrap_or(0), written)
}

/// The time of the machine's clock in milliseconds since 1970.
pub fn unix_milliseconds() -> u64 {
    u64::try_from(zoned(SystemTime::now(), TimeZone::UTC).timestamp().as_millisecond()).unwrap_or(0)
}

/// The monotonic time of an end as people write it: "11:30", "45min".
pub fn end(text: &str) -> Option<Duration> {
    clock::until_end(text, wall()).map(|away| monotonic() + away)
}

/// The time at which something comes in.
pub fn now() -> Now {
    Now { monotonic: monotonic(), wall: wall() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_to_anything_has_a_date() {
        let year = Duration::from_secs(365 * 24 * 3600);
        let date = |time: Option<SystemTime>| {
            time.map(|time| {
                ["UTC", "Pacific/Kiritimati", "Pacific/Niue"]
                    .map(|zone| zoned(time, TimeZone::get(zone).unwrap_or(TimeZone::UTC)).date().year())
            })
        };
        let epoch = SystemTime::UNIX_EPOCH;
        assert_eq!(date(epoch.checked_sub(year)), Some([1970, 1969, 1969]));
        assert_eq!(date(epoch.checked_sub(20_000 * year)), Some([1970, 1969, 1969]));
        assert_eq!(date(Some(epoch + 10 * year + year / 2)), Some([1980; 3]));
        for years in [8_100, 20_000, 200_000_000] {
            assert_eq!(date(epoch.checked_add(years * year)), Some([9999; 3]), "{years} years");
        }
    }
}
