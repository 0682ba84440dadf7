//! Lengths of time as decks write them: `30min`, `1min 30s`, `90s`, `1h`.

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::table::{Reader, Schemas, Shape, Value};

/// # Errors
/// When the text is no duration: says what to write.
pub fn parse(text: &str) -> Result<Duration, String> {
    let how = || "write it like \"30min\", \"1min 30s\" or \"90s\"".to_owned();
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
            return Err("write hours, then minutes, then seconds, each once".to_owned());
        }
        smallest = unit;
        seconds = count.checked_mul(unit).and_then(|more| seconds.checked_add(more)).ok_or_else(how)?;
        rest = rest[letters..].trim_start();
    }
    match seconds {
        _ if smallest == u64::MAX => Err(how()),
        seconds if seconds > 24 * 3600 => Err("a day (\"24h\") is the most".to_owned()),
        seconds => Ok(Duration::from_secs(seconds)),
    }
}

/// As decks write it: "30min", "6min 45s", "0s".
pub fn show(duration: Duration) -> String {
    let seconds = duration.as_secs();
    let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "min"), (seconds % 60, "s")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}{unit}")).collect();
    if parts.is_empty() { "0s".to_owned() } else { parts.join(" ") }
}

/// As clocks show it: "6:45", "1:02:03".
pub fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds / 3600 {
        0 => format!("{}:{:02}", seconds / 60, seconds % 60),
        hours => format!("{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
    }
}

impl Shape for Duration {
    const WHAT: &'static str = "a duration";

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = reader.string(value, Self::WHAT)?;
        match parse(text) {
            Ok(duration) => Some(duration),
            Err(help) => {
                reader.bad_value(value, format!("{text:?} is not a duration"), help);
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
    fn durations_are_shown_as_they_are_read() {
        for text in ["30min", "6min 45s", "1h 1s", "0s"] {
            assert_eq!(show(parse(text).unwrap()), text);
        }
        assert_eq!(clock(Duration::from_secs(3723)), "1:02:03");
    }
}
