//! `poll-too-many`: more than 6 choices, or a choice of more than 60 characters.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("poll-too-many", "P002", look)
    .about(noun!("more than 6 choices, or a choice of more than 60 characters"))
    .why(noun!("A room can compare a few short choices. Longer ones have to be read out while everyone waits."))
    .evidence(noun!("A phone’s screen shows no more; expert advice"))
    .wrong("choices = [\"Je ne sais pas encore, cela dépend du budget qui nous sera accordé\", …]")
    .right("choices = [\"Cela dépend du budget\", …]");

/// The most choices, and the most characters of one.
const MOST: usize = 6;
const LONGEST: usize = 60;

fn look(checker: &Checker, findings: &mut Findings) {
    for it in checker.choices() {
        let span = it.at.value("choices");
        if it.choices.len() > MOST {
            let message = say!(
                "{choices} choices, more than the {most} a room can compare",
                choices = it.choices.len(),
                most = MOST
            );
            findings.add(span, message, say!("too many"));
            findings.help(say!("leave out what few will choose, or ask two questions"));
        }
        for choice in it.choices.iter().filter(|choice| choice.chars().count() > LONGEST) {
            let message =
                say!("\"{choice}\" has more than {most} letters", choice = text::shorten(choice, 40), most = LONGEST);
            findings.add(span, message, say!("too long"));
            findings.help(say!("say it in a few words; the speaker says the rest"));
        }
    }
}
