//! The words of a deck with their places in the file, for the rules about words.
//!
//! The strings are taken from the TOML itself, so that one that cannot be read does not hide the others. Whether a string contains words is
//! declared with its table ([`Nature`]), so a new kind of block needs nothing here.

mod reading;

use std::ops::Range;

use toml::de::{DeArray, DeValue};

pub use reading::words;

use crate::deck::Deck;
use crate::source::{Map, Source, Span};
use crate::table::{self, Nature, Shape as _, Value};

/// Replaces what is not the author's own text: inline code, a web address, an HTML entity.
pub const OTHER: char = '\u{fffc}';

/// What the words belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title of a slide.
    Title,
    /// The body of a slide.
    Body,
    /// Any text in a block after the body.
    Block,
    Notes,
    Lesson,
    /// A note among the authors.
    Todo,
    /// The title of a section.
    Section,
    /// The description of an image.
    Alt,
    /// The titles of documents, whose spelling cannot be changed.
    Source,
    /// All other words: the deck's title, objectives, terms and so on.
    Other,
}

impl Field {
    /// Whether the room sees it.
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Title | Self::Body | Self::Block)
    }
}

/// A string of the deck after decoding.
#[derive(Clone, Debug)]
pub struct Text {
    pub field: Field,
    /// The index of its slide in the file, from 0.
    pub slide: Option<usize>,
    pub text: String,
    /// Maps bytes of the text to bytes of the file.
    pub map: Map,
    /// The whole value with its quotes.
    pub span: Span,
    pub nature: Nature,
}

/// All strings of a deck, in file order, and where its tables start.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    pub texts: Vec<Text>,
    /// In file order, each with the slide that it is, or is part of.
    pub tables: Vec<(usize, Option<usize>)>,
}

impl Texts {
    /// The slide whose table contains this place of the file.
    pub fn slide_at(&self, span: Span) -> Option<usize> {
        let begun = self.tables.partition_point(|(start, _)| *start <= span.start);
        self.tables[..begun].last().and_then(|(_, slide)| *slide)
    }
}

/// What kind of passage it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Paragraph,
    Heading(u8),
    /// A paragraph in a list at this depth, from 1.
    Item(usize),
    /// A cell of a table.
    Cell,
}

/// A paragraph without its markup, as it is read.
#[derive(Clone, Debug)]
pub struct Passage {
    pub field: Field,
    pub slide: Option<usize>,
    pub shape: Shape,
    /// The words. A line feed is a line end of the file; [`OTHER`] replaces what rules must not check.
    pub text: String,
    /// The list that contains it.
    pub list: Option<Span>,
    /// Whether it is the first passage of its item.
    pub begins_item: bool,
    pub links: Vec<Link>,
    /// Whether it seems to be English: a quotation, or a name.
    pub is_english: bool,
    /// Whether it comes from Markdown, rather than from plain text.
    pub is_markdown: bool,
    map: Map,
}

/// A link in a passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its words, as bytes of the passage.
    pub range: Range<usize>,
    /// Its words as they are shown, including addresses and code.
    pub label: String,
    pub target: String,
}

/// A Markdown table as it is written.
#[derive(Clone, Debug)]
pub struct Grid {
    pub field: Field,
    pub slide: Option<usize>,
    pub head: Vec<Cell>,
    pub rows: Vec<Row>,
}

/// A cell of a table's header.
#[derive(Clone, Debug)]
pub struct Cell {
    pub span: Span,
    pub is_empty: bool,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    pub span: Span,
    /// How many cells it has in the text.
    pub cells: usize,
    pub begins_empty: bool,
}

/// The text that people read in a deck.
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub passages: Vec<Passage>,
    pub tables: Vec<Grid>,
}

impl Passage {
    /// The place of these bytes in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        self.map.span(range)
    }

    /// Their exact place in the file, so that it can be overwritten. `None` if markup or a Markdown escape is between or before them.
    pub fn exact(&self, range: Range<usize>, source: &Source) -> Option<Span> {
        exact(&self.text, &self.map, range, source)
    }

    /// Its words with their places. A word is between spaces and contains a letter or a digit.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let pieces = self.text.split_inclusive(char::is_whitespace).scan(0, |at, piece| {
            let from = *at;
            *at += piece.len();
            Some((from, piece.trim_end()))
        });
        pieces.filter(|(_, word)| word.contains(char::is_alphanumeric))
    }
}

