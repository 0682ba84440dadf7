//! The keys in a user's settings: actions, their keys, and mistakes.

use serde_json::{Map as JsonMap, Value as Json, json};
use toml::de::DeValue;

use crate::diagnostic::{Diagnostic, Severity};
use crate::keys::{Key, Keymap, Mode, Row, TABLE};
use crate::lang::{self, Message, noun, say};
use crate::source::Span;
use crate::table::{Reader, Schemas, Shape, Value};
use crate::text;

/// The modes whose keys come before those of the stage while a question is open.
const QUESTIONS: [Mode; 3] = [Mode::Poll, Mode::Open, Mode::Checklist];

/// The keys of actions, by action name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    set: Vec<Set>,
}

/// The keys of an action, each with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Set {
    name: &'static str,
    mode: Mode,
    at: Span,
    keys: Vec<(Key, Span)>,
}

impl Keys {
    /// The keymap with these settings.
    pub fn keymap(&self) -> Keymap {
        let mut keymap = Keymap::default();
        for Set { name, keys, .. } in &self.set {
            keymap.set(name, &keys.iter().map(|(key, _)| *key).collect::<Vec<_>>());
        }
        keymap
    }

    /// Where the keys of an action are set. `None` if they are the default.
    pub fn place(&self, name: &str) -> Option<Span> {
        self.set.iter().find(|set| set.name == name).map(|set| set.at)
    }

    /// The names of the actions whose keys are set.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.set.iter().map(|set| set.name)
    }

    /// Removes keys with two meanings: the first setting wins.
    fn drop_conflicts(&mut self, reader: &mut Reader) {
        for at in 0..self.set.len() {
            let (earlier, rest) = self.set.split_at_mut(at);
            let set = &mut rest[0];
            let taken = |key: Key| {
                let same = earlier.iter().filter(|other| other.mode == set.mode);
                same.flat_map(|other| other.keys.iter().map(move |key| (other.name, key)))
                    .find(|(_, (other, _))| *other == key)
            };
            let mut kept = Vec::new();
            for (key, span) in &set.keys {
                match taken(*key) {
                    Some((other, (_, first))) => {
                        let message = say!(
                            "{setting} is already a key of `{other}`",
                            setting = format!("{:?}", key.setting()),
                            other
                        );
                        let wrong = Diagnostic::error("key-conflict", *span, message, say!("one key, two actions"));
                        reader.report(
                            wrong.context(*first, say!("first used here")).help(say!("take it out of one of them")),
                        );
                    }
                    None => kept.push((*key, *span)),
                }
            }
            set.keys = kept;
        }
    }

    /// Reports actions that have lost all their keys, and keys of the stage that an open question takes first.
    fn report_lost(&self, reader: &mut Reader) {
        let keymap = self.keymap();
        for (row, _) in keymap.rows().filter(|(row, keys)| keys.is_empty() && self.place(row.name).is_none()) {
            let takes =
                |set: &&Set| set.mode == row.action.mode() && set.keys.iter().any(|(key, _)| row.keys.contains(key));
            if let Some(set) = self.set.iter().rfind(takes) {
                let message = say!("`{row}` has no key left", row = row.name);
                let label = say!("took the last key of `{row}`", row = row.name);
                let lost = Diagnostic::error("key-conflict", set.at, message, label);
                reader.report(warning(lost.help(say!("give it another: `{row} = [\"…\"]`", row = row.name))));
            }
        }
        for (key, span) in self.set.iter().filter(|set| set.mode == Mode::Stage).flat_map(|set| &set.keys) {
            let mut first =
                keymap.rows().filter(|(row, keys)| QUESTIONS.contains(&row.action.mode()) && keys.contains(key));
            if let Some((row, _)) = first.next() {
                let message = say!(
                    "while a question is open, {setting} is a key of `{row}`",
                    setting = format!("{:?}", key.setting()),
                    row = row.name
                );
                let shadowed =
                    Diagnostic::error("key-conflict", *span, message, say!("no effect while a question is open"));
                reader.report(warning(shadowed.help(say!("take another, or set `{row}`", row = row.name))));
            }
        }
    }
}

