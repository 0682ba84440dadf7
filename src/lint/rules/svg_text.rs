//! `svg-text`: letters in an SVG, which are not drawn.

use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("svg-text", "L020", look)
    .about("letters in an SVG, which are not drawn")
    .why("An SVG brings no fonts, and those of the machine in the meeting room are not those of its author.")
    .evidence("Pupitre draws the lines and areas of an SVG; a fact about the program")
    .help("convert its text to paths, or save it as PNG")
    .wrong("file = \"schema.svg\"   # with <text>")
    .right("file = \"schema.svg\"   # with its text converted to paths");

fn look(checker: &Checker, findings: &mut Findings) {
    for (image, _) in checker.images() {
        if checker.assets.measures(&image.file).is_ok_and(|measures| measures.letters) {
            let label = "has `<text>`, `<foreignObject>` or the like";
            findings.add(image.at.value("file"), "the letters in this SVG are not drawn", label);
        }
    }
}
