//! Turns Markdown events into nodes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem;
use std::ops::Range;

use crate::markdown::html::{is_break, tags, without_comments};
use crate::markdown::inline::{finished, plain, safe_link};
use crate::markdown::math;
use crate::markdown::nodes::{Fence, Item, List, Node, Note, Picture, Rich, Table, Term, Visitor};
use crate::markdown::{Align, Event, Leads, Part, events};
use crate::page::{Ink, Link, Role, Style};
use crate::text::{self, Run};

/// How deep quotes and lists may be nested. Deeper content is treated as if it were on this level.
const DEEPEST: usize = 32;

/// On a line of its own, lets the rest of a slide wait for the next step, as in pandoc. The next one is the comment that does the same in
/// presenterm.
const DOTS: &str = ". . .";
pub const PAUSE: &str = "pause";

/// Reads Markdown.
pub fn parse<V: Visitor>(text: &str, visitor: &mut V) -> Vec<Node<V::Block>> {
    let events: Vec<_> = events(text).collect();
    let (labels, notes) = (HashMap::new(), Vec::new());
    let mut reading = Reading { events: events.into_iter().peekable(), visitor, depth: 0, labels, notes, apart: false };
    let mut nodes = reading.nodes();
    let mut notes = reading.notes;
    notes.sort_by_key(|note| note.number);
    if !notes.is_empty() {
        nodes.push(Node::Notes(notes));
    }
    nodes
}

type Events<'t> = std::iter::Peekable<std::vec::IntoIter<(Event<'t>, Range<usize>)>>;

struct Reading<'t, 'v, V: Visitor> {
    events: Events<'t>,
    visitor: &'v mut V,
    depth: usize,
    /// The labels of footnotes with their numbers, in the order in which they appear.
    labels: HashMap<String, usize>,
    notes: Vec<Note<V::Block>>,
    /// Whether the current container has a paragraph of its own, as in lists with empty lines between items.
    apart: bool,
}

/// Whether pictures can be among words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pictures {
    /// Each is a block and splits the text.
    Apart,
    /// Their descriptions are shown instead.
    InWords,
}

/// Text split by pictures: the text before each, and what is left.
struct Parted<B> {
    parts: Vec<(Rich, B)>,
    rest: Rich,
}

impl<V: Visitor> Reading<'_, '_, V> {
    /// The nodes up to the end of the container, which is consumed too.
    fn nodes(&mut self) -> Vec<Node<V::Block>> {
        let mut nodes = Vec::new();
        while let Some((event, _)) = self.events.peek() {
            if is_inline(event) {
                self.paragraph(&mut nodes);
                continue;
            }
            let Some((event, range)) = self.events.next() else { break };
            match event {
                Event::Start(part) => self.node(part, range, &mut nodes),
                Event::Rule => nodes.push(Node::Rule),
                Event::End(_) => break,
                _ => {}
            }
        }
        nodes
    }

    fn node(&mut self, part: Part, range: Range<usize>, nodes: &mut Vec<Node<V::Block>>) {
        match part {
            Part::Paragraph => {
                self.apart = true;
                self.paragraph(nodes);
                self.events.next();
            }
            Part::Heading(level) => {
                let text = self.rich_to_end();
                nodes.push(Node::Heading { level, text });
            }
            Part::Code(info) => {
                let fence = self.fence(info.into_owned(), range);
                nodes.push(Node::Fence(self.visitor.fence(fence)));
            }
            Part::Quote => self.quote(nodes, Node::Quote),
            Part::Callout(tone) => self.quote(nodes, |nodes| Node::Callout { tone, nodes }),
            Part::List(start) => nodes.push(Node::List(self.list(start))),
            Part::Terms => nodes.push(Node::Terms(self.terms())),
            Part::Note(label) => {
                let number = self.number(&label);
                let nodes = self.deeper();
                self.notes.push(Note { number, nodes });
            }
            Part::Table(align) => nodes.push(Node::Table(self.table(align))),
            Part::Html => self.html(range, nodes),
            _ => nodes.extend(self.nodes()),
        }
    }

    fn quote(&mut self, nodes: &mut Vec<Node<V::Block>>, around: impl Fn(Vec<Node<V::Block>>) -> Node<V::Block>) {
        let apart = self.apart;
        let inside = self.deeper();
        self.apart = apart;
        match self.depth < DEEPEST {
            true => nodes.push(around(inside)),
            false => nodes.extend(inside),
        }
    }

    /// Text up to what is not text, and the pictures in it.
    fn paragraph(&mut self, nodes: &mut Vec<Node<V::Block>>) {
        let Parted { parts, rest } = self.words(Pictures::Apart);
        let alone = parts.is_empty();
        for (words, picture) in parts {
            nodes.extend(trimmed(words).map(Node::Paragraph));
            nodes.push(Node::Fence(picture));
        }
        match alone {
            true if plain(&rest).trim() == DOTS => nodes.push(Node::Pause),
            true => nodes.push(Node::Paragraph(rest)),
            false => nodes.extend(trimmed(rest).map(Node::Paragraph)),
        }
    }

