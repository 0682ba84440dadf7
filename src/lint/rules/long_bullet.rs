//! `long-bullet`: a list item as long as a paragraph.

use crate::lang::{noun, say};
use crate::lint::passage::Shape;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("long-bullet", "D003", look)
    .about(noun!("a list item as long as a paragraph"))
    .why(noun!("An item is scanned while somebody speaks. What takes longer to read than to hear belongs in `notes` or `lesson`."))
    .evidence(noun!("Weak: practice, and the default of slide linters"))
    .limit(12, noun!("words"))
    .help(noun!("keep what the room has to see"))
    .wrong("body = '''- an item of twenty words …'''")
    .right("body = '''- an item of six words'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.passages().iter().filter(|it| it.field.is_shown() && matches!(it.shape, Shape::Item(_))) {
        let words = passage.words().count();
        if words > findings.limit() && passage.slide.is_some_and(|slide| checker.is_planned(slide)) {
            let message = say!(
                "{words} words in one item, more than the {limit} that are scanned",
                words,
                limit = findings.limit()
            );
            findings.add(passage.span(0..passage.text.len()), message, say!("long"));
        }
    }
}
