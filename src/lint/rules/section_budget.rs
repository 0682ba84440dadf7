//! `section-budget`: minutes that do not add up.

use crate::duration;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use std::time::Duration;

pub const RULE: Rule = Rule::warning("section-budget", "N002", look)
    .about(noun!("minutes that do not add up"))
    .why(noun!("The pace comes from the plan. If slides, sections and deck disagree, it is wrong."))
    .evidence(noun!("Arithmetic"))
    .wrong("duration = \"10min\"\n[[section]]\nduration = \"8min\"\n[[section]]\nduration = \"9min\"")
    .right("duration = \"17min\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for section in checker.deck.sections.iter().filter(|section| !section.appendix) {
        let Some(meant) = section.duration else { continue };
        let timed: Duration = section.slides.iter().filter_map(|slide| slide.duration).sum();
        let whole = section.slides.iter().all(|slide| slide.duration.is_some());
        if timed > meant || whole && timed != meant && !section.slides.is_empty() {
            let message = say!(
                "the slides of this section take {timed}, the section {meant}",
                timed = duration::show(timed),
                meant = duration::show(meant)
            );
            let help = say!("write `duration = \"{timed}\"`, or change the slides", timed = duration::show(timed));
            findings.add(section.at.value("duration"), message, say!("not their sum"));
            findings.help(help);
        }
    }
    let total = checker.plan.total();
    if let Some(meant) = checker.deck.duration.filter(|meant| *meant != total && checker.deck.planned_count() > 0) {
        let message = say!(
            "the sections take {total}, the deck {meant}",
            total = duration::show(total),
            meant = duration::show(meant)
        );
        let help = say!("write `duration = \"{total}\"`, or change the sections", total = duration::show(total));
        findings.add(checker.deck.at.value("duration"), message, say!("not their sum"));
        findings.help(help);
    }
}
