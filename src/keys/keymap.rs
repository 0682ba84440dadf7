//! The keymap: the keys of the table, changed by the user's settings.

use crate::keys::{
    Action, Actions, AtMarker, InFindings, InOverview, InPlayback, InReplay, InSearch, InSections, Key, Mode,
    OnChecklist, OnPoll, OnStage, Row, TABLE, latin,
};
use crate::lang::Words;

/// The keys of each row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap(Vec<Vec<Key>>);

impl Default for Keymap {
    fn default() -> Self {
        Self(TABLE.iter().map(|row| row.keys.to_vec()).collect())
    }
}

impl Row {
    /// Whether Ctrl-C always does this.
    pub fn is_quit(&self) -> bool {
        matches!(
            self.action,
            Action::Stage(OnStage::Quit) | Action::Replay(InReplay::Quit) | Action::Playback(InPlayback::Quit)
        )
    }

    /// Whether its keys mean several things, such as directions or digits, and thus cannot be changed.
    pub fn is_fixed(&self) -> bool {
        matches!(
            self.action,
            Action::Sections(InSections::Choose)
                | Action::Search(InSearch::Choose)
                | Action::Overview(InOverview::Choose)
                | Action::Findings(InFindings::Choose)
                | Action::Marker(AtMarker::Point)
                | Action::Poll(OnPoll::Hand)
                | Action::Checklist(OnChecklist::Tick)
                | Action::Replay(InReplay::Choose | InReplay::Hand)
        )
    }
}

impl Keymap {
    /// All rows with their keys, in the order of the help.
    pub fn rows(&self) -> impl Iterator<Item = (&'static Row, &[Key])> {
        TABLE.iter().zip(self.0.iter().map(Vec::as_slice))
    }

    /// The rows of a mode.
    pub fn of_mode(&self, mode: Mode) -> impl Iterator<Item = (&'static Row, &[Key])> {
        self.rows().filter(move |(row, _)| row.action.mode() == mode)
    }

    /// The key for looking up actions: a capital becomes its lower-case letter, and a letter of another alphabet that has no action anywhere
    /// becomes the one in its place on a Latin keyboard.
    pub fn acting(&self, key: Key) -> Key {
        let key = key.folded();
        match key {
            Key::Char(char) if !self.0.iter().flatten().any(|known| *known == key) => {
                latin(char).map_or(key, Key::Char)
            }
            key => key,
        }
    }

    /// What a key does in the mode of these actions.
    pub fn action<A: Actions>(&self, key: Key) -> Option<A> {
        let key = self.acting(key);
        self.rows().filter(|(_, keys)| keys.contains(&key)).find_map(|(row, _)| A::of(row.action))
    }

    /// The keys of an action.
    pub fn of(&self, action: impl Into<Action>) -> &[Key] {
        let action = action.into();
        self.rows().find(|(row, _)| row.action == action).map_or(&[], |(_, keys)| keys)
    }

    /// The name of an action's first key. Empty if it has none.
    pub fn name(&self, action: impl Into<Action>, words: &Words) -> String {
        self.of(action).first().map(|key| key.name(words)).unwrap_or_default()
    }

    /// Sets the keys of the action with this name, and removes them from other actions of its mode. Ctrl-C always quits.
    pub fn set(&mut self, name: &str, keys: &[Key]) {
        let Some(at) = TABLE.iter().position(|row| row.name == name) else { return };
        let mode = TABLE[at].action.mode();
        for (row, others) in TABLE.iter().zip(&mut self.0).filter(|(row, _)| row.action.mode() == mode) {
            if row.name != name {
                others.retain(|key| !keys.contains(key));
            }
        }
        self.0[at] = keys.to_vec();
        if TABLE[at].is_quit() && !keys.contains(&Key::Ctrl('c')) {
            self.0[at].push(Key::Ctrl('c'));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configured_key_is_taken_from_its_old_action() {
        let mut keys = Keymap::default();
        keys.set("search", &[Key::Char('n')]);
        assert_eq!(keys.action(Key::Char('N')), Some(OnStage::Search));
        assert_eq!(keys.action::<OnStage>(Key::Char('/')), None);
        assert_eq!(keys.action(Key::Right), Some(OnStage::Next));
        keys.set("quit", &[Key::Char('x')]);
        assert_eq!(keys.action(Key::Ctrl('c')), Some(OnStage::Quit));
        assert_eq!(keys.action::<OnStage>(Key::Char('q')), None);
        assert_eq!(keys.action(Key::Char('q')), Some(InOverview::Close), "another mode is another matter");
    }

    #[test]
    fn a_letter_of_another_alphabet_acts_by_its_place_unless_it_has_an_action() {
        let mut keys = Keymap::default();
        assert_eq!(keys.action(Key::Char('Т')), Some(OnStage::Next));
        assert_eq!(keys.action(Key::Char('ν')), Some(OnStage::Next));
        assert_eq!(keys.action(Key::Char('х')), Some(OnStage::PreviousSection));
        keys.set("search", &[Key::Char('т')]);
        assert_eq!(keys.action(Key::Char('Т')), Some(OnStage::Search));
        assert_eq!(keys.action::<InOverview>(Key::Char('т')), None);
    }
}
