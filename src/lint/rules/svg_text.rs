//! `svg-text`: text in an SVG, which is not drawn.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("svg-text", "L020", look)
    .about(noun!("text in an SVG, which is not drawn"))
    .why(noun!("An SVG has no fonts of its own, and the machine in the meeting room does not have its author’s."))
    .evidence(noun!("Pupitre draws only the lines and areas of an SVG"))
    .help(noun!("convert its text to paths, or save it as PNG"))
    .wrong("file = \"schema.svg\"   # with <text>")
    .right("file = \"schema.svg\"   # with its text converted to paths");

fn look(checker: &Checker, findings: &mut Findings) {
    for (image, _) in checker.images() {
        if checker.assets.measures(&image.file).is_ok_and(|measures| measures.letters) {
            let label = say!("has `<text>`, `<foreignObject>` or the like");
            findings.add(image.at.value("file"), say!("the text in this SVG is not drawn"), label);
        }
    }
}
