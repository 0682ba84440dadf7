//! No text of an author is lost without a message: each word of any Markdown is on the page, in the plain text and in each export, or a finding
//! points to it.

use std::sync::Arc;

use proptest::prelude::*;
use regex_lite::Regex;

use super::tried;
use crate::common::package::unpacked;
use pupitre::assets::Assets;
use pupitre::block::Colors;
use pupitre::deck::{self, Deck, Size};
use pupitre::export::{Exported, FORMATS, Format, Job, Supplies};
use pupitre::lang;
use pupitre::layout;
use pupitre::lint::{self, Checker, Wanted};
use pupitre::source::Source;
use pupitre::theme::Theme;

/// A piece of a line.
#[derive(Clone, Debug)]
enum Inline {
    Word,
    /// Between two signs: emphasis, code, a formula …
    Between(&'static str, Box<Inline>, &'static str),
    Link(Box<Inline>),
    Picture,
    /// A word in a comment, which is shown to nobody.
    Comment,
    Break,
    Note,
}

/// A block of a text.
#[derive(Clone, Debug)]
enum Block {
    Paragraph(Vec<Inline>),
    Heading(usize, Vec<Inline>),
    /// Items: the text before each, and their contents.
    List(&'static str, Vec<Vec<Block>>),
    /// Blocks with this before each line.
    Quote(&'static str, Vec<Block>),
    Table(usize, usize),
    /// Lines between such a fence and its end.
    Fence(&'static str),
    Indented,
    Terms,
    Html,
    Rule,
}

fn inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        8 => Just(Inline::Word),
        1 => Just(Inline::Picture),
        1 => Just(Inline::Comment),
        1 => Just(Inline::Break),
        1 => Just(Inline::Note),
    ];
    let signs = vec![
        ("*", "*"),
        ("**", "**"),
        ("_", "_"),
        ("__", "__"),
        ("~~", "~~"),
        ("==", "=="),
        ("`", "`"),
        ("$", "$"),
        ("<b>", "</b>"),
        ("<https://a.fr/", ">"),
        ("&lt;", "&gt;"),
        ("\\*", "\\*"),
        ("[", "][x]"),
        ("{", "}"),
        (":", ":"),
        ("(", ")"),
        ("« ", " »"),
    ];
    leaf.prop_recursive(3, 12, 1, move |inside| {
        let between = (prop::sample::select(signs.clone()), inside.clone())
            .prop_map(|((open, close), inside)| Inline::Between(open, Box::new(inside), close));
        prop_oneof![4 => between, 1 => inside.prop_map(|inside| Inline::Link(Box::new(inside)))]
    })
}

fn line() -> impl Strategy<Value = Vec<Inline>> {
    prop::collection::vec(inline(), 1..5)
}

fn block() -> impl Strategy<Value = Block> {
    let fences = vec![
        "```rust",
        "~~~",
        "```text title=\"x\"",
        "```quote by=\"A\"",
        "```callout tone=\"tip\"",
        "```text {1}",
        "```console",
    ];
    let leaf = prop_oneof![
        6 => line().prop_map(Block::Paragraph),
        2 => (1..5_usize, line()).prop_map(|(level, line)| Block::Heading(level, line)),
        2 => (1..4_usize, 1..4_usize).prop_map(|(columns, rows)| Block::Table(columns, rows)),
        2 => prop::sample::select(fences).prop_map(Block::Fence),
        1 => Just(Block::Indented),
        1 => Just(Block::Terms),
        1 => Just(Block::Html),
        1 => Just(Block::Rule),
    ];
    leaf.prop_recursive(3, 16, 3, |inside| {
        let blocks = prop::collection::vec(inside, 1..3);
        let marks = prop::sample::select(vec!["- ", "* ", "1. ", "7) ", "- [ ] ", "- [x] "]);
        let quotes = prop::sample::select(vec!["", "[!NOTE]", "[!CAUTION]"]);
        prop_oneof![
            (marks, prop::collection::vec(blocks.clone(), 1..3)).prop_map(|(mark, items)| Block::List(mark, items)),
            (quotes, blocks).prop_map(|(kind, blocks)| Block::Quote(kind, blocks)),
        ]
    })
}

/// Writes Markdown in which all words are different.
#[derive(Default)]
struct Writer {
    words: Vec<String>,
    notes: Vec<String>,
}

impl Writer {
    fn word(&mut self) -> String {
        self.words.push(format!("mot{}z", self.words.len()));
        self.words[self.words.len() - 1].clone()
    }

    fn inline(&mut self, inline: &Inline) -> String {
        match inline {
            Inline::Word => self.word(),
            Inline::Between(open, inside, close) => format!("{open}{}{close}", self.inline(inside)),
            Inline::Link(inside) => format!("[{}](https://a.fr/x)", self.inline(inside)),
            Inline::Picture => format!("![{}](a.png \"{}\")", self.word(), self.word()),
            Inline::Comment => format!("<!-- {} -->", self.word()),
            Inline::Break => format!("{}<br>{}", self.word(), self.word()),
            Inline::Note => {
                let label = format!("n{}", self.notes.len());
                let note = self.word();
                self.notes.push(format!("[^{label}]: {note}"));
                format!("{}[^{label}]", self.word())
            }
        }
    }

    fn line(&mut self, line: &[Inline]) -> String {
        line.iter().map(|inline| self.inline(inline)).collect::<Vec<_>>().join(" ")
    }

