//! The clocks of this machine.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::show::Now;
use crate::show::clock::{self, Change, End, Wall};

/// The monotonic time starts this long before boot, so that a show that a reboot interrupted has a start time too.
const BEFORE: Duration = Duration::from_secs(30 * 24 * 3600);

/// How long a time zone is used before it is read again.
const ZONE_LASTS: Duration = Duration::from_secs(300);

/// A daylight saving change further away than this matters to no show.
const NEAR: Duration = Duration::from_secs(26 * 3600);

/// Time that keeps counting while the machine sleeps, and that nobody sets.
pub fn monotonic() -> Duration {
    #[cfg(unix)]
    {
        // On Linux the usual monotonic clock stops during suspend, elsewhere it does not.
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let clock = libc::CLOCK_BOOTTIME;
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        let clock = libc::CLOCK_MONOTONIC;
        // SAFETY: a plain system call that only writes the time; zeroes are a valid one. Rustix would first have to find the call.
        let time = unsafe {
            let mut time: libc::timespec = std::mem::zeroed();
            libc::clock_gettime(clock, &raw mut time);
            time
        };
        BEFORE + Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
    }
    #[cfg(not(unix))]
    {
        // The performance counter of Windows includes suspend.
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        BEFORE + START.get_or_init(std::time::Instant::now).elapsed()
    }
}

/// The machine's clock in its time zone, or in UTC if that cannot be read.
fn local() -> ZonedDateTime {
    zoned(SystemTime::now(), zone())
}

/// The time zone of this machine. It is read again after a while, because people travel.
fn zone() -> TimeZone {
    static KNOWN: Mutex<Option<(Duration, TimeZone)>> = Mutex::new(None);
    let now = monotonic();
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    match &*known {
        Some((since, zone)) if now.saturating_sub(*since) < ZONE_LASTS => zone.clone(),
        _ => known.insert((now, read_zone())).1.clone(),
    }
}

/// Reads the time zone of this machine, from a single file if possible: jiff lists all zones of the system first.
fn read_zone() -> TimeZone {
    let asked = std::env::var("TZ").ok();
    let file = if cfg!(unix) { zone_file(asked.as_deref()) } else { None };
    let bytes = file.and_then(|path| std::fs::read(path).ok());
    let read = bytes.and_then(|bytes| TimeZone::tzif("Local", &bytes).ok());
    read.or_else(|| TimeZone::try_system().ok()).unwrap_or(TimeZone::UTC)
}

/// The file of the time zone in the variable `TZ` (POSIX.1-2024, 8.3; `man 3 tzset`), or the machine's if it is not set. `None` if `TZ` is a rule
/// instead of a name.
fn zone_file(asked: Option<&str>) -> Option<PathBuf> {
    let Some(asked) = asked else { return Some("/etc/localtime".into()) };
    let name = asked.strip_prefix(':').unwrap_or(asked);
    let is_name = !name.is_empty() && !name.contains(',') && !name.split('/').any(|part| part == "..");
    // An absolute path stays as it is.
    is_name.then(|| Path::new("/usr/share/zoneinfo").join(name))
}

/// The time of a clock, which may be set to anything: the nearest time whose year has four digits.
fn zoned(time: SystemTime, zone: TimeZone) -> ZonedDateTime {
    let nearest = if time < SystemTime::UNIX_EPOCH { Timestamp::UNIX_EPOCH } else { Timestamp::MAX };
    Timestamp::try_from(time)
        .ok()
        .filter(|time| *time >= Timestamp::UNIX_EPOCH)
        .unwrap_or(nearest)
        .to_zoned_datetime(zone)
}

/// The time of day, by the clock and the time zone of this machine.
fn wall() -> Wall {
    let now = local();
    let time = now.time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    let time = Duration::new(seconds.unsigned_abs(), time.subsec_nanosecond().unsigned_abs());
    Wall { time, change: change(&now) }
}

