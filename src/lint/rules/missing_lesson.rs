//! `missing-lesson`: a slide without a lesson in a deck whose others have them.

use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("missing-lesson", "N004", look)
    .about("a slide without a lesson in a deck whose others have them")
    .why("Who reads the deck alone finds nothing to read there.")
    .evidence("Only where more than half of the slides have a lesson")
    .wrong("[[section.slide]]\ntitle = \"Seule sans leçon\"")
    .right("[[section.slide]]\ntitle = \"…\"\nlesson = \"…\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let with = checker.slides().filter(|(_, placed)| !placed.slide.lesson.is_empty()).count();
    if with * 2 <= checker.deck.slide_count() {
        return;
    }
    for (index, placed) in checker.slides().filter(|(_, placed)| placed.slide.lesson.is_empty()) {
        findings.add(
            Some(index),
            placed.slide.at.table,
            "this slide has no lesson, most others have",
            "nothing to read",
            "add `lesson`, the course text of the slide",
        );
    }
}
