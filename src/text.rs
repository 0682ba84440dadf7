//! Text in cells: which characters may be shown, widths, line breaking, and similar names.

mod synonyms;

use std::borrow::Cow;
use std::fmt::Write as _;

use ratatui::buffer::CellWidth;
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

/// The alignment of a table column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// The distance between tab stops, in cells.
const TAB: usize = 4;

/// More marks than this on one letter are abuse: real scripts use four or so.
const MARKS: usize = 8;

/// More emoji than this joined into one are abuse: a family has four.
const PICTURES: usize = 4;

/// The text without anything that could control a terminal, hide text, or change its direction.
///
/// Control characters become their symbols (␛), a tab four spaces; C1 controls, bidirectional controls and invisible characters become �. Line
/// feeds stay, and joiners inside an emoji, where they are needed. (The reasons are CVE-2021-42574, "Trojan Source", and the injections in the
/// terminals' own CVEs.)
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte) || byte == b'\n') || text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len() + 8);
    for grapheme in text.graphemes(true) {
        let (mut marks, mut pictures) = (0, 1);
        let mut chars = grapheme.chars().peekable();
        while let Some(char) = chars.next() {
            // Only between two emoji: Unicode joins nothing else into one cluster (UAX 29, GB11).
            if char == '\u{200d}' && pictures < PICTURES && chars.peek().is_some_and(|next| is_picture(*next)) {
                (marks, pictures) = (0, pictures + 1);
                cleaned.push(char);
            } else if marks <= MARKS {
                marks += 1;
                push_clean(&mut cleaned, char, grapheme);
            }
        }
    }
    Cow::Owned(cleaned)
}

/// A text with percent-encoding decoded (RFC 3986, 2.1). `None` if the result is not UTF-8.
pub fn without_percent_signs(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|hex| *first == b'%' && hex.iter().all(u8::is_ascii_hexdigit));
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok()
}

/// Text with tabs replaced by spaces up to the next tab stop, which are four cells apart.
pub fn tabs_to_stops(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut column = 0;
        for (index, piece) in line.split('\t').enumerate() {
            if index > 0 {
                let spaces = TAB - column % TAB;
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            out.push_str(piece);
            column += width(&clean(piece.trim_end_matches('\n')));
        }
    }
    Cow::Owned(out)
}

/// Letters, punctuation and symbols that are safe.
fn is_plain(char: char) -> bool {
    matches!(char, '\n' | ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{2010}'..='\u{2027}'
        | '\u{202f}'..='\u{205f}' | '\u{2070}'..='\u{20cf}' | '\u{2100}'..='\u{2fff}' | '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}'
        | '\u{30a1}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

fn push_clean(cleaned: &mut String, char: char, grapheme: &str) {
    match char {
        '\n' => cleaned.push('\n'),
        '\t' => cleaned.push_str("    "),
        '\0'..='\u{1f}' => cleaned.push(char::from_u32(0x2400 + char as u32).expect("control pictures")),
        '\u{7f}' => cleaned.push('\u{2421}'),
        // A soft hyphen only allows a break. It is not shown.
        '\u{ad}' => {}
        // Flags of regions such as Scotland are spelled with tags after an emoji.
        '\u{e0020}'..='\u{e007f}' if grapheme.starts_with('\u{1f3f4}') => cleaned.push(char),
        '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' => {
            cleaned.push('\u{fffd}')
        }
        '\u{2060}'..='\u{206f}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => cleaned.push('\u{fffd}'),
        '\u{34f}' | '\u{17b4}' | '\u{17b5}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => {
            cleaned.push('\u{fffd}')
        }
        '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' => cleaned.push('\u{fffd}'),
        char => cleaned.push(char),
    }
}

/// Whether the character is from the blocks of emoji, which contain no marks.
fn is_picture(char: char) -> bool {
    matches!(char, '\u{203c}' | '\u{2049}' | '\u{2100}'..='\u{2bff}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
        | '\u{1f000}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

/// The width of a text on one line, in cells.
pub fn width(text: &str) -> usize {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return text.len();
    }
    text.graphemes(true).map(wide).sum()
}

/// The width of a cluster, in cells, as it is painted.
fn wide(cluster: &str) -> usize {
    if cluster.len() == 1 { 1 } else { cluster.cell_width().into() }
}

/// The text as a TOML basic string.
pub fn basic_string(text: &str) -> String {
    let mut string = String::from('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => string.extend(['\\', char]),
            char if char.is_control() => {
                let _ = write!(string, "\\u{:04X}", u32::from(char));
            }
            char => string.push(char),
        }
    }
    string + "\""
}

/// Text for XML, also inside attributes. Forbidden characters (XML 1.0, 2.2, "Characters") become �.
pub fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in clean(text).chars() {
        match char {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            char => out.push(char),
        }
    }
    out
}

