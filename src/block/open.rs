//! `open`: a question that people answer in their own words, which the presenter writes down.

use std::sync::Arc;

use crate::answers::Alone;
use crate::block::ask::button;
use crate::block::meaning::{self, What};
use crate::block::{Asks, Block, Context, Kind, Question, Takes};
use crate::page::{Deed, Page, Role, Target};
use crate::table::{Id, Words, table};

/// The default for the longest answer, in characters: two lines on a slide.
const USUAL_LENGTH: u16 = 140;

/// The longest answer that a deck may allow, in characters: a room can still read it.
const LONGEST: u16 = 500;

table! {
    /// A question that people answer in their own words.
    pub struct Open as "an open question" {
        /// The name by which its answers are known.
        id: Id<Block>,
        /// The question.
        question: Words,
        /// The most letters of an answer: 140, at most 500.
        max_length: u16 = USUAL_LENGTH,
    }
}

impl Open {
    fn question(&self) -> Question {
        let takes = Takes::Words { most: usize::from(self.max_length.clamp(1, LONGEST)) };
        Question::new(&self.id, Asks::Open, &self.question, &[], takes)
    }

    /// The question with the answer of a person reading alone.
    fn layout_alone(&self, alone: &Alone, context: &Context, width: u16) -> Page {
        let said = &context.interface.replay;
        let words = alone.of(&self.id).map(|own| own.words.as_str()).filter(|words| !words.is_empty());
        let mut page = super::layout_note(&self.question, Role::Strong, width);
        page.target(0, 0, width, page.height, Target::Part);
        for line in words.into_iter().flat_map(str::lines) {
            let gap = u32::from(page.height == 1);
            page.stack(super::layout_note(line, Role::Text, width.saturating_sub(2).max(1)), 2, gap);
        }
        let offer = if words.is_some() { said.change_words } else { said.write_words };
        page.stack(button(&self.id, Deed::Write, offer, width), 0, 1);
        for words in context.answers.words(&self.id).iter().filter(|it| words.is_some() && !it.is_empty()) {
            page.stack(super::layout_note(&(said.the_room_said)(words), Role::Muted, width), 0, 0);
        }
        page.target(0, 0, width, page.height, Target::Asks(Arc::from(self.id.as_str())));
        page
    }
}

impl Kind for Open {
    fn is_read(&self) -> bool {
        true
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        if let Some(alone) = context.alone {
            return self.layout_alone(alone, context, width);
        }
        let said = context.answers.words(&self.id);
        let mut page = super::layout_note(&self.question, Role::Strong, width);
        let count = u32::try_from(said.len()).unwrap_or(u32::MAX);
        if count > 0 || !context.on_paper {
            page.text(0, page.height + 1, &(context.words.answers)(count), Role::Muted);
        }
        page.target(0, 0, width, page.height, Target::Part);
        let mut asks = Page::new(width);
        asks.target(0, 0, width, page.height, Target::Asks(Arc::from(self.id.as_str())));
        let mut answers = Page::new(width);
        for words in said {
            // An answer from a show that was interrupted and resumed, and whose words were not to be recorded.
            let words = if words.is_empty() { "…" } else { words };
            let mut answer = super::layout_marked("•", Role::Accent, words, width);
            answer.target(0, 0, width, answer.height, Target::Part);
            answers.stack(answer, 0, 0);
        }
        page.put(asks.only(0..1), 0, 0);
        // The results are a step even if nobody has answered.
        let height = answers.height.max(1);
        answers.target(0, 0, width, height, Target::Part);
        page.put(answers.only(1..u16::MAX), 0, page.height + 1);
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let said = context.answers.words(&self.id).to_vec();
        let Question { kind, takes, .. } = self.question();
        What::Question(Box::new(meaning::Question {
            wording: self.question.clone(),
            hint: said.is_empty().then_some(context.words.answers_in_words),
            said,
            ..meaning::Question::new(&self.id, kind, takes, context)
        }))
    }

    fn asks(&self) -> Option<Question> {
        Some(self.question())
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{pictures, read_aloud};
    use expect_test::expect;

    const OPEN: &str = "[[section.slide.block]]\nkind = \"open\"\nid = \"o\"\nquestion = \"Que manque-t-il ?\"";

    #[test]
    fn the_results_are_a_step_also_where_nobody_has_said_anything() {
        expect![[r#"
            Que manque-t-il ?

            0 answers

            ~~~
            Que manque-t-il ?

            0 answers

        "#]]
        .assert_eq(&pictures(OPEN, 40));
    }

    #[test]
    fn an_open_question_is_read_as_one() {
        expect![[r#"
            Que manque-t-il ?

            [An answer in words]
        "#]]
        .assert_eq(&read_aloud(OPEN));
    }
}
