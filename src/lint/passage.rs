//! The words of a deck, each with its place in the file: what rules about words look at.
//!
//! The strings are taken from the TOML itself, so that a new kind of block needs nothing here but, where a key of its own holds
//! no words, the name of that key in [`NAMES`].

mod reading;

use std::ops::Range;

use toml::de::DeValue;

pub use reading::words;

use crate::source::{Map, Source, Span};
use crate::table::{self, Value};

/// The keys whose strings are names, numbers or data of other languages: no words for people.
pub const NAMES: &[&str] = &[
    "bg",
    "check",
    "checked",
    "code",
    "colors",
    "date",
    "duration",
    "extends",
    "fg",
    "file",
    "fit",
    "format",
    "graph",
    "highlight",
    "id",
    "ignore",
    "key",
    "kind",
    "lang",
    "layout",
    "levels",
    "lines",
    "link",
    "look",
    "objective",
    "objectives",
    "priority",
    "profiles",
    "repeat",
    "reveal",
    "select",
    "sizes",
    "source",
    "sources",
    "theme",
    "type",
    "url",
];

/// Stands for what is no text of the author's own: inline code, a web address, a sign written as an HTML entity.
pub const OTHER: char = '\u{fffc}';

/// Whose words they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title of a slide.
    Title,
    /// The body of a slide.
    Body,
    /// Any text in a block below the body.
    Block,
    Notes,
    Lesson,
    /// What the authors say to each other.
    Todo,
    /// The title of a section.
    Section,
    /// A description of what is seen.
    Alt,
    /// The titles of documents, which are spelled as they are.
    Source,
    /// All other words: the deck's title, objectives, terms …
    Other,
}

impl Field {
    /// Whether the room sees it.
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Title | Self::Body | Self::Block)
    }
}

/// A string of the deck as it was decoded.
#[derive(Clone, Debug)]
pub struct Text {
    pub field: Field,
    /// The key that holds it, of the nearest table around it.
    pub key: String,
    /// The place of its slide in the file, from 0.
    pub slide: Option<usize>,
    pub text: String,
    /// From bytes of the text to the file.
    pub map: Map,
    /// The whole value, quotes included.
    pub span: Span,
    /// Whether it is written for people.
    pub is_words: bool,
}

/// What a passage is in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Paragraph,
    Heading(u8),
    /// A paragraph in a list, this deep, from 1.
    Item(usize),
    /// A cell of a table.
    Cell,
}

/// A paragraph without its markup: what a reader reads in one go.
#[derive(Clone, Debug)]
pub struct Passage {
    pub field: Field,
    pub slide: Option<usize>,
    pub shape: Shape,
    /// The words. A line feed is a line end of the file; [`OTHER`] is what is not to be looked at.
    pub text: String,
    /// The list around it, where it stands in one.
    pub list: Option<Span>,
    /// Whether it is the first of its item.
    pub begins_item: bool,
    pub links: Vec<Link>,
    /// Whether it seems to be English: a quotation, a name.
    pub is_english: bool,
    map: Map,
}

/// A link in a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its words, in bytes of the passage.
    pub range: Range<usize>,
    /// Its words as they are shown, addresses and code too.
    pub label: String,
    pub target: String,
}

/// A table of Markdown's as it is written.
#[derive(Clone, Debug)]
pub struct Grid {
    pub field: Field,
    pub slide: Option<usize>,
    pub head: Vec<Cell>,
    pub rows: Vec<Row>,
}

impl Grid {
    /// Whether the room sees it.
    pub fn is_shown(&self) -> bool {
        self.field.is_shown()
    }
}

/// A cell of a table's head.
#[derive(Clone, Debug)]
pub struct Cell {
    pub span: Span,
    pub is_empty: bool,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    pub span: Span,
    /// How many cells are written in it.
    pub cells: usize,
    pub begins_empty: bool,
}

/// What people read in a deck.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub passages: Vec<Passage>,
    pub tables: Vec<Grid>,
}

impl Passage {
    /// Where bytes of the text stand in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.map.span(range)
    }

    /// Where they stand, to the byte, so that something else can be written there. Nothing where markup or an
    /// escape of Markdown's lies between or before them.
    pub fn exact(&self, range: Range<usize>, source: &Source) -> Option<Span> {
        exact(&self.text, &self.map, range, source)
    }

    /// Its words with their places: what stands between spaces and has a letter or a digit.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let pieces = self.text.split_inclusive(char::is_whitespace).scan(0, |at, piece| {
            let from = *at;
            *at += piece.len();
            Some((from, piece.trim_end()))
        });
        pieces.filter(|(_, word)| word.contains(char::is_alphanumeric))
    }

    /// Whether the room sees it.
    pub fn is_shown(&self) -> bool {
        self.field.is_shown()
    }
}

