//! Sequence diagrams: who sends what to whom, in order, in Mermaid's language.
//!
//! The participants are side by side. Each event has its own rows (`columns`, `rows`), and everything is drawn on cells (`draw`). If it is too
//! wide, its words are wrapped, and finally it is shown as a list (`said`), which is also its text form.

mod arrows;
mod columns;
mod draw;
mod fold;
mod parse;
mod rows;
mod said;
#[cfg(test)]
mod tests;

pub use draw::{Emphasis, edges, groups, nodes};
pub use fold::Fold;
pub use parse::sequence;
pub use said::sentences;

use crate::block::Context;
use crate::block::diagram::sequence::columns::Style;
use crate::block::diagram::sequence::rows::Laid;
use crate::block::graph::{Heads, Tip};
use crate::block::meaning::Drawn;
use crate::page::cells;

/// The most participants. No screen is wide enough for more.
pub const MOST_ACTORS: usize = 30;

/// The most events. Nobody can follow more.
pub const MOST_EVENTS: usize = 300;

/// How deep frames may be nested.
pub const DEEPEST: usize = 6;

/// The participants, and what happens between them, in the author's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequence {
    pub actors: Vec<Actor>,
    pub events: Vec<Event>,
}

/// A participant.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    pub id: String,
    /// The text in its box; its id if the author gave no text.
    pub label: String,
    /// Whether it is a person, not a thing.
    pub is_person: bool,
}

/// An event. Participants are given by index.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Message(Message),
    Note {
        side: Side,
        from: usize,
        to: usize,
        text: String,
    },
    /// A participant becomes active.
    Begins(usize),
    /// A participant is no longer active.
    Ends(usize),
    /// A frame begins.
    Open(Fold, String),
    /// The next part of the innermost frame begins.
    Divide(Fold, String),
    Close(Fold),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub from: usize,
    pub to: usize,
    pub text: String,
    /// Whether its line is dotted, like that of an answer.
    pub is_dotted: bool,
    pub heads: Heads,
    pub tip: Tip,
}

/// The position of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
    Over,
}

impl Sequence {
    pub fn actor(&self, id: &str) -> Option<usize> {
        self.actors.iter().position(|actor| actor.id == id)
    }

    /// The first and the last participant that an event touches. `None` if it touches none.
    fn touched(&self, event: usize) -> Option<(usize, usize)> {
        match &self.events[event] {
            Event::Message(Message { from, to, .. }) => Some((*from.min(to), *from.max(to))),
            Event::Note { from, to, .. } => Some((*from, *to)),
            _ => None,
        }
    }
}

/// The longest line of text, from the best to the shortest that is readable.
const WRAPS: [usize; 5] = [32, 24, 18, 14, 11];

/// The diagram in `width` cells. `rows` is the available height, if the diagram should rather be tight than higher.
pub fn drawn(sequence: &Sequence, emphasis: &Emphasis, context: &Context, width: u16, rows: Option<u32>) -> Drawn {
    let styles = styles(sequence, context.air);
    let laid = styles.into_iter().filter_map(|style| Laid::new(sequence, context.words, style, width.into()));
    let mut flattest: Option<Laid> = None;
    for laid in laid {
        if rows.is_none_or(|rows| laid.height as u32 <= rows) {
            return draw::draw(laid, emphasis).centered(width);
        }
        if flattest.as_ref().is_none_or(|flat| laid.height < flat.height) {
            flattest = Some(laid);
        }
    }
    match flattest {
        Some(laid) => draw::draw(laid, emphasis).centered(width),
        None => Drawn::of_words(width, said::layout(sequence, emphasis, context, width)),
    }
}

/// The ways to draw it, from the best to the tightest that is readable.
fn styles(sequence: &Sequence, air: u16) -> Vec<Style> {
    let words = sequence.actors.iter().map(|actor| actor.label.as_str());
    let words = words.chain(sequence.events.iter().filter_map(|event| match event {
        Event::Message(Message { text, .. }) | Event::Note { text, .. } => Some(text.as_str()),
        _ => None,
    }));
    let longest = words.map(super::boxes::longest_word).max().unwrap_or(0).min(WRAPS[0]);
    let mut wraps: Vec<usize> = WRAPS.iter().map(|wrap| *wrap.max(&longest)).collect();
    wraps.dedup();
    let large = |air: u16| Style {
        wrap: wraps[0],
        pad: 2 + usize::from(air),
        rise: 1,
        apart: 8 + 8 * usize::from(air),
        air: 1,
        is_close: false,
    };
    let mut styles: Vec<Style> = (1..=air).rev().map(large).collect();
    for wrap in &wraps {
        let plain = Style { wrap: *wrap, pad: 2, rise: 0, apart: 8, air: 0, is_close: false };
        styles.extend([plain, Style { pad: 1, apart: 4, ..plain }]);
    }
    // Text on the lines of messages saves rows but needs more width.
    let close = Style { pad: 1, rise: 0, apart: 4, air: 0, is_close: true, wrap: wraps[0] };
    styles.extend((1..=air).rev().map(|air| Style { is_close: true, air: 0, rise: 0, ..large(air) }));
    styles.push(Style { pad: 2, apart: 20, ..close });
    styles.extend(wraps.iter().map(|wrap| Style { wrap: *wrap, ..close }));
    styles
}

fn area((x, y): (usize, usize), (width, height): (usize, usize)) -> crate::block::meaning::Area {
    crate::block::meaning::Area { x: cells(x), y: y as u32, width: cells(width), height: height as u32 }
}
