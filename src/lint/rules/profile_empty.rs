//! `profile-empty`: a profile that keeps no slide.

use crate::deck::Profile;
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("profile-empty", "S005", look)
    .about("a profile that keeps no slide")
    .why("Who starts the show with it has nothing to show.")
    .evidence("The deck’s own words: a profile keeps the slides that name it, and those that name none")
    .help("name it in the `profiles` of slides, or take it away")
    .wrong("[[profile]]\nid = \"comite\"\n# … and every slide has profiles = [\"equipe\"] …")
    .right("[[section.slide]]\nprofiles = [\"comite\", \"equipe\"]");

fn look(checker: &Checker, findings: &mut Findings) {
    let keeps = |profile: &Profile| checker.planned().any(|placed| profile.keeps(placed.slide));
    for profile in checker.deck.profiles.iter().filter(|profile| !keeps(profile)) {
        let message = format!("no slide is kept by the profile \"{}\"", text::shorten(&profile.id, 40));
        findings.add(profile.at.value("id"), message, "keeps nothing");
    }
}
