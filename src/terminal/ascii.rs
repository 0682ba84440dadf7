//! Replacement characters for terminals that show few: where the locale names another character set than UTF-8, and on old hardware.
//!
//! A cluster is replaced by as many cells of ASCII, so that the layout of the page stays. An unset locale means nothing: containers and
//! connections often have none, and people's terminals use UTF-8. A locale without a character set, such as `fr_FR`, means nothing
//! either, because each system assumes a different one.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use unicode_segmentation::UnicodeSegmentation;

use crate::text;

/// Which characters the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signs {
    #[default]
    All,
    /// Those of the Linux console, whose fonts have 256 or 512 characters.
    Console,
    Ascii,
}

impl Signs {
    /// Chosen by the environment's variables, which `var` reads. The terminal is not asked, because the first page would have to wait.
    pub fn from_environment(var: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &&str| var(name).filter(|value| !value.is_empty());
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set).filter(|_| !cfg!(windows));
        let term = var("TERM").unwrap_or_default();
        match term.as_str() {
            _ if locale.is_some_and(|locale| is_other_than_utf_8(&locale)) => Self::Ascii,
            term if is_hardware(term) => Self::Ascii,
            "linux" => Self::Console,
            _ => Self::All,
        }
    }

    /// Replaces what the terminal cannot show in these cells.
    pub fn write_cells(self, cells: &mut Buffer) {
        if self == Self::All {
            return;
        }
        for cell in cells.content.iter_mut().filter(|cell| !cell.symbol().is_ascii()) {
            let written = self.cluster(cell.symbol()).into_owned();
            cell.set_symbol(&written);
        }
    }

    /// Replaces what the terminal cannot show in a text.
    pub fn text(self, text: &str) -> Cow<'_, str> {
        match self == Self::All || text.is_ascii() {
            true => Cow::Borrowed(text),
            false => Cow::Owned(text.graphemes(true).map(|cluster| self.cluster(cluster)).collect()),
        }
    }

    fn cluster(self, cluster: &str) -> Cow<'_, str> {
        let mut chars = cluster.chars();
        match (self, chars.next(), chars.next()) {
            (Self::All, ..) | (_, None, _) => Cow::Borrowed(cluster),
            (Self::Console, Some(char), None) if text::width(cluster) == 1 => {
                let line = light_line(char);
                if is_on_consoles(line) { Cow::Owned(line.to_string()) } else { Cow::Owned(plain(cluster)) }
            }
            (Self::Console | Self::Ascii, ..) => Cow::Owned(plain(cluster)),
        }
    }
}

/// Whether a locale names another character set than UTF-8: `C`, `fr_FR.ISO-8859-1`.
fn is_other_than_utf_8(locale: &str) -> bool {
    let charset = locale.split('@').next().and_then(|it| it.split_once('.')).map(|(_, charset)| charset);
    match charset {
        None => locale == "C" || locale == "POSIX",
        Some(charset) => !["utf8", "utf-8"].iter().any(|name| charset.eq_ignore_ascii_case(name)),
    }
}

/// Whether this value of `TERM` is a hardware terminal from before Unicode.
fn is_hardware(term: &str) -> bool {
    let numbered =
        |name: &str| term.strip_prefix(name).is_some_and(|rest| rest.starts_with(|it: char| it.is_ascii_digit()));
    ["vt", "wy", "wyse", "tvi", "adm", "cons", "att", "hp"].iter().any(|name| numbered(name))
        || ["ansi", "sun", "pcansi"].contains(&term.split('-').next().unwrap_or_default())
}

/// A cluster in ASCII, as wide as before: similar characters, else question marks.
pub fn plain(cluster: &str) -> String {
    if cluster.is_ascii() {
        return cluster.to_owned();
    }
    let cells = text::width(cluster);
    match cluster.chars().next().and_then(like) {
        Some(like) => format!("{like:<cells$}").chars().take(cells).collect(),
        None => "?".repeat(cells),
    }
}

