//! The keys as they are set: those of the table, or a user's own.

use crate::lang::Words;
use crate::show::{Action, Key, Row, Screen, TABLE};

/// The keys of each line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap(Vec<Vec<Key>>);

impl Default for Keymap {
    fn default() -> Self {
        Self(TABLE.iter().map(|row| row.keys.to_vec()).collect())
    }
}

impl Row {
    /// Whether its keys stand for several things, a direction or a digit each: then they are always the same.
    pub fn is_fixed(&self) -> bool {
        matches!(self.action, Action::Choose | Action::Point | Action::Hand | Action::Tick)
    }
}

impl Keymap {
    /// All lines with their keys, in the order of the help.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Row, &[Key])> {
        TABLE.iter().zip(self.0.iter().map(Vec::as_slice))
    }

    /// The lines of a screen.
    pub fn of_screen(&self, screen: Screen) -> impl Iterator<Item = (&'static Row, &[Key])> {
        self.rows().filter(move |(row, _)| row.screen == screen)
    }

    /// What a key does on a screen.
    pub fn action(&self, screen: Screen, key: Key) -> Option<Action> {
        let key = key.folded();
        self.of_screen(screen).find(|(_, keys)| keys.contains(&key)).map(|(row, _)| row.action)
    }

    /// The first key of an action, as people read it on their keyboard; nothing where it has none.
    pub fn name(&self, screen: Screen, action: Action, words: &Words) -> Option<String> {
        let (_, keys) = self.of_screen(screen).find(|(row, _)| row.action == action)?;
        keys.first().map(|key| key.name(words))
    }

    /// Gives the action of this name these keys, and takes them from the others of its screen. Ctrl-C always quits.
    pub fn set(&mut self, name: &str, keys: &[Key]) {
        let Some(at) = TABLE.iter().position(|row| row.name == name) else { return };
        let screen = TABLE[at].screen;
        for (row, others) in TABLE.iter().zip(&mut self.0).filter(|(row, _)| row.screen == screen) {
            if row.name != name {
                others.retain(|key| !keys.contains(key));
            }
        }
        self.0[at] = keys.to_vec();
        if TABLE[at].action == Action::Quit && !keys.contains(&Key::Ctrl('c')) {
            self.0[at].push(Key::Ctrl('c'));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_is_set_is_taken_from_who_had_it() {
        let mut keys = Keymap::default();
        keys.set("search", &[Key::Char('n')]);
        assert_eq!(keys.action(Screen::Stage, Key::Char('N')), Some(Action::Search));
        assert_eq!(keys.action(Screen::Stage, Key::Char('/')), None);
        assert_eq!(keys.action(Screen::Stage, Key::Right), Some(Action::Next));
        keys.set("quit", &[Key::Char('x')]);
        assert_eq!(keys.action(Screen::Stage, Key::Ctrl('c')), Some(Action::Quit));
        assert_eq!(keys.action(Screen::Stage, Key::Char('q')), None);
        assert_eq!(
            keys.action(Screen::Overview, Key::Char('q')),
            Some(Action::Close),
            "another screen is another matter"
        );
    }
}
