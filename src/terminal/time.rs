//! The clocks of this machine.

use std::time::Duration;

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

/// The time of day, by the clock and the time zone of this machine.
fn wall() -> Duration {
    let time = jiff::ZonedDateTime::now().time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    Duration::new(seconds.unsigned_abs(), time.subsec_nanosecond().unsigned_abs())
}

/// The time of the machine's clock: in seconds since 1970, and as people of its place read it.
pub fn today() -> (u64, String) {
    let now = jiff::ZonedDateTime::now();
    let (date, time) = (now.date(), now.time());
    let written = format!("{date} {:02}:{:02}", time.hour(), time.minute());
    (u64::try_from(now.timestamp().as_second()).unwrap_or(0), written)
}

/// The time of the machine's clock in milliseconds since 1970.
pub fn unix_milliseconds() -> u64 {
    u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap_or(0)
}

/// The monotonic time of an end as people write it: "11:30", "45min".
pub fn end(text: &str) -> Option<Duration> {
    clock::until_end(text, wall()).map(|away| monotonic() + away)
}

/// The time at which something comes in.
pub fn now() -> Now {
    Now { monotonic: monotonic(), wall: wall() }
}
