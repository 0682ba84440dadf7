//! Draws a graph that is laid out in layers.

use crate::block::diagram::boxes::{Boxes, Item, Style, What};
use crate::block::diagram::canvas::{Canvas, Pen, Turn};
use crate::block::diagram::frames::{self, Frames};
use crate::block::diagram::layers::{self, Layers};
use crate::block::diagram::route::{self, Channel, Net};
use crate::block::diagram::{order, place};
use crate::block::graph::{Direction, Form, Graph, Group, Stroke};
use crate::block::meaning::{Area, Drawn, Framed, Label};
use crate::page::{Harm, Role, cells};
use crate::text;

/// What to emphasize in a drawing, and the order in which things appear.
pub struct Emphasis {
    /// Whether a node is emphasized.
    pub lit: Vec<bool>,
    /// The step at which each node appears.
    pub steps: Vec<u16>,
}

/// All places of a drawing. "Along" is the direction of the graph, "across" the other axis.
struct Plan<'a> {
    graph: &'a Graph,
    boxes: Boxes,
    layers: Layers,
    style: Style,
    /// Where items start, across.
    starts: Vec<usize>,
    channels: Vec<Channel>,
    /// For each layer, where it starts and its length, along.
    rows: Vec<(usize, usize)>,
    /// For each channel, where its first track is, along.
    tracks: Vec<usize>,
    frames: Frames,
    length: usize,
    breadth: usize,
}

/// Draws a graph at the width it needs. `None` if that is more than `width` cells, or if the graph is too tangled.
pub fn draw(graph: &Graph, emphasis: &Emphasis, style: Style, direction: Direction, width: u16) -> Option<Drawn> {
    let plan = Plan::new(graph, style, width.into())?;
    let (wide, _) = plan.size();
    if wide > usize::from(width) {
        return None;
    }
    let mut canvas = Canvas::new(Turn { direction, length: plan.length });
    plan.draw_frames(&mut canvas, emphasis);
    plan.draw_nodes(&mut canvas, emphasis);
    plan.draw_edges(&mut canvas, emphasis);
    let turn = canvas.turn();
    let (nodes, groups, labels) = (plan.node_areas(turn), plan.group_areas(turn), plan.labels(turn));
    let (stretches, heads) = (std::mem::take(&mut canvas.stretches), std::mem::take(&mut canvas.heads));
    let words = plan.boxes.nodes.clone();
    let mut page = canvas.page(wide as u16);
    page.harmed.extend(plan.boxes.broken.into_iter().map(Harm::Broken));
    Some(Drawn { width, page, nodes, words, groups, stretches, heads, labels })
}

impl<'a> Plan<'a> {
    fn new(graph: &'a Graph, style: Style, width: usize) -> Option<Self> {
        let boxes = Boxes::new(graph, &style);
        let mut layers = layers::layers(graph, &boxes, &style)?;
        if layers.narrowest(style.across) > width {
            return None;
        }
        let parents: Vec<Option<usize>> = graph.groups.iter().map(|group| group.parent).collect();
        let keys = order::sort(&mut layers, parents.len());
        let starts = place::place(&layers, &style, &keys, &parents)?;
        place::straighten(&mut layers, &starts);
        let looks = |edge: usize| (graph.edges[edge].stroke, graph.edges[edge].heads);
        let mut frames = Frames::new(&layers, &parents, &starts, place::frame(&style));
        let least = starts.iter().copied().chain(frames.least()).min().unwrap_or(0);
        let starts: Vec<i32> = starts.iter().map(|start| start - least).collect();
        frames.shift(-least);
        let channels = route::route(&layers, &looks, &starts);
        let starts: Vec<usize> = starts.iter().map(|start| *start as usize).collect();
        let ends = starts.iter().zip(&layers.items).map(|(start, item)| start + item.across);
        let breadth = ends.chain(frames.most()).max().unwrap_or(0);
        let mut plan = Self {
            graph,
            boxes,
            layers,
            style,
            starts,
            channels,
            rows: Vec::new(),
            tracks: Vec::new(),
            frames,
            length: 0,
            breadth,
        };
        plan.lay_along();
        Some(plan)
    }

