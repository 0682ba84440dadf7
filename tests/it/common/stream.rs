//! Parses what a program writes to a terminal.

/// The modes that the program sets and resets: screen, cursor, wrapping, complete pictures, mouse.
const MODES: &[&str] = &["?1049", "?25", "?7", "?2026", "?1000", "?1006", "?2004"];

/// The query for the background color of a terminal.
const GROUND: &str = "\x1b]11;?\x1b\\";

/// One part of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    Char(char),
    /// `ESC [`, parameters, a letter.
    Control {
        parameters: &'a str,
        letter: char,
    },
    /// Opens a link, or closes it if the target is empty.
    Link(&'a str),
    /// The query for the background color.
    Ground,
    /// Anything else that begins with an escape character.
    Other(&'a str),
}

/// The parts of a stream.
pub fn parts(mut stream: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    while let Some(char) = stream.chars().next() {
        let (part, length) = if char == '\x1b' { sequence(stream) } else { (Part::Char(char), char.len_utf8()) };
        parts.push(part);
        stream = &stream[length..];
    }
    parts
}

/// The sequence at the start of a stream, and its length.
fn sequence(stream: &str) -> (Part<'_>, usize) {
    if let Some(rest) = stream.strip_prefix("\x1b[") {
        let parameters = &rest[..rest.find(|char: char| !matches!(char, '0'..='9' | ';' | '?')).unwrap_or(rest.len())];
        let letter = rest[parameters.len()..].chars().next().unwrap_or('\0');
        return (Part::Control { parameters, letter }, 2 + parameters.len() + letter.len_utf8());
    }
    if let Some(rest) = stream.strip_prefix("\x1b]8;")
        && let Some((id, target)) = rest.split_once(';')
        && id.strip_prefix("id=").unwrap_or(id).chars().all(|char| char.is_ascii_hexdigit())
        && let Some(end) = target.find("\x1b\\")
    {
        return (Part::Link(&target[..end]), 4 + id.len() + 1 + end + 2);
    }
    if stream.starts_with(GROUND) {
        return (Part::Ground, GROUND.len());
    }
    (Part::Other(stream.get(..8).unwrap_or("\x1b")), 1)
}

/// Whether the program may write such a part on a screen.
pub fn is_known(part: Part) -> bool {
    match part {
        Part::Char(char) => is_harmless(char),
        Part::Control { parameters, letter: 'H' } => parameters.split(';').all(|it| it.parse::<u16>().is_ok()),
        Part::Control { parameters, letter: 'm' } => parameters.split(';').all(|it| it.parse::<u8>().is_ok()),
        Part::Control { parameters, letter: 'G' } => parameters.parse::<u16>().is_ok(),
        Part::Control { parameters, letter: 'J' } => parameters == "2",
        // A status request.
        Part::Control { parameters, letter: 'n' } => parameters == "5",
        Part::Control { parameters, letter: 'K' } => matches!(parameters, "" | "2"),
        Part::Control { parameters, letter: 'h' | 'l' } => MODES.contains(&parameters),
        Part::Ground => true,
        Part::Control { .. } | Part::Other(_) => false,
        Part::Link(target) => target.chars().all(|char| char.is_ascii_graphic()),
    }
}

/// Whether a character is only visible text: not a control character, not bidirectional, not invisible.
pub fn is_harmless(char: char) -> bool {
    let turns = matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hides = matches!(
        char,
        '\u{200b}' | '\u{200c}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
    );
    !char.is_control() && !turns && !hides
}

/// Whether a sequence sets or resets a color.
pub fn is_color(part: Part) -> bool {
    let shape = |code: &str| matches!(code, "" | "0" | "1" | "3" | "4" | "7" | "9");
    matches!(part, Part::Control { parameters, letter: 'm' } if !parameters.split(';').all(shape))
}
