//! Large letters, readable from the back of the room: four rows high or more, made of half blocks.
//!
//! A letter is drawn in dots as wide as a cell and half as high, so they are square if a cell is twice as high as wide. Small letters are five dots
//! high, capitals and figures seven. Descenders take another row, and so do accents on capitals. The shapes are in `big/letters.txt`; letters with
//! accents are composed here.

use std::collections::HashMap;
use std::sync::OnceLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::page::{Drawing, Item, Page, Role, cells};

/// The shapes: a row of characters, each above its ten rows of dots, the last two of which are below the baseline.
const LETTERS: &str = include_str!("big/letters.txt");

/// The rows of dots in a shape.
const DOTS: usize = 10;

/// The rows of dots above a shape, for accents on capitals.
const ABOVE: usize = 2;

/// The dots between two letters.
const GAP: usize = 1;

/// The size of a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// A dot is a cell wide and half a cell high.
    Usual,
    /// A dot is two cells wide and one high: for figures alone on a slide, and titles on large screens.
    Double,
    /// A dot is four cells wide and two high: for figures on the largest screens.
    Fourfold,
}

impl Scale {
    /// The width of a dot in cells.
    fn across(self) -> usize {
        match self {
            Self::Usual => 1,
            Self::Double => 2,
            Self::Fourfold => 4,
        }
    }
}

/// A letter: its width in dots, and its rows of dots from the accents on capitals down, the leftmost dot in the highest bit of its width.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Letter {
    width: usize,
    rows: [u32; ABOVE + DOTS],
}

impl Letter {
    fn blank(width: usize) -> Self {
        Self { width, rows: [0; ABOVE + DOTS] }
    }

    /// Adds centered rows of dots of this width. The letter becomes as wide as they are.
    fn lay(&mut self, from: usize, width: usize, dots: &[u32]) {
        if width > self.width {
            let shift = (width - self.width) / 2;
            self.rows.iter_mut().for_each(|row| *row <<= width - self.width - shift);
            self.width = width;
        }
        let shift = (self.width - width) / 2;
        for (row, dots) in self.rows[from..].iter_mut().zip(dots) {
            *row |= dots << shift;
        }
    }

    /// Whether it is as high as a small letter without an ascender.
    fn is_low(&self) -> bool {
        self.rows[..ABOVE + 3].iter().all(|row| *row == 0)
    }
}

/// A mark on a letter: its dots on a letter of even width, and on one of odd width, each with its width.
struct Mark {
    even: (usize, [u32; 2]),
    odd: (usize, [u32; 2]),
    below: bool,
}

/// The mark for a combining character.
fn mark(char: char) -> Option<Mark> {
    let above = |even, odd| Some(Mark { even, odd, below: false });
    match char {
        '\u{300}' => above((2, [0b10, 0b01]), (3, [0b100, 0b010])),
        '\u{301}' => above((2, [0b01, 0b10]), (3, [0b001, 0b010])),
        '\u{302}' => above((4, [0b0110, 0b1001]), (3, [0b010, 0b101])),
        '\u{303}' => above((4, [0b0101, 0b1010]), (5, [0b01101, 0b10110])),
        '\u{308}' => above((4, [0b1001, 0]), (3, [0b101, 0])),
        '\u{30a}' => above((2, [0b11, 0b11]), (3, [0b111, 0b111])),
        '\u{327}' => Some(Mark { even: (2, [0b01, 0b10]), odd: (3, [0b001, 0b010]), below: true }),
        _ => None,
    }
}

/// A letter of Latin-1 or French, decomposed into a letter and a mark.
fn taken_apart(char: char) -> Option<(char, char)> {
    const MADE: &[(char, &str, &str)] = &[
        ('\u{300}', "ÀÈÌÒÙàèìòù", "AEIOUaeiou"),
        ('\u{301}', "ÁÉÍÓÚÝáéíóúý", "AEIOUYaeiouy"),
        ('\u{302}', "ÂÊÎÔÛâêîôû", "AEIOUaeiou"),
        ('\u{303}', "ÃÑÕãñõ", "ANOano"),
        ('\u{308}', "ÄËÏÖÜŸäëïöüÿ", "AEIOUYaeiouy"),
        ('\u{30a}', "Åå", "Aa"),
        ('\u{327}', "Çç", "Cc"),
    ];
    MADE.iter().find_map(|(mark, made, plain)| {
        let at = made.chars().position(|it| it == char)?;
        Some((plain.chars().nth(at)?, *mark))
    })
}

