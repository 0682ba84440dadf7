//! Places the participants of a sequence side by side, with room for the text between them.

use std::collections::BTreeMap;

use crate::block::diagram::boxes::{lines, widest};
use crate::block::diagram::sequence::{Event, Message, Sequence, Side};
use crate::lang::Words;
use crate::text;

/// The measures with which a sequence is drawn, in cells. They are reduced until it fits.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The longest line of text.
    pub wrap: usize,
    /// The empty cells left and right of the text in a participant's box.
    pub pad: usize,
    /// Empty rows above and below them.
    pub rise: usize,
    /// The least distance between lifelines.
    pub apart: usize,
    /// Empty rows before each event.
    pub air: usize,
    /// Whether the text of a message is on its line instead of above it.
    pub is_close: bool,
}

/// The empty cells between a lifeline and the frame around it.
const AROUND: usize = 2;

/// The distance from a lifeline to the text of a message to itself.
pub const LOOP: usize = 5;

/// The extent of something: so many cells left of one participant's lifeline, and so many right of another's.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reach {
    pub first: usize,
    pub last: usize,
    pub left: usize,
    pub right: usize,
}

impl Reach {
    /// The extent of both together.
    fn with(self, other: Self) -> Self {
        let left = match self.first.cmp(&other.first) {
            std::cmp::Ordering::Less => self.left,
            std::cmp::Ordering::Equal => self.left.max(other.left),
            std::cmp::Ordering::Greater => other.left,
        };
        let right = match self.last.cmp(&other.last) {
            std::cmp::Ordering::Greater => self.right,
            std::cmp::Ordering::Equal => self.right.max(other.right),
            std::cmp::Ordering::Less => other.right,
        };
        Self { first: self.first.min(other.first), last: self.last.max(other.last), left, right }
    }
}

/// The participants side by side.
pub struct Columns {
    /// The lines of text in each box.
    pub heads: Vec<Vec<String>>,
    /// The width of each box, and the column of its lifeline.
    pub boxes: Vec<usize>,
    pub centers: Vec<usize>,
    pub width: usize,
    /// The extent of each frame, by the event at which it begins.
    pub frames: BTreeMap<usize, Reach>,
}

impl Columns {
    pub fn new(sequence: &Sequence, words: &Words, style: &Style, broken: &mut Vec<String>) -> Self {
        let heads: Vec<Vec<String>> =
            sequence.actors.iter().map(|actor| lines(&actor.label, style.wrap, broken)).collect();
        // Odd widths, so that the lifeline is in the middle.
        let boxes: Vec<usize> = heads.iter().map(|lines| (widest(lines) + 2 * style.pad + 2).max(5) | 1).collect();
        let mut needs = Needs { count: heads.len(), all: BTreeMap::new() };
        needs.boxes(&boxes, style.apart);
        let frames = needs.events(sequence, words, style);
        let gaps = needs.gaps();
        let centers: Vec<usize> =
            gaps[..heads.len()].iter().scan(0, |at, gap| Some(*at + gap).inspect(|next| *at = *next)).collect();
        let width = gaps.iter().sum::<usize>() + 1;
        Self { heads, boxes, centers, width, frames }
    }
}

/// The least distances between places. Places count from 1; 0 and the one after the last participant are the edges.
struct Needs {
    count: usize,
    /// By the number of places between two, and the first of the two.
    all: BTreeMap<(usize, usize), usize>,
}

impl Needs {
    fn between(&mut self, from: usize, to: usize, cells: usize) {
        let need = self.all.entry((to - from, from)).or_default();
        *need = (*need).max(cells);
    }

    /// Requires these cells beside the lifelines, so that the next lifelines are not touched.
    fn beside(&mut self, reach: Reach) {
        let Reach { first, last, left, right } = reach;
        self.between(first, first + 1, left + if first == 0 || left == 0 { 0 } else { 2 });
        let is_last = last + 1 == self.count;
        self.between(last + 1, last + 2, right + if is_last || right == 0 { 0 } else { 2 });
    }