/// A text with spaces after it, at least this many cells wide.
pub fn pad(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

/// The same with spaces before it.
pub fn pad_before(text: &str, cells: usize) -> String {
    format!("{}{text}", " ".repeat(cells.saturating_sub(width(text))))
}

/// The longest start of `text` that takes at most `cells`.
pub fn fit(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += wide(grapheme);
        if used > cells {
            return &text[..at];
        }
    }
    text
}

/// The longest end of `text` that takes at most `cells`.
pub fn end_of(text: &str, cells: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        used += wide(grapheme);
        if used > cells {
            return &text[at + grapheme.len()..];
        }
    }
    text
}

/// The text in at most `cells`, with an ellipsis if it was cut.
pub fn shorten(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    match cells {
        0 => Cow::Borrowed(""),
        cells => Cow::Owned(format!("{}…", fit(text, cells - 1).trim_end())),
    }
}

/// The parts that are not empty, separated by `between`.
pub fn joined<T: AsRef<str>>(parts: impl IntoIterator<Item = T>, between: &str) -> String {
    let mut joined = String::new();
    for part in parts.into_iter().filter(|part| !part.as_ref().is_empty()) {
        joined.push_str(if joined.is_empty() { "" } else { between });
        joined.push_str(part.as_ref());
    }
    joined
}

/// Bytes in Base64 (RFC 4648, section 4).
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at) & 0x3f) as usize];
            text.push(if at <= group.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

/// The nearest character boundary at or before `offset`.
pub fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A piece of text in one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run<S> {
    pub text: String,
    pub style: S,
}

/// Breaks runs into lines of at most `width` cells, where Unicode allows it (UAX 14: never at a no-break space, so French punctuation stays with
/// its word). A word is split only if it is wider than a line. A line feed in a run ends the line.
pub fn wrap<S: Clone + PartialEq>(runs: &[Run<S>], width: usize) -> Vec<Vec<Run<S>>> {
    wrap_and_tell(runs, width, |_| ())
}

/// The same for a text in one style.
pub fn broken(text: &str, width: usize) -> Vec<String> {
    let lines = wrap(&[Run { text: text.to_owned(), style: () }], width);
    lines.into_iter().map(|line| line.into_iter().map(|run| run.text).collect()).collect()
}

/// The same. Reports each word that is split.
pub fn wrap_and_tell<S: Clone + PartialEq>(
    runs: &[Run<S>],
    width: usize,
    mut tell: impl FnMut(&str),
) -> Vec<Vec<Run<S>>> {
    let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
    let mut rest = Rest { runs, at: 0 };
    let lines = lines(&whole, width.max(1), &mut |word| {
        if word.chars().filter(|char| char.is_alphanumeric()).nth(1).is_some() {
            tell(word);
        }
    });
    lines.into_iter().map(|(start, end)| rest.cut(start, end)).collect()
}

/// The byte ranges of the lines of `text`, without spaces at their ends. Reports each word that is wider than a line.
fn lines(text: &str, width: usize, tell: &mut impl FnMut(&str)) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let (mut start, mut used, mut from) = (0, 0, 0);
    let has_address = text.contains('@');
    for (to, opportunity) in linebreaks(text) {
        if has_address && opportunity == BreakOpportunity::Allowed && is_in_address(text, to, width) {
            continue;
        }
        let word = &text[from..to];
        let solid = word.trim_end_matches([' ', '\n']);
        let cells = self::width(solid);
        if used + cells > width && used > 0 {
            lines.push((start, from));
            (start, used) = (from, 0);
        }
        if cells > width {
            tell(solid);
            (start, used) = break_word(text, (start, from, from + solid.len()), width, &mut lines);
        } else {
            used += cells;
        }
        used += self::width(&word[solid.len()..].replace('\n', ""));
        if opportunity == BreakOpportunity::Mandatory && to < text.len() {
            lines.push((start, to));
            (start, used) = (to, 0);
        }
        from = to;
    }
    lines.push((start, text.len()));
    lines
        .into_iter()
        .map(|(start, end)| (start, start + text[start..end].trim_end_matches([' ', '\n']).len()))
        .collect()
}

