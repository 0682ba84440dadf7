//! `priority-too-long`: `must` slides that take longer than a profile.

use crate::deck::{Placed, Priority};
use crate::duration;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("priority-too-long", "N005", look)
    .about(noun!("`must` slides that take longer than a profile"))
    .why(noun!("A cut keeps every `must`: this one cannot end on time."))
    .evidence(noun!("Arithmetic"))
    .help(noun!("make some of them `should`, or give the profile more time"))
    .wrong("[[profile]]\nid = \"comite\"\nduration = \"10min\"\n# … musts of 12min …")
    .right("# … fewer slides with priority = \"must\" …");

fn look(checker: &Checker, findings: &mut Findings) {
    for profile in &checker.deck.profiles {
        let must = |placed: &Placed| placed.slide.priority == Priority::Must && profile.keeps(placed.slide);
        let musts = checker.plan.sum(checker.deck, |placed| must(placed));
        let Some(meant) = profile.duration.filter(|meant| musts > *meant) else { continue };
        let (musts, meant) = (duration::show(musts), duration::show(meant));
        let message = say!("the `must` slides take {musts}, this profile {meant}", musts, meant);
        findings.add(profile.at.value("duration"), message, say!("too short for them"));
    }
}
