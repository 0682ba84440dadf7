//! `diagram`: boxes and arrows, written in a widely known language: a part of Mermaid's flowcharts and sequence diagrams.
//!
//! Sequences have their own folder (`sequence`). A graph is laid out in layers (`layers`, `order`, `place`, `route`) and drawn on cells (`canvas`,
//! `draw`). If it is too wide, its words are wrapped, then it is turned, and finally it is shown as a list (`ways`), which is also its text form.

use crate::lang::{Message, noun, say};

mod boxes;
mod canvas;
mod draw;
mod findings;
mod frames;
mod layers;
mod links;
mod mermaid;
mod names;
mod order;
mod parse;
mod place;
mod route;
mod sequence;
mod statements;
#[cfg(test)]
mod tests;
mod ways;
mod words;

use serde_json::{Value as Json, json};

use crate::block::diagram::boxes::{Style, longest_word};
use crate::block::diagram::draw::Emphasis;
use crate::block::diagram::sequence::Sequence;
use crate::block::graph::{Direction, Edge, Graph, Group, Tip};
use crate::block::meaning::{self, Code, Drawn, What};
use crate::block::{Content, Context, Kind};
use crate::page::{Harm, Page};
use crate::source::Span;
use crate::table::{Excerpt, Name, Nature, Reader, Schemas, Shape, Value, table};
use crate::text;

table! {
    /// Boxes and arrows, from a text.
    pub struct Diagram as "a diagram" {
        /// What is drawn, in Mermaid's language: a flowchart (`graph LR`, and below it `A --> B`) or a sequence (`sequenceDiagram`, and below it `A->>B: Hello`).
        graph: Chart,
        /// What the diagram shows, in words, for those who cannot see it.
        alt: Alt,
        /// The names of the nodes or participants that stand out.
        highlight: Vec<Name> = Vec::new(),
        /// How it appears: `true` lets nodes, or the messages of a sequence, come one by one, as they are written; `["a", "b+c"]` says which node or participant comes when.
        reveal: Order = Order::default(),
    }
}

/// A diagram's text and what it describes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    text: String,
    kind: Described,
}

#[derive(Clone, Debug, PartialEq)]
enum Described {
    Flow(Graph),
    Sequence(Sequence),
}

impl Default for Described {
    fn default() -> Self {
        Self::Flow(Graph::default())
    }
}

impl Shape for Chart {
    const WHAT: &'static str = noun!("a graph");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let Excerpt { text, map } = Excerpt::read(value, reader)?;
        let kind = match statements::first_word(&text).eq_ignore_ascii_case("sequenceDiagram") {
            true => Described::Sequence(sequence::sequence(&text, &map, reader)?),
            false => Described::Flow(parse::graph(&text, &map, reader)?),
        };
        Some(Self { text, kind })
    }

    fn schema(_: &mut Schemas) -> Json {
        let flow = "graph LR\n  Code --> Test --> Production";
        let sequence = "sequenceDiagram\n  Alice->>Bob: Hello\n  Bob-->>Alice: Hi";
        json!({ "type": "string", "examples": [flow, sequence] })
    }
}

impl Chart {
    /// The names of its parts.
    fn names(&self) -> Vec<&str> {
        match &self.kind {
            Described::Flow(graph) => graph.nodes.iter().map(|node| node.id.as_str()).collect(),
            Described::Sequence(sequence) => sequence.actors.iter().map(|actor| actor.id.as_str()).collect(),
        }
    }
}

/// Marks that a description is required. Its words are read with those that all blocks may have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alt(bool);

impl Shape for Alt {
    const WHAT: &'static str = noun!("a string");
    const NATURE: Nature = Nature::Words;

    fn read(value: &Value, _: &mut Reader) -> Option<Self> {
        Some(Self(value.get_ref().as_str().is_some_and(|text| text.trim().is_empty())))
    }
}

/// The order in which nodes appear.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Order {
    /// All at once.
    #[default]
    None,
    /// One by one, in the order of the text.
    Written,
    /// Those of each name together; `+` joins names.
    Names(Vec<String>),
}

impl Shape for Order {
    const WHAT: &'static str = noun!("true, false or a list of nodes");

    fn read(value: &Value, reader: &mut Reader) -> Option<Self> {
        let it = value.get_ref();
        match it.as_bool() {
            Some(true) => Some(Self::Written),
            Some(false) => Some(Self::None),
            None if it.is_array() => Vec::read(value, reader).map(Self::Names),
            None => {
                reader.wrong_type(value, Self::WHAT);
                None
            }
        }
    }

