//! What is on a slide.

use crate::assets::{Assets, Medium};
use crate::block::meaning::Meaning;
use crate::block::{self, AnyKind, Block, Code, Context, Reveal, Unit};
use crate::deck::{Number, Slide};
use crate::prose::Prose;
use crate::table::{File, Nature};

impl Slide {
    /// The units of the slide, in order: the parts of its body, then its blocks.
    pub fn units(&self) -> impl Iterator<Item = Unit<'_>> {
        self.body.units().chain(self.blocks.iter().map(Unit::Block))
    }

    /// The content of the slide as a value, without title and notes, with the step of each part.
    pub fn meaning(&self, context: &Context) -> Meaning {
        block::flow_meaning(self.units(), &context.revealing(self.reveal))
    }

    /// Its last step. Most slides need not be parsed for that.
    pub fn last_step(&self, context: &Context) -> u16 {
        let may_wait = self.reveal != Reveal::None || !self.blocks.is_empty() || self.body.may_wait();
        if may_wait { self.meaning(context).last_step() } else { 0 }
    }

    /// The content of the slide as text, without title and notes.
    pub fn prose(&self, context: &Context, prose: &mut Prose) {
        self.meaning(context).prose(prose);
    }

    /// "12. Title".
    pub fn heading(&self, number: Number) -> String {
        format!("{number}. {}", self.title.as_deref().unwrap_or_default())
    }

    /// Calls `visit` with each block on the slide, including those in the Markdown of other blocks.
    pub fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        block::each_block(&self.body, visit);
        block::each_block(&self.blocks, visit);
    }

    /// Calls `visit` with each code block on the slide.
    pub fn visit_code<'a>(&'a self, visit: &mut dyn FnMut(&'a Code)) {
        self.visit(&mut |block| {
            if let AnyKind::Code(code) = &block.kind {
                visit(code);
            }
        });
    }

    /// The available pictures on the slide, and in its notes and lesson: the key of each, and its file.
    pub fn pictures(&self, assets: &Assets) -> Vec<(u64, String)> {
        let mut files = Vec::new();
        let is_file = |nature| matches!(nature, Nature::File);
        block::each(self, is_file, |file: &File| {
            let key = Some(file).filter(|it| it.medium == Medium::Picture).and_then(|it| assets.picture_key(&it.name));
            files.extend(key.map(|key| (key, file.name.text.clone())));
        });
        files
    }
}