/// The most similar ASCII character.
fn like(char: char) -> Option<char> {
    let of = |letters: &str, first: u32| {
        let at = usize::try_from(char as u32 - first).ok()?;
        letters.as_bytes().get(at).map(|byte| char::from(*byte)).filter(|it| *it != '?')
    };
    match char {
        ' '..='~' => Some(char),
        '\u{c0}'..='\u{17f}' => of(LATIN, 0xc0),
        '\u{1e00}'..='\u{1eff}' => of(MORE_LATIN, 0x1e00),
        '\u{2500}'..='\u{257f}' => Some(line(char)),
        '\u{2800}' => Some(' '),
        '\u{2801}'..='\u{28ff}' => Some('.'),
        _ => LIKE.iter().find(|(_, others)| others.contains(char)).map(|(like, _)| *like),
    }
}

/// The ASCII for lines of boxes and tables.
fn line(char: char) -> char {
    match light_line(char) {
        '─' => '-',
        '│' => '|',
        // Progress bars use heavy lines for the part that is done.
        '━' | '═' => '=',
        '╱' => '/',
        '╲' => '\\',
        '╳' => 'x',
        _ => '+',
    }
}

/// A light, straight line for one that is heavy, dashed or has round corners, as fonts with few characters have it.
fn light_line(char: char) -> char {
    match char {
        '┄' | '┅' | '┈' | '┉' | '╌' | '╍' | '╴' | '╶' | '╸' | '╺' | '╼' | '╾' => '─',
        '┃' | '┆' | '┇' | '┊' | '┋' | '╎' | '╏' | '║' | '╵' | '╷' | '╹' | '╻' | '╽' | '╿' => {
            '│'
        }
        '╭' | '┍'..='┏' => '┌',
        '╮' | '┑'..='┓' => '┐',
        '╯' | '┙'..='┛' => '┘',
        '╰' | '┕'..='┗' => '└',
        '┝'..='┣' => '├',
        '┥'..='┫' => '┤',
        '┭'..='┳' => '┬',
        '┵'..='┻' => '┴',
        '┽'..='╋' => '┼',
        char => char,
    }
}

