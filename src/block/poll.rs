//! `poll`: a question with choices, which the room answers.

use crate::block::ask::{Ask, Choice, Ending, MOST_CHOICES, check_choices, check_question};
use crate::block::meaning::What;
use crate::block::{AnyKind, Asks, Block, Context, Kind, Question, Takes};
use crate::lang::noun;
use crate::page::Page;
use crate::source::Span;
use crate::table::{Id, Name, Reader, Words, table};

table! {
    /// A question with choices, which the room answers.
    pub struct Poll as "a poll" {
        /// The name by which its answers are known.
        id: Id<Block>,
        /// The question; that of the poll repeated where it is left out.
        question: Words = Words::new(),
        /// The choices, at most 100; those of the poll repeated where they are left out.
        choices: Vec<Words> = Vec::new(),
        /// Whether one person may choose several.
        multiple: bool = false,
        /// The id of an earlier poll: the results show before and after.
        repeat: Option<Name> = None,
    }
}

impl Poll {
    fn ask(&self, context: &Context) -> Ask<'_> {
        let choices = self.choices.iter().take(MOST_CHOICES).map(|choice| Choice::new(choice)).collect();
        let ask = Ask::new(&self.id, &self.question, choices, self.repeat.as_deref(), context);
        Ask { several: self.multiple, ..ask }
    }
}

impl Kind for Poll {
    fn is_read(&self) -> bool {
        true
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let ask = self.ask(context);
        if let Some(own) = &ask.own {
            let room = ask.room(context.interface, width, Vec::new());
            return ask.layout_alone(own, context.interface, width, 1, Ending::Room(room));
        }
        let summary = ask.summary(context.words, width, Vec::new());
        ask.layout(context.words, width, 1, summary)
    }

    fn meaning(&self, context: &Context) -> What {
        let takes = Takes::Hands { several: self.multiple };
        What::Question(Box::new(self.ask(context).meaning(Asks::Poll, takes, 1, context)))
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        if self.repeat.is_none() {
            check_question(&self.at, &self.question, noun!("a poll that repeats none"), reader);
        }
        check_choices(&self.choices, self.at.value("choices"), reader);
    }

    fn repeats(&self) -> Option<&Name> {
        self.repeat.as_ref()
    }

    fn completed(&self, earlier: &AnyKind) -> Option<AnyKind> {
        let AnyKind::Poll(earlier) = earlier else { return None };
        let mut poll = self.clone();
        if poll.question.is_empty() {
            poll.question = earlier.question.clone();
        }
        if poll.choices.is_empty() {
            poll.choices = earlier.choices.clone();
            poll.multiple |= earlier.multiple;
        }
        Some(AnyKind::Poll(poll))
    }

    fn asks(&self) -> Option<Question> {
        let takes = Takes::Hands { several: self.multiple };
        let question = Question::new(&self.id, Asks::Poll, &self.question, &self.choices, takes);
        Some(Question { repeat: self.repeat.clone().map(String::from), ..question })
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const POLL: &str = "[[section.slide.block]]\nkind = \"poll\"\nid = \"p\"\nquestion = \"Un projet ?\"\nchoices = [\"Oui\", \"Non\"]";

    #[test]
    fn a_poll_has_at_most_a_hundred_choices() {
        let poll = |count: usize| {
            let choices: String = (0..count).map(|at| format!("\"choice {at}\", ")).collect();
            format!("[[section.slide.block]]\nkind = \"poll\"\nid = \"p\"\nquestion = \"Q?\"\nchoices = [{choices}]")
        };
        assert_eq!(findings(&poll(100)), [""; 0]);
        assert_eq!(findings(&poll(101)), ["101 choices, the limit is 100"]);
        assert_eq!(read_aloud(&poll(101)), read_aloud(&poll(100)));
    }

    #[test]
    fn nothing_moves_between_question_and_results() {
        expect![[r#"
            Un projet ?

              1  Oui
              2  Non

            0 answers
            ~~~
            Un projet ?

              1  Oui
              2  Non

            0 answers
        "#]]
        .assert_eq(&pictures(POLL, 40));
    }

    #[test]
    fn a_poll_is_read_with_its_choices() {
        expect![[r#"
            Un projet ?

            1. Oui
            2. Non
        "#]]
        .assert_eq(&read_aloud(POLL));
    }

    #[test]
    fn a_poll_that_repeats_none_has_a_question() {
        assert_eq!(findings(&POLL.replace("question", "#")), ["`question` is missing"]);
        assert_eq!(findings(&POLL.replace("Un projet ?", " ")), ["`question` is empty"]);
        let again =
            POLL.replace("question = \"Un projet ?\"\nchoices = [\"Oui\", \"Non\"]", "question = \"\"\nrepeat = \"p\"");
        let again = again.replace("id = \"p\"", "id = \"q\"");
        assert_eq!(findings(&format!("{POLL}\n{again}")), [""; 0], "it has the words of the one it repeats");
    }
}
