//! `profile-empty`: a profile that keeps no slide.

use crate::deck::Profile;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("profile-empty", "S005", look)
    .about(noun!("a profile that keeps no slide"))
    .why(noun!("A show with this profile has nothing to show."))
    .evidence(noun!("The deck’s own words: a profile keeps the slides that name it, and those that name none"))
    .help(noun!("name it in the `profiles` of slides, or remove it"))
    .wrong("[[profile]]\nid = \"comite\"\n# … and every slide has profiles = [\"equipe\"] …")
    .right("[[section.slide]]\nprofiles = [\"comite\", \"equipe\"]");

fn look(checker: &Checker, findings: &mut Findings) {
    if checker.slides().next().is_none() || checker.misspells("profiles") {
        return;
    }
    let keeps = |profile: &Profile| checker.planned().any(|placed| profile.keeps(placed.slide));
    for profile in checker.deck.profiles.iter().filter(|profile| !keeps(profile)) {
        let message = say!("no slide is kept by the profile \"{id}\"", id = text::shorten(&profile.id, 40));
        findings.add(profile.at.value("id"), message, say!("keeps nothing"));
    }
}
