//! `long-sentence`: a sentence that is hard to follow.

use crate::lang::{noun, say};
use crate::lint::passage::{Field, Passage, Shape};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("long-sentence", "D009", look)
    .about(noun!("a sentence that is hard to follow"))
    .why(noun!("On a slide it is read while somebody speaks; in the notes it has to be said in one breath."))
    .evidence(noun!("Practice of plain language: 20 words on a slide, half as many more in the notes. No experiment that we know sets a number"))
    .limit(20, noun!("words"))
    .help(noun!("split it in two"))
    .wrong("body = '''A sentence of thirty words …'''")
    .right("body = '''Two sentences. Of fifteen words each.'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.passages() {
        let most = match passage.field {
            Field::Body | Field::Block => findings.limit(),
            Field::Notes => findings.limit() + findings.limit() / 2,
            _ => continue,
        };
        // List items on a slide have their own rule, and cells are not sentences.
        let of_other =
            passage.shape == Shape::Cell || matches!(passage.shape, Shape::Item(_)) && passage.field.is_shown();
        if of_other || passage.text.len() < most * 2 {
            continue;
        }
        for (start, end, words) in sentences(passage).into_iter().filter(|(.., words)| *words > most) {
            let message = say!("a sentence of {words} words, more than the {most} that read easily", words, most);
            findings.add(passage.span(start..end), message, say!("long"));
        }
    }
}

/// The sentences: where each starts and ends, and how many words it has.
fn sentences(passage: &Passage) -> Vec<(usize, usize, usize)> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    let mut begins = true;
    for (at, word) in passage.words() {
        let end = at + word.len();
        match found.last_mut().filter(|_| !begins) {
            Some(last) => (last.1, last.2) = (end, last.2 + 1),
            None => found.push((at, end, 1)),
        }
        // Punctuation may follow a space: "quoi ?"
        let behind = passage.text[end..].trim_start();
        begins = word.trim_end_matches(['"', '»', ')', '”']).ends_with(['.', '!', '?', '…']) && !is_abbreviation(word)
            || behind.starts_with(['!', '?', '…']);
    }
    found
}

/// "M.", "p.", "etc.", "n." do not end a sentence.
fn is_abbreviation(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    word.ends_with('.')
        && (letters.chars().count() == 1
            || ["Mme", "MM", "Dr", "etc", "ex", "cf", "art", "e.g", "i.e", "vs"].contains(&letters))
}
