//! A deck looked over together with the files beside it: for editors, and for authors while they present.

use std::path::Path;

use crate::assets::Assets;
use crate::deck::{self, Deck};
use crate::files;
use crate::lint::{self, Checker, Finding, Wanted};
use crate::source::Source;

/// A deck, and what was found in it.
pub struct Reviewed {
    pub deck: Deck,
    pub findings: Vec<Finding>,
}

/// Reads a deck and looks it over as `pupitre check` does; `folder` is where it lies.
pub fn review(source: &Source, folder: &Path) -> Reviewed {
    let (deck, mut read) = deck::read(source);
    // Beyond the limits nothing was read: rules would speak of an empty deck.
    let over = read.iter().any(|it| it.rule == "limit-exceeded");
    let assets = if over { Assets::default() } else { files::read_assets(&deck, folder) };
    read.extend(deck.file_troubles(&assets));
    let findings = lint::check(&Checker::new(source, &deck, &assets), read, &Wanted::default());
    Reviewed { deck, findings }
}