    fn deeper(&mut self) -> Vec<Node<V::Block>> {
        if self.depth >= DEEPEST {
            let text = self.flat();
            let mut runs = Rich::new();
            push(&mut runs, &text, &Ink::default());
            return vec![Node::Paragraph(runs)];
        }
        self.depth += 1;
        let nodes = self.nodes();
        self.depth -= 1;
        nodes
    }

    /// All text up to the end of the container, so that content nested too deep is not lost.
    fn flat(&mut self) -> String {
        let mut open = 1;
        let mut text = String::new();
        for (event, _) in self.events.by_ref() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                Event::Text(words) | Event::Code(words) | Event::Html { text: words, .. } => text.push_str(&words),
                Event::Math(words) => text.push_str(words),
                Event::Break { .. } => text.push(' '),
                _ => {}
            }
        }
        text
    }

    /// Lines of HTML: comments are dropped, `<br>` breaks the line, everything else is text.
    fn html(&mut self, range: Range<usize>, nodes: &mut Vec<Node<V::Block>>) {
        let text = self.flat();
        if text.trim().strip_prefix("<!--").and_then(|it| it.strip_suffix("-->")).is_some_and(|it| it.trim() == PAUSE) {
            return nodes.push(Node::Pause);
        }
        let shown = without_comments(&text);
        if shown.len() < text.len() {
            self.visitor.comment(range.clone());
        }
        let mut runs = Rich::new();
        for (words, tag) in tags(shown.trim()) {
            push(&mut runs, words, &Ink::default());
            match tag {
                Some(tag) if is_break(tag) => push(&mut runs, "\n", &Ink::default()),
                Some(tag) => push(&mut runs, tag, &Ink::default()),
                None => {}
            }
        }
        if tags(&shown).iter().any(|(_, tag)| tag.is_some_and(|tag| !is_break(tag))) {
            self.visitor.html(range);
        }
        nodes.extend(trimmed(runs).map(Node::Paragraph));
    }

    fn fence(&mut self, info: String, range: Range<usize>) -> Fence {
        let mut fence = Fence { info, text: String::new(), range, lines: Vec::new() };
        for (event, range) in self.events.by_ref() {
            match event {
                Event::Text(text) => {
                    fence.text.push_str(&text);
                    fence.lines.push(range);
                }
                Event::End(Part::Code(_)) => break,
                _ => {}
            }
        }
        fence
    }

    fn list(&mut self, start: Option<u64>) -> List<V::Block> {
        let mut list = List { start, tight: true, items: Vec::new() };
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Part::Item) => {
                    let task = match self.events.peek() {
                        Some((Event::Task(done), _)) => Some(*done),
                        _ => None,
                    };
                    let around = mem::take(&mut self.apart);
                    let nodes = self.deeper();
                    list.tight &= !mem::replace(&mut self.apart, around);
                    list.items.push(Item { task, nodes });
                }
                Event::End(_) => break,
                _ => {}
            }
        }
        list
    }

    fn terms(&mut self) -> Vec<Term<V::Block>> {
        let mut terms: Vec<Term<V::Block>> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Part::Term) => {
                    let word = self.rich_to_end();
                    terms.push(Term { word, meanings: Vec::new() });
                }
                Event::Start(Part::Meaning) => {
                    let meaning = self.deeper();
                    if let Some(term) = terms.last_mut() {
                        term.meanings.push(meaning);
                    }
                }
                Event::End(Part::Terms) => break,
                _ => {}
            }
        }
        terms
    }

    fn table(&mut self, align: Vec<Align>) -> Table {
        let mut table = Table { align, ..Table::default() };
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Part::Head) => table.head = self.row(),
                Event::Start(Part::Row) => {
                    let row = self.row();
                    table.rows.push(row);
                }
                Event::End(Part::Table(_)) => break,
                _ => {}
            }
        }
        table
    }

    fn row(&mut self) -> Vec<Rich> {
        let mut cells = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Part::Cell) => cells.push(self.rich_to_end()),
                Event::End(Part::Head | Part::Row) => break,
                _ => {}
            }
        }
        cells
    }

    fn rich_to_end(&mut self) -> Rich {
        let Parted { rest, .. } = self.words(Pictures::InWords);
        self.events.next();
        rest
    }

    /// The number of the footnote with this label.
    fn number(&mut self, label: &str) -> usize {
        let next = self.labels.len() + 1;
        *self.labels.entry(label.to_owned()).or_insert(next)
    }

    /// Text up to the next event that is not text, which is not consumed.
    fn words(&mut self, pictures: Pictures) -> Parted<V::Block> {
        let mut parted = Parted { parts: Vec::new(), rest: Rich::new() };
        let mut inks = vec![Ink::default()];
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event)) {
            let ink = inks.last().expect("one ink is always there").clone();
            let runs = &mut parted.rest;
            match event {
                Event::Start(Part::Image(leads)) => match pictures == Pictures::Apart && ink.link.is_none() {
                    true => {
                        let picture = self.picture(&leads, range);
                        parted.parts.push((finished(mem::take(runs)), self.visitor.picture(picture)));
                    }
                    false => {
                        let alt = self.flat();
                        self.visitor.picture_among_words(range);
                        let words = if alt.trim().is_empty() { &leads.target } else { &Cow::from(alt) };
                        let style = Style { italic: true, ..ink.style };
                        push(runs, words, &Ink { style, ..ink });
                    }
                },
                Event::Start(part) => inks.push(self.laid_on(ink, &part, range)),
                Event::End(_) => {
                    inks.truncate(inks.len().max(2) - 1);
                }
                Event::Text(text) => push(runs, &text, &ink),
                Event::Math(text) => push(runs, &math::unicode(text).map_or(Cow::Borrowed(text), Cow::Owned), &ink),
                Event::Code(text) => {
                    push(runs, &text, &Ink { style: Style { role: Role::Inline, ..ink.style }, ..ink })
                }
                Event::Html { text, .. } => self.html_in_line(&text, range, runs, &ink),
                Event::Break { hard } => push(runs, if hard { "\n" } else { " " }, &ink),
                Event::Note(label) => {
                    let number = self.number(&label);
                    let link = Some(Link::Note(number.to_string().into()));
                    push(runs, &raised(number), &Ink { style: Style { role: Role::Accent, ..ink.style }, link });
                }
                _ => {}
            }
        }
        parted.rest = finished(parted.rest);
        parted
    }

    fn html_in_line(&mut self, text: &str, range: Range<usize>, runs: &mut Rich, ink: &Ink) {
        if is_break(text) {
            return push(runs, "\n", ink);
        }
        if text.starts_with("<!--") {
            // Keeps one of the spaces on both sides of it.
            if let Some(last) = runs.last_mut().filter(|last| last.text.ends_with(' '))
                && matches!(self.events.peek(), Some((Event::Text(next), _)) if next.starts_with(' '))
            {
                last.text.pop();
            }
            return self.visitor.comment(range);
        }
        // The closing tag of a pair is not a second mistake.
        if !text.starts_with("</") {
            self.visitor.html(range);
        }
        push(runs, text, ink);
    }

    fn picture(&mut self, Leads { target, title }: &Leads, range: Range<usize>) -> Picture {
        Picture { target: target.to_string(), alt: self.flat(), title: title.to_string(), range }
    }

    /// The ink inside a part: the ink around it, changed by the part.
    fn laid_on(&mut self, ink: Ink, part: &Part, range: Range<usize>) -> Ink {
        let plain = matches!(ink.style.role, Role::Text | Role::Emphasis);
        let role = |role: Role| if plain { role } else { ink.style.role };
        match part {
            Part::Strong => Ink { style: Style { role: role(Role::Strong), bold: true, ..ink.style }, ..ink },
            Part::Emphasis => Ink { style: Style { role: role(Role::Emphasis), italic: true, ..ink.style }, ..ink },
            Part::Strike => Ink { style: Style { strike: true, ..ink.style }, ..ink },
            Part::Link(leads) => {
                Ink { style: Style { role: Role::Link, ..ink.style }, link: self.link_to(leads, range) }
            }
            _ => ink,
        }
    }

    fn link_to(&mut self, Leads { target, title }: &Leads, range: Range<usize>) -> Option<Link> {
        if let Some(id) = target.strip_prefix('#').filter(|id| !id.is_empty()) {
            self.visitor.slide(id, range);
            return Some(Link::Slide(id.into()));
        }
        let address = safe_link(target);
        if address.is_none() {
            self.visitor.link(target, range);
        }
        let title = Some(title).filter(|title| !title.is_empty()).map(|title| text::clean(title).as_ref().into());
        address.map(|address| Link::Web { address, title })
    }
}

