//! The language of a slide, which may differ from the deck's.

use crate::block::Context;
use crate::deck::{Deck, Slide};

impl Deck {
    /// The language of a slide that comes from a file in another language than the deck's. `None` for all others.
    pub fn lang_of(&self, slide: &Slide) -> Option<&str> {
        let (langs, at) = (&self.sections.included.langs, slide.at.table.start);
        let (_, lang) = langs[..langs.partition_point(|(start, _)| *start <= at)].last()?;
        lang.as_deref().filter(|lang| Some(*lang) != self.lang.as_deref())
    }

    /// A context for a slide: with the words of its language.
    pub fn context_on<'c>(&self, slide: &Slide, context: &Context<'c>) -> Context<'c> {
        context.speaking(self.lang_of(slide))
    }
}
