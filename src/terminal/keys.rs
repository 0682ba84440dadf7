//! Turns bytes from a terminal into keys, clicks and answers, depending on when they arrive.
//!
//! Crossterm 0.29 spins forever when the terminal goes away, and takes the terminal's answers about its colors for keys. A presenter can
//! afford neither, so on Unix we read the bytes ourselves.
//!
//! Anything incomplete ends after a while: an Escape becomes the key, a paste ends with what was pasted so far, and everything else is
//! dropped. No bytes, however they arrive, can leave the keyboard dead.

mod sequences;

use std::time::Duration;

use crate::show::Key;
use crate::terminal::graphics::Answer;
use crate::terminal::keys::sequences::{Found, first};

/// Only the start of an unfinished sequence longer than this, in bytes, is kept until it ends: it is not one we know.
const LONGEST: usize = 4096;

/// How many bytes of it are kept: enough to recognize it.
const BEGINNING: usize = 64;

/// The longest text that can be pasted, in bytes. The rest is cut off.
const LARGEST_PASTE: usize = 64 << 10;

const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

const ESCAPE: u8 = 0x1b;

/// The second byte, after Escape, of the sequences that keyboards and terminals send. Each of them can also be typed.
const INTRODUCERS: &[u8] = b"[O]P_";

const CTRL_C: u8 = 0x03;

/// How long an Escape waits for the rest of a sequence before it counts as the key. Local terminals send sequences in one piece.
pub const ESCAPE_WAIT: Duration = Duration::from_millis(80);

/// The same over a connection, which may split them.
pub const REMOTE_ESCAPE_WAIT: Duration = Duration::from_millis(250);

/// The longest wait, on a connection that was seen to split them further apart.
const LONGEST_ESCAPE_WAIT: Duration = Duration::from_secs(1);

/// Bytes that arrive sooner than this after an Escape were sent with it: nobody presses two keys that fast.
const TOGETHER: Duration = Duration::from_millis(20);

/// How long a sequence may take to be complete, counted from its first byte, or from its last if it cannot have been typed.
const WAIT: Duration = Duration::from_millis(500);

/// How long a paste may pause before it counts as ended.
const PASTE_WAIT: Duration = Duration::from_secs(1);

/// For how long after that the rest of a paste is still recognized.
const STALLED: Duration = Duration::from_secs(5);

/// For how long the rest of a dropped sequence is still recognized.
const LATE: Duration = Duration::from_secs(1);

/// What was typed, or answered by the terminal.
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
    /// The terminal's background color.
    Background(u8, u8, u8),
    /// How the terminal draws pictures.
    Graphics(Answer),
    /// Where the terminal's cursor is, by column and row from 1.
    Cursor {
        column: u16,
        row: u16,
    },
    /// It has answered all questions.
    Answered,
    /// The whole text that was pasted.
    Pasted(String),
}

/// Collects bytes until they can be understood.
#[derive(Debug)]
pub struct Parser {
    escape_wait: Duration,
    /// Whether the terminal was asked something and has not answered: an Escape is then likely the start of an answer.
    pub awaits_answer: bool,
    pending: Vec<u8>,
    /// What the Escape at the start of the pending bytes may have been.
    escape: Escape,
    /// The text pasted so far, between the sequences that start and end a paste.
    pasting: Option<Vec<u8>>,
    /// Whether a paste was cut short, and its end has not arrived.
    stalled: bool,
    /// The bytes that were dropped because nothing followed in time.
    dropped: Vec<u8>,
    /// When the pending bytes began. For a paste, and for what is surely a sequence: when the last byte came. After a drop: when it
    /// happened.
    since: Duration,
    /// When the last Escape came that was alone.
    escaped: Duration,
}

/// An Escape, and whether what follows it came with it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Escape {
    /// Both came together, so the Escape is not a key.
    #[default]
    Together,
    /// The Escape came some time before. If the two form no sequence, they are two keys.
    Alone,
    /// The same, and the Escape was already reported as a key.
    Told,
}

