//! The sizes of boxes and their words.

use crate::block::graph::{Graph, back_edges};
use crate::text::{self, Run};

/// The style of a drawing, which is varied until the graph fits. All in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether layers are side by side, rather than one below another.
    pub across: bool,
    /// The longest line of text in a box.
    pub wrap: usize,
    /// The space left and right of the text in a box.
    pub pad: usize,
    /// The empty rows above and below the text in a box.
    pub rise: usize,
    /// How much longer than needed edges are.
    pub air: usize,
}

/// What takes a place in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Node(usize),
    /// An edge that passes through the layer.
    Bend,
    /// The text of an edge.
    Words(usize),
}

/// A place in a layer. Sizes are in cells. "Along" is the direction of the graph, "across" the other axis.
#[derive(Clone, Debug)]
pub struct Item {
    pub what: What,
    pub layer: usize,
    pub along: usize,
    pub across: usize,
    /// Where edges that run forward meet it, across, from its start.
    pub port: usize,
    /// Where edges that run backward meet it.
    pub back: usize,
    /// The groups around it, outermost first.
    pub groups: Vec<usize>,
}

/// Text on an edge is wrapped after this many cells. A single word may be as long as the next number.
const WORDS: usize = 20;
const LONGEST_WORD: usize = 32;

/// The text of nodes and edges, in lines.
pub struct Boxes {
    pub nodes: Vec<Vec<String>>,
    pub edges: Vec<Vec<String>>,
    /// For each node, whether an edge that runs backward leads to it, and whether one leaves it.
    pub back: Vec<(bool, bool)>,
    titles: Vec<usize>,
    /// The words that are split in the middle.
    pub broken: Vec<String>,
}

impl Boxes {
    pub fn new(graph: &Graph, style: &Style) -> Self {
        let mut back = vec![(false, false); graph.nodes.len()];
        for (edge, _) in graph.edges.iter().zip(back_edges(graph)).filter(|(_, back)| *back) {
            back[edge.to].0 = true;
            back[edge.from].1 = true;
        }
        let mut broken = Vec::new();
        let mut lines = |words: &str, width| lines(words, width, &mut broken);
        let mut nodes: Vec<Vec<String>> = graph.nodes.iter().map(|node| lines(&node.label, style.wrap)).collect();
        for edge in graph.edges.iter().filter(|edge| edge.is_loop()) {
            let sign = format!("↻ {}", edge.label.as_deref().unwrap_or_default());
            nodes[edge.from].extend(lines(sign.trim_end(), style.wrap));
        }
        let mut words = |words: &str| lines(words, longest_word(words).clamp(WORDS, LONGEST_WORD));
        let edges = graph.edges.iter().map(|edge| edge.label.as_deref().map(&mut words));
        let edges = edges.map(Option::unwrap_or_default).collect();
        // A frame must be as wide as its title. Its first box is widened if needed.
        let mut titles = vec![0; graph.nodes.len()];
        for (index, group) in graph.groups.iter().enumerate() {
            if let Some(first) = graph.nodes.iter().position(|node| node.group == Some(index)) {
                titles[first] = (text::width(&group.title) + 2).min(style.wrap + 2);
            }
        }
        Self { nodes, edges, back, titles, broken }
    }

    /// Width and height of the box of a node.
    pub fn size(&self, node: usize, style: &Style) -> (usize, usize) {
        let lines = &self.nodes[node];
        let words = widest(lines).max(1);
        let both = self.back[node] == (true, true);
        let width = (words + 2 * style.pad + 2).max(if both { 7 } else { 5 }).max(self.titles[node]);
        // Two backward edges beside the box need a row each.
        let height = lines.len() + 2 + (2 * style.rise).max(usize::from(both && !style.across && lines.len() == 1));
        (width, height)
    }

    pub fn item(&self, node: usize, style: &Style, graph: &Graph) -> Item {
        let (width, height) = self.size(node, style);
        let (along, across) = if style.across { (width, height) } else { (height, width) };
        let back = across + if style.across { 1 } else { 2 };
        let has_back = self.back[node] != (false, false);
        Item {
            what: What::Node(node),
            layer: 0,
            along,
            across: if has_back { back + 1 } else { across },
            port: (across - 1) / 2,
            back,
            groups: graph.groups_of(node),
        }
    }

    /// The item for the text of an edge.
    pub fn words(&self, edge: usize, style: &Style, groups: Vec<usize>) -> Item {
        let lines = &self.edges[edge];
        let width = widest(lines).max(1);
        let (along, across) = if style.across { (width + 2, lines.len()) } else { (lines.len(), width) };
        Item { what: What::Words(edge), layer: 0, along, across, port: (across - 1) / 2, back: 0, groups }
    }
}

/// The width of the longest word in a label, in cells.
pub fn longest_word(label: &str) -> usize {
    label.split([' ', '\n', '-']).map(text::width).max().unwrap_or(0)
}

/// The width of the longest line, in cells.
pub fn widest(lines: &[String]) -> usize {
    lines.iter().map(|line| text::width(line)).max().unwrap_or(0)
}

/// Wraps text at `width` cells; `broken` collects words that are longer.
pub fn lines(words: &str, width: usize, broken: &mut Vec<String>) -> Vec<String> {
    let runs = [Run { text: words.to_owned(), style: () }];
    let join = |line: Vec<Run<()>>| line.into_iter().map(|run| run.text).collect::<String>();
    text::wrap_and_tell(&runs, width, |word| broken.push(word.to_owned()))
        .into_iter()
        .map(|line| join(line).replace('\n', ""))
        .collect()
}
