//! Reads a flowchart in the most common part of Mermaid's language.
//!
//! What cannot be read is reported at its place and left out. The rest is drawn.

use crate::block::diagram::findings::Findings;
use crate::block::diagram::links::{self, Link};
use crate::block::diagram::mermaid::{FORMS, LOOKS, SHAPES, other_kind};
use crate::block::diagram::names::{arrow_before_box, id_length, misspelled, nearly_ends, spaces};
use crate::block::diagram::statements::{front_matter, statements};
use crate::block::diagram::words;
use crate::block::graph::{DEEPEST, Direction, Form, Graph, Group, MOST_EDGES, MOST_GROUPS, MOST_NODES, Node};
use crate::lang::{Message, noun, say};
use crate::source::Map;
use crate::table::Reader;
use crate::text;

/// Reads a graph. `None` if it has no node.
pub fn graph(text: &str, map: &Map, reader: &mut Reader) -> Option<Graph> {
    let (open, edges, findings) = (Vec::new(), Vec::new(), Findings::new(map, reader));
    let (graph, headed, guessed, nearly) = (Graph::default(), false, Vec::new(), None);
    let mut parser = Parser { text, findings, graph, open, headed, edges, guessed, nearly };
    if let Some(end) = front_matter(text) {
        parser.findings.lost(
            (0, end),
            noun!("what stands above the graph"),
            say!("not drawn"),
            say!("write a title as the title of the slide"),
        );
    }
    let statements = statements(text);
    if let Some((start, end)) = statements.first()
        && let Some(help) = other_kind(&text[*start..*end])
    {
        let word = text[*start..*end].split_whitespace().next().unwrap_or_default();
        let message = say!(
            "a `{word}` is another kind of diagram: only flowcharts and sequences are drawn",
            word = text::shorten(word, 40)
        );
        let label = say!("neither a flowchart nor a sequence");
        parser.findings.wrong((*start, start + word.len()), message, label, Message::noun(help));
        return None;
    }
    if let Some((start, end)) = statements.first()
        && parser.is_misspelled_sequence(*start, *end)
    {
        return None;
    }
    for (start, end) in statements {
        parser.statement(start, end);
    }
    parser.settle_groups();
    parser.check_closed();
    let graph = std::mem::take(&mut parser.graph);
    if graph.nodes.is_empty() && parser.findings.is_empty() {
        let help = say!("write `graph LR`, and below it `A --> B`");
        parser.findings.wrong((0, text.trim_end().len()), say!("the graph has no node"), say!("nothing to draw"), help);
    }
    (!graph.nodes.is_empty()).then_some(graph)
}

/// The word that begins a sequence.
const SEQUENCE: &str = "sequenceDiagram";

struct Parser<'a, 'r, 't> {
    text: &'a str,
    findings: Findings<'a, 'r, 't>,
    graph: Graph,
    /// The subgraphs around the current statement, with the place where each starts. `None` for one too many, which gets no frame.
    open: Vec<(Option<usize>, (usize, usize))>,
    headed: bool,
    /// The names of edges.
    edges: Vec<String>,
    /// The subgraphs that a misspelled word probably opens, by their places. Each has its finding.
    guessed: Vec<(usize, usize)>,
    /// The last node alone on its line, inside a subgraph, whose name is nearly `end`.
    nearly: Option<(usize, usize)>,
}