fn warning(diagnostic: Diagnostic) -> Diagnostic {
    Diagnostic { severity: Severity::Warning, ..diagnostic }
}

impl Shape for Keys {
    const WHAT: &'static str = noun!("a table of actions and their keys");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let DeValue::Table(table) = value.get_ref() else {
            reader.wrong_type(value, Self::WHAT);
            return None;
        };
        let mut keys = Self::default();
        for (name, value) in table {
            let at = reader.span(name.span());
            if let Some(row) = row(name.get_ref(), at, reader)
                && let Some(read) = read_keys(row, value, reader)
            {
                keys.set.push(Set { name: row.name, mode: row.action.mode(), at, keys: read });
            }
        }
        // In file order: the first setting keeps its key.
        keys.set.sort_by_key(|set| set.at.start);
        keys.drop_conflicts(reader);
        keys.report_lost(reader);
        Some(keys)
    }

    fn schema(_: &mut Schemas) -> Json {
        let words = lang::choose([Some("en")]);
        let property = |row: &Row| {
            let schema = json!({
                "description": (row.help)(words), "type": "array", "items": { "type": "string" }, "uniqueItems": true,
                "default": row.keys.iter().map(|key| key.setting()).collect::<Vec<_>>(),
            });
            (row.name.to_owned(), schema)
        };
        let properties: JsonMap<String, Json> = TABLE.iter().filter(|row| !row.is_fixed()).map(property).collect();
        json!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}

/// The row of the table with this name.
fn row(name: &str, at: Span, reader: &mut Reader) -> Option<&'static Row> {
    let Some(row) = TABLE.iter().find(|row| row.name == name) else {
        let message = say!("there is no action called \"{value}\"", value = text::shorten(name, 40));
        let names = TABLE.iter().filter(|row| !row.is_fixed()).map(|row| row.name);
        let wrong = Diagnostic::error("unknown-key", at, message, say!("no such action"));
        reader.report(match text::nearest(name, names) {
            Some(near) => wrong.help(say!("did you mean `{near}`?", near)).fix(say!("write `{near}`", near), at, near),
            None => wrong.help(say!("`pupitre config` lists the actions")),
        });
        return None;
    };
    if row.is_fixed() {
        let message = say!("the keys of `{name}` are always the same", name);
        let wrong = Diagnostic::error("bad-value", at, message, say!("cannot be set"));
        reader.report(wrong.help(say!("each is a direction or a digit: leave this out")));
        return None;
    }
    Some(row)
}

/// The keys of an action: a name, or a list of names.
fn read_keys(row: &Row, value: &Value, reader: &mut Reader) -> Option<Vec<(Key, Span)>> {
    let values: Vec<&Value> = match value.get_ref() {
        DeValue::Array(values) => values.iter().collect(),
        DeValue::String(_) => vec![value],
        _ => {
            reader.wrong_type(value, noun!("a list of keys"));
            return None;
        }
    };
    let mut keys: Vec<(Key, Span)> = Vec::new();
    for value in values {
        let Some(name) = reader.string(value, noun!("the name of a key")).map(str::to_owned) else { continue };
        match (Key::parse(&name), Key::parse(&name).and_then(|key| reserved(row, key))) {
            (Some(_), Some(why)) => {
                let message =
                    say!("\"{value}\" cannot be a key of `{row}`", value = text::shorten(&name, 20), row = row.name);
                reader.bad_value(value, message, why);
            }
            (Some(key), None) if keys.iter().any(|(known, _)| *known == key) => {}
            (Some(key), None) => keys.push((key, reader.span(value.span()))),
            (None, _) => {
                let names = Key::NAMES.iter().map(|(name, _)| *name);
                let help = match text::nearest(&name, names.clone()) {
                    Some(near) => say!("did you mean \"{near}\"?", near),
                    None => say!(
                        "write a sign, \"ctrl-\" and a letter, or one of {names}",
                        names = names.collect::<Vec<_>>().join(", ")
                    ),
                };
                reader.bad_value(
                    value,
                    say!("\"{value}\" is not the name of a key", value = text::shorten(&name, 20)),
                    help,
                );
            }
        }
    }
    Some(keys)
}

