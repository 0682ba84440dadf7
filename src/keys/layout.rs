//! Keyboards for other alphabets: the Latin letter on the same key.
//!
//! People who write Russian or Greek have that layout active during a show. Their keys are labeled with both alphabets, but the terminal sends only
//! the active one.

/// A Latin keyboard (QWERTY, United States), row by row, starting with the key next to Tab.
const LATIN: [&str; 3] = ["qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"];

/// What the same keys send in other layouts, in the same order; a space for a key that is not a letter of that alphabet. If two layouts disagree
/// about a letter, the first one wins. (The layouts `ru`, `ua`, `by`, `gr`, `il` and `ara` of xkeyboard-config.)
const LAYOUTS: [[&str; 3]; 6] = [
    ["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю "],
    ["           ї", " і        є", "          "],
    ["        ў   ", "           ", "          "],
    [" ςερτυθιοπ  ", "ασδφγηξκλ  ", "ζχψωβνμ   "],
    ["  קראטוןםפ  ", "שדגכעיחלךף ", "זסבהנמצתץ "],
    ["ضصثقفغعهخحجد", "شسيبلاتنمكط", "ئءؤرﻻىةوزظ"],
];

/// Letters that need two keys or Shift, with the Latin letter of the main key.
const MORE: [(&str, char); 8] =
    [("άΆ", 'a'), ("έΈ", 'e'), ("ήΉ", 'h'), ("ίϊΐΊΪ", 'i'), ("όΌ", 'o'), ("ύϋΰΎΫ", 'y'), ("ώΏ", 'v'), ("ё", '`')];

/// The character on the Latin key for a letter of another alphabet, in lower case; for a digit of another script the digit. `None` for Latin
/// letters and unknown ones.
pub fn latin(char: char) -> Option<char> {
    if char.is_ascii() {
        return None;
    }
    let small = char.to_lowercase().next().unwrap_or(char);
    let placed = || {
        LAYOUTS
            .iter()
            .flat_map(|rows| rows.iter().zip(LATIN))
            .find_map(|(row, latin)| latin.chars().nth(row.chars().position(|letter| letter == small)?))
    };
    let more = || MORE.iter().find(|(letters, _)| letters.contains(char)).map(|(_, latin)| *latin);
    digit(char).or_else(placed).or_else(more)
}

/// The digits of Arabic and Persian keyboards.
fn digit(char: char) -> Option<char> {
    let zero = match char {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    char::from_digit(char as u32 - zero as u32, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_latin(text: &str) -> String {
        text.chars().filter_map(latin).collect()
    }

    #[test]
    fn letters_stand_where_they_are_typed() {
        assert_eq!(on_latin("йЦукен ячсмить хъ"), "qwertyzxcvbnm[]");
        assert_eq!(on_latin("іїєў"), "s]'o");
        assert_eq!(on_latin("νβΨπλςή"), "nbcplwh");
        assert_eq!(on_latin("מנשך"), "nbal");
        assert_eq!(on_latin("ىحلا٣۴"), "npgh34");
    }

    #[test]
    fn latin_letters_stand_for_themselves() {
        assert_eq!(on_latin("azAZ09 éèçàß§œ"), "");
    }

    #[test]
    fn each_row_is_as_long_as_the_latin_one() {
        for row in LAYOUTS.iter().flat_map(|rows| rows.iter().zip(LATIN)) {
            assert_eq!(row.0.chars().count(), row.1.chars().count(), "{row:?}");
        }
    }
}
