//! The words of a deck, each with its place in the file: what rules about words look at.
//!
//! The strings are taken from the TOML itself, so that a new kind of block needs nothing here but, where a key of its own holds
//! no words, the name of that key in [`NAMES`].

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use toml::de::DeValue;

use crate::source::{Map, Source, Span};
use crate::table::{self, Value};

/// The keys whose strings are names, numbers or data of other languages: no words for people.
pub const NAMES: &[&str] = &[
    "check",
    "code",
    "colors",
    "date",
    "duration",
    "extends",
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
    /// The links in it: which bytes, and where they lead.
    pub links: Vec<(Range<usize>, String)>,
    map: Map,
}

impl Passage {
    /// Where bytes of the text stand in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.map.span(range)
    }

    /// Where they stand, to the byte, so that something else can be written there. Nothing where markup or an
    /// escape of Markdown's lies between or before them.
    pub fn exact(&self, range: Range<usize>, source: &Source) -> Option<Span> {
        let start = self.map.offset(range.start);
        if source.text[..start].ends_with('\\') {
            return None;
        }
        let mut end = start;
        for (at, char) in self.text[range.clone()].char_indices() {
            if self.map.offset(range.start + at) != end {
                return None;
            }
            end += written(&source.text[end..], char)?;
        }
        Some(Span::new(start, end))
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
        matches!(self.field, Field::Title | Field::Body | Field::Block)
    }
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
    let (toml, _) = table::parse(&source.text, &Map::default());
    let value = Value::new(toml.span(), DeValue::Table(toml.into_inner()));
    let mut walk = Walk { source, slides: 0, found: Vec::new() };
    walk.value(&value, &[], None);
    walk.found.sort_by_key(|text| text.span.start);
    walk.found
}

struct Walk<'a> {
    source: &'a Source,
    slides: usize,
    found: Vec<Text>,
}

impl Walk<'_> {
    fn value(&mut self, value: &Value, path: &[&str], slide: Option<usize>) {
        match value.get_ref() {
            DeValue::String(text) => {
                let span: Span = value.span().into();
                self.found.push(Text {
                    field: field(path),
                    key: (*path.last().unwrap_or(&"")).to_owned(),
                    slide,
                    text: text.as_ref().to_owned(),
                    map: Map::of_string(self.source.slice(span), span.start),
                    span,
                    is_words: !path.iter().any(|key| NAMES.contains(key)),
                });
            }
            DeValue::Array(values) if path == ["section", "slide"] => {
                for value in values {
                    let slide = self.slides;
                    self.slides += 1;
                    self.value(value, path, Some(slide));
                }
            }
            DeValue::Array(values) => values.iter().for_each(|value| self.value(value, path, slide)),
            DeValue::Table(table) => {
                for (key, value) in table {
                    self.value(value, &[path, &[key.get_ref().as_ref()]].concat(), slide);
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

/// The passages of a text. What stands in code is left out.
pub fn passages(text: &Text) -> Vec<Passage> {
    let mut reading = Reading { text, open: Vec::new(), passages: Vec::new(), current: None, lists: 0, code: 0 };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    for (event, range) in Parser::new_ext(&text.text, options).into_offset_iter() {
        reading.take(event, range);
    }
    reading.finish();
    reading.passages
}

struct Reading<'a> {
    text: &'a Text,
    /// The links that are open: where their words begin, and where they lead.
    open: Vec<(usize, String)>,
    passages: Vec<Passage>,
    current: Option<Draft>,
    lists: usize,
    code: usize,
}

/// A passage being read.
struct Draft {
    shape: Shape,
    words: String,
    links: Vec<(Range<usize>, String)>,
    /// Pieces of the words: where each begins, and where it stands in the text.
    pieces: Vec<(usize, usize)>,
}

impl Reading<'_> {
    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.code += 1,
            Event::End(TagEnd::CodeBlock) => self.code -= 1,
            Event::Start(Tag::List(_)) => {
                self.finish();
                self.lists += 1;
            }
            Event::End(TagEnd::List(_)) => {
                self.finish();
                self.lists -= 1;
            }
            Event::Start(Tag::Heading { level, .. }) => self.begin(Shape::Heading(level as u8)),
            Event::Start(Tag::TableCell) => self.begin(Shape::Cell),
            Event::Start(Tag::Link { dest_url, .. }) => {
                let at = self.draft().words.len();
                self.open.push((at, dest_url.into_string()));
            }
            Event::End(TagEnd::Link) => self.close_link(),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::BlockQuote(_))
            | Event::End(
                TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::BlockQuote(_),
            ) => self.finish(),
            Event::Text(words) if self.code == 0 => self.words(&words, range.start),
            Event::SoftBreak | Event::HardBreak => self.piece("\n", range.start),
            Event::Code(_) | Event::InlineHtml(_) | Event::Html(_) => {
                self.piece(OTHER.encode_utf8(&mut [0; 4]), range.start);
            }
            _ => {}
        }
    }

    fn close_link(&mut self) {
        let Some((from, to)) = self.open.pop() else { return };
        let draft = self.draft();
        let end = draft.words.len();
        draft.links.push((from.min(end)..end, to));
    }

    fn draft(&mut self) -> &mut Draft {
        let shape = if self.lists > 0 { Shape::Item(self.lists) } else { Shape::Paragraph };
        self.current.get_or_insert_with(|| Draft { shape, words: String::new(), links: Vec::new(), pieces: Vec::new() })
    }

    fn begin(&mut self, shape: Shape) {
        self.finish();
        self.draft().shape = shape;
    }

    /// Takes in words that stand in the text from `at` on; web addresses in them are no words.
    fn words(&mut self, words: &str, at: usize) {
        if self.text.text.get(at..at + words.len()) != Some(words) {
            self.piece(OTHER.encode_utf8(&mut [0; 4]), at);
            return;
        }
        let mut from = 0;
        for token in words.split_inclusive(char::is_whitespace) {
            let word = token.trim_end();
            if word.contains("://") || word.starts_with("www.") || word.starts_with("mailto:") {
                let end = word.trim_end_matches(['.', ',', ';', ')', '»', '!', '?']).len();
                self.piece(OTHER.encode_utf8(&mut [0; 4]), at + from);
                self.piece(&token[end..], at + from + end);
            } else {
                self.piece(token, at + from);
            }
            from += token.len();
        }
    }

    fn piece(&mut self, words: &str, at: usize) {
        let draft = self.draft();
        draft.pieces.push((draft.words.len(), at));
        draft.words.push_str(words);
    }

    fn finish(&mut self) {
        let Some(draft) = self.current.take() else { return };
        if draft.words.trim().is_empty() {
            return;
        }
        let Text { field, slide, map, .. } = self.text;
        self.passages.push(Passage {
            field: *field,
            slide: *slide,
            shape: draft.shape,
            text: draft.words,
            links: draft.links,
            map: Map::of_lines(draft.pieces.into_iter()).through(map),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(deck: &str) -> (Source, Vec<Passage>) {
        let source = Source::new("deck.toml", deck);
        let passages = texts(&source).iter().filter(|it| it.is_words).flat_map(passages).collect();
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
        assert_eq!(passages[0].links, [(12..19, "https://a.fr/?b!".to_owned())]);
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
