//! `title-wraps`: a title that takes more than one row.

use crate::lang::{noun, say};
use crate::layout;
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("title-wraps", "L004", look)
    .about(noun!("a title that takes more than one row"))
    .why(noun!("A title is scanned, not read, and each of its rows takes room from the slide."))
    .evidence(noun!("Practice of the field; at the smallest of the deck’s sizes"))
    .help(noun!("say it in fewer words"))
    .wrong("title = \"Ce que la doctrine « cloud au centre » apporte à la stratégie numérique de l’État\"")
    .right("title = \"Ce que la doctrine apporte\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let Some(smallest) = checker.sizes().iter().min_by_key(|size| size.width) else { return };
    let width = usize::from(layout::frame(*smallest).width);
    for placed in checker.slides() {
        let title = text::width(placed.slide.title.as_deref().unwrap_or_default());
        if title > width {
            let message = say!(
                "this title is {title} cells wide, a row has {width} at {smallest}",
                title,
                width,
                smallest = smallest.to_string()
            );
            findings.add(placed.slide.at.key("title"), message, say!("takes two rows"));
        }
    }
}
