//! `no-slides`: a deck without any slide.

use crate::deck::Section;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("no-slides", "S008", look)
    .about(noun!("a deck without any slide"))
    .why(noun!("There is nothing to show: `present` refuses the deck."))
    .evidence(noun!("The commands of Pupitre themselves"))
    .wrong("format = 1\ntitle = \"La doctrine\"")
    .right("format = 1\ntitle = \"La doctrine\"\n\n[[section]]\ntitle = \"Trois mots\"\n\n[[section.slide]]\ntitle = \"…\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let deck = checker.deck;
    let at = &deck.at;
    // Slides that cannot be read are reported when the deck is read.
    let is_unread = |section: &Section| section.at.misspells("slide") || section.at.has("slide");
    let are_unread = at.misspells("section") || at.has("section") && deck.sections.is_empty();
    if deck.slide_count() > 0 || are_unread || deck.sections.iter().any(is_unread) {
        return;
    }
    let begin = || say!("add `[[section]]` with a `title`, and below it `[[section.slide]]`");
    let (span, help) = match deck.sections.first() {
        _ if checker.source.about().is_some() => (at.key("title"), say!("begin one with a heading: `# Title`")),
        Some(section) => (section.at.table, say!("add `[[section.slide]]` below it, and a `title`")),
        None => (at.key(if at.has("title") { "title" } else { "format" }), begin()),
    };
    findings.add(span, say!("this deck has no slides"), say!("nothing to show"));
    findings.help(help);
}
