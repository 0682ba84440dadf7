//! `svg-text`: letters in an SVG, which are not drawn.

use crate::block::AnyKind;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("svg-text", "L020", look)
    .about("letters in an SVG, which are not drawn")
    .why("An SVG brings no fonts, and those of the machine in the meeting room are not those of its author.")
    .evidence("Pupitre draws the lines and areas of an SVG; a fact about the program")
    .wrong("file = \"schema.svg\"   # with <text>")
    .right("file = \"schema.svg\"   # with its text converted to paths");

fn look(checker: &Checker, findings: &mut Findings) {
    for (index, placed) in checker.slides() {
        placed.slide.visit(&mut |block| {
            let AnyKind::Image(image) = &block.kind else { return };
            if checker.assets.measures(&image.file).is_ok_and(|measures| measures.letters) {
                findings.add(
                    Some(index),
                    image.at.value("file"),
                    "the letters in this SVG are not drawn",
                    "has `<text>` or `<foreignObject>`",
                    "convert its text to paths, or save it as PNG",
                );
            }
        });
    }
}
