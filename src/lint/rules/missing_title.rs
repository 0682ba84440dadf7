//! `missing-title`: a slide without a title.

use crate::deck::Placed;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("missing-title", "A003", look)
    .about(noun!("a slide without a title"))
    .why(noun!("A title tells the room where it is, a screen reader what the slide is called, and the section list, the search and the overview what to show."))
    .evidence(noun!("PowerPoint’s accessibility checker (error); WCAG 2.4.2; RGAA 8.5 and 9.1: strong for those who cannot see the slide"))
    .help(noun!("add `title = \"…\"`, a few words that say what it is about"))
    .wrong("[[section.slide]]\nbody = \"Trois mots\"")
    .right("[[section.slide]]\ntitle = \"Trois mots à ne pas confondre\"\nbody = \"…\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for Placed { slide, .. } in checker.slides() {
        // A title that could not be read, or whose key is misspelled, is reported elsewhere.
        if slide.title.as_deref().map_or(slide.at.lacks("title"), |title| title.trim().is_empty()) {
            findings.add(slide.at.key("title"), say!("this slide has no title"), say!("nothing to call it by"));
        }
    }
}
