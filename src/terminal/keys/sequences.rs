//! Recognizes what bytes start with: a key, a click, an answer (ECMA-48, xterm's "ctlseqs").

use crate::keys::latin;
use crate::show::Key;
use crate::terminal::graphics::{Answer, Protocol};
use crate::terminal::keys::Typed;

/// What the bytes start with.
pub enum Found {
    /// How many bytes it has, and what they mean.
    Some(usize, Option<Typed>),
    /// More bytes are needed.
    Unfinished,
}

/// What these bytes start with; there must be at least one.
pub fn first(bytes: &[u8]) -> Found {
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

/// A character in UTF-8. Bytes that cannot start or continue one are skipped.
fn letter(bytes: &[u8], lead: u8) -> Found {
    let length = match lead {
        0x20..=0x7e => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Found::Some(1, None),
    };
    let letter = &bytes[..length.min(bytes.len())];
    match std::str::from_utf8(letter) {
        Ok(text) => Found::Some(length, text.chars().next().map(|char| Typed::Key(Key::Char(char)))),
        Err(error) if error.error_len().is_none() => Found::Unfinished,
        Err(_) => Found::Some(1, None),
    }
}

fn escape(bytes: &[u8]) -> Found {
    match bytes.get(1) {
        None => Found::Unfinished,
        Some(b'[') => control_sequence(bytes),
        Some(b'O') => match bytes.get(2) {
            None => Found::Unfinished,
            // Alt and O, then another key.
            Some(0..0x20) => Found::Some(2, None),
            Some(last) => Found::Some(3, on_keypad(*last).map(Typed::Key)),
        },
        Some(b']') => string(bytes, |byte| byte.is_ascii_digit() || matches!(byte, b'l' | b'L'), osc),
        Some(b'_') => string(bytes, |byte| byte == b'G', kitty),
        Some(b'P') => string(bytes, |byte| matches!(byte, b'>' | b'!' | b'$' | b'0' | b'1'), name_of_terminal),
        Some(b'^' | b'X') => string(bytes, |_| false, |_| None),
        // Two Escapes: the first was the key. Escape and another key: Alt with that key, which has no action.
        Some(0x1b) => key(1, Key::Escape),
        // Ctrl-C must always get through.
        Some(0x03) => Found::Some(1, None),
        Some(_) => Found::Some(2, None),
    }
}

/// `ESC [`, parameters, a last byte. Any other byte ends it early.
fn control_sequence(bytes: &[u8]) -> Found {
    match bytes.get(2) {
        Some(b'M') => {
            return bytes.get(3..6).map_or(Found::Unfinished, |report| Found::Some(6, click_in_bytes(report)));
        }
        // The function keys of the Linux console.
        Some(b'[') => {
            return match bytes.get(3) {
                None => Found::Unfinished,
                Some(last) => Found::Some(4, (b'A'..=b'E').contains(last).then_some(Typed::Key(Key::Other))),
            };
        }
        _ => {}
    }
    // With Shift, rxvt ends keys with a `$`, which other terminals use inside sequences.
    let digits = bytes[2..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 && bytes.get(2 + digits) == Some(&b'$') {
        let number = std::str::from_utf8(&bytes[2..2 + digits]).ok().and_then(|it| it.parse().ok());
        return Found::Some(digits + 3, number.and_then(|it| named(&[it], b'~')).map(Typed::Key));
    }
    let Some(end) = bytes[2..].iter().position(|byte| !(0x20..0x40).contains(byte)).map(|at| at + 2) else {
        return Found::Unfinished;
    };
    let (parameters, last) = (&bytes[2..end], bytes[end]);
    if !(0x40..0x7f).contains(&last) {
        return Found::Some(end, None);
    }
    Found::Some(end + 1, std::str::from_utf8(parameters).ok().and_then(|text| meaning(text, last)))
}

fn meaning(parameters: &str, last: u8) -> Option<Typed> {
    if let Some(report) = parameters.strip_prefix('<') {
        return click(report, last);
    }
    // Only the first part of a parameter matters.
    let number = |it: &str| it.split(':').next().and_then(|it| it.parse().ok()).unwrap_or(0);
    let numbers: Vec<u16> = parameters.split(';').map(number).collect();
    if let Some(answer) = answer(parameters, &numbers, last) {
        return Some(Typed::Graphics(answer));
    }
    // Status: ready, or a malfunction, which does not matter here.
    if last == b'n' && matches!(numbers[..], [0 | 3]) {
        return Some(Typed::Answered);
    }
    let is_let_go = parameters.split(';').nth(1).is_some_and(|it| it.ends_with(":3"));
    if parameters.starts_with(['?', '>', '=']) || is_let_go {
        return None;
    }
    match (last, numbers.as_slice()) {
        // A report for the first row looks like F3 with Shift and the like.
        (b'R', &[row, column]) if row > 1 => Some(Typed::Cursor { column, row }),
        (b'M', &[button, column, row]) => mouse(button.checked_sub(32)?, column, row),
        (b'u', &[code, ref modifiers @ ..]) => spelled(code, modifiers.first().copied()).map(Typed::Key),
        (b'~', &[27, modifiers, code]) => spelled(code, Some(modifiers)).map(Typed::Key),
        _ => named(&numbers, last).map(Typed::Key),
    }
}

/// What a terminal answers about itself: its attributes, where 4 means sixels; the height and width of a cell in pixels.
fn answer(text: &str, numbers: &[u16], last: u8) -> Option<Answer> {
    match (last, numbers) {
        (b'c', _) if text.starts_with('?') => {
            text[1..].split(';').any(|it| it == "4").then_some(Answer::Draws(Protocol::Sixel))
        }
        (b't', &[6, height, width]) => Some(Answer::Cell { width, height }),
        _ => None,
    }
}

/// `Gi=31;OK`: the answer to the question for the kitty protocol.
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
        // F1 to F4 with Shift and the like (except F3, which looks like a cursor report), keys of a Sun keyboard.
        (b'P' | b'Q' | b'S', Some(1)) | (b'E', _) | (b'z', Some(_)) => Key::Other,
        // All numbers of keys, except the marks around a paste and the one for spelled keys.
        (b'~' | b'^' | b'@', Some(2..=3 | 11..=15 | 17..=21 | 23..=26 | 28..=29 | 31..=34 | 42..=57)) => Key::Other,
        _ => return None,
    })
}

