//! What each key does. Enter on a row does the same.

use crate::keys::{InReplay, Mode, names};
use crate::page::{Role, Target};
use crate::replay::Replay;
use crate::screen::rows::Rows;

pub fn fill<'a>(replay: &'a Replay, rows: &mut Rows) -> &'a str {
    let no_course = replay.course.is_none();
    let keys = replay.keys.of_mode(Mode::Replay).filter(|(_, keys)| !keys.is_empty());
    for (row, keys) in keys.filter(|(row, _)| !(no_course && row.action == InReplay::Course.into())) {
        let keys = if row.action == InReplay::Hand.into() { "1…9".to_owned() } else { names(keys, replay.words) };
        rows.row(("", Role::Text), (row.help)(replay.words), &keys, Target::Act(row.name));
    }
    replay.words.replay.keys_title
}