impl Parser {
    /// A parser for a terminal whose sequences may be split by pauses of up to `escape_wait`.
    pub fn new(escape_wait: Duration) -> Self {
        Self {
            escape_wait,
            awaits_answer: false,
            pending: Vec::new(),
            escape: Escape::Together,
            pasting: None,
            stalled: false,
            dropped: Vec::new(),
            since: Duration::ZERO,
            escaped: Duration::ZERO,
        }
    }

    /// Takes bytes that were read together at `now`. Returns what they mean.
    pub fn feed(&mut self, bytes: &[u8], now: Duration) -> Vec<Typed> {
        let mut typed = Vec::new();
        // A paste never consists of this alone: someone wants to get out.
        if bytes == [CTRL_C] && self.pasting.is_some() {
            typed.extend(self.drop_pending(now));
        }
        self.continue_dropped(bytes, now);
        self.part_from_escape(bytes, now, &mut typed);
        let begins = self.pending.is_empty();
        self.pending.extend_from_slice(bytes);
        let read = self.read(now, &mut typed);
        if begins || read > 0 || self.pasting.is_some() || is_sure(&self.pending) {
            self.since = now;
        }
        if self.pending == [ESCAPE] {
            self.escaped = now;
        }
        typed
    }

    /// When the pending bytes will have waited long enough. `None` if nothing is pending.
    pub fn waits_until(&self) -> Option<Duration> {
        let wait = match (&self.pasting, self.pending.as_slice()) {
            (Some(_), _) => PASTE_WAIT,
            (None, []) => return None,
            (None, [ESCAPE]) if self.awaits_answer => self.escape_wait.max(WAIT),
            (None, [ESCAPE]) => self.escape_wait,
            // The byte after the Escape may be a key that someone pressed.
            (None, [ESCAPE, _]) if self.escape == Escape::Told => self.escape_wait,
            (None, _) => WAIT,
        };
        Some(self.since.saturating_add(wait))
    }

    /// Gives up waiting for more: an Escape becomes the key, a paste ends, anything else is dropped.
    pub fn drop_pending(&mut self, now: Duration) -> Vec<Typed> {
        let dropped = std::mem::take(&mut self.pending);
        let escape = std::mem::take(&mut self.escape);
        self.since = now;
        if let Some(text) = self.pasting.take() {
            let end = text.iter().rposition(|byte| *byte != CTRL_C).map_or(0, |at| at + 1);
            let interrupts = text.len() - end;
            let pasted = pasted(&text[..end]);
            (self.stalled, self.dropped) = (true, dropped);
            return [pasted].into_iter().chain((0..interrupts).map(|_| Typed::Key(Key::Ctrl('c')))).collect();
        }
        let escaped = (dropped == [ESCAPE] || escape == Escape::Alone && dropped.len() == 2).then_some(Key::Escape);
        // The second byte came alone, after an Escape that came alone.
        let key = match dropped.as_slice() {
            [ESCAPE, key] if escape != Escape::Together => Some(Key::Char(char::from(*key))),
            _ => None,
        };
        if key.is_none() {
            self.dropped = dropped;
        }
        escaped.into_iter().chain(key).map(Typed::Key).collect()
    }

    /// Joins dropped bytes with new ones that continue them. Someone who types never sends two bytes at once. But after an Escape, a single
    /// byte may be the next one of a sequence that arrives byte by byte.
    fn continue_dropped(&mut self, bytes: &[u8], now: Duration) {
        let before = std::mem::take(&mut self.dropped);
        if std::mem::take(&mut self.stalled) {
            // The rest of a paste comes in one piece too, and is longer than a key.
            if bytes.len() > 1 && !is_one_key(bytes) && now.saturating_sub(self.since) <= STALLED {
                (self.pasting, self.pending) = (Some(Vec::new()), before);
            }
            return;
        }
        if before.is_empty() || now.saturating_sub(self.since) > LATE {
            return;
        }
        let goes_on = match before.as_slice() {
            [ESCAPE] => bytes.first().is_some_and(|byte| INTRODUCERS.contains(byte)),
            _ if bytes.len() < 2 && bytes != b"~" => false,
            _ => match first(&[before.as_slice(), bytes].concat()) {
                Found::Some(count, _) => {
                    let of_these = count.saturating_sub(before.len());
                    of_these >= 2 || of_these == 1 && (before.len() > 3 || bytes[0] == b'~')
                }
                Found::Unfinished => before.len() > 1,
            },
        };
        if goes_on {
            self.escape = if before == [ESCAPE] { Escape::Told } else { Escape::Together };
            (self.pending, self.since) = (before, now);
        }
    }

