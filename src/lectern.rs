//! What lies on the lectern, whoever stands at it: the deck, and all that laying it out and finding one's way in it needs.
//!
//! A show and a replay both stand at one, as *pupitre* means the speaker's lectern and the pupil's desk.

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

/// The deck on the screen, and what goes with it.
pub struct Lectern {
    pub deck: Arc<Deck>,
    pub assets: Arc<Assets>,
    /// The minutes of the slides that are not left out.
    pub plan: Plan,
    /// The words of the interface.
    pub words: &'static Words,
    /// What keys do, as the user has set it.
    pub keys: Keymap,
    /// Columns and rows of the screen.
    pub size: Size,
    /// Where the words of the deck stand, once it was looked into.
    pub index: Index,
    pub supplies: Supplies,
    pub small_pages: SmallPages,
    /// Whether it is sent or printed, where nobody answers.
    pub is_on_paper: bool,
}

impl Lectern {
    /// A deck with at least one slide, for a screen of this size, with the usual keys.
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

    /// Puts another state of the deck in the place of this one; gives the one before. What belongs to the reader or the speaker stays.
    pub fn put(&mut self, deck: Arc<Deck>, assets: Arc<Assets>) -> Arc<Deck> {
        self.plan = Plan::of(&deck);
        self.assets = assets;
        self.supplies.renew();
        self.small_pages.forget();
        // The words of the old state would lead to slides that are gone; those of the new one come.
        self.index = Index::default();
        std::mem::replace(&mut self.deck, deck)
    }

    /// What blocks are laid out and read with: what a room has answered, and what somebody has who reads alone.
    pub fn context<'a>(&'a self, answers: &'a Answers, alone: Option<&'a Alone>) -> Context<'a> {
        let words = self.deck.lang.as_deref().and_then(lang::words).unwrap_or(self.words);
        let context = self.deck.context(&self.assets, &self.supplies.colours).picturing(&self.supplies.pictures);
        Context { answers, alone, words, interface: self.words, on_paper: self.is_on_paper, ..context }
    }

    /// Looks into the deck for a search, where nobody has yet: whoever searches so early waits as long as that takes.
    pub fn look_into(&mut self, besides: Besides) {
        if self.index == Index::default() {
            self.index = Index::of(&self.deck, &self.assets, besides);
        }
    }

    /// The title of a section, by its place.
    pub fn section_title(&self, section: usize) -> &str {
        let title = self.deck.sections.get(section).map_or("", |section| &section.title);
        if title.is_empty() { self.words.no_section } else { title }
    }

    /// What is missing on a slide and on those beside it, as far as nobody was asked for it yet.
    pub fn missing(&mut self, slide: usize) -> Vec<Wanted> {
        self.supplies.ask(&self.deck, &self.assets, slide)
    }
}
