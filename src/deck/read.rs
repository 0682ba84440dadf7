//! Turns TOML into a deck, and finds what is wrong with it.

use std::str::FromStr;

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use crate::deck::include::{self, Included, spliced};
use crate::deck::limits::{LARGEST, MOST_BLOCKS, MOST_PROFILES, MOST_SECTIONS, MOST_SLIDES, limit};
use crate::deck::{Deck, Size, names, questions, results};
use crate::diagnostic::Diagnostic;
use crate::lang::{Message, noun, say};
use crate::source::{Map, Source, Span};
use crate::table::{self, Reader, Schemas, Shape, Value};
use crate::text;
use crate::theme::{self, Looks, Theme};

/// How deep lists and tables may be nested.
const DEEPEST: usize = 32;

/// The version of the format.
const FORMAT: u16 = 1;

/// The rules whose findings come from reading.
pub const READING_RULES: &[&str] = &[
    "bad-value", "broken-jump", "duplicate-id", "format-version", "html-comment", "image-bomb", "limit-exceeded",
    "link-scheme", "missing-file", "not-drawn", "path-escape", "picture-in-words", "raw-html", "toml-syntax",
    "type-or-missing", "unknown-key", "unreadable-file",
];

/// Whether a text is meant to be a deck: it has a top-level `format`.
pub fn is_deck(source: &Source) -> bool {
    table::top_keys(&source.text).any(|key| key == "format")
}

/// A deck's text as TOML, and its syntax errors. Parsed once, for reading and for the rules.
pub struct Toml<'a> {
    /// With each `include` replaced by slides of other files.
    pub value: Value<'a>,
    syntax: Vec<Diagnostic>,
    /// `None` if it includes nothing.
    included: Option<Included>,
    /// What is wrong with the includes.
    of_included: Vec<Diagnostic>,
}

/// Parses the text of a deck and of the files it includes.
pub fn parse(source: &Source) -> Toml<'_> {
    let (value, mut syntax) = table::parse(&source.text, &Map::default());
    if !source.text.contains(include::KEY) {
        return Toml { value, syntax, included: None, of_included: Vec::new() };
    }
    let spliced = spliced(source, value);
    syntax.extend(spliced.syntax);
    Toml { value: spliced.value, syntax, included: Some(spliced.included), of_included: spliced.found }
}

/// Reads a deck. Also returns everything that is wrong with it, in file order.
pub fn read(source: &Source) -> (Deck, Vec<Diagnostic>) {
    too_large(source).unwrap_or_else(|| read_as_told(source, &parse(source), Markdown::LookedThrough))
}

/// The same for a text that was parsed, and for readers that need all Markdown.
pub fn read_parsed(source: &Source, toml: &Toml) -> (Deck, Vec<Diagnostic>) {
    too_large(source).unwrap_or_else(|| read_as_told(source, toml, Markdown::Kept))
}

/// Reads a deck without parsing the Markdown in its strings, which is parsed when a slide is first shown. So mistakes in the Markdown are not among
/// the findings.
pub fn read_surface(source: &Source) -> (Deck, Vec<Diagnostic>) {
    too_large(source).unwrap_or_else(|| read_as_told(source, &parse(source), Markdown::Left))
}

/// The result for a text that is too large to be read.
fn too_large(source: &Source) -> Option<(Deck, Vec<Diagnostic>)> {
    let limit = || {
        limit(Span::default(), say!("the deck is too large: more than 16 MiB"), say!("divide it into several decks"))
    };
    (source.whole().len() > LARGEST).then(|| (Deck::default(), vec![limit()]))
}

/// What is done with the Markdown in strings: nothing yet, parsed to find mistakes, or parsed and kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Markdown {
    Left,
    LookedThrough,
    Kept,
}

