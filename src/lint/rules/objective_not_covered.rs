//! `objective-not-covered`: an objective that no slide serves.

use std::collections::HashSet;

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("objective-not-covered", "S002", look)
    .about(noun!("an objective that no slide serves"))
    .why(noun!("The deck promises something that it does not teach."))
    .evidence(noun!(
        "Constructive alignment (Biggs 1996): strong evidence in teaching; this rule only does the bookkeeping"
    ))
    .help(noun!("name it in the `objectives` of a slide, or remove it"))
    .wrong("[[objective]]\nid = \"agir\"\n# … no slide with objectives = [\"agir\"] …")
    .right("[[section.slide]]\nobjectives = [\"agir\"]");

fn look(checker: &Checker, findings: &mut Findings) {
    let objectives = checker.deck.slides().flat_map(|placed| &placed.slide.objectives);
    let served: HashSet<&str> = objectives.map(|id| id.as_str()).collect();
    if checker.slides().next().is_none() || checker.misspells("objectives") {
        return;
    }
    for objective in &checker.deck.objectives {
        if !served.contains(objective.id.as_str()) {
            let message = say!("no slide serves the objective \"{id}\"", id = text::shorten(&objective.id, 40));
            findings.add(objective.at.value("id"), message, say!("promised here"));
        }
    }
}