impl Text {
    /// The exact place of these bytes in the file; see [`Passage::exact`].
    pub fn exact(&self, range: Range<usize>, source: &Source) -> Option<Span> {
        exact(&self.text, &self.map, range, source)
    }
}

fn exact(text: &str, map: &Map, range: Range<usize>, source: &Source) -> Option<Span> {
    let start = map.offset(range.start);
    if source.whole().get(..start)?.ends_with('\\') {
        return None;
    }
    let mut end = start;
    for (at, char) in text[range.clone()].char_indices() {
        if map.offset(range.start + at) != end {
            return None;
        }
        end += written(source.whole().get(end..)?, char)?;
    }
    Some(Span::new(start, end))
}

/// How many bytes a character takes in a file, as itself or as a TOML escape. `None` if something else is there.
fn written(file: &str, char: char) -> Option<usize> {
    if char != '\\' && file.starts_with(char) {
        return Some(char.len_utf8());
    }
    let (taken, stands_for) = crate::source::unescape(file)?;
    (stands_for == char).then_some(taken)
}

/// The strings and tables of a deck.
pub fn texts(source: &Source) -> Texts {
    Walk::new(&source.text, &Map::default()).over(Deck::NATURE, &[])
}

/// The same for a text that was parsed.
pub fn texts_of(source: &Source, toml: &Value) -> Texts {
    Walk::new(source.whole(), &Map::default()).over_parsed(toml, Deck::NATURE, &[])
}

/// The longest ranges of a text in which each character passes `is`, in bytes.
pub fn runs(text: &str, is: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is)?;
        at = text[start..].find(|char| !is(char)).map_or(text.len(), |end| start + end);
        Some(start..at)
    })
}

/// The same for characters that begin with one of these bytes in UTF-8. Most texts have none of the characters, and are only searched for the bytes.
pub fn rare_runs(text: &str, bytes: &[u8], is: impl Fn(char) -> bool + Copy) -> impl Iterator<Item = Range<usize>> {
    let has_one = places(text, bytes).any(|at| text[at..].starts_with(is));
    has_one.then(|| runs(text, is)).into_iter().flatten()
}

/// Whether a text contains one of some ASCII signs.
pub fn has_sign(text: &str, signs: &[u8]) -> bool {
    places(text, signs).next().is_some()
}

/// Where one of some bytes stands in a text, in no order.
fn places(text: &str, bytes: &[u8]) -> impl Iterator<Item = usize> {
    // Up to three are searched for at once.
    bytes.chunks(3).flat_map(move |some| {
        let [first, last] = [some[0], some[some.len() - 1]];
        memchr::memchr3_iter(first, some[some.len() / 2], last, text.as_bytes())
    })
}

/// Walks through a piece of TOML, whose place in the file is given by `map`.
struct Walk<'a> {
    toml: &'a str,
    map: &'a Map,
    /// The kind of block that the piece is, if it has no `kind` itself.
    kind: Option<&'a str>,
    /// The slide that contains it.
    slide: Option<usize>,
    slides: usize,
    /// The natures of the enclosing tables, each with the kind of its block.
    around: Vec<(Nature, Option<String>)>,
    found: Texts,
}

impl<'a> Walk<'a> {
    fn new(toml: &'a str, map: &'a Map) -> Self {
        Self { toml, map, kind: None, slide: None, slides: 0, around: Vec::new(), found: Texts::default() }
    }

    /// The texts in the whole piece, which belongs under the keys of `path`.
    fn over(self, nature: Nature, path: &[&str]) -> Texts {
        let (value, _) = table::parse(self.toml, self.map);
        self.over_parsed(&value, nature, path)
    }

    /// The same for a piece that was parsed.
    fn over_parsed(mut self, value: &Value, nature: Nature, path: &[&str]) -> Texts {
        let slide = self.slide;
        self.value(value, nature, &mut path.to_vec(), slide);
        self.found.texts.sort_by_key(|text| text.span.start);
        self.found.tables.sort_unstable();
        self.found
    }

