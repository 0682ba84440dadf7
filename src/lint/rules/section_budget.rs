//! `section-budget`: minutes that do not add up.

use crate::duration;
use crate::lint::{Checker, Findings, Rule};
use std::time::Duration;

pub const RULE: Rule = Rule::warning("section-budget", "N002", look)
    .about("minutes that do not add up")
    .why("The pace is told from the plan: where slides, sections and deck say different things, it is wrong.")
    .evidence("Arithmetic")
    .wrong("duration = \"10min\"\n[[section]]\nduration = \"8min\"\n[[section]]\nduration = \"9min\"")
    .right("duration = \"17min\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for section in checker.deck.sections.iter().filter(|section| !section.appendix) {
        let Some(meant) = section.duration else { continue };
        let timed: Duration = section.slides.iter().filter_map(|slide| slide.duration).sum();
        let whole = section.slides.iter().all(|slide| slide.duration.is_some());
        if timed > meant || whole && timed != meant && !section.slides.is_empty() {
            let message = format!(
                "the slides of this section take {}, the section {}",
                duration::show(timed),
                duration::show(meant)
            );
            let help = format!("write `duration = \"{}\"`, or change the slides", duration::show(timed));
            findings.add(section.at.value("duration"), message, "not their sum");
            findings.help(help);
        }
    }
    let total = checker.plan.total();
    if let Some(meant) = checker.deck.duration.filter(|meant| *meant != total && checker.deck.planned_count() > 0) {
        let message = format!("the sections take {}, the deck {}", duration::show(total), duration::show(meant));
        let help = format!("write `duration = \"{}\"`, or change the sections", duration::show(total));
        findings.add(checker.deck.at.value("duration"), message, "not their sum");
        findings.help(help);
    }
}
