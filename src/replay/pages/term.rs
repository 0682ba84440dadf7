//! The definition of a glossary term.

use crate::page::Role;
use crate::replay::Replay;
use crate::screen::rows::Rows;

pub fn fill<'a>(replay: &Replay, name: &'a str, rows: &mut Rows) -> &'a str {
    let term = replay.deck.terms.iter().find(|term| term.name == name);
    rows.text(term.map_or("", |term| &term.definition), Role::Text);
    name
}
