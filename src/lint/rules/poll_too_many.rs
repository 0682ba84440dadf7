//! `poll-too-many`: more than 6 choices, or one of more than 60 letters.

use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("poll-too-many", "P002", look)
    .about("more than 6 choices, or one of more than 60 letters")
    .why("A room compares a few short choices; the rest is read to it, while it waits.")
    .evidence("A phone’s screen shows no more; expert advice")
    .wrong("choices = [\"Je ne sais pas encore, cela dépend du budget qui nous sera accordé\", …]")
    .right("choices = [\"Cela dépend du budget\", …]");

/// The most choices, and the most letters of one.
const MOST: usize = 6;
const LONGEST: usize = 60;

fn look(checker: &Checker, findings: &mut Findings) {
    for it in checker.choices() {
        let span = it.at.value("choices");
        if it.choices.len() > MOST {
            let message = format!("{} choices, {MOST} are what a room can compare", it.choices.len());
            findings.add(span, message, "too many");
            findings.help("leave out what few will choose, or ask two questions");
        }
        for choice in it.choices.iter().filter(|choice| choice.chars().count() > LONGEST) {
            let message = format!("\"{}\" has more than {LONGEST} letters", text::shorten(choice, 40));
            findings.add(span, message, "too long");
            findings.help("say it in a few words; the rest is the speaker’s");
        }
    }
}
