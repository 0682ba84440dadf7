//! Scans Markdown without parsing it: its lines, and which parts are code or comments, where syntax has no meaning.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

/// A line, without its end.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    pub text: &'t str,
    /// Its first byte in the file.
    pub at: usize,
    pub inside: Inside,
}

/// What a line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    Text,
    /// A fence, including its first and last line.
    Fence,
    /// A comment that started on an earlier line.
    Comment,
}

impl Line<'_> {
    pub fn is_text(&self) -> bool {
        self.inside == Inside::Text
    }

    /// The trimmed line if it is text. Empty if it is code or a comment.
    pub fn trimmed(&self) -> &str {
        if self.is_text() { self.text.trim() } else { "" }
    }

    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The opening of a fence: its character, its length, and its info string.
pub struct Opening<'t> {
    pub sign: char,
    pub count: usize,
    pub info: &'t str,
}

/// The opening of a fence, if the line is one. It may be indented, as in list items.
pub fn opening(line: &str) -> Option<Opening<'_>> {
    let bare = line.trim_start();
    let sign = bare.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let info = bare.trim_start_matches(sign);
    let count = bare.len() - info.len();
    (count >= 3 && !(sign == '`' && info.contains('`'))).then(|| Opening { sign, count, info: info.trim() })
}

fn closes(line: &str, sign: char, count: usize) -> bool {
    let bare = line.trim();
    bare.len() >= count && bare.chars().all(|it| it == sign)
}

/// The lines of a text that starts at byte `at`.
pub fn lines(text: &str, at: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(text.len() / 24 + 1);
    let mut fence: Option<(char, usize)> = None;
    let mut comment = false;
    let last_comment = text.rfind("-->").unwrap_or(0);
    let mut from = 0;
    for line in text.split('\n') {
        let inside = match fence {
            Some((sign, count)) => {
                if closes(line, sign, count) {
                    fence = None;
                }
                Inside::Fence
            }
            None if comment => {
                comment = !line.contains("-->");
                Inside::Comment
            }
            None => match opening(line) {
                Some(Opening { sign, count, .. }) => {
                    fence = Some((sign, count));
                    Inside::Fence
                }
                None => {
                    let open = line.rfind("<!--").filter(|at| !line[*at..].contains("-->"));
                    comment = open.is_some_and(|open| from + open < last_comment && !in_code(line, open));
                    Inside::Text
                }
            },
        };
        lines.push(Line { text: line, at: at + from, inside });
        from += line.len() + 1;
    }
    lines
}

/// Whether a byte of a line is inside inline code.
fn in_code(line: &str, at: usize) -> bool {
    line.contains('`') && bits(line).iter().any(|(range, bit)| *bit == Bit::Code && range.contains(&at))
}

/// The kind of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bit {
    Text,
    /// A fence, indented lines, or inline code.
    Code,
    /// From `<!--` to `-->`.
    Comment,
}

/// A text in pieces, in order and without gaps.
pub fn bits(text: &str) -> Vec<(Range<usize>, Bit)> {
    if !text.contains(['`', '~', '\t']) && !text.contains("<!--") && !text.contains("\n    ") {
        return vec![(0..text.len(), Bit::Text)];
    }
    Scanner { text, out: Vec::new(), from: 0, runs: HashMap::new(), runs_to: 0, has_comments: true }.scan()
}

struct Scanner<'t> {
    text: &'t str,
    out: Vec<(Range<usize>, Bit)>,
    /// Where the current plain text starts.
    from: usize,
    /// The places of runs of "`" in this paragraph, by length, and how far they were searched.
    runs: HashMap<usize, VecDeque<usize>>,
    runs_to: usize,
    has_comments: bool,
}

