//! A text made from another one, which knows where each part of it comes from.

use std::ops::Range;

use crate::source::Span;

/// A text made from another one: parts that were copied, and parts that were written instead of something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traced {
    text: String,
    marks: Vec<Mark>,
}

/// From `at` on, the text is a copy that starts at the start of `from`, until the end of `from` at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark {
    at: usize,
    from: Span,
}

impl Traced {
    /// A copy of the text at `at`.
    pub fn as_it_is(text: &str, at: usize) -> Self {
        let mut traced = Self::default();
        traced.take(text, at);
        traced
    }

    /// A text that replaces the text at `from`.
    pub fn instead(text: &str, from: Span) -> Self {
        let mut traced = Self::default();
        traced.write(text, from);
        traced
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Appends a copy of the text at `at`.
    pub fn take(&mut self, text: &str, at: usize) {
        self.write(text, Span::new(at, at + text.len()));
    }

    /// Appends a text that replaces the text at `from`.
    pub fn write(&mut self, text: &str, from: Span) {
        if text.is_empty() {
            return;
        }
        match self.marks.last_mut() {
            Some(last)
                if last.from.end == from.start && last.at + last.from.end - last.from.start == self.text.len() =>
            {
                last.from.end = from.end;
            }
            _ => self.marks.push(Mark { at: self.text.len(), from }),
        }
        self.text.push_str(text);
    }

    /// Appends another text made from the same original.
    pub fn append(&mut self, other: &Self) {
        for (index, mark) in other.marks.iter().enumerate() {
            let end = other.marks.get(index + 1).map_or(other.text.len(), |next| next.at);
            self.write(&other.text[mark.at..end], mark.from);
        }
    }

    /// Appends a text without a place of its own: it counts as coming from the end of this one.
    pub fn add(&mut self, text: &str) {
        let end = self.place(self.text.len());
        self.write(text, Span::new(end, end));
    }

    /// Where a byte of it comes from.
    pub fn place(&self, at: usize) -> usize {
        match self.marks.partition_point(|mark| mark.at <= at).checked_sub(1) {
            Some(index) => {
                let Mark { at: start, from } = self.marks[index];
                (from.start + (at - start)).min(from.end)
            }
            None => self.marks.first().map_or(0, |mark| mark.from.start),
        }
    }

    /// Where a part of it comes from.
    pub fn span(&self, range: Range<usize>) -> Span {
        let last = range.end.saturating_sub(1).max(range.start);
        let start = self.place(range.start);
        Span::new(start, (self.place(last) + (range.end - last)).max(start))
    }

    /// Where the whole text comes from.
    pub fn whole(&self) -> Span {
        self.span(0..self.text.len())
    }

    /// A part of it.
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        let first = self.marks.partition_point(|mark| mark.at <= range.start).saturating_sub(1);
        for (index, mark) in self.marks.iter().enumerate().skip(first).take_while(|(_, mark)| mark.at < range.end) {
            let end = self.marks.get(index + 1).map_or(self.text.len(), |next| next.at).min(range.end);
            let start = mark.at.max(range.start);
            let from = Span::new((mark.from.start + (start - mark.at)).min(mark.from.end), mark.from.end);
            if start < end {
                let is_whole = from.end - from.start >= end - start;
                let from = if is_whole { Span::new(from.start, from.start + (end - start)) } else { from };
                part.write(&self.text[start..end], from);
            }
        }
        part
    }

    /// The same without spaces and empty lines at its ends. The indentation of its first line stays.
    pub fn trimmed(&self) -> Self {
        let end = self.text.trim_end().len();
        let blank = self.text[..end].len() - self.text[..end].trim_start().len();
        let start = self.text[..blank].rfind('\n').map_or(0, |at| at + 1);
        if (start, end) == (0, self.text.len()) { self.clone() } else { self.part(start.min(end)..end) }
    }

    /// The same with some parts replaced. The edits must be sorted and must not overlap.
    pub fn edited(&self, edits: &[(Range<usize>, String)]) -> Self {
        let mut out = Self::default();
        let mut at = 0;
        for (range, text) in edits.iter().filter(|(range, _)| range.start <= range.end) {
            if range.start < at {
                continue;
            }
            out.append(&self.part(at..range.start));
            out.write(text, self.span(range.clone()));
            at = range.end;
        }
        out.append(&self.part(at..self.text.len()));
        out
    }

    /// Splits it into the text and the places.
    pub fn into_parts(mut self) -> (String, Self) {
        let text = std::mem::take(&mut self.text);
        (text, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_text_keeps_its_position_and_new_text_gets_that_of_what_it_replaces() {
        let file = "one <b>two</b> three";
        let mut traced = Traced::as_it_is(&file[..4], 0);
        traced.write("**", Span::new(4, 7));
        traced.take("two", 7);
        traced.write("**", Span::new(10, 14));
        traced.take(" three", 14);
        assert_eq!(traced.text(), "one **two** three");
        for word in ["one", "two", "three"] {
            let at = traced.text().find(word).unwrap();
            assert_eq!(&file[traced.span(at..at + word.len()).start..][..word.len()], word);
        }
        let part = traced.part(6..traced.text().len());
        assert_eq!(part.text(), "two** three");
        assert_eq!(part.place(6), file.find("three").unwrap());
    }

    #[test]
    fn edits_keep_the_places_around_them() {
        let file = "a {x} b\n\n";
        let traced = Traced::as_it_is(file, 10).edited(&[(2..5, "long words".to_owned())]);
        assert_eq!(traced.text(), "a long words b\n\n");
        assert_eq!(traced.place(13), 10 + file.find('b').unwrap());
        assert_eq!(traced.trimmed().text(), "a long words b");
        assert_eq!(traced.place(11), 15, "no place is behind what it was written for");
    }
}
