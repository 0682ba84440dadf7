//! The page after the last slide: results, what is left, what to read next.

use crate::block::Asks;
use crate::page::{Role, Target};
use crate::replay::{Learned, Replay};
use crate::screen::rows::Rows;

/// The most slides that are listed as still to do.
const MOST_TO_DO: usize = 8;

pub fn fill<'a>(replay: &'a Replay, rows: &mut Rows) -> &'a str {
    let said = &replay.words.replay;
    let planned = replay.planned();
    let to_do: Vec<usize> = planned.iter().copied().filter(|slide| !replay.is_done(*slide)).collect();
    rows.text(if to_do.is_empty() { said.end_done } else { said.end_not_done }, Role::Strong);
    let (done, of) = replay.done();
    rows.text(&format!("{} · {}", (said.done_of)(done, of), replay.minutes_in_words(planned)), Role::Muted);
    if let Some((right, first, all)) = replay.quiz_score() {
        rows.text(&(said.quiz_score)(right, first, all), Role::Text);
    }
    if let Some((before, now, of)) = replay.gain() {
        rows.text(&(said.gain)(before, now, of), Role::Text);
    }
    rows.gap();
    if to_do.is_empty() {
        rows.button(said.certificate, Target::Act("certificate"));
    }
    if let Some((_, title)) = replay.next_module() {
        rows.button(&(said.next_module)(title), Target::Act("next-module"));
    }
    replay.list_to_do(&to_do, rows);
    replay.list_to_review(rows);
    let (marks, notes) = (replay.progress.marked.len(), replay.progress.notes.len());
    rows.button(&(said.own_count)(marks, notes), Target::Act("own-notes"));
    replay.objectives(rows);
    replay.what_next(rows);
    said.end_title
}

impl Replay {
    fn list_to_do(&self, to_do: &[usize], rows: &mut Rows) {
        let said = &self.words.replay;
        if to_do.is_empty() {
            return;
        }
        rows.text(&(said.still_to_do)(to_do.len()), Role::Text);
        for slide in to_do.iter().take(MOST_TO_DO) {
            let open = self.open_quizzes(*slide);
            let aside = if open > 0 { (said.questions_open)(open) } else { String::new() };
            rows.row(self.sign(&[*slide]), &self.name_of(*slide), &aside, Target::Slide(*slide));
        }
        if to_do.len() > MOST_TO_DO {
            rows.button(said.see_contents, Target::Act("contents"));
        }
        rows.text(said.certificate_needs, Role::Muted);
        rows.gap();
    }

    fn list_to_review(&self, rows: &mut Rows) {
        let slides = self.to_review();
        if slides.is_empty() {
            return;
        }
        let said = &self.words.replay;
        rows.text(&(said.still_to_review)(slides.len()), Role::Text);
        for slide in slides.iter().take(MOST_TO_DO) {
            rows.row(Learned::Review.sign(), &self.name_of(*slide), said.to_review, Target::Slide(*slide));
        }
        rows.text(said.asked_again_later, Role::Muted);
        rows.gap();
    }

    /// What to read next: the next step of the course, and the sources.
    fn what_next(&self, rows: &mut Rows) {
        let said = &self.words.replay;
        let next = self.deck.course.as_ref().and_then(|course| course.next.as_deref());
        if next.is_none() && self.deck.sources.is_empty() {
            return;
        }
        rows.heading(said.read_next);
        next.iter().for_each(|next| rows.indented("→", next, Role::Text));
        if !self.deck.sources.is_empty() {
            rows.button(&(said.all_sources)(self.deck.sources.len()), Target::Act("all-sources"));
        }
    }

    /// The quiz score: how many questions were answered right, how many of them at the first try, and how many there are.
    pub(in crate::replay) fn quiz_score(&self) -> Option<(usize, usize, usize)> {
        let quizzes = self.known.questions.iter().filter(|(_, question)| matches!(question.kind, Asks::Quiz(_)));
        let right_at: Vec<Option<u32>> = quizzes
            .map(|(_, question)| self.progress.answers.of(&question.id).filter(|own| own.is_settled())?.right_at)
            .collect();
        let right = right_at.iter().flatten().count();
        let first = right_at.iter().flatten().filter(|at| **at == 1).count();
        (!right_at.is_empty()).then_some((right, first, right_at.len()))
    }
}