    fn blocks(&mut self, blocks: &[Block]) -> String {
        blocks.iter().map(|block| self.block(block)).collect::<Vec<_>>().join("\n\n")
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Paragraph(line) => self.line(line),
            Block::Heading(level, line) => format!("{} {}", "#".repeat(*level), self.line(line)),
            Block::List(mark, items) => {
                let indent = " ".repeat(mark.split(' ').next().unwrap_or_default().len() + 1);
                let item = |text: String| format!("{mark}{}", text.replace('\n', &format!("\n{indent}")));
                let items: Vec<String> = items.iter().map(|item| self.blocks(item)).collect();
                items.into_iter().map(item).collect::<Vec<_>>().join("\n")
            }
            Block::Quote(kind, blocks) => {
                let inside = self.blocks(blocks);
                let lines = kind.lines().chain(inside.lines());
                lines.map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
            }
            Block::Table(columns, rows) => {
                let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
                let head = row((0..*columns).map(|_| self.word()).collect());
                let rule = row(vec!["---".to_owned(); *columns]);
                let rows: Vec<String> = (0..*rows).map(|_| row((0..*columns).map(|_| self.word()).collect())).collect();
                format!("{head}\n{rule}\n{}", rows.join("\n"))
            }
            Block::Fence(begin) => {
                let sign = if begin.starts_with('~') { "~~~" } else { "```" };
                format!("{begin}\n{}\n{}\n{sign}", self.word(), self.word())
            }
            Block::Indented => format!("    {}", self.word()),
            Block::Terms => format!("{}\n: {}", self.word(), self.word()),
            Block::Html => format!("<div>{}</div>", self.word()),
            Block::Rule => "---".to_owned(),
        }
    }
}

/// A text without spaces and line ends: a word may be broken across lines.
fn flat(text: &str) -> String {
    text.chars().filter(|char| !char.is_whitespace() && !matches!(char, '↪' | '▌' | '│' | '>')).collect()
}

/// Formats made of pixels, or compressed: their words come from the page, like those of SVG, or from the plain text, like those of Markdown.
const PACKED: &[&str] = &["png", "gif", "pdf", "odp", "epub", "zip"];

/// Formats that contain only the questions of a deck.
const QUESTIONS: &[&str] = &["gift"];

/// The words of an export, without its tags.
fn exported(format: &Format, deck: &Arc<Deck>, assets: &Arc<Assets>, height: u16) -> Option<String> {
    let theme = Theme::built_in("aube").expect("it is built in");
    let supplies = Supplies { assets: assets.clone(), theme, ..Supplies::default() };
    let all = Job::of(deck, &supplies, lang::choose([deck.lang.as_deref()]), Size { width: 200, height });
    let job = Job { slides: vec![0], ..all };
    if PACKED.contains(&format.name) || QUESTIONS.contains(&format.name) {
        return None;
    }
    let files = match format.write(&job).expect("it is written") {
        Exported::One(bytes) => vec![bytes],
        Exported::PerSlide(files) => files.into_iter().map(|(_, bytes)| bytes).collect(),
    };
    // The slides in the archive.
    let slides = |bytes: Vec<u8>| match bytes.starts_with(b"PK") {
        true => unpacked(&bytes)
            .into_iter()
            .filter(|(name, _)| name.contains("slides/slide"))
            .map(|(_, file)| file)
            .collect(),
        false => vec![bytes],
    };
    let files = files.into_iter().flat_map(slides);
    let text =
        |bytes| String::from_utf8(bytes).unwrap_or_else(|_| panic!("{}: is it packed, or is it text?", format.name));
    let text: String = files.map(text).collect();
    // A piece of Markdown that is written as a tag is a tag too.
    let is_tagged = text.starts_with('<');
    let tags = Regex::new("<[^>]*>").expect("a pattern");
    Some(if is_tagged { tags.replace_all(&text, "").into_owned() } else { text })
}

proptest! {
    #![proptest_config(tried(150))]

    #[test]
    fn each_word_is_shown_and_read_or_reported(blocks in prop::collection::vec(block(), 1..5)) {
        let mut writer = Writer::default();
        let text = writer.blocks(&blocks);
        let markdown = [vec![text], writer.notes.clone()].concat().join("\n\n");
        let head = "format = 1\ntitle = \"t\"\nlang = \"en\"\n[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"T\"\n";
        let source = Source::new("essai.toml", &format!("{head}body = '''\n{markdown}\n'''\n"));
        let (deck, found) = deck::read(&source);
        let (assets, colors) = (Assets::default(), Colors::default());
        let placed = deck.slide(0).expect("one slide");
        let context = deck.context(&assets, &colors);
        let body = layout::slide(&deck, &placed, &context, Size { width: 200, height: 60 }).body;
        let drawn: String = (0..=body.last_step()).map(|step| body.picture(step)).collect();
        let prose = deck.prose(&assets, false);
        let height = u16::try_from(body.height + 20).unwrap_or(u16::MAX);
        let found = lint::check(&Checker::new(&source, &deck, &assets), found, &Wanted::default());
        let mut forms = vec![("drawn", flat(&drawn)), ("read", flat(&prose.words())), ("plain", flat(&prose.plain(80)))];
        let (deck, assets) = (Arc::new(deck), Arc::new(assets));
        for format in FORMATS {
            forms.extend(exported(format, &deck, &assets, height).map(|text| (format.name, flat(&text))));
        }
        for word in &writer.words {
            let place = source.text.find(word.as_str()).expect("it was written");
            let named = found.iter().map(|it| it.diagnostic.span()).any(|it| it.start <= place && place <= it.end.max(it.start + 1));
            for (form, text) in &forms {
                prop_assert!(named || text.contains(word.as_str()), "{word} is not {form}:\n{markdown}\n--\n{text}");
            }
        }
    }
}
