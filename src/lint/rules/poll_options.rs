//! `poll-options`: a question with fewer than two choices, or with one of them twice.

use std::collections::HashSet;

use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::error("poll-options", "P001", look)
    .about("a question with fewer than two choices, or with one of them twice")
    .why("There is nothing to choose; and hands for a choice that stands twice cannot be told apart.")
    .evidence("Such a question cannot be answered")
    .wrong("choices = [\"Oui\", \"Oui\"]")
    .right("choices = [\"Oui\", \"Non\"]");

fn look(checker: &Checker, findings: &mut Findings) {
    for it in checker.choices() {
        let span = it.at.value("choices");
        if let [] | [_] = it.choices {
            let message = match it.choices {
                [] => "a question without choices",
                _ => "a question with one choice",
            };
            findings.add(span, message, "nothing to choose");
            findings.help("write two choices or more");
        }
        let mut known = HashSet::new();
        if let Some(choice) = it.choices.iter().find(|choice| !known.insert(*choice)) {
            let message = format!("two choices are \"{}\"", text::shorten(choice, 40));
            findings.add(span, message, "the same twice");
            findings.help("leave one of them out, or say how they differ");
        }
    }
}