/// The shapes, parsed once.
fn letters() -> &'static HashMap<char, Letter> {
    static READ: OnceLock<HashMap<char, Letter>> = OnceLock::new();
    READ.get_or_init(|| {
        let lines: Vec<&str> = LETTERS.lines().filter(|line| !line.is_empty()).collect();
        lines.chunks(DOTS + 1).flat_map(|band| read_band(band[0], &band[1..])).collect()
    })
}

fn read_band<'a>(signs: &'a str, rows: &'a [&'a str]) -> impl Iterator<Item = (char, Letter)> + 'a {
    let signs = signs.chars().enumerate().filter(|(_, sign)| *sign != ' ');
    signs.map(move |(at, sign)| {
        let dots = |row: &'a str| row.get(at..).unwrap_or_default().split(' ').next().unwrap_or_default();
        let mut letter = Letter::blank(dots(rows[0]).len());
        for (bits, row) in letter.rows[ABOVE..].iter_mut().zip(rows) {
            *bits = dots(row).chars().fold(0, |bits, dot| bits << 1 | u32::from(dot == '#'));
        }
        (sign, letter)
    })
}

/// The shape of a character with its marks. `None` if there is none.
fn letter(sign: &str) -> Option<Letter> {
    let mut chars = sign.chars();
    let first = chars.next()?;
    let (base, own) = taken_apart(first).map_or((first, None), |(base, mark)| (base, Some(mark)));
    let marks: Vec<char> = own.into_iter().chain(chars).collect();
    let base = match base {
        ' ' | '\u{a0}' => return Some(Letter::blank(2)),
        '\u{202f}' | '\u{2009}' => return Some(Letter::blank(1)),
        '\u{2011}' => '-',
        // The dot is replaced by the other mark.
        'i' if !marks.is_empty() => 'ı',
        base => base,
    };
    let mut letter = letters().get(&base)?.clone();
    for char in marks {
        let mark = mark(char)?;
        let (width, dots) = if letter.width.is_multiple_of(2) { mark.even } else { mark.odd };
        let from = match (mark.below, letter.is_low()) {
            (true, _) => ABOVE + DOTS - 2,
            (false, true) => ABOVE,
            (false, false) => 0,
        };
        letter.lay(from, width, &dots);
    }
    Some(letter)
}

/// The shapes of a text. `None` if one is missing.
fn forms(text: &str) -> Option<Vec<Letter>> {
    text.graphemes(true).map(letter).collect()
}

fn dots_wide(letters: &[Letter]) -> usize {
    let letters = letters.iter().map(|letter| letter.width + GAP).sum::<usize>();
    letters.saturating_sub(GAP)
}

/// The width of a line of large letters, in cells. `None` if a shape is missing.
pub fn width(text: &str) -> Option<usize> {
    Some(dots_wide(&forms(text)?))
}

/// A line of large letters, as high as they need. `None` if a shape is missing.
pub fn line(text: &str, scale: Scale, role: Role) -> Option<Page> {
    drawn(text, scale, role).map(|(page, _)| page)
}

/// A line of large letters, and whether any has a descender.
fn drawn(text: &str, scale: Scale, role: Role) -> Option<(Page, bool)> {
    let letters = forms(text)?;
    let row = |y: usize| {
        let dots = letters.iter().flat_map(|it| {
            let own = (0..it.width).rev().map(move |at| it.rows[y] >> at & 1 == 1);
            own.chain([false; GAP])
        });
        dots.collect::<Vec<bool>>()
    };
    let rows: Vec<Vec<bool>> = (0..ABOVE + DOTS).map(row).collect();
    let signs: Vec<String> = match scale {
        Scale::Usual => rows.chunks(2).map(|pair| halves(&pair[0], &pair[1])).collect(),
        Scale::Double | Scale::Fourfold => {
            let (full, empty) = ("█".repeat(scale.across()), " ".repeat(scale.across()));
            let row =
                |row: &Vec<bool>| row.iter().map(|dot| if *dot { full.as_str() } else { &empty }).collect::<String>();
            rows.iter().flat_map(|dots| std::iter::repeat_n(row(dots), scale.across() / 2)).collect()
        }
    };
    // The rows of normal letters always stay, so that the lines of a text are alike. Those above and below only if they are used.
    let body = match scale {
        Scale::Usual => ABOVE / 2..(ABOVE + DOTS) / 2 - 1,
        Scale::Double => ABOVE + 1..ABOVE + DOTS - 2,
        Scale::Fourfold => 2 * (ABOVE + 1)..2 * (ABOVE + DOTS - 2),
    };
    let used = |row: &String| !row.trim().is_empty();
    let from = signs.iter().position(used).map_or(body.start, |at| at.min(body.start));
    let until = signs.iter().rposition(used).map_or(body.end, |at| (at + 1).max(body.end));
    let wide = dots_wide(&letters) * scale.across();
    let mut page = Page::of_size(cells(wide), (until - from) as u32);
    for (y, row) in (0..).zip(&signs[from..until]) {
        page.text(0, y, row.trim_end(), role);
    }
    Some((page, until > body.end))
}

