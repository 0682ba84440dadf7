//! Standard output and standard error. Only this file and the painter write to them.
//!
//! On a terminal, text cannot control anything: control characters and characters that reverse the text direction are made visible.
//! Through a pipe text is written unchanged.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;

use unicode_segmentation::UnicodeSegmentation;

use crate::text;
use crate::workers;

/// Writes text to standard output. It is not an error if the reader has gone away.
///
/// # Errors
/// If the text cannot be written for another reason.
pub fn print(text: &str) -> io::Result<()> {
    write(io::stdout().lock(), text, harmless)
}

/// The same for a whole file. A terminal only accepts text.
///
/// # Errors
/// As for [`print()`]; on a terminal also if the file is not text.
pub fn print_bytes(bytes: &[u8]) -> io::Result<()> {
    if io::stdout().is_terminal() {
        let text =
            std::str::from_utf8(bytes).map_err(|_| io::Error::other("a terminal shows text only; name a file"))?;
        return print(text);
    }
    heard(io::stdout().lock(), bytes)
}

/// The same for text with colors that was cleaned before it was colored. On a terminal only the colors are kept.
///
/// # Errors
/// As for [`print()`].
pub fn print_styled(text: &str) -> io::Result<()> {
    write(io::stdout().lock(), text, styled)
}

/// The same for JSON, which has the same value on a terminal.
///
/// # Errors
/// As for [`print()`].
pub fn print_json(text: &str) -> io::Result<()> {
    write(io::stdout().lock(), text, json)
}

/// Clears the screen of a terminal. Does nothing elsewhere.
///
/// # Errors
/// As for [`print()`].
pub fn clear() -> io::Result<()> {
    let out = io::stdout().lock();
    if out.is_terminal() { write(out, "\x1b[2J\x1b[H", |order| Cow::Borrowed(order)) } else { Ok(()) }
}

/// Writes text to standard error, and ignores errors, because there is nobody to tell.
pub fn warn(text: &str) {
    let _ = write(io::stderr().lock(), text, harmless);
}

/// The same for text with colors, as for [`print_styled`].
pub fn warn_styled(text: &str) {
    let _ = write(io::stderr().lock(), text, styled);
}

/// Overwrites the current line if standard error is a terminal. Only for text of this program, never of a deck.
pub fn status(line: &str) {
    let out = io::stderr().lock();
    if out.is_terminal() {
        let _ = write(out, line, |line| Cow::Borrowed(line));
    }
}

/// Sends panic messages, which may quote any text, through the same cleaning.
pub fn warn_of_panics() {
    std::panic::set_hook(Box::new(|info| {
        if !workers::catches_panics() {
            warn(&of_panic(info));
        }
    }));
}

fn of_panic(info: &PanicHookInfo) -> String {
    let thread = std::thread::current().name().unwrap_or("<unnamed>").to_owned();
    let backtrace = std::backtrace::Backtrace::capture();
    match backtrace.status() {
        std::backtrace::BacktraceStatus::Captured => format!("\nthread '{thread}' {info}\n{backtrace}\n"),
        _ => format!("\nthread '{thread}' {info}\n"),
    }
}

fn write<S: Write + IsTerminal>(stream: S, text: &str, shown: fn(&str) -> Cow<str>) -> io::Result<()> {
    let text = if stream.is_terminal() { shown(text) } else { Cow::Borrowed(text) };
    heard(stream, text.as_bytes())
}

/// Writes bytes. It is not an error if the reader has gone away.
fn heard(mut stream: impl Write, bytes: &[u8]) -> io::Result<()> {
    match stream.write_all(bytes).and_then(|()| stream.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// The text without anything that controls a terminal. Line ends stay, and so do tabs, which a patch needs.
fn harmless(text: &str) -> Cow<'_, str> {
    Cow::Owned(by_piece(text, |piece| text::clean(piece).into_owned()))
}

/// The same, and color sequences (SGR, `ESC [ … m`) stay too.
fn styled(text: &str) -> Cow<'_, str> {
    Cow::Owned(by_piece(text, |piece| {
        let mut shown = String::with_capacity(piece.len());
        let mut rest = piece;
        while let Some(at) = rest.find('\x1b') {
            let length = color(&rest[at..]).unwrap_or(0);
            // Anything else is shown together with the text after it, so that no sequence can form from cut pieces.
            let end = if length == 0 { at + 1 } else { at };
            shown.push_str(&text::clean(&rest[..end]));
            shown.push_str(&rest[end..at.max(end) + length]);
            rest = &rest[at.max(end) + length..];
        }
        shown.push_str(&text::clean(rest));
        shown
    }))
}

/// The length of the color sequence at the start of a text.
fn color(text: &str) -> Option<usize> {
    let parameters = text.strip_prefix("\x1b[")?;
    let end = parameters.find(|char: char| !matches!(char, '0'..='9' | ';' | ':'))?;
    parameters[end..].starts_with('m').then_some(2 + end + 1)
}

/// JSON of the same value without anything that controls a terminal: such characters are escaped.
fn json(text: &str) -> Cow<'_, str> {
    Cow::Owned(by_piece(text, |piece| {
        let mut shown = String::with_capacity(piece.len());
        for grapheme in piece.graphemes(true) {
            if text::clean(grapheme) == grapheme {
                shown.push_str(grapheme);
            } else {
                let units = grapheme.encode_utf16();
                units.for_each(|unit| match u8::try_from(unit) {
                    Ok(byte @ b' '..=b'~') => shown.push(byte.into()),
                    _ => shown.push_str(&format!("\\u{unit:04x}")),
                });
            }
        }
        shown
    }))
}

/// Applies `change` to the text between tabs and line ends, which stay.
fn by_piece(text: &str, change: impl Fn(&str) -> String) -> String {
    let one = |piece: &str| {
        let line = piece.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        let body = line.or(piece.strip_suffix('\t')).unwrap_or(piece);
        change(body) + &piece[body.len()..]
    };
    text.split_inclusive(['\n', '\t']).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing_in_a_text() {
        assert_eq!(harmless("é\ta\r\nb\n"), "é\ta\r\nb\n");
        assert_eq!(harmless("a\x1b[31m\rb\u{9b}2J\u{202e}\r\n"), "a␛[31m␍b�2J�\r\n");
    }

    #[test]
    fn only_colors_stay_in_styled_text() {
        assert_eq!(styled("\x1b[1;38;5;9mé\x1b[0m\n"), "\x1b[1;38;5;9mé\x1b[0m\n");
        for (text, shown) in [
            ("a\x1b[2Jb", "a␛[2Jb"),
            ("\x1b]0;x\x07", "␛]0;x␇"),
            ("\x1b\x1b[1m", "␛\x1b[1m"),
            ("\x1b[1\x1b[1m", "␛[1\x1b[1m"),
            ("\x1b[?1m", "␛[?1m"),
            ("\x1b[", "␛["),
            ("\u{9b}1m\u{202e}", "�1m�"),
        ] {
            assert_eq!(styled(text), shown, "{text:?}");
        }
    }

    #[test]
    fn json_keeps_its_value() {
        let value =
            serde_json::json!({ "a\u{9b}": ["\x1b[2J\u{7f}\u{202e}é", "👨\u{200d}👩 \u{e0061}\t\r\n", "\\\u{85}"] });
        let text = format!("{value:#}\r\n");
        let shown = json(&text);
        assert_eq!(text::clean(&shown.replace('\r', "")), shown.replace('\r', ""));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).unwrap(), value);
        assert!(shown.contains("é") && shown.contains("👨\u{200d}👩"), "{shown}");
    }
}
