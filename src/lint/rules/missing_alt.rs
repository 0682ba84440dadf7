//! `missing-alt`: an image without a description for those who cannot see it.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::table::KeyPlace;
use crate::text;

pub const RULE: Rule = Rule::error("missing-alt", "A001", look)
    .about(noun!("an image without a description for those who cannot see it"))
    .why(noun!(
        "People who listen to the slide, search it or show it in a terminal without colors have only these words."
    ))
    .evidence(noun!("WCAG 2.2, 1.1.1 (level A); RGAA 1.1; PowerPoint’s accessibility checker (error): strong"))
    .help(noun!("add `alt = \"…\"`, what the picture says; or `decorative = true` if it says nothing"))
    .wrong("kind = \"image\"\nfile = \"chaine.png\"")
    .right(
        "kind = \"image\"\nfile = \"chaine.png\"\nalt  = \"Trois étapes : le code, les contrôles, la mise en ligne\"",
    );

fn look(checker: &Checker, findings: &mut Findings) {
    for (image, alt) in checker.images() {
        // A misspelled key is reported when the deck is read.
        let is_misspelled = image.at.misspells("alt") || image.at.misspells("decorative");
        if alt.is_none_or(|alt| alt.trim().is_empty()) && !image.decorative && !is_misspelled {
            let (file, label) = (image.at.value("file"), say!("nothing to read in its place"));
            if image.at.place() != KeyPlace::Picture {
                findings.add(file, say!("this image has no `alt`"), label);
                continue;
            }
            findings.add(file, say!("this picture has no description"), label);
            findings.help(say!(
                "write between the brackets what it says: `![…]({file})`; if it says nothing, write an `image` block with `decorative = true`",
                file = text::shorten(&image.file, 40)
            ));
        }
    }
}
