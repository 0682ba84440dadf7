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

/// What goes on behind an Escape in the sequences that keyboards and terminals send; each of them is also a key.
const INTRODUCERS: &[u8] = b"[O]P_";

const CTRL_C: u8 = 0x03;

/// How long an Escape waits for the rest of a sequence before it is the key. Local terminals send sequences in one piece.
pub const ESCAPE_WAIT: Duration = Duration::from_millis(80);

/// The same over a connection that may deliver them in two.
pub const REMOTE_ESCAPE_WAIT: Duration = Duration::from_millis(250);

/// The longest that it waits, on a line that was seen to deliver them farther apart.
const LONGEST_ESCAPE_WAIT: Duration = Duration::from_secs(1);

/// What comes sooner than this behind an Escape was sent together with it: nobody presses two keys so fast.
const TOGETHER: Duration = Duration::from_millis(20);

/// How long what is more than an Escape may take to come whole: from its first byte on, or from its last where nobody can have
/// typed that.
const WAIT: Duration = Duration::from_millis(500);

/// How long a paste may stall before it is taken for ended.
const PASTE_WAIT: Duration = Duration::from_secs(1);

/// How long what goes on with a paste that has stalled is known as that.
const STALLED: Duration = Duration::from_secs(5);

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
    /// Where the terminal's cursor is, by column and row from 1.
    Cursor {
        column: u16,
        row: u16,
    },
    /// That it has answered all that it was asked.
    Answered,
    /// A text that was pasted, whole.
    Pasted(String),
}

/// Bytes that have come and are not yet understood.
#[derive(Debug)]
pub struct Parser {
    escape_wait: Duration,
    /// Whether the terminal was asked something that it has not answered yet: an Escape is likely the beginning of that.
    pub awaits_answer: bool,
    pending: Vec<u8>,
    /// What the Escape at the head of what is pending may have been.
    escape: Escape,
    /// What was pasted so far, between the sequences that begin and end it: no key.
    pasting: Option<Vec<u8>>,
    /// Whether a paste was given up that has not ended.
    stalled: bool,
    /// What was given up because nothing followed it in time.
    dropped: Vec<u8>,
    /// When what is pending began; of a paste, and of what is surely a sequence, when something of it came last; when it was dropped.
    since: Duration,
    /// When the last Escape came that was alone.
    escaped: Duration,
}

/// An Escape, and what follows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Escape {
    /// Both came together: no key by itself.
    #[default]
    Together,
    /// It came alone, a while before: where nothing comes of both they are two keys.
    Alone,
    /// The same, and it was taken for the key in the meantime.
    Told,
}

impl Parser {
    /// A parser for a terminal whose sequences may come in pieces so far apart.
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

    /// Takes in bytes that were read at once at a time; gives what they mean.
    pub fn feed(&mut self, bytes: &[u8], now: Duration) -> Vec<Typed> {
        let mut typed = Vec::new();
        // No paste consists of that; somebody wants to get out.
        if bytes == [CTRL_C] && self.pasting.is_some() {
            typed.extend(self.drop_pending(now));
        }
        self.take_up_dropped(bytes, now);
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

    /// When what is pending will have waited long enough; nothing where nothing is pending.
    pub fn waits_until(&self) -> Option<Duration> {
        let wait = match (&self.pasting, self.pending.as_slice()) {
            (Some(_), _) => PASTE_WAIT,
            (None, []) => return None,
            (None, [ESCAPE]) if self.awaits_answer => self.escape_wait.max(WAIT),
            (None, [ESCAPE]) => self.escape_wait,
            // Somebody may have pressed that key.
            (None, [ESCAPE, _]) if self.escape == Escape::Told => self.escape_wait,
            (None, _) => WAIT,
        };
        Some(self.since.saturating_add(wait))
    }

    /// Nothing more came in time: an Escape was the key, a paste is what came of it, anything else is dropped.
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
        // Of what came alone behind an Escape that was alone.
        let key = match dropped.as_slice() {
            [ESCAPE, key] if escape != Escape::Together => Some(Key::Char(char::from(*key))),
            _ => None,
        };
        if key.is_none() {
            self.dropped = dropped;
        }
        escaped.into_iter().chain(key).map(Typed::Key).collect()
    }

    /// Puts what was dropped before what has come, where that goes on with it. Somebody who types sends no two bytes at once; but
    /// behind an Escape one byte may be the next of a sequence that comes byte by byte.
    fn take_up_dropped(&mut self, bytes: &[u8], now: Duration) {
        let before = std::mem::take(&mut self.dropped);
        if std::mem::take(&mut self.stalled) {
            // The rest of it comes in one piece too, and is longer than a key.
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

    /// An Escape that came alone a while before what no sequence goes on with was the key.
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

    /// Learns from a sequence whose Escape came before the rest of it how far apart this line delivers them.
    fn learn(&mut self, now: Duration) {
        let apart = now.saturating_sub(self.escaped);
        self.escape_wait = self.escape_wait.max((apart * 2).min(LONGEST_ESCAPE_WAIT));
    }

    /// Reads what is pending as far as it is whole; how many bytes that is.
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
                // Nothing has come of both.
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

/// Whether unfinished bytes are of a terminal, and not Alt with a key and what was typed behind it.
fn is_sure(bytes: &[u8]) -> bool {
    let answers: [&[u8]; 4] = [b"]11;", b"_Gi=", b"P>|", b"P1"];
    bytes
        .strip_prefix(&[ESCAPE])
        .is_some_and(|rest| rest.len() > 1 && rest[0] == b'[' || answers.iter().any(|answer| rest.starts_with(answer)))
}

/// Whether bytes are what one key sends, or the mouse.
fn is_one_key(bytes: &[u8]) -> bool {
    bytes != PASTE_ENDS && matches!(first(bytes), Found::Some(count, _) if count == bytes.len())
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
