//! Keys, as the keymap and the help use them.

use serde::{Deserialize, Serialize};

use crate::keys::latin;
use crate::lang::Words;

/// A key that was pressed. Letters are as typed; Shift alone does not select another action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Key {
    Char(char),
    Ctrl(char),
    Right,
    Left,
    Up,
    Down,
    PageUp,
    PageDown,
    Home,
    End,
    Enter,
    Escape,
    Tab,
    BackTab,
    Backspace,
    /// A key that cannot have an action, such as F5. It still ends a black screen.
    Other,
}

impl Key {
    /// The names in settings of keys that are not characters.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("space", Self::Char(' ')),
        ("right", Self::Right),
        ("left", Self::Left),
        ("up", Self::Up),
        ("down", Self::Down),
        ("page-up", Self::PageUp),
        ("page-down", Self::PageDown),
        ("home", Self::Home),
        ("end", Self::End),
        ("enter", Self::Enter),
        ("escape", Self::Escape),
        ("tab", Self::Tab),
        ("shift-tab", Self::BackTab),
        ("backspace", Self::Backspace),
    ];

    /// The key with this name in settings: a character, "ctrl-o", "page-down".
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let sign = |text: &str| Some(text.chars().next()?).filter(|char| text.chars().count() == 1 && *char > ' ');
        let named = Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, key)| *key);
        let ctrl = || name.strip_prefix("ctrl-").and_then(sign).filter(char::is_ascii_alphabetic).map(Self::Ctrl);
        named.or_else(ctrl).or_else(|| sign(&name).map(Self::Char))
    }

    /// Its name in settings.
    pub fn setting(self) -> String {
        match (Self::NAMES.iter().find(|(_, key)| *key == self), self) {
            (Some((name, _)), _) => (*name).to_owned(),
            (None, Self::Ctrl(char)) => format!("ctrl-{char}"),
            (None, Self::Char(char)) => char.to_string(),
            (None, _) => String::new(),
        }
    }

    /// The key for looking up actions: a capital counts as its lower-case letter, because many people use Caps Lock to type digits on AZERTY.
    pub fn folded(self) -> Self {
        match self {
            Self::Char(char) => Self::Char(lower(char)),
            Self::Ctrl(char) => Self::Ctrl(lower(char)),
            key => key,
        }
    }

    /// The digit for a key of the top row where a number is expected, on QWERTY, and on AZERTY with or without Shift or Caps Lock (French, Belgian
    /// and Mac layouts). Also the digits of an Arabic keyboard.
    pub fn digit(self) -> Option<u8> {
        const ROW: &str = "à&é\"'(-è_ç";
        let Self::Char(char) = self else { return None };
        match char {
            '0'..='9' => Some(char as u8 - b'0'),
            '§' => Some(6),
            '!' => Some(8),
            char => {
                let of_row = || ROW.chars().position(|key| key == lower(char)).and_then(|at| u8::try_from(at).ok());
                of_row().or_else(|| u8::try_from(latin(char)?.to_digit(10)?).ok())
            }
        }
    }

    /// Its name on a keyboard.
    pub fn name(self, words: &Words) -> String {
        match self {
            Self::Char(' ') => words.key_space.to_owned(),
            Self::Char(char) => char.to_string(),
            Self::Ctrl(char) => format!("Ctrl-{}", char.to_uppercase()),
            Self::Right => "→".to_owned(),
            Self::Left => "←".to_owned(),
            Self::Up => "↑".to_owned(),
            Self::Down => "↓".to_owned(),
            Self::PageUp => words.key_page_up.to_owned(),
            Self::PageDown => words.key_page_down.to_owned(),
            Self::Home => words.key_home.to_owned(),
            Self::End => words.key_end.to_owned(),
            Self::Enter => words.key_enter.to_owned(),
            Self::Escape => words.key_escape.to_owned(),
            Self::Tab => words.key_tab.to_owned(),
            Self::BackTab => words.key_shift_tab.to_owned(),
            Self::Backspace => words.key_backspace.to_owned(),
            Self::Other => String::new(),
        }
    }
}

/// The names of keys in a row.
pub fn names(keys: &[Key], words: &Words) -> String {
    keys.iter().map(|key| key.name(words)).collect::<Vec<_>>().join(" ")
}

fn lower(char: char) -> char {
    char.to_lowercase().next().unwrap_or(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unshifted_top_row_of_azerty_gives_digits() {
        let digits = |keys: &str| keys.chars().map(|char| Key::Char(char).digit()).collect::<Option<Vec<_>>>();
        assert_eq!(digits("&é\"'(-è_çà"), Some(vec![1, 2, 3, 4, 5, 6, 7, 8, 9, 0]));
        assert_eq!(digits("ÉÈÇÀ§!"), Some(vec![2, 7, 9, 0, 6, 8]));
        assert_eq!(digits("٠٩۴"), Some(vec![0, 9, 4]));
        assert_eq!([Key::Char('x').digit(), Key::Char('х').digit()], [None, None]);
    }
}
