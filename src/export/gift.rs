//! GIFT: the quizzes and open questions of a deck for the question bank of a learning platform (Moodle, and others that read the format:
//! <https://docs.moodle.org/en/GIFT_format>).
//!
//! Polls, ratings and checklists have no right answer, which the format requires. They are left out, with a comment that says so.

use std::fmt::Write as _;

use crate::block::meaning::{Choice, Meaning, Question, What};
use crate::block::{Asks, Colors, Takes};
use crate::export::md::markdown;
use crate::export::{Drawn, Files, Format, Job};
use crate::prose::Prose;

/// The start of the file, which identifies it as ours.
const MARK: &str = "// GIFT, written by Pupitre";

pub const FORMAT: Format = Format {
    name: "gift",
    about: "quizzes and open questions, for Moodle’s question bank",
    has_text: false,
    is_of_screen: false,
    has_scale: false,
    pictures: Drawn::Not,
    mark: Some(MARK),
    files: Files::One(|job| text(job).into_bytes()),
};

fn text(job: &Job) -> String {
    let (deck, colors) = (job.deck, Colors::default());
    let context = deck.context(job.assets, &colors);
    // A single slash would start a subcategory.
    let mut out = format!("{MARK}\n\n$CATEGORY: {}\n", comment(&deck.title).replace('/', "//"));
    for placed in job.placed() {
        let mut questions = Vec::new();
        placed.slide.visit(&mut |block| {
            if let What::Question(question) = block.meaning(&context).what {
                questions.push(question);
            }
        });
        for question in questions.iter().filter(|question| question.repeat.is_none()) {
            let _ =
                write!(out, "\n// {}. {}\n", placed.number, comment(placed.slide.title.as_deref().unwrap_or_default()));
            out.push_str(&match question.asks {
                Asks::Quiz(_) => quiz(question),
                Asks::Open | Asks::Write { .. } => format!("{}{{}}\n", head(question)),
                Asks::Poll | Asks::Rating | Asks::Nps | Asks::Checklist => {
                    format!("// \"{}\" has no right answer, it is left out.\n", comment(&question.id))
                }
            });
        }
    }
    out
}

/// "::id::[plain]What is asked".
fn head(question: &Question) -> String {
    format!("::{}::[plain]{}", escaped(&question.id), escaped(&question.wording))
}

fn quiz(question: &Question) -> String {
    let several = matches!(question.takes, Takes::Hands { several: true });
    let right = question.choices.iter().filter(|choice| choice.right).count();
    if right == 0 {
        return format!("// \"{}\" has no right answer, it is left out.\n", comment(&question.id));
    }
    let mut out = format!("{}{{\n", head(question));
    for choice in &question.choices {
        let sign = match (several, choice.right) {
            (false, true) => "=".to_owned(),
            (false, false) => "~".to_owned(),
            (true, true) => format!("~%{}%", share(right)),
            (true, false) => "~%-100%".to_owned(),
        };
        // A choice that starts with a bracket could be mistaken for a text format.
        let format = if choice.label.starts_with('[') { "[plain]" } else { "" };
        let _ = writeln!(out, "  {sign}{format}{}{}", escaped(&choice.label), feedback(choice));
    }
    let why = explained(&question.why);
    if !why.is_empty() {
        let _ = writeln!(out, "  ####[markdown]{why}");
    }
    out + "}\n"
}

fn feedback(choice: &Choice) -> String {
    let why = explained(&choice.why);
    if why.is_empty() { String::new() } else { format!("#[markdown]{why}") }
}

/// The percentage for each of several right answers, with as many digits as in Moodle's list of grades.
fn share(right: usize) -> String {
    let share = format!("{:.5}", 100.0 / right as f64);
    share.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Markdown text on one line.
fn explained(meaning: &Meaning) -> String {
    let mut prose = Prose::default();
    meaning.clone().prose(&mut prose);
    escaped(markdown(&prose).trim())
}

/// Text for a question: special characters are escaped, and line ends written as `\n`. An empty line would end the question.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '~' | '=' | '#' | '{' | '}' | ':' | '\\' => out.extend(['\\', char]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            char => out.push(char),
        }
    }
    out
}

/// Text on a single line.
fn comment(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{read, with_job};
    use expect_test::{Expect, expect};

    fn gift(blocks: &str, picture: Expect) {
        let deck = read(&format!("[[section]]\ntitle = 's'\n[[section.slide]]\ntitle = 'Un titre'\n{blocks}"));
        with_job(&deck, "aube", (80, 24), |job| picture.assert_eq(&text(&job)));
    }

    #[test]
    fn a_quiz_has_its_answers_with_what_is_said_of_each() {
        gift(
            "[[section.slide.block]]\nkind = 'quiz'\nid = 'q'\nquestion = 'Que vaut {x} = 2 ?'\nchoices = ['deux', '~ trois']\nanswer = [1]\nwhy = ['**Oui**.', \"Non :\\n\\nde peu.\"]\n",
            expect![[r#"
                // GIFT, written by Pupitre

                $CATEGORY: Essai

                // 1. Un titre
                ::q::[plain]Que vaut \{x\} \= 2 ?{
                  =deux
                  ~\~ trois#[markdown]Non \:\n\nde peu.
                  ####[markdown]**Oui**.
                }
            "#]],
        );
    }

    #[test]
    fn several_right_answers_share_the_points() {
        gift(
            "[[section.slide.block]]\nkind = 'quiz'\nid = 'q'\nquestion = 'Q'\nchoices = ['a', 'b', 'c', 'd']\nanswer = [1, 2, 4]\n",
            expect![[r#"
                // GIFT, written by Pupitre

                $CATEGORY: Essai

                // 1. Un titre
                ::q::[plain]Q{
                  ~%33.33333%a
                  ~%33.33333%b
                  ~%-100%c
                  ~%33.33333%d
                }
            "#]],
        );
        assert_eq!([share(2), share(6), share(8)], ["50", "16.66667", "12.5"]);
    }

    #[test]
    fn open_questions_become_essays_and_polls_are_left_out() {
        gift(
            "[[section.slide.block]]\nkind = 'open'\nid = 'o'\nquestion = 'Pourquoi ?'\n[[section.slide.block]]\nkind = 'poll'\nid = 'p'\nquestion = 'Q'\nchoices = ['a', 'b']\n",
            expect![[r#"
                // GIFT, written by Pupitre

                $CATEGORY: Essai

                // 1. Un titre
                ::o::[plain]Pourquoi ?{}

                // 1. Un titre
                // "p" has no right answer, it is left out.
            "#]],
        );
    }

    #[test]
    fn no_line_of_a_question_is_empty_or_misread() {
        let deck = crate::export::tests::built_in("sensibilisation");
        with_job(&deck, "aube", (80, 24), |job| {
            let text = text(&job);
            assert_eq!(text.matches("{\n").count(), text.matches("\n}\n").count());
            assert!(text.matches("{\n").count() >= 10, "{text}");
            for question in text.split("{\n").skip(1).filter_map(|rest| rest.split("\n}\n").next()) {
                assert!(
                    question
                        .lines()
                        .all(|line| line.starts_with("  =") || line.starts_with("  ~") || line.starts_with("  ####")),
                    "{question}"
                );
            }
        });
    }
}
