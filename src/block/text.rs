//! `text`: Markdown as a block, to be used after another block.

use crate::block::meaning::What;
use crate::block::{Body, Content, Context, Kind};
use crate::page::Page;
use crate::table::table;

table! {
    /// Markdown, in its place among other blocks.
    pub struct Text as "a text block" {
        /// The Markdown.
        text: Body,
    }
}

impl Kind for Text {
    fn content() -> Content {
        Content::Code
    }

    fn is_idea(&self) -> bool {
        false
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        self.text.layout(context, width)
    }

    fn meaning(&self, context: &Context) -> What {
        What::Group(self.text.meaning(context))
    }

    fn begins_with_items(&self) -> bool {
        self.text.begins_with_items()
    }
}
