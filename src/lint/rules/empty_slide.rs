//! `empty-slide`: a slide with nothing but a title.

use crate::deck::Arrangement;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("empty-slide", "L005", look)
    .about("a slide with nothing but a title")
    .why("Often something was meant to follow. A slide that opens a part may be empty on purpose: `layout = \"section\"` or `\"title\"` says so.")
    .evidence("Practice of the field")
    .wrong("[[section.slide]]\ntitle = \"À suivre\"")
    .right("[[section.slide]]\ntitle = \"À suivre\"\nbody = \"…\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for (index, placed) in checker.slides() {
        let at = &placed.slide.at;
        // A body whose key is misspelled was found in reading.
        let misspelled = !at.lacks("body") && at.key("body") == at.table;
        let opens = matches!(placed.slide.layout, Arrangement::Title | Arrangement::Section);
        if !opens && placed.slide.body.is_empty() && placed.slide.blocks.is_empty() && !misspelled {
            findings.add(
                Some(index),
                at.table,
                "this slide shows nothing but its title",
                "no body, no block",
                "add a `body`, or take the slide away",
            );
        }
    }
}
