//! Places items across the graph: near their neighbors, without overlaps.

use std::collections::BTreeSet;

use crate::block::diagram::boxes::{Style, What};
use crate::block::diagram::layers::{Layers, Piece};
use crate::block::diagram::order::Keys;
use crate::block::graph::distances;

/// How often items are moved towards their neighbors.
const SWEEPS: usize = 10;

/// Graphs with more pairs of items to keep apart than this are not laid out in layers.
const MOST_PAIRS: usize = 40_000;

/// The cells that the frame of a group takes on one side, across.
pub fn frame(style: &Style) -> i32 {
    if style.across { 1 } else { 2 }
}

/// A unit in a layer: an item or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unit {
    Item(usize),
    Group(usize),
}

struct Placing<'a> {
    layers: &'a Layers,
    style: &'a Style,
    keys: &'a Keys,
    parents: &'a [Option<usize>],
    /// The items of each group, including those of groups inside it.
    members: Vec<Vec<usize>>,
    pairs: Vec<(usize, usize, i32)>,
    /// The neighbors of each item before it, and after it.
    near: Vec<(Vec<Near>, Vec<Near>)>,
}

/// A neighbor, how much further than the neighbor this item must start for a straight line, and whether the edge runs backward.
type Near = (usize, i32, bool);

/// The starts of the items, from 0. `None` if groups are too many and too large.
pub fn place(layers: &Layers, style: &Style, keys: &Keys, parents: &[Option<usize>]) -> Option<Vec<i32>> {
    let mut members = vec![Vec::new(); parents.len()];
    for (index, item) in layers.items.iter().enumerate() {
        item.groups.iter().for_each(|group| members[*group].push(index));
    }
    let mut near: Vec<(Vec<Near>, Vec<Near>)> = vec![Default::default(); layers.items.len()];
    for piece in &layers.pieces {
        let (from, to) = layers.ports(piece);
        let shift = from as i32 - to as i32;
        near[piece.to].0.push((piece.from, shift, piece.is_back));
        near[piece.from].1.push((piece.to, -shift, piece.is_back));
    }
    let mut placing = Placing { layers, style, keys, parents, members, pairs: Vec::new(), near };
    placing.keep_apart()?;
    // The starting point: as near to the edge as the distances allow.
    let mut starts = distances(layers.items.len(), &placing.pairs);
    let (mut low, mut high) = (vec![Vec::new(); starts.len()], vec![Vec::new(); starts.len()]);
    for (before, behind, distance) in &placing.pairs {
        low[*behind].push((*before, *distance));
        high[*before].push((*behind, *distance));
    }
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 1;
        let count = layers.layers.len();
        for step in 0..count {
            let layer = &layers.layers[if forward { step } else { count - 1 - step }];
            for item in layer.iter().rev().chain(layer) {
                let Some(want) = placing.wanted(*item, forward, &starts) else { continue };
                let least = low[*item].iter().map(|(other, distance)| starts[*other] + distance).max();
                let most = high[*item].iter().map(|(other, distance)| starts[*other] - distance).min();
                let want = most.map_or(want, |most| want.min(most));
                starts[*item] = least.map_or(want, |least| want.max(least));
            }
        }
    }
    Some(starts)
}

/// Lets a backward edge leave a node at the place where it continues, if nothing is in between.
pub fn straighten(layers: &mut Layers, starts: &[i32]) {
    for node in 0..layers.items.len() {
        let is_end = |it: &&Piece| it.is_back && (it.from == node || it.to == node);
        let ends = layers.pieces.iter().filter(is_end).filter(|_| matches!(layers.items[node].what, What::Node(_)));
        let other = |it: &Piece| {
            let (from, to) = layers.ports(it);
            if it.from == node { starts[it.to] + to as i32 } else { starts[it.from] + from as i32 }
        };
        let Some(far) = ends.map(other).max() else { continue };
        let row = &layers.layers[layers.items[node].layer];
        let next = row.iter().position(|it| *it == node).and_then(|place| row.get(place + 1));
        let is_free = next.is_none_or(|next| far + 1 < starts[*next]);
        if let Some(back) =
            usize::try_from(far - starts[node]).ok().filter(|back| is_free && *back > layers.items[node].back)
        {
            layers.items[node].back = back;
        }
    }
}

