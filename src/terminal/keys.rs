//! Bytes from a terminal to keys, clicks and answers.
//!
//! The reader of crossterm 0.29 turns in a circle for ever when the terminal goes away, and takes the terminal's answers about
//! its colours for keys; a presenter can afford neither. So on Unix the bytes are read here. (ECMA-48, xterm's "ctlseqs".)

use crate::show::Key;
use crate::terminal::graphics::{Answer, Protocol};

/// Longer orders than this (bytes) are none of ours.
const LONGEST: usize = 4096;

/// The largest text that is pasted, in bytes: what is more is left out.
const LARGEST_PASTE: usize = 64 << 10;

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
#[derive(Debug, Default)]
pub struct Parser {
    pending: Vec<u8>,
    /// What was pasted so far, between the orders that begin and end it: no key.
    pasting: Option<Vec<u8>>,
}

/// What the first bytes are: how many they are and what they mean; or that more have to come.
enum Found {
    Some(usize, Option<Typed>),
    Unfinished,
}

impl Parser {
    /// Takes bytes in; gives what they mean.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Typed> {
        self.pending.extend_from_slice(bytes);
        let mut typed = Vec::new();
        while !self.pending.is_empty() {
            match first(&self.pending) {
                Found::Some(count, meaning) => {
                    let read: Vec<u8> = self.pending.drain(..count.min(self.pending.len())).collect();
                    match read.as_slice() {
                        b"\x1b[200~" => self.pasting = Some(Vec::new()),
                        b"\x1b[201~" => typed.extend(self.pasting.take().map(pasted)),
                        _ => match &mut self.pasting {
                            Some(text) if text.len() + read.len() <= LARGEST_PASTE => text.extend_from_slice(&read),
                            Some(_) => {}
                            None => typed.extend(meaning),
                        },
                    }
                }
                Found::Unfinished if self.pending.len() > LONGEST => self.pending.clear(),
                Found::Unfinished => break,
            }
        }
        typed
    }

    /// Whether an Escape is waiting to be known as the key or as the beginning of an order.
    pub fn is_waiting(&self) -> bool {
        self.pending == b"\x1b"
    }

    /// Nothing came after what is pending: an Escape was the key.
    pub fn flush(&mut self) -> Option<Typed> {
        let escape = self.is_waiting();
        self.pending.clear();
        escape.then_some(Typed::Key(Key::Escape))
    }
}

