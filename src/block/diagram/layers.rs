//! Assigns nodes to layers, so that edges lead from one layer to the next. An edge that passes through a layer has a place in it too.
//!
//! The method is Sugiyama's (1981): break cycles, put each node after the longest path to it, and give edges that pass through a layer a bend in
//! it. The text of an edge has a place in a layer of its own, as in Graphviz.

use crate::block::diagram::boxes::{Boxes, Item, Style, What};
use crate::block::graph::{Edge, Graph, Heads, back_edges, distances};

/// Graphs with more places than this are shown as a list instead.
const MOST_PLACES: usize = 2500;

/// The part of an edge between two neighboring layers. It always runs forward, even if its edge runs backward.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub edge: usize,
    pub from: usize,
    pub to: usize,
    /// Whether its edge runs backward: it then meets nodes at their back port.
    pub is_back: bool,
    /// Whether it has an arrowhead at its start, and at its end.
    pub heads: (bool, bool),
}

#[derive(Clone, Debug, Default)]
pub struct Layers {
    pub items: Vec<Item>,
    pub pieces: Vec<Piece>,
    /// The items of each layer, in their order across.
    pub layers: Vec<Vec<usize>>,
}

impl Layers {
    fn push(&mut self, item: Item) -> usize {
        self.layers[item.layer].push(self.items.len());
        self.items.push(item);
        self.items.len() - 1
    }

    /// The least width of the layers on the screen, without the lines between them.
    pub fn narrowest(&self, across: bool) -> usize {
        let items = |layer: &Vec<usize>| layer.iter().map(|item| &self.items[*item]).collect::<Vec<_>>();
        match across {
            true => self.layers.iter().map(|it| items(it).iter().map(|item| item.along).max().unwrap_or(0)).sum(),
            false => self.layers.iter().map(|it| items(it).iter().map(|item| item.across).sum()).max().unwrap_or(0),
        }
    }

    /// Where a piece meets the items at its start and end, across, from the items' starts.
    pub fn ports(&self, piece: &Piece) -> (usize, usize) {
        let port = |item: usize| match &self.items[item] {
            Item { what: What::Node(_), back, .. } if piece.is_back => *back,
            Item { port, .. } => *port,
        };
        (port(piece.from), port(piece.to))
    }
}

/// The layer of each node: after all nodes that lead to it. A node that nothing leads to is right before the nodes that it leads to.
fn ranks(graph: &Graph, back: &[bool]) -> Vec<usize> {
    let count = graph.nodes.len();
    let forward = graph.edges.iter().zip(back).filter(|(edge, back)| !**back && !edge.is_loop());
    let forward: Vec<(usize, usize, i32)> = forward.map(|(edge, _)| (edge.from, edge.to, 1)).collect();
    let mut ranks: Vec<usize> = distances(count, &forward).into_iter().map(|rank| rank as usize).collect();
    for node in (0..count).filter(|node| forward.iter().all(|(_, to, _)| to != node)) {
        let targets = forward.iter().filter(|(from, ..)| *from == node).map(|(_, to, _)| ranks[*to]);
        ranks[node] = targets.min().map_or(ranks[node], |rank| rank - 1);
    }
    ranks
}

/// Arranges a graph in layers. `None` if there would be too many places.
pub fn layers(graph: &Graph, boxes: &Boxes, style: &Style) -> Option<Layers> {
    let back = back_edges(graph);
    let ranks = ranks(graph, &back);
    let last = ranks.iter().copied().max().unwrap_or(0);
    // Text is after the node where its edge starts: beside the nodes of a layer that the edge passes, else in a layer of its own.
    let passed = |index: usize| {
        let Edge { from, to, .. } = graph.edges[index];
        let is_long = ranks[from].abs_diff(ranks[to]) > 1;
        is_long.then(|| if back[index] { ranks[from] - 1 } else { ranks[from] + 1 })
    };
    let gap = |index: usize| ranks[graph.edges[index].from] - usize::from(back[index]);
    let mut worded = vec![false; last + 1];
    for (index, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| !edge.is_loop()) {
        worded[gap(index)] |= edge.label.is_some() && passed(index).is_none();
    }
    let layer_of: Vec<usize> = (0..=last).map(|rank| rank + worded[..rank].iter().filter(|it| **it).count()).collect();
    let mut layers = Layers { layers: vec![Vec::new(); layer_of[last] + 1], ..Layers::default() };
    for (node, rank) in ranks.iter().enumerate() {
        let mut item = boxes.item(node, style, graph);
        item.layer = layer_of[*rank];
        layers.push(item);
    }
    for (index, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| !edge.is_loop()) {
        let (low, high) = if back[index] { (edge.to, edge.from) } else { (edge.from, edge.to) };
        let words = edge.label.as_ref().map(|_| passed(index).map_or(layer_of[gap(index)] + 1, |rank| layer_of[rank]));
        let groups = common(&graph.groups_of(low), &graph.groups_of(high));
        let (mut before, (first, end)) = (low, (layers.items[low].layer, layers.items[high].layer));
        let heads = (edge.heads == Heads::Both || back[index], edge.heads == Heads::Both || !back[index]);
        let heads = if edge.heads == Heads::None { (false, false) } else { heads };
        for layer in first + 1..=end {
            let next = match layer {
                _ if layer == end => high,
                _ if words == Some(layer) => layers.push(Item { layer, ..boxes.words(index, style, groups.clone()) }),
                _ => layers.push(bend(layer, groups.clone())),
            };
            let heads = (heads.0 && before == low, heads.1 && next == high);
            layers.pieces.push(Piece { edge: index, from: before, to: next, is_back: back[index], heads });
            before = next;
        }
        if layers.items.len() > MOST_PLACES {
            return None;
        }
    }
    Some(layers)
}

fn bend(layer: usize, groups: Vec<usize>) -> Item {
    Item { what: What::Bend, layer, along: 1, across: 1, port: 0, back: 0, groups }
}

/// The common start of two paths.
fn common(one: &[usize], other: &[usize]) -> Vec<usize> {
    one.iter().zip(other).take_while(|(one, other)| one == other).map(|(one, _)| *one).collect()
}
