//! Markdown as nodes: what a body shows.

use std::ops::Range;
use std::sync::Arc;

use crate::markdown::{Alignment, Event, Tag, TagEnd, events, info};
use crate::page::{Ink, Role, Style};
use crate::text::{self, Run};

/// Quotes and lists inside each other are read this deep; what lies deeper is read as if it lay here.
const DEEPEST: usize = 32;

/// Text with its styles; a line feed in it is a hard break.
pub type Rich = Vec<Run<Ink>>;

/// One thing of a text. `B` is what becomes of a fence.
#[derive(Clone, Debug, PartialEq)]
pub enum Node<B> {
    Heading { level: u8, text: Rich },
    Paragraph(Rich),
    List(List<B>),
    Quote(Vec<Node<B>>),
    Table(Table),
    Rule,
    Fence(B),
}

#[derive(Clone, Debug, PartialEq)]
pub struct List<B> {
    /// The first number of a numbered list.
    pub start: Option<u64>,
    /// Whether its items stand without empty rows between them.
    pub tight: bool,
    pub items: Vec<Item<B>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Item<B> {
    /// Whether the task is done, where the item is one.
    pub task: Option<bool>,
    pub nodes: Vec<Node<B>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub align: Vec<Alignment>,
    pub head: Vec<Rich>,
    pub rows: Vec<Vec<Rich>>,
}

/// Code between fences (or indented, then without an info string).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// What stands behind the opening fence.
    pub info: String,
    pub text: String,
    /// Where the whole of it stands, in bytes of the Markdown.
    pub range: Range<usize>,
    /// Where each line of the text stands.
    pub lines: Vec<Range<usize>>,
}

/// What the parser meets and passes on.
pub trait Visitor {
    type Block;

    fn fence(&mut self, fence: Fence) -> Self::Block;

    /// HTML was found; it is shown as the text it is.
    fn html(&mut self, range: Range<usize>);

    /// A link leads somewhere that a slide must not send people to.
    fn link(&mut self, target: &str, range: Range<usize>);
}

/// Reads Markdown.
pub fn parse<V: Visitor>(text: &str, visitor: &mut V) -> Vec<Node<V::Block>> {
    let events: Vec<_> = events(text).collect();
    let mut reading = Reading { events: events.into_iter().peekable(), visitor, depth: 0 };
    reading.nodes()
}

type Events<'t> = std::iter::Peekable<std::vec::IntoIter<(Event<'t>, Range<usize>)>>;

struct Reading<'t, 'v, V> {
    events: Events<'t>,
    visitor: &'v mut V,
    depth: usize,
}

impl<V: Visitor> Reading<'_, '_, V> {
    /// The nodes up to the end of what is around them, whose end is read too.
    fn nodes(&mut self) -> Vec<Node<V::Block>> {
        let mut nodes = Vec::new();
        while let Some((event, _)) = self.events.peek() {
            if is_inline(event) {
                let text = self.rich();
                nodes.push(Node::Paragraph(text));
                continue;
            }
            let Some((event, range)) = self.events.next() else { break };
            match event {
                Event::Start(tag) => self.node(tag, range, &mut nodes),
                Event::Rule => nodes.push(Node::Rule),
                Event::End(_) => break,
                _ => {}
            }
        }
        nodes
    }

    fn node(&mut self, tag: Tag, range: Range<usize>, nodes: &mut Vec<Node<V::Block>>) {
        match tag {
            Tag::Paragraph => nodes.push(Node::Paragraph(self.rich_to_end())),
            Tag::Heading { level, .. } => {
                let text = self.rich_to_end();
                nodes.push(Node::Heading { level: level as u8, text });
            }
            Tag::CodeBlock(code) => {
                let fence = self.fence(info(&code).to_owned(), range);
                nodes.push(Node::Fence(self.visitor.fence(fence)));
            }
            Tag::BlockQuote(_) => {
                let inside = self.deeper();
                match self.depth < DEEPEST {
                    true => nodes.push(Node::Quote(inside)),
                    false => nodes.extend(inside),
                }
            }
            Tag::List(start) => nodes.push(Node::List(self.list(start))),
            Tag::Table(align) => nodes.push(Node::Table(self.table(align))),
            Tag::HtmlBlock => {
                self.visitor.html(range);
                nodes.push(Node::Paragraph(self.flat()));
            }
            _ => nodes.extend(self.nodes()),
        }
    }

