//! Bytes from a terminal to keys, clicks and answers, as time goes by.
//!
//! The reader of crossterm 0.29 spins forever when the terminal goes away, and takes the terminal's answers about its colors
//! for keys; a presenter can afford neither. So on Unix the bytes are read here.
//!
//! Whatever is unfinished ends after a while: an Escape is the key then, a paste is what was pasted so far, anything else is
//! dropped. No bytes, however they come, leave the keyboard dead.

mod sequences;

use std::time::Duration;

use crate::show::Key;
use crate::terminal::graphics::Answer;
use crate::terminal::keys::sequences::{Found, first};

/// Of a longer unfinished sequence, in bytes, only the beginning is kept until it ends: it is none of ours.
const LONGEST: usize = 4096;

/// So much is kept of it: enough to know what it is.
const BEGINNING: usize = 64;

/// The largest text that is pasted, in bytes: what is more is left out.
const LARGEST_PASTE: usize = 64 << 10;

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

const ESCAPE: u8 = 0x1b;
const CTRL_C: u8 = 0x03;

/// How long an Escape waits for the rest of a sequence before it is the key. Local terminals send sequences in one piece.
pub const ESCAPE_WAIT: Duration = Duration::from_millis(50);

/// The same over a connection that may deliver them in two.
pub const REMOTE_ESCAPE_WAIT: Duration = Duration::from_millis(150);

/// How long what is more than an Escape may take to come whole, from its first byte on.
const WAIT: Duration = Duration::from_millis(500);

/// How long a paste may stall before it is taken for ended.
const PASTE_WAIT: Duration = Duration::from_secs(1);

/// How long the rest of what was dropped is still known as that.
const LATE: Duration = Duration::from_secs(1);

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    Key(Key),
    Wheel {
        down: bool,
    },
    /// A click, by column and row from 0.
    Click {
        x: u16,
        y: u16,
    },
    /// The colour of the terminal's ground.
    Background(u8, u8, u8),
    /// How the terminal draws pictures.
    Graphics(Answer),
    /// A text that was pasted, whole.
    Pasted(String),
}

/// Bytes that have come and are not yet understood.
#[derive(Debug)]
pub struct Parser {
    escape_wait: Duration,
    pending: Vec<u8>,
    /// What was pasted so far, between the sequences that begin and end it: no key.
    pasting: Option<Vec<u8>>,
    /// What was dropped because nothing followed it in time.
    dropped: Vec<u8>,
    /// When what is pending began; of a paste, when something of it came last; when it was dropped.
    since: Duration,
}

impl Parser {
    /// A parser for a terminal whose sequences may come in pieces so far apart.
    pub fn new(escape_wait: Duration) -> Self {
        Self { escape_wait, pending: Vec::new(), pasting: None, dropped: Vec::new(), since: Duration::ZERO }
    }

    /// Takes in bytes that were read at once at a time; gives what they mean.
    pub fn feed(&mut self, bytes: &[u8], now: Duration) -> Vec<Typed> {
        let mut typed = Vec::new();
        let bytes = &bytes[self.take_late(bytes, now, &mut typed)..];
        // No paste consists of that; somebody wants to get out.
        if bytes == [CTRL_C] && self.pasting.is_some() {
            typed.extend(self.drop_pending(now));
        }
        let begins = self.pending.is_empty();
        self.pending.extend_from_slice(bytes);
        let read = self.read(&mut typed);
        if begins || read > 0 || self.pasting.is_some() {
            self.since = now;
        }
        typed
    }

    /// When what is pending will have waited long enough; nothing where nothing is pending.
    pub fn waits_until(&self) -> Option<Duration> {
        let wait = match (&self.pasting, self.pending.as_slice()) {
            (Some(_), _) => PASTE_WAIT,
            (None, []) => return None,
            (None, [ESCAPE]) => self.escape_wait,
            (None, _) => WAIT,
        };
        Some(self.since.saturating_add(wait))
    }

    /// Nothing more came in time: an Escape was the key, a paste is what came of it, anything else is dropped.
    pub fn drop_pending(&mut self, now: Duration) -> Vec<Typed> {
        let dropped = std::mem::take(&mut self.pending);
        self.since = now;
        if let Some(text) = self.pasting.take() {
            let end = text.iter().rposition(|byte| *byte != CTRL_C).map_or(0, |at| at + 1);
            let interrupts = text.len() - end;
            let pasted = pasted(&text[..end]);
            return [pasted].into_iter().chain((0..interrupts).map(|_| Typed::Key(Key::Ctrl('c')))).collect();
        }
        let is_escape = dropped == [ESCAPE];
        self.dropped = dropped;
        is_escape.then_some(Typed::Key(Key::Escape)).into_iter().collect()
    }

    /// Reads the rest of a sequence of which the beginning was dropped; how many bytes that is. Somebody who types sends no two
    /// bytes at once.
    fn take_late(&mut self, bytes: &[u8], now: Duration, typed: &mut Vec<Typed>) -> usize {
        let before = std::mem::take(&mut self.dropped);
        if before.is_empty() || bytes.len() < 2 || now.saturating_sub(self.since) > LATE {
            return 0;
        }
        match first(&[before.as_slice(), bytes].concat()) {
            Found::Some(count, meaning) if count >= before.len() + 2 => {
                typed.extend(meaning);
                count - before.len()
            }
            Found::Unfinished if before.len() > 2 => {
                (self.pending, self.since) = (before, now);
                0
            }
            _ => 0,
        }
    }

    /// Reads what is pending as far as it is whole; how many bytes that is.
    fn read(&mut self, typed: &mut Vec<Typed>) -> usize {
        let bytes = std::mem::take(&mut self.pending);
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            if let Some(text) = &mut self.pasting {
                let (count, ended) = take_pasted(text, rest);
                at += count;
                if !ended {
                    break;
                }
                typed.extend(self.pasting.take().map(|text| pasted(&text)));
                continue;
            }
            let Found::Some(count, meaning) = first(rest) else { break };
            match &rest[..count] == PASTE_BEGINS {
                true => self.pasting = Some(Vec::new()),
                false => typed.extend(meaning),
            }
            at += count;
        }
        self.pending = match &bytes[at..] {
            [beginning @ .., last] if beginning.len() >= LONGEST => [&beginning[..BEGINNING], &[*last]].concat(),
            rest => rest.to_vec(),
        };
        at
    }
}

/// Adds to a text what is pasted of some bytes; how many were read, and whether the paste has ended.
fn take_pasted(text: &mut Vec<u8>, bytes: &[u8]) -> (usize, bool) {
    let end = bytes.windows(PASTE_ENDS.len()).position(|window| window == PASTE_ENDS);
    // What may be the beginning of the end waits.
    let begun = |count: &usize| bytes.ends_with(&PASTE_ENDS[..*count]);
    let length = end.unwrap_or_else(|| bytes.len() - (1..PASTE_ENDS.len()).rev().find(begun).unwrap_or(0));
    let room = LARGEST_PASTE - text.len();
    text.extend_from_slice(&bytes[..length.min(room)]);
    (length + end.map_or(0, |_| PASTE_ENDS.len()), end.is_some())
}

/// A text that was pasted, with line feeds at the ends of its lines.
fn pasted(bytes: &[u8]) -> Typed {
    let text = String::from_utf8_lossy(bytes);
    // A letter may have been cut where there was too much.
    let text = if bytes.len() == LARGEST_PASTE { text.trim_end_matches('\u{fffd}') } else { &text };
    Typed::Pasted(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests;