impl Scanner<'_> {
    fn scan(mut self) -> Vec<(Range<usize>, Bit)> {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        let mut line_starts = true;
        let (mut code_may_start, mut in_list) = (true, false);
        while at < bytes.len() {
            if line_starts {
                let end = self.line_end(at);
                let line = &self.text[at..end];
                if let Some(Opening { sign, count, .. }) = opening(line) {
                    at = self.put(at..self.fence_end(end, sign, count), Bit::Code);
                    continue;
                }
                if code_may_start && is_indented(line) {
                    at = self.put(at..(end + 1).min(bytes.len()), Bit::Code);
                    continue;
                }
                code_may_start = line.trim().is_empty() && !in_list;
                if !line.trim().is_empty() && !line.starts_with([' ', '\t']) {
                    in_list = is_item(line) || line.starts_with("[^");
                }
            }
            line_starts = bytes[at] == b'\n';
            at = match bytes[at] {
                b'\\' => at + 1 + self.text[at + 1..].chars().next().filter(|it| *it != '\n').map_or(0, char::len_utf8),
                b'`' => self.code(at),
                b'<' if self.has_comments && self.text[at..].starts_with("<!--") => self.comment(at),
                _ => at + 1,
            };
        }
        self.put(bytes.len()..bytes.len(), Bit::Text);
        self.out
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }

    /// Ends the plain text before a piece, and adds the piece. Returns its end.
    fn put(&mut self, range: Range<usize>, bit: Bit) -> usize {
        if self.from < range.start {
            self.out.push((self.from..range.start, Bit::Text));
        }
        if !range.is_empty() {
            self.out.push((range.clone(), bit));
        }
        self.from = range.end;
        range.end
    }

    fn fence_end(&self, mut at: usize, sign: char, count: usize) -> usize {
        while at < self.text.len() {
            let end = self.line_end(at + 1);
            if closes(&self.text[at + 1..end], sign, count) {
                return (end + 1).min(self.text.len());
            }
            at = end;
        }
        at
    }

    /// Handles the start of inline code, or a run of "`" that is never closed.
    fn code(&mut self, at: usize) -> usize {
        if at >= self.runs_to {
            self.find_runs(at);
        }
        let length = self.text[at..].bytes().take_while(|byte| *byte == b'`').count();
        let places = self.runs.entry(length).or_default();
        while places.front().is_some_and(|place| *place <= at) {
            places.pop_front();
        }
        match places.front().copied() {
            Some(close) => self.put(at..close + length, Bit::Code),
            None => at + length,
        }
    }

    /// Finds the runs of "`" up to the end of the paragraph.
    fn find_runs(&mut self, at: usize) {
        self.runs.clear();
        let end = self.text[at..].find("\n\n").map_or(self.text.len(), |end| at + end);
        let mut place = at;
        while let Some(found) = self.text[place..end].find('`') {
            let start = place + found;
            let length = self.text[start..end].bytes().take_while(|byte| *byte == b'`').count();
            self.runs.entry(length).or_default().push_back(start);
            place = start + length;
        }
        self.runs_to = end;
    }

    fn comment(&mut self, at: usize) -> usize {
        match self.text[at + 4..].find("-->") {
            Some(end) => self.put(at..at + 4 + end + 3, Bit::Comment),
            None => {
                self.has_comments = false;
                at + 1
            }
        }
    }
}

fn is_indented(line: &str) -> bool {
    let bare = line.trim_start();
    (line.starts_with("    ") || line.starts_with('\t')) && !bare.is_empty() && !bare.starts_with('<')
}

/// Whether a line starts a list item.
pub fn is_item(line: &str) -> bool {
    marker(line.trim_start()).is_some()
}

/// The marker of a list item at the start of a line, with the space after it: `- `, `1. `.
pub fn marker(bare: &str) -> Option<&str> {
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let sign = bare.as_bytes().get(digits)?;
    let is_mark = if digits == 0 { b"-*+".contains(sign) } else { digits < 10 && b".)".contains(sign) };
    if !is_mark {
        return None;
    }
    let rest = &bare[digits + 1..];
    let space = usize::from(rest.starts_with([' ', '\t']));
    (rest.is_empty() || space > 0).then(|| &bare[..digits + 1 + space])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(&str, Bit)> {
        bits(text).into_iter().map(|(range, bit)| (&text[range], bit)).collect()
    }

    #[test]
    fn code_and_comments_are_told_from_text() {
        use Bit::{Code, Comment, Text};
        assert_eq!(
            kinds("a `<b>` <!-- `c -->d`"),
            [("a ", Text), ("`<b>`", Code), (" ", Text), ("<!-- `c -->", Comment), ("d`", Text)]
        );
        assert_eq!(kinds("````md\n```\n````\nb")[0], ("````md\n```\n````\n", Code));
        assert_eq!(kinds("a\n\n    code\n\nb"), [("a\n\n", Text), ("    code\n", Code), ("\nb", Text)]);
        assert_eq!(kinds("- a\n\n    more"), [("- a\n\n    more", Text)]);
        assert_eq!(kinds("\\`a` <!-- open"), [("\\`a` <!-- open", Text)]);
    }

    #[test]
    fn lines_know_what_they_belong_to() {
        let text = "a\n~~~\n---\n~~~\n<!--\n---\n-->\n`<!--`\n---";
        let inside: Vec<Inside> = lines(text, 0).iter().map(|line| line.inside).collect();
        use Inside::{Comment, Fence, Text};
        assert_eq!(inside, [Text, Fence, Fence, Fence, Text, Comment, Comment, Text, Text]);
    }
}
