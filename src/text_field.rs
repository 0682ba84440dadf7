//! The field for typing text, used everywhere.

use std::ops::Deref;

use unicode_segmentation::UnicodeSegmentation;

use crate::keys::Key;
use crate::page::cells;
use crate::text::{self, Run};

/// The cursor.
const CURSOR: char = '▏';

/// The most bytes that a character of a line may take, with its marks.
const LETTER: usize = 8;

/// A text with a cursor. It cannot contain control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextField {
    text: String,
    /// In bytes, between two clusters.
    at: usize,
    most: Most,
}

/// How much can be typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Most {
    /// Nothing: the field is not in use.
    #[default]
    Nothing,
    /// This many characters, on one line.
    Letters(usize),
    /// This many bytes, on any number of lines.
    Bytes(usize),
}

impl Deref for TextField {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl TextField {
    /// An empty line for this many characters.
    pub fn line(letters: usize) -> Self {
        Self { most: Most::Letters(letters), ..Self::default() }
    }

    /// A text of at most this many bytes, with the cursor at its end.
    pub fn lines(text: &str, bytes: usize) -> Self {
        let mut text = text::clean(text).into_owned();
        text.truncate(text::floor(&text, bytes));
        Self { at: text.len(), text, most: Most::Bytes(bytes) }
    }

    /// The same with existing text.
    pub fn with(mut self, text: &str) -> Self {
        self.paste(text);
        self
    }

    /// The same, no longer in use.
    pub fn closed(self) -> Self {
        Self { most: Most::Nothing, ..self }
    }

    /// Whether text can be typed into it.
    pub fn takes_text(&self) -> bool {
        self.most != Most::Nothing
    }

    /// Removes all text.
    pub fn clear(&mut self) {
        (self.text, self.at) = (String::new(), 0);
    }

    /// Starts a new line after all text.
    pub fn begin_line(&mut self) {
        self.at = self.text.len();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.insert("\n");
        }
    }

    /// Whether the cursor is on an empty line.
    pub fn is_at_empty_line(&self) -> bool {
        self.line_start() == self.line_end()
    }

    /// Handles a key. Returns whether the text has changed.
    pub fn take(&mut self, key: Key) -> bool {
        let before = self.text.len();
        match key {
            Key::Char(char) => self.insert(&text::clean(char.encode_utf8(&mut [0; 4]))),
            Key::Enter if self.has_lines() => self.insert("\n"),
            Key::Tab if self.has_lines() => self.insert("    "),
            Key::Backspace => {
                let from = self.letter_before();
                self.text.replace_range(from..self.at, "");
                self.at = from;
            }
            Key::Ctrl('u') => {
                let from = self.line_start();
                self.text.replace_range(from..self.at, "");
                self.at = from;
            }
            Key::Left => self.at = self.letter_before(),
            Key::Right => self.at = self.letter_after(),
            Key::Home => self.at = self.line_start(),
            Key::End => self.at = self.line_end(),
            Key::Up => self.go_up(),
            Key::Down => self.go_down(),
            _ => {}
        }
        self.text.len() != before
    }

    /// Inserts a text as far as it fits; in a field of one line, as one line.
    pub fn paste(&mut self, text: &str) {
        let text = text::clean(text);
        match self.most {
            Most::Bytes(bytes) => {
                let room = bytes.saturating_sub(self.text.len());
                self.insert(&text[..text::floor(&text, room)]);
            }
            Most::Nothing | Most::Letters(_) => {
                text.trim_end_matches('\n').replace('\n', " ").graphemes(true).for_each(|letter| self.insert(letter));
            }
        }
    }

    fn has_lines(&self) -> bool {
        matches!(self.most, Most::Bytes(_))
    }

    /// Inserts a text if all of it fits.
    fn insert(&mut self, text: &str) {
        let mut longer = self.text.clone();
        longer.insert_str(self.at, text);
        let fits = match self.most {
            Most::Nothing => false,
            Most::Letters(most) => longer.graphemes(true).count() <= most && longer.len() <= most * LETTER,
            Most::Bytes(most) => longer.len() <= most,
        };
        if fits {
            self.text = longer;
            self.at += text.len();
        }
    }

