//! The speed at which a recording is played.

use std::time::Duration;

/// The possible speeds, in quarters of the speaker's own.
const QUARTERS: &[u32] = &[1, 2, 3, 4, 5, 6, 8, 12, 16, 32];

/// One of the possible speeds, in quarters of the speaker's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speed(u32);

impl Default for Speed {
    fn default() -> Self {
        Self(4)
    }
}

impl Speed {
    /// All speeds, slowest first.
    pub fn all() -> impl Iterator<Item = Self> {
        QUARTERS.iter().copied().map(Self)
    }

    /// The speed that is this many times the speaker's own: `1.5`, `1,5`, `2×`. `None` if it is not possible.
    pub fn parse(text: &str) -> Option<Self> {
        let number: f64 = text.trim().trim_end_matches(['x', '×']).replace(',', ".").parse().ok()?;
        Self::all().find(|speed| (f64::from(speed.0) / 4.0 - number).abs() < 1e-9)
    }

    pub fn faster(self) -> Self {
        Self::all().find(|speed| speed.0 > self.0).unwrap_or(self)
    }

    pub fn slower(self) -> Self {
        Self::all().filter(|speed| speed.0 < self.0).last().unwrap_or(self)
    }

    /// "1.5×".
    pub fn name(self, decimal_sign: &str) -> String {
        let part = ["", "25", "5", "75"][(self.0 % 4) as usize];
        let sign = if part.is_empty() { "" } else { decimal_sign };
        format!("{}{sign}{part}×", self.0 / 4)
    }

    /// How much of a recording is played in this time.
    pub(super) fn played(self, time: Duration) -> Duration {
        time * self.0 / 4
    }

    /// How long it takes to play this much of a recording, rounded up, so that it has surely been played by then.
    pub(super) fn takes(self, part: Duration) -> Duration {
        (part * 4 + Duration::from_nanos(u64::from(self.0) - 1)) / self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_read_as_they_are_written() {
        let names: Vec<String> = Speed::all().map(|speed| speed.name(".")).collect();
        assert_eq!(names, ["0.25×", "0.5×", "0.75×", "1×", "1.25×", "1.5×", "2×", "3×", "4×", "8×"]);
        assert!(Speed::all().all(|speed| Speed::parse(&speed.name(",")) == Some(speed)));
        assert_eq!([Speed::parse("7"), Speed::parse("fast"), Speed::parse("-1"), Speed::parse("nan")], [None; 4]);
    }

    #[test]
    fn waits_end_when_the_time_has_passed() {
        for speed in Speed::all() {
            assert_eq!((speed.faster() == speed, speed.slower() == speed), (speed.0 == 32, speed.0 == 1));
            for nanos in [0, 1, 3, 7, 1_000_000_007, 3_599_999_999_999] {
                let part = Duration::from_nanos(nanos);
                let takes = speed.takes(part);
                assert!(speed.played(takes) >= part, "{speed:?} {nanos}");
                assert!(speed.played(takes) <= part + Duration::from_nanos(8), "{speed:?} {nanos}");
            }
        }
    }
}