    fn schema(_: &mut Schemas) -> Json {
        json!({ "oneOf": [{ "type": "boolean" }, { "type": "array", "items": { "type": "string" } }] })
    }
}

/// The rows for a diagram and a line of text on a slide of 80x24. A higher diagram is drawn closer.
const ROWS: u32 = 16;

/// The widest text in a box, from the nicest to the narrowest that reads well, in cells.
const WRAPS: [usize; 5] = [32, 24, 18, 14, 11];

impl Kind for Diagram {
    fn content() -> Content {
        Content::Field("graph")
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let drawn = match &self.graph.kind {
            Described::Flow(graph) => self.drawn(graph, context, width),
            Described::Sequence(sequence) => {
                let emphasis = self.emphasis_of_sequence(sequence);
                // Two thirds of the room are used, so that the diagram fits well on the slide.
                let rows = ROWS.max(u32::from(context.room) * 2 / 3);
                sequence::drawn(sequence, &emphasis, context, width, Some(rows))
            }
        };
        let listed = drawn.nodes.is_empty().then(|| Harm::Listed(self.at.value("graph")));
        let mut page = drawn.page;
        page.harmed.extend(listed);
        page
    }

    fn meaning(&self, context: &Context) -> What {
        if context.as_sources {
            return What::Code(Code::new("mermaid", self.graph.text.trim_end()));
        }
        let mut said = match &self.graph.kind {
            Described::Flow(graph) => self.meaning_of_graph(graph, context),
            Described::Sequence(sequence) => self.meaning_of_sequence(sequence, context),
        };
        let nodes = said.nodes.iter_mut().map(|it| &mut it.step).chain(said.edges.iter_mut().map(|it| &mut it.step));
        nodes
            .chain(said.groups.iter_mut().map(|it| &mut it.step))
            .for_each(|step| *step = step.saturating_add(context.step));
        What::Diagram(said)
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        if self.alt.0 {
            let help = say!("say in a sentence what the diagram shows");
            reader.wrong(self.at.value("alt"), say!("`alt` is empty"), say!("no words"), help);
        }
        let known = self.graph.names();
        let lit = self.highlight.iter().map(|name| ("highlight", name.as_str()));
        let names: &[String] = if let Order::Names(names) = &self.reveal { names } else { &[] };
        let revealed = names.iter().flat_map(|names| names.split('+').map(|name| ("reveal", name.trim())));
        for (key, name) in lit.chain(revealed) {
            if !known.contains(&name) {
                let span = reader.within(self.at.value(key), name);
                let value = text::shorten(name, 40).into_owned();
                let (message, help) = match self.graph.kind {
                    Described::Flow(_) => (
                        say!("no node is called \"{value}\"", value),
                        say!("write a name from the graph: in `a[Words]` it is `a`"),
                    ),
                    Described::Sequence(_) => (
                        say!("no participant is called \"{value}\"", value),
                        say!("write a name from the diagram: in `participant a as Words` it is `a`"),
                    ),
                };
                let near = Message::did_you_mean(name, known.iter().copied());
                reader.wrong(span, message, say!("not in the graph"), near.unwrap_or(help));
            }
        }
    }
}

impl Diagram {
    fn meaning_of_graph(&self, graph: &Graph, context: &Context) -> meaning::Diagram {
        let Emphasis { lit, steps } = self.emphasis();
        let node = |(index, node): (usize, &crate::block::graph::Node)| meaning::Node {
            label: node.label.clone(),
            form: node.form,
            lit: lit[index],
            step: steps[index],
        };
        let edge = |it: &Edge| meaning::Edge {
            from: Some(it.from),
            to: Some(it.to),
            label: it.label.clone(),
            stroke: it.stroke,
            heads: it.heads,
            tip: Tip::Filled,
            is_quiet: false,
            step: steps[it.from].max(steps[it.to]),
        };
        let group = |(index, group): (usize, &Group)| {
            let nodes = (0..graph.nodes.len()).filter(|node| graph.groups_of(*node).contains(&index));
            meaning::Group { title: group.title.clone(), step: nodes.map(|node| steps[node]).min().unwrap_or(0) }
        };
        meaning::Diagram {
            nodes: graph.nodes.iter().enumerate().map(node).collect(),
            edges: graph.edges.iter().map(edge).collect(),
            groups: graph.groups.iter().enumerate().map(group).collect(),
            sentences: ways::sentences(graph, context.words).into_iter().chain(ways::groups(graph, context)).collect(),
            drawn: context.widths.iter().map(|width| self.drawn(graph, context, (*width).max(1))).collect(),
        }
    }

