//! A graph as its author wrote it: nodes, edges, groups, direction.

use crate::circles::circles;
use crate::lang::Words;

/// The most nodes: nobody in a room could read more.
pub const MOST_NODES: usize = 200;

/// The most edges.
pub const MOST_EDGES: usize = 400;

/// The most groups: with more frames there is no room for what is in them.
pub const MOST_GROUPS: usize = 100;

/// How deep groups may be nested.
pub const DEEPEST: usize = 4;

/// Boxes, edges between them, and frames around some of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    pub direction: Direction,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub groups: Vec<Group>,
}

/// The direction of a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    Right,
    Left,
    #[default]
    Down,
    Up,
}

impl Direction {
    /// Whether layers are side by side.
    pub fn is_across(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }

    /// Whether it runs against the reading direction.
    pub fn is_back(self) -> bool {
        matches!(self, Self::Left | Self::Up)
    }

    /// The same on the other axis: from left to right becomes from top to bottom.
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
    /// The text in the box. The id if its author gave no other.
    pub label: String,
    pub form: Form,
    /// The innermost group that contains it.
    pub group: Option<usize>,
}

/// The shape of a box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Square,
    Round,
    /// With round ends: a start or an end.
    Pill,
    /// A question.
    Diamond,
    /// The author's remark.
    Note,
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

/// Which ends of an edge have arrowheads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heads {
    #[default]
    End,
    None,
    Both,
}

/// The shape of an arrowhead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tip {
    #[default]
    Filled,
    /// For a message whose sender does not wait.
    Open,
    /// For a message that is lost.
    Cross,
}

impl Edge {
    /// The sign for an edge in a line of text.
    pub fn sign(&self) -> &'static str {
        match (self.heads, self.stroke) {
            (Heads::None, _) => "—",
            (Heads::Both, _) => "↔",
            (Heads::End, Stroke::Plain) => "→",
            (Heads::End, Stroke::Dotted) => "⇢",
            (Heads::End, Stroke::Thick) => "⇒",
        }
    }

    /// The same as a word.
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

    /// The groups around a node, outermost first.
    pub fn groups_of(&self, node: usize) -> Vec<usize> {
        let around = |group: Option<usize>| group.and_then(|it| self.groups[it].parent);
        let mut path: Vec<usize> =
            std::iter::successors(self.nodes[node].group, |group| around(Some(*group))).collect();
        path.reverse();
        path
    }
}

/// Which edges run backwards, so that the others form no cycle. A cycle starts where its author started it.
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

/// How far each of `count` things is from the first ones, if the two things of each pair must have at least the given distance. The pairs must not
/// form a cycle.
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
