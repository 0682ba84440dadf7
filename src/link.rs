//! The connection between a stage and its consoles: a local socket that only this user can open.
//!
//! The stage listens ([`Hub`]); a console finds it ([`find`]) and connects. Each message is a line of JSON of limited length. The stage
//! sends who it is, its deck, and the state of the show after each change; the console sends requests. Only the newest state matters: a
//! slow console misses states in between, but never the last.

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
use crate::show::{Request, Snapshot};

/// The version of this protocol.
const VERSION: u32 = 2;

/// The longest line that a stage reads, in bytes. The longest request is an answer in words.
const MOST_ASKED: u64 = 1 << 16;

/// The longest greeting of a stage, in bytes.
const MOST_GREETING: u64 = 1 << 20;

/// The longest line that a console reads, in bytes: a deck of the largest size, with every character escaped.
const MOST_TOLD: u64 = 128 << 20;

/// The greeting of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    pub version: u32,
    /// The title of the deck.
    pub title: String,
    /// Its process number.
    pub pid: u32,
    /// When the show began, as text.
    pub since: String,
    /// Its monotonic time now, in nanoseconds. On some systems each process counts from another moment.
    pub now: u64,
}

/// The deck that a stage shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeckText {
    /// The name and content of its file.
    pub name: String,
    pub text: String,
    /// The folder of the files that the deck names. `None` for a deck that comes with the program.
    pub folder: Option<String>,
    /// The theme from the command line.
    pub theme: Option<String>,
    /// The language of the interface.
    pub lang: String,
}

/// A message from a stage to a console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Told {
    Hello(Hello),
    Deck(DeckText),
    Snapshot(Box<Snapshot>),
    /// The show was quit.
    Ended,
}

/// A message from a console to a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum FromConsole {
    /// A request to follow the show.
    Attach,
    /// A request, and when it was made, by the stage's monotonic clock in nanoseconds.
    #[serde(rename = "wish")]
    Request(u64, Request),
}

/// A message as a line.
fn line(message: &impl Serialize) -> String {
    serde_json::to_string(message).map_or_else(|_| String::new(), |line| line + "\n")
}

/// Writes a message.
fn say(stream: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    stream.write_all(line(message).as_bytes())
}

/// Reads a message of at most `most` bytes.
///
/// # Errors
/// If there is none, or it cannot be read as a message.
fn hear<T: DeserializeOwned>(stream: &mut impl BufRead, most: u64) -> io::Result<T> {
    Ok(serde_json::from_slice(&hear_line(stream, most)?)?)
}

/// Reads a line of at most `most` bytes.
fn hear_line(stream: &mut impl BufRead, most: u64) -> io::Result<Vec<u8>> {
    let mut line = Vec::new();
    stream.take(most).read_until(b'\n', &mut line)?;
    if line.last() != Some(&b'\n') {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Ok(line)
}

/// Reads from a socket with an optional deadline, which also holds against a sender of single bytes now and then.
struct Patient {
    stream: Stream,
    until: Option<Instant>,
}

impl Patient {
    fn new(stream: Stream, patience: Duration) -> Self {
        Self { stream, until: Some(Instant::now() + patience) }
    }

    /// Removes the deadline.
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
    fn valid_messages_are_read_and_others_are_errors() {
        let asked = FromConsole::Request(7, Request::Go(3));
        assert_eq!(hear::<FromConsole>(&mut line(&asked).as_bytes(), 99).unwrap(), asked);
        let long = format!("\"{}\"\n", "a".repeat(200));
        for bytes in ["", "{\"wish\":{\"go\":3}}", "nonsense\n", "{}\n", "[[[[[[\n", "\0\0\n", &long] {
            assert!(hear::<FromConsole>(&mut bytes.as_bytes(), 99).is_err(), "{bytes}");
        }
        let deep = format!("{}\n", "[".repeat(60_000));
        assert!(hear::<FromConsole>(&mut deep.as_bytes(), MOST_ASKED).is_err());
    }
}
