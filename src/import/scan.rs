//! Markdown looked at from outside: its lines, and what of it is code or a comment, in which no sign has a meaning.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;

/// A line, without its end.
#[derive(Clone, Copy, Debug)]
pub struct Line<'t> {
    pub text: &'t str,
    /// Where it begins in the file.
    pub at: usize,
    pub inside: Inside,
}

/// What a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside {
    Text,
    /// A fence, its first and last line too.
    Fence,
    /// A comment that began on a line before.
    Comment,
}

impl Line<'_> {
    pub fn is_text(&self) -> bool {
        self.inside == Inside::Text
    }

    /// The words of a line of text that is not code: nothing of others.
    pub fn trimmed(&self) -> &str {
        if self.is_text() { self.text.trim() } else { "" }
    }

    pub fn end(&self) -> usize {
        self.at + self.text.len()
    }
}

/// The opening of a fence: its sign, how many of them, and what stands behind.
pub struct Opening<'t> {
    pub sign: char,
    pub count: usize,
    pub info: &'t str,
}

/// The opening of a fence that a line is; it may be moved in, as in the items of a list.
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

/// The lines of a text, the first of which stands at `at`.
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

/// Whether a place of a line stands in code within the line.
fn in_code(line: &str, at: usize) -> bool {
    line.contains('`') && bits(line).iter().any(|(range, bit)| *bit == Bit::Code && range.contains(&at))
}

/// What a stretch of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bit {
    Text,
    /// A fence, indented lines, or code within a line.
    Code,
    /// From `<!--` to `-->`.
    Comment,
}

/// A text in stretches, in order and without gaps.
pub fn bits(text: &str) -> Vec<(Range<usize>, Bit)> {
    if !text.contains(['`', '~', '\t']) && !text.contains("<!--") && !text.contains("\n    ") {
        return vec![(0..text.len(), Bit::Text)];
    }
    Scanner { text, out: Vec::new(), from: 0, runs: HashMap::new(), runs_to: 0, has_comments: true }.scan()
}

struct Scanner<'t> {
    text: &'t str,
    out: Vec<(Range<usize>, Bit)>,
    /// Where the text begins that belongs to no stretch yet.
    from: usize,
    /// The places of runs of "`" in this paragraph, by their length, and how far they were looked for.
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

    /// Ends the stretch before, and adds one; gives where it ends.
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

    /// Code within a line begins, or a run of "`" that nothing closes.
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

/// Whether a line begins an item of a list.
pub fn is_item(line: &str) -> bool {
    marker(line.trim_start()).is_some()
}

/// The mark of an item that a line begins with, with the space behind it: `- `, `1. `.
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
