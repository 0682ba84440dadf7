//! The page before the first slide: what the deck is about, what the reader will be able to do, and their progress.

use crate::page::{Role, Target};
use crate::replay::{Learned, Replay};
use crate::screen::rows::Rows;

pub fn fill<'a>(replay: &'a Replay, rows: &mut Rows) -> &'a str {
    let (deck, said) = (&replay.deck, &replay.words.replay);
    deck.subtitle.iter().for_each(|subtitle| rows.text(subtitle, Role::Strong));
    deck.byline().iter().for_each(|byline| rows.text(byline, Role::Muted));
    let (done, of) = replay.done();
    let left = replay.minutes_in_words(replay.planned());
    rows.text(&format!("{} · {left}", (said.done_of)(done, of)), Role::Muted);
    if let Some(place) = replay.place_in_course(" · ") {
        rows.text(&place, Role::Muted);
    }
    let audience = deck.course.iter().filter_map(|course| course.audience.as_ref());
    audience.for_each(|audience| rows.text(&(said.for_whom)(audience), Role::Muted));
    rows.gap();
    let begun = replay.progress.at.is_some();
    let due = replay.due().len();
    if due > 0 {
        rows.text(&(said.recall_offer)(due), Role::Text);
        rows.button(said.recall_begin, Target::Act("recall"));
    }
    rows.button(&replay.begin_in_words(), Target::Act("begin"));
    // A reader who has started would recognize the answers.
    let is_new = !begun && replay.progress.seen.is_empty();
    let guesses = replay.to_guess().len();
    // A single question is no test, but the last of several may be asked.
    let least = if replay.progress.guesses.is_empty() { 2 } else { 1 };
    let can_guess = is_new && !deck.objectives.is_empty() && guesses >= least;
    let others = [
        (begun && replay.slide != deck.first_planned(), said.begin_again, "first"),
        (can_guess, &(said.guess_begin)(guesses), "guess"),
        (true, said.see_contents, "contents"),
        (begun, said.see_summary, "summary"),
        (replay.course.is_some(), said.see_course, "course"),
        (begun, said.forget_all, "forget-all"),
    ];
    for (_, text, act) in others.into_iter().filter(|(wanted, ..)| *wanted) {
        rows.button(text, Target::Act(act));
    }
    replay.objectives(rows);
    &deck.title
}

impl Replay {
    /// "Start", or where to resume.
    pub(in crate::replay) fn begin_in_words(&self) -> String {
        let said = &self.words.replay;
        match self.progress.at.is_some() || self.slide != self.deck.first_planned() {
            true => (said.continue_at)(&self.name_of(self.slide)),
            false => said.begin.to_owned(),
        }
    }

    /// The place of the deck in its course: the course, and which module this is.
    pub(in crate::replay) fn place_in_course(&self, between: &str) -> Option<String> {
        let course = self.deck.course.as_ref()?;
        let place = course.step.zip(course.of).map(|(step, of)| (self.words.replay.module)(step.into(), of.into()));
        Some([course.name.clone(), place].into_iter().flatten().collect::<Vec<_>>().join(between))
    }

    /// The objectives, and how well each is known.
    pub(in crate::replay) fn objectives(&self, rows: &mut Rows) {
        if self.deck.objectives.is_empty() {
            return;
        }
        rows.heading(self.words.replay.able_to);
        for (objective, learned) in self.deck.objectives.iter().zip(self.learned_objectives()) {
            let (sign, role) = learned.sign();
            // An objective that is still to do looks like normal text.
            let role = if learned == Learned::ToDo { Role::Text } else { role };
            rows.indented(sign, &self.objective_in_words(&objective.text, learned), role);
        }
    }
}