/// Whether console fonts have this character: Latin-1, the lines of code page 437, some blocks and arrows.
fn is_on_consoles(char: char) -> bool {
    matches!(char, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{ff}') || "─│┌┐└┘├┤┬┴┼█▀▄░▒▓←↑→↓•".contains(char)
}

/// U+00C0 to U+017F without their accents.
const LATIN: &str = "\
    AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuytyAaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg\
    GgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/// U+1E00 to U+1EFF without their accents.
const MORE_LATIN: &str = "\
    AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRr\
    SsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyas????AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe\
    EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy??????";

/// ASCII characters, each with those that are similar.
const LIKE: &[(char, &str)] = &[
    (
        ' ',
        "\u{a0}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200a}\u{202f}\u{205f}\u{3000}",
    ),
    ('\'', "’‘‚‛′‹›ʼ´"),
    ('"', "“”„‟″«»▀▔"),
    ('-', "–—‐‑‒―−¬↔⇔"),
    ('.', "…·∙⋅․░"),
    ('*', "•●◉⬤◆♦★☆✱✳⭐"),
    ('o', "○◯◦◇◐◑◒◓□▫☐°º⚪↻↺"),
    ('#', "█▇▆▅▉▊▋▌■▪◼⬛▙▛▜▟"),
    ('_', "▄▃▂▁"),
    (':', "▒"),
    ('%', "▓‰"),
    ('|', "▏▎▍▐▕‖¦∣↕"),
    ('^', "▲△▴▵↑⇑⬆"),
    ('v', "▼▽▾▿↓⇓⬇✓✔☑✅√"),
    ('>', "▶►▷▸▹→⇒⟶➡➜➔➤⇢↪≥❯"),
    ('<', "◀◄◁◂◃←⇐⟵⬅⇠↩↵⏎≤❮"),
    ('x', "✗✘✕✖❌☒⨯"),
    ('!', "⚠⚑⚐¡❗‼≠"),
    ('i', "ℹ"),
    ('+', "±➕✚"),
    ('/', "⁄∕"),
    ('~', "≈∼"),
    ('=', "≡⏸"),
    ('0', "⁰₀"),
    ('1', "¹₁①"),
    ('2', "²₂②"),
    ('3', "³₃③"),
    ('4', "⁴₄④"),
    ('5', "⁵₅⑤"),
    ('6', "⁶₆⑥"),
    ('7', "⁷₇⑦"),
    ('8', "⁸₈⑧∞"),
    ('9', "⁹₉⑨"),
    ('E', "€"),
    ('L', "£"),
    ('Y', "¥"),
    ('a', "ª"),
    ('c', "©¢"),
    ('r', "®"),
    ('t', "™"),
    ('n', "№ⁿ"),
    ('u', "µ"),
    ('S', "§Ș"),
    ('s', "ș"),
    ('T', "Ț"),
    ('P', "¶"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signs(variables: &[(&str, &str)]) -> Signs {
        Signs::from_environment(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn only_a_locale_that_names_another_character_set_takes_signs_away() {
        let term = ("TERM", "xterm-256color");
        assert_eq!(signs(&[term]), Signs::All);
        let utf_8 = ["C.UTF-8", "fr_FR.utf8", "en_US.UTF-8@euro", "UTF-8", "fr_FR", "de_DE@euro", ""];
        utf_8.iter().for_each(|locale| assert_eq!(signs(&[term, ("LANG", locale)]), Signs::All, "{locale}"));
        let others = ["C", "POSIX", "fr_FR.ISO-8859-1", "fr_FR.ISO-8859-15@euro", "ja_JP.eucJP"];
        others.iter().for_each(|locale| assert_eq!(signs(&[term, ("LANG", locale)]), Signs::Ascii, "{locale}"));
        assert_eq!(signs(&[term, ("LC_ALL", "C.UTF-8"), ("LANG", "C")]), Signs::All);
        assert_eq!(signs(&[term, ("LC_CTYPE", "C"), ("LANG", "fr_FR.UTF-8")]), Signs::Ascii);
        assert_eq!(signs(&[term, ("LC_ALL", ""), ("LANG", "C")]), Signs::Ascii);
    }

    #[test]
    fn old_terminals_have_few_signs_in_every_locale() {
        let of = |term: &str| signs(&[("TERM", term), ("LANG", "fr_FR.UTF-8")]);
        ["vt52", "vt100", "vt220-8bit", "wy60", "ansi", "ansi-m", "cons25"]
            .iter()
            .for_each(|term| assert_eq!(of(term), Signs::Ascii, "{term}"));
        ["xterm", "vte-256color", "wezterm", "screen", "alacritty", "foot", ""]
            .iter()
            .for_each(|term| assert_eq!(of(term), Signs::All, "{term}"));
        assert_eq!(of("linux"), Signs::Console);
    }

    #[test]
    fn similar_characters_replace_missing_ones() {
        let text = "« Été » : l’œuf, “ça” – 3 × 4 € … ● ○ ▲▼ → ✓ ✗ ⚠ Łódź ệ e\u{301}";
        assert_eq!(Signs::Ascii.text(text), "\" Ete \" : l'ouf, \"ca\" - 3 x 4 E . * o ^v > v x ! Lodz e e");
        assert_eq!(Signs::Ascii.text("┌─┬┐│╭━╮║├┼┤═╱"), "+-++|+=+|+++=/");
        assert_eq!(Signs::Ascii.text("█▀▄▒ ⣀漢🚀👨\u{200d}👩\u{200d}👧 Жё"), "#\"_: .?????? ??");
        assert_eq!(Signs::Console.text("« Été » : ╭━┐ ● ○ ▲ → ’ … ✓ 漢"), "« Été » : ┌=┐ * o ^ → ' . v ??");
        assert_eq!(Signs::All.text(text), text);
    }

    proptest! {
        #[test]
        fn ascii_takes_as_many_cells(text in any::<String>()) {
            for cluster in text.graphemes(true) {
                let plain = plain(cluster);
                prop_assert!(plain.is_ascii());
                prop_assert_eq!(text::width(&plain), text::width(cluster), "{:?}", cluster);
            }
        }
    }
}