fn read_as_told(source: &Source, toml: &Toml, markdown: Markdown) -> (Deck, Vec<Diagnostic>) {
    let Toml { value, syntax, included, of_included } = toml;
    if let Some(span) = too_deep(value, DEEPEST) {
        let limit = limit(span, say!("lists and tables are nested more than 32 levels deep"), say!("use fewer levels"));
        return (Deck::default(), vec![limit]);
    }
    let mut reader = Reader::of_source(source);
    (reader.whole, reader.keeps) = (markdown != Markdown::Left, markdown == Markdown::Kept);
    let mut deck = Deck::read(value, &mut reader).unwrap_or_default();
    included.iter().for_each(|included| deck.sections.include(included));
    check(&deck, &mut reader);
    deck.sections.truncate(MOST_SECTIONS);
    deck.profiles.truncate(MOST_PROFILES);
    questions::settle(&deck, &mut reader);
    if !deck.results.is_empty() {
        results::check(&deck, &deck.questions(), &mut reader);
    }
    let mut diagnostics = reader.diagnostics;
    diagnostics.extend(of_included.iter().cloned());
    if !syntax.is_empty() {
        let broken = Broken::new(syntax, source.whole(), deck.at.table);
        diagnostics.retain(|it| !broken.explains(it));
        diagnostics.extend(syntax.iter().cloned());
    }
    diagnostics.sort_by_key(|it| (it.span().start, it.span().end));
    (deck, diagnostics)
}

/// The place of a value that is nested more than `left` levels deep.
fn too_deep(value: &Value, left: usize) -> Option<Span> {
    match value.get_ref() {
        DeValue::Array(_) | DeValue::Table(_) if left == 0 => Some(value.span().into()),
        DeValue::Array(values) => values.iter().find_map(|value| too_deep(value, left - 1)),
        DeValue::Table(table) => table.iter().find_map(|(_, value)| too_deep(value, left - 1)),
        _ => None,
    }
}

/// Where a text could not be parsed. All lists are sorted, because there may be as many mistakes as lines.
struct Broken {
    lines: Vec<usize>,
    /// The starts of the lines with mistakes, and the places of the mistakes.
    errors: Vec<(usize, usize)>,
    /// The tables below broken headers: start and end of each.
    headers: Vec<(usize, usize)>,
    tables: Vec<usize>,
    /// The whole text, which is the root table.
    root: Span,
}

impl Broken {
    fn new(syntax: &[Diagnostic], text: &str, root: Span) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let tables = text.match_indices("\n[").map(|(at, _)| at + 1).collect();
        let mut broken = Self { lines, errors: Vec::new(), headers: Vec::new(), tables, root };
        let mut errors: Vec<_> = syntax.iter().map(|it| (broken.line_of(it.span().start), it.span().start)).collect();
        errors.sort_unstable();
        let headers = errors.iter().filter(|(line, _)| text[*line..].trim_start().starts_with('['));
        broken.headers = headers.map(|(line, _)| (*line, broken.table_end(*line))).collect();
        broken.errors = errors;
        broken
    }

    /// Where the line of this byte starts.
    fn line_of(&self, at: usize) -> usize {
        self.lines[self.lines.partition_point(|line| *line <= at) - 1]
    }

    /// Where the next table starts.
    fn table_end(&self, at: usize) -> usize {
        self.tables.get(self.tables.partition_point(|table| *table <= at)).copied().unwrap_or(usize::MAX)
    }

    /// Whether a finding is only a consequence of a syntax error: it is on the same line, or concerns a whole table with an error (such as a
    /// missing key), or is below a broken header.
    fn explains(&self, finding: &Diagnostic) -> bool {
        let at = finding.span().start;
        let line = self.line_of(at);
        let same_line = self.errors.binary_search_by_key(&line, |(line, _)| *line).is_ok();
        let next = self.errors.get(self.errors.partition_point(|(line, _)| *line <= at));
        let of_table = finding.span() == self.root || self.tables.binary_search(&at).is_ok();
        let in_table = of_table && next.is_some_and(|(_, start)| *start < self.table_end(at));
        let above = self.headers[..self.headers.partition_point(|(line, _)| *line <= at)].last();
        same_line || in_table || above.is_some_and(|(_, end)| at < *end)
    }
}