    fn deeper(&mut self) -> Vec<Node<V::Block>> {
        if self.depth >= DEEPEST {
            return vec![Node::Paragraph(self.flat())];
        }
        self.depth += 1;
        let nodes = self.nodes();
        self.depth -= 1;
        nodes
    }

    /// All text up to the end of what is open, as one paragraph: what is nested too deep is not lost.
    fn flat(&mut self) -> Rich {
        let mut open = 1;
        let mut runs = Rich::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                    push(&mut runs, &text, &Ink::default())
                }
                Event::SoftBreak | Event::HardBreak => push(&mut runs, " ", &Ink::default()),
                _ => {}
            }
        }
        runs
    }

    fn fence(&mut self, info: String, range: Range<usize>) -> Fence {
        let mut fence = Fence { info, text: String::new(), range, lines: Vec::new() };
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(text) => {
                    fence.text.push_str(&text);
                    fence.lines.push(range);
                }
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
        }
        fence
    }

    fn list(&mut self, start: Option<u64>) -> List<V::Block> {
        let mut list = List { start, tight: true, items: Vec::new() };
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::Item) => {
                    let task = match self.events.peek() {
                        Some((Event::TaskListMarker(done), _)) => Some(*done),
                        _ => None,
                    };
                    list.tight &= !matches!(self.events.peek(), Some((Event::Start(Tag::Paragraph), _)));
                    let nodes = self.deeper();
                    list.items.push(Item { task, nodes });
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        list
    }

    fn table(&mut self, align: Vec<Alignment>) -> Table {
        let mut table = Table { align, ..Table::default() };
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead) => table.head = self.row(),
                Event::Start(Tag::TableRow) => {
                    let row = self.row();
                    table.rows.push(row);
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        table
    }

    fn row(&mut self) -> Vec<Rich> {
        let mut cells = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableCell) => cells.push(self.rich_to_end()),
                Event::End(TagEnd::TableHead | TagEnd::TableRow) => break,
                _ => {}
            }
        }
        cells
    }

    fn rich_to_end(&mut self) -> Rich {
        let text = self.rich();
        self.events.next();
        text
    }

    /// The text up to the next thing that is not text, which stays to be read.
    fn rich(&mut self) -> Rich {
        let mut runs = Rich::new();
        let mut inks = vec![Ink::default()];
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event)) {
            let ink = inks.last().expect("one ink is always there").clone();
            match event {
                Event::Start(tag) => inks.push(self.laid_on(ink, &tag, range)),
                Event::End(_) => {
                    inks.truncate(inks.len().max(2) - 1);
                }
                Event::Text(text) => push(&mut runs, &text, &ink),
                Event::Code(text) => {
                    push(&mut runs, &text, &Ink { style: Style { role: Role::Code, ..ink.style }, link: ink.link })
                }
                Event::InlineHtml(text) => {
                    // The closing tag of a pair is no second mistake.
                    if !text.starts_with("</") {
                        self.visitor.html(range);
                    }
                    push(&mut runs, &text, &ink);
                }
                Event::SoftBreak => push(&mut runs, " ", &ink),
                Event::HardBreak => push(&mut runs, "\n", &ink),
                _ => {}
            }
        }
        runs
    }

    /// The ink inside a part: what it was, with what the part lays on top.
    fn laid_on(&mut self, ink: Ink, tag: &Tag, range: Range<usize>) -> Ink {
        let plain = matches!(ink.style.role, Role::Text | Role::Emphasis);
        let role = |role: Role| if plain { role } else { ink.style.role };
        match tag {
            Tag::Strong => Ink { style: Style { role: role(Role::Strong), bold: true, ..ink.style }, ..ink },
            Tag::Emphasis | Tag::Image { .. } => {
                Ink { style: Style { role: role(Role::Emphasis), italic: true, ..ink.style }, ..ink }
            }
            Tag::Strikethrough => Ink { style: Style { strike: true, ..ink.style }, ..ink },
            Tag::Link { dest_url, .. } => {
                let link = safe_link(dest_url);
                if link.is_none() {
                    self.visitor.link(dest_url, range);
                }
                Ink { style: Style { role: Role::Link, ..ink.style }, link }
            }
            _ => ink,
        }
    }
}

fn is_inline(event: &Event) -> bool {
    let of_text =
        |tag| matches!(tag, TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image);
    match event {
        Event::Start(tag) => of_text(tag.to_end()),
        Event::End(tag) => of_text(*tag),
        Event::Rule | Event::Html(_) => false,
        _ => true,
    }
}

