//! `over-time`: notes that take longer to say than the deck may take.

use crate::deck::Placed;
use crate::duration;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use std::time::Duration;

pub const RULE: Rule = Rule::warning("over-time", "N001", look)
    .about(noun!("notes that take longer to say than the deck may take"))
    .why(noun!("The deck promises a time that its own notes do not keep."))
    .evidence(noun!("140 words a minute, the middle of what speakers do; a tenth more is allowed"))
    .help(noun!("shorten the notes, or give the deck more time"))
    .wrong("duration = \"5min\"\n# … notes of 2,000 words …")
    .right("duration = \"15min\"");

/// How fast people speak to an audience.
const WORDS_A_MINUTE: u64 = 140;

fn look(checker: &Checker, findings: &mut Findings) {
    let Some(meant) = checker.deck.duration else { return };
    let words =
        |it: &Placed| if it.section.appendix { 0 } else { it.slide.notes.excerpt.text.split_whitespace().count() };
    let words: usize = checker.deck.slides().map(|placed| words(&placed)).sum();
    let spoken = Duration::from_secs(words as u64 * 60 / WORDS_A_MINUTE);
    if spoken > meant + meant / 10 {
        let message = say!(
            "the notes take {spoken} to say, but the deck is planned for {meant}",
            spoken = duration::show(spoken),
            meant = duration::show(meant)
        );
        findings.add(
            checker.deck.at.value("duration"),
            message,
            say!("{words} words at {pace} a minute", words, pace = WORDS_A_MINUTE),
        );
    }
}
