//! Durations as decks write them: `30min`, `1min 30s`, `90s`, `1h`.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::lang::{Message, noun, say};
use crate::table::{Reader, Schemas, Shape, Value};

/// # Errors
/// What to write, if the text is not a duration.
pub fn parse(text: &str) -> Result<Duration, Message> {
    let how = || say!("write it like \"30min\", \"1min 30s\" or \"90s\"");
    let mut seconds: u64 = 0;
    let mut smallest = u64::MAX;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|char: char| char.is_ascii_digit()).len();
        let count: u64 = rest[..digits].parse().map_err(|_| how())?;
        rest = rest[digits..].trim_start();
        let letters = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
        let unit = match &rest[..letters] {
            "h" => 3600,
            "min" | "m" => 60,
            "s" => 1,
            _ => return Err(how()),
        };
        if unit >= smallest {
            return Err(say!("write hours, then minutes, then seconds, each once"));
        }
        smallest = unit;
        seconds = count.checked_mul(unit).and_then(|more| seconds.checked_add(more)).ok_or_else(how)?;
        rest = rest[letters..].trim_start();
    }
    match seconds {
        _ if smallest == u64::MAX => Err(how()),
        seconds if seconds > 24 * 3600 => Err(say!("at most a day (\"24h\")")),
        seconds => Ok(Duration::from_secs(seconds)),
    }
}

/// A duration that is written in another way: "1h30", "5 minutes", "2 heures", "20'".
fn meant(text: &str) -> Option<Duration> {
    let text = text.to_lowercase().replace('\'', "min");
    let mut written = String::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|char: char| char.is_ascii_digit()).len();
        let (count, behind) = rest.split_at(digits);
        let behind = behind.trim_start();
        let letters = behind.len() - behind.trim_start_matches(char::is_alphabetic).len();
        let unit = match &behind[..letters] {
            "h" | "hr" | "hrs" | "hour" | "hours" | "heure" | "heures" => "h",
            "m" | "mn" | "min" | "mins" | "minute" | "minutes" => "min",
            "s" | "sec" | "secs" | "second" | "seconds" | "seconde" | "secondes" => "s",
            "" if written.ends_with('h') => "min",
            _ => return None,
        };
        written.extend([count, unit]);
        rest = behind[letters..].trim_start();
    }
    parse(&written).ok()
}

/// A duration as decks write it: "30min", "6min 45s", "0s".
pub fn show(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}")).collect();
    if parts.is_empty() { "0s".to_owned() } else { parts.join(" ") }
}

/// A duration as clocks show it: "6:45", "1:02:03".
pub fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds / 3600 {
        0 => format!("{}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}

impl Shape for Duration {
    const WHAT: &'static str = noun!("a duration");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = reader.string(value, Self::WHAT)?;
        match parse(text) {
            Ok(duration) => Some(duration),
            Err(help) => {
                let help = meant(text).map_or(help, |meant| say!("write \"{meant}\"", meant = show(meant)));
                reader.bad_value(value, say!("\"{text}\" is not a duration", text), help);
                None
            }
        }
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "string", "pattern": r"^\s*(\d+\s*h\s*)?(\d+\s*(min|m)\s*)?(\d+\s*s)?\s*$", "examples": ["30min", "1min 30s", "90s"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        for (text, seconds) in
            [("30min", 1800), ("1min 30s", 90), ("90s", 90), ("1h", 3600), ("1h 5 min", 3900), ("0s", 0)]
        {
            assert_eq!(parse(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "30", "min", "-3min", "3 minutes", "30s 1min", "99999999999999999999s", "25h"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_ways_to_write_a_length_are_known() {
        for (text, known) in [
            ("1h30", Some("1h 30min")),
            ("5 minutes", Some("5min")),
            ("2 Heures 10", Some("2h 10min")),
            ("2 heures", Some("2h")),
            ("20'", Some("20min")),
            ("half an hour", None),
            ("1:30", None),
            ("", None),
        ] {
            assert_eq!(meant(text).map(show).as_deref(), known, "{text}");
        }
    }

    #[test]
    fn durations_are_shown_as_they_are_read() {
        for text in ["30min", "6min 45s", "1h 1s", "0s"] {
            assert_eq!(show(parse(text).unwrap()), text);
        }
        assert_eq!(clock(Duration::from_secs(3723)), "1:02:03");
    }
}
