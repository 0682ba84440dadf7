//! What included slides mention and the deck does not define comes along: sources, objectives, glossary terms.
//!
//! The deck's own definition wins, then that of the first file. If another one with the same name says something else, that is a finding: the
//! slides would show what their own file does not say.

use std::collections::{BTreeSet, HashMap, HashSet};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::block::Reference;
use crate::deck::{Objective, Term};
use crate::diagnostic::Diagnostic;
use crate::lang::{self, say};
use crate::source::{Part, Source, Span};
use crate::table::{Shape, Value};
use crate::text;

/// What is defined beside the slides and comes along.
struct Kind {
    /// The list in the deck.
    list: &'static str,
    /// The key of the name by which slides mention it.
    name: &'static str,
    /// With its article.
    what: &'static str,
    /// Whether slides contain the name among their words.
    is_word: bool,
}

const KINDS: [Kind; 3] = [
    Kind { list: "source", name: "id", what: Reference::WHAT, is_word: false },
    Kind { list: "objective", name: "id", what: Objective::WHAT, is_word: false },
    Kind { list: "term", name: "name", what: Term::WHAT, is_word: true },
];

/// A table with its name.
type Named<'v, 'i> = (&'v str, &'v Value<'i>);

impl Kind {
    /// The tables of a list with their names.
    fn of<'v, 'i>(&self, list: Option<&'v Value<'i>>) -> impl Iterator<Item = Named<'v, 'i>> {
        let (tables, name) = (list.and_then(|list| list.get_ref().as_array()).into_iter().flatten(), self.name);
        tables.filter_map(move |table| Some((table.get_ref().get(name)?.get_ref().as_str()?, table)))
    }

    /// What two names have in common if they are the same.
    fn key(&self, name: &str) -> String {
        if self.is_word { name.to_lowercase() } else { name.to_owned() }
    }

    /// Whether two tables of the same name say the same.
    fn is_same(&self, one: &Value, other: &Value) -> bool {
        let rest = |value: &Value| {
            let keys = value.get_ref().as_table().into_iter().flatten().map(|(key, _)| key.get_ref().to_string());
            keys.filter(|key| key != self.name).collect::<BTreeSet<_>>()
        };
        let same = |key: &String| {
            one.get_ref().get(key).zip(other.get_ref().get(key)).is_some_and(|(one, other)| is_same(one, other))
        };
        rest(one) == rest(other) && rest(one).iter().all(same)
    }

    /// The finding that a file defines something otherwise than the deck, or than an earlier file.
    fn conflict(&self, shown: Named, other: Named, file: &str) -> Diagnostic {
        let [place, elsewhere] = [shown, other].map(|(_, table)| self.place(table));
        let (what, name, file) = (lang::Value::The(self.what), text::shorten(shown.0, 40), text::shorten(file, 60));
        let message = say!("{what} \"{name}\" has another definition in \"{file}\"", what, name, file);
        let found = Diagnostic::error("duplicate-id", place, message, say!("its slides show this one"));
        found.context(elsewhere, say!("the other definition")).help(match self.is_word {
            true => say!("write the same in both files"),
            false => say!("write the same in both files, or give one of them another id"),
        })
    }

    /// The place of a table's name.
    fn place(&self, table: &Value) -> Span {
        table.get_ref().get(self.name).map_or(table.span(), Spanned::span).into()
    }
}

/// Adds to a deck what the slides of its included files mention and it does not define. Returns what is defined in two ways.
pub fn bring_along<'i>(deck: &mut DeTable<'i>, source: &Source, files: &[(&Part, &Value<'i>)]) -> Vec<Diagnostic> {
    let (mut more, mut found) = (Vec::new(), Vec::new());
    let (strings, all) = strings_of(deck, source);
    let (by_file, all): (HashMap<usize, Mentioned>, _) = (
        strings.iter().map(|(start, strings)| (*start, Mentioned::in_strings(strings))).collect(),
        Mentioned::in_strings(&all),
    );
    for kind in &KINDS {
        let mut known: HashMap<String, Named> = kind.of(deck.get(kind.list)).map(|it| (kind.key(it.0), it)).collect();
        // First what a file defines for its own slides.
        for (part, value) in files {
            let Some(mentioned) = by_file.get(&part.start) else { continue };
            for named in kind.of(value.get_ref().get(kind.list)).filter(|(name, _)| mentioned.has(name, kind.is_word)) {
                match known.get(&kind.key(named.0)) {
                    Some(shown) if kind.is_same(shown.1, named.1) => {}
                    Some(shown) => found.push(kind.conflict(*shown, named, &part.file)),
                    None => {
                        known.insert(kind.key(named.0), named);
                        more.push((kind.list, named.1.clone()));
                    }
                }
            }
        }
        for named in files.iter().flat_map(|(_, value)| kind.of(value.get_ref().get(kind.list))) {
            if all.has(named.0, kind.is_word) && !known.contains_key(&kind.key(named.0)) {
                known.insert(kind.key(named.0), named);
                more.push((kind.list, named.1.clone()));
            }
        }
    }
    more.into_iter().for_each(|(list, table)| add(deck, list, table));
    found
}

/// The strings of the included slides: by the start of their file, and all of them.
fn strings_of<'v>(deck: &'v DeTable, source: &Source) -> (HashMap<usize, Vec<&'v str>>, Vec<&'v str>) {
    let sections = deck.get("section").and_then(|it| it.get_ref().as_array()).into_iter().flatten();
    let slides = sections.filter_map(|section| section.get_ref().get("slide")?.get_ref().as_array()).flatten();
    let mut by_file: HashMap<usize, Vec<&str>> = HashMap::new();
    for slide in slides {
        if let Some(part) = source.part_at(slide.span().start) {
            strings_in(slide, by_file.entry(part.start).or_default());
        }
    }
    let all = by_file.values().flatten().copied().collect();
    (by_file, all)
}

/// Whether two values say the same, wherever they are written.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one.get_ref(), other.get_ref()) {
        (DeValue::String(one), DeValue::String(other)) => one.trim() == other.trim(),
        (DeValue::Integer(one), DeValue::Integer(other)) => one.to_string() == other.to_string(),
        (DeValue::Float(one), DeValue::Float(other)) => one.as_str() == other.as_str(),
        (DeValue::Boolean(one), DeValue::Boolean(other)) => one == other,
        (DeValue::Datetime(one), DeValue::Datetime(other)) => one == other,
        (DeValue::Array(one), DeValue::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other.iter()).all(|(one, other)| is_same(one, other))
        }
        (DeValue::Table(one), DeValue::Table(other)) => {
            let same = |(key, value)| other.get(key).is_some_and(|it| is_same(value, it));
            one.len() == other.len() && one.iter().map(|(key, value)| (&**key.get_ref(), value)).all(same)
        }
        _ => false,
    }
}

