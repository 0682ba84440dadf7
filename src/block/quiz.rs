//! `quiz`: a question with right answers. The results show them, and why.

use crate::answers::Own;
use crate::block::ask::{Ask, Choice, Ending, MOST_CHOICES, Why, check_choices, key};
use crate::block::meaning::{self, Meaning, What};
use crate::block::{Asks, Block, Context, Kind, Question, Takes};
use crate::page::{Page, Role};
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
        /// Why they are right, in Markdown; or a list with a text for each choice, which says why that one is right or wrong.
        why: Why = Why::default(),
    }
}

impl Quiz {
    /// The indexes of the right choices, from 0.
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

impl Quiz {
    /// The indexes of the wrong choices that may be explained: all of them once the answer is shown, before that the one that was tried. If several
    /// choices are right, only all of them together are right or wrong.
    fn explained(&self, own: Option<&Own>) -> Vec<usize> {
        let is_tried = |at: &usize| own.is_some_and(|own| own.chosen.contains(&self.choices[*at]));
        let is_told = own.is_none_or(Own::is_settled);
        let is_missed = own.is_some_and(Own::is_missed) && !self.several();
        let right = self.right();
        let wrong = (0..self.choices.len()).filter(|at| !right.contains(at));
        wrong.filter(|at| is_told || is_missed && is_tried(at)).collect()
    }

    /// Why the answer of a person reading alone is right or wrong. Explanations of the other choices come after their numbers.
    fn layout_why(&self, own: &Own, context: &Context, width: u16) -> Page {
        let inner = context.inside();
        let mut page = Page::new(width);
        if own.is_settled() {
            self.why.of_right(&self.right()).into_iter().for_each(|why| page.stack(why.layout(&inner, width), 0, 1));
        }
        for at in self.explained(Some(own)) {
            let Some(why) = self.why.of(at) else { continue };
            let number = key(1, at).filter(|_| own.is_settled()).unwrap_or_default();
            let indent = if number.is_empty() { 0 } else { INDENT };
            let mut explained = Page::new(width);
            explained.text(1, 0, &number, Role::Muted);
            explained.put(why.layout(&inner, width.saturating_sub(indent).max(1)), indent, 0);
            page.stack(explained, 0, 1);
        }
        page
    }
}

/// The indent of an explanation after the number of its choice, in cells.
const INDENT: u16 = 4;

impl Kind for Quiz {
    fn is_read(&self) -> bool {
        true
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let ask = self.ask(context);
        if let Some(own) = &ask.own {
            let why = self.layout_why(own, context, width);
            return ask.layout_alone(own, context.interface, width, 1, Ending::Right(why));
        }
        // The first row has the number of answers.
        let mut below = Page::of_size(width, 1);
        for why in self.why.of_right(&self.right()) {
            below.stack(why.layout(&context.inside(), width), 0, 1);
        }
        ask.layout(context.words, width, 1, below)
    }

    fn meaning(&self, context: &Context) -> What {
        let ask = self.ask(context);
        let takes = Takes::Hands { several: self.several() };
        let right: Vec<&str> = self.right().into_iter().map(|place| self.choices[place].as_str()).collect();
        let question = ask.meaning(Asks::Quiz(self.right()), takes, 1, context);
        let inner = context.inside().at_step(question.results);
        let whys = self.why.of_right(&self.right()).into_iter();
        // A person reading alone sees the answer after giving theirs.
        let is_told = ask.own.as_ref().is_none_or(Own::is_settled);
        let explained = self.explained(ask.own.as_ref());
        let why = |at: usize| self.why.of(at).filter(|_| explained.contains(&at));
        let choices = question.choices.into_iter().enumerate().map(|(at, choice)| meaning::Choice {
            why: why(at).map_or_else(Meaning::default, |why| why.meaning(&inner)),
            ..choice
        });
        What::Question(Box::new(meaning::Question {
            answer: Some((context.words.right_answers)(&right.join(", "))),
            why: Meaning(whys.flat_map(|why| why.meaning(&inner).0).collect()),
            is_told,
            choices: choices.collect(),
            ..question
        }))
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        check_choices(&self.choices, self.at.value("choices"), reader);
        self.why.check(self.choices.len(), self.at.value("why"), reader);
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

    const EACH: &str = "why = ['Non : *jamais*.', 'Parce que.']";

    #[test]
    fn each_choice_may_say_why_it_is_right_or_wrong() {
        let each = QUIZ.replace("why = 'Parce que.'", EACH);
        assert_eq!(pictures(&each, 40), pictures(QUIZ, 40), "the room sees why the right one is right");
        expect![[r#"
            Vrai ?

            1. Oui
            2. Non

            Answer: Non

            Parce que.

            Oui — Non : jamais.
        "#]]
        .assert_eq(&read_aloud(&each));
    }

    #[test]
    fn a_list_of_reasons_has_one_for_each_choice() {
        let found = |why: &str| findings(&QUIZ.replace("'Parce que.'", why)).join("|");
        assert_eq!(found("['a', '']"), "");
        assert_eq!(found("['a']"), "a list in `why` has a text for each of the 2 choices, this has 1");
        assert_eq!(found("3"), "expected a string, or a list with one for each choice, found an integer");
        assert_eq!(found("['a', 'a ```']"), "");
    }

    #[test]
    fn an_answer_out_of_range_is_no_answer() {
        assert_eq!(findings(&QUIZ.replace("[2]", "[0, 9]")), [""; 0], "a rule of `check` says so");
        assert!(!pictures(&QUIZ.replace("[2]", "[0, 9]"), 40).contains('✓'));
    }
}
