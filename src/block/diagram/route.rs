//! Routes the lines between two layers: which of them share a line, and on which track each runs across.
//!
//! A channel is the space between two layers. A line comes straight out of its item, turns onto a track, and turns again towards the item that it
//! leads to. Lines with the same ends are drawn as one: they fork and join.

use std::collections::{BTreeMap, HashSet};

use crate::block::diagram::layers::{Layers, Piece};
use crate::block::graph::{Heads, Stroke};

/// Lines that look alike may be joined.
type Look = (Stroke, Heads);

/// With more lines than this between two layers, crossings are not counted.
const MOST_COMPARED: usize = 60;

/// A line with all its ends.
#[derive(Clone, Debug, Default)]
pub struct Net {
    /// Its pieces, and where each starts and ends, across.
    pub pieces: Vec<(usize, i32, i32)>,
    /// The track that it runs on. `None` if it is straight.
    pub track: Option<usize>,
    /// Where it continues from its track to a second one: the place across, and that track.
    pub again: Option<(i32, usize)>,
}

/// The lines of one channel, and how many tracks they need.
#[derive(Clone, Debug, Default)]
pub struct Channel {
    pub nets: Vec<Net>,
    pub tracks: usize,
}

/// Routes the lines between all layers; `starts` are the places of the items, across.
pub fn route(layers: &Layers, looks: &dyn Fn(usize) -> Look, starts: &[i32]) -> Vec<Channel> {
    let mut channels: Vec<Vec<usize>> = vec![Vec::new(); layers.layers.len()];
    for (index, piece) in layers.pieces.iter().enumerate() {
        channels[layers.items[piece.from].layer].push(index);
    }
    channels.pop();
    channels.iter().map(|pieces| channel(nets(layers, looks, starts, pieces))).collect()
}

/// Joins lines that look alike and have the same start, or the same ends.
fn nets(layers: &Layers, looks: &dyn Fn(usize) -> Look, starts: &[i32], pieces: &[usize]) -> Vec<Net> {
    type Source = (usize, bool, Look);
    type Ends = (Vec<usize>, bool, Look);
    let mut sources: BTreeMap<Source, Vec<usize>> = BTreeMap::new();
    for index in pieces {
        let Piece { edge, from, is_back, .. } = layers.pieces[*index];
        sources.entry((from, is_back, looks(edge))).or_default().push(*index);
    }
    let mut nets: BTreeMap<Ends, Net> = BTreeMap::new();
    for ((from, is_back, look), pieces) in sources {
        let mut targets: Vec<usize> = pieces.iter().map(|piece| layers.pieces[*piece].to).collect();
        targets.sort_unstable();
        let net = nets.entry((targets, is_back, look)).or_default();
        for index in pieces {
            let piece = &layers.pieces[index];
            let (start, end) = layers.ports(piece);
            net.pieces.push((index, starts[from] + start as i32, starts[piece.to] + end as i32));
        }
    }
    nets.into_values().collect()
}

/// A line that needs a track. A line that must turn twice consists of two.
#[derive(Clone, Debug)]
struct Lane {
    net: usize,
    starts: Vec<i32>,
    ends: Vec<i32>,
    /// From the first to the last of these.
    span: (i32, i32),
    /// The lane that must get its track first.
    after: Option<usize>,
    track: Option<usize>,
}

impl Lane {
    fn new(net: usize, starts: Vec<i32>, ends: Vec<i32>, after: Option<usize>) -> Self {
        let all = || starts.iter().chain(&ends).copied();
        let span = (all().min().unwrap_or(0), all().max().unwrap_or(0));
        Self { net, starts, ends, span, after, track: None }
    }

    fn overlaps(&self, other: &Self) -> bool {
        let ((low, high), (from, to)) = (self.span, other.span);
        low <= to + 1 && from <= high + 1
    }

    /// Whether its ends would cover the starts of the other, unless it is on a later track.
    fn must_follow(&self, other: &Self) -> bool {
        self.net != other.net
            && self
                .ends
                .iter()
                .any(|end| other.starts.contains(end) && !other.ends.contains(end) && !self.starts.contains(end))
    }

    /// How often the two cross if this one has the earlier track.
    fn crossings_before(&self, other: &Self) -> i32 {
        let inside = |(low, high): (i32, i32), at: &&i32| low < **at && **at < high;
        let ends = self.ends.iter().filter(|end| inside(other.span, end)).count();
        let starts = other.starts.iter().filter(|start| inside(self.span, start)).count();
        (ends + starts) as i32
    }
}

/// The lanes of a channel, and the relation of each pair, which does not change while other lanes are placed.
#[derive(Default)]
struct Lanes {
    list: Vec<Lane>,
    /// Whether the first lane must follow the second.
    follows: Vec<Vec<bool>>,
    /// How many more crossings there are if the first lane has the earlier track.
    crossings: Vec<Vec<i32>>,
}

