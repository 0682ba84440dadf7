//! `missing-alt`: an image without words for those who cannot see it.

use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("missing-alt", "A001", look)
    .about("an image without words for those who cannot see it")
    .why("Whoever listens to the slide, searches it or shows it in a terminal without colours has nothing but these words.")
    .evidence("WCAG 2.2, 1.1.1 (level A); RGAA 1.1; PowerPoint’s accessibility checker (error): strong")
    .help("add `alt = \"…\"`, what the picture says; or `decorative = true` where it says nothing")
    .wrong("kind = \"image\"\nfile = \"chaine.png\"")
    .right("kind = \"image\"\nfile = \"chaine.png\"\nalt  = \"Trois étapes : le code, les contrôles, la mise en ligne\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for (image, alt) in checker.images() {
        if alt.is_none_or(|alt| alt.trim().is_empty()) && !image.decorative {
            findings.add(image.at.value("file"), "this image has no `alt`", "nothing to read in its place");
        }
    }
}
