//! `missing-priority`: a shorter show that chooses slides by place, because no slide has a priority.

use crate::duration;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("missing-priority", "N006", look)
    .about(noun!("a shorter show that chooses slides by place, because no slide has a priority"))
    .why(noun!("If no slide has a priority, a cut keeps the opening, the ending and the first slides of each section: only the author knows what matters."))
    .evidence(noun!("How the cut works: `pupitre plan --for`"))
    .help(noun!("write `priority = \"must\"` in the slides that no show may lack, `\"could\"` in those that may go first"))
    .wrong("[[profile]]\nid = \"comite\"\nduration = \"10min\"\n# … 15min of slides, none with a priority …")
    .right("# … the slides that matter with priority = \"must\" …");

fn look(checker: &Checker, findings: &mut Findings) {
    if checker.deck.slides().any(|placed| !placed.slide.at.lacks("priority")) {
        return;
    }
    for profile in &checker.deck.profiles {
        let Some(meant) = profile.duration else { continue };
        let kept = checker.deck.slides().enumerate().filter(|(_, placed)| profile.keeps(placed.slide));
        let cut = checker.plan.cut_for(checker.deck, Some(profile), None);
        let count = kept.filter(|(index, _)| cut.left_out.contains(index)).count();
        if count > 0 {
            let message = say!(
                "a show of {meant} leaves out {count} {count?slide|slides}, chosen by place",
                meant = duration::show(meant),
                count
            );
            findings.add(profile.at.value("duration"), message, say!("no slide has a priority"));
        }
    }
}