/// The next daylight saving change, if it is near.
fn change(now: &ZonedDateTime) -> Option<Change> {
    let (zone, at) = (now.time_zone(), now.timestamp());
    let away = |next: Timestamp| Duration::try_from(next.duration_since(at)).unwrap_or_default();
    let mut near = zone.following(at).take_while(|next| away(next.timestamp()) <= NEAR);
    let next = near.find(|next| next.offset() != now.offset())?;
    let by = i64::from(next.offset().seconds()) - i64::from(now.offset().seconds());
    Some(Change { away: away(next.timestamp()), by })
}

/// The machine's clock in seconds since 1970, and as local time for people.
pub fn today() -> (u64, String) {
    let now = local();
    let (date, time) = (now.date(), now.time());
    let written = format!("{date} {:02}:{:02}", time.hour(), time.minute());
    (u64::try_from(now.timestamp().as_second()).unwrap_or(0), written)
}

/// A time in milliseconds since 1970 in ISO 8601: "2026-11-29T08:00:00Z".
pub fn iso(milliseconds: u64) -> String {
    let time = SystemTime::UNIX_EPOCH.checked_add(Duration::from_millis(milliseconds));
    zoned(time.unwrap_or(SystemTime::UNIX_EPOCH), TimeZone::UTC).timestamp().to_string()
}

/// The machine's clock in seconds since 1970.
pub fn unix_seconds() -> u64 {
    unix_milliseconds() / 1000
}

/// The machine's clock in milliseconds since 1970.
pub fn unix_milliseconds() -> u64 {
    u64::try_from(zoned(SystemTime::now(), TimeZone::UTC).timestamp().as_millisecond()).unwrap_or(0)
}

/// How far away an end is, as people write it: "11:30", "45min".
pub fn end(text: &str) -> Option<End> {
    clock::until_end(text, wall())
}

/// The time of an input that arrives now.
pub fn now() -> Now {
    Now { monotonic: monotonic(), wall: wall() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_a_time_zone_is_known_by_its_name_alone() {
        let file = |asked| zone_file(asked).map(|path| path.display().to_string());
        let name = |it: &str| Some(it.to_owned());
        assert_eq!(file(None), name("/etc/localtime"));
        assert_eq!(file(Some("Europe/Paris")), name("/usr/share/zoneinfo/Europe/Paris"));
        assert_eq!(file(Some(":Indian/Reunion")), name("/usr/share/zoneinfo/Indian/Reunion"));
        assert_eq!(file(Some(":/etc/other")), name("/etc/other"));
        assert_eq!(
            ["", ":", "CET-1CEST,M3.5.0,M10.5.0/3", "../passwd"].map(|asked| file(Some(asked))),
            [const { None }; 4]
        );
    }

    #[test]
    fn the_next_change_of_the_hour_is_known_a_day_before() {
        let change = |time: &str, zone: &str| {
            let at: Timestamp = time.parse().expect("a time");
            let zone = TimeZone::get(zone).or_else(|_| TimeZone::posix(zone)).expect("a time zone");
            super::change(&at.to_zoned_datetime(zone)).map(|it| (it.away.as_secs() / 60, it.by / 60))
        };
        assert_eq!(change("2026-03-29T00:50:00Z", "Europe/Paris"), Some((10, 60)));
        assert_eq!(change("2026-10-24T23:00:00Z", "Europe/Paris"), Some((120, -60)));
        assert_eq!(change("2026-10-25T01:00:00Z", "Europe/Paris"), None, "it was set a moment ago");
        assert_eq!(change("2026-07-01T12:00:00Z", "Europe/Paris"), None);
        assert_eq!(change("2026-04-04T14:30:00Z", "Australia/Lord_Howe"), Some((30, -30)), "by half an hour");
        assert_eq!(change("2026-03-08T06:59:00Z", "EST5EDT,M3.2.0,M11.1.0"), Some((1, 60)));
        assert_eq!(change("2026-03-08T06:59:00Z", "UTC"), None);
    }

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
