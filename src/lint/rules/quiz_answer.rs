//! `quiz-answer`: a quiz without a right answer, or whose answer is not among its choices.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("quiz-answer", "P003", look)
    .about(noun!("a quiz without a right answer, or whose answer is not among its choices"))
    .why(noun!("The results would tell nobody who was right."))
    .evidence(noun!("A question without an answer is a poll"))
    .wrong("choices = [\"Vrai\", \"Faux\"]\nanswer  = [3]")
    .right("choices = [\"Vrai\", \"Faux\"]\nanswer  = [2]");

fn look(checker: &Checker, findings: &mut Findings) {
    for it in checker.choices() {
        let (Some(answer), count) = (it.answer, it.choices.len()) else { continue };
        // Without choices there is another finding; misspelled keys are reported when the deck is read.
        if count == 0 || it.at.misspells("answer") {
            continue;
        }
        let span = it.at.value("answer");
        if answer.is_empty() {
            findings.add(span, say!("a quiz without a right answer"), say!("which one is right?"));
            findings.help(say!("add `answer = [2]`, the numbers of the right choices from 1; or make it a poll"));
        }
        for number in answer.iter().filter(|number| **number == 0 || usize::from(**number) > count) {
            findings.add(span, say!("there is no choice {number}", number), say!("none of the choices"));
            findings.help(say!("write numbers from 1 to {count}", count));
        }
    }
}
