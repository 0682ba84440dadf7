//! Frames around groups: the layers they span, and how they are nested.

use crate::block::diagram::layers::Layers;

/// The cells that a frame takes on one side, along the graph: a line, and a space beside a vertical line.
pub fn unit(across: bool) -> usize {
    if across { 2 } else { 1 }
}

/// The frames of all groups, by index. A group without nodes has no layers and takes no room.
pub struct Frames {
    /// The first and the last layer that it spans.
    pub layers: Vec<(usize, usize)>,
    /// How many of the groups around it start at the same layer.
    pub outside: Vec<usize>,
    /// How many levels of groups inside it end at the same layer.
    pub inside: Vec<usize>,
    /// Its extent across the graph, including its lines.
    pub across: Vec<(i32, i32)>,
    is_empty: Vec<bool>,
}

impl Frames {
    pub fn new(layers: &Layers, parents: &[Option<usize>], starts: &[i32], frame: i32) -> Self {
        let count = parents.len();
        let mut it = Self {
            layers: vec![(usize::MAX, 0); count],
            outside: vec![0; count],
            inside: vec![0; count],
            across: vec![(i32::MAX, i32::MIN); count],
            is_empty: vec![true; count],
        };
        for (index, item) in layers.items.iter().enumerate() {
            for group in &item.groups {
                let (first, last) = &mut it.layers[*group];
                (*first, *last) = ((*first).min(item.layer), (*last).max(item.layer));
                it.is_empty[*group] = false;
            }
            if let Some(group) = item.groups.last() {
                it.widen(*group, starts[index] - frame, starts[index] + item.across as i32 + frame);
            }
        }
        // A group has a higher index than the group around it.
        for group in (0..count).rev() {
            let Some(parent) = parents[group].filter(|_| !it.is_empty[group]) else { continue };
            let (low, high) = it.across[group];
            it.widen(parent, low - frame, high + frame);
            if it.layers[parent].1 == it.layers[group].1 {
                it.inside[parent] = it.inside[parent].max(it.inside[group] + 1);
            }
        }
        for group in 0..count {
            let around = std::iter::successors(parents[group], |parent| parents[*parent]);
            it.outside[group] = around.filter(|around| it.layers[*around].0 == it.layers[group].0).count();
        }
        it
    }

    fn widen(&mut self, group: usize, low: i32, high: i32) {
        let across = &mut self.across[group];
        *across = (across.0.min(low), across.1.max(high));
    }

    pub fn shift(&mut self, by: i32) {
        for (across, empty) in self.across.iter_mut().zip(&self.is_empty) {
            if !empty {
                *across = (across.0 + by, across.1 + by);
            }
        }
    }

    /// Where the first frame starts, across.
    pub fn least(&self) -> Option<i32> {
        self.drawn().map(|(low, _)| low).min()
    }

    /// Where the last frame ends, across; at least 0.
    pub fn most(&self) -> Option<usize> {
        self.drawn().map(|(_, high)| high as usize).max()
    }

    fn drawn(&self) -> impl Iterator<Item = (i32, i32)> {
        self.across.iter().zip(&self.is_empty).filter(|(_, empty)| !**empty).map(|(across, _)| *across)
    }

    /// How many nested frames start at a layer.
    pub fn opening(&self, layer: usize) -> usize {
        self.of(|group| self.layers[group].0 == layer, &self.outside)
    }

    /// How many nested frames end at a layer.
    pub fn closing(&self, layer: usize) -> usize {
        self.of(|group| self.layers[group].1 == layer, &self.inside)
    }

    fn of(&self, is_here: impl Fn(usize) -> bool, depths: &[usize]) -> usize {
        let groups = (0..depths.len()).filter(|group| !self.is_empty[*group] && is_here(*group));
        groups.map(|group| depths[group] + 1).max().unwrap_or(0)
    }
}
