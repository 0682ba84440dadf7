//! `write`: a number or a line that each person writes down for themselves, on paper in a room. A person reading alone writes it here, and sees it
//! again where another block of this kind repeats it.

use std::sync::Arc;

use crate::answers::Alone;
use crate::block::ask::button;
use crate::block::ask::check_question;
use crate::block::meaning::{self, What};
use crate::block::{AnyKind, Asks, Block, Context, Kind, Question, Takes};
use crate::lang::{noun, say};
use crate::page::{Deed, Page, Role, Target, cells};
use crate::source::Span;
use crate::table::{Id, Name, Reader, Words, table};
use crate::text;

/// The most characters: two lines on a slide.
const MOST: usize = 140;

/// The width of the line for a number, and of the one for words, in cells.
const SHORT: u16 = 12;
const LONG: u16 = 60;

table! {
    /// A figure or a line that each person writes down for themselves.
    pub struct Write as "a block to write in" {
        /// The name by which it is known what was written.
        id: Option<Id<Block>> = None,
        /// What is to be written; that of the block repeated where it is left out.
        question: Words = Words::new(),
        /// What is counted, where it is a number: `"days"`.
        unit: Option<Words> = None,
        /// The id of an earlier block of this kind: what was written there is shown again.
        repeat: Option<Name> = None,
    }
}

impl Write {
    /// The id under which the answer is stored.
    fn known_as(&self) -> &str {
        let own = self.id.as_ref().map(Id::as_str);
        self.repeat.as_ref().map(Name::as_str).or(own).unwrap_or_default()
    }

    /// What a person has written, with the unit.
    fn written(&self, alone: &Alone) -> Option<String> {
        let words = &alone.of(self.known_as())?.words;
        let unit = self.unit.as_ref().map(|unit| format!("\u{a0}{unit}")).unwrap_or_default();
        (!words.is_empty()).then(|| format!("{words}{unit}"))
    }

    /// The question, above what was written and the offer to write it.
    fn layout_alone(&self, alone: &Alone, context: &Context, width: u16) -> Page {
        let said = &context.interface.replay;
        let written = self.written(alone);
        let mut page = super::layout_note(&self.question, Role::Strong, width);
        page.target(0, 0, width, page.height, Target::Part);
        match (&written, &self.repeat) {
            (Some(written), None) => page.stack(super::layout_note(written, Role::Text, width), 2, 1),
            (Some(written), Some(_)) => {
                page.stack(super::layout_note(&(said.you_had_written)(written), Role::Text, width), 0, 1)
            }
            (None, Some(_)) => page.stack(super::layout_note(said.nothing_written, Role::Muted, width), 0, 1),
            (None, None) => {}
        }
        let offer = if written.is_some() { said.change_words } else { said.write_words };
        page.stack(button(self.known_as(), Deed::Write, offer, width), 0, 1);
        page.target(0, 0, width, page.height, Target::Asks(Arc::from(self.known_as())));
        page
    }

    /// What people in a room should do.
    fn instruction(&self, context: &Context) -> &'static str {
        if self.repeat.is_some() { context.words.look_at_what_you_wrote } else { context.words.write_for_yourself }
    }
}

