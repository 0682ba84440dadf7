//! A question asked apart from its slide, and in the end the results.

use crate::block::Context;
use crate::page::{Deed, Drawing, Page, Role, Target};
use crate::replay::Replay;
use crate::screen::rows::Rows;

pub fn fill(replay: &Replay, at: usize, answered: bool, rows: &mut Rows) -> String {
    let said = &replay.words.replay;
    let Some(recall) = &replay.recall else { return String::new() };
    let count = recall.ids.len();
    let Some((slide, question)) = replay.recalled(at) else {
        rows.text(&(said.recall_score)(recall.right, count), Role::Strong);
        rows.text(if recall.before { said.guessed_later } else { said.recall_later }, Role::Muted);
        rows.gap();
        if recall.before {
            replay.known_already(rows);
        }
        rows.button(&replay.begin_in_words(), Target::Act("begin"));
        return if recall.before { said.guess_title } else { said.recall_title }.to_owned();
    };
    let context = Context { alone: Some(&recall.answers), ..replay.context() };
    if let Some(block) = replay.block_of(slide, &question.id) {
        rows.0.stack(asked(block.layout(&context, rows.0.width)), 0, 0);
    }
    if answered {
        rows.gap();
        let next = if at + 1 < count { said.next_question } else { said.recall_end };
        rows.button(next, Target::Act("next-question"));
        rows.button(&(said.read_slide)(&replay.name_of(slide)), Target::Slide(slide));
    }
    let title = if recall.before { said.guess_title } else { said.recall_title };
    (said.recall_of)(title, at + 1, count)
}

impl Replay {
    /// What was known before reading, and the offer to skip it.
    fn known_already(&self, rows: &mut Rows) {
        let (said, known, slides) = (&self.words.replay, self.known_before(), self.skippable().len());
        if known.is_empty() {
            return;
        }
        rows.text(said.known_already, Role::Text);
        known.into_iter().for_each(|at| rows.indented("✓", &self.deck.objectives[at].text, Role::Good));
        rows.gap();
        if slides > 0 {
            rows.button(&(said.skip_known)(slides), Target::Act("skip-known"));
        }
    }
}

/// A question after it was answered, without the offer to answer again: here it is asked once.
fn asked(page: Page) -> Page {
    let step = page.last_step_unanswered();
    let is_again =
        |drawing: &Drawing| matches!(drawing, Drawing::Target { target: Target::Own { what: Deed::Again, .. }, .. });
    let end =
        page.items.iter().find(|item| is_again(&item.drawing)).map_or(page.height, |item| item.y.saturating_sub(1));
    page.window(step, 0, end)
}
