//! A graph as paths from node to node: its text form, and its replacement if it cannot be drawn.

use crate::block::Context;
use crate::block::diagram::draw::Emphasis;
use crate::block::graph::{Edge, Graph, back_edges};
use crate::lang::Words;
use crate::page::{Harm, Ink, Page, Role, cells};
use crate::text::{self, Run};

/// The deepest indent of a path.
const DEEPEST: usize = 6;

/// A path of nodes.
pub struct Way {
    /// How many paths it branches off from.
    depth: usize,
    /// The node where it starts, which an earlier path has named if it branches off.
    start: usize,
    /// The edges of the path, each with whether another path continues from the node that it leads to.
    hops: Vec<(usize, bool)>,
}

/// All paths through a graph: together they use each edge once and visit each node.
pub fn ways(graph: &Graph) -> Vec<Way> {
    let mut walk = Walk { graph, seen: vec![false; graph.nodes.len()], ways: Vec::new() };
    let mut is_target = vec![false; graph.nodes.len()];
    for (edge, back) in graph.edges.iter().zip(back_edges(graph)) {
        is_target[edge.to] |= !back && !edge.is_loop();
    }
    for start in (0..graph.nodes.len()).filter(|node| !is_target[*node]) {
        if !walk.seen[start] {
            walk.seen[start] = true;
            walk.go(Way { depth: 0, start, hops: Vec::new() }, start);
        }
    }
    walk.ways
}

struct Walk<'a> {
    graph: &'a Graph,
    seen: Vec<bool>,
    ways: Vec<Way>,
}

impl Walk<'_> {
    /// Continues from a node until the path branches or ends, then follows the branches.
    fn go(&mut self, mut way: Way, mut at: usize) {
        let depth = way.depth;
        loop {
            let out: Vec<usize> =
                (0..self.graph.edges.len()).filter(|edge| self.graph.edges[*edge].from == at).collect();
            let [only] = out[..] else {
                self.ways.push(way);
                out.into_iter().for_each(|edge| self.fork(at, edge, depth + 1));
                return;
            };
            let to = self.graph.edges[only].to;
            let seen = std::mem::replace(&mut self.seen[to], true);
            way.hops.push((only, seen));
            if seen {
                self.ways.push(way);
                return;
            }
            at = to;
        }
    }

    fn fork(&mut self, from: usize, edge: usize, depth: usize) {
        let to = self.graph.edges[edge].to;
        let seen = std::mem::replace(&mut self.seen[to], true);
        let way = Way { depth, start: from, hops: vec![(edge, seen)] };
        if seen { self.ways.push(way) } else { self.go(way, to) }
    }
}

