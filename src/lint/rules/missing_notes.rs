//! `missing-notes`: a slide without notes in a deck whose others have them.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::off("missing-notes", "N003", look)
    .about(noun!("a slide without notes in a deck whose others have them"))
    .why(noun!("The speaker counts on notes, and there are none."))
    .evidence(noun!("Practice of the field; only where more than half of the slides have notes"))
    .help(noun!("add `notes`"))
    .wrong("[[section.slide]]\ntitle = \"Seule sans notes\"")
    .right("[[section.slide]]\ntitle = \"…\"\nnotes = \"Demander à la salle …\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let without =
        || checker.planned().filter(|placed| placed.slide.notes.is_empty() && !placed.slide.at.misspells("notes"));
    if without().count() * 2 < checker.deck.planned_count() {
        for placed in without() {
            findings.add(
                placed.slide.at.table,
                say!("this slide has no notes, but most others do"),
                say!("nothing to say?"),
            );
        }
    }
}
