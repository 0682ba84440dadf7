//! Estimates the room that text takes before any program lays it out. It measures with Noto Sans, which is slightly wider than Arial, so that what
//! fits here fits there.

use std::cell::RefCell;
use std::collections::HashMap;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::fonts::{self, Family, Hand};
use crate::text;

/// The width of a character that no font has, for each of its cells, in ems.
const UNKNOWN: f32 = 0.6;

/// The line height, in ems.
pub const LINE: f32 = 1.2;

/// The same for lines that contain code: Noto Sans Mono, which often replaces Consolas, has a line height of 1.36 em.
pub const LINE_WITH_CODE: f32 = 1.36;

/// The widths of characters measured so far.
#[derive(Default)]
pub struct Measure(RefCell<HashMap<(Family, Hand, char), f32>>);

/// Text that cannot be split: its width without and with the blanks after it, in ems, and whether the line ends there.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Word {
    letters: f32,
    whole: f32,
    ends: bool,
}

/// A text, measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured(Vec<Word>);

/// Text in one font, at a share of the font size.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    pub text: &'a str,
    pub family: Family,
    pub hand: Hand,
    pub share: f32,
}

impl Measure {
    pub fn of(&self, written: &[Written]) -> Measured {
        let text: String = written.iter().map(|it| it.text).collect();
        let mut right = Vec::with_capacity(text.len() + 1);
        let mut at = 0.0;
        for it in written {
            for letter in it.text.chars() {
                right.extend(std::iter::repeat_n(at, letter.len_utf8()));
                at += self.letter(it, letter);
            }
        }
        right.push(at);
        let mut start = 0;
        let words = linebreaks(&text).map(|(end, opportunity)| {
            let letters = text[start..end].trim_end().len() + start;
            let ends = opportunity == BreakOpportunity::Mandatory;
            let word = Word { letters: right[letters] - right[start], whole: right[end] - right[start], ends };
            start = end;
            word
        });
        Measured(words.collect())
    }

    fn letter(&self, written: &Written, letter: char) -> f32 {
        if letter == '\n' || fonts::is_invisible(letter) {
            return 0.0;
        }
        let key = (written.family, written.hand, letter);
        let unknown = || text::width(letter.encode_utf8(&mut [0; 4])) as f32 * UNKNOWN;
        let measured = || fonts::glyph(written.family, written.hand, letter).map_or_else(unknown, |it| it.advance);
        *self.0.borrow_mut().entry(key).or_insert_with(measured) * written.share
    }
}

impl Measured {
    /// How many lines it takes at a width in ems; at least one.
    pub fn lines(&self, width: f32) -> usize {
        let (mut lines, mut at, mut is_new) = (1, 0.0, true);
        for word in &self.0 {
            if at + word.letters > width && !is_new {
                lines += 1;
                at = 0.0;
            }
            // A word that is wider than the line is split.
            let rows = (word.letters / width.max(0.1)).ceil().max(1.0);
            lines += rows as usize - 1;
            at += word.whole - (rows - 1.0) * width;
            is_new = word.ends;
            if word.ends {
                lines += 1;
                at = 0.0;
            }
        }
        // The end of a text also ends a line.
        if is_new && !self.0.is_empty() { lines - 1 } else { lines }
    }

    /// The width of its longest line without wrapping, in ems.
    pub fn width(&self) -> f32 {
        let lines = self.0.split_inclusive(|word| word.ends);
        let wide = |line: &[Word]| line.iter().map(|word| word.whole).sum::<f32>();
        lines.map(wide).fold(0.0, f32::max)
    }

    /// The width of its longest word, in ems.
    pub fn longest(&self) -> f32 {
        self.0.iter().map(|word| word.letters).fold(0.0, f32::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> Measured {
        let measure = Measure::default();
        measure.of(&[Written { text, family: Family::Mono, hand: Hand::default(), share: 1.0 }])
    }

    #[test]
    fn a_text_takes_as_many_lines_as_its_words_need() {
        let text = measured("un deux trois");
        assert_eq!([9.0, 4.3, 3.1, 1.3].map(|width| text.lines(width)), [1, 2, 3, 6]);
        assert_eq!((measured("").lines(5.0), measured("un\n\ndeux").lines(5.0)), (1, 3));
        assert!((text.longest() - 5.0 * 0.602).abs() < 0.01 && (text.width() - 13.0 * 0.602).abs() < 0.01);
    }
}