/// Whether a byte is inside an e-mail address that fits on a line. It must not be broken, because a hyphen at the end of a line would not be taken
/// for a part of it.
fn is_in_address(text: &str, at: usize, width: usize) -> bool {
    let (before, after) = text.split_at(at);
    // At most a line's length is searched, so that a text without spaces does not take longer.
    let solid = |char: &char| !char.is_whitespace();
    let left: usize = before.chars().rev().take(width + 1).take_while(solid).map(char::len_utf8).sum();
    let right: usize = after.chars().take(width + 1).take_while(solid).map(char::len_utf8).sum();
    let word = &text[at - left..at + right];
    left > 0 && right > 0 && word.contains('@') && self::width(word) <= width
}

/// Splits a word that is wider than a line. Returns where the last line starts and how much of it is used.
fn break_word(
    text: &str,
    (mut start, from, end): (usize, usize, usize),
    width: usize,
    lines: &mut Vec<(usize, usize)>,
) -> (usize, usize) {
    let mut used = self::width(&text[start..from]);
    for (at, grapheme) in text[from..end].grapheme_indices(true) {
        let cells = wide(grapheme);
        if used + cells > width && used > 0 {
            lines.push((start, from + at));
            (start, used) = (from + at, 0);
        }
        used += cells;
    }
    (start, used)
}

/// The runs from which lines are cut in order, so that a paragraph of many runs is processed only once.
struct Rest<'r, S> {
    runs: &'r [Run<S>],
    /// Where the first of the runs starts in the joined text.
    at: usize,
}

impl<S: Clone> Rest<'_, S> {
    /// The part of the runs between two offsets of their joined text. The offsets must not decrease from call to call.
    fn cut(&mut self, start: usize, end: usize) -> Vec<Run<S>> {
        while let Some((first, others)) = self.runs.split_first().filter(|(run, _)| self.at + run.text.len() <= start) {
            self.at += first.text.len();
            self.runs = others;
        }
        let mut at = self.at;
        let mut line = Vec::new();
        for run in self.runs {
            if at >= end {
                break;
            }
            let (from, to) = (at.max(start), (at + run.text.len()).min(end));
            if from < to {
                line.push(Run { text: run.text[from - at..to - at].to_owned(), style: run.style.clone() });
            }
            at += run.text.len();
        }
        line
    }
}

/// The name of the format that was probably meant: one with similar spelling, else one with this name in other programs.
pub fn meant<'a>(word: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    nearest(word, names.clone()).or_else(|| synonyms::of(word, names))
}