    /// Assigns places along the graph to layers and channels.
    fn lay_along(&mut self) {
        let unit = frames::unit(self.style.across);
        let mut at = self.frames.opening(0) * unit;
        for layer in 0..self.layers.layers.len() {
            let items = self.layers.layers[layer].iter().map(|item| self.layers.items[*item].along);
            let length = items.max().unwrap_or(0);
            self.rows.push((at, length));
            at += length + self.frames.closing(layer) * unit;
            if let Some(channel) = self.channels.get(layer) {
                let (lead, tail) = self.stubs(channel);
                self.tracks.push(at + lead);
                let spread = if self.style.across { 2 } else { 1 };
                at += lead
                    + (channel.tracks * spread).saturating_sub(spread - 1)
                    + self.frames.opening(layer + 1) * unit
                    + tail;
            }
        }
        self.length = at;
    }

    /// The cells of a channel before its first track and after its last one.
    fn stubs(&self, channel: &Channel) -> (usize, usize) {
        let pieces = || channel.nets.iter().flat_map(|net| &net.pieces).map(|(piece, ..)| &self.layers.pieces[*piece]);
        let head_at_start = pieces().any(|piece| !piece.is_back && piece.heads.0);
        let head_at_end = pieces().any(|piece| !piece.is_back && piece.heads.1);
        let (lead, tail) = match self.style.across {
            true => (1 + self.style.air / 2, 1 + self.style.air.div_ceil(2) + usize::from(head_at_end)),
            false => (if channel.tracks == 0 && head_at_end { self.style.air } else { 0 }, 1),
        };
        (lead + usize::from(head_at_start), tail)
    }

    /// Width and height.
    fn size(&self) -> (usize, usize) {
        if self.style.across { (self.length, self.breadth) } else { (self.breadth, self.length) }
    }

    fn track(&self, channel: usize, track: usize) -> usize {
        self.tracks[channel] + track * if self.style.across { 2 } else { 1 }
    }

    fn draw_frames(&self, canvas: &mut Canvas, emphasis: &Emphasis) {
        for (index, group) in self.graph.groups.iter().enumerate() {
            let inside = (0..self.graph.nodes.len()).filter(|node| self.graph.groups_of(*node).contains(&index));
            let Some(step) = inside.map(|node| emphasis.steps[node]).min() else { continue };
            let (place, size) = self.frame(index);
            let pen = Pen {
                net: usize::MAX - index,
                edge: None,
                stroke: Stroke::Plain,
                role: Role::Border,
                step,
                round: false,
                under: true,
            };
            canvas.sides(place, size, pen);
            if !group.title.is_empty() {
                let (x, y, width, _) = canvas.turn().rectangle(place, size);
                let title = text::shorten(&group.title, width.saturating_sub(4)).into_owned();
                if title != group.title {
                    canvas.harmed.push(Harm::Cut(group.title.clone()));
                }
                canvas.words(x + 1, y, &format!(" {title} "), Role::Muted, step);
            }
        }
    }

    /// Place and size of the frame of a group with nodes, along and across.
    fn frame(&self, group: usize) -> ((usize, usize), (usize, usize)) {
        let (first, last) = self.frames.layers[group];
        let unit = frames::unit(self.style.across);
        let zone = match first.checked_sub(1) {
            None => 0,
            Some(before) => {
                let (_, tail) = self.stubs(&self.channels[before]);
                self.rows[first].0 - tail - self.frames.opening(first) * unit
            }
        };
        let from = zone + self.frames.outside[group] * unit;
        let (start, length) = self.rows[last];
        let to = start + length + (self.frames.inside[group] + 1) * unit;
        let (low, high) = self.frames.across[group];
        ((from, low as usize), (to - from, (high - low) as usize))
    }

    fn node_areas(&self, turn: Turn) -> Vec<Area> {
        (0..self.graph.nodes.len()).map(|node| area(turn, self.area(node))).collect()
    }