impl Text {
    /// The place of bytes of the text in the file, to the byte; see [`Passage::exact`].
    pub fn exact(&self, range: Range<usize>, source: &Source) -> Option<Span> {
        exact(&self.text, &self.map, range, source)
    }
}

fn exact(text: &str, map: &Map, range: Range<usize>, source: &Source) -> Option<Span> {
    let start = map.offset(range.start);
    if source.text.get(..start)?.ends_with('\\') {
        return None;
    }
    let mut end = start;
    for (at, char) in text[range.clone()].char_indices() {
        if map.offset(range.start + at) != end {
            return None;
        }
        end += written(source.text.get(end..)?, char)?;
    }
    Some(Span::new(start, end))
}

/// How many bytes a sign takes in a file, as itself or as an escape of TOML's; nothing where something else stands there.
fn written(file: &str, char: char) -> Option<usize> {
    if char != '\\' && file.starts_with(char) {
        return Some(char.len_utf8());
    }
    let (taken, stands_for) = crate::source::unescape(file)?;
    (stands_for == char).then_some(taken)
}

/// All strings of a deck, in the order of the file.
pub fn texts(source: &Source) -> Vec<Text> {
    strings(&source.text, &Map::default(), &[], None)
}

/// The strings of a piece of TOML that stands in a file where `map` says, below the keys of `path`.
fn strings(toml: &str, map: &Map, path: &[&str], slide: Option<usize>) -> Vec<Text> {
    let (table, _) = table::parse(toml, map);
    let value = Value::new(table.span(), DeValue::Table(table.into_inner()));
    let mut walk = Walk { toml, map, slides: 0, found: Vec::new() };
    let is_words = !path.iter().any(|key| NAMES.contains(key));
    walk.value(&value, &mut path.to_vec(), is_words, slide);
    walk.found.sort_by_key(|text| text.span.start);
    walk.found
}

/// The stretches of a text whose signs are all of a kind, in bytes.
pub fn runs(text: &str, is: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is)?;
        at = text[start..].find(|char| !is(char)).map_or(text.len(), |end| start + end);
        Some(start..at)
    })
}

struct Walk<'a> {
    toml: &'a str,
    map: &'a Map,
    slides: usize,
    found: Vec<Text>,
}

impl Walk<'_> {
    /// Takes in the strings of a value, which lies below the keys of `path`.
    fn value<'v>(&mut self, value: &'v Value, path: &mut Vec<&'v str>, is_words: bool, slide: Option<usize>) {
        match value.get_ref() {
            DeValue::String(text) => {
                let Range { start, end } = value.span();
                let raw = self.toml.get(start..end).unwrap_or_default();
                self.found.push(Text {
                    field: field(path),
                    key: (*path.last().unwrap_or(&"")).to_owned(),
                    slide,
                    text: text.as_ref().to_owned(),
                    map: Map::of_string(raw, start).through(self.map),
                    span: self.map.span(start..end),
                    is_words,
                });
            }
            DeValue::Array(values) if path[..] == ["section", "slide"] => {
                for value in values {
                    let slide = self.slides;
                    self.slides += 1;
                    self.value(value, path, is_words, Some(slide));
                }
            }
            DeValue::Array(values) => values.iter().for_each(|value| self.value(value, path, is_words, slide)),
            DeValue::Table(table) => {
                for (key, value) in table {
                    let key = key.get_ref().as_ref();
                    path.push(key);
                    self.value(value, path, is_words && !NAMES.contains(&key), slide);
                    path.pop();
                }
            }
            _ => {}
        }
    }
}

