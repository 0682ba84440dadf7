//! The lines between two layers: which of them share a line, and on which track each runs across.
//!
//! A channel is the room between two layers. A line comes straight out of its item, turns onto a track, and turns again
//! towards the item that it leads to. Lines with the same ends are one: they fork and join.

use std::collections::BTreeMap;

use crate::block::diagram::graph::{Heads, Stroke};
use crate::block::diagram::layers::{Layers, Piece};

/// Lines that look alike may be one.
type Look = (Stroke, Heads);

/// With more lines than this between two layers their crossings are not counted any more.
const MOST_COMPARED: usize = 60;

/// A line, with all its ends.
#[derive(Clone, Debug, Default)]
pub struct Net {
    /// Pieces, with where each starts and ends across.
    pub pieces: Vec<(usize, i32, i32)>,
    /// The track it runs on; nothing where it is straight.
    pub track: Option<usize>,
    /// Where it goes on from its track to a second one: the place across, and that track.
    pub again: Option<(i32, usize)>,
}

/// The lines of one channel, and how many tracks they take.
#[derive(Clone, Debug, Default)]
pub struct Channel {
    pub nets: Vec<Net>,
    pub tracks: usize,
}

/// Routes the lines between all layers; `starts` are the places of the items across.
pub fn route(layers: &Layers, looks: &dyn Fn(usize) -> Look, starts: &[i32]) -> Vec<Channel> {
    let mut channels: Vec<Vec<usize>> = vec![Vec::new(); layers.layers.len()];
    for (index, piece) in layers.pieces.iter().enumerate() {
        channels[layers.items[piece.from].layer].push(index);
    }
    channels.pop();
    channels.iter().map(|pieces| channel(nets(layers, looks, starts, pieces))).collect()
}

/// Lines with the same look: those of one start are one, and those with the same ends.
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

/// A line on its way to a track; a line that has to turn twice is two of them.
#[derive(Clone, Debug)]
struct Lane {
    net: usize,
    starts: Vec<i32>,
    ends: Vec<i32>,
    /// The lane that must have its track first.
    after: Option<usize>,
    track: Option<usize>,
}

impl Lane {
    fn span(&self) -> (i32, i32) {
        let all = || self.starts.iter().chain(&self.ends).copied();
        (all().min().unwrap_or(0), all().max().unwrap_or(0))
    }

    fn overlaps(&self, other: &Self) -> bool {
        let ((low, high), (from, to)) = (self.span(), other.span());
        low <= to + 1 && from <= high + 1
    }

    /// Whether its ends would lie on the starts of the other, were it not on a later track.
    fn must_follow(&self, other: &Self) -> bool {
        self.net != other.net
            && self
                .ends
                .iter()
                .any(|end| other.starts.contains(end) && !other.ends.contains(end) && !self.starts.contains(end))
    }

    /// How often the two cross where this one has the earlier track.
    fn crossings_before(&self, other: &Self) -> i32 {
        let inside = |(low, high): (i32, i32), at: &&i32| low < **at && **at < high;
        let ends = self.ends.iter().filter(|end| inside(other.span(), end)).count();
        let starts = other.starts.iter().filter(|start| inside(self.span(), start)).count();
        (ends + starts) as i32
    }
}

fn channel(mut nets: Vec<Net>) -> Channel {
    let mut lanes: Vec<Lane> = Vec::new();
    let unique = |mut places: Vec<i32>| {
        places.sort_unstable();
        places.dedup();
        places
    };
    for (index, net) in nets.iter().enumerate() {
        let starts = unique(net.pieces.iter().map(|(_, start, _)| *start).collect());
        let ends = unique(net.pieces.iter().map(|(.., end)| *end).collect());
        lanes.push(Lane { net: index, starts, ends, after: None, track: None });
    }
    lanes.retain(|lane| lane.span().0 != lane.span().1);
    let mut order: Vec<usize> = Vec::new();
    while let Some(next) = next_lane(&lanes, &order) {
        let lane = match next {
            Next::Free(lane) => lane,
            Next::Blocked(lane) => turn_twice(&mut lanes, lane, &nets).unwrap_or(lane),
        };
        let least = order.iter().filter(|before| {
            let before = &lanes[**before];
            lanes[lane].overlaps(before)
                || lanes[lane].must_follow(before)
                || lanes[lane].after.is_some_and(|it| std::ptr::eq(&lanes[it], before))
        });
        let least = least.filter_map(|before| lanes[*before].track).max();
        lanes[lane].track = Some(least.map_or(0, |track| track + 1));
        order.push(lane);
    }
    for lane in &lanes {
        let net = &mut nets[lane.net];
        match (lane.after, lane.track) {
            (Some(_), Some(track)) => net.again = Some((lane.starts[0], track)),
            (_, track) => net.track = track,
        }
    }
    let tracks = lanes.iter().filter_map(|lane| lane.track).max().map_or(0, |track| track + 1);
    Channel { nets, tracks }
}

enum Next {
    Free(usize),
    /// Every lane waits for another one.
    Blocked(usize),
}

/// The lane that takes its track next: of those that need not wait, the one that crosses the others least.
fn next_lane(lanes: &[Lane], done: &[usize]) -> Option<Next> {
    let waiting: Vec<usize> = (0..lanes.len()).filter(|lane| !done.contains(lane)).collect();
    let is_free = |lane: &usize| {
        lanes[*lane].after.is_none_or(|before| done.contains(&before))
            && !waiting.iter().any(|other| other != lane && lanes[*lane].must_follow(&lanes[*other]))
    };
    let score = |lane: &usize| -> i32 {
        if waiting.len() > MOST_COMPARED {
            return 0;
        }
        let others = waiting.iter().filter(|other| *other != lane);
        others
            .map(|other| lanes[*lane].crossings_before(&lanes[*other]) - lanes[*other].crossings_before(&lanes[*lane]))
            .sum()
    };
    let free = waiting.iter().filter(|lane| is_free(lane)).min_by_key(|lane| score(lane)).map(|lane| Next::Free(*lane));
    free.or_else(|| waiting.first().map(|lane| Next::Blocked(*lane)))
}

/// Lets a lane end on a place of its own, from which a second one goes on; gives the lane that is free now.
/// Nothing where there is no such place, or where it turns twice already.
fn turn_twice(lanes: &mut Vec<Lane>, lane: usize, nets: &[Net]) -> Option<usize> {
    let has_turned = lanes[lane].after.is_some() || lanes.iter().any(|other| other.after == Some(lane));
    let taken: Vec<i32> = (nets.iter().flat_map(|net| net.pieces.iter().flat_map(|(_, start, end)| [*start, *end])))
        .chain(lanes.iter().flat_map(|lane| lane.starts.iter().chain(&lane.ends).copied()))
        .collect();
    let (low, high) = lanes[lane].span();
    let middle = (low + high) / 2;
    let near = (0..=(high - low) / 2).flat_map(|far| [middle + far, middle - far]);
    let place = near.filter(|place| !taken.contains(place)).find(|_| !has_turned)?;
    let ends = std::mem::replace(&mut lanes[lane].ends, vec![place]);
    let second = Lane { net: lanes[lane].net, starts: vec![place], ends, after: Some(lane), track: None };
    lanes.push(second);
    Some(lane)
}