/// Two rows of dots as one row of cells.
fn halves(upper: &[bool], lower: &[bool]) -> String {
    let sign = |(upper, lower): (&bool, &bool)| match (upper, lower) {
        (true, true) => '█',
        (true, false) => '▀',
        (false, true) => '▄',
        (false, false) => ' ',
    };
    upper.iter().zip(lower).map(sign).collect()
}

/// Large letters on at most `most` lines of `width` cells, as even as possible. `None` if they do not fit.
pub fn text(text: &str, width: u16, most: usize, scale: Scale, role: Role) -> Option<Page> {
    let words: Vec<&str> = text.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
    let wide: Vec<usize> = words.iter().map(|word| self::width(word)).collect::<Option<_>>()?;
    let dots = usize::from(width) / scale.across();
    let count = broken(&wide, dots)?.len();
    if count > most || words.is_empty() {
        return None;
    }
    // The narrowest width with the same number of lines does not leave a single word on the last one.
    let lines = (1..=dots).filter_map(|width| broken(&wide, width)).find(|lines| lines.len() == count)?;
    let mut page = Page::new(width);
    let mut hangs = false;
    for words in lines.into_iter().map(|line| &words[line]) {
        let (line, below) = drawn(&words.join(" "), scale, role)?;
        // The row for descenders separates a line from the next one, unless that has accents that would touch it.
        let touches = line.items.iter().any(|item| item.y == 0 && is_filled_above(item));
        page.stack(line, 0, u32::from(!hangs || touches));
        hangs = below;
    }
    Some(page)
}

/// Whether it is text that reaches the top edge of its cell.
fn is_filled_above(item: &Item) -> bool {
    matches!(&item.drawing, Drawing::Text { text, .. } if text.contains(['▀', '█']))
}

