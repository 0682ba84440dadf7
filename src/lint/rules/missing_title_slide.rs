//! `missing-title-slide`: an author, an occasion or a date that no slide shows.

use crate::deck::Arrangement;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("missing-title-slide", "S007", look)
    .about(noun!("an author, an occasion or a date that no slide shows"))
    .why(noun!("Only a slide with `layout = \"title\"` shows `author`, `event` and `date`; the room sees none of them in this deck."))
    .evidence(noun!("The layouts of Pupitre themselves"))
    .help(noun!("write `layout = \"title\"` on the first slide"))
    .wrong("author = \"Ada Lindqvist\"\n# … no slide with a layout …")
    .right("author = \"Ada Lindqvist\"\n[[section.slide]]\nlayout = \"title\"");

/// The keys whose values stand below the title of a title slide, and nowhere else in a show.
const KEYS: [&str; 3] = ["author", "event", "date"];

fn look(checker: &Checker, findings: &mut Findings) {
    let deck = checker.deck;
    if deck.slide_count() == 0
        || checker.misspells("layout")
        || deck.slides().any(|placed| placed.slide.layout == Arrangement::Title)
    {
        return;
    }
    // One finding is enough: one slide shows them all.
    if let Some(key) = KEYS.into_iter().find(|key| !deck.at.lacks(key)) {
        findings.add(deck.at.key(key), say!("no slide shows `{key}`", key), say!("only on a title slide"));
    }
}