/// Checks the deck as a whole: names used twice, references that lead nowhere, numbers out of range.
fn check(deck: &Deck, reader: &mut Reader) {
    if deck.format > FORMAT {
        let span = deck.at.value("format");
        let message = say!(
            "this deck uses format {format}, but this program reads format {known}",
            format = deck.format,
            known = FORMAT
        );
        reader.report(
            Diagnostic::error("format-version", span, message, say!("newer than this program"))
                .help(say!("install a newer version of pupitre")),
        );
    }
    check_looks(deck, reader);
    check_size(deck, reader);
    names::check_ids(deck, reader);
    names::check_references(deck, reader);
    deck.course.iter().for_each(|course| course.check(reader));
    deck.logo.iter().for_each(|logo| logo.check(reader));
    for section in &deck.sections {
        let Some(key) = &section.key else { continue };
        if key.chars().count() != 1 || !key.chars().all(char::is_alphabetic) {
            let message = say!("the key of a section is one letter, not \"{key}\"", key = text::shorten(key, 20));
            reader.wrong(section.at.value("key"), message, say!("not a letter"), say!("write a letter, such as \"d\""));
        }
    }
}

/// Reports more of something than can be shown.
fn check_size(deck: &Deck, reader: &mut Reader) {
    let mut report = |span: Span, what: Message, help: Message| reader.report(limit(span, what, help));
    let (slides, sections) = (deck.slide_count(), deck.sections.len());
    if slides > MOST_SLIDES {
        let message = say!("the deck has {slides} slides, the limit is 10,000", slides);
        report(deck.at.key("section"), message, say!("divide it into several decks"));
    }
    if sections > MOST_SECTIONS {
        let message = say!("the deck has {sections} sections, the limit is 1,000", sections);
        report(deck.at.key("section"), message, say!("divide it into several decks"));
    }
    if deck.profiles.len() > MOST_PROFILES {
        let message = say!("the deck has {profiles} profiles, the limit is 100", profiles = deck.profiles.len());
        report(deck.at.key("profile"), message, say!("keep those that are shown"));
    }
    let crowded = deck.sections.iter().flat_map(|it| &it.slides).find(|slide| slide.blocks.len() > MOST_BLOCKS);
    if let Some(slide) = crowded {
        let message = say!("the slide has {blocks} blocks, the limit is 1,000", blocks = slide.blocks.len());
        report(slide.at.table, message, say!("divide it into several slides"));
    }
}

/// Reports a theme that does not exist, and colors that the deck's theme does not know.
fn check_looks(deck: &Deck, reader: &mut Reader) {
    let name = deck.theme.as_deref().unwrap_or(theme::DEFAULT);
    if !Theme::is_built_in(name) && !name.ends_with(".toml") {
        let file = say!("a theme of your own is a file beside the deck, whose name ends in .toml");
        reader.report(theme::unknown(name, deck.at.value("theme")).note(file));
    }
    let of_slides = deck.sections.iter().flat_map(|it| &it.slides).filter_map(|slide| slide.look.as_ref()?.roles());
    let looks: Vec<&Looks> =
        std::iter::once(&deck.look).filter(|it| **it != Looks::default()).chain(of_slides).collect();
    // Most decks have no look of their own: then the theme need not be read.
    if looks.is_empty() {
        return;
    }
    // The palette of a theme file is not known here.
    let theme = Theme::built_in(name);
    let palette = theme.as_ref().map(|theme| &theme.palette);
    looks.into_iter().flat_map(|looks| looks.unknown_colors(palette)).for_each(|it| reader.report(it));
}

impl FromStr for Size {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).ok_or(say!("write columns and rows, like \"80x24\", from 20x6 to 1000x1000"))
    }
}