/// `ESC O` and a last byte: named keys, F1 to F4, and the keypad if a program has requested that (xterm, "VT220-Style Function Keys").
fn on_keypad(last: u8) -> Option<Key> {
    match last {
        b'P'..=b'S' => Some(Key::Other),
        b'p'..=b'y' => Some(Key::Char(char::from(last - b'p' + b'0'))),
        b'j'..=b'o' => Some(Key::Char(char::from(last - b'j' + b'*'))),
        b'X' => Some(Key::Char('=')),
        b' ' => Some(Key::Char(' ')),
        b'I' => Some(Key::Tab),
        last => named(&[], last),
    }
}

/// A key given by the code of its character. Terminals send this if another program requested it and did not switch it off
/// (xterm's "modifyOtherKeys", sw.kovidgoyal.net/kitty/keyboard-protocol).
fn spelled(code: u16, modifiers: Option<u16>) -> Option<Key> {
    let held = modifiers.unwrap_or(1).saturating_sub(1);
    let (shift, others) = (held & 1 != 0, held & 0b11_1110);
    if let Some(key) = functional(code) {
        return Some(key);
    }
    let char = char::from_u32(u32::from(code)).filter(|char| !('\u{e000}'..='\u{f8ff}').contains(char))?;
    match (char, others) {
        ('\r', 0) => Some(Key::Enter),
        ('\t', 0) => Some(if shift { Key::BackTab } else { Key::Tab }),
        ('\x1b', 0) => Some(Key::Escape),
        ('\x7f' | '\x08', 0) => Some(Key::Backspace),
        (char, 0) if char.is_control() => None,
        (char, 0) => Some(Key::Char(if shift { char.to_uppercase().next()? } else { char })),
        (char, 0b100) => {
            let char = latin(char).unwrap_or(char);
            char.is_ascii_alphabetic().then(|| Key::Ctrl(char.to_ascii_lowercase()))
        }
        _ => None,
    }
}

