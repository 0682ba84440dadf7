//! Stage and consoles talking over a local socket that only the user can open.
//!
//! The stage listens ([`Hub`]); a console finds it ([`find`]) and attaches itself. Each line is JSON, of a bounded length: the stage
//! says who it is, which deck it shows and, after each change, how the show stands; the console says what it wishes. The newest
//! word counts: a console that is slow misses what was in between, never the last.

mod find;
mod hub;
mod local;

use std::io::{self, BufRead, Read, Write};
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub use find::{Attached, Found, Refusal, Stage, find};
pub use hub::{Board, Heard, Hub};
pub use local::Trouble;

use crate::link::local::Stream;
use crate::show::{Snapshot, Wish};

/// The version of what is said here.
const VERSION: u32 = 2;

/// The longest line that a stage reads, in bytes: an answer in words is the longest that a console says.
const MOST_ASKED: u64 = 1 << 16;

/// The longest line with which a stage says who it is.
const MOST_GREETING: u64 = 1 << 20;

/// The longest line that a console reads: a deck of the largest size, with every letter escaped.
const MOST_TOLD: u64 = 128 << 20;

/// Who a stage is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    pub version: u32,
    /// The title of the deck.
    pub title: String,
    /// The number of its process.
    pub pid: u32,
    /// When it began, as people read it.
    pub since: String,
    /// Its monotonic time now, in nanoseconds: on some systems each process counts from another moment.
    pub now: u64,
}

/// The deck that a stage shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeckText {
    /// The name and the text of its file.
    pub name: String,
    pub text: String,
    /// The folder in which the files lie that it names; nothing for a deck that comes with the program.
    pub folder: Option<String>,
    /// The theme that was asked for on the command line.
    pub theme: Option<String>,
    /// The language of the interface.
    pub lang: String,
}

/// What a stage tells a console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    Hello(Hello),
    Deck(DeckText),
    Snapshot(Box<Snapshot>),
    /// The show was quit.
    Ended,
}

/// What a console says to a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FromConsole {
    /// That it wants to follow the show.
    Attach,
    /// When it wishes something, by the stage's monotonic clock in nanoseconds, and what.
    Wish(u64, Wish),
}

/// A message as a line.
fn line(message: &impl Serialize) -> String {
    serde_json::to_string(message).map_or_else(|_| String::new(), |line| line + "\n")
}

/// Writes a message.
fn say(stream: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    stream.write_all(line(message).as_bytes())
}

/// Reads a message of at most so many bytes.
///
/// # Errors
/// When there is none any more, or what is there is no message.
fn hear<T: DeserializeOwned>(stream: &mut impl BufRead, most: u64) -> io::Result<T> {
    Ok(serde_json::from_slice(&hear_line(stream, most)?)?)
}

/// Reads a line of at most so many bytes.
fn hear_line(stream: &mut impl BufRead, most: u64) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    stream.take(most).read_until(b'\n', &mut line)?;
    if line.last() != Some(&b'\n') {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line)
}

/// What somebody says, who may be given a time by which it must be said: also where they say a byte now and then.
struct Patient {
    stream: Stream,
    until: Option<Instant>,
}

impl Patient {
    fn new(stream: Stream, patience: Duration) -> Self {
        Self { stream, until: Some(Instant::now() + patience) }
    }

    /// From now on they may take as long as they like.
    fn wait_for_ever(&mut self) -> io::Result<()> {
        self.until = None;
        self.stream.set_read_timeout(None)
    }
}

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(until) = self.until {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.stream.set_read_timeout(Some(left))?;
        }
        self.stream.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_heard_and_anything_else_is_an_error() {
        let asked = FromConsole::Wish(7, Wish::Go(3));
        assert_eq!(hear::<FromConsole>(&mut line(&asked).as_bytes(), 99).unwrap(), asked);
        let long = format!("\"{}\"\n", "a".repeat(200));
        for bytes in ["", "{\"wish\":{\"go\":3}}", "nonsense\n", "{}\n", "[[[[[[\n", "\0\0\n", &long] {
            assert!(hear::<FromConsole>(&mut bytes.as_bytes(), 99).is_err(), "{bytes}");
        }
        let deep = format!("{}\n", "[".repeat(60_000));
        assert!(hear::<FromConsole>(&mut deep.as_bytes(), MOST_ASKED).is_err());
    }
}
