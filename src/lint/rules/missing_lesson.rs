//! `missing-lesson`: a slide without a lesson in a deck whose others have them.

use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("missing-lesson", "N004", look)
    .about("a slide without a lesson in a deck whose others have them")
    .why("Who reads the deck alone finds nothing to read there.")
    .evidence("Only where more than half of the slides have a lesson")
    .help("add `lesson`, the course text of the slide")
    .wrong("[[section.slide]]\ntitle = \"Seule sans leçon\"")
    .right("[[section.slide]]\ntitle = \"…\"\nlesson = \"…\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let without = || checker.slides().filter(|placed| placed.slide.lesson.is_empty());
    if without().count() * 2 < checker.deck.slide_count() {
        for placed in without() {
            findings.add(placed.slide.at.table, "this slide has no lesson, most others have", "nothing to read");
        }
    }
}
