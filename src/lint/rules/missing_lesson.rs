//! `missing-lesson`: a slide without a lesson in a deck whose others have them.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("missing-lesson", "N004", look)
    .about(noun!("a slide without a lesson in a deck whose others have them"))
    .why(noun!("People who read the deck alone find nothing to read there."))
    .evidence(noun!("Only where more than half of the slides have a lesson"))
    .help(noun!("add `lesson`, the course text of the slide"))
    .wrong("[[section.slide]]\ntitle = \"Seule sans leçon\"")
    .right("[[section.slide]]\ntitle = \"…\"\nlesson = \"…\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let without =
        || checker.slides().filter(|placed| placed.slide.lesson.is_empty() && !placed.slide.at.misspells("lesson"));
    if without().count() * 2 < checker.deck.slide_count() {
        for placed in without() {
            findings.add(
                placed.slide.at.table,
                say!("this slide has no lesson, but most others do"),
                say!("nothing to read"),
            );
        }
    }
}
