//! Breaks text into lines, and hyphenates words by the rules of its language.

use std::ops::Range;

use hypher::Lang;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

use crate::fonts::{self, Family, Hand};

/// Shorter words, in letters, are not hyphenated.
const SHORTEST: usize = 6;

/// Longer words, in bytes, are names in code rather than words, and are not hyphenated. Hypher accepts no more than 45.
const LONGEST: usize = 45;

/// A line that is this full is not filled with a part of the next word.
const FULL: f32 = 0.85;

/// The hyphenation rules of the interface languages. Other languages are not hyphenated.
pub fn hyphenation(lang: &str) -> Option<Lang> {
    match lang.split(['-', '_']).next()? {
        "fr" => Some(Lang::French),
        "en" => Some(Lang::English),
        _ => None,
    }
}

/// Text in one style.
#[derive(Clone, Copy)]
pub struct Written<'a> {
    pub text: &'a str,
    pub family: Family,
    pub hand: Hand,
    /// The font size, in points.
    pub size: f32,
}

impl Written<'_> {
    /// The width of each cluster, in points.
    fn widths(&self) -> impl Iterator<Item = (&str, f32)> {
        self.text.graphemes(true).map(|cluster| {
            let advance = |letter| fonts::glyph(self.family, self.hand, letter).or_else(|| replacement(self.family));
            let letters = cluster.chars().filter(|letter| !fonts::is_invisible(*letter) && *letter != '\n');
            let widest = letters.filter_map(advance).map(|glyph| glyph.advance).fold(0.0, f32::max);
            (cluster, widest * self.size)
        })
    }

    pub fn width(&self) -> f32 {
        self.widths().map(|(_, width)| width).sum()
    }
}

fn replacement(family: Family) -> Option<fonts::Glyph> {
    fonts::glyph(family, Hand::default(), fonts::REPLACEMENT)
}

/// A line of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its bytes in the text, without blanks at its end.
    pub range: Range<usize>,
    /// Whether it ends with a hyphenated word.
    pub is_parted: bool,
}

/// A text that is being broken into lines.
struct Text<'a> {
    text: &'a str,
    /// The distance of each byte from the first one, in points.
    right: Vec<f32>,
    /// The width of a hyphen.
    hyphen: f32,
    lang: Option<Lang>,
}

/// Breaks consecutive texts into lines of this width, in points.
pub fn lines(written: &[Written], width: f32, lang: Option<Lang>) -> Vec<Line> {
    let text: String = written.iter().map(|it| it.text).collect();
    let mut right = Vec::with_capacity(text.len() + 1);
    let mut at = 0.0;
    for (cluster, wide) in written.iter().flat_map(|it| it.widths()) {
        right.extend(std::iter::repeat_n(at, cluster.len()));
        at += wide;
    }
    right.push(at);
    let hyphen = written.first().map_or(0.0, |it| Written { text: "-", ..*it }.width());
    Text { text: &text, right, hyphen, lang }.lines(width)
}

impl Text<'_> {
    fn lines(&self, width: f32) -> Vec<Line> {
        let mut lines = Vec::new();
        let (mut start, mut before) = (0, 0);
        for (end, opportunity) in linebreaks(self.text) {
            while self.right[self.trimmed(start, end)] - self.right[start] > width {
                let (line, next) = self.part(start, before..end, width);
                lines.push(line);
                start = next;
                before = before.max(next);
            }
            before = end;
            if opportunity == BreakOpportunity::Mandatory && (end < self.text.len() || start < end) {
                lines.push(self.line(start, end));
                start = end;
            }
        }
        lines
    }

    /// The end of the words before this place.
    fn trimmed(&self, start: usize, end: usize) -> usize {
        start + self.text[start..end].trim_end().len()
    }

    fn line(&self, start: usize, end: usize) -> Line {
        Line { range: start..self.trimmed(start, end), is_parted: false }
    }

    /// The line that starts at `start` and ends before a word that does not fit, or within it. Also returns where the next line starts.
    fn part(&self, start: usize, word: Range<usize>, width: f32) -> (Line, usize) {
        let fits = |end: &usize| self.right[*end] - self.right[start] + self.hyphen <= width;
        let is_short = self.right[self.trimmed(start, word.start)] - self.right[start] < FULL * width;
        let places = if is_short { self.places(word.clone()) } else { Vec::new() };
        if let Some(end) = places.into_iter().rfind(|end| *end > start && fits(end)) {
            return (Line { range: start..end, is_parted: true }, end);
        }
        if word.start > start {
            return (self.line(start, word.start), word.start);
        }
        // A word that is longer than a line, such as an address.
        let letters = self.text[start..word.end].grapheme_indices(true).map(|(at, _)| start + at).skip(1);
        let fitting = letters.take_while(|end| self.right[*end] - self.right[start] <= width).last();
        let first = self.text[start..].graphemes(true).next().map_or(word.end, |first| start + first.len());
        let end = fitting.unwrap_or(first);
        (self.line(start, end), end)
    }

    /// Where a word can be hyphenated.
    fn places(&self, word: Range<usize>) -> Vec<usize> {
        let Some(lang) = self.lang else { return Vec::new() };
        let text = &self.text[word.clone()];
        let from = text.find(char::is_alphabetic).unwrap_or(text.len());
        let letters = &text[from..];
        let letters = &letters
            [..letters.find(|it: char| !it.is_alphabetic() && it != '’' && it != '\'').unwrap_or(letters.len())];
        if letters.chars().count() < SHORTEST || letters.len() > LONGEST {
            return Vec::new();
        }
        let mut at = word.start + from;
        let mut places: Vec<usize> = hypher::hyphenate(letters, lang)
            .map(|syllable| {
                at += syllable.len();
                at
            })
            .collect();
        places.pop();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: f32, lang: &str) -> Vec<String> {
        let written = Written { text, family: Family::Mono, hand: Hand::default(), size: 10.0 };
        let lines = lines(&[written], width * 6.02, hyphenation(lang));
        lines.iter().map(|it| format!("{}{}", &text[it.range.clone()], if it.is_parted { "-" } else { "" })).collect()
    }

    #[test]
    fn words_are_parted_by_the_rules_of_their_language() {
        assert_eq!(broken("Le développement continu", 12.1, "fr"), ["Le dévelop-", "pement", "continu"]);
        assert_eq!(broken("The development goes on", 12.1, "en"), ["The develop-", "ment goes on"]);
        assert_eq!(broken("Le développement continu", 12.1, "de"), ["Le", "développemen", "t continu"]);
    }

    #[test]
    fn a_word_of_any_length_is_written() {
        for (length, lang) in [(44, "fr"), (45, "en"), (46, "fr"), (47, "en"), (5_000, "fr")] {
            for letter in ["a", "é", "’"] {
                let word = format!("un x{} mot", letter.repeat(length));
                let all = broken(&word, 20.0, lang).concat().replace(['-', ' '], "");
                assert_eq!(all, word.replace(' ', ""), "{length} {letter}");
            }
        }
    }

    #[test]
    fn lines_end_where_the_text_says_and_no_letter_is_lost() {
        assert_eq!(broken("un\ndeux trois", 40.0, "fr"), ["un", "deux trois"]);
        assert_eq!(broken("", 40.0, "fr"), [""; 0]);
        let address = "https://exemple.fr/une/adresse/longue et la suite";
        for width in [1.0, 3.5, 8.1, 20.0] {
            let all: String = broken(address, width, "fr").concat().replace(['-', ' '], "");
            assert_eq!(all, address.replace(' ', ""), "{width}");
        }
    }
}
