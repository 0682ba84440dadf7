//! The deck that is open, and what is needed to lay it out and to find slides in it. Shared by shows and replays.
//!
//! Its name comes from the program's: *pupitre* means both the speaker's lectern and the pupil's desk.

mod fit;
mod small;
mod supplies;

use std::sync::Arc;

pub use fit::{Obstacle, WideSigns};
pub use small::SmallPages;
pub use supplies::{Supplies, Wanted};

use crate::answers::Alone;
use crate::answers::Answers;
use crate::assets::Assets;
use crate::block::Context;
use crate::deck::{Deck, Size};
use crate::keys::Keymap;
use crate::lang::{self, Words};
use crate::plan::Plan;
use crate::search::{Besides, Index};

/// The open deck, and what belongs to it.
pub struct Lectern {
    pub deck: Arc<Deck>,
    pub assets: Arc<Assets>,
    /// The planned minutes of the slides that are not left out.
    pub plan: Plan,
    /// The words of the interface.
    pub words: &'static Words,
    /// What the keys do, by the user's settings.
    pub keys: Keymap,
    /// Columns and rows of the screen.
    pub size: Size,
    /// The search index, once the deck was indexed.
    pub index: Index,
    pub supplies: Supplies,
    pub small_pages: SmallPages,
    /// Whether it is exported or printed, so that nobody can answer.
    pub is_on_paper: bool,
}

impl Lectern {
    /// A deck with at least one slide, for a screen of this size, with the default keys.
    pub fn new(deck: Arc<Deck>, assets: Arc<Assets>, words: &'static Words, size: Size) -> Self {
        Self {
            plan: Plan::of(&deck),
            deck,
            assets,
            words,
            keys: Keymap::default(),
            size,
            index: Index::default(),
            supplies: Supplies::default(),
            small_pages: SmallPages::default(),
            is_on_paper: false,
        }
    }

    /// Replaces the deck by another version, and returns the old one. What belongs to the reader or the speaker stays.
    pub fn put(&mut self, deck: Arc<Deck>, assets: Arc<Assets>) -> Arc<Deck> {
        self.plan = Plan::of(&deck);
        self.assets = assets;
        self.supplies.renew();
        self.small_pages.forget();
        // The old index would lead to slides that are gone. A new one will arrive.
        self.index = Index::default();
        std::mem::replace(&mut self.deck, deck)
    }

    /// The context in which blocks are laid out and read: the answers of a room, and those of a person reading alone.
    pub fn context<'a>(&'a self, answers: &'a Answers, alone: Option<&'a Alone>) -> Context<'a> {
        let words = self.deck.lang.as_deref().and_then(lang::words).unwrap_or(self.words);
        let context = self.deck.context(&self.assets, &self.supplies.colors).picturing(&self.supplies.pictures);
        Context { answers, alone, words, interface: self.words, on_paper: self.is_on_paper, ..context }
    }

    /// Indexes the deck for a search, if that was not done. A user who searches that early has to wait.
    pub fn look_into(&mut self, besides: Besides) {
        if self.index == Index::default() {
            self.index = Index::of(&self.deck, &self.assets, besides);
        }
    }

    /// The title of a section, by index.
    pub fn section_title(&self, section: usize) -> &str {
        let title = self.deck.sections.get(section).map_or("", |section| &section.title);
        if title.is_empty() { self.words.no_section } else { title }
    }

    /// What is missing on a slide and on those beside it, and was not requested yet.
    pub fn missing(&mut self, slide: usize) -> Vec<Wanted> {
        self.supplies.ask(&self.deck, &self.assets, slide)
    }
}