    /// Reports an Escape as a key if it came alone and the next bytes do not continue a sequence.
    fn part_from_escape(&mut self, bytes: &[u8], now: Duration, typed: &mut Vec<Typed>) {
        if self.pending != [ESCAPE] || self.escape == Escape::Told || self.pasting.is_some() {
            return;
        }
        match bytes.first() {
            _ if now.saturating_sub(self.escaped) < TOGETHER => {}
            Some(byte) if !INTRODUCERS.contains(byte) => {
                self.pending.clear();
                typed.push(Typed::Key(Key::Escape));
            }
            _ => (self.escape, self.since) = (Escape::Alone, now),
        }
    }

    /// Learns how far apart this connection delivers the parts of a sequence, when an Escape came before the rest.
    fn learn(&mut self, now: Duration) {
        let apart = now.saturating_sub(self.escaped);
        self.escape_wait = self.escape_wait.max((apart * 2).min(LONGEST_ESCAPE_WAIT));
    }

    /// Reads as much of the pending bytes as is complete. Returns how many bytes that is.
    fn read(&mut self, now: Duration, typed: &mut Vec<Typed>) -> usize {
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
            match std::mem::take(&mut self.escape) {
                Escape::Together => {}
                // Escape and this byte form no sequence.
                escape if count == 2 => {
                    typed.extend((escape == Escape::Alone).then_some(Typed::Key(Key::Escape)));
                    at += 1;
                    continue;
                }
                _ => self.learn(now),
            }
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

/// Whether unfinished bytes surely come from a terminal, rather than from Alt with a key and more typing.
fn is_sure(bytes: &[u8]) -> bool {
    let answers: [&[u8]; 4] = [b"]11;", b"_Gi=", b"P>|", b"P1"];
    bytes
        .strip_prefix(&[ESCAPE])
        .is_some_and(|rest| rest.len() > 1 && rest[0] == b'[' || answers.iter().any(|answer| rest.starts_with(answer)))
}

/// Whether the bytes are a single key, or a mouse event.
fn is_one_key(bytes: &[u8]) -> bool {
    bytes != PASTE_ENDS && matches!(first(bytes), Found::Some(count, _) if count == bytes.len())
}

/// Adds pasted bytes to a text. Returns how many were read, and whether the paste has ended.
fn take_pasted(text: &mut Vec<u8>, bytes: &[u8]) -> (usize, bool) {
    let end = bytes.windows(PASTE_ENDS.len()).position(|window| window == PASTE_ENDS);
    // Bytes that may be the start of the end marker wait.
    let begun = |count: &usize| bytes.ends_with(&PASTE_ENDS[..*count]);
    let length = end.unwrap_or_else(|| bytes.len() - (1..PASTE_ENDS.len()).rev().find(begun).unwrap_or(0));
    let room = LARGEST_PASTE - text.len();
    text.extend_from_slice(&bytes[..length.min(room)]);
    (length + end.map_or(0, |_| PASTE_ENDS.len()), end.is_some())
}

/// The pasted text, with line feeds as line ends.
fn pasted(bytes: &[u8]) -> Typed {
    let text = String::from_utf8_lossy(bytes);
    // A character may have been cut in half at the limit.
    let text = if bytes.len() == LARGEST_PASTE { text.trim_end_matches('\u{fffd}') } else { &text };
    Typed::Pasted(text.replace("\r\n", "\n").replace('\r', "\n"))
}

#[cfg(test)]
mod tests;
