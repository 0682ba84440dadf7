//! `poll-options`: a question with fewer than two choices, or with one of them twice.

use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::lint::{Checker, Findings, Rule, choices};
use crate::text;

pub const RULE: Rule = Rule {
    name: "poll-options",
    code: "P001",
    severity: Some(Severity::Error),
    about: "a question with fewer than two choices, or with one of them twice",
    why: "There is nothing to choose; and hands for a choice that stands twice cannot be told apart.",
    evidence: "Such a question cannot be answered",
    limit: None,
    wrong: "choices = [\"Oui\", \"Oui\"]",
    right: "choices = [\"Oui\", \"Non\"]",
    look,
};

fn look(checker: &Checker, findings: &mut Findings) {
    choices::visit(checker, &mut |it| {
        let span = it.at.value("choices");
        if let [] | [_] = it.choices {
            let message = match it.choices {
                [] => "a question without choices",
                _ => "a question with one choice",
            };
            findings.add(Some(it.slide), span, message, "nothing to choose", "write two choices or more");
        }
        let mut known = HashSet::new();
        if let Some(choice) = it.choices.iter().find(|choice| !known.insert(*choice)) {
            let message = format!("two choices are \"{}\"", text::shorten(choice, 40));
            findings.add(
                Some(it.slide),
                span,
                message,
                "the same twice",
                "leave one of them out, or say how they differ",
            );
        }
    });
}
