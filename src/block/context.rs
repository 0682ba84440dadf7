//! What a layout depends on besides the block and the width.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::assets::Assets;
use crate::block::{Reference, Reveal};
use crate::highlight;
use crate::picture::Picture;

/// The rows for a body on the smallest of the usual terminals, 80x24, below a title of one line.
const USUAL_ROOM: u16 = 18;

/// What a layout depends on besides the block and the width.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub assets: &'a Assets,
    pub colours: &'a Colours,
    pub references: &'a [Reference],
    pub reveal: Reveal,
    /// The rows that there are for what takes as many as it can get.
    pub room: u16,
    /// What the block that is laid out shows, in words, where its author says it.
    pub alt: Option<&'a str>,
    /// The pictures that are known so far; nothing where none is drawn.
    pub pictures: Option<&'a Pictures>,
}

impl<'a> Context<'a> {
    /// A context in which everything shows at once, with the room of a small terminal.
    pub fn new(assets: &'a Assets, colours: &'a Colours, references: &'a [Reference]) -> Self {
        Self { assets, colours, references, reveal: Reveal::None, room: USUAL_ROOM, alt: None, pictures: None }
    }

    pub fn revealing(self, reveal: Reveal) -> Self {
        Self { reveal, ..self }
    }

    /// The same with this many rows.
    pub fn within(self, room: u16) -> Self {
        Self { room, ..self }
    }

    /// The same, drawing the pictures that are known.
    pub fn picturing(self, pictures: &'a Pictures) -> Self {
        Self { pictures: Some(pictures), ..self }
    }

    /// The picture in a file, once it is known.
    pub fn picture(&self, file: &str) -> Option<&'a Arc<Picture>> {
        self.pictures?.get(&self.assets.picture_key(file)?)
    }

    pub fn reference(&self, id: &str) -> Option<&'a Reference> {
        self.references.iter().find(|it| it.id == id)
    }
}

/// Pictures by their keys.
pub type Pictures = HashMap<u64, Arc<Picture>>;

/// The colours of code that are known so far.
pub enum Colours {
    /// Each piece of code is coloured when it is laid out: for exports and tests, where nobody waits.
    AtOnce,
    /// Only what was coloured already; the rest is laid out plain.
    Known(HashMap<u64, Arc<Vec<highlight::Line>>>),
}

impl Default for Colours {
    fn default() -> Self {
        Self::Known(HashMap::new())
    }
}

impl Colours {
    /// The name under which the colours of a piece of code are known.
    pub fn key(lang: &str, code: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        (lang, code).hash(&mut hasher);
        hasher.finish()
    }

    pub fn lines(&self, lang: &str, code: &str) -> Option<Arc<Vec<highlight::Line>>> {
        match self {
            Self::AtOnce => highlight::lines(lang, code).map(Arc::new),
            Self::Known(known) => known.get(&Self::key(lang, code)).cloned(),
        }
    }
}