/// Why an action cannot have this key.
fn reserved(row: &Row, key: Key) -> Option<Message> {
    match (row.action.mode(), key) {
        (_, Key::Ctrl('z')) => Some(say!("it gives the terminal back to the shell, always")),
        (_, Key::Ctrl('c')) if !row.is_quit() => Some(say!("it quits, always")),
        (Mode::Stage | Mode::Sections, Key::Char('0'..='9')) => Some(say!("digits begin a slide number there")),
        (Mode::Poll | Mode::Checklist, Key::Char('0'..='9')) => Some(say!("digits choose an answer there")),
        (Mode::Search, Key::Char(_) | Key::Backspace) => Some(say!("typing there searches")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::{AtClock, OnStage};
    use crate::settings::read;
    use crate::source::Source;

    /// What is wrong with the keys: the underlined words, the message, the help.
    fn found(keys: &str) -> Vec<[String; 3]> {
        let source = Source::new("config.toml", &format!("[keys]\n{keys}"));
        let told = |it: Diagnostic| {
            [source.slice(it.span()).to_owned(), it.message.into(), it.help.unwrap_or_default().into()]
        };
        read(&source).1.into_iter().map(told).collect()
    }

    fn one(keys: &str) -> [String; 2] {
        match &found(keys)[..] {
            [[word, message, _]] => [word.clone(), message.clone()],
            other => panic!("{other:?}"),
        }
    }

    fn keymap(keys: &str) -> Keymap {
        let (settings, found) = read(&Source::new("config.toml", &format!("[keys]\n{keys}")));
        assert_eq!(found, []);
        settings.keys.keymap()
    }

    #[test]
    fn any_action_has_the_keys_that_are_set() {
        let keys = keymap("next = [\"m\", \"Page-Down\", \"ctrl-n\"]\nclock-pause = \"space\"");
        assert_eq!(keys.action(Key::Char('m')), Some(OnStage::Next));
        assert_eq!(keys.action(Key::PageDown), Some(OnStage::Next));
        assert_eq!(keys.action(Key::Ctrl('n')), Some(OnStage::Next));
        assert_eq!(keys.action::<OnStage>(Key::Right), None);
        assert_eq!(keys.action(Key::Char(' ')), Some(AtClock::Pause));
    }

    #[test]
    fn conflicts_are_found_and_named() {
        let twice = one("next = [\"m\"]\nsearch = [\"/\", \"m\"]");
        assert_eq!(twice, ["\"m\"", "\"m\" is already a key of `next`"]);
        assert_eq!(one("next = [\"o\"]"), ["next", "`overview` has no key left"]);
        assert_eq!(found("next = [\"o\"]\noverview = [\"m\"]"), [[""; 3]; 0]);
        assert_eq!(one("next = [\"u\"]"), ["\"u\"", "while a question is open, \"u\" is a key of `take-back`"]);
        assert_eq!(one("next = [\"3\"]"), ["\"3\"", "\"3\" cannot be a key of `next`"]);
        assert_eq!(one("next = [\"ctrl-c\"]")[0], "\"ctrl-c\"");
        assert_eq!(one("close-search = [\"x\"]")[0], "\"x\"");
        assert_eq!(one("hand = [\"x\"]"), ["hand", "the keys of `hand` are always the same"]);
    }

    #[test]
    fn for_unknown_names_the_nearest_is_suggested() {
        assert_eq!(found("nxt = [\"m\"]")[0][2], "did you mean `next`?");
        assert_eq!(found("next = [\"entre\"]")[0][2], "did you mean \"enter\"?");
        assert_eq!(found("next = 3")[0][1], "expected a list of keys, found an integer");
    }

    #[test]
    fn each_key_has_a_name_that_is_read_again() {
        for row in TABLE {
            for key in row.keys {
                assert_eq!(Key::parse(&key.setting()), Some(*key));
            }
        }
    }
}
