//! A field in which a text of some lines is written.

use unicode_segmentation::UnicodeSegmentation;

use crate::page::cells;
use crate::progress::LONGEST_NOTE;
use crate::show::Key;
use crate::text::{self, Run};

/// The sign of the place where one writes.
const CURSOR: char = '▏';

/// A text, and the place in it where one writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// In bytes, between two letters.
    at: usize,
}

impl Field {
    /// A text to go on with at its end.
    pub fn new(text: &str) -> Self {
        let mut text = text::clean(text).into_owned();
        text.truncate(text::floor(&text, LONGEST_NOTE));
        Self { at: text.len(), text }
    }

    pub fn text(&self) -> String {
        self.text.clone()
    }

    /// A text to which whole lines are added.
    pub fn of_lines(text: &str) -> Self {
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        Self::new(&format!("{text}{end}"))
    }

    /// Whether nothing stands in the line in which one writes.
    pub fn is_at_empty_line(&self) -> bool {
        self.line_start() == self.line_end()
    }

    /// Takes a key; whether the text is another then.
    pub fn take(&mut self, key: Key) -> bool {
        let before = self.text.len();
        match key {
            Key::Char(char) => self.insert(&text::clean(char.encode_utf8(&mut [0; 4]))),
            Key::Enter => self.insert("\n"),
            Key::Tab => self.insert("    "),
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

    /// Writes a text, as far as there is room for it.
    pub fn paste(&mut self, text: &str) {
        let text = text::clean(text);
        let room = LONGEST_NOTE.saturating_sub(self.text.len());
        self.insert(&text[..text::floor(&text, room)]);
    }

    fn insert(&mut self, text: &str) {
        if self.text.len() + text.len() <= LONGEST_NOTE {
            self.text.insert_str(self.at, text);
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

    /// To the same column of the line above.
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

    /// The text with the cursor in it, and where that is, in bytes.
    pub fn with_cursor(&self) -> (String, usize) {
        let mut text = self.text.clone();
        text.insert(self.at, CURSOR);
        (text, self.at)
    }

    /// The row in which the cursor stands where the text is wrapped to `width` cells.
    pub fn row_of_cursor(&self, cursor: usize, width: u16) -> u32 {
        let before = format!("{}{CURSOR}", &self.text[..cursor.min(self.text.len())]);
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
        let mut field = Field::new(text);
        for key in keys {
            field.take(*key);
        }
        field.with_cursor().0
    }

    #[test]
    fn letters_are_written_and_taken_back_where_the_cursor_stands() {
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
    fn what_a_terminal_would_obey_does_not_get_in() {
        assert_eq!(Field::new("\u{1b}[2J").text(), "␛[2J");
    }
}
