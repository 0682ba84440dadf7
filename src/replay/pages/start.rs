//! What comes before the first slide: what the deck is, what one will be able to do, how far one has come.

use std::collections::HashMap;

use crate::page::{Role, Target};
use crate::replay::Replay;
use crate::screen::rows::Rows;

pub fn fill<'a>(replay: &'a Replay, rows: &mut Rows) -> &'a str {
    let (deck, said) = (&replay.deck, &replay.words.replay);
    deck.subtitle.iter().for_each(|subtitle| rows.text(subtitle, Role::Strong));
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
    let begin = if begun { (said.continue_at)(&replay.name_of(replay.slide)) } else { said.begin.to_owned() };
    rows.button(&begin, Target::Act("begin"));
    let others = [
        (begun && replay.slide != deck.first_planned(), said.begin_again, "first"),
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
    /// Where the deck stands in its course: the course, and which of its modules this one is.
    pub(in crate::replay) fn place_in_course(&self, between: &str) -> Option<String> {
        let course = self.deck.course.as_ref()?;
        let place = course.step.zip(course.of).map(|(step, of)| (self.words.replay.module)(step.into(), of.into()));
        Some([course.name.clone(), place].into_iter().flatten().collect::<Vec<_>>().join(between))
    }

    /// What one is able to do: ticked when all slides that serve it are done.
    pub(in crate::replay) fn objectives(&self, rows: &mut Rows) {
        if self.deck.objectives.is_empty() {
            return;
        }
        rows.heading(self.words.replay.able_to);
        let (done, of) = self.done();
        let reached = self.reached();
        for objective in &self.deck.objectives {
            // Where no slide serves it, all do.
            let is_reached = reached.get(objective.id.as_str()).copied().unwrap_or(done == of);
            let (sign, role) = if is_reached { ("✓", Role::Good) } else { ("○", Role::Text) };
            rows.indented(sign, &objective.text, role);
        }
    }

    /// Whether all slides of the plan that serve an objective are done, by its id.
    fn reached(&self) -> HashMap<&str, bool> {
        let mut reached = HashMap::new();
        for (index, placed) in self.deck.slides().enumerate().filter(|(_, placed)| !placed.section.appendix) {
            let is_done = self.is_done(index);
            placed.slide.objectives.iter().for_each(|id| *reached.entry(id.as_str()).or_insert(true) &= is_done);
        }
        reached
    }
}