    fn group_areas(&self, turn: Turn) -> Vec<Option<Framed>> {
        let has_nodes = |group: usize| (0..self.graph.nodes.len()).any(|it| self.graph.groups_of(it).contains(&group));
        let framed = |(index, group): (usize, &Group)| {
            let area = has_nodes(index).then(|| area(turn, self.frame(index)))?;
            let title = text::shorten(&group.title, usize::from(area.width).saturating_sub(4));
            let title = if title.is_empty() { Vec::new() } else { vec![title.into_owned()] };
            Some(Framed { area, title })
        };
        self.graph.groups.iter().enumerate().map(framed).collect()
    }

    fn draw_nodes(&self, canvas: &mut Canvas, emphasis: &Emphasis) {
        for (node, it) in self.graph.nodes.iter().enumerate() {
            let (step, lit) = (emphasis.steps[node], emphasis.lit[node]);
            let role = if lit { Role::Accent } else { Role::Border };
            let stroke = if lit { Stroke::Thick } else { Stroke::Plain };
            let round = matches!(it.form, Form::Round | Form::Pill);
            let pen = Pen { net: usize::MAX / 2 + node, edge: None, stroke, role, step, round, under: false };
            let (place, size) = self.area(node);
            canvas.sides(place, size, pen);
            let (x, y, width, height) = canvas.turn().rectangle(place, size);
            let ends = match (it.form, lit) {
                (Form::Diamond, false) => Some(("◇", "◇")),
                (Form::Diamond, true) => Some(("◆", "◆")),
                (Form::Pill, _) => Some(("(", ")")),
                (Form::Square | Form::Round | Form::Note, _) => None,
            };
            if let Some((left, right)) = ends {
                canvas.words(x, y + (height - 1) / 2, left, role, step);
                canvas.words(x + width - 1, y + (height - 1) / 2, right, role, step);
            }
            let lines = &self.boxes.nodes[node];
            let top = y + (height - lines.len()) / 2;
            for (row, line) in lines.iter().enumerate() {
                let left = x + (width - text::width(line)) / 2;
                canvas.words(left, top + row, line, if lit { Role::Strong } else { Role::Text }, step);
            }
        }
    }

    /// Place and size of the box of a node, along and across. All boxes of a layer have the same length.
    fn area(&self, node: usize) -> ((usize, usize), (usize, usize)) {
        let (start, length) = self.rows[self.layers.items[node].layer];
        let (width, height) = self.boxes.size(node, &self.style);
        ((start, self.starts[node]), (length, if self.style.across { height } else { width }))
    }

    fn draw_edges(&self, canvas: &mut Canvas, emphasis: &Emphasis) {
        let mut net_count = 0;
        for (channel, lines) in self.channels.iter().enumerate() {
            for net in &lines.nets {
                net_count += 1;
                for piece in &net.pieces {
                    self.draw_piece(
                        canvas,
                        channel,
                        net,
                        *piece,
                        self.pen(self.layers.pieces[piece.0].edge, net_count, emphasis),
                    );
                }
            }
        }
        for (index, item) in self.layers.items.iter().enumerate() {
            match item.what {
                What::Node(_) => {}
                What::Bend => {
                    let edge = self.layers.pieces.iter().find(|piece| piece.to == index).map_or(0, |piece| piece.edge);
                    let pen = self.pen(edge, net_count + 1 + index, emphasis);
                    let (start, length) = self.rows[item.layer];
                    canvas.along(self.starts[index], (start, start + length - 1), pen);
                }
                What::Words(edge) => {
                    self.draw_words(canvas, index, edge, self.pen(edge, net_count + 1 + index, emphasis))
                }
            }
        }
    }

    fn pen(&self, edge: usize, net: usize, emphasis: &Emphasis) -> Pen {
        let it = &self.graph.edges[edge];
        let step = emphasis.steps[it.from].max(emphasis.steps[it.to]);
        Pen { net, edge: Some(edge), stroke: it.stroke, role: Role::Muted, step, round: true, under: false }
    }

    fn draw_words(&self, canvas: &mut Canvas, index: usize, edge: usize, pen: Pen) {
        let Area { x, y, width, height } = self.words_area(index, canvas.turn());
        let (x, y, width, height) = (usize::from(x), y as usize, usize::from(width), height as usize);
        for (row, line) in self.boxes.edges[edge].iter().enumerate().take(height) {
            let left = x + (width - text::width(line)) / 2;
            canvas.words(left, y + row, line, Role::Emphasis, pen.step);
        }
    }