/// Adds a table to a list of the deck, and the list if it is missing.
fn add<'i>(deck: &mut DeTable<'i>, kind: &'static str, table: Value<'i>) {
    match deck.get_mut(kind).map(|list| list.get_mut()) {
        Some(DeValue::Array(list)) => list.push(table),
        Some(_) => {}
        None => {
            let place = table.span();
            let list = DeValue::Array(std::iter::once(table).collect());
            deck.insert(Spanned::new(place.clone(), kind.into()), Spanned::new(place, list));
        }
    }
}

/// The names that may occur in the strings of slides.
struct Mentioned<'s> {
    words: HashSet<&'s str>,
    /// All strings in lower case, and their words.
    all: String,
    lower: HashSet<String>,
}

impl<'s> Mentioned<'s> {
    fn in_strings(strings: &[&'s str]) -> Self {
        let is_part = |char: char| char.is_alphanumeric() || "-_.".contains(char);
        let words = strings.iter().flat_map(|string| string.split(move |char| !is_part(char)).chain([*string]));
        let all = strings.join("\n").to_lowercase();
        let lower = all.split(|char: char| !char.is_alphanumeric()).map(str::to_owned).collect();
        Self { words: words.collect(), all, lower }
    }

    /// Whether a name occurs in them as whole words: an id as it is, a word of the glossary in upper or lower case, and in the plural.
    fn has(&self, name: &str, is_word: bool) -> bool {
        if !is_word {
            return self.words.contains(name);
        }
        let name = name.to_lowercase();
        // There may be thousands of names, and few of them in a long text.
        let is_known = |word: &str| {
            self.lower.contains(word) || ["s", "x"].iter().any(|end| self.lower.contains(&format!("{word}{end}")))
        };
        let mut words = name.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
        if !words.all(is_known) {
            return false;
        }
        let is_apart = |at: usize| {
            let (before, behind) = (&self.all[..at], &self.all[at + name.len()..]);
            let behind = behind.strip_prefix(['s', 'x']).unwrap_or(behind);
            !before.ends_with(char::is_alphanumeric) && !behind.starts_with(char::is_alphanumeric)
        };
        !name.is_empty() && self.all.match_indices(&name).any(|(at, _)| is_apart(at))
    }
}

fn strings_in<'v>(value: &'v Value, strings: &mut Vec<&'v str>) {
    match value.get_ref() {
        DeValue::String(text) => strings.push(text),
        DeValue::Array(values) => values.iter().for_each(|value| strings_in(value, strings)),
        DeValue::Table(table) => table.iter().for_each(|(_, value)| strings_in(value, strings)),
        _ => {}
    }
}