impl Lanes {
    fn of(nets: &[Net]) -> Self {
        let unique = |mut places: Vec<i32>| {
            places.sort_unstable();
            places.dedup();
            places
        };
        let mut lanes = Self::default();
        for (index, net) in nets.iter().enumerate() {
            let starts = unique(net.pieces.iter().map(|(_, start, _)| *start).collect());
            let ends = unique(net.pieces.iter().map(|(.., end)| *end).collect());
            let lane = Lane::new(index, starts, ends, None);
            if lane.span.0 != lane.span.1 {
                lanes.push(lane);
            }
        }
        lanes
    }

    fn push(&mut self, lane: Lane) {
        self.list.push(lane);
        self.follows.iter_mut().for_each(|row| row.push(false));
        self.crossings.iter_mut().for_each(|row| row.push(0));
        self.follows.push(vec![false; self.list.len()]);
        self.crossings.push(vec![0; self.list.len()]);
        self.compare(self.list.len() - 1);
    }

    /// Replaces a lane.
    fn put(&mut self, at: usize, lane: Lane) {
        self.list[at] = lane;
        self.compare(at);
    }

    /// Compares a lane with all others.
    fn compare(&mut self, at: usize) {
        for other in (0..self.list.len()).filter(|other| *other != at) {
            let (one, two) = (&self.list[at], &self.list[other]);
            let crossings = one.crossings_before(two) - two.crossings_before(one);
            (self.follows[at][other], self.follows[other][at]) = (one.must_follow(two), two.must_follow(one));
            (self.crossings[at][other], self.crossings[other][at]) = (crossings, -crossings);
        }
    }

    /// The first track that a lane can have, given the tracks of those before it.
    fn least_track(&self, lane: usize, before: &[usize]) -> usize {
        let it = &self.list[lane];
        let is_behind = |before: &&usize| {
            it.overlaps(&self.list[**before]) || self.follows[lane][**before] || it.after == Some(**before)
        };
        let tracks = before.iter().filter(is_behind).filter_map(|before| self.list[*before].track);
        tracks.max().map_or(0, |track| track + 1)
    }

    /// The lane to place next: among those that need not wait, the one that crosses the others least.
    fn next(&self) -> Option<Next> {
        let is_done = |lane: usize| self.list[lane].track.is_some();
        let waiting: Vec<usize> = (0..self.list.len()).filter(|lane| !is_done(*lane)).collect();
        let is_free = |lane: &usize| {
            self.list[*lane].after.is_none_or(is_done) && !waiting.iter().any(|other| self.follows[*lane][*other])
        };
        let score = |lane: &usize| -> i32 {
            match waiting.len() {
                0..=MOST_COMPARED => waiting.iter().map(|other| self.crossings[*lane][*other]).sum(),
                _ => 0,
            }
        };
        let free = waiting.iter().filter(|lane| is_free(lane)).min_by_key(|lane| score(lane));
        free.map(|lane| Next::Free(*lane)).or_else(|| waiting.first().map(|lane| Next::Blocked(*lane)))
    }
}

fn channel(mut nets: Vec<Net>) -> Channel {
    let mut lanes = Lanes::of(&nets);
    let mut order: Vec<usize> = Vec::new();
    while let Some(next) = lanes.next() {
        let lane = match next {
            Next::Free(lane) => lane,
            Next::Blocked(lane) => turn_twice(&mut lanes, lane, &nets).unwrap_or(lane),
        };
        lanes.list[lane].track = Some(lanes.least_track(lane, &order));
        order.push(lane);
    }
    for lane in &lanes.list {
        let net = &mut nets[lane.net];
        match (lane.after, lane.track) {
            (Some(_), Some(track)) => net.again = Some((lane.starts[0], track)),
            (_, track) => net.track = track,
        }
    }
    let tracks = lanes.list.iter().filter_map(|lane| lane.track).max().map_or(0, |track| track + 1);
    Channel { nets, tracks }
}

enum Next {
    Free(usize),
    /// Every lane waits for another one.
    Blocked(usize),
}

/// Lets a lane end at a free place, from which a second lane continues. Returns the lane that can now be placed. `None` if there is no such place,
/// or if the lane turns twice already.
fn turn_twice(lanes: &mut Lanes, lane: usize, nets: &[Net]) -> Option<usize> {
    let it = &lanes.list[lane];
    if it.after.is_some() || lanes.list.iter().any(|other| other.after == Some(lane)) {
        return None;
    }
    let of_nets = nets.iter().flat_map(|net| net.pieces.iter().flat_map(|(_, start, end)| [*start, *end]));
    let of_lanes = lanes.list.iter().flat_map(|lane| lane.starts.iter().chain(&lane.ends).copied());
    let taken: HashSet<i32> = of_nets.chain(of_lanes).collect();
    let (low, high) = it.span;
    let middle = (low + high) / 2;
    let mut near = (0..=(high - low) / 2).flat_map(|far| [middle + far, middle - far]);
    let place = near.find(|place| !taken.contains(place))?;
    let (net, ends) = (it.net, it.ends.clone());
    lanes.put(lane, Lane::new(net, it.starts.clone(), vec![place], None));
    lanes.push(Lane::new(net, vec![place], ends, Some(lane)));
    Some(lane)
}