    /// The area of an edge's words.
    fn words_area(&self, index: usize, turn: Turn) -> Area {
        let item = &self.layers.items[index];
        let (enter, _) = self.reach(index);
        area(turn, ((enter + 1, self.starts[index]), (item.along, item.across)))
    }

    fn labels(&self, turn: Turn) -> Vec<Label> {
        let label = |(index, item): (usize, &Item)| match item.what {
            What::Words(edge) => {
                Some(Label { edge, area: self.words_area(index, turn), lines: self.boxes.edges[edge].clone() })
            }
            What::Node(_) | What::Bend => None,
        };
        self.layers.items.iter().enumerate().filter_map(label).collect()
    }

    /// The last cell of a line that leads to an item, and the first of one that leaves it, along.
    fn reach(&self, item: usize) -> (usize, usize) {
        let it = &self.layers.items[item];
        let (start, length) = self.rows[it.layer];
        match it.what {
            What::Node(_) | What::Bend => (start, start + length - 1),
            What::Words(_) => {
                let left = start + (length - it.along) / 2;
                (left - 1, left + it.along)
            }
        }
    }

    fn draw_piece(
        &self,
        canvas: &mut Canvas,
        channel: usize,
        net: &Net,
        (index, from, to): (usize, i32, i32),
        pen: Pen,
    ) {
        let piece = &self.layers.pieces[index];
        let (from, to) = (from as usize, to as usize);
        let (mut out, mut into) = (self.reach(piece.from).1, self.reach(piece.to).0);
        if let (What::Node(node), true) = (self.layers.items[piece.from].what, piece.is_back) {
            out = self.draw_hook(canvas, node, true, piece.heads.0, pen);
        }
        if let (What::Node(node), true) = (self.layers.items[piece.to].what, piece.is_back) {
            into = self.draw_hook(canvas, node, false, piece.heads.1, pen);
        }
        // A line ends under its arrowhead, next to the box.
        let forward = !piece.is_back;
        let into = into - usize::from(forward && piece.heads.1);
        let out = out + usize::from(forward && piece.heads.0);
        match (net.track, net.again) {
            (Some(track), Some((place, again))) => {
                let (track, again) = (self.track(channel, track), self.track(channel, again));
                canvas.along(from, (out, track), pen);
                canvas.across(track, (from, place as usize), pen);
                canvas.along(place as usize, (track, again), pen);
                canvas.across(again, (place as usize, to), pen);
                canvas.along(to, (again, into), pen);
            }
            (Some(track), None) => {
                let track = self.track(channel, track);
                canvas.along(from, (out, track), pen);
                canvas.across(track, (from, to), pen);
                canvas.along(to, (track, into), pen);
            }
            (None, _) => canvas.along(from, (out, into), pen),
        }
        if forward && piece.heads.1 {
            canvas.head_along((into, to), true, pen);
        }
        if forward && piece.heads.0 {
            canvas.head_along((out, from), false, pen);
        }
    }

    /// Draws the hook at a node where a backward edge arrives or leaves. Returns its place along the graph.
    fn draw_hook(&self, canvas: &mut Canvas, node: usize, arrives: bool, head: bool, pen: Pen) -> usize {
        let ((start, across), (length, breadth)) = self.area(node);
        let both = self.boxes.back[node] == (true, true);
        let at = match (both, self.style.across) {
            (false, _) => start + (length - 1) / 2,
            (true, true) => start + (length - 1) / 2 + 2 * usize::from(arrives) - usize::from(!arrives) * 2,
            (true, false) if arrives => start + length - 2,
            (true, false) => start + 1,
        };
        let Item { back, .. } = self.layers.items[node];
        let edge = across + breadth - 1;
        canvas.across(at, (if head { edge + 1 } else { edge }, across + back), pen);
        if head {
            canvas.head_across((at, edge + 1), pen);
        }
        at
    }
}

/// A rectangle in the graph as cells of the page.
fn area(turn: Turn, (place, size): ((usize, usize), (usize, usize))) -> Area {
    let (x, y, width, height) = turn.rectangle(place, size);
    Area { x: cells(x), y: y as u32, width: cells(width), height: height as u32 }
}