fn field(path: &[&str]) -> Field {
    match path {
        [.., "alt"] => Field::Alt,
        ["section", "slide", "title"] => Field::Title,
        ["section", "slide", "body"] => Field::Body,
        ["section", "slide", "notes"] => Field::Notes,
        ["section", "slide", "lesson"] => Field::Lesson,
        ["section", "slide", "todo"] => Field::Todo,
        ["section", "slide", "block", ..] => Field::Block,
        ["section", "title"] => Field::Section,
        ["source", ..] => Field::Source,
        _ => Field::Other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value as Json;

    use super::*;
    use crate::deck::Deck;
    use crate::table::{Schemas, Shape as _};

    /// The keys whose strings are words for people, those of kinds that may come too.
    const WORDS: &[&str] = &[
        "about",
        "alt",
        "audience",
        "body",
        "by",
        "caption",
        "cells",
        "choices",
        "columns",
        "definition",
        "detail",
        "head",
        "high",
        "items",
        "labels",
        "lesson",
        "low",
        "measure",
        "name",
        "next",
        "notes",
        "publisher",
        "question",
        "role",
        "rows",
        "subtitle",
        "term",
        "text",
        "title",
        "todo",
        "unit",
        "value",
        "why",
    ];

    /// The keys of a schema that hold strings.
    fn string_keys(schema: &Json, keys: &mut Vec<String>) {
        let is_string = |it: &Json| {
            it["type"] == "string"
                || it["oneOf"].as_array().is_some_and(|all| all.iter().all(|it| it["const"].is_string()))
        };
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            if is_string(value) || is_string(&value["items"]) || is_string(&value["additionalProperties"]) {
                keys.push(key.clone());
            }
        }
        match schema {
            Json::Object(fields) => fields.values().for_each(|it| string_keys(it, keys)),
            Json::Array(values) => values.iter().for_each(|it| string_keys(it, keys)),
            _ => {}
        }
    }

    #[test]
    fn every_string_of_the_format_is_known_to_be_words_or_not() {
        let mut definitions = Schemas::new();
        Deck::schema(&mut definitions);
        let mut keys = Vec::new();
        string_keys(&Json::Object(definitions), &mut keys);
        assert!(keys.len() > 30, "{keys:?}");
        let unknown: Vec<_> =
            keys.iter().filter(|key| !NAMES.contains(&key.as_str()) && !WORDS.contains(&key.as_str())).collect();
        assert!(unknown.is_empty(), "{unknown:?} are neither in NAMES nor in WORDS");
        let both: Vec<_> = WORDS.iter().filter(|key| NAMES.contains(key)).collect();
        assert!(both.is_empty(), "{both:?} are in both");
    }

    fn found(deck: &str) -> (Source, Vec<Passage>) {
        let source = Source::new("deck.toml", deck);
        let passages = words(&texts(&source)).passages;
        (source, passages)
    }

    #[test]
    fn words_are_taken_without_code_links_and_addresses() {
        let (_, passages) = found(
            "a = '''\nVoir `x ; y` et [la *page*](https://a.fr/?b!) ou https://a.fr/;b.\n\n```\ncode !\n```\n- un\n  - **deux** !\n'''",
        );
        let texts: Vec<(&str, Shape)> = passages.iter().map(|it| (it.text.as_str(), it.shape)).collect();
        assert_eq!(
            texts,
            [
                ("Voir \u{fffc} et la page ou \u{fffc}.", Shape::Paragraph),
                ("un", Shape::Item(1)),
                ("deux !", Shape::Item(2)),
            ]
        );
        let link = Link { range: 12..19, label: "la page".to_owned(), target: "https://a.fr/?b!".to_owned() };
        assert_eq!(passages[0].links, [link]);
    }

    #[test]
    fn a_sign_is_found_to_the_byte_whatever_way_it_is_written() {
        for (deck, sign) in [
            ("a = '**dit** \"oui\"'", "\""),
            ("a = \"dit \\\"oui\\\"\"", "\\\""),
            ("a = \"\"\"\ndit \\u0022oui\"\"\"", "\\u0022"),
        ] {
            let (source, passages) = found(deck);
            let at = passages[0].text.find('"').unwrap();
            assert_eq!(passages[0].exact(at..at + 1, &source).map(|span| source.slice(span)), Some(sign), "{deck}");
        }
    }

    #[test]
    fn what_stands_behind_an_escape_of_markdown_or_across_markup_is_not_written_over() {
        let (source, passages) = found("a = 'un \\\"mot, *d*eux'");
        let at = |word: &str| passages[0].text.find(word).unwrap();
        assert_eq!(passages[0].exact(at("\"")..at("\"") + 1, &source), None);
        assert_eq!(passages[0].exact(at("deux")..at("deux") + 4, &source), None);
        assert!(passages[0].exact(at("mot")..at("mot") + 3, &source).is_some());
    }

    #[test]
    fn words_know_their_slide_and_field() {
        let (_, passages) = found(
            "title = 'd'\n[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 'a'\n[[section.slide]]\nnotes = 'b'\n[[section.slide.block]]\nkind = 'x'\ntext = 'c'\n",
        );
        let fields: Vec<_> = passages.iter().map(|it| (it.text.as_str(), it.field, it.slide)).collect();
        assert_eq!(
            fields,
            [
                ("d", Field::Other, None),
                ("s", Field::Section, None),
                ("a", Field::Title, Some(0)),
                ("b", Field::Notes, Some(1)),
                ("c", Field::Block, Some(1)),
            ]
        );
    }
}
