//! `[course]`: the longer training that a deck is a step of.

use crate::assets::stays_inside;
use crate::lang::{noun, say};
use crate::table::{Reader, TextFile, Words, table};
use crate::text;

/// The keys that come from the course's file, if the deck names one.
pub const OF_FILE: &[&str] = &["name", "step", "of", "next"];

table! {
    /// Where a deck stands in a longer training.
    pub struct Course as "a course" {
        /// A file beside the deck that lists the decks of the course, `"course.toml"`: name, step and what is next come from it.
        file: Option<TextFile> = None,
        /// The name of the whole training.
        name: Option<Words> = None,
        /// Which step of it this deck is, from 1.
        step: Option<u16> = None,
        /// How many steps there are.
        of: Option<u16> = None,
        /// For whom the deck is.
        audience: Option<Words> = None,
        /// What comes next.
        next: Option<Words> = None,
    }
}

impl Course {
    /// Reports mistakes: no name, what a file already says, a course that ends before this deck.
    pub fn check(&self, reader: &mut Reader) {
        match &self.file {
            Some(file) => self.check_file(file, reader),
            None if self.at.lacks("file") && self.at.lacks("name") => {
                reader.report(self.at.missing(
                    "name",
                    "a course",
                    noun!("a string, or `file = …`, a file that lists its decks"),
                ));
            }
            None => {}
        }
        if let (Some(step), Some(of), None) = (self.step, self.of, &self.file)
            && step > of
        {
            let message = say!("this is step {step} of a course that has {of}", step, of);
            let help = say!("write a step from 1 to {of}, or a larger `of`", of);
            reader.wrong(self.at.value("step"), message, say!("after the last step"), help);
        }
    }

    fn check_file(&self, file: &str, reader: &mut Reader) {
        let shown = text::shorten(file, 40);
        for key in OF_FILE.iter().filter(|key| !self.at.lacks(key)) {
            let message = say!("`{key}` comes from {shown}", key, shown);
            reader.wrong(self.at.key(key), message, say!("said here too"), say!("remove `{key}`", key));
        }
        if stays_inside(file) && file.contains('/') {
            let message = say!("the course \"{shown}\" is not in the folder of the deck", shown);
            let help = say!("a course belongs beside its decks: move it there");
            reader.wrong(self.at.value("file"), message, say!("in another folder"), help);
        }
    }
}
