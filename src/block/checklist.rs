//! `checklist`: items that are ticked while the slide is shown.

use std::sync::Arc;

use crate::block::meaning::{self, Choice, What};
use crate::block::{Asks, Block, Context, Kind, Question, Takes};
use crate::lang::say;
use crate::page::{Page, Role, Target};
use crate::source::Span;
use crate::table::{Id, Reader, Words, table};

/// The cells before the words of an item: its digit, its checkbox.
const INDENT: u16 = 7;

/// From this width on, in cells, there is room for empty rows between a few items.
const AIRY: u16 = 60;

table! {
    /// Items that are ticked while the slide is shown.
    pub struct Checklist as "a checklist" {
        /// The name by which its ticks are known.
        id: Id<Block>,
        /// What there is to do.
        items: Vec<Words>,
    }
}

impl Checklist {
    fn is_done(&self, context: &Context, item: &str) -> bool {
        match context.alone {
            Some(alone) => alone.of(&self.id).is_some_and(|own| own.chosen.contains(item)),
            None => context.answers.is_ticked(&self.id, item),
        }
    }
}

impl Kind for Checklist {
    fn is_read(&self) -> bool {
        true
    }

    fn layout(&self, context: &Context, width: u16) -> Page {
        let mut page = Page::new(width);
        let gap = u32::from(width >= AIRY && self.items.len() <= 6);
        for (at, item) in self.items.iter().enumerate() {
            let mut row = Page::new(width);
            if at < 10 {
                row.text_to(INDENT - 4, 0, &(at + 1).to_string(), Role::Muted);
            }
            let (mark, role) = if self.is_done(context, item) { ("☑", Role::Good) } else { ("☐", Role::Accent) };
            row.text(INDENT - 2, 0, mark, role);
            row.put(super::layout_note(item, Role::Text, width.saturating_sub(INDENT).max(1)), INDENT, 0);
            row.target(0, 0, width, row.height, Target::Part);
            let choice = Target::Choice { of: Arc::from(self.id.as_str()), choice: Arc::from(item.as_str()) };
            row.target(0, 0, width, row.height, choice);
            page.stack(row, 0, gap);
        }
        let done = self.items.iter().filter(|item| self.is_done(context, item)).count();
        if done > 0 || !context.on_paper {
            page.text(0, page.height + 1 + gap, &(context.words.items_done)(done, self.items.len()), Role::Muted);
        }
        page.target(0, 0, width, page.height, Target::Asks(Arc::from(self.id.as_str())));
        page
    }

    fn meaning(&self, context: &Context) -> What {
        let item = |item: &Words| Choice {
            known_as: item.clone(),
            label: item.clone(),
            done: self.is_done(context, item),
            ..Choice::default()
        };
        let choices = self.items.iter().map(item).collect();
        let asks = Asks::Checklist;
        let question = meaning::Question { choices, ..meaning::Question::new(&self.id, asks, Takes::Ticks, context) };
        What::Question(Box::new(question))
    }

    fn check(&self, _: Span, reader: &mut Reader) {
        if self.items.is_empty() && !reader.has_found_in(self.at.value("items")) {
            let help = say!("write `{key} = [\"…\", \"…\"]`", key = "items");
            let message = say!("`{key}` is empty", key = "items");
            reader.wrong(self.at.value("items"), message, say!("nothing to show"), help);
        }
        if let Some(at) = self.items.iter().position(|item| item.trim().is_empty()) {
            let message = say!("item {number} is empty", number = at + 1);
            reader.wrong(self.at.value("items"), message, say!("no words"), say!("write its words, or leave it out"));
        }
    }

    fn asks(&self) -> Option<Question> {
        Some(Question::new(&self.id, Asks::Checklist, "", &self.items, Takes::Ticks))
    }
}

#[cfg(test)]
mod tests {
    use crate::block::tests::{findings, pictures, read_aloud};
    use expect_test::expect;

    const LIST: &str =
        "[[section.slide.block]]\nkind = \"checklist\"\nid = \"c\"\nitems = [\"Un élément long\", \"Deux\"]";

    #[test]
    fn a_checklist_has_items_with_words() {
        let found = |items: &str| findings(&LIST.replace("[\"Un élément long\", \"Deux\"]", items));
        assert_eq!(found("[]"), ["`items` is empty"]);
        assert_eq!(found("[\"a\", \" \"]"), ["item 2 is empty"]);
        assert_eq!(found("[1]"), ["expected a string, found an integer"]);
    }

    #[test]
    fn items_hang_under_their_first_word() {
        expect![[r#"
              1  ☐ Un élément
                   long
              2  ☐ Deux

            0 of 2
        "#]]
        .assert_eq(&pictures(LIST, 18));
    }

    #[test]
    fn a_checklist_is_read_with_its_boxes() {
        expect![[r#"
            [ ] Un élément long
            [ ] Deux
        "#]]
        .assert_eq(&read_aloud(LIST));
    }
}