/// A key without a character, by its number (sw.kovidgoyal.net/kitty/keyboard-protocol, "Functional key definitions"). `None` for
/// letters, and for modifier keys.
fn functional(code: u16) -> Option<Key> {
    Some(match code {
        57348 | 57349 | 57361 | 57363..=57398 | 57425..=57440 => Key::Other,
        57350 | 57417 => Key::Left,
        57351 | 57418 => Key::Right,
        57352 | 57419 => Key::Up,
        57353 | 57420 => Key::Down,
        57354 | 57421 => Key::PageUp,
        57355 | 57422 => Key::PageDown,
        57356 | 57423 => Key::Home,
        57357 | 57424 => Key::End,
        57399..=57408 => Key::Char(char::from_digit(u32::from(code - 57399), 10)?),
        57409..=57413 => Key::Char(['.', '/', '*', '-', '+'][usize::from(code - 57409)]),
        57414 => Key::Enter,
        57415 => Key::Char('='),
        _ => return None,
    })
}

/// xterm's SGR mouse reports: button, column, row; `M` for a press.
fn click(parameters: &str, last: u8) -> Option<Typed> {
    let numbers: Vec<u16> = parameters.split(';').filter_map(|number| number.parse().ok()).collect();
    let &[button, column, row] = numbers.as_slice() else { return None };
    if last == b'M' { mouse(button, column, row) } else { None }
}

/// The reports of X10, and of terminals that only know those: the same numbers plus 32, in a byte each; 0 if the byte is too small for a
/// column or a row.
fn click_in_bytes(report: &[u8]) -> Option<Typed> {
    let number = |at: usize| report[at].checked_sub(32).map(u16::from);
    mouse(number(0)?, number(1).filter(|it| *it > 0)?, number(2).filter(|it| *it > 0)?)
}

/// What the mouse did; modifier keys are ignored.
fn mouse(button: u16, column: u16, row: u16) -> Option<Typed> {
    match button & !0b1_1100 {
        0 => Some(Typed::Click { x: column.saturating_sub(1), y: row.saturating_sub(1) }),
        64 => Some(Typed::Wheel { down: false }),
        65 => Some(Typed::Wheel { down: true }),
        _ => None,
    }
}

/// A string up to BEL or `ESC \`. Only answers may come in pieces; `begins` recognizes how they continue. Anything else was Alt with a key,
/// and typing after it. A control character, which no answer contains, ends it early.
fn string(bytes: &[u8], begins: fn(u8) -> bool, meaning: fn(&[u8]) -> Option<Typed>) -> Found {
    let is_answer = bytes.get(2).is_none_or(|byte| begins(*byte));
    let broken_off = |at: usize| if is_answer { Found::Some(at, None) } else { Found::Some(2, None) };
    for (at, byte) in bytes.iter().enumerate().skip(2) {
        match (byte, bytes.get(at + 1)) {
            (0x07, _) => return Found::Some(at + 1, meaning(&bytes[2..at])),
            (0x1b, Some(b'\\')) => return Found::Some(at + 2, meaning(&bytes[2..at])),
            (0x1b, None) => break,
            (0..0x20, _) => return broken_off(at),
            _ => {}
        }
    }
    // `ESC ^` and `ESC X` start no answer.
    let waits = is_answer && !matches!(bytes[1], b'^' | b'X');
    if waits { Found::Unfinished } else { Found::Some(2, None) }
}

/// `11;rgb:RRRR/GGGG/BBBB`, each color as one to four hexadecimal digits.
fn osc(bytes: &[u8]) -> Option<Typed> {
    let color = std::str::from_utf8(bytes).ok()?.strip_prefix("11;rgb:")?;
    let channel = |text: &str| {
        let value = u32::from_str_radix(text, 16).ok().filter(|_| (1..=4).contains(&text.len()))?;
        u8::try_from(value * 255 / ((1 << (4 * text.len() as u32)) - 1)).ok()
    };
    let mut channels = color.split('/').map(channel);
    match (channels.next()??, channels.next()??, channels.next()??, channels.next()) {
        (red, green, blue, None) => Some(Typed::Background(red, green, blue)),
        _ => None,
    }
}
