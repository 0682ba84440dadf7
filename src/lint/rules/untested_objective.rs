//! `untested-objective`: an objective without a quiz about it, in a deck that is read alone or has quizzes about others.

use std::collections::HashSet;

use crate::block::AnyKind;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::info("untested-objective", "S006", look)
    .about(noun!("an objective without a quiz about it, in a deck that is read alone or has quizzes about others"))
    .why(noun!("People who read alone are told that they have seen it, but nobody asks whether they know it, then or later."))
    .evidence(noun!("Testing effect (Roediger and Karpicke 2006): people who are asked remember more than people who read twice. Only where more than half of the slides have a lesson, or a quiz asks about another objective"))
    .help(noun!("add a `quiz` to a slide whose `objectives` name it; two, on slides far apart, are better"))
    .wrong("[[objective]]\nid = \"agir\"\n# … only texts on the slides with objectives = [\"agir\"] …")
    .right("[[section.slide]]\nobjectives = [\"agir\"]\n[[section.slide.block]]\nkind = \"quiz\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut tested: HashSet<&str> = HashSet::new();
    for placed in checker.slides() {
        let mut has_quiz = false;
        placed.slide.visit(&mut |block| has_quiz |= matches!(block.kind, AnyKind::Quiz(_)));
        if has_quiz {
            tested.extend(placed.slide.objectives.iter().map(|id| id.as_str()));
        }
    }
    let lessons = checker.slides().filter(|placed| !placed.slide.lesson.is_empty()).count();
    if tested.is_empty() && lessons * 2 <= checker.deck.slide_count() || checker.misspells("objectives") {
        return;
    }
    for objective in checker.deck.objectives.iter().filter(|it| !tested.contains(it.id.as_str())) {
        let message = say!("no quiz asks about the objective \"{id}\"", id = text::shorten(&objective.id, 40));
        findings.add(objective.at.value("id"), message, say!("seen, never tested"));
    }
}
