//! Markdown: CommonMark with tables, task lists and strikethrough. The only file that knows the parser: all others take the
//! [`events`], what is met one after the other, or the [`Node`]s, what is shown.

mod nodes;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Options, Parser, Tag};

pub use nodes::{Fence, Item, List, Node, Rich, Table, Visitor, parse, plain, safe_link};

/// What is met in a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'t> {
    Start(Part<'t>),
    /// The part ends that began last of those that are open.
    End(Part<'t>),
    Text(Cow<'t, str>),
    /// Code within a line.
    Code(Cow<'t, str>),
    /// HTML, in a line or as lines of their own.
    Html {
        text: Cow<'t, str>,
        inline: bool,
    },
    /// The end of a line; a hard one is meant to be seen.
    Break {
        hard: bool,
    },
    Rule,
    /// The box of a task, with whether it is done.
    Task(bool),
}

/// What holds something else.
#[derive(Clone, Debug, PartialEq)]
pub enum Part<'t> {
    Paragraph,
    /// With its level, from 1.
    Heading(u8),
    Quote,
    /// Lines of code, with what stands behind the opening fence; nothing where they are indented.
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
    /// With its target.
    Link(Cow<'t, str>),
    Image,
    /// What is not asked for, and does not come.
    Other,
}

/// How a column of a table stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

impl Part<'_> {
    /// Whether it stands within a line.
    pub fn is_inline(&self) -> bool {
        matches!(self, Self::Strong | Self::Emphasis | Self::Strike | Self::Link(_) | Self::Image)
    }
}

/// What is met in a text, with where it stands in it.
pub fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
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
            Met::FootnoteReference(_) | Met::InlineMath(_) | Met::DisplayMath(_) => return None,
        };
        Some((event, range))
    })
}

/// The word that names a fence, a language or something else, in what stands behind its opening.
pub fn first_word(info: &str) -> &str {
    info.split([' ', '\t', ',', '{', '\n']).next().unwrap_or_default()
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
        Tag::BlockQuote(_) => Part::Quote,
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
        Tag::Link { dest_url, .. } => Part::Link(cow(dest_url)),
        Tag::Image { .. } => Part::Image,
        _ => Part::Other,
    }
}

fn aligned(align: Alignment) -> Align {
    match align {
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
        Alignment::Left | Alignment::None => Align::Left,
    }
}
