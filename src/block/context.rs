//! What a layout depends on, besides the block and the width.

use std::collections::HashMap;
use std::sync::Arc;

use crate::answers::{self, Alone, Answers};
use crate::assets::Assets;
use crate::block::{Colors, Course, Reference, References, Reveal};
use crate::lang::{self, Words};
use crate::page::cells;
use crate::picture::Picture;

/// The rows for a body on the smallest usual terminal, 80x24, below a title of one line.
const USUAL_ROOM: u16 = 18;

/// What a layout depends on, besides the block and the width.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub assets: &'a Assets,
    pub colors: &'a Colors,
    pub references: &'a References,
    pub course: Option<&'a Course>,
    pub reveal: Reveal,
    /// The answers so far.
    pub answers: &'a Answers,
    /// The words that blocks add to those of the deck, in the deck's language.
    pub words: &'static Words,
    /// The words of the interface, for talking to a person who reads alone.
    pub interface: &'static Words,
    /// The rows for blocks that take as many as they get.
    pub room: u16,
    /// How much free space is used: 0 none, as at 80x24; 1 an empty row between items; more makes things larger.
    pub air: u16,
    /// The description that the author gave to the block.
    pub alt: Option<&'a str>,
    /// The pictures that are decoded so far. `None` if none are drawn.
    pub pictures: Option<&'a Pictures>,
    /// The answers of a person reading alone. `None` if a room answers. The answers of a room are then in `answers`.
    pub alone: Option<&'a Alone>,
    /// The step at which a block appears, for building its meaning.
    pub step: u16,
    /// Whether it is for a file or paper, where nobody can answer: then it is not mentioned that nobody has.
    pub on_paper: bool,
    /// Whether diagrams are wanted as their source text, for readers that draw them themselves.
    pub as_sources: bool,
    /// The widths, in cells, for which a meaning contains drawings. Empty if its words are enough.
    pub widths: &'a [u16],
}

impl<'a> Context<'a> {
    /// For a deck without a language and without answers, with the room of a small terminal.
    pub fn of(assets: &'a Assets, colors: &'a Colors) -> Self {
        Self {
            assets,
            colors,
            references: References::none(),
            course: None,
            reveal: Reveal::None,
            answers: &answers::NONE,
            words: lang::choose([]),
            interface: lang::choose([]),
            room: USUAL_ROOM,
            air: 0,
            alt: None,
            pictures: None,
            alone: None,
            step: 0,
            on_paper: false,
            as_sources: false,
            widths: &[],
        }
    }

    /// Whether the content is French, whose numbers and punctuation have their own typography.
    pub fn is_french(&self) -> bool {
        self.words.code == "fr"
    }

    /// The same with the words of a language; unchanged for one that is not known.
    pub fn speaking(self, lang: Option<&str>) -> Self {
        Self { words: lang.and_then(lang::words).unwrap_or(self.words), ..self }
    }

    pub fn revealing(self, reveal: Reveal) -> Self {
        Self { reveal, ..self }
    }

    /// The context inside a block: everything appears with the block, close together.
    pub fn inside(self) -> Self {
        Self { reveal: Reveal::None, air: 0, ..self }
    }

    /// The same with this much air.
    pub fn airy(self, air: u16) -> Self {
        Self { air, ..self }
    }

    /// The empty rows between two items of a list, or two rows of a table.
    pub fn between_items(&self) -> u32 {
        u32::from(self.air.div_ceil(2))
    }

    /// The same for what appears at this step.
    pub fn at_step(self, step: u16) -> Self {
        Self { step, ..self }
    }

    /// The same for meanings with drawings at these widths, in cells.
    pub fn drawing(self, widths: &'a [u16]) -> Self {
        Self { widths, ..self }
    }

    /// The same with this many rows.
    pub fn within(self, room: u16) -> Self {
        Self { room, ..self }
    }

    /// The same, drawing these pictures.
    pub fn picturing(self, pictures: &'a Pictures) -> Self {
        Self { pictures: Some(pictures), ..self }
    }

    /// The step at which a part of a block appears, by its index from 0.
    pub fn step_of(&self, part: usize) -> u16 {
        self.step.saturating_add(if self.reveal == Reveal::Items { cells(part) } else { 0 })
    }

    /// The picture in a file, if it is decoded.
    pub fn picture(&self, file: &str) -> Option<&'a Arc<Picture>> {
        self.pictures?.get(&self.assets.picture_key(file)?)
    }

    pub fn reference(&self, id: &str) -> Option<&'a Reference> {
        self.references.called(id)
    }

    /// "Title of the source, 2024", for the source with this id.
    pub fn citation(&self, id: &str) -> Option<String> {
        self.reference(id).map(|it| match it.date {
            Some(date) => format!("{}, {}", it.title, date.year),
            None => it.title.clone(),
        })
    }
}

/// Pictures by their keys.
pub type Pictures = HashMap<u64, Arc<Picture>>;
