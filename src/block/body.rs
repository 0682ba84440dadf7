//! A body: Markdown with blocks in it, one below another.

mod aloud;
mod flow;
mod said;

use std::ops::Range;
use std::sync::OnceLock;

use crate::block::fence::{self, Fences};
use crate::block::meaning::{Meaning, Part};
use crate::block::{AnyKind, Block, Context, Reveal, grid, layout_barred, picture, tone};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lang::{Message, noun, say};
use crate::markdown::{self, Fence, Item, List, Node, Note, PAUSE, Picture, Rich, Term, Visitor};
use crate::page::{Page, Role, Style, Target, cells};
use crate::prose::Prose;
use crate::source::Map;
use crate::table::{Excerpt, Identity, Name, Nature, Reader, See, Shape, Value};
use crate::text;

pub use aloud::{drawn, prose_between};
pub use flow::{begins, flow, flow_with};
use flow::{inside, without_pauses};
pub use said::flow_meaning;
use said::meaning_of;

/// Markdown and the blocks in its fences. It is parsed when it is first needed: a deck of thousands of slides must not parse the last before it
/// shows the first.
#[derive(Clone, Debug, Default)]
pub struct Body {
    pub excerpt: Excerpt,
    /// What its fences may contain, found when the body is read.
    fences: Fences,
    nodes: OnceLock<Vec<Node<Block>>>,
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        self.excerpt == other.excerpt
    }
}

impl Shape for Body {
    const WHAT: &'static str = noun!("a string");
    const NATURE: Nature = Nature::Markdown;

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let excerpt = Excerpt::read(value, reader)?;
        // Parsed to find mistakes. What is never shown need not be kept.
        let nodes = reader.whole.then(|| read_nodes(&excerpt, reader)).filter(|_| reader.keeps);
        Some(Self { nodes: nodes.map(OnceLock::from).unwrap_or_default(), ..Self::from(excerpt) })
    }

    fn visit<'a>(&'a self, see: See<'_, 'a>) {
        if see(self) && !self.fences.is_empty() {
            visit_nodes(self.nodes(), see);
        }
    }
}

