//! Boxes and arrows as a Mermaid diagram.

use std::collections::HashMap;

use crate::block::graph::{MOST_EDGES, MOST_NODES};
use crate::import::pptx::frame::Frame;
use crate::import::pptx::shapes::{Shape, Thing};
use crate::import::pptx::text::plain;

/// Boxes and arrows.
#[derive(Debug, Default)]
pub struct Graph {
    /// Whether it goes down rather than to the right.
    pub goes_down: bool,
    /// The text of each box, with its outline.
    pub nodes: Vec<(String, String)>,
    /// The edges: from which box to which, with the arrow.
    pub edges: Vec<(usize, usize, &'static str)>,
}

impl Graph {
    /// The diagram as a fence. `None` if it is too large to be drawn.
    pub fn fence(&self) -> Option<String> {
        if self.nodes.len() > MOST_NODES || self.edges.len() > MOST_EDGES {
            return None;
        }
        let mut out = format!("```mermaid\ngraph {}\n", if self.goes_down { "TD" } else { "LR" });
        for (index, (words, outline)) in self.nodes.iter().enumerate() {
            let words = words.replace('"', "'").replace("```", "'''");
            let (open, close) = match outline.as_str() {
                "diamond" | "flowChartDecision" => ("{", "}"),
                "ellipse" | "roundRect" | "flowChartTerminator" => ("(", ")"),
                _ => ("[", "]"),
            };
            out += &format!("  n{}{open}\"{words}\"{close}\n", index + 1);
        }
        for (from, to, sign) in &self.edges {
            out += &format!("  n{} {sign} n{}\n", from + 1, to + 1);
        }
        Some(out + "```\n")
    }
}

/// Removes the shapes that are connected by arrows from those of a slide. Returns their place, and their diagram.
pub fn drawn(shapes: &mut Vec<Shape>) -> Option<(Option<Frame>, String)> {
    let is_box = |shape: &Shape| matches!(shape.thing, Thing::Text(_));
    let ids: HashMap<&str, usize> =
        shapes.iter().enumerate().filter(|(_, it)| is_box(it)).map(|(index, it)| (it.id.as_str(), index)).collect();
    let mut joined: Vec<usize> = Vec::new();
    let mut graph = Graph::default();
    let (mut across, mut down) = (0.0, 0.0);
    for shape in shapes.iter() {
        let Thing::Arrow(arrow) = &shape.thing else { continue };
        let Some((from, to)) = &arrow.ends else { continue };
        let Some((from, to)) = ids.get(from.as_str()).zip(ids.get(to.as_str())).filter(|(from, to)| from != to) else {
            continue;
        };
        if let Some((from, to)) = shapes[*from].frame.zip(shapes[*to].frame) {
            across += (from.x + from.width / 2.0 - to.x - to.width / 2.0).abs();
            down += (from.y + from.height / 2.0 - to.y - to.height / 2.0).abs();
        }
        let mut node = |index: usize| match joined.iter().position(|it| *it == index) {
            Some(known) => known,
            None => {
                joined.push(index);
                joined.len() - 1
            }
        };
        let (from, to) = (node(*from), node(*to));
        graph.edges.push(match arrow.heads {
            (true, true) => (from, to, "<-->"),
            (true, false) => (to, from, "-->"),
            (false, true) => (from, to, "-->"),
            (false, false) => (from, to, "---"),
        });
    }
    let words = |shape: &Shape| match &shape.thing {
        Thing::Text(all) => plain(all),
        _ => String::new(),
    };
    graph.goes_down = down > across;
    graph.nodes = joined.iter().map(|index| (words(&shapes[*index]), shapes[*index].outline.clone())).collect();
    let fence = graph.fence().filter(|_| !joined.is_empty())?;
    let frame = joined.iter().filter_map(|index| shapes[*index].frame).reduce(Frame::around);
    let mut index = 0;
    shapes.retain(|shape| {
        index += 1;
        let is_joining = matches!(&shape.thing, Thing::Arrow(arrow) if arrow.ends.is_some());
        !is_joining && !joined.contains(&(index - 1))
    });
    Some((frame, fence))
}
