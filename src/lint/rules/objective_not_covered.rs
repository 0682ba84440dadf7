//! `objective-not-covered`: an objective that no slide serves.

use std::collections::HashSet;

use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("objective-not-covered", "S002", look)
    .about("an objective that no slide serves")
    .why("The deck promises something that it does not teach.")
    .evidence("Constructive alignment (Biggs 1996): strong in teaching, here only the bookkeeping of it")
    .help("name it in the `objectives` of a slide, or take it away")
    .wrong("[[objective]]\nid = \"agir\"\n# … no slide with objectives = [\"agir\"] …")
    .right("[[section.slide]]\nobjectives = [\"agir\"]");

fn look(checker: &Checker, findings: &mut Findings) {
    let objectives = checker.deck.slides().flat_map(|placed| &placed.slide.objectives);
    let served: HashSet<&str> = objectives.map(|id| id.as_str()).collect();
    for objective in &checker.deck.objectives {
        if !served.contains(objective.id.as_str()) {
            let message = format!("no slide serves the objective \"{}\"", text::shorten(&objective.id, 40));
            findings.add(objective.at.value("id"), message, "promised here");
        }
    }
}