fn push(runs: &mut Rich, text: &str, ink: &Ink) {
    let text = text::clean(text);
    match runs.last_mut() {
        Some(last) if last.style == *ink => last.text.push_str(&text),
        _ => runs.push(Run { text: text.into_owned(), style: ink.clone() }),
    }
}

/// The text without its styles.
pub fn plain(rich: &[Run<Ink>]) -> String {
    rich.iter().map(|run| run.text.as_str()).collect()
}

/// A link that a terminal may be given: of a known scheme, in printable ASCII, percent-encoded elsewhere.
pub fn safe_link(target: &str) -> Option<Arc<str>> {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase())?;
    if !matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") {
        return None;
    }
    let mut link = String::with_capacity(target.len());
    for byte in target.bytes() {
        match byte {
            b'!'..=b'~' if !b"\"<>\\^`{|}".contains(&byte) => link.push(char::from(byte)),
            byte => link.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(link.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Met(Vec<String>);

    impl Visitor for Met {
        type Block = Fence;

        fn fence(&mut self, fence: Fence) -> Fence {
            fence
        }

        fn html(&mut self, range: Range<usize>) {
            self.0.push(format!("html {range:?}"));
        }

        fn link(&mut self, target: &str, _: Range<usize>) {
            self.0.push(format!("link {target}"));
        }
    }

    fn parsed(text: &str) -> (Vec<Node<Fence>>, Vec<String>) {
        let mut met = Met::default();
        (parse(text, &mut met), met.0)
    }

    fn styles(text: &str) -> Vec<(String, Style)> {
        let (nodes, _) = parsed(text);
        let Node::Paragraph(rich) = &nodes[0] else { panic!("{nodes:?}") };
        rich.iter().map(|run| (run.text.clone(), run.style.style)).collect()
    }

    #[test]
    fn styles_lie_on_top_of_each_other() {
        let strong = Style { role: Role::Strong, bold: true, ..Style::default() };
        let both = Style { italic: true, ..strong };
        let expected =
            [("a ", Style::default()), ("b ", strong), ("c", both), ("d", Style { strike: true, ..Style::default() })];
        assert_eq!(styles("a **b *c***~~d~~"), expected.map(|(text, style)| (text.to_owned(), style)));
    }

    #[test]
    fn a_control_character_written_as_an_entity_is_cleaned() {
        assert_eq!(styles("a&#27;[2J")[0].0, "a␛[2J");
    }

    #[test]
    fn lists_know_their_marks_and_their_tasks() {
        let (nodes, _) = parsed("3. un\n   - deux\n4. [x] trois");
        let Node::List(list) = &nodes[0] else { panic!("{nodes:?}") };
        assert_eq!((list.start, list.tight, list.items.len()), (Some(3), true, 2));
        assert_eq!(list.items[1].task, Some(true));
        assert!(matches!(list.items[0].nodes[1], Node::List(_)));
    }

    #[test]
    fn a_fence_knows_where_it_stands() {
        let text = "avant\n\n```rust highlight=\"1\"\nlet x;\n```\n";
        let (nodes, _) = parsed(text);
        let Node::Fence(fence) = &nodes[1] else { panic!("{nodes:?}") };
        assert_eq!((fence.info.as_str(), fence.text.as_str()), ("rust highlight=\"1\"", "let x;\n"));
        assert_eq!(&text[fence.lines[0].clone()], "let x;\n");
    }

    #[test]
    fn html_and_unsafe_links_are_passed_on_and_their_words_stay() {
        let (nodes, met) = parsed("x <b>y</b> [z](javascript:alert(1))");
        assert_eq!(met, ["html 2..5", "link javascript:alert(1)"]);
        let Node::Paragraph(rich) = &nodes[0] else { panic!("{nodes:?}") };
        assert_eq!(plain(rich), "x <b>y</b> z");
    }

    #[test]
    fn links_are_encoded() {
        assert_eq!(safe_link("https://é.fr/\u{1b}]").as_deref(), Some("https://%C3%A9.fr/%1B]"));
        assert_eq!(safe_link("file:///etc/passwd"), None);
    }

    #[test]
    fn text_nested_too_deep_is_kept() {
        let (nodes, _) = parsed(&format!("{} fin", ">".repeat(5000)));
        assert!(format!("{nodes:?}").contains("fin"));
    }
}