    fn letter_before(&self) -> usize {
        self.text[..self.at].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn letter_after(&self) -> usize {
        self.at + self.text[self.at..].graphemes(true).next().map_or(0, str::len)
    }

    fn line_start(&self) -> usize {
        self.text[..self.at].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.at..].find('\n').map_or(self.text.len(), |at| self.at + at)
    }

    /// Moves to the same column of the line above.
    fn go_up(&mut self) {
        let start = self.line_start();
        if start > 0 {
            let column = self.text[start..self.at].graphemes(true).count();
            let above = self.text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
            self.at = self.column(above, start - 1, column);
        }
    }

    fn go_down(&mut self) {
        let (start, end) = (self.line_start(), self.line_end());
        if end < self.text.len() {
            let column = self.text[start..self.at].graphemes(true).count();
            let below = self.text[end + 1..].find('\n').map_or(self.text.len(), |at| end + 1 + at);
            self.at = self.column(end + 1, below, column);
        }
    }

    fn column(&self, from: usize, to: usize, column: usize) -> usize {
        self.text[from..to].grapheme_indices(true).nth(column).map_or(to, |(at, _)| from + at)
    }

    /// The text with the cursor in it.
    pub fn with_cursor(&self) -> String {
        let mut text = self.text.clone();
        text.insert(self.at, CURSOR);
        text
    }

    /// The part around the cursor that fits into `width` cells.
    pub fn view(&self, width: usize) -> String {
        let before = text::end_of(&self.text[..self.at], width.saturating_sub(1));
        let after = text::fit(&self.text[self.at..], width.saturating_sub(1 + text::width(before)));
        format!("{before}{CURSOR}{after}")
    }

    /// The row of the cursor if the text is wrapped to `width` cells.
    pub fn row_of_cursor(&self, width: u16) -> u32 {
        let before = format!("{}{CURSOR}", &self.text[..self.at]);
        let rows = before.split('\n').map(|line| {
            let runs = [Run { text: line.to_owned(), style: () }];
            cells(text::wrap(&runs, usize::from(width.max(1))).len()).max(1)
        });
        rows.map(u32::from).sum::<u32>().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, keys: &[Key]) -> String {
        let mut field = TextField::lines(text, 1000);
        for key in keys {
            field.take(*key);
        }
        field.with_cursor()
    }

    #[test]
    fn letters_are_inserted_and_deleted_at_the_cursor() {
        assert_eq!(after("a", &[Key::Char('é'), Key::Left, Key::Char('b')]), "ab▏é");
        assert_eq!(after("ae\u{301}", &[Key::Backspace]), "a▏");
        assert_eq!(after("un deux", &[Key::Home, Key::Char('x'), Key::Ctrl('u')]), "▏un deux");
    }

    #[test]
    fn the_cursor_keeps_its_column_from_line_to_line() {
        assert_eq!(after("abc\nx\nabc", &[Key::Up]), "abc\nx▏\nabc");
        assert_eq!(after("abc\nx\nabc", &[Key::Up, Key::Up, Key::Down, Key::Home]), "abc\n▏x\nabc");
    }

    #[test]
    fn control_characters_are_not_accepted() {
        assert_eq!(&*TextField::lines("\u{1b}[2J", 100), "␛[2J");
        assert_eq!(&*TextField::line(9).with("\u{1b}[2J"), "␛[2J");
    }

    #[test]
    fn a_single_line_field_has_a_maximum_length() {
        let mut line = TextField::line(3).with("a\nbcd");
        assert_eq!(&*line, "a b");
        assert!(!line.take(Key::Enter) && !line.take(Key::Char('c')) && line.take(Key::Backspace));
        assert!(line.take(Key::Char('e')) && line.take(Key::Char('\u{301}')), "a mark is no letter more");
        assert_eq!(&*line, "a e\u{301}");
    }

    #[test]
    fn a_long_line_shows_the_part_around_the_cursor() {
        let mut line = TextField::line(20).with("un deux trois");
        assert_eq!(line.view(8), "x trois▏");
        line.take(Key::Home);
        assert_eq!(line.view(8), "▏un deux");
    }
}
