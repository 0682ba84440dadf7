//! A graph as its author wrote it: nodes, edges, groups, and which way it runs.

use crate::circles::circles;
use crate::lang::Words;

/// More nodes than this no room can read.
pub const MOST_NODES: usize = 200;

/// More edges than this are a thicket.
pub const MOST_EDGES: usize = 400;

/// More frames than this leave no room for what is in them.
pub const MOST_GROUPS: usize = 100;

/// How deep groups may lie in each other.
pub const DEEPEST: usize = 4;

/// Boxes, what leads from one to another, and the frames around some of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    pub direction: Direction,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub groups: Vec<Group>,
}

/// Which way a graph runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    Right,
    Left,
    #[default]
    Down,
    Up,
}

impl Direction {
    /// Whether layers stand side by side.
    pub fn is_across(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }

    /// Whether it runs against the way of reading.
    pub fn is_back(self) -> bool {
        matches!(self, Self::Left | Self::Up)
    }

    /// The same sense on the other axis: from left to right becomes from above to below.
    pub fn turned(self) -> Self {
        match self {
            Self::Right => Self::Down,
            Self::Left => Self::Up,
            Self::Down => Self::Right,
            Self::Up => Self::Left,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub id: String,
    /// What stands in the box; the id where its author gave nothing else.
    pub label: String,
    pub form: Form,
    /// The innermost group around it.
    pub group: Option<usize>,
}

/// The form of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Square,
    Round,
    /// With round ends: where something begins or ends.
    Pill,
    /// A question.
    Diamond,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    pub label: Option<String>,
    pub stroke: Stroke,
    pub heads: Heads,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stroke {
    #[default]
    Plain,
    Dotted,
    Thick,
}

/// Where an edge has arrowheads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heads {
    #[default]
    End,
    None,
    Both,
}

impl Edge {
    /// The sign that stands for it in a line of text.
    pub fn sign(&self) -> &'static str {
        match (self.heads, self.stroke) {
            (Heads::None, _) => "—",
            (Heads::Both, _) => "↔",
            (Heads::End, Stroke::Plain) => "→",
            (Heads::End, Stroke::Dotted) => "⇢",
            (Heads::End, Stroke::Thick) => "⇒",
        }
    }

    /// The same in words.
    pub fn words(&self, words: &Words) -> &'static str {
        match (self.heads, self.stroke) {
            (Heads::None, _) => words.edge_line,
            (Heads::Both, _) => words.edge_both,
            (Heads::End, Stroke::Plain) => words.edge_to,
            (Heads::End, Stroke::Dotted) => words.edge_dotted,
            (Heads::End, Stroke::Thick) => words.edge_thick,
        }
    }

    pub fn is_loop(&self) -> bool {
        self.from == self.to
    }
}

/// A frame around nodes.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub id: String,
    pub title: String,
    pub parent: Option<usize>,
}

impl Graph {
    pub fn node(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|node| node.id == id)
    }

    /// The groups around a node, from the outermost to the innermost.
    pub fn groups_of(&self, node: usize) -> Vec<usize> {
        let around = |group: Option<usize>| group.and_then(|it| self.groups[it].parent);
        let mut path: Vec<usize> =
            std::iter::successors(self.nodes[node].group, |group| around(Some(*group))).collect();
        path.reverse();
        path
    }
}

/// Which edges run back, so that the others make no cycle. A cycle begins where its author began it.
pub fn back_edges(graph: &Graph) -> Vec<bool> {
    let mut outgoing = vec![Vec::new(); graph.nodes.len()];
    for (index, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| !edge.is_loop()) {
        outgoing[edge.from].push(index);
    }
    let leads_to: Vec<Vec<usize>> =
        outgoing.iter().map(|edges| edges.iter().map(|edge| graph.edges[*edge].to).collect()).collect();
    let mut back = vec![false; graph.edges.len()];
    circles(&leads_to, |way, step| back[outgoing[way[way.len() - 1]][step]] = true);
    back
}

/// How far each of `count` things is from the first ones, where pairs of them, one behind the other, keep a distance at least; the
/// pairs make no circle.
pub fn distances(count: usize, pairs: &[(usize, usize, i32)]) -> Vec<i32> {
    let (mut behind, mut waiting) = (vec![Vec::new(); count], vec![0; count]);
    for (before, next, distance) in pairs {
        behind[*before].push((*next, *distance));
        waiting[*next] += 1;
    }
    let mut farthest = vec![0; count];
    let mut free: Vec<usize> = (0..count).filter(|at| waiting[*at] == 0).collect();
    while let Some(at) = free.pop() {
        for (next, distance) in &behind[at] {
            farthest[*next] = farthest[*next].max(farthest[at] + distance);
            waiting[*next] -= 1;
            free.extend((waiting[*next] == 0).then_some(*next));
        }
    }
    farthest
}
