//! Orders the items of each layer: few crossings, groups together.

use crate::block::diagram::layers::Layers;

/// How often all layers are sorted. More changes little (Gansner et al., "A technique for drawing directed graphs", 1993).
const SWEEPS: usize = 12;

/// The preferred places of items and groups, as sort keys.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    pub items: Vec<f64>,
    pub groups: Vec<f64>,
}

/// Sorts each layer. Returns the keys.
pub fn sort(layers: &mut Layers, groups: usize) -> Keys {
    let mut state = State::new(layers, groups);
    state.arrange(layers);
    let mut best = (crossings(layers), layers.layers.clone(), state.keys.clone());
    for sweep in 0..SWEEPS {
        let forward = sweep % 2 == 0;
        let count = layers.layers.len();
        for step in 0..count {
            let layer = if forward { step } else { count - 1 - step };
            state.want(layers, layer, forward);
        }
        state.arrange(layers);
        let now = crossings(layers);
        if now < best.0 {
            best = (now, layers.layers.clone(), state.keys.clone());
        }
    }
    layers.layers = best.1;
    best.2
}

struct State {
    keys: Keys,
    /// The place of each item in its layer.
    places: Vec<f64>,
    /// For each item, the pieces that lead to it, and those that leave it: the other item, and how much further it is shifted.
    before: Vec<Vec<(usize, f64)>>,
    behind: Vec<Vec<(usize, f64)>>,
}

impl State {
    fn new(layers: &Layers, groups: usize) -> Self {
        let count = layers.items.len();
        let mut places = vec![0.0; count];
        for layer in &layers.layers {
            layer.iter().enumerate().for_each(|(place, item)| places[*item] = place as f64);
        }
        let (mut before, mut behind) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for piece in &layers.pieces {
            // A backward edge meets its node after the others.
            let farther = if piece.is_back { 0.4 } else { 0.0 };
            before[piece.to].push((piece.from, farther));
            behind[piece.from].push((piece.to, farther));
        }
        let keys = Keys { items: places.clone(), groups: vec![0.0; groups] };
        Self { keys, places, before, behind }
    }

    /// Computes the preferred places of a layer's items from their neighbors on one side.
    fn want(&mut self, layers: &Layers, layer: usize, forward: bool) {
        let neighbours = if forward { &self.before } else { &self.behind };
        for item in &layers.layers[layer] {
            let near = &neighbours[*item];
            if !near.is_empty() {
                let sum: f64 = near.iter().map(|(other, farther)| self.keys.items[*other] + farther).sum();
                self.keys.items[*item] = sum / near.len() as f64;
            }
        }
        let mut order = layers.layers[layer].clone();
        order.sort_by(|a, b| {
            self.keys.items[*a].total_cmp(&self.keys.items[*b]).then(self.places[*a].total_cmp(&self.places[*b]))
        });
        order.iter().enumerate().for_each(|(place, item)| self.keys.items[*item] = place as f64);
    }

    /// Sorts all layers by the keys.
    fn arrange(&mut self, layers: &mut Layers) {
        let mut sums = vec![(0.0, 0.0); self.keys.groups.len()];
        for (index, item) in layers.items.iter().enumerate() {
            for group in &item.groups {
                sums[*group].0 += self.keys.items[index];
                sums[*group].1 += 1.0;
            }
        }
        self.keys.groups = sums.into_iter().map(|(sum, count): (f64, f64)| sum / count.max(1.0)).collect();
        let Layers { items, layers, .. } = layers;
        for layer in layers.iter_mut() {
            let key = |item: usize| {
                let around = items[item].groups.iter().map(|group| (self.keys.groups[*group], -1.0 - *group as f64));
                around.chain([(self.keys.items[item], self.places[item])]).collect::<Vec<_>>()
            };
            let mut keyed: Vec<_> = layer.iter().map(|item| (key(*item), *item)).collect();
            keyed.sort_by(|a, b| a.partial_cmp(b).expect("the keys are sums of places"));
            *layer = keyed.into_iter().map(|(_, item)| item).collect();
        }
        for layer in layers.iter() {
            for (place, item) in layer.iter().enumerate() {
                self.places[*item] = place as f64;
                self.keys.items[*item] = place as f64;
            }
        }
    }
}

/// How many pairs of pieces cross.
fn crossings(layers: &Layers) -> usize {
    let mut places = vec![0; layers.items.len()];
    for layer in &layers.layers {
        layer.iter().enumerate().for_each(|(place, item)| places[*item] = 2 * place);
    }
    let mut ends: Vec<Vec<(usize, usize)>> = vec![Vec::new(); layers.layers.len()];
    for piece in &layers.pieces {
        let back = usize::from(piece.is_back);
        ends[layers.items[piece.from].layer].push((places[piece.from] + back, places[piece.to] + back));
    }
    ends.iter_mut().map(|ends| inversions(ends)).sum()
}

/// How many pairs have their ends in the opposite order of their starts.
fn inversions(ends: &mut [(usize, usize)]) -> usize {
    ends.sort_unstable();
    let most = ends.iter().map(|(_, to)| *to).max().unwrap_or(0) + 2;
    // A Fenwick tree counts the ends so far.
    let mut tree = vec![0; most + 1];
    let mut count = 0;
    for (before, (_, to)) in ends.iter().enumerate() {
        let (mut at, mut lower) = (to + 1, 0);
        while at > 0 {
            lower += tree[at];
            at &= at - 1;
        }
        count += before - lower;
        let mut at = to + 1;
        while at <= most {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    count
}