impl Placing<'_> {
    /// The preferred start of an item: a node in the middle of its neighbors on one side, a bend in line with the end of its edge. A backward edge
    /// stays outside.
    fn wanted(&self, item: usize, forward: bool, starts: &[i32]) -> Option<i32> {
        let (before, behind) = &self.near[item];
        let place = |(other, shift, _): &Near| starts[*other] + shift;
        if !matches!(self.layers.items[item].what, What::Node(_)) {
            let outside = before.iter().chain(behind).filter(|(.., is_back)| *is_back).map(place).max();
            return outside.or(behind.first().map(place));
        }
        let mean = |near: &[Near]| {
            let places: Vec<i32> = near.iter().filter(|(.., is_back)| !is_back).map(place).collect();
            (!places.is_empty()).then(|| places.iter().sum::<i32>().div_euclid(places.len() as i32))
        };
        if forward { mean(before).or_else(|| mean(behind)) } else { mean(behind).or_else(|| mean(before)) }
    }

    /// Finds the pairs of items that must keep a distance.
    fn keep_apart(&mut self) -> Option<()> {
        let mut seen = BTreeSet::new();
        let containers = std::iter::once(None).chain((0..self.members.len()).map(Some));
        for container in containers {
            let depth = container.map_or(0, |group: usize| self.depth(group));
            for layer in 0..self.layers.layers.len() {
                let units = self.units(container, depth, layer);
                for pair in units.windows(2) {
                    if seen.insert((pair[0], pair[1])) {
                        self.part(pair[0], pair[1], depth);
                    }
                }
                if self.pairs.len() > MOST_PAIRS {
                    return None;
                }
            }
        }
        Some(())
    }

    /// The nesting depth inside this group.
    fn depth(&self, group: usize) -> usize {
        1 + std::iter::successors(self.parents[group], |parent| self.parents[*parent]).count()
    }

    /// The units directly inside a container in a layer, in order, including groups that only pass through.
    fn units(&self, container: Option<usize>, depth: usize, layer: usize) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        for item in &self.layers.layers[layer] {
            let groups = &self.layers.items[*item].groups;
            if depth > 0 && groups.get(depth - 1).copied() != container {
                continue;
            }
            let unit = groups.get(depth).map_or(Unit::Item(*item), |group| Unit::Group(*group));
            if units.last() != Some(&unit) {
                units.push(unit);
            }
        }
        let inside = (0..self.parents.len()).filter(|group| self.parents[*group] == container);
        for group in inside.filter(|group| self.passes(*group, layer)) {
            let key = |unit: &Unit| match unit {
                Unit::Item(item) => self.keys.items[*item],
                Unit::Group(group) => self.keys.groups[*group],
            };
            let place = units.iter().position(|unit| key(unit) > self.keys.groups[group]).unwrap_or(units.len());
            units.insert(place, Unit::Group(group));
        }
        units
    }

    /// Whether a group has items before and after a layer, but none in it.
    fn passes(&self, group: usize, layer: usize) -> bool {
        let of = |item: &usize| self.layers.items[*item].layer;
        let members = &self.members[group];
        let (first, last) = (members.iter().map(of).min(), members.iter().map(of).max());
        first.is_some_and(|first| first < layer)
            && last.is_some_and(|last| layer < last)
            && !members.iter().any(|item| of(item) == layer)
    }

    fn part(&mut self, before: Unit, behind: Unit, depth: usize) {
        let items = |unit: Unit| match unit {
            Unit::Item(item) => vec![item],
            Unit::Group(group) => self.members[group].clone(),
        };
        let is_node = |item: usize| matches!(self.layers.items[item].what, What::Node(_));
        for one in items(before) {
            for other in items(behind) {
                let gap = match (self.style.across, is_node(one) && is_node(other)) {
                    (true, _) => 1,
                    (false, true) => 3,
                    (false, false) => 2,
                };
                let frames = self.layers.items[one].groups.len() + self.layers.items[other].groups.len() - 2 * depth;
                let size = self.layers.items[one].across as i32;
                self.pairs.push((one, other, size + gap + frames as i32 * frame(self.style)));
            }
        }
    }
}