/// A unit of a slide's content: a part of its text, or a block of its own.
#[derive(Clone, Copy)]
pub enum Unit<'a> {
    Node(&'a Node<Block>),
    Block(&'a Block),
}

impl<'a> Unit<'a> {
    /// The step that its author has set.
    fn step(self) -> Option<u16> {
        match self {
            Self::Node(Node::Fence(block)) | Self::Block(block) => block.step,
            Self::Node(_) => None,
        }
    }

    fn layout(self, context: &Context, width: u16) -> Page {
        let measure = if self.is_read() { width.min(LONGEST_LINE) } else { width };
        let mut page = match self {
            Self::Node(node) => layout_node(node, context, measure),
            Self::Block(block) => block.layout(context, measure),
        };
        page.width = width;
        page
    }

    /// Whether it is running text, in which long lines are hard to read. Anything else may take the whole width.
    fn is_read(self) -> bool {
        match self {
            Self::Node(Node::Fence(block)) | Self::Block(block) => block.kind.is_read(),
            Self::Node(node) => !matches!(node, Node::Table(_)),
        }
    }

    /// The empty rows below it. A heading stays close to its text.
    fn gap(self, gap: u32, context: &Context) -> u32 {
        let is_heading = matches!(self, Self::Node(Node::Heading { .. }));
        if gap == 0 || is_heading { gap } else { gap + context.between_items() }
    }

    fn meaning(self, context: &Context) -> Part {
        match self {
            Self::Node(node) => meaning_of(node, context, 0),
            Self::Block(block) => block.meaning(context),
        }
    }

    /// Whether it takes as many rows as it is given.
    pub fn fills(self) -> bool {
        match self {
            Self::Node(Node::Fence(block)) | Self::Block(block) => block.fills(),
            Self::Node(_) => false,
        }
    }

    /// Whether its rows are centered one by one: in a paragraph, a heading, or a silence.
    pub fn is_text(self) -> bool {
        match self {
            Self::Node(Node::Fence(block)) | Self::Block(block) => matches!(block.kind, AnyKind::Silence(_)),
            Self::Node(node) => matches!(node, Node::Paragraph(_) | Node::Heading { .. }),
        }
    }

    fn begins_with_items(self) -> bool {
        match self {
            Self::Node(Node::Fence(block)) | Self::Block(block) => block.kind.begins_with_items(),
            Self::Node(node) => matches!(node, Node::List(_)),
        }
    }
}

/// The longest line of text, in cells. (WCAG 2.2, 1.4.8, says 80 characters. A terminal's are narrow, and most lines are shorter.)
pub const LONGEST_LINE: u16 = 104;

impl Body {
    /// A body with this Markdown, which is not in a file.
    pub fn of(markdown: &str) -> Self {
        Self::from(Excerpt { text: markdown.to_owned(), map: Map::default() })
    }

    pub fn nodes(&self) -> &[Node<Block>] {
        self.nodes.get_or_init(|| {
            let mut reader = Reader::new(&self.excerpt.text, Map::default());
            reader.whole = false;
            read_nodes(&self.excerpt, &mut reader)
        })
    }

    /// Parses the Markdown to find its mistakes and the files that its blocks name. The result is not kept.
    pub fn look_through(&self, reader: &mut Reader) {
        read_nodes(&self.excerpt, reader);
    }

    /// Whether one of its fences may contain something that passes `is`. This is known without parsing the Markdown.
    pub fn may_hold(&self, is: fn(Nature) -> bool) -> bool {
        self.fences.may_hold(is)
    }

    /// Whether some of it may appear at a later step than the rest, though its parts are not revealed. This is known without parsing: a pause has
    /// three dots or a word, and other steps are those of blocks.
    pub fn may_wait(&self) -> bool {
        let text = &self.excerpt.text;
        !self.fences.is_empty()
            || text.contains('&')
            || text.contains(markdown::PAUSE)
            || text.matches('.').count() >= 3
    }

    pub fn is_empty(&self) -> bool {
        self.excerpt.text.trim().is_empty()
    }

    pub fn units(&self) -> impl Iterator<Item = Unit<'_>> {
        self.nodes().iter().map(Unit::Node)
    }

    pub fn layout(&self, context: &Context, width: u16) -> Page {
        flow(self.units(), context, width, 1)
    }

    /// Its content as a value.
    pub fn meaning(&self, context: &Context) -> Meaning {
        flow_meaning(self.units(), context)
    }

    pub fn prose(&self, context: &Context, prose: &mut Prose) {
        self.meaning(context).prose(prose);
    }

    /// Its content in one line, for the cell of a table.
    pub fn words(&self, context: &Context) -> String {
        self.meaning(context).words()
    }

    pub fn begins_with_items(&self) -> bool {
        matches!(self.nodes().first(), Some(Node::List(_)))
    }

    /// Whether something in it takes as many rows as it is given.
    pub fn fills(&self) -> bool {
        self.units().any(Unit::fills)
    }
}

impl From<Excerpt> for Body {
    fn from(excerpt: Excerpt) -> Self {
        Self { fences: Fences::of(&excerpt.text), excerpt, nodes: OnceLock::new() }
    }
}

fn visit_nodes<'a>(nodes: &'a [Node<Block>], see: See<'_, 'a>) {
    for node in nodes {
        match node {
            Node::Fence(block) => block.visit(see),
            node => node.inside().into_iter().for_each(|nodes| visit_nodes(nodes, see)),
        }
    }
}

