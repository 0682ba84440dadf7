//! `missing-priority`: a shorter show that leaves out the last slide, as no slide has a priority.

use crate::deck::Placed;
use crate::duration;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("missing-priority", "N006", look)
    .about("a shorter show that leaves out the last slide, as no slide has a priority")
    .why("Where no slide has a priority, a cut leaves out the last ones: the conclusion, the final question.")
    .evidence("How the cut works: `pupitre plan --for`")
    .help("write `priority = \"must\"` in the slides that no show may lack, such as the last one")
    .wrong("[[profile]]\nid = \"comite\"\nduration = \"10min\"\n# … 15min of slides, none with a priority …")
    .right("# … the last slide with priority = \"must\" …");

fn look(checker: &Checker, findings: &mut Findings) {
    if checker.deck.slides().any(|placed| !placed.slide.at.lacks("priority")) {
        return;
    }
    for profile in &checker.deck.profiles {
        let Some(meant) = profile.duration else { continue };
        let kept = |placed: &Placed| profile.keeps(placed.slide);
        let planned = checker.deck.slides().enumerate().filter(|(index, _)| checker.plan.slot(*index).is_some());
        let Some((last, _)) = planned.filter(|(_, placed)| kept(placed)).last() else { continue };
        if checker.plan.cut_for(checker.deck, Some(profile), None).left_out.contains(&last) {
            let message = format!("a show of {} leaves out the last slide", duration::show(meant));
            findings.add(profile.at.value("duration"), message, "no slide has a priority");
        }
    }
}
