//! A picture of whose deck it is.

use crate::assets::Assets;
use crate::block::meaning::{Image, Part, What};
use crate::deck::Deck;
use crate::lang::say;
use crate::prose::Passage;
use crate::table::{PictureFile, Reader, Words, table};

table! {
    /// A picture of whose deck it is: in a corner of title slides, and in the bottom row where pixels are drawn.
    pub struct Logo as "a logo" {
        /// The name of the file, relative to the deck's folder.
        file: PictureFile,
        /// What it shows, in words, for those who cannot see it.
        alt: Words,
    }
}

impl Logo {
    /// Says what is wrong with its fields.
    pub fn check(&self, reader: &mut Reader) {
        // One that is missing was told in reading.
        if self.at.value("alt") != self.at.table && self.alt.trim().is_empty() {
            let help = say!("say in a few words what the logo shows, such as `alt = \"French Republic\"`");
            reader.wrong(self.at.value("alt"), say!("`alt` is empty"), say!("no words"), help);
        }
    }

    /// What it says on a title slide.
    pub fn meaning(&self) -> Part {
        let what = What::Image(Image {
            file: self.file.to_string(),
            width: 100,
            size: None,
            caption: None,
            decorative: false,
            trouble: None,
        });
        Part { step: 0, alt: Some(self.alt.clone()), what }
    }

    /// As it is read.
    pub fn passage(&self) -> Passage {
        Passage::Picture { file: self.file.to_string(), alt: self.alt.clone(), caption: None }
    }
}

impl Deck {
    /// The picture of its logo, where it has one that can be had: by what it is known, and its file.
    pub fn logo_picture(&self, assets: &Assets) -> Option<(u64, String)> {
        let file = &self.logo.as_ref()?.file;
        Some((assets.picture_key(file)?, file.to_string()))
    }
}