    fn boxes(&mut self, boxes: &[usize], apart: usize) {
        for (place, width) in boxes.iter().enumerate() {
            let left = (width - 1) / 2;
            match place.checked_sub(1) {
                None => self.between(0, 1, left),
                Some(before) => self.between(place, place + 1, (boxes[before] / 2 + left + 2).max(apart)),
            }
            if place + 1 == boxes.len() {
                self.between(place + 1, place + 2, width / 2);
            }
        }
    }

    /// Requires the room for all events. Returns the extents of frames, by the event at which they begin.
    fn events(&mut self, sequence: &Sequence, words: &Words, style: &Style) -> BTreeMap<usize, Reach> {
        let mut frames = BTreeMap::new();
        // The open frames: the event where each begins, the width of its titles, the extent of its content.
        let mut open: Vec<(usize, usize, Option<Reach>)> = Vec::new();
        for (index, event) in sequence.events.iter().enumerate() {
            let reach = match event {
                Event::Message(message) => Some(self.message(message, style)),
                Event::Note { side, from, to, text } => Some(self.note(*side, (*from, *to), text, style)),
                Event::Begins(_) | Event::Ends(_) => None,
                Event::Open(fold, title) => {
                    open.push((index, text::width(&fold.title(title, true, words)), None));
                    None
                }
                Event::Divide(fold, title) => {
                    if let Some((_, wide, _)) = open.last_mut() {
                        *wide = (*wide).max(text::width(&fold.title(title, false, words)));
                    }
                    None
                }
                Event::Close(_) => open.pop().map(|(begin, wide, reach)| {
                    let reach = self.frame(reach, wide.min(style.wrap.max(12)));
                    frames.insert(begin, reach);
                    reach
                }),
            };
            if let Some(reach) = reach {
                self.beside(reach);
                if let Some((.., around)) = open.last_mut() {
                    *around = Some(around.map_or(reach, |it| it.with(reach)));
                }
            }
        }
        frames
    }

    fn message(&mut self, message: &Message, style: &Style) -> Reach {
        let (from, to) = (message.from.min(message.to), message.from.max(message.to));
        let wide = widest(&lines(&message.text, style.wrap, &mut Vec::new()));
        if from == to {
            let right = if wide == 0 { LOOP - 1 } else { LOOP + wide - 1 };
            return Reach { first: from, last: to, left: 0, right };
        }
        self.between(from + 1, to + 1, (wide + if style.is_close { 6 } else { 3 }).max(4));
        Reach { first: from, last: to, left: 0, right: 0 }
    }

    fn note(&mut self, side: Side, (first, last): (usize, usize), text: &str, style: &Style) -> Reach {
        let wide = widest(&lines(text, style.wrap, &mut Vec::new())).max(1) + 4;
        let (left, right) = match side {
            Side::Left => (wide + 1, 0),
            Side::Right => (0, wide + 1),
            Side::Over if first == last => ((wide - 1) / 2, wide / 2),
            Side::Over => {
                self.between(first + 1, last + 1, wide.saturating_sub(2 * AROUND + 1));
                (AROUND, AROUND)
            }
        };
        Reach { first, last, left, right }
    }

    /// The extent of a frame around something, or around everything if it is empty.
    fn frame(&mut self, inside: Option<Reach>, title: usize) -> Reach {
        let inside = inside.unwrap_or(Reach { last: self.count - 1, ..Reach::default() });
        let mut reach = Reach { left: inside.left + AROUND, right: inside.right + AROUND, ..inside };
        let wide = title + 4;
        if reach.first == reach.last {
            reach.right = reach.right.max(wide.saturating_sub(reach.left + 1));
        } else {
            self.between(reach.first + 1, reach.last + 1, wide.saturating_sub(reach.left + reach.right + 1));
        }
        reach
    }

    /// The distance of each place from the previous one. A distance over several places is shared between them.
    fn gaps(&self) -> Vec<usize> {
        let mut gaps = vec![0; self.count + 1];
        for ((places, from), need) in &self.all {
            let between = &mut gaps[*from..from + places];
            let missing = need.saturating_sub(between.iter().sum());
            for (place, gap) in between.iter_mut().enumerate() {
                *gap += missing / places + usize::from(place < missing % places);
            }
        }
        gaps
    }
}
