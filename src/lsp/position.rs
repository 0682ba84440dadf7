//! Positions as editors count them: lines and columns from 0, columns in units of an encoding.

use serde_json::{Value as Json, json};

use crate::source::{Source, Span};
use crate::text;

/// The unit of columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// The default of the protocol.
    Utf16,
}

impl Encoding {
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
        }
    }

    fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => text.chars().map(char::len_utf16).sum(),
        }
    }
}

/// About how many bytes of a text are counted at most to find a position.
const STRIDE: usize = 256;

/// The starts of the lines of a text.
pub struct Lines {
    encoding: Encoding,
    starts: Vec<usize>,
    /// For every `STRIDE` bytes, the next character: its start, and how many units are before it in the text. A line may be as long as the deck,
    /// and have as many findings.
    marks: Vec<(usize, usize)>,
    /// How many units of the first line are the byte order mark, which a source does not have.
    mark: usize,
}

impl Lines {
    /// The lines of a source; `marked` tells whether the editor's text starts with a byte order mark.
    pub fn new(source: &Source, marked: bool, encoding: Encoding) -> Self {
        let ends = source.text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'\n' | b'\r'));
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        let mut lines =
            Self { encoding, starts, marks: Vec::new(), mark: if marked { encoding.length("\u{feff}") } else { 0 } };
        let mut units = 0;
        for (at, char) in source.text.char_indices() {
            if at >= lines.marks.len() * STRIDE {
                lines.marks.push((at, units));
            }
            units += encoding.length(char.encode_utf8(&mut [0; 4]));
        }
        lines
    }

    /// How many units are before the character that starts at this byte.
    fn units_before(&self, source: &Source, offset: usize) -> usize {
        let mark = self.marks.get(offset / STRIDE).or(self.marks.last());
        let (from, units) = mark.filter(|(from, _)| *from <= offset).copied().unwrap_or_default();
        units + self.encoding.length(&source.text[from..offset])
    }

    /// The position of a byte in the protocol's form.
    pub fn position(&self, source: &Source, offset: usize) -> Json {
        let offset = text::floor(&source.text, offset);
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let mark = if line == 0 { self.mark } else { 0 };
        let column = self.units_before(source, offset) - self.units_before(source, self.starts[line]) + mark;
        json!({ "line": line, "character": column })
    }

    pub fn range(&self, source: &Source, span: Span) -> Json {
        json!({ "start": self.position(source, span.start), "end": self.position(source, span.end) })
    }

    /// The byte at a position. A column after the end of its line is the end, one inside a character is its start. An invalid position is the start
    /// of the text.
    pub fn offset(&self, source: &Source, position: &Json) -> usize {
        let number = |name: &str| position[name].as_u64().and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
        let (line, column) = (number("line"), number("character"));
        let Some(start) = self.starts.get(line).copied() else { return source.text.len() };
        let mut left = column.saturating_sub(if line == 0 { self.mark } else { 0 });
        let rest = source.text[start..].char_indices();
        let mut signs = rest.take_while(|(_, char)| !matches!(char, '\n' | '\r'));
        let mut at = start;
        while let Some((from, char)) = signs.next().filter(|_| left > 0) {
            let units = self.encoding.length(char.encode_utf8(&mut [0; 4]));
            at = start + from + if units <= left { char.len_utf8() } else { 0 };
            left = left.saturating_sub(units);
        }
        at
    }

    /// The bytes of a range of the protocol.
    pub fn span(&self, source: &Source, range: &Json) -> Span {
        Span::new(self.offset(source, &range["start"]), self.offset(source, &range["end"]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn there_and_back(text: &str, word: &str, encoding: Encoding) -> (u64, u64) {
        let source = Source::new("a", text);
        let lines = Lines::new(&source, text.starts_with('\u{feff}'), encoding);
        let at = source.text.find(word).unwrap();
        let position = lines.position(&source, at);
        assert_eq!(lines.offset(&source, &position), at);
        (position["line"].as_u64().unwrap(), position["character"].as_u64().unwrap())
    }

    #[test]
    fn columns_count_units_of_the_encoding() {
        let text = "a\r\n👩é漢 mot\n";
        assert_eq!(there_and_back(text, "mot", Encoding::Utf16), (1, 5));
        assert_eq!(there_and_back(text, "mot", Encoding::Utf8), (1, 10));
        assert_eq!(there_and_back("a\rb\r\r\nmot", "mot", Encoding::Utf16), (3, 0));
        assert_eq!(there_and_back("\u{feff}é mot", "mot", Encoding::Utf16), (0, 3));
        assert_eq!(there_and_back("\u{feff}é mot", "mot", Encoding::Utf8), (0, 6));
    }

    #[test]
    fn columns_of_a_long_line_are_those_of_its_beginning() {
        let text = format!("a\n{}", "é👩漢x".repeat(300));
        let source = Source::new("a", &text);
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::new(&source, false, encoding);
            for (at, _) in text.char_indices().skip(2).chain([(text.len(), ' ')]) {
                let column = encoding.length(&text[2..at]);
                assert_eq!(lines.position(&source, at), json!({ "line": 1, "character": column }));
            }
        }
    }

    #[test]
    fn an_invalid_position_becomes_the_nearest() {
        let source = Source::new("a", "é👩\nb");
        let lines = Lines::new(&source, false, Encoding::Utf16);
        let offset =
            |line: i64, character: i64| lines.offset(&source, &json!({ "line": line, "character": character }));
        assert_eq!((offset(0, 2), offset(0, 3), offset(0, 99)), (2, 6, 6));
        assert_eq!((offset(1, 0), offset(1, 9), offset(2, 0), offset(-1, -1)), (7, 8, 8, 0));
        assert_eq!(lines.offset(&source, &json!("x")), 0);
    }
}