    /// Adds the strings of a value, which belongs under the keys of `path`.
    fn value<'v>(&mut self, value: &'v Value, nature: Nature, path: &mut Vec<&'v str>, slide: Option<usize>) {
        match value.get_ref() {
            DeValue::String(text) => self.string(text, value.span(), nature, path, slide),
            DeValue::Array(values) if path[..] == ["section", "slide"] => {
                for value in values {
                    let slide = value.get_ref().is_table().then_some(self.slides);
                    self.slides += usize::from(slide.is_some());
                    self.value(value, nature, path, slide);
                }
            }
            DeValue::Array(values) => values.iter().for_each(|value| self.value(value, nature, path, slide)),
            DeValue::Table(table) => {
                self.found.tables.push((self.map.offset(value.span().start), slide));
                let kind = table.get("kind").and_then(|kind| kind.get_ref().as_str()).or(self.kind);
                self.around.push((nature, kind.map(str::to_owned)));
                for (key, value) in table {
                    let key = key.get_ref().as_ref();
                    path.push(key);
                    match value.get_ref() {
                        DeValue::Array(whys) if key == "why" => self.whys(whys, table.get("answer"), path, slide),
                        _ => self.value(value, self.held(key), path, slide),
                    }
                    path.pop();
                }
                self.around.pop();
            }
            _ => {}
        }
    }

    /// Adds the explanations of a quiz's choices. The room sees those of the right choices; those of the others are only seen when reading
    /// alone.
    fn whys<'v>(&mut self, whys: &'v DeArray, answer: Option<&Value>, path: &mut Vec<&'v str>, slide: Option<usize>) {
        let right: Vec<&str> = answer.and_then(|answer| answer.get_ref().as_array()).map_or_else(Vec::new, |answer| {
            answer.iter().filter_map(|number| Some(number.get_ref().as_integer()?.as_str())).collect()
        });
        let nature = self.held("why");
        for (why, number) in whys.iter().zip(1_usize..) {
            let is_right = right.contains(&number.to_string().as_str());
            path.push(if is_right { "right" } else { WRONG });
            self.value(why, nature, path, slide);
            path.pop();
        }
    }

    /// The nature of a key in the innermost table. A key that the table does not have belongs to an enclosing table, or is misspelled: that is
    /// reported elsewhere, and must hide nothing.
    fn held(&self, key: &str) -> Nature {
        let own = |(nature, kind): &(Nature, Option<String>)| nature.of(key, kind.as_deref());
        let nearest = || self.around.last().and_then(|(nature, kind)| nature.nearest(key, kind.as_deref()));
        self.around.iter().rev().find_map(own).or_else(nearest).unwrap_or(Nature::Data)
    }

    fn string(&mut self, text: &str, range: Range<usize>, nature: Nature, path: &[&str], slide: Option<usize>) {
        let raw = self.toml.get(range.clone()).unwrap_or_default();
        self.found.texts.push(Text {
            field: field(path),
            slide,
            text: text.to_owned(),
            map: Map::of_string(raw, range.start).through(self.map),
            span: self.map.span(range),
            nature,
        });
    }
}

/// Marks the explanation of a wrong choice in a path.
const WRONG: &str = "wrong";

