//! The `[check]` table of a deck. Rule names are checked in [`crate::lint`], not here.

use crate::deck::Size;
use crate::table::{ByName, Name, choice, table};

choice! {
    /// How bad what a rule finds is.
    pub enum Level as "a level" {
        /// Something of the deck is lost or broken.
        Error = "error",
        /// Likely to go wrong in front of the room.
        #[default]
        Warning = "warning",
        /// Worth knowing.
        Info = "info",
        /// Not looked for.
        Off = "off",
    }
}

table! {
    /// What `pupitre check` looks for, and how strict it is. The same table in the nearest `pupitre.toml` above the deck holds for
    /// all decks there; what the deck says goes before it, and the command line goes before both.
    pub struct Check as "the `[check]` table" {
        /// Only these rules, by their names or the beginnings of their codes; those that are off too.
        select: Vec<Name> = Vec::new(),
        /// Not these rules, by their names or the beginnings of their codes.
        ignore: Vec<Name> = Vec::new(),
        /// The terminals on which every slide must fit, in place of the deck's own `sizes`.
        sizes: Vec<Size> = Vec::new(),
        /// How bad what single rules find is: `missing-notes = "warning"`.
        levels: ByName<Level> = ByName::default(),
        /// The most that rules which count let pass: `too-many-words = 50`.
        limits: ByName<u16> = ByName::default(),
    }
}
