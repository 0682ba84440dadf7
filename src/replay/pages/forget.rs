//! Erasing progress: the sections that can be forgotten, everything, and the confirmation.

use crate::page::{Role, Target};
use crate::replay::{Effect, Outcome, Replay, What};
use crate::screen::rows::Rows;

pub fn fill<'a>(replay: &'a Replay, rows: &mut Rows) -> &'a str {
    let said = &replay.words.replay;
    for (index, section) in replay.deck.sections.iter().enumerate() {
        let slides: Vec<usize> = replay.deck.slides_of(index).collect();
        if slides.iter().any(|slide| replay.is_begun(*slide)) {
            rows.row(replay.sign(&slides), &(said.forget_section)(&section.title), "", Target::Section(index));
        }
    }
    rows.button(said.forget_all, Target::Act("forget-all"));
    said.forget_title
}

/// Asks whether to forget a section, or everything if `None`.
pub fn ask<'a>(replay: &'a Replay, section: Option<usize>, rows: &mut Rows) -> &'a str {
    let said = &replay.words.replay;
    let section = section.and_then(|section| replay.deck.sections.get(section));
    let question = section.map_or_else(|| said.ask_forget_all.to_owned(), |it| (said.ask_forget_section)(&it.title));
    rows.text(&question, Role::Strong);
    rows.text(said.notes_stay, Role::Muted);
    rows.gap();
    rows.button(said.keep, Target::Act("close-page"));
    rows.button(said.forget, Target::Act("forget"));
    &replay.deck.title
}

impl Replay {
    /// Forgets what was confirmed.
    pub(in crate::replay) fn forget(&mut self, outcome: &mut Outcome) {
        let What::AskForget(section) = self.screen().what else { return };
        let slides = section.map_or(0..self.deck.slide_count(), |section| self.deck.slides_of(section));
        let questions = slides.clone().flat_map(|slide| self.questions_of(slide)).map(|question| question.id.clone());
        let questions = questions.collect();
        let slides = self.known.names[slides].to_vec();
        outcome.effects.push(Effect::Forget { slides, questions });
    }
}