    fn meaning_of_sequence(&self, it: &Sequence, context: &Context) -> meaning::Diagram {
        let emphasis = self.emphasis_of_sequence(it);
        // Formats without cells have no limit in height.
        let drawn = |width: &u16| sequence::drawn(it, &emphasis, context, (*width).max(1), None);
        meaning::Diagram {
            nodes: sequence::nodes(it, &emphasis),
            edges: sequence::edges(it, &emphasis),
            groups: sequence::groups(it, &emphasis, context.words),
            sentences: sequence::sentences(it, context),
            drawn: context.widths.iter().map(drawn).collect(),
        }
    }

    /// A graph in `width` cells, with the places of its boxes.
    fn drawn(&self, graph: &Graph, context: &Context, width: u16) -> Drawn {
        let emphasis = self.emphasis();
        let (own, rows) = (graph.direction, ROWS.max(if context.air > 0 { u32::from(context.room) } else { 0 }));
        let drawn = |direction: Direction| {
            let draw = |style: Style| draw::draw(graph, &emphasis, style, direction, width);
            let (style, drawn) = styles(graph, direction.is_across(), context.air)
                .into_iter()
                .find_map(|style| Some((style, draw(style)?)))?;
            if drawn.page.height > rows { draw(Style { air: 0, ..style }) } else { Some(drawn) }
        };
        // A diagram that is too wide or too high is turned if that helps.
        let drawn = match drawn(own) {
            Some(drawn) if drawn.page.height <= rows => Some(drawn),
            drawn if graph.nodes.len() < 3 && drawn.is_some() => drawn,
            one => [one, drawn(own.turned())].into_iter().flatten().min_by_key(|drawn| drawn.page.height),
        };
        match drawn {
            Some(drawn) => drawn.centered(width),
            None => {
                let page = ways::layout(graph, &emphasis, context, width);
                Drawn::of_words(width, page)
            }
        }
    }

    /// Which nodes or participants are emphasized, and when each appears. If the messages of a sequence appear one by one, its participants
    /// are shown from the start.
    fn emphasis(&self) -> Emphasis {
        let names = self.graph.names();
        let lit = names.iter().map(|name| self.highlight.iter().any(|lit| lit == name)).collect();
        let steps = match &self.reveal {
            Order::Written if matches!(self.graph.kind, Described::Flow(_)) => (0..names.len() as u16).collect(),
            Order::None | Order::Written => vec![0; names.len()],
            Order::Names(order) => {
                let step = |id: &&str| order.iter().position(|names| names.split('+').any(|name| name.trim() == *id));
                let steps: Vec<Option<usize>> = names.iter().map(step).collect();
                // Nodes that are not named are shown from the start, the named ones after that.
                let first = u16::from(steps.contains(&None));
                steps.iter().map(|step| step.map_or(0, |step| step.min(usize::from(u8::MAX)) as u16 + first)).collect()
            }
        };
        Emphasis { lit, steps }
    }

    fn emphasis_of_sequence(&self, sequence: &Sequence) -> sequence::Emphasis {
        let Emphasis { lit, steps } = self.emphasis();
        sequence::Emphasis::new(sequence, lit, steps, self.reveal == Order::Written)
    }
}

/// The ways to draw a graph, from the nicest to the tightest that reads well.
fn styles(graph: &Graph, across: bool, air: u16) -> Vec<Style> {
    let longest = graph.nodes.iter().map(|node| longest_word(&node.label)).max().unwrap_or(0).min(WRAPS[0]);
    let mut wraps: Vec<usize> = WRAPS.iter().map(|wrap| *wrap.max(&longest)).collect();
    wraps.dedup();
    let mut styles = Vec::new();
    if air > 0 {
        // If there is room, boxes are larger and edges longer.
        let large =
            |pad: usize| Style { across, wrap: wraps[0], pad, rise: 1, air: if across { 4 * pad } else { pad } };
        styles.extend((2..=2 + usize::from(air)).rev().map(large));
    }
    for (index, wrap) in wraps.into_iter().enumerate() {
        let looks: &[(usize, usize)] = match (across, index) {
            (true, 0) => &[(2, 4), (1, 2), (1, 0)],
            (true, _) => &[(1, 2), (1, 0)],
            (false, 0) => &[(2, 1), (1, 1)],
            (false, _) => &[(1, 1)],
        };
        styles.extend(looks.iter().map(|(pad, air)| Style { across, wrap, pad: *pad, rise: 0, air: *air }));
    }
    styles
}
