//! Messages on a stream: a header with the length of each, then JSON (Language Server Protocol 3.17, "Base Protocol").

use std::io::{BufRead, Read};

use lsp_server::Message;

use crate::lang::{self, say};

/// The longest message, in bytes: the largest deck with every byte escaped, and some room.
const LONGEST: u64 = 128 << 20;

/// The longest line of a header, in bytes.
const LONGEST_LINE: u64 = 4096;

/// A received message.
pub enum Incoming {
    Message(Message),
    /// A complete message that is not part of the protocol.
    Unknown,
    /// The end of the input.
    End,
}

/// Reads the next message.
///
/// # Errors
/// If the input is not a message, so that the start of the next one is unknown: a phrase that says why.
pub fn read(input: &mut impl BufRead) -> Result<Incoming, lang::Message> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(|error| lang::Message::from(&error))?;
        if line.is_empty() {
            return Ok(Incoming::End);
        }
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':') else { return Err(say!("a header without a colon")) };
        if name.eq_ignore_ascii_case("Content-Length") {
            let number: u64 = value.trim().parse().map_err(|_| say!("a length that is not a number"))?;
            if number > LONGEST {
                return Err(say!("a message of {number} bytes", number));
            }
            length = Some(number);
        }
    }
    let length = length.ok_or_else(|| say!("a header without a length"))?;
    let mut content = Vec::new();
    input.take(length).read_to_end(&mut content).map_err(|error| lang::Message::from(&error))?;
    if (content.len() as u64) < length {
        return Ok(Incoming::End);
    }
    Ok(serde_json::from_slice(&content).map_or(Incoming::Unknown, Incoming::Message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &str) -> String {
        match read(&mut bytes.as_bytes()) {
            Ok(Incoming::Message(Message::Notification(it))) => it.method,
            Ok(Incoming::Message(_)) => "message".to_owned(),
            Ok(Incoming::Unknown) => "unknown".to_owned(),
            Ok(Incoming::End) => "end".to_owned(),
            Err(why) => why.into(),
        }
    }

    #[test]
    fn only_whole_messages_are_read() {
        let exit = "{\"method\":\"exit\"}";
        assert_eq!(kind(&format!("Content-Length: 17\r\n\r\n{exit}")), "exit");
        assert_eq!(kind(&format!("content-length:17\r\nContent-Type: x\r\n\r\n{exit}")), "exit");
        assert_eq!(kind("Content-Length: 2\r\n\r\n[]"), "unknown");
        assert_eq!(kind("Content-Length: 3\r\n\r\n\u{1b}[2J"), "unknown");
        assert_eq!(kind("Content-Length: 9\r\n\r\n[]"), "end");
        assert_eq!(kind(""), "end");
        assert_eq!(kind("hello\r\n\r\n"), "a header without a colon");
        assert_eq!(kind("\r\n"), "a header without a length");
        assert_eq!(kind("Content-Length: -1\r\n\r\n"), "a length that is not a number");
        assert_eq!(kind("Content-Length: 99999999999\r\n\r\n"), "a message of 99999999999 bytes");
        assert_eq!(kind(&"x".repeat(9999)), "a header without a colon");
    }
}