impl Kind for Write {
    fn layout(&self, context: &Context, width: u16) -> Page {
        if let Some(alone) = context.alone {
            return self.layout_alone(alone, context, width);
        }
        let mut page = super::layout_note(&self.question, Role::Strong, width);
        if self.repeat.is_none() {
            let unit = self.unit.as_deref().unwrap_or_default();
            let room = width.saturating_sub(cells(text::width(unit)).saturating_add(1));
            let line = if unit.is_empty() { LONG.min(width) } else { SHORT.min(room) };
            let y = page.height + 2;
            page.rule(0, y, line, "─", Role::Border);
            if !unit.is_empty() {
                page.text(line + 1, y, unit, Role::Text);
            }
        }
        page.stack(super::layout_note(self.instruction(context), Role::Muted, width), 0, 1);
        page.target(0, 0, width, page.height, Target::Part);
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let written = context.alone.and_then(|alone| self.written(alone));
        let said = &context.interface.replay;
        let again = written.as_ref().filter(|_| self.repeat.is_some()).map(|it| (said.you_had_written)(it));
        let asks = Asks::Write { number: self.unit.is_some() };
        What::Question(Box::new(meaning::Question {
            wording: self.question.clone(),
            repeat: self.repeat.clone().map(String::from),
            said: written.filter(|_| self.repeat.is_none()).into_iter().collect(),
            before: again,
            scale: context.alone.is_none().then(|| self.instruction(context).to_owned()),
            results: context.step,
            ..meaning::Question::new(self.id.as_deref().unwrap_or_default(), asks, Takes::Words { most: MOST }, context)
        }))
    }

    fn check(&self, at: Span, reader: &mut Reader) {
        if self.repeat.is_none() {
            let owner = noun!("a block to write in that repeats none");
            if self.at.lacks("id") {
                reader.report(self.at.missing("id", owner, noun!("a string")));
            }
            check_question(&self.at, &self.question, owner, reader);
        } else if self.id.is_some() {
            let help = say!("leave `id` out: what was written is found by the id of the block that asks first");
            let message = say!("a block to write in that repeats another has no `id`");
            reader.wrong(at, message, say!("asks nothing new"), help);
        }
    }

    fn repeats(&self) -> Option<&Name> {
        self.repeat.as_ref()
    }

    fn completed(&self, earlier: &AnyKind) -> Option<AnyKind> {
        let AnyKind::Write(earlier) = earlier else { return None };
        let question = if self.question.is_empty() { &earlier.question } else { &self.question };
        let unit = self.unit.clone().or_else(|| earlier.unit.clone());
        Some(AnyKind::Write(Self { question: question.clone(), unit, ..self.clone() }))
    }

    fn asks(&self) -> Option<Question> {
        let id = self.id.as_ref().filter(|_| self.repeat.is_none())?;
        let asks = Asks::Write { number: self.unit.is_some() };
        Some(Question::new(id, asks, &self.question, &[], Takes::Words { most: MOST }))
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const WRITE: &str =
        "[[section.slide.block]]\nkind = \"write\"\nid = \"w\"\nquestion = \"Combien de jours ?\"\nunit = \"jours\"";

    #[test]
    fn a_room_sees_where_each_person_writes() {
        expect![[r#"
            Combien de jours ?


            ──────────── jours

            Each person writes it down.
        "#]]
        .assert_eq(&pictures(WRITE, 40));
        let line = pictures(&WRITE.replace("unit", "#"), 30);
        assert!(line.contains(&"─".repeat(30)), "{line}");
    }

    #[test]
    fn it_is_read_with_what_is_to_be_done() {
        expect![[r#"
            Combien de jours ?

            [Each person writes it down.]
        "#]]
        .assert_eq(&read_aloud(WRITE));
    }

    #[test]
    fn what_repeats_another_has_its_question_and_no_id() {
        let again = |keys: &str| format!("{WRITE}\n[[section.slide.block]]\nkind = \"write\"\nrepeat = \"w\"\n{keys}");
        assert_eq!(findings(&again("")), [""; 0]);
        assert_eq!(read_aloud(&again("")).matches("Combien de jours ?").count(), 2);
        assert!(read_aloud(&again("")).contains("[Look again at what you wrote.]"));
        let own = "a block to write in that repeats another has no `id`";
        assert_eq!(findings(&again("id = \"v\"")), [own]);
        assert_eq!(findings(&WRITE.replace("\nid", "\n# id")), ["`id` is missing"]);
        assert_eq!(findings(&again("").replace("repeat = \"w\"", "repeat = \"x\"")).len(), 1);
    }
}
