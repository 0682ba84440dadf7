//! `missing-notes`: a slide without notes in a deck whose others have them.

use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::off("missing-notes", "N003", look)
    .about("a slide without notes in a deck whose others have them")
    .why("The speaker has counted on notes, and there are none.")
    .evidence("Practice of the field; only where more than half of the slides have notes")
    .help("add `notes`")
    .wrong("[[section.slide]]\ntitle = \"Seule sans notes\"")
    .right("[[section.slide]]\ntitle = \"…\"\nnotes = \"Demander à la salle …\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let without = || checker.planned().filter(|placed| placed.slide.notes.is_empty());
    if without().count() * 2 < checker.deck.planned_count() {
        for placed in without() {
            findings.add(placed.slide.at.table, "this slide has no notes, most others have", "nothing to say?");
        }
    }
}
