//! `empty-slide`: a slide with nothing but a title.

use crate::deck::{Arrangement, Placed};
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("empty-slide", "L005", look)
    .about(noun!("a slide with nothing but a title"))
    .why(noun!("Often something was meant to follow. A slide that opens a part may be empty on purpose: `layout = \"section\"` or `\"title\"` says so."))
    .evidence(noun!("Practice of the field"))
    .help(noun!("add a `body`, or remove the slide"))
    .wrong("[[section.slide]]\ntitle = \"À suivre\"")
    .right("[[section.slide]]\ntitle = \"À suivre\"\nbody = \"…\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for Placed { slide, .. } in checker.slides() {
        // A misspelled key for what it shows is reported when the deck is read.
        let misspelled = ["body", "block", "layout"].into_iter().any(|key| slide.at.misspells(key));
        let opens = matches!(slide.layout, Arrangement::Title | Arrangement::Section);
        if !opens && slide.body.is_empty() && slide.blocks.is_empty() && !misspelled {
            findings.add(slide.at.table, say!("this slide shows nothing but its title"), say!("no body, no block"));
        }
    }
}