impl Parser<'_, '_, '_> {
    /// Whether the first line nearly begins a sequence, which is reported. Its messages are no edges.
    fn is_misspelled_sequence(&mut self, start: usize, end: usize) -> bool {
        let line = &self.text[start..end];
        let word = line.split_whitespace().next().unwrap_or_default();
        let begins =
            word.to_ascii_lowercase().starts_with("sequence") && !links::begins(line[word.len()..].trim_start());
        let is_near = begins || text::nearest(word, [SEQUENCE]).is_some();
        if is_near {
            self.no_diagram((start, start + word.len()), SEQUENCE);
        }
        is_near
    }

    fn statement(&mut self, start: usize, end: usize) {
        let line = &self.text[start..end];
        let word = line.split_whitespace().next().unwrap_or_default();
        let rest = line[word.len()..].trim();
        let at = (start, end);
        if !std::mem::replace(&mut self.headed, true) && self.first_line(word, rest, at) {
            return;
        }
        match word {
            "graph" | "flowchart" => {
                self.findings.wrong(
                    at,
                    say!("a graph has one direction"),
                    say!("a second one"),
                    say!("remove this line"),
                );
            }
            "subgraph" => self.subgraph(rest, at),
            "end" if rest.is_empty() => {
                if self.open.pop().is_none() {
                    self.findings.wrong(
                        at,
                        say!("no subgraph is open here"),
                        say!("closes nothing"),
                        say!("remove this line"),
                    );
                }
            }
            "direction" => {
                self.findings.lost(
                    at,
                    noun!("the direction of a subgraph"),
                    say!("it follows the graph"),
                    say!("remove this line"),
                );
            }
            _ if LOOKS.contains(&word) && !links::begins(rest) => self.looks(at),
            _ => match misspelled(word, rest).filter(|_| !links::begins(rest)) {
                Some(near) => self.misspelled(near, word, rest, at),
                None => {
                    if !self.open.is_empty() && nearly_ends(word, rest) {
                        self.nearly = Some(at);
                    }
                    self.chain(start, end);
                }
            },
        }
    }

    /// Reports a word that begins no statement, and reads what it was probably meant to begin.
    fn misspelled(&mut self, near: &str, word: &str, rest: &str, at: (usize, usize)) {
        let message = say!("\"{word}\" begins nothing in a flowchart", word = text::shorten(word, 40));
        let help = say!("did you mean \"{near}\"?", near);
        self.findings.wrong((at.0, at.0 + word.len()), message, say!("here"), help);
        if near == "subgraph" {
            self.guessed.push(at);
            self.subgraph(rest, at);
        }
    }

    /// Reports a subgraph without an end.
    fn check_closed(&mut self) {
        let Some((Some(group), at)) = self.open.last().copied() else { return };
        if self.guessed.contains(&at) {
            return;
        }
        let title = text::shorten(&self.graph.groups[group].title, 40).into_owned();
        let message = say!("the subgraph \"{title}\" is not closed", title);
        let (at, label, help) = match self.nearly {
            Some(nearly) => (nearly, say!("read as a node"), say!("did you mean \"{near}\"?", near = "end")),
            None => (at, say!("opened here"), say!("write `end` below its nodes")),
        };
        self.findings.wrong(at, message, label, help);
    }

    /// Reads the first line. Returns whether it says what the graph is, well or badly, and is no part of it.
    fn first_line(&mut self, word: &str, rest: &str, at: (usize, usize)) -> bool {
        if matches!(word, "graph" | "flowchart" | "flowchart-elk") {
            self.header(rest, at);
            return true;
        }
        let place = (at.0, at.0 + word.len());
        let is_direction = matches!(rest, "LR" | "RL" | "TD" | "TB" | "BT");
        if let Some(near) = text::nearest(word, ["graph", "flowchart"]).filter(|_| is_direction) {
            self.no_diagram(place, near);
            self.header(rest, at);
            return true;
        }
        let help = say!("begin with `graph LR` (left to right) or `graph TD` (top down)");
        self.findings.wrong(place, say!("the graph has no direction"), say!("the first line"), help);
        false
    }

    /// Reports a first word that is nearly the name of a kind of diagram.
    fn no_diagram(&mut self, place: (usize, usize), near: &str) {
        let message = say!("\"{word}\" begins no diagram", word = text::shorten(&self.text[place.0..place.1], 40));
        self.findings.wrong(place, message, say!("the first line"), say!("did you mean \"{near}\"?", near));
    }

    fn looks(&mut self, at: (usize, usize)) {
        let help = say!("the theme says how things look; `highlight = [\"…\"]` names the nodes that stand out");
        self.findings.lost(at, noun!("a look of its own"), say!("not drawn"), help);
    }

    fn header(&mut self, rest: &str, at: (usize, usize)) {
        self.graph.direction = match rest {
            "LR" | ">" => Direction::Right,
            "RL" | "<" => Direction::Left,
            "" | "TD" | "TB" | "v" => Direction::Down,
            "BT" | "^" => Direction::Up,
            other => {
                let message = say!("\"{other}\" is not a direction", other = text::shorten(other, 40));
                self.findings.wrong(
                    at,
                    message,
                    say!("here"),
                    say!("write `graph LR`, `graph TD`, `graph RL` or `graph BT`"),
                );
                Direction::Down
            }
        };
    }

    fn subgraph(&mut self, rest: &str, at: (usize, usize)) {
        let id = rest.split(['[', ' ', '"']).next().unwrap_or_default();
        let named = rest[id.len()..].trim();
        // `subgraph Two words` has a title of two words and no id; `subgraph id [Title]` has both.
        let title = match named.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            Some(title) => title,
            None => rest,
        };
        if self.open.len() == DEEPEST {
            let message = say!("subgraphs are nested at most {most} levels deep", most = DEEPEST);
            self.findings.wrong(at, message, say!("one too many"), say!("draw them side by side"));
        }
        let (id, title) = (text::clean(id).into_owned(), words::label(title).replace('\n', " "));
        let parent = self.open.last().and_then(|(group, _)| *group);
        let known = self.graph.groups.iter().position(|group| !id.is_empty() && group.id == id && group.title == title);
        let group = known.filter(|_| self.open.len() < DEEPEST).unwrap_or(self.graph.groups.len());
        let is_full = group >= MOST_GROUPS;
        if is_full {
            self.findings.too_many(at, say!("a diagram has at most {most} subgraphs", most = MOST_GROUPS));
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
            at += self.edge_name(at, end);
            let link = match links::read(&self.text[at..end]) {
                Ok(link) => link,
                Err((from, to, message, help)) => {
                    return self.findings.wrong((at + from, at + to), message, say!("here"), help);
                }
            };
            let span = (at, at + link.length);
            if let Some((sign, help)) = link.odd.clone() {
                self.findings.lost(span, sign, say!("drawn as an arrow"), help);
            }
            at += link.length;
            let Some(after) = self.nodes(&mut at, end, Some(span)) else { return };
            if !link.hidden {
                self.connect(&before, &after, &link, span);
            }
            before = after;
        }
    }

    /// The length in bytes of a name before an edge: `e1@-->`.
    fn edge_name(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.text[at..end];
        let length = id_length(rest);
        if length == 0 || !rest[length..].starts_with('@') || !links::begins(&rest[length + 1..]) {
            return 0;
        }
        self.edges.push(rest[..length].to_owned());
        length + 1
    }

    fn connect(&mut self, from: &[usize], to: &[usize], link: &Link, at: (usize, usize)) {
        for (from, to) in from.iter().flat_map(|from| to.iter().map(move |to| (*from, *to))) {
            let edge = link.edge(from, to);
            if edge.label.is_none() && self.graph.edges.contains(&edge) {
                continue;
            }
            if self.graph.edges.len() == MOST_EDGES {
                return self.findings.too_many(at, say!("a diagram has at most {most} edges", most = MOST_EDGES));
            }
            self.graph.edges.push(edge);
        }
    }

    /// Reads `A & B`; `after` is the edge that leads here.
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

    /// Reads one node. The inner `None` means that there are too many, the outer one that the statement cannot be read further.
    fn node(&mut self, at: &mut usize, end: usize, after: Option<(usize, usize)>) -> Option<Option<usize>> {
        let rest = &self.text[*at..end];
        let length = id_length(rest);
        if length == 0 {
            match after.filter(|_| rest.is_empty()) {
                Some(edge) => self.findings.wrong(
                    edge,
                    say!("this edge leads nowhere"),
                    say!("no node behind it"),
                    say!("write the node that it leads to, or remove it"),
                ),
                None => {
                    let word = rest.split_whitespace().next().unwrap_or_default().len();
                    self.findings.wrong(
                        (*at, *at + word),
                        say!("a node is expected here"),
                        say!("not a node"),
                        say!("write a name of letters and digits, and its words in brackets: `a[Its words]`"),
                    );
                }
            }
            return None;
        }
        let id = text::clean(&rest[..length]).into_owned();
        let span = (*at, *at + length);
        *at += length;
        let words = self.words(at, end)?;
        // `e1@{ … }` is about an edge.
        if self.edges.contains(&id) && self.graph.node(&id).is_none() && *at == end && after.is_none() {
            self.looks(span);
            return None;
        }
        Some(self.place(id, words, span))
    }

    /// Finds or creates a node.
    fn place(&mut self, id: String, words: Option<(String, Form)>, span: (usize, usize)) -> Option<usize> {
        let group = self.open.last().and_then(|(group, _)| *group);
        let known = self.graph.node(&id);
        if known.is_none() && self.graph.nodes.len() >= MOST_NODES {
            self.findings.too_many(span, say!("a diagram has at most {most} nodes", most = MOST_NODES));
            return None;
        }
        let index = known.unwrap_or_else(|| {
            let node = Node { label: id.clone(), id, form: Form::default(), group: None };
            self.graph.nodes.push(node);
            self.graph.nodes.len() - 1
        });
        let node = &mut self.graph.nodes[index];
        if let Some((label, form)) = words {
            node.form = form;
            if !label.is_empty() {
                node.label = label;
            }
        }
        // A node that is in a frame and in one inside it belongs to the inner one.
        let is_inside = |inner: usize, outer: usize| {
            std::iter::successors(Some(inner), |group| self.graph.groups[*group].parent).any(|group| group == outer)
        };
        let moves = match (node.group, group) {
            (Some(known), Some(group)) => is_inside(group, known),
            (known, _) => known.is_none(),
        };
        if moves {
            self.graph.nodes[index].group = group;
        }
        Some(index)
    }

    /// Replaces groups as ends of edges: an edge to a frame leads to its first node, one from a frame leaves its last.
    fn settle_groups(&mut self) {
        let stands_for = |graph: &Graph, node: usize, last: bool| -> Option<usize> {
            let group = graph.groups.iter().position(|group| group.id == graph.nodes[node].id)?;
            let mut inside = (0..graph.nodes.len()).filter(|it| *it != node && graph.groups_of(*it).contains(&group));
            if last { inside.next_back() } else { inside.next() }
        };
        let mut gone = Vec::new();
        for node in 0..self.graph.nodes.len() {
            let (Some(first), Some(last)) = (stands_for(&self.graph, node, false), stands_for(&self.graph, node, true))
            else {
                continue;
            };
            for edge in &mut self.graph.edges {
                edge.from = if edge.from == node { last } else { edge.from };
                edge.to = if edge.to == node { first } else { edge.to };
            }
            gone.push(node);
        }
        for node in gone.into_iter().rev() {
            self.graph.nodes.remove(node);
            for edge in &mut self.graph.edges {
                edge.from -= usize::from(edge.from > node);
                edge.to -= usize::from(edge.to > node);
            }
        }
    }

    /// The text in brackets after a node's name, and its class. `None` if the brackets are not closed.
    fn words(&mut self, at: &mut usize, end: usize) -> Option<Option<(String, Form)>> {
        self.class(at, end);
        let rest = &self.text[*at..end];
        if let Some(attributes) = rest.strip_prefix("@{") {
            return self.attributes(attributes, at, end);
        }
        let Some((open, close, form, is_other)) = FORMS.iter().find(|(open, ..)| rest.starts_with(open)) else {
            return Some(None);
        };
        let inside = &rest[open.len()..];
        let begin = inside.len() - inside.trim_start().len();
        let quoted = inside[begin..].strip_prefix('"').and_then(|it| it.find('"')).map(|length| begin + length + 2);
        let length = inside[quoted.unwrap_or(0)..].find(close).map(|length| quoted.unwrap_or(0) + length);
        let Some(length) = length else {
            let help =
                say!("write `{close}` after its label; a label with brackets goes in quotes: `a[\"f(x)\"]`", close);
            self.findings.wrong((*at, end), say!("`{open}` is not closed", open), say!("opened here"), help);
            return None;
        };
        if let Some(arrow) = arrow_before_box(&inside[..length]).filter(|_| quoted.is_none()) {
            let help = say!("write `{close}` before the arrow; a label with an arrow goes in quotes", close);
            let at = (*at, *at + open.len() + arrow);
            self.findings.wrong(at, say!("`{open}` is not closed", open), say!("opened here"), help);
            return None;
        }
        let span = (*at, *at + open.len() + length + close.len());
        if *is_other {
            self.other_form(span);
        }
        *at = span.1;
        self.class(at, end);
        let words = inside[..length].trim_end_matches(if open.starts_with("[/") || *open == "[\\" {
            &['/', '\\'][..]
        } else {
            &[]
        });
        Some(Some((words::label(words), *form)))
    }

    fn other_form(&mut self, at: (usize, usize)) {
        let help = say!("squares, round boxes, pills and diamonds are drawn: `a[…]`, `a(…)`, `a([…])`, `a{{…}}`");
        self.findings.lost(at, noun!("the form of this box"), say!("drawn as another"), help);
    }

    /// Skips a class after a node: `:::name`.
    fn class(&mut self, at: &mut usize, end: usize) {
        let Some(name) = self.text[*at..end].strip_prefix(":::") else { return };
        let length = 3 + id_length(name);
        self.looks((*at, *at + length));
        *at += length;
    }

    /// Reads `@{ shape: cyl, label: "Words" }` after a node's name.
    fn attributes(&mut self, attributes: &str, at: &mut usize, end: usize) -> Option<Option<(String, Form)>> {
        let Some(length) = attributes.find('}') else {
            self.findings.wrong(
                (*at, end),
                say!("`@{{` is not closed"),
                say!("opened here"),
                say!("write `}}` after its attributes"),
            );
            return None;
        };
        let value = |key: &str| {
            let (_, rest) = attributes[..length].split_once(&format!("{key}:"))?;
            let rest = rest.trim_start();
            match rest.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next(),
                None => rest.split([',', '\n']).next().map(str::trim),
            }
        };
        let (label, shape) = (value("label").map(words::label), value("shape").map(str::to_owned));
        let span = (*at, *at + 2 + length + 1);
        *at = span.1;
        let form = shape.as_deref().and_then(|shape| SHAPES.iter().find(|(names, _)| names.contains(&shape)));
        if shape.as_deref().is_some_and(|shape| !matches!(shape, "rect" | "rounded" | "stadium" | "diamond" | "circle"))
        {
            self.other_form(span);
        }
        let node = label.is_some() || shape.is_some();
        let form = form.map(|(_, form)| *form).unwrap_or_default();
        // Without text, the box contains the name.
        Some(node.then(|| (label.unwrap_or_default(), form)))
    }
}
