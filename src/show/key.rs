//! Keys, as the keymap and the help know them.

use serde::{Deserialize, Serialize};

use crate::lang::Words;

/// A key that was pressed. Letters come as they are typed; Shift alone changes no action.
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
}

impl Key {
    /// The key as an action sees it: a capital acts as its small letter, since Caps Lock is how many people type digits on AZERTY.
    pub fn folded(self) -> Self {
        match self {
            Self::Char(char) => Self::Char(lower(char)),
            Self::Ctrl(char) => Self::Ctrl(lower(char)),
            key => key,
        }
    }

    /// The digit that a key of the top row means where a number is awaited, on QWERTY, and on AZERTY with or without
    /// Shift or Caps Lock (French, Belgian and Mac layouts).
    pub fn digit(self) -> Option<u8> {
        const ROW: &str = "à&é\"'(-è_ç";
        let Self::Char(char) = self else { return None };
        match char {
            '0'..='9' => Some(char as u8 - b'0'),
            '§' => Some(6),
            '!' => Some(8),
            char => ROW.chars().position(|key| key == lower(char)).and_then(|at| u8::try_from(at).ok()),
        }
    }

    /// Its name, as people read it on their keyboard.
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
        }
    }
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
        assert_eq!(Key::Char('x').digit(), None);
    }
}
