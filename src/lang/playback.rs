//! The words of a recorded show that is played.

/// What is said while a recorded show is played, and what its keys do.
pub struct PlaybackWords {
    pub title: &'static str,

    // Keys, for the help.
    pub pause: &'static str,
    pub faster: &'static str,
    pub slower: &'static str,
    pub next: &'static str,
    pub previous: &'static str,
    pub next_section: &'static str,
    pub previous_section: &'static str,
    pub sections: &'static str,
    pub first: &'static str,
    pub last: &'static str,
    pub down: &'static str,
    pub up: &'static str,
    pub stops: &'static str,
    pub time: &'static str,
    pub row: &'static str,

    /// The keys that matter at the start: pause, slower, faster, next.
    pub start_row: fn(&str, &str, &str, &str) -> String,
    /// The title of a slide that was shown and is not in the deck any more.
    pub gone: fn(&str) -> String,
    pub ended: &'static str,
    /// It stands at a question; the key with which it goes on.
    pub question: fn(&str) -> String,
    pub stops_on: &'static str,
    pub stops_off: &'static str,
    pub never_shown: fn(&str) -> String,
    pub row_all: &'static str,
    pub row_place: &'static str,
    /// With the key that brings it back.
    pub row_nothing: fn(&str) -> String,

    // To those who hear it.
    pub goes_on: &'static str,
    pub speaker_pauses: &'static str,
    pub speaker_goes_on: &'static str,
    /// The keys: pause, next, time, and what closes it.
    pub plain_keys: fn([&str; 4]) -> String,

    /// A step of a slide, in a transcript.
    pub step: fn(u16) -> String,
}