impl Shape for Size {
    const WHAT: &'static str = noun!("a size");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let text = reader.string(value, Self::WHAT)?;
        match text.parse() {
            Ok(size) => Some(size),
            Err(help) => {
                reader.bad_value(
                    value,
                    say!("\"{asked}\" is not the size of a terminal", asked = text::shorten(text, 40)),
                    help,
                );
                None
            }
        }
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "string", "pattern": r"^\d+x\d+$", "examples": ["80x24"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with the header of a deck: the underlined words, the message, the help.
    fn found(head: &str) -> Vec<(String, String, String)> {
        let source = Source::new("talk.toml", &format!("format = 1\ntitle = \"A\"\n{head}"));
        let told = |it: Diagnostic| {
            let word = source.text[it.span().start..it.span().end].to_owned();
            (word, it.message.into(), it.help.unwrap_or_default().into())
        };
        read(&source).1.into_iter().map(told).collect()
    }

    fn one(head: &str) -> (String, String) {
        match &found(head)[..] {
            [(word, _, help)] => (word.clone(), help.clone()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_theme_that_does_not_exist_is_told_the_nearest_name() {
        assert_eq!(one("theme = \"niut\""), ("\"niut\"".into(), "did you mean \"nuit\"?".into()));
        assert_eq!(found("theme = \"nuit\""), []);
        assert_eq!(found("theme = \"mine.toml\""), []);
    }

    #[test]
    fn a_deck_says_how_single_roles_look() {
        let look = "[look]\ntitle = { fg = \"#a21026\", bold = true }\nlink = { fg = \"bright-blue\" }";
        assert_eq!(found(look), []);
        let help = "a key with a similar name exists: `title`";
        assert_eq!(one("[look]\ntitel = { bold = true }"), ("titel".into(), help.into()));
        let help = "a key with a similar name exists: `bold`";
        assert_eq!(one("[look]\ntitle = { blod = true }"), ("blod".into(), help.into()));
    }

    #[test]
    fn a_course_block_needs_a_course() {
        let slide = "[[section]]\ntitle = \"s\"\n[[section.slide]]\n";
        let help = "add `[course]` with `name`, `step` and `of` at the top of the deck";
        let block = format!("{slide}[[section.slide.block]]\nkind = \"course\"");
        assert_eq!(one(&block), ("[[section.slide.block]]".into(), help.into()));
        let fence = format!("{slide}body = \"\"\"\n```course\n```\"\"\"");
        assert_eq!(one(&fence).1, help);
        assert_eq!(found(&format!("[course]\nname = \"C\"\nstep = 1\nof = 5\n{block}")), []);
        assert_eq!(one("[course]\nname = \"C\"\nstep = 6\nof = 5").0, "6");
    }

    #[test]
    fn a_block_names_a_source_that_there_is() {
        let source =
            "[[source]]\nid = \"rapport\"\ntitle = \"Rapport\"\n[[section]]\ntitle = \"s\"\n[[section.slide]]\n";
        let block =
            |id: &str| format!("{source}[[section.slide.block]]\nkind = \"number\"\nvalue = 70\nsource = \"{id}\"");
        assert_eq!(found(&block("rapport")), []);
        assert_eq!(one(&block("raport")), ("raport".into(), "did you mean \"rapport\"?".into()));
        let fence = format!("{source}body = \"\"\"\n```quote source='raport'\nx\n```\"\"\"");
        assert_eq!(one(&fence).0, "raport");
    }

    #[test]
    fn a_color_of_a_deck_is_one_of_its_own_theme() {
        let look = |theme: &str, color: &str| format!("{theme}\n[look.title]\nfg = \"{color}\"");
        assert_eq!(found(&look("theme = \"nuit\"", "lamp")), []);
        assert_eq!(one(&look("theme = \"nuit\"", "lapm")), ("\"lapm\"".into(), "did you mean \"lamp\"?".into()));
        assert_eq!(found(&look("", "lamp")).len(), 1, "the default theme has no lamp");
        assert_eq!(found(&look("theme = \"mine.toml\"", "lapm")), [], "the palette of a file is not known yet");
        assert_eq!(one(&look("theme = \"mine.toml\"", "#a2102")).0, "\"#a2102\"");
    }
}