/// A text that was pasted, with line feeds at the ends of its lines.
fn pasted(bytes: Vec<u8>) -> Typed {
    Typed::Pasted(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").replace('\r', "\n"))
}

fn first(bytes: &[u8]) -> Found {
    match bytes[0] {
        0x1b => escape(bytes),
        b'\r' | b'\n' => key(1, Key::Enter),
        b'\t' => key(1, Key::Tab),
        0x7f | 0x08 => key(1, Key::Backspace),
        0 => Found::Some(1, None),
        byte @ 1..=26 => key(1, Key::Ctrl(char::from(b'a' + byte - 1))),
        0x1c..=0x1f => Found::Some(1, None),
        lead => letter(bytes, lead),
    }
}

fn key(count: usize, key: Key) -> Found {
    Found::Some(count, Some(Typed::Key(key)))
}

/// A letter in UTF-8; a byte that begins none is passed over.
fn letter(bytes: &[u8], lead: u8) -> Found {
    let length = match lead {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Found::Some(1, None),
    };
    let Some(whole) = bytes.get(..length) else { return Found::Unfinished };
    match std::str::from_utf8(whole).ok().and_then(|text| text.chars().next()) {
        Some(char) => key(length, Key::Char(char)),
        None => Found::Some(1, None),
    }
}

fn escape(bytes: &[u8]) -> Found {
    match bytes.get(1) {
        None => Found::Unfinished,
        Some(b'[') => control_sequence(bytes),
        Some(b'O') => match bytes.get(2) {
            None => Found::Unfinished,
            Some(last) => Found::Some(3, named(&[], *last).map(Typed::Key)),
        },
        Some(b']') => string(bytes, osc),
        Some(b'_') => string(bytes, kitty),
        Some(b'P') => string(bytes, name_of_terminal),
        Some(b'^' | b'X') => string(bytes, |_| None),
        // Two Escapes: the first was the key. A letter after it: Alt and the letter, which no action has.
        Some(0x1b) => key(1, Key::Escape),
        Some(_) => Found::Some(2, None),
    }
}

/// `ESC [`, parameters, a last byte.
fn control_sequence(bytes: &[u8]) -> Found {
    let Some(end) = bytes[2..].iter().position(|byte| (0x40..=0x7e).contains(byte)).map(|at| at + 2) else {
        return Found::Unfinished;
    };
    let (parameters, last) = (&bytes[2..end], bytes[end]);
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    if let Some(mouse) = text.strip_prefix('<') {
        return Found::Some(end + 1, click(mouse, last));
    }
    let numbers: Vec<u16> = text.split(';').map(|number| number.parse().unwrap_or(0)).collect();
    if let Some(answer) = answer(text, &numbers, last) {
        return Found::Some(end + 1, Some(Typed::Graphics(answer)));
    }
    let private = text.starts_with(['?', '>', '=']);
    Found::Some(end + 1, named(&numbers, last).filter(|_| !private).map(Typed::Key))
}

/// What a terminal tells of itself: its attributes, of which 4 are sixels; the height and width of a cell in pixels.
fn answer(text: &str, numbers: &[u16], last: u8) -> Option<Answer> {
    match (last, numbers) {
        (b'c', _) if text.starts_with('?') => {
            text[1..].split(';').any(|it| it == "4").then_some(Answer::Draws(Protocol::Sixel))
        }
        (b't', &[6, height, width]) => Some(Answer::Cell { width, height }),
        _ => None,
    }
}

/// `Gi=31;OK`: the answer to the question whether pictures are drawn as kitty does.
fn kitty(bytes: &[u8]) -> Option<Typed> {
    let (keys, answer) = std::str::from_utf8(bytes).ok()?.strip_prefix('G')?.split_once(';')?;
    let asked = keys.split(',').any(|it| it == "i=31");
    (asked && answer == "OK").then_some(Typed::Graphics(Answer::Draws(Protocol::Kitty)))
}

/// `>|iTerm2 3.5.0`
fn name_of_terminal(bytes: &[u8]) -> Option<Typed> {
    bytes.starts_with(b">|iTerm2").then_some(Typed::Graphics(Answer::Draws(Protocol::Iterm)))
}

fn named(numbers: &[u16], last: u8) -> Option<Key> {
    Some(match (last, numbers.first()) {
        (b'A', _) => Key::Up,
        (b'B', _) => Key::Down,
        (b'C', _) => Key::Right,
        (b'D', _) => Key::Left,
        (b'H', _) | (b'~', Some(1 | 7)) => Key::Home,
        (b'F', _) | (b'~', Some(4 | 8)) => Key::End,
        (b'~', Some(5)) => Key::PageUp,
        (b'~', Some(6)) => Key::PageDown,
        (b'Z', _) => Key::BackTab,
        (b'M', None) => Key::Enter,
        _ => return None,
    })
}

/// xterm's SGR mouse reports: button, column, row; `M` where it was pressed.
fn click(parameters: &str, last: u8) -> Option<Typed> {
    let numbers: Vec<u16> = parameters.split(';').filter_map(|number| number.parse().ok()).collect();
    let &[button, column, row] = numbers.as_slice() else { return None };
    match (button & !0b1_1100, last) {
        (0, b'M') => Some(Typed::Click { x: column.saturating_sub(1), y: row.saturating_sub(1) }),
        (64, b'M') => Some(Typed::Wheel { down: false }),
        (65, b'M') => Some(Typed::Wheel { down: true }),
        _ => None,
    }
}

/// A string up to BEL or `ESC \`.
fn string(bytes: &[u8], meaning: fn(&[u8]) -> Option<Typed>) -> Found {
    for (at, byte) in bytes.iter().enumerate().skip(2) {
        match byte {
            0x07 => return Found::Some(at + 1, meaning(&bytes[2..at])),
            0x1b => {
                return match bytes.get(at + 1) {
                    None => Found::Unfinished,
                    Some(b'\\') => Found::Some(at + 2, meaning(&bytes[2..at])),
                    Some(_) => Found::Some(at, None),
                };
            }
            _ => {}
        }
    }
    Found::Unfinished
}

/// `11;rgb:RRRR/GGGG/BBBB`, each colour in one to four hexadecimal digits.
fn osc(bytes: &[u8]) -> Option<Typed> {
    let colour = std::str::from_utf8(bytes).ok()?.strip_prefix("11;rgb:")?;
    let channel = |text: &str| {
        let value = u32::from_str_radix(text, 16).ok().filter(|_| (1..=4).contains(&text.len()))?;
        u8::try_from(value * 255 / ((1 << (4 * text.len() as u32)) - 1)).ok()
    };
    let mut channels = colour.split('/').map(channel);
    match (channels.next()??, channels.next()??, channels.next()??, channels.next()) {
        (red, green, blue, None) => Some(Typed::Background(red, green, blue)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(bytes: &str) -> Vec<Typed> {
        Parser::default().feed(bytes.as_bytes())
    }

    fn keys(bytes: &str) -> Vec<Key> {
        let key = |typed| match typed {
            Typed::Key(key) => Some(key),
            _ => None,
        };
        typed(bytes).into_iter().filter_map(key).collect()
    }

    #[test]
    fn letters_and_named_keys_are_read() {
        assert_eq!(keys("né "), [Key::Char('n'), Key::Char('é'), Key::Char(' ')]);
        assert_eq!(
            keys("\x1b[C\x1bOD\x1b[1;5A\x1b[6~\x1b[H\x1b[Z"),
            [Key::Right, Key::Left, Key::Up, Key::PageDown, Key::Home, Key::BackTab]
        );
        assert_eq!(keys("\r\t\x7f\x03\x1a"), [Key::Enter, Key::Tab, Key::Backspace, Key::Ctrl('c'), Key::Ctrl('z')]);
    }

    #[test]
    fn an_escape_is_the_key_where_nothing_follows() {
        let mut parser = Parser::default();
        assert_eq!(parser.feed(b"\x1b"), []);
        assert!(parser.is_waiting());
        assert_eq!(parser.flush(), Some(Typed::Key(Key::Escape)));
        assert_eq!(parser.feed(b"q"), [Typed::Key(Key::Char('q'))]);
    }

    #[test]
    fn an_order_may_come_in_pieces() {
        let mut parser = Parser::default();
        assert_eq!(parser.feed(b"\x1b["), []);
        assert_eq!(parser.feed(b"C\xc3"), [Typed::Key(Key::Right)]);
        assert_eq!(parser.feed(b"\xa9"), [Typed::Key(Key::Char('é'))]);
    }

    #[test]
    fn answers_of_the_terminal_are_no_keys() {
        assert_eq!(typed("\x1b]11;rgb:ffff/8080/0000\x1b\\"), [Typed::Background(255, 128, 0)]);
        assert_eq!(typed("\x1b]11;rgb:f/8/0\x07q"), [Typed::Background(255, 136, 0), Typed::Key(Key::Char('q'))]);
        assert_eq!(typed("\x1b[?62;22c\x1bP1+r\x1b\\\x1b[24;80R"), []);
    }

    #[test]
    fn the_mouse_clicks_and_turns() {
        assert_eq!(typed("\x1b[<0;5;3M\x1b[<0;5;3m"), [Typed::Click { x: 4, y: 2 }]);
        assert_eq!(typed("\x1b[<64;1;1M\x1b[<65;1;1M"), [Typed::Wheel { down: false }, Typed::Wheel { down: true }]);
    }

    #[test]
    fn what_is_pasted_is_no_key() {
        let pasted = Typed::Pasted("hello q\n".to_owned());
        assert_eq!(typed("\x1b[200~hello q\r\x1b[201~n"), [pasted, Typed::Key(Key::Char('n'))]);
    }

    #[test]
    fn what_is_no_key_is_passed_over_without_end() {
        let mut parser = Parser::default();
        assert_eq!(parser.feed(&[b"\x1b]".as_slice(), &[b'x'; 2 * LONGEST]].concat()), []);
        assert_eq!(parser.feed(b"\xff\xfeq"), [Typed::Key(Key::Char('q'))]);
    }
}
