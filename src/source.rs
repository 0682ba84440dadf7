//! The text of a deck, places in it, and maps from texts inside TOML strings to the file.

mod edit;
mod parts;
mod traced;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use edit::{Edit, MARK, apart, apply, diff, in_manner_of};
pub use parts::Part;
pub use traced::Traced;

use crate::lang::{Words, noun};
use crate::text;
use parts::Parts;

/// A range of a source, in bytes from its start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start) }
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A line and a column as people count them: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    pub line: usize,
    pub column: usize,
}

/// A named text: a deck or a theme, as it was read.
///
/// Line ends are LF and there is no byte order mark: both are normalized when the source is made, so that no other part of the program has to
/// handle them.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name in messages: the path as it was given.
    pub name: String,
    pub text: String,
    /// Places whose line is known, computed when first needed, so that a text with many findings is counted only once.
    marks: OnceLock<Box<[Mark]>>,
    /// The file that the text was made from, if any. Places are then reported in that file.
    original: Option<Arc<Original>>,
    /// The texts of other files after it, if any.
    parts: Option<Arc<Parts>>,
}

/// The original of a source, and the map to it.
#[derive(Debug)]
struct Original {
    source: Source,
    about: String,
    trace: Traced,
}

/// A place whose line and column are known: the start of a line, and further places in long lines.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: usize,
    line: usize,
    column: usize,
}

/// The distance between marks in a long line, in characters.
const STRIDE: usize = 256;

fn marks(text: &str) -> Box<[Mark]> {
    let mut marks = vec![Mark { at: 0, line: 1, column: 1 }];
    let (mut line, mut column) = (1, 1);
    for (at, char) in text.char_indices() {
        if column % STRIDE == 0 {
            marks.push(Mark { at, line, column });
        }
        match char {
            '\n' => {
                (line, column) = (line + 1, 1);
                marks.push(Mark { at: at + 1, line, column });
            }
            _ => column += 1,
        }
    }
    marks.into()
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.text == other.text
    }
}

impl Eq for Source {}

/// Why bytes are not a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotText {
    /// UTF-16, recognized by its byte order mark.
    Utf16,
    /// A byte that is not UTF-8, with its line and column; usually Latin-1 or Windows-1252.
    Byte { byte: u8, place: LineColumn },
}

/// The name of a text from standard input, in reports for programs too.
pub const STANDARD_INPUT: &str = noun!("<standard input>");

impl Source {
    /// Its name for people.
    pub fn shown_name(&self, words: &Words) -> &str {
        if self.name == STANDARD_INPUT { words.in_place_of(STANDARD_INPUT) } else { &self.name }
    }

    pub fn new(name: impl Into<String>, text: &str) -> Self {
        let text = text.strip_prefix(MARK).unwrap_or(text);
        let text = if text.contains("\r\n") { text.replace("\r\n", "\n") } else { text.to_owned() };
        Self { name: name.into(), text, marks: OnceLock::new(), original: None, parts: None }
    }

    /// A text made from another file, in which findings are then reported. `about` describes that file.
    pub fn traced(text: Traced, original: Source, about: &str) -> Self {
        let (text, trace) = text.into_parts();
        let name = original.name.clone();
        let original = Original { source: original, about: about.to_owned(), trace };
        Self { name, text, marks: OnceLock::new(), original: Some(Arc::new(original)), parts: None }
    }

    /// The same with the texts of other files, given by name, after its own. Positions count on through them.
    pub fn with_parts(self, files: Vec<(String, Source)>) -> Self {
        let parts = (!files.is_empty()).then(|| Arc::new(Parts::new(&self.text, files)));
        Self { parts, ..self }
    }

    /// The texts of other files, sorted by position.
    pub fn parts(&self) -> &[Part] {
        self.parts.as_ref().map_or(&[], |parts| &parts.list)
    }

    /// Its own text followed by those of other files.
    pub fn whole(&self) -> &str {
        self.parts.as_ref().map_or(&self.text, |parts| &parts.whole)
    }

    /// The other file that contains a position; `None` for its own text.
    pub fn part_at(&self, offset: usize) -> Option<&Part> {
        self.parts.as_ref()?.at(offset)
    }

    /// The file that it was made from. `None` if it is the file itself.
    pub fn original(&self) -> Option<&Source> {
        self.original.as_ref().map(|it| &it.source)
    }

    /// A description of the file that it was made from. `None` if it is the file itself.
    pub fn about(&self) -> Option<&str> {
        self.original.as_ref().map(|it| it.about.as_str())
    }

    /// The place of a range in the file that it was made from.
    pub fn in_original(&self, span: Span) -> Span {
        self.original.as_ref().map_or(span, |it| it.trace.span(span.start..span.end))
    }

