//! `too-many-words`: more words on a slide than people can read while listening.

use crate::lang::{noun, say};
use crate::lint::passage::{Field, Shape};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("too-many-words", "D001", look)
    .about(noun!("more words on a slide than people can read while listening"))
    .why(noun!("People read or listen. What is only said belongs in `notes`, what is only read in `lesson`."))
    .evidence(noun!("Mixed: leaving out what is not needed helps (Mayer & Fiorella, coherence, 22 of 23 tests); a limit by lines was not supported (Katt, Murdock, Butler & Pryor). The number is practice"))
    .limit(40, noun!("words"))
    .help(noun!("keep what the room has to see; say the rest (`notes`) or let it be read later (`lesson`)"))
    .wrong("body = '''… sixty words …'''")
    .right("body  = '''… twenty words …'''\nnotes = '''… the rest …'''");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut words = vec![0; checker.deck.slide_count()];
    for passage in checker.passages().iter().filter(|it| matches!(it.field, Field::Body | Field::Block)) {
        if let Some(words) = passage.slide.and_then(|slide| words.get_mut(slide)) {
            // Figures in a table are looked up rather than read.
            let read = |word: &str| passage.shape != Shape::Cell || word.contains(char::is_alphabetic);
            *words += passage.words().filter(|(_, word)| read(word)).count();
        }
    }
    for (placed, words) in checker.slides().zip(words).filter(|(placed, _)| !placed.section.appendix) {
        if words > findings.limit() {
            let message = say!(
                "{words} words on this slide, more than the {limit} a room reads",
                words,
                limit = findings.limit()
            );
            findings.add(placed.slide.at.key("body"), message, say!("too much to read"));
        }
    }
}