/// Breaks words of these widths into lines: which words are on each. `None` if a word is wider than a line.
fn broken(wide: &[usize], width: usize) -> Option<Vec<std::ops::Range<usize>>> {
    let space = Letter::blank(2).width + 2 * GAP;
    let mut lines: Vec<std::ops::Range<usize>> = Vec::new();
    let mut used = 0;
    for (at, word) in wide.iter().enumerate() {
        if *word > width {
            return None;
        }
        match lines.last_mut() {
            Some(line) if used + space + word <= width => {
                line.end = at + 1;
                used += space + word;
            }
            _ => {
                lines.push(at..at + 1);
                used = *word;
            }
        }
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn picture(text: &str) -> String {
        line(text, Scale::Usual, Role::Title).unwrap().rows(0).iter().map(|row| format!("|{row}\n")).collect()
    }

    #[test]
    fn small_letters_are_clear() {
        expect![[r#"
            |     ▄            ▄       ▄▄      ▄    ▄  ▄ ▄    ▄
            | ▄▄  █▄▄   ▄▄▄  ▄▄█  ▄▄  ▄█▄  ▄▄▄ █▄▄  ▄  ▄ █  ▄ █  ▄▄ ▄
            | ▄▄█ █  █ █    █  █ █▄▄█  █  █  █ █  █ █  █ █▄▀  █  █ █ █
            |▀▄▄█ █▄▄▀ ▀▄▄▄ ▀▄▄█ ▀▄▄▄  █  ▀▄▄█ █  █ █  █ █ ▀▄ ▀▄ █ █ █
            |                             ▄▄▄▀        ▄▀
            |                              ▄
            |▄▄▄   ▄▄  ▄▄▄   ▄▄▄ ▄ ▄  ▄▄▄ ▄█▄ ▄  ▄ ▄   ▄ ▄   ▄ ▄  ▄ ▄  ▄ ▄▄▄▄
            |█  █ █  █ █  █ █  █ █▀  ▀▄▄   █  █  █ ▀▄ ▄▀ █ ▄ █ ▀▄▄▀ █  █  ▄▄▀
            |█  █ ▀▄▄▀ █▄▄▀ ▀▄▄█ █   ▄▄▄▀  █▄ ▀▄▄█  ▀▄▀  ▀▄▀▄▀ █  █ ▀▄▄█ █▄▄▄
            |          █       █                                    ▄▄▄▀
        "#]]
        .assert_eq(&format!("{}{}", picture("abcdefghijklm"), picture("nopqrstuvwxyz")));
    }

    #[test]
    fn capitals_are_clear() {
        expect![[r#"
            | ▄▄  ▄▄▄   ▄▄  ▄▄▄  ▄▄▄▄ ▄▄▄▄  ▄▄  ▄  ▄ ▄▄▄    ▄ ▄  ▄ ▄    ▄   ▄
            |█  █ █  █ █  ▀ █  █ █    █    █  ▀ █  █  █     █ █ ▄▀ █    █▀▄▀█
            |█▀▀█ █▀▀▄ █    █  █ █▀▀  █▀▀  █ ▀█ █▀▀█  █     █ █▀▄  █    █ ▀ █
            |█  █ █▄▄▀ ▀▄▄▀ █▄▄▀ █▄▄▄ █    ▀▄▄▀ █  █ ▄█▄ ▀▄▄▀ █  █ █▄▄▄ █   █
            |▄  ▄  ▄▄  ▄▄▄   ▄▄  ▄▄▄   ▄▄▄ ▄▄▄▄▄ ▄  ▄ ▄   ▄ ▄   ▄ ▄   ▄ ▄   ▄ ▄▄▄▄
            |██ █ █  █ █  █ █  █ █  █ █      █   █  █ █   █ █   █ ▀▄ ▄▀ ▀▄ ▄▀    █
            |█ ██ █  █ █▀▀  █  █ █▀█   ▀▀▄   █   █  █ ▀▄ ▄▀ █ █ █  ▄▀▄    █    ▄▀
            |█  █ ▀▄▄▀ █    ▀▄▀▄ █  █ ▄▄▄▀   █   ▀▄▄▀  ▀▄▀  ▀▄▀▄▀ █   █   █   █▄▄▄
        "#]]
        .assert_eq(&format!("{}{}", picture("ABCDEFGHIJKLM"), picture("NOPQRSTUVWXYZ")));
    }

    #[test]
    fn figures_and_signs_are_clear() {
        expect![[r#"
            | ▄▄   ▄   ▄▄  ▄▄▄  ▄  ▄ ▄▄▄▄  ▄▄  ▄▄▄▄  ▄▄   ▄▄
            |█  █ ▀█  ▀  █    █ █  █ █▄▄  █       █ █  █ █  █
            |█  █  █   ▄▀   ▀▀▄ ▀▀▀█    █ █▀▀▄   █  ▄▀▀▄  ▀▀█
            |▀▄▄▀ ▄█▄ █▄▄▄ ▄▄▄▀    █ ▀▄▄▀ ▀▄▄▀  █   ▀▄▄▀  ▄▄▀
            |▄▄▄▄  ▄▄     ▄▄  ▄         ▄  ▄    ▄▄▄▄    ▄      ▄▄▄           ▄▄     ▄ ▄▄▄      ▄     ▄
            |   █ █  █    ▀▀ ▄▀         █  █    █▄▄     █  ▄ ▄█▄▄       █   ▀  █   ▄▀    █    ▀█     █▄▄
            |  █  █  █     ▄▀      ▀▀▀▀ ▀▀▀█       █    █▄▀  ▄█▄▄     ▀▀█▀▀  ▄▀   ▄▀   ▀▀▄     █     █  █
            | █   ▀▄▄▀    █  ██            █  █ ▀▄▄▀    █ ▀▄  ▀▄▄▄      ▀   █▄▄▄ █    ▄▄▄▀    ▄█▄    █  █ ▄ ▄ ▄
            |                                ▀
        "#]]
        .assert_eq(&format!("{}{}", picture("0123456789"), picture("70 % −4,5 k€ +2/3 1 h…")));
    }

    #[test]
    fn french_has_all_its_letters() {
        expect![[r#"
            | ▀▄  ▄▀▀▄       ▄▀   ▀▄  ▄▀▀▄ ▀  ▀ ▄▀▄ ▀ ▀ ▄▀▀▄ ▄▀▀▄  ▀▄  ▀  ▀
            | ▄▄   ▄▄   ▄▄▄  ▄▄   ▄▄   ▄▄   ▄▄   ▄   ▄   ▄▄  ▄  ▄ ▄  ▄ ▄  ▄     ▄▄ ▄▄   ▄▄ ▄▄
            | ▄▄█  ▄▄█ █    █▄▄█ █▄▄█ █▄▄█ █▄▄█  █   █  █  █ █  █ █  █ █  █    █  █▄▄█  ▄▄█▄▄█
            |▀▄▄█ ▀▄▄█ ▀▄▄▄ ▀▄▄▄ ▀▄▄▄ ▀▄▄▄ ▀▄▄▄  █   █  ▀▄▄▀ ▀▄▄█ ▀▄▄█ ▀▄▄█    ▀▄▄▀▄▄▄ ▀▄▄▀▄▄▄
            |           ▄▀
            | ▀▄        ▄▀  ▄▀▀▄ ▄▀▄ ▄▀▀▄                                ▄▀
            | ▄▄   ▄▄  ▄▄▄▄ ▄▄▄▄ ▄▄▄  ▄▄      ▄▄▄▄▄▄              ▄   ▄ ▄▄▄▄  ▄        ▄
            |█  █ █  ▀ █    █     █  █  █    █  █         ▄  ▄    █  ▄▀ █    ▄█▄  ▄▄  ▄█▄    ▄  ▄
            |█▀▀█ █    █▀▀  █▀▀   █  █  █    █  █▀▀     ▄▀ ▄▀     █     █▀▀   █   ▄▄█  █      ▀▄ ▀▄
            |█  █ ▀▄▄▀ █▄▄▄ █▄▄▄ ▄█▄ ▀▄▄▀    ▀▄▄█▄▄▄     ▀▄ ▀▄    ▀▄    █▄▄▄  █▄ ▀▄▄█  █▄    ▄▀ ▄▀
            |      ▄▀
        "#]]
        .assert_eq(&format!("{}{}", picture("àâçéèêëîïôûùü œæ"), picture("ÀÇÉÊÎÔ Œ « l’État »")));
    }

    #[test]
    fn an_accent_may_be_a_sign_of_its_own() {
        assert_eq!(picture("e\u{301}E\u{301}i\u{302}c\u{327}"), picture("éÉîç"));
    }

    #[test]
    fn lines_are_as_even_as_they_can_be() {
        expect![[r#"
            ▄  ▄                   ▄        ▄        ▄▄
            █  █ ▄▄▄   ▄▄     ▄▄▄  █   ▄▄  ▄█▄  ▄▄  ▄█▄  ▄▄  ▄ ▄ ▄▄ ▄   ▄▄
            █  █ █  █ █▄▄█    █  █ █   ▄▄█  █  █▄▄█  █  █  █ █▀  █ █ █ █▄▄█
            ▀▄▄▀ █  █ ▀▄▄▄    █▄▄▀ ▀▄ ▀▄▄█  █▄ ▀▄▄▄  █  ▀▄▄▀ █   █ █ █ ▀▄▄▄  █
                              █                                             ▀
               ▄
             ▄▄█  ▄▄   ▄▄▄    ▄▄▄  ▄ ▄  ▄▄  ▄  ▄ ▄   ▄  ▄▄   ▄▄▄
            █  █ █▄▄█ ▀▄▄     █  █ █▀  █▄▄█ █  █ ▀▄ ▄▀ █▄▄█ ▀▄▄
            ▀▄▄█ ▀▄▄▄ ▄▄▄▀    █▄▄▀ █   ▀▄▄▄ ▀▄▄█  ▀▄▀  ▀▄▄▄ ▄▄▄▀
                              █
        "#]]
        .assert_eq(&text("Une plateforme, des preuves", 72, 3, Scale::Usual, Role::Title).unwrap().picture(0));
    }

    #[test]
    fn unknown_characters_and_text_without_room_are_not_drawn() {
        assert!(line("漢字", Scale::Usual, Role::Title).is_none());
        assert!(
            text("anticonstitutionnellement", 72, 3, Scale::Usual, Role::Title).is_none(),
            "a word is never broken"
        );
        assert!(
            text("un deux trois quatre cinq six sept", 30, 3, Scale::Usual, Role::Title).is_none(),
            "too many lines"
        );
        assert!(text("  ", 72, 3, Scale::Usual, Role::Title).is_none());
    }

    #[test]
    fn every_picture_has_a_sign_and_every_letter_of_latin_1_a_form() {
        assert!(letters().values().all(|it| it.width > 0 && it.rows[..ABOVE] == [0; ABOVE]));
        let missing: String = ('!'..='~').chain('À'..='ÿ').filter(|it| letter(&it.to_string()).is_none()).collect();
        assert_eq!(missing, "^`{}~ÐÞð÷þ", "they have no form");
    }

    #[test]
    fn double_letters_have_twice_the_width_and_a_row_for_each_dot() {
        let (usual, double) =
            (line("47", Scale::Usual, Role::Title).unwrap(), line("47", Scale::Double, Role::Title).unwrap());
        assert_eq!((usual.width, usual.height), (9, 4));
        assert_eq!((double.width, double.height), (18, 7));
    }
}
