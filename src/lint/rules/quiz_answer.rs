//! `quiz-answer`: a quiz without a right answer, or with one that is none of its choices.

use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("quiz-answer", "P003", look)
    .about("a quiz without a right answer, or with one that is none of its choices")
    .why("The results would tell nobody who was right.")
    .evidence("A question without an answer is a poll")
    .wrong("choices = [\"Vrai\", \"Faux\"]\nanswer  = [3]")
    .right("choices = [\"Vrai\", \"Faux\"]\nanswer  = [2]");

fn look(checker: &Checker, findings: &mut Findings) {
    for it in checker.choices() {
        let (Some(answer), count) = (it.answer, it.choices.len()) else { continue };
        let span = it.at.value("answer");
        if answer.is_empty() {
            findings.add(span, "a quiz without a right answer", "which one is right?");
            findings.help("add `answer = [2]`, the numbers of the right choices from 1; or make it a poll");
        }
        for number in answer.iter().filter(|number| **number == 0 || usize::from(**number) > count) {
            findings.add(span, format!("there is no choice {number}"), "none of the choices");
            findings.help(format!("write numbers from 1 to {count}"));
        }
    }
}