    /// # Errors
    /// If the bytes are not UTF-8, with what they look like.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Self, NotText> {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            return Err(NotText::Utf16);
        }
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                let good = &bytes[..error.valid_up_to()];
                let text = Self::new("", std::str::from_utf8(good).expect("checked up to here"));
                Err(NotText::Byte { byte: bytes[good.len()], place: text.place(text.text.len()) })
            }
        }
    }

    /// Line and column of a byte in its file: the one the text was converted from, or an included one.
    pub fn place(&self, offset: usize) -> LineColumn {
        if let Some(part) = self.part_at(offset) {
            return part.source.place(offset - part.start);
        }
        if let Some(original) = &self.original {
            return original.source.place(original.trace.place(offset));
        }
        let marks = self.marks.get_or_init(|| marks(&self.text));
        let offset = text::floor(&self.text, offset);
        let mark = &marks[marks.partition_point(|mark| mark.at <= offset) - 1];
        LineColumn { line: mark.line, column: mark.column + self.text[mark.at..offset].chars().count() }
    }

    pub fn slice(&self, span: Span) -> &str {
        self.whole().get(span.start..span.end).unwrap_or("")
    }
}

/// Maps offsets in a text taken from a source, such as a decoded TOML string, to the source.
///
/// Sorted pairs: from the first offset on, the text is the same as the source from the second.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    base: usize,
    jumps: Box<[(usize, usize)]>,
    /// The folder of the file, relative to the deck's, ending in `/`; `None` for the deck's own folder.
    folder: Option<Arc<str>>,
}

impl Map {
    /// For a text that is unchanged in the source, from `base` on.
    pub fn straight(base: usize) -> Self {
        Self { base, jumps: Box::default(), folder: None }
    }

    /// The same for a text in another folder. Names of files in it are relative to that folder.
    pub fn in_folder(self, folder: Option<Arc<str>>) -> Self {
        Self { folder, ..self }
    }

    /// The folder of the file, relative to the deck's, ending in `/`; `None` for the deck's own folder.
    pub fn folder(&self) -> Option<&Arc<str>> {
        self.folder.as_ref()
    }

    /// For pieces of the source in a row: where each starts in the text, and in the source.
    pub fn of_lines(lines: impl Iterator<Item = (usize, usize)>) -> Self {
        Self { base: 0, jumps: lines.collect(), folder: None }
    }

    pub fn offset(&self, at: usize) -> usize {
        match self.jumps.partition_point(|(out, _)| *out <= at).checked_sub(1) {
            Some(index) => self.jumps[index].1 + (at - self.jumps[index].0),
            None => self.base + at,
        }
    }

    pub fn span(&self, range: Range<usize>) -> Span {
        let last = range.end.saturating_sub(1).max(range.start);
        Span::new(self.offset(range.start), self.offset(last) + (range.end - last))
    }

    /// Combines two maps: `outer` maps the text that this one leads to.
    pub fn through(&self, outer: &Map) -> Self {
        let pieces: Vec<_> = std::iter::once((0, self.base)).chain(self.jumps.iter().copied()).collect();
        let mut jumps = Vec::new();
        for (index, (out, to)) in pieces.iter().enumerate() {
            if index > 0 {
                jumps.push((*out, outer.offset(*to)));
            }
            let end = pieces.get(index + 1).map_or(usize::MAX, |(next, _)| to + (next - out));
            let from = outer.jumps.partition_point(|(at, _)| at <= to);
            let inside = outer.jumps[from..].iter().take_while(|(at, _)| *at < end);
            jumps.extend(inside.map(|(at, there)| (out + (at - to), *there)));
        }
        Self { base: outer.offset(self.base), jumps: jumps.into(), folder: outer.folder.clone() }
    }

    /// The map of a decoded TOML string whose raw text, including quotes, starts at `start`.
    ///
    /// Literal strings, and basic ones without a `\`, are unchanged in the file. In the others each escape is a jump. (TOML 1.0, "String".)
    pub fn of_string(raw: &str, start: usize) -> Self {
        let quotes = match () {
            () if raw.starts_with("'''") || raw.starts_with("\"\"\"") => 3,
            // Without quotes it is not TOML, but is read as far as possible.
            () => usize::from(raw.starts_with(['"', '\''])),
        };
        let mut at = quotes;
        if quotes == 3 && raw[at..].starts_with('\n') {
            at += 1;
        }
        let mut map = Self::straight(start + at);
        if raw.starts_with('"') && raw.contains('\\') {
            map.jumps = jumps(raw, at, start);
        }
        map
    }
}

fn jumps(raw: &str, mut at: usize, start: usize) -> Box<[(usize, usize)]> {
    let multiline = raw.starts_with("\"\"\"");
    let mut jumps = Vec::new();
    let mut out = 0;
    while let Some(found) = raw[at..].find('\\') {
        out += found;
        at += found;
        let (read, written) = escape(&raw[at..], multiline);
        at += read;
        out += written;
        jumps.push((out, start + at));
    }
    jumps.into()
}

/// The escape at the start of a basic string: its length in bytes, and the character it stands for.
pub fn unescape(raw: &str) -> Option<(usize, char)> {
    let sign = match raw.strip_prefix('\\')?.chars().next()? {
        'b' => '\u{8}',
        'e' => '\u{1b}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        sign @ ('"' | '\\') => sign,
        _ => {
            let (read, _) = escape(raw, false);
            let number = u32::from_str_radix(raw.get(2..read)?, 16).ok()?;
            return Some((read, char::from_u32(number)?));
        }
    };
    Some((2, sign))
}

