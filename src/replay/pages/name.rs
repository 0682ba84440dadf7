//! The name for the certificate, while it is typed.

use crate::keys::InReplay;
use crate::page::Role;
use crate::progress::Change;
use crate::replay::{Hint, Outcome, Replay, What};
use crate::screen::rows::Rows;
use crate::show::{Key, Now};
use crate::text_field::TextField;

/// The longest name, in characters.
const LONGEST_NAME: usize = 80;

pub fn fill<'a>(replay: &'a Replay, field: &TextField, rows: &mut Rows) -> &'a str {
    rows.text(&field.with_cursor(), Role::Strong);
    replay.words.replay.ask_name
}

impl Replay {
    /// Opens the field for the name.
    pub(in crate::replay) fn ask_name(&mut self) {
        self.open_typing(What::Name, TextField::line(LONGEST_NAME));
    }

    pub(in crate::replay) fn name_hints(&self) -> Vec<Hint> {
        let said = &self.words.replay;
        vec![self.hint(InReplay::GoOn, said.short_confirm), self.hint(InReplay::Close, said.short_close)]
    }

    pub(in crate::replay) fn name_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        let name = self.screen().field.trim().to_owned();
        match key {
            Key::Escape | Key::Ctrl('c') => self.close(),
            Key::Enter if name.is_empty() => self.notice = Some(self.words.replay.no_words.to_owned()),
            Key::Enter => {
                self.record(Change::Named(name), outcome);
                self.close();
                match self.screen().what {
                    What::Certificate => self.lay_out(),
                    _ => self.open(What::Certificate),
                }
            }
            key => self.type_key(key, now),
        }
    }
}
