//! `poll-options`: a question with fewer than two choices, with an empty one, or with the same choice twice.

use std::collections::HashSet;

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::error("poll-options", "P001", look)
    .about(noun!("a question with fewer than two choices, with an empty one, or with the same choice twice"))
    .why(noun!("There is nothing to choose, and hands for a repeated choice cannot be told apart."))
    .evidence(noun!("Such a question cannot be answered"))
    .wrong("choices = [\"Oui\", \"Oui\"]")
    .right("choices = [\"Oui\", \"Non\"]");

fn look(checker: &Checker, findings: &mut Findings) {
    for it in checker.choices() {
        // A misspelled key is reported when the deck is read.
        if it.at.misspells("choices") {
            continue;
        }
        let span = it.at.value("choices");
        if let [] | [_] = it.choices {
            let message = match it.choices {
                [] => say!("a question without choices"),
                _ => say!("a question with one choice"),
            };
            findings.add(span, message, say!("nothing to choose"));
            findings.help(say!("write two choices or more"));
        }
        let mut known = HashSet::new();
        if let Some(at) = it.choices.iter().position(|choice| choice.trim().is_empty()) {
            findings.add(span, say!("choice {number} is empty", number = at + 1), say!("no words"));
            findings.help(say!("write its words, or leave it out"));
        } else if let Some(choice) = it.choices.iter().find(|choice| !known.insert(*choice)) {
            let message = say!("two choices are \"{choice}\"", choice = text::shorten(choice, 40));
            findings.add(span, message, say!("the same twice"));
            findings.help(say!("leave one of them out, or say how they differ"));
        }
    }
}