/// The length in bytes of the escape at the start of `raw`, and of the text it stands for.
///
/// Invalid escapes are read as the crate `toml` does when it recovers: a `\` without meaning is itself, a number that is not a character is �.
fn escape(raw: &str, multiline: bool) -> (usize, usize) {
    let digits = match raw.as_bytes().get(1) {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        Some(b'\n' | b'\r' | b' ' | b'\t') if multiline => {
            let rest = &raw[1..];
            return (1 + rest.len() - rest.trim_start_matches(['\n', '\r', ' ', '\t']).len(), 0);
        }
        Some(b'b' | b'e' | b'f' | b'n' | b'r' | b't' | b'"' | b'\\') => return (2, 1),
        _ => return (1, 1),
    };
    let found = raw.bytes().skip(2).take(digits).take_while(u8::is_ascii_hexdigit).count();
    let hex = Some(&raw[2..2 + found]).filter(|_| found == digits);
    let char = hex.and_then(|it| u32::from_str_radix(it, 16).ok()).and_then(char::from_u32);
    (2 + found, char.unwrap_or('\u{fffd}').len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let source = Source::new("deck", "été\r\nœuf = 1");
        assert_eq!(source.place(0), LineColumn { line: 1, column: 1 });
        assert_eq!(source.place(source.text.find('=').unwrap()), LineColumn { line: 2, column: 5 });
    }

    #[test]
    fn a_place_at_an_end_is_that_of_the_line_that_ends() {
        let source = Source::new("deck", "a\n\nb\n");
        let places = [1, 2, 3, 5, 9].map(|at| source.place(at)).map(|it| (it.line, it.column));
        assert_eq!(places, [(1, 2), (2, 1), (3, 1), (4, 1), (4, 1)]);
    }

    #[test]
    fn a_place_far_in_a_long_line_is_counted_as_a_near_one() {
        let source = Source::new("deck", &format!("a\n{}b\n{}c", "é".repeat(3 * STRIDE), "x".repeat(STRIDE - 1)));
        let place = |sign: char| source.place(source.text.find(sign).unwrap());
        assert_eq!(place('b'), LineColumn { line: 2, column: 3 * STRIDE + 1 });
        assert_eq!(place('c'), LineColumn { line: 3, column: STRIDE });
        assert_eq!(source.place(2 + 2 * (STRIDE - 1)), LineColumn { line: 2, column: STRIDE });
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_placed() {
        assert_eq!(Source::from_bytes("d", b"\xff\xfea\0"), Err(NotText::Utf16));
        let place = LineColumn { line: 2, column: 3 };
        assert_eq!(Source::from_bytes("d", b"a\nb \xe9t"), Err(NotText::Byte { byte: 0xe9, place }));
    }

    #[test]
    fn composing_two_maps_keeps_the_jumps_of_both() {
        let outer = Map::of_string("\"ab\\\\cd\\\\ef\"", 10);
        let lines = Map::of_lines([(0, 1), (4, 6)].into_iter());
        let both = lines.through(&outer);
        assert!((0..6).all(|at| both.offset(at) == outer.offset(lines.offset(at))));
        let inner = Map::of_string("\"b\\\\c\"", 0);
        assert!((0..3).all(|at| inner.through(&outer).offset(at) == outer.offset(inner.offset(at))));
    }

    #[test]
    fn a_word_behind_a_broken_escape_is_found_in_the_file() {
        let escapes = ["\\é", "\\u12é", "\\ud800", "\\U00110000", "\\ ", "\\x", "\\e", "\\\n \u{a0}", "\\\r"];
        for (escape, quotes) in escapes.iter().flat_map(|escape| [(escape, "\""), (escape, "\"\"\"")]) {
            let file = format!("a = {quotes}{escape}mot{quotes}");
            let (table, _) = toml::de::DeTable::parse_recoverable(&file);
            let Some(value) = table.get_ref().get("a") else { continue };
            let Some(decoded) = value.get_ref().as_str() else { continue };
            let map = Map::of_string(&file[value.span()], value.span().start);
            let Some(at) = decoded.find("mot") else { continue };
            let Span { start, end } = map.span(at..at + 3);
            assert_eq!(&file[start..end], "mot", "{file:?}");
        }
    }

    #[test]
    fn a_word_of_an_escaped_string_is_found_in_the_file() {
        let file = "body = \"\"\"\na\\tb \\u00e9t\\\n   fin\"\"\"";
        let raw = &file[7..];
        let map = Map::of_string(raw, 7);
        let decoded = "a\tb étfin";
        for word in ["b", "t", "fin"] {
            let at = decoded.rfind(word).unwrap();
            let span = map.span(at..at + word.len());
            assert_eq!(&file[span.start..span.end], word);
        }
    }
}
