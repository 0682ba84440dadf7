//! A graph as its author wrote it: nodes, edges, groups, and which way it runs.

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

/// Which edges run back, so that the others make no cycle.
pub fn back_edges(graph: &Graph) -> Vec<bool> {
    let mut outgoing = vec![Vec::new(); graph.nodes.len()];
    for (index, edge) in graph.edges.iter().enumerate().filter(|(_, edge)| !edge.is_loop()) {
        outgoing[edge.from].push(index);
    }
    let mut back = vec![false; graph.edges.len()];
    // 0: not seen, 1: on the way from a start to here, 2: done.
    let mut state = vec![0_u8; graph.nodes.len()];
    // A cycle begins where its author began it.
    for start in 0..graph.nodes.len() {
        if state[start] != 0 {
            continue;
        }
        state[start] = 1;
        let mut way = vec![(start, 0)];
        while let Some((node, next)) = way.last_mut() {
            let Some(edge) = outgoing[*node].get(*next) else {
                state[*node] = 2;
                way.pop();
                continue;
            };
            *next += 1;
            let to = graph.edges[*edge].to;
            match state[to] {
                0 => {
                    state[to] = 1;
                    way.push((to, 0));
                }
                1 => back[*edge] = true,
                _ => {}
            }
        }
    }
    back
}
