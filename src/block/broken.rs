//! What stands in the place of a block that could not be read.

use crate::assets::Trouble;
use crate::block::meaning::What;
use crate::block::{Context, Kind, layout_note};
use crate::lang::Message;
use crate::page::{Page, Role};
use crate::table::TextFile;
use crate::text;

/// Replaces a block that could not be read, with the reason, so that the rest is still shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Broken {
    Because(Message),
    /// A file that cannot be read. The files beside the deck tell why.
    Without(TextFile),
}

impl Broken {
    fn why(&self, context: &Context) -> Message {
        match self {
            Self::Because(why) => why.in_words(context.words),
            Self::Without(file) => {
                let trouble = context.assets.text(file).err().unwrap_or(Trouble::Missing);
                trouble.message(file).in_words(context.words)
            }
        }
    }
}

impl Kind for Broken {
    fn layout(&self, context: &Context, width: u16) -> Page {
        layout_note(&format!("⚠ {}", self.why(context)), Role::Bad, width)
    }

    fn meaning(&self, context: &Context) -> What {
        // The reason may quote any text of the deck.
        What::Broken(text::clean(&self.why(context)).into_owned())
    }

    fn is_idea(&self) -> bool {
        false
    }
}
