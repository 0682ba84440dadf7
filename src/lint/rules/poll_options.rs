//! `poll-options`: a question with fewer than two choices, or with one of them twice.

use crate::lint::{Checker, Findings, Rule, choices};
use crate::text;

pub const RULE: Rule = Rule::error("poll-options", "P001", look)
    .about("a question with fewer than two choices, or with one of them twice")
    .why("There is nothing to choose; and hands for a choice that stands twice cannot be told apart.")
    .evidence("Such a question cannot be answered")
    .wrong("choices = [\"Oui\", \"Oui\"]")
    .right("choices = [\"Oui\", \"Non\"]");

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
        let twice = it.choices.iter().enumerate().find(|(at, choice)| it.choices[..*at].contains(choice));
        if let Some((_, choice)) = twice {
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