/// The name that was probably meant: at most two letters different, fewer for a short word.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).clamp(1, 2);
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    // Most names are too long or too short to be similar, which is known without comparing letters.
    let names = names.into_iter().map(|name| (name.to_lowercase(), name));
    let near = names.filter(|(lower, _)| lower.chars().count().abs_diff(length) <= allowed);
    let scored = near.map(|(other, name)| (strsim::damerau_levenshtein(&lower, &other), name));
    scored.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        let runs = [Run { text: text.to_owned(), style: () }];
        let join = |line: Vec<Run<()>>| line.into_iter().map(|run| run.text).collect();
        wrap(&runs, width).into_iter().map(join).collect()
    }

    #[test]
    fn control_sequences_are_removed() {
        assert_eq!(clean("a\u{1b}[2Jb\u{7f}"), "a␛[2Jb␡");
        assert_eq!(clean("x\u{9b}1m\u{202e}y\u{200b}"), "x\u{fffd}1m\u{fffd}y\u{fffd}");
        assert_eq!(clean("a\tb"), "a    b");
        assert_eq!(clean("👨\u{200d}👩\u{200d}👧 a\u{200d}b"), "👨\u{200d}👩\u{200d}👧 a\u{fffd}b");
        assert_eq!(clean("l’État : déjà"), "l’État : déjà");
    }

    #[test]
    fn a_flood_of_marks_is_cut() {
        assert_eq!(clean(&format!("a{}", "\u{301}".repeat(500))).chars().count(), 1 + MARKS);
        for more in ["\u{200d}", "\u{200d}\u{301}", "\u{200d}👨", "\u{301}\u{200d}👨"] {
            let flood = format!("👨{}", more.repeat(500));
            let longest = clean(&flood).graphemes(true).map(|it| it.chars().count()).max().unwrap();
            assert!(longest <= PICTURES * (MARKS + 2), "{more:?}: {longest}");
        }
    }

    #[test]
    fn a_joiner_stays_between_two_pictures_only() {
        assert_eq!(clean("👩🏽\u{200d}❤\u{fe0f}\u{200d}👨🏽"), "👩🏽\u{200d}❤\u{fe0f}\u{200d}👨🏽");
        assert_eq!(clean("👨\u{200d}"), "👨\u{fffd}");
        assert_eq!(clean("あ\u{200d}👨 👨\u{200d}\u{20e3}"), "あ\u{fffd}👨 👨\u{fffd}\u{20e3}");
    }

    #[test]
    fn widths_are_in_cells() {
        for (text, cells) in
            [("été", 3), ("e\u{301}", 1), ("漢字", 4), ("👨\u{200d}👩\u{200d}👧", 2), ("a\u{202f}!", 3), ("🇫🇷", 2)]
        {
            assert_eq!(width(text), cells, "{text}");
        }
    }

    #[test]
    fn lines_break_at_spaces_and_never_before_french_punctuation() {
        assert_eq!(wrapped("Pourquoi le cloud\u{202f}? Voyons.", 17), ["Pourquoi le", "cloud\u{202f}? Voyons."]);
        assert_eq!(wrapped("un\ndeux", 20), ["un", "deux"]);
        assert_eq!(wrapped("", 20), [""]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_broken_inside() {
        assert_eq!(wrapped("anticonstitutionnellement vôtre", 10), ["anticonsti", "tutionnell", "ement", "vôtre"]);
        assert_eq!(wrapped("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(wrapped("漢", 1), ["漢"]);
    }

    #[test]
    fn broken_words_are_reported_but_not_breaks_between_wide_letters() {
        let broken = |text: &str, width| {
            let mut broken = Vec::new();
            wrap_and_tell(&[Run { text: text.to_owned(), style: () }], width, |word| broken.push(word.to_owned()));
            broken
        };
        assert_eq!(broken("anticonstitutionnellement vôtre", 10), ["anticonstitutionnellement"]);
        assert_eq!(broken("peut-être anticonstitutionnel", 20), [""; 0]);
        assert_eq!(broken("漢字漢字 ──────", 3), [""; 0]);
    }

    #[test]
    fn an_address_stays_on_its_line_where_it_fits() {
        let text = "Écrire à l-adresse dtnum-brm@interieur.gouv.fr, vite";
        assert_eq!(wrapped(text, 30), ["Écrire à l-adresse", "dtnum-brm@interieur.gouv.fr,", "vite"]);
        assert_eq!(wrapped("à dtnum-brm@x.fr", 10), ["à dtnum-", "brm@x.fr"]);
    }

    #[test]
    fn a_near_name_is_found_and_a_far_one_is_not() {
        assert_eq!(nearest("duraton", ["title", "duration"]), Some("duration"));
        assert_eq!(nearest("notes", ["title", "duration"]), None);
    }
}