fn layout_node(node: &Node<Block>, context: &Context, width: u16) -> Page {
    match node {
        Node::Paragraph(rich) => layout_rich(rich, width),
        Node::Heading { level, text } => layout_heading(*level, text, width),
        Node::List(list) => layout_list(list, context, width, 0),
        Node::Quote(nodes) => layout_quote(nodes, context, width),
        Node::Callout { tone, nodes } => {
            let layout = |width| flow(nodes.iter().map(Unit::Node), &context.inside(), width, 1);
            tone::layout(*tone, None, context, width, &layout)
        }
        Node::Terms(terms) => layout_terms(terms, context, width),
        Node::Notes(notes) => layout_notes(notes, context, width),
        Node::Table(table) => grid::layout(table, width, context.between_items()),
        Node::Pause => Page::new(width),
        Node::Rule => {
            let mut page = Page::new(width);
            page.rule(0, 0, width, "─", Role::Border);
            page
        }
        Node::Fence(block) => block.layout(context, width),
    }
}

fn layout_rich(rich: &Rich, width: u16) -> Page {
    let mut page = Page::new(width);
    page.wrapped(0, 0, rich, width);
    page.height = page.height.max(1);
    page
}

/// Headings by rank: the first looks like a title, underlined; the second is strong; those below are slanted.
fn layout_heading(level: u8, text: &Rich, width: u16) -> Page {
    let mut page = layout_rich(text, width);
    page.recolor(Role::Text, if level == 1 { Role::Title } else { Role::Strong });
    page.restyle(|style| match level {
        1 => Style { bold: true, underline: true, ..style },
        2 => Style { bold: true, ..style },
        _ => Style { italic: true, ..style },
    });
    page
}

fn layout_quote(nodes: &[Node<Block>], context: &Context, width: u16) -> Page {
    let inner = width.saturating_sub(2).max(1);
    let mut words = flow(nodes.iter().map(Unit::Node), &context.inside(), inner, 1);
    words.recolor(Role::Text, Role::Quote);
    layout_barred(words, Role::Border, width)
}

/// The indent of a definition, in cells.
const INDENT: u16 = 2;

fn layout_terms(terms: &[Term<Block>], context: &Context, width: u16) -> Page {
    let inner = context.inside();
    let mut page = Page::new(width);
    for (index, Term { word, meanings }) in terms.iter().enumerate() {
        page.height += u32::from(index > 0);
        let mut term = layout_rich(word, width);
        term.recolor(Role::Text, Role::Strong);
        page.stack(term, 0, 0);
        for meaning in meanings {
            let room = width.saturating_sub(INDENT).max(1);
            page.stack(flow(meaning.iter().map(Unit::Node), &inner, room, 1), INDENT, 0);
        }
    }
    page
}

/// The footnotes of a text, less prominent and below it.
fn layout_notes(notes: &[Note<Block>], context: &Context, width: u16) -> Page {
    let mut page = Page::new(width);
    for Note { number, nodes } in notes {
        let mark = format!("{number}.");
        let indent = cells(text::width(&mark)) + 1;
        let room = width.saturating_sub(indent).max(1);
        let mut note = flow(nodes.iter().map(Unit::Node), &context.inside(), room, 1);
        note.recolor(Role::Text, Role::Muted);
        let y = page.height;
        page.text(0, y, &mark, Role::Muted);
        page.put(note, indent, y);
    }
    page
}

/// The mark before an item: its checkbox, its number, or a bullet that depends on the depth.
fn mark(list: &List<Block>, index: usize, item: &Item<Block>, depth: usize) -> String {
    match (item.task, list.start) {
        (Some(true), _) => "☑".to_owned(),
        (Some(false), _) => "☐".to_owned(),
        (None, Some(start)) => {
            let wide = (start + list.items.len() as u64 - 1).to_string().len();
            format!("{:>wide$}.", start + index as u64)
        }
        (None, None) => ["•", "–", "·"][depth.min(2)].to_owned(),
    }
}

