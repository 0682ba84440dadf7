//! `quiz`: a question with right answers; the results tell them, and why.

use crate::block::ask::{Ask, Choice, Ending, MOST_CHOICES, check_choices};
use crate::block::meaning::{self, What};
use crate::block::{Asks, Block, Body, Context, Kind, Question, Reveal, Takes};
use crate::page::Page;
use crate::source::Span;
use crate::table::{Id, Reader, Words, table};

table! {
    /// A question with right answers.
    pub struct Quiz as "a quiz" {
        /// The name by which its answers are known.
        id: Id<Block>,
        /// The question.
        question: Words,
        /// The choices.
        choices: Vec<Words>,
        /// The numbers of the right choices, from 1: `[2]`.
        answer: Vec<u16> = Vec::new(),
        /// Why they are right, in Markdown.
        why: Body = Body::default(),
    }
}

impl Quiz {
    /// The places of the right choices, from 0.
    fn right(&self) -> Vec<usize> {
        let places = self.answer.iter().filter_map(|number| usize::from(*number).checked_sub(1));
        places.filter(|place| *place < self.choices.len()).collect()
    }

    fn several(&self) -> bool {
        self.right().len() > 1
    }

    fn ask(&self, context: &Context) -> Ask<'_> {
        let right = self.right();
        let choice = |(at, text): (usize, &String)| Choice { right: right.contains(&at), ..Choice::new(text) };
        let choices = self.choices.iter().enumerate().take(MOST_CHOICES).map(choice).collect();
        let ask = Ask::new(&self.id, &self.question, choices, None, context);
        Ask { several: self.several(), ..ask }
    }
}

impl Kind for Quiz {
    fn layout(&self, context: &Context, width: u16) -> Page {
        let ask = self.ask(context);
        if let Some(own) = &ask.own {
            let why = self.why.layout(&context.revealing(Reveal::None), width);
            return ask.layout_alone(own, context.interface, width, 1, Ending::Right(why));
        }
        // The first row is the one that tells how many have answered.
        let mut below = Page::of_size(width, 1);
        if !self.why.is_empty() {
            below.stack(self.why.layout(&context.revealing(Reveal::None), width), 0, 1);
        }
        ask.layout(context.words, width, 1, below)
    }

    fn meaning(&self, context: &Context) -> What {
        let ask = self.ask(context);
        let takes = Takes::Hands { several: self.several() };
        let right: Vec<&str> = self.right().into_iter().map(|place| self.choices[place].as_str()).collect();
        let question = ask.meaning(Asks::Quiz(self.right()), takes, 1, context);
        let inner = context.revealing(Reveal::None).at_step(question.results);
        What::Question(Box::new(meaning::Question {
            answer: Some((context.words.right_answers)(&right.join(", "))),
            why: self.why.meaning(&inner),
            // Who answers alone is told the answer when they have given theirs.
            is_told: ask.own.is_none_or(|own| own.is_settled()),
            ..question
        }))
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        check_choices(&self.choices, self.at.value("choices"), reader);
    }

    fn asks(&self) -> Option<Question> {
        let takes = Takes::Hands { several: self.several() };
        Some(Question::new(&self.id, Asks::Quiz(self.right()), &self.question, &self.choices, takes))
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const QUIZ: &str = "[[section.slide.block]]\nkind = \"quiz\"\nid = \"q\"\nquestion = \"Vrai ?\"\nchoices = [\"Oui\", \"Non\"]\nanswer = [2]\nwhy = 'Parce que.'";

    #[test]
    fn the_results_tell_what_is_right_and_why() {
        expect![[r#"
            Vrai ?

              1  Oui
              2  Non

            0 answers


            ~~~
            Vrai ?

              1  Oui
            ✓ 2  Non

            0 answers

            Parce que.
        "#]]
        .assert_eq(&pictures(QUIZ, 40));
    }

    #[test]
    fn a_quiz_is_read_with_its_answer() {
        expect![[r#"
            Vrai ?

            1. Oui
            2. Non

            Answer: Non

            Parce que.
        "#]]
        .assert_eq(&read_aloud(QUIZ));
    }

    #[test]
    fn an_answer_out_of_range_is_no_answer() {
        assert_eq!(findings(&QUIZ.replace("[2]", "[0, 9]")), [""; 0], "a rule of `check` says so");
        assert!(!pictures(&QUIZ.replace("[2]", "[0, 9]"), 40).contains('✓'));
    }
}