/// The number of a footnote as superscript.
fn raised(number: usize) -> String {
    let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| digits[usize::from(digit - b'0')]).collect()
}

/// Text without spaces at its ends. `None` if nothing else is left.
fn trimmed(mut words: Rich) -> Option<Rich> {
    let space = [' ', '\n'];
    while let Some(first) = words.first_mut() {
        first.text = first.text.trim_start_matches(space).to_owned();
        if !first.text.is_empty() {
            break;
        }
        words.remove(0);
    }
    while let Some(last) = words.last_mut() {
        last.text.truncate(last.text.trim_end_matches(space).len());
        if !last.text.is_empty() {
            break;
        }
        words.pop();
    }
    (!words.is_empty()).then_some(words)
}

fn is_inline(event: &Event) -> bool {
    match event {
        Event::Start(part) | Event::End(part) => part.is_inline(),
        Event::Html { inline, .. } => *inline,
        Event::Rule => false,
        Event::Text(_) | Event::Code(_) | Event::Math(_) | Event::Note(_) | Event::Break { .. } | Event::Task(_) => {
            true
        }
    }
}

fn push(runs: &mut Rich, text: &str, ink: &Ink) {
    let text = text::clean(text);
    match runs.last_mut() {
        Some(last) if last.style == *ink => last.text.push_str(&text),
        _ => runs.push(Run { text: text.into_owned(), style: ink.clone() }),
    }
}

#[cfg(test)]
mod tests;
