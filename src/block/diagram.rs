//! `diagram`: boxes and arrows, written in a widely known language: a part of Mermaid's flowcharts.
//!
//! A graph is laid out in layers (`layers`, `order`, `place`, `route`) and drawn on cells (`canvas`, `draw`). If it is too wide, its words are
//! wrapped, then it is turned, and finally it is shown as a list (`ways`), which is also its text form.

use crate::lang::{Message, noun, say};

mod boxes;
mod canvas;
mod draw;
mod frames;
mod layers;
mod links;
mod mermaid;
mod order;
mod parse;
mod place;
mod route;
mod statements;
#[cfg(test)]
mod tests;
mod ways;
mod words;

use serde_json::{Value as Json, json};

use crate::block::diagram::boxes::{Style, longest_word};
use crate::block::diagram::draw::Emphasis;
use crate::block::graph::{Direction, Graph};
use crate::block::meaning::{self, Drawn, What};
use crate::block::{Content, Context, Kind};
use crate::page::Page;
use crate::source::Span;
use crate::table::{Name, Nature, Reader, Schemas, Shape, Value, table};
use crate::text;

table! {
    /// Boxes and arrows, from a text.
    pub struct Diagram as "a diagram" {
        /// The graph, as a flowchart in Mermaid's language: `graph LR`, and below it `A --> B`.
        graph: Graph,
        /// What the diagram shows, in words, for those who cannot see it.
        alt: Alt,
        /// The names of the nodes that stand out.
        highlight: Vec<Name> = Vec::new(),
        /// How its nodes appear: `true` lets them come one by one, as they are written; `["a", "b+c"]` says which comes when.
        reveal: Order = Order::default(),
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
        self.drawn(context, width).page
    }

    fn meaning(&self, context: &Context) -> What {
        let Emphasis { lit, steps } = self.emphasis();
        let ways = ways::sentences(&self.graph, context.words).into_iter().chain(ways::groups(&self.graph, context));
        What::Diagram(meaning::Diagram {
            graph: self.graph.clone(),
            lit,
            steps: steps.into_iter().map(|step| step.saturating_add(context.step)).collect(),
            sentences: ways.collect(),
            drawn: context.widths.iter().map(|width| self.drawn(context, (*width).max(1))).collect(),
        })
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        if self.alt.0 {
            let help = say!("say in a sentence what the diagram shows");
            reader.wrong(self.at.value("alt"), say!("`alt` is empty"), say!("no words"), help);
        }
        let lit = self.highlight.iter().map(|name| ("highlight", name.as_str()));
        let names: &[String] = if let Order::Names(names) = &self.reveal { names } else { &[] };
        let revealed = names.iter().flat_map(|names| names.split('+').map(|name| ("reveal", name.trim())));
        for (key, name) in lit.chain(revealed) {
            if self.graph.node(name).is_none() {
                let span = reader.within(self.at.value(key), name);
                let message = say!("no node is called \"{value}\"", value = text::shorten(name, 40));
                let near = Message::did_you_mean(name, self.graph.nodes.iter().map(|node| node.id.as_str()));
                let help = near.unwrap_or_else(|| say!("write a name from the graph: in `a[Words]` it is `a`"));
                reader.wrong(span, message, say!("not in the graph"), help);
            }
        }
    }
}

impl Diagram {
    /// The diagram in `width` cells, with the places of its boxes.
    fn drawn(&self, context: &Context, width: u16) -> Drawn {
        let emphasis = self.emphasis();
        let (own, rows) = (self.graph.direction, ROWS.max(if context.air > 0 { u32::from(context.room) } else { 0 }));
        let drawn = |direction: Direction| {
            let draw = |style: Style| draw::draw(&self.graph, &emphasis, style, direction, width);
            let (style, drawn) = styles(&self.graph, direction.is_across(), context.air)
                .into_iter()
                .find_map(|style| Some((style, draw(style)?)))?;
            if drawn.page.height > rows { draw(Style { air: 0, ..style }) } else { Some(drawn) }
        };
        // A diagram that is too wide or too high is turned if that helps.
        let drawn = match drawn(own) {
            Some(drawn) if drawn.page.height <= rows => Some(drawn),
            drawn if self.graph.nodes.len() < 3 && drawn.is_some() => drawn,
            one => [one, drawn(own.turned())].into_iter().flatten().min_by_key(|drawn| drawn.page.height),
        };
        match drawn {
            Some(drawn) => drawn.centered(width),
            None => {
                let page = ways::layout(&self.graph, &emphasis, context, width);
                Drawn::of_words(width, page)
            }
        }
    }

    fn emphasis(&self) -> Emphasis {
        let lit = self.graph.nodes.iter().map(|node| self.highlight.iter().any(|name| *name == node.id)).collect();
        let count = self.graph.nodes.len();
        let steps = match &self.reveal {
            Order::None => vec![0; count],
            Order::Written => (0..count).map(|node| node as u16).collect(),
            Order::Names(names) => {
                let step = |id: &str| names.iter().position(|names| names.split('+').any(|name| name.trim() == id));
                let steps: Vec<Option<usize>> = self.graph.nodes.iter().map(|node| step(&node.id)).collect();
                // Nodes that are not named are shown from the start, the named ones after that.
                let first = u16::from(steps.contains(&None));
                steps.iter().map(|step| step.map_or(0, |step| step.min(usize::from(u8::MAX)) as u16 + first)).collect()
            }
        };
        Emphasis { lit, steps }
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