fn field(path: &[&str]) -> Field {
    match path {
        [.., "why", WRONG] => Field::Lesson,
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
    use super::*;

    #[test]
    fn declarations_tell_which_values_are_text() {
        let deck = "title = 'a'\ntheme = 'x'\n[[source]]\nid = 'x'\ntitle = 'b'\nurl = 'x'\n[[section]]\nid = 'x'\ntitle = 'c'\nunknown = 'x'\n\
            [[section.slide]]\nobjectives = ['x']\nnotes = 'd'\n[[section.slide.block]]\nkind = 'chart'\nlabels = ['e']\nsource = 'x'\n\
            alt = 'f'\n[[section.slide.block]]\nkind = 'code'\ncode = 'x'\nlang = 'x'\ncaption = 'g'\n[[section.slide.block]]\nkind = 'matrix'\n\
            columns = ['h']\nrows = ['i']\ncells = [['j', 'k']]\n[[section.slide.block]]\nkind = 'diagram'\ngraph = 'x'\nhighlight = ['x']\nalt = 'l'\n";
        let texts = texts(&Source::new("deck.toml", deck)).texts;
        let told =
            |words: bool| texts.iter().filter(move |it| it.nature.is_words() == words).map(|it| it.text.as_str());
        assert_eq!(told(true).collect::<String>(), "abcdefghijkl");
        assert!(told(false).all(|it| ["x", "chart", "code", "matrix", "diagram"].contains(&it)));
    }

    #[test]
    fn misspelled_and_misplaced_keys_count_as_what_they_mean() {
        let deck = "[[section]]\n[[section.slide]]\nntoes = 'a'\n[[section.slide.block]]\nkind = 'qoute'\ntext = 'b'\nnotes = 'c'\nfile = 'x'\n";
        let texts = texts(&Source::new("deck.toml", deck)).texts;
        assert_eq!(
            texts.iter().filter(|it| it.nature.is_words()).map(|it| it.text.as_str()).collect::<String>(),
            "abc"
        );
    }

    #[test]
    fn reasons_of_wrong_choices_are_not_shown_to_the_room() {
        let quiz =
            "kind = 'quiz'\nid = 'q'\nquestion = 'x'\nchoices = ['a', 'b']\nanswer = [2]\nwhy = ['falsch', 'richtig']";
        let text = format!(
            "format = 1\ntitle = 't'\n[[section]]\ntitle = 's'\n[[section.slide]]\n[[section.slide.block]]\n{quiz}"
        );
        let source = Source::new("t", &text);
        let field = |word: &str| {
            let texts = texts(&source);
            texts.texts.iter().find(|text| text.text == word).map(|text| text.field)
        };
        assert_eq!((field("falsch"), field("richtig")), (Some(Field::Lesson), Some(Field::Block)));
    }

    #[test]
    fn the_text_in_a_fence_is_judged_by_the_kind_of_its_block() {
        let fence = "body = \"\"\"\n```timeline\n[[event]]\ndate = '2021'\ntext = 'Un *mot*'\n```\n```poll alt='x'\nid = 'x'\nquestion = 'Quoi *?*'\n```\n```code\nx\n```\n\"\"\"";
        let (_, passages) = found(&format!("[[section]]\n[[section.slide]]\n{fence}"));
        let texts: Vec<&str> = passages.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["Un mot", "Quoi *?*"]);
    }

    #[test]
    fn each_table_is_known_with_the_slide_that_it_lies_in() {
        let deck = "[[section]]\nslide = [{ title = 'a' }, 1, { title = 'b' }]\n[[section]]\n[[section.slide]]\n[[section.slide.block]]\n[[result]]\n[x.y]\n";
        let tables = texts(&Source::new("deck.toml", deck)).tables;
        let slide = |word: &str| tables.iter().find(|(at, _)| deck[*at..].starts_with(word)).unwrap().1;
        assert_eq!(
            [slide("{ title = 'a'"), slide("{ title = 'b'"), slide("[[section.slide]]")],
            [Some(0), Some(1), Some(2)]
        );
        assert_eq!([slide("[[section.slide.block]]"), slide("[[result]]"), slide("[x.y]")], [Some(2), None, None]);
    }

    /// The passages of a deck. A deck that starts with a string is taken as the body of a slide.
    fn found(deck: &str) -> (Source, Vec<Passage>) {
        let head = if deck.starts_with(['\'', '"']) { "[[section]]\n[[section.slide]]\nbody = " } else { "" };
        let source = Source::new("deck.toml", &[head, deck].concat());
        let passages = words(&texts(&source).texts).passages;
        (source, passages)
    }

    #[test]
    fn words_are_taken_without_code_links_and_addresses() {
        let (_, passages) = found(
            "'''\nVoir `x ; y` et [la *page*](https://a.fr/?b!) ou https://a.fr/;b.\n\n```\ncode !\n```\n- un\n  - **deux** !\n'''",
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
        for (deck, sign) in
            [("'**dit** \"oui\"'", "\""), ("\"dit \\\"oui\\\"\"", "\\\""), ("\"\"\"\ndit \\u0022oui\"\"\"", "\\u0022")]
        {
            let (source, passages) = found(deck);
            let at = passages[0].text.find('"').unwrap();
            assert_eq!(passages[0].exact(at..at + 1, &source).map(|span| source.slice(span)), Some(sign), "{deck}");
        }
    }

    #[test]
    fn text_after_an_escape_or_across_markup_is_not_replaced() {
        let (source, passages) = found("'un \\\"mot, *d*eux'");
        let at = |word: &str| passages[0].text.find(word).unwrap();
        assert_eq!(passages[0].exact(at("\"")..at("\"") + 1, &source), None);
        assert_eq!(passages[0].exact(at("deux")..at("deux") + 4, &source), None);
        assert!(passages[0].exact(at("mot")..at("mot") + 3, &source).is_some());
    }

    #[test]
    fn words_know_their_slide_and_field() {
        let (_, passages) = found(
            "title = 'd'\n[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 'a'\n[[section.slide]]\nnotes = 'b'\n[[section.slide.block]]\nkind = 'text'\ntext = 'c'\n",
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