/// Text on one line.
fn flat(label: &str) -> String {
    label.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

/// Each path as a sentence: "Code leads to Test (proof), which leads to Production".
pub fn sentences(graph: &Graph, words: &Words) -> Vec<String> {
    let name = |node: usize| flat(&graph.nodes[node].label);
    let hop = |(index, edge): (usize, &Edge)| {
        let label = edge.label.as_deref().map(|it| format!(" ({})", flat(it))).unwrap_or_default();
        let joined = if index == 0 { String::new() } else { format!(", {}", words.which) };
        format!("{joined} {} {}{label}", edge.words(words), name(edge.to))
    };
    // A path that branches at once says nothing more than its branches.
    let ways = ways(graph);
    let forks = |index: usize| ways.get(index + 1).is_some_and(|next: &Way| next.depth > ways[index].depth);
    let told = ways.iter().enumerate().filter(|(index, way)| !way.hops.is_empty() || !forks(*index));
    told.map(|(_, way)| {
        let edges = way.hops.iter().map(|(edge, _)| &graph.edges[*edge]);
        name(way.start) + &edges.enumerate().map(hop).collect::<String>()
    })
    .collect()
}

/// The content of each group: "Title: A, B".
pub fn groups(graph: &Graph, context: &Context) -> Vec<String> {
    let colon = if context.is_french() { "\u{a0}:" } else { ":" };
    let held = graph.groups.iter().enumerate().map(|(index, group)| {
        let inside = (0..graph.nodes.len()).filter(|node| graph.groups_of(*node).contains(&index));
        (group, inside.map(|node| flat(&graph.nodes[node].label)).collect::<Vec<_>>().join(", "))
    });
    held.filter(|(_, nodes)| !nodes.is_empty())
        .map(|(group, nodes)| format!("{}{colon} {nodes}", flat(&group.title)))
        .collect()
}

/// The paths as a list, indented where they branch off. Shown if there is no room for boxes.
pub fn layout(graph: &Graph, emphasis: &Emphasis, context: &Context, width: u16) -> Page {
    let mut page = Page::new(width);
    for way in ways(graph) {
        let indent = way.depth.min(DEEPEST).min(usize::from(width) / 8) * 2;
        let runs = runs(graph, emphasis, &way);
        let room = usize::from(width).saturating_sub(indent).max(1);
        let hang = room.min(4) / 2 * usize::from(room > 8);
        // The first line starts two cells left of the others.
        let lines = hanging(&runs, room, hang, |words| {
            // An arrow and its text stay on one line with the name that follows.
            let longest = words.split('\u{a0}').max_by_key(|word| text::width(word));
            page.harmed.extend(longest.map(|word| Harm::Broken(word.to_owned())));
        });
        for (index, line) in lines.into_iter().enumerate() {
            let mut x = cells(indent + if index == 0 { 0 } else { hang });
            let y = page.height;
            for Run { text, style: (role, step) } in line {
                let mut part = Page::new(width);
                let used = part.text(x, y, &text, Ink::from(role));
                page.put(part.only(step..u16::MAX), 0, 0);
                x = x.saturating_add(used);
            }
        }
    }
    let lines = groups(graph, context);
    if !lines.is_empty() {
        page.stack(super::super::layout_note(&lines.join("\n"), Role::Muted, width), 0, 1);
    }
    page
}

/// Wraps runs so that all lines but the first are `hang` cells shorter.
fn hanging(
    runs: &[Run<(Role, u16)>],
    room: usize,
    hang: usize,
    mut tell: impl FnMut(&str),
) -> Vec<Vec<Run<(Role, u16)>>> {
    let first = text::wrap_and_tell(runs, room, &mut tell);
    if first.len() < 2 {
        return first;
    }
    let used: usize = first[0].iter().map(|run| run.text.len()).sum();
    let mut rest: Vec<Run<(Role, u16)>> = Vec::new();
    let mut at = 0;
    for run in runs {
        let from = used.saturating_sub(at).min(run.text.len());
        rest.push(Run { text: run.text[from..].to_owned(), style: run.style });
        at += run.text.len();
    }
    let whole: String = rest.iter().map(|run| run.text.as_str()).collect();
    let spaces = whole.len() - whole.trim_start().len();
    let mut left = spaces;
    for run in &mut rest {
        let cut = left.min(run.text.len());
        run.text.drain(..cut);
        left -= cut;
    }
    rest.retain(|run| !run.text.is_empty());
    std::iter::once(first[0].clone())
        .chain(text::wrap_and_tell(&rest, room.saturating_sub(hang).max(1), tell))
        .collect()
}

fn runs(graph: &Graph, emphasis: &Emphasis, way: &Way) -> Vec<Run<(Role, u16)>> {
    let name = |node: usize, sign: &str| {
        let role = if emphasis.lit[node] { Role::Strong } else { Role::Text };
        Run { text: format!("{}{sign}", flat(&graph.nodes[node].label)), style: (role, emphasis.steps[node]) }
    };
    let mut runs = Vec::new();
    if way.depth == 0 {
        runs.push(name(way.start, ""));
    }
    for (index, seen) in &way.hops {
        let edge = &graph.edges[*index];
        let step = emphasis.steps[edge.from].max(emphasis.steps[edge.to]);
        let before = if runs.is_empty() { "" } else { " " };
        // A line breaks before an arrow, never after it.
        runs.push(Run { text: format!("{before}{}\u{a0}", edge.sign()), style: (Role::Accent, step) });
        if let Some(label) = &edge.label {
            runs.push(Run { text: format!("({})\u{a0}", flat(label)), style: (Role::Emphasis, step) });
        }
        let mut node = name(edge.to, if *seen { "\u{a0}↩" } else { "" });
        node.style.1 = step;
        runs.push(node);
    }
    runs
}
