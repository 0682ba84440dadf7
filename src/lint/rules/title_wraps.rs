//! `title-wraps`: a title that takes more than one row.

use crate::layout;
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("title-wraps", "L004", look)
    .about("a title that takes more than one row")
    .why("A title is scanned, not read; and each of its rows is taken from the slide.")
    .evidence("Practice of the field; at the smallest of the deck’s sizes")
    .help("say it in fewer words")
    .wrong("title = \"Ce que la doctrine « cloud au centre » apporte à la stratégie numérique de l’État\"")
    .right("title = \"Ce que la doctrine apporte\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let Some(smallest) = checker.sizes().iter().min_by_key(|size| size.width) else { return };
    let width = usize::from(layout::frame(*smallest).width);
    for placed in checker.slides() {
        let title = text::width(placed.slide.title.as_deref().unwrap_or_default());
        if title > width {
            let message = format!("this title is {title} cells wide, a row has {width} at {smallest}");
            findings.add(placed.slide.at.key("title"), message, "takes two rows");
        }
    }
}
