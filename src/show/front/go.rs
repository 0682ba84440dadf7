//! A slide number while it is typed.

use crate::keys::OnStage;
use crate::show::update::Turn;
use crate::show::{Front, Key, Show};
use crate::text_field::TextField;

impl Show {
    pub(in crate::show) fn go_key(&mut self, key: Key, mut typed: TextField, azerty: bool, turn: &mut Turn) {
        self.front = Front::Stage;
        let digit = key.digit().filter(|_| azerty || matches!(self.keys.acting(key), Key::Char('0'..='9')));
        match (self.keys.acting(key), digit) {
            (_, Some(digit)) => {
                typed.take(Key::Char(char::from(b'0' + digit)));
                self.front = Front::Go { typed, azerty };
            }
            (Key::Char('a'), _) if typed.is_empty() => self.front = Front::Go { typed: typed.with("a"), azerty: true },
            (Key::Char('g'), _) if typed.is_empty() => self.act(OnStage::First, turn),
            (Key::Char('e'), _) if typed.is_empty() => self.act(OnStage::Last, turn),
            (Key::Backspace, _) if typed.take(key) => self.front = Front::Go { typed, azerty },
            (Key::Enter, _) if !typed.is_empty() => self.go_to(&typed, turn),
            _ => {}
        }
    }
}
