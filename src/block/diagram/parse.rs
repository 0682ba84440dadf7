//! From the text of a flowchart, in the part of Mermaid's language that people use most, to a graph.
//!
//! What cannot be read is reported on its very words, and left out; the rest is drawn.

use serde_json::{Value as Json, json};

use crate::block::diagram::graph::{DEEPEST, Direction, Form, Graph, Group, MOST_EDGES, MOST_GROUPS, MOST_NODES, Node};
use crate::block::diagram::links::{self, Link, unquoted};
use crate::source::Map;
use crate::table::{Excerpt, Reader, Schemas, Shape, Value};
use crate::text;

/// The forms that are drawn: what opens and closes them. Longer openers come first.
const FORMS: &[(&str, &str, Form)] = &[
    ("([", "])", Form::Pill),
    ("((", "))", Form::Pill),
    ("[", "]", Form::Square),
    ("(", ")", Form::Round),
    ("{", "}", Form::Diamond),
];

/// Forms that Mermaid has besides, with the one that is drawn instead.
const OTHER_FORMS: &[(&str, &str, Form)] = &[
    ("(((", ")))", Form::Pill),
    ("[[", "]]", Form::Square),
    ("[(", ")]", Form::Round),
    ("[/", "]", Form::Square),
    ("[\\", "]", Form::Square),
    ("{{", "}}", Form::Diamond),
    (">", "]", Form::Square),
];

const FORMS_HELP: &str = "write one of `a[…]`, `a(…)`, `a([…])`, `a((…))`, `a{…}`";

/// Words of Mermaid about looks and clicks.
const LOOKS: &[&str] = &["style", "classDef", "class", "linkStyle", "click"];

impl Shape for Graph {
    const WHAT: &'static str = "a graph";

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Excerpt { text, map } = Excerpt::read(value, reader)?;
        graph(&text, &map, reader)
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "type": "string", "examples": ["graph LR\n  Code --> Test --> Production"] })
    }
}

/// Reads a graph; nothing where it has no node at all.
fn graph(text: &str, map: &Map, reader: &mut Reader) -> Option<Graph> {
    let before = reader.diagnostics.len();
    let mut parser =
        Parser { text, map, reader, graph: Graph::default(), open: Vec::new(), headed: false, told: false };
    for (start, end) in statements(text) {
        parser.statement(start, end);
    }
    if let Some((Some(group), at)) = parser.open.last().copied() {
        let title = text::shorten(&parser.graph.groups[group].title, 40).into_owned();
        parser.wrong(
            at,
            format!("the subgraph \"{title}\" is not closed"),
            "opened here",
            "write `end` below its nodes",
        );
    }
    let graph = std::mem::take(&mut parser.graph);
    if graph.nodes.is_empty() && parser.reader.diagnostics.len() == before {
        let help = "write `graph LR`, and below it `A --> B`";
        parser.wrong((0, text.trim_end().len()), "the graph has no node", "nothing to draw", help);
    }
    (!graph.nodes.is_empty()).then_some(graph)
}

/// The statements of a text: what stands between line ends and `;`, without comments and outer spaces.
fn statements(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut start, mut quoted) = (0, false);
    let mut comment = None;
    for (at, char) in text.char_indices().chain([(text.len(), '\n')]) {
        match char {
            '"' if comment.is_none() => quoted = !quoted,
            '%' if comment.is_none() && !quoted && text[at..].starts_with("%%") => comment = Some(at),
            '\n' | ';' if char == '\n' || (comment.is_none() && !quoted) => {
                let end = comment.unwrap_or(at);
                let part = &text[start..end];
                let from = start + part.len() - part.trim_start().len();
                let to = from + part.trim().len();
                found.extend((from < to).then_some((from, to)));
                (start, quoted, comment) = (at + 1, false, None);
            }
            _ => {}
        }
    }
    found
}

struct Parser<'a, 'r, 't> {
    text: &'a str,
    map: &'a Map,
    reader: &'r mut Reader<'t>,
    graph: Graph,
    /// The subgraphs around the statement being read, with where each was opened; None for one too many, which has no frame.
    open: Vec<(Option<usize>, (usize, usize))>,
    headed: bool,
    /// Whether it was said already that there are too many nodes or edges.
    told: bool,
}