fn layout_list(list: &List<Block>, context: &Context, width: u16, depth: usize) -> Page {
    let mut page = Page::new(width);
    let inner = context.inside();
    let mut step: u16 = 0;
    for (index, item) in list.items.iter().enumerate() {
        let mark = mark(list, index, item, depth);
        let indent = cells(text::width(&mark)) + 1;
        let room = width.saturating_sub(indent).max(1);
        let mut body = Page::new(width);
        body.text(0, 0, &mark, Role::Accent);
        let mut text = Page::new(room);
        for (waits, unit) in without_pauses(item.nodes.iter().map(Unit::Node)) {
            let Unit::Node(node) = unit else { continue };
            let part = match node {
                Node::List(list) => layout_list(list, &inner, room, depth + 1),
                node => layout_node(node, &inner, room),
            };
            let last = text.last_step().saturating_add(waits.into());
            let y = if text.height == 0 { 0 } else { text.height + u32::from(!list.tight) };
            text.put_from(part, 0, y, last);
        }
        body.put(text, indent, 0);
        step = step.saturating_add(u16::from(index > 0 && context.reveal == Reveal::Items));
        let last = step.saturating_add(body.last_step());
        let gap = u32::from(!list.tight).max(context.between_items());
        let y = if index == 0 { 0 } else { page.height + gap };
        if depth == 0 {
            body.target(0, 0, width, body.height, Target::Part);
        }
        page.put_from(body, 0, y, step);
        step = last;
    }
    page
}

fn read_nodes(excerpt: &Excerpt, reader: &mut Reader) -> Vec<Node<Block>> {
    markdown::parse(&excerpt.text, &mut Reading { excerpt, reader })
}

/// Handles what the Markdown parser finds in one excerpt.
struct Reading<'e, 'r, 't> {
    excerpt: &'e Excerpt,
    reader: &'r mut Reader<'t>,
}

impl Visitor for Reading<'_, '_, '_> {
    type Block = Block;

    fn fence(&mut self, fence: Fence) -> Block {
        fence::read(&fence, &self.excerpt.text, &self.excerpt.map, self.reader)
    }

    fn picture(&mut self, picture: Picture) -> Block {
        picture::read(&picture, self.excerpt, self.reader)
    }

    fn picture_among_words(&mut self, range: Range<usize>) {
        let span = self.excerpt.map.span(range);
        let message = say!("a picture cannot stand in a heading, a cell or a link");
        let diagnostic = Diagnostic::error("picture-in-words", span, message, say!("its words are shown"));
        self.reader.report(diagnostic.help(say!("give it a paragraph of its own")));
    }

    fn comment(&mut self, range: Range<usize>) {
        let span = self.excerpt.map.span(range.clone());
        let comment = |message: Message, label: Message, severity: Severity| Diagnostic {
            severity,
            ..Diagnostic::error("html-comment", span, message, label)
        };
        let written = self.excerpt.text.get(range).unwrap_or_default();
        let inside = written.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        self.reader.report(match text::nearest(inside, [PAUSE]) {
            Some(_) => {
                let message = match inside == PAUSE {
                    true => say!("a pause cannot stand among words"),
                    false => say!("\"{word}\" is not a pause", word = text::shorten(inside, 40)),
                };
                let help = say!("write `{pause}` on a line of its own, between empty ones", pause = "<!-- pause -->");
                comment(message, say!("left out"), Severity::Warning).help(help)
            }
            None => comment(say!("a comment is not shown"), say!("left out"), Severity::Info)
                .help(say!("write what the speaker needs in `notes`, and what the authors do in `todo`")),
        });
    }

    fn slide(&mut self, id: &str, range: Range<usize>) {
        let span = self.excerpt.map.span(range);
        let name = Name { text: id.to_owned(), span };
        self.reader.references.push(Identity { what: noun!("a slide"), name });
    }

    fn html(&mut self, range: Range<usize>) {
        let span = self.excerpt.map.span(range);
        let diagnostic = Diagnostic::error("raw-html", span, say!("HTML is not read"), say!("shown as it is written"));
        self.reader.report(diagnostic.help(say!("write it in Markdown, or put a `\\` before `<`")));
    }

    fn link(&mut self, target: &str, range: Range<usize>) {
        let span = self.excerpt.map.span(range);
        let message = say!("a slide cannot link to \"{target}\"", target = text::shorten(&text::clean(target), 60));
        self.reader.report(
            Diagnostic::error("link-scheme", span, message, say!("this link"))
                .help(say!("link to http, https, mailto or tel")),
        );
    }
}

#[cfg(test)]
mod tests;
