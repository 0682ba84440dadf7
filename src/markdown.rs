//! Markdown: CommonMark with the extensions known from GitHub (tables, task lists, strikethrough, marked words, footnotes, alerts, bare
//! addresses) and definition lists. Only this file uses the parser. Other code uses its [`events`], or the [`Node`]s to be shown.

mod colored;
mod html;
mod inline;
pub mod math;
mod nodes;
mod reading;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, LinkType, Options, Parser, Tag};

use crate::table::choice;
pub use crate::text::Align;

pub use colored::is_color;
pub use inline::{escaped, plain, safe_link};
pub use nodes::{Fence, Item, List, Node, Note, Picture, Rich, Table, Term, Visitor};
pub use reading::{PAUSE, parse};

choice! {
    /// How much what is said wants attention, and why.
    pub enum Tone as "a tone" {
        /// What is good to know.
        #[default]
        Note = "note",
        /// What helps.
        Tip = "tip",
        /// What must be known.
        Important = "important",
        /// What can go wrong.
        Warning = "warning",
        /// What does harm.
        Caution = "caution",
    }
}

/// An event of the parser.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'t> {
    Start(Part<'t>),
    /// The innermost open part ends.
    End(Part<'t>),
    Text(Cow<'t, str>),
    /// Inline code.
    Code(Cow<'t, str>),
    /// HTML, inline or as lines of its own.
    Html {
        text: Cow<'t, str>,
        inline: bool,
    },
    /// The end of a line. A hard break is shown as one.
    Break {
        hard: bool,
    },
    Rule,
    /// The checkbox of a task, and whether it is checked.
    Task(bool),
    /// A reference to a footnote, by its label.
    Note(Cow<'t, str>),
    /// A formula as it is written.
    Math(&'t str),
}

/// A part that contains others.
#[derive(Clone, Debug, PartialEq)]
pub enum Part<'t> {
    Paragraph,
    /// With its level, from 1.
    Heading(u8),
    Quote,
    /// A quote that is an alert.
    Callout(Tone),
    /// A footnote, by its label.
    Note(Cow<'t, str>),
    /// Terms, each with its definition.
    Terms,
    Term,
    Meaning,
    /// Code, with its info string. Empty for indented code.
    Code(Cow<'t, str>),
    /// With the first number of a numbered list.
    List(Option<u64>),
    Item,
    Table(Vec<Align>),
    Head,
    Row,
    Cell,
    Html,
    Strong,
    Emphasis,
    Strike,
    Link(Leads<'t>),
    /// A picture; its content is its description.
    Image(Leads<'t>),
    /// Syntax that is not enabled, which never occurs.
    Other,
}

/// The target of a link, or the file of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Leads<'t> {
    pub target: Cow<'t, str>,
    /// The title in quotation marks after it. Empty if there is none.
    pub title: Cow<'t, str>,
}

impl Part<'_> {
    /// Whether it is inline.
    pub fn is_inline(&self) -> bool {
        matches!(self, Self::Strong | Self::Emphasis | Self::Strike | Self::Link(_) | Self::Image(_))
    }
}

/// The parser's events for a text, each with its place in the text.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    options.set(Options::ENABLE_DEFINITION_LIST, has_definitions(text));
    let mut open = Vec::new();
    Parser::new_ext(text, options).into_offset_iter().filter_map(move |(event, range)| {
        use pulldown_cmark::Event as Met;
        let event = match event {
            Met::Start(tag) => {
                open.push(part(tag));
                Event::Start(open.last()?.clone())
            }
            Met::End(_) => Event::End(open.pop()?),
            Met::Text(text) => Event::Text(cow(text)),
            Met::Code(text) => Event::Code(cow(text)),
            Met::Html(text) => Event::Html { text: cow(text), inline: false },
            Met::InlineHtml(text) => Event::Html { text: cow(text), inline: true },
            Met::SoftBreak => Event::Break { hard: false },
            Met::HardBreak => Event::Break { hard: true },
            Met::Rule => Event::Rule,
            Met::TaskListMarker(done) => Event::Task(done),
            Met::FootnoteReference(label) => Event::Note(cow(label)),
            Met::InlineMath(_) | Met::DisplayMath(_) => Event::Math(&text[range.clone()]),
        };
        Some((event, range))
    })
}

/// Whether lines that start with `:` are definitions, which have a space after it. The parser would also take `:tada:` for one.
fn has_definitions(text: &str) -> bool {
    let mut behind =
        text.lines().filter_map(|line| line.trim_start_matches([' ', '\t', '>', '-', '*']).strip_prefix(':'));
    text.contains(':') && behind.clone().next().is_some() && behind.all(|rest| rest.starts_with([' ', '\t']))
}

/// The first word of an info string, which names a language or a kind of block.
pub fn first_word(info: &str) -> &str {
    info.split([' ', '\t', ',', '{', ':', '\n']).next().unwrap_or_default()
}

fn cow(text: CowStr) -> Cow<str> {
    match text {
        CowStr::Borrowed(text) => Cow::Borrowed(text),
        text => Cow::Owned(text.into_string()),
    }
}

fn part(tag: Tag) -> Part {
    match tag {
        Tag::Paragraph => Part::Paragraph,
        Tag::Heading { level, .. } => Part::Heading(level as u8),
        Tag::BlockQuote(None) => Part::Quote,
        Tag::BlockQuote(Some(kind)) => Part::Callout(tone(kind)),
        Tag::FootnoteDefinition(label) => Part::Note(cow(label)),
        Tag::DefinitionList => Part::Terms,
        Tag::DefinitionListTitle => Part::Term,
        Tag::DefinitionListDefinition => Part::Meaning,
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Part::Code(cow(info)),
        Tag::CodeBlock(CodeBlockKind::Indented) => Part::Code(Cow::default()),
        Tag::List(start) => Part::List(start),
        Tag::Item => Part::Item,
        Tag::Table(align) => Part::Table(align.into_iter().map(aligned).collect()),
        Tag::TableHead => Part::Head,
        Tag::TableRow => Part::Row,
        Tag::TableCell => Part::Cell,
        Tag::HtmlBlock => Part::Html,
        Tag::Strong => Part::Strong,
        Tag::Emphasis => Part::Emphasis,
        Tag::Strikethrough => Part::Strike,
        Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
            Part::Link(Leads { target: format!("mailto:{dest_url}").into(), title: Cow::default() })
        }
        Tag::Link { dest_url, title, .. } => Part::Link(Leads { target: cow(dest_url), title: cow(title) }),
        Tag::Image { dest_url, title, .. } => Part::Image(Leads { target: cow(dest_url), title: cow(title) }),
        _ => Part::Other,
    }
}

fn tone(kind: BlockQuoteKind) -> Tone {
    match kind {
        BlockQuoteKind::Note => Tone::Note,
        BlockQuoteKind::Tip => Tone::Tip,
        BlockQuoteKind::Important => Tone::Important,
        BlockQuoteKind::Warning => Tone::Warning,
        BlockQuoteKind::Caution => Tone::Caution,
    }
}

fn aligned(align: Alignment) -> Align {
    match align {
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
        Alignment::Left | Alignment::None => Align::Left,
    }
}