impl Parser<'_, '_, '_> {
    fn wrong(&mut self, at: (usize, usize), message: impl AsRef<str>, label: &str, help: &str) {
        self.reader.wrong(self.map.span(at.0..at.1.max(at.0)), text::clean(message.as_ref()), label, help);
    }

    fn statement(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let word = line.split_whitespace().next().unwrap_or_default();
        let rest = line[word.len()..].trim();
        let at = (start, end);
        if !std::mem::replace(&mut self.headed, true) {
            match word {
                "graph" | "flowchart" => return self.header(rest, at),
                _ => self.wrong(
                    (start, start + word.len()),
                    "the graph has no direction",
                    "the first line",
                    "begin with `graph LR` (from left to right) or `graph TD` (from above)",
                ),
            }
        }
        match word {
            "graph" | "flowchart" => {
                self.wrong(at, "a graph has one direction", "a second one", "take this line away");
            }
            "subgraph" => self.subgraph(rest, at),
            "end" if rest.is_empty() => {
                if self.open.pop().is_none() {
                    self.wrong(at, "no subgraph is open here", "closes nothing", "take this line away");
                }
            }
            "direction" => {
                self.wrong(at, "a subgraph runs as the graph does", "not drawn", "take this line away");
            }
            _ if LOOKS.contains(&word) => {
                self.wrong(
                    at,
                    "looks come from the theme",
                    "not drawn",
                    "take this line away; `highlight = [\"…\"]` names the nodes that stand out",
                );
            }
            _ => self.chain(start, end),
        }
    }

    fn header(&mut self, rest: &str, at: (usize, usize)) {
        self.graph.direction = match rest {
            "LR" => Direction::Right,
            "RL" => Direction::Left,
            "" | "TD" | "TB" => Direction::Down,
            "BT" => Direction::Up,
            other => {
                let message = format!("\"{}\" is no direction", text::shorten(other, 40));
                self.wrong(at, message, "here", "write `graph LR`, `graph TD`, `graph RL` or `graph BT`");
                Direction::Down
            }
        };
    }

    fn subgraph(&mut self, rest: &str, at: (usize, usize)) {
        let id = rest.split(['[', ' ', '"']).next().unwrap_or_default();
        let named = rest[id.len()..].trim();
        // `subgraph Two words` has a title of two words and no id; `subgraph id [Title]` has both.
        let title = match named.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            Some(title) => unquoted(title),
            None => unquoted(rest),
        };
        if self.open.len() == DEEPEST {
            let message = format!("subgraphs lie in each other at most {DEEPEST} deep");
            self.wrong(at, message, "one too many", "draw them side by side");
        }
        let (id, title) = (text::clean(id).into_owned(), text::clean(title).replace('\n', " "));
        let parent = self.open.last().and_then(|(group, _)| *group);
        let known = self.graph.groups.iter().position(|group| !id.is_empty() && group.id == id && group.title == title);
        let group = known.filter(|_| self.open.len() < DEEPEST).unwrap_or(self.graph.groups.len());
        let is_full = group >= MOST_GROUPS;
        if is_full {
            self.too_many(at, format!("a diagram has at most {MOST_GROUPS} subgraphs"));
        }
        if is_full || self.open.len() >= DEEPEST {
            self.open.push((parent, at));
            return;
        }
        if group == self.graph.groups.len() {
            self.graph.groups.push(Group { id, title, parent });
        }
        self.open.push((Some(group), at));
    }

    /// `A & B --> C --> D`.
    fn chain(&mut self, start: usize, end: usize) {
        let mut at = start;
        let Some(mut before) = self.nodes(&mut at, end, None) else { return };
        while at < end {
            let link = match links::read(&self.text[at..end]) {
                Ok(link) => link,
                Err((from, to, message, help)) => {
                    return self.wrong((at + from, at + to), message, "here", &help);
                }
            };
            let span = (at, at + link.length);
            if let Some((sign, help)) = link.odd {
                self.wrong(span, format!("{sign} is not drawn"), "drawn as an arrow", help);
            }
            at += link.length;
            let Some(after) = self.nodes(&mut at, end, Some(span)) else { return };
            self.connect(&before, &after, &link, span);
            before = after;
        }
    }

    fn connect(&mut self, from: &[usize], to: &[usize], link: &Link, at: (usize, usize)) {
        for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (*from, *to))) {
            let edge = link.edge(from, to);
            if edge.label.is_none() && self.graph.edges.contains(&edge) {
                continue;
            }
            if self.graph.edges.len() == MOST_EDGES {
                return self.too_many(at, format!("a diagram has at most {MOST_EDGES} edges"));
            }
            self.graph.edges.push(edge);
        }
    }

    fn too_many(&mut self, at: (usize, usize), message: String) {
        if !std::mem::replace(&mut self.told, true) {
            let label = "left out, and what follows";
            self.wrong(at, message, label, "divide it into several diagrams");
        }
    }

    /// `A & B`; `after` is the edge that leads here.
    fn nodes(&mut self, at: &mut usize, end: usize, after: Option<(usize, usize)>) -> Option<Vec<usize>> {
        let mut nodes = Vec::new();
        loop {
            *at += spaces(&self.text[*at..end]);
            nodes.extend(self.node(at, end, after)?);
            *at += spaces(&self.text[*at..end]);
            if !self.text[*at..end].starts_with('&') {
                return Some(nodes);
            }
            *at += 1;
        }
    }

    /// One node; an empty list where there are too many. Nothing where the statement cannot be read on.
    fn node(&mut self, at: &mut usize, end: usize, after: Option<(usize, usize)>) -> Option<Option<usize>> {
        let rest = &self.text[*at..end];
        let length = id_length(rest);
        if length == 0 {
            match after.filter(|_| rest.is_empty()) {
                Some(edge) => self.wrong(
                    edge,
                    "this edge leads nowhere",
                    "no node behind it",
                    "write the node that it leads to, or take it away",
                ),
                None => {
                    let word = rest.split_whitespace().next().unwrap_or_default().len();
                    self.wrong(
                        (*at, *at + word),
                        "a node is expected here",
                        "not a node",
                        "write a name of letters and digits, and its words in brackets: `a[Its words]`",
                    );
                }
            }
            return None;
        }
        let id = text::clean(&rest[..length]).into_owned();
        let span = (*at, *at + length);
        *at += length;
        let words = self.words(at, end)?;
        if self.graph.groups.iter().any(|group| group.id == id) && self.graph.node(&id).is_none() {
            self.wrong(
                span,
                format!("`{}` is a subgraph", text::shorten(&id, 40)),
                "no edge leads to a frame",
                "write a node inside it",
            );
            return None;
        }
        Some(self.place(id, words, span))
    }

    /// Finds or makes a node.
    fn place(&mut self, id: String, words: Option<(String, Form)>, span: (usize, usize)) -> Option<usize> {
        let group = self.open.last().and_then(|(group, _)| *group);
        let known = self.graph.node(&id);
        if known.is_none() && self.graph.nodes.len() >= MOST_NODES {
            self.too_many(span, format!("a diagram has at most {MOST_NODES} nodes"));
            return None;
        }
        let index = known.unwrap_or_else(|| {
            let node = Node { label: id.clone(), id, form: Form::default(), group: None };
            self.graph.nodes.push(node);
            self.graph.nodes.len() - 1
        });
        let node = &mut self.graph.nodes[index];
        if let Some((label, form)) = words {
            (node.label, node.form) = (label, form);
        }
        node.group = node.group.or(group);
        Some(index)
    }

    /// The words in brackets behind a node's name. Nothing where they are not closed.
    fn words(&mut self, at: &mut usize, end: usize) -> Option<Option<(String, Form)>> {
        let rest = &self.text[*at..end];
        let other = OTHER_FORMS.iter().find(|(open, ..)| rest.starts_with(open));
        let Some((open, close, form)) = other.or(FORMS.iter().find(|(open, ..)| rest.starts_with(open))) else {
            return Some(None);
        };
        let inside = &rest[open.len()..];
        let quoted = inside.strip_prefix('"').and_then(|it| it.find('"')).map(|length| length + 2);
        let length = inside[quoted.unwrap_or(0)..].find(close).map(|length| quoted.unwrap_or(0) + length);
        let Some(length) = length else {
            let help =
                format!("write `{close}` behind its words; words with brackets in them stand in quotes: `a[\"f(x)\"]`");
            self.wrong((*at, end), format!("`{open}` is not closed"), "opened here", &help);
            return None;
        };
        let span = (*at, *at + open.len() + length + close.len());
        if other.is_some() {
            self.wrong(span, format!("the form `{open}…{close}` is not drawn"), "drawn as another", FORMS_HELP);
        }
        *at = span.1;
        let label = links::label(unquoted(&inside[..length]));
        Some(Some((label, *form)))
    }
}

fn spaces(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// How long the name of a node at the start of a text is, in bytes. A single `-` or `.` may be in it.
fn id_length(text: &str) -> usize {
    let is_of_name = |char: char| {
        char.is_alphanumeric() || char == '_' || (!char.is_ascii() && !is_arrow(char) && !char.is_whitespace())
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let joins = matches!(char, '-' | '.') && at > 0 && chars.peek().is_some_and(|(_, next)| is_of_name(*next));
        if !is_of_name(char) && !joins {
            return at;
        }
    }
    text.len()
}

fn is_arrow(char: char) -> bool {
    matches!(char, '\u{2190}'..='\u{21ff}' | '\u{2013}' | '\u{2014}' | '\u{27f5}'..='\u{27ff}')
}
