//! `answer-giveaway`: a right answer that can be guessed by its length, or by its position in every quiz.

use crate::lang::{noun, say};
use crate::lint::{Checker, Choices, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::info("answer-giveaway", "P004", look)
    .about(noun!("a right answer that can be guessed by its length, or by its position in every quiz"))
    .why(noun!("People who do not know the answer find it anyway, so the quiz says nothing about what was learned."))
    .evidence(noun!(
        "Guidelines for writing test items (Haladyna, Downing and Rodriguez 2002): equal lengths, varied places"
    ))
    .wrong("choices = [\"Non\", \"Oui, à condition que les données restent en France\"]\nanswer = [2]")
    .right("choices = [\"Jamais\", \"Sous conditions\"]\nanswer = [2]");

/// How many times longer than every other choice a right one may be.
const LONGER: f64 = 1.6;

/// A choice shorter than this, in cells, never looks long: "Oui", "Faux".
const SHORT: usize = 16;

/// This many quizzes with the answer in the same position may be chance.
const CHANCE: usize = 2;

fn look(checker: &Checker, findings: &mut Findings) {
    let mut places: Vec<(u16, Choices)> = Vec::new();
    for it in checker.choices() {
        let Some([number]) = it.answer else { continue };
        let right = usize::from(*number).checked_sub(1).filter(|right| *right < it.choices.len());
        let Some(right) = right else { continue };
        let width = |choice: &String| text::width(choice);
        let others = it.choices.iter().enumerate().filter(|(at, _)| *at != right).map(|(_, choice)| width(choice));
        let (long, longest) = (width(&it.choices[right]), others.max().unwrap_or(0));
        if it.choices.len() > 1 && long >= SHORT && long as f64 > longest as f64 * LONGER {
            findings.add(
                it.at.value("choices"),
                say!("the right answer is by far the longest"),
                say!("its length gives it away"),
            );
            findings.help(say!("make it as short as the others, or the others as long"));
        }
        places.push((*number, it));
    }
    if let [(place, _), rest @ ..] = &places[..]
        && places.len() > CHANCE
        && rest.iter().all(|(other, _)| other == place)
        && let Some((_, last)) = rest.last()
    {
        let message = say!("the right answer is number {place} in all {count} quizzes", place, count = places.len());
        findings.add(last.at.value("answer"), message, say!("its place gives it away"));
        findings.help(say!("change the order of the choices"));
    }
}
