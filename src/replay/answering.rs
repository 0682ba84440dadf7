//! Answers while reading alone: choosing, confirming, trying again.

use std::collections::BTreeSet;

use crate::block::{Asks, Question, Takes};
use crate::page::{Deed, Target};
use crate::progress::Change;
use crate::record::wording;
use crate::replay::{Outcome, Replay, What};

impl Replay {
    /// The question with this id.
    pub(super) fn question(&self, id: &str) -> Option<&Question> {
        self.known.questions.iter().map(|(_, question)| question).find(|question| question.id == id)
    }

    /// The hash of a question's wording, as the progress stores it.
    pub(super) fn wording_of(&self, id: &str) -> String {
        self.question(id).map_or_else(String::new, |question| format!("{:016x}", wording(question)))
    }

    /// Whether several of its choices can be ticked.
    pub(super) fn takes_several(&self, id: &str) -> bool {
        let takes = self.question(id).map(|question| question.takes);
        matches!(takes, Some(Takes::Hands { several: true } | Takes::Ticks))
    }

    pub(super) fn is_checklist(&self, id: &str) -> bool {
        self.question(id).is_some_and(|question| question.takes == Takes::Ticks)
    }

    /// Whether this target belongs to a question that is waiting for an answer.
    pub(super) fn asks(&self, target: &Target) -> bool {
        match target {
            Target::Choice { .. } => true,
            Target::Own { of, what: Deed::Write } => {
                self.progress.answers.of(of).is_none_or(|own| own.words.is_empty())
            }
            _ => false,
        }
    }

    /// Ticks a choice or removes its tick. If only one may be chosen, the others lose theirs.
    pub(super) fn tick(&mut self, target: &Target, outcome: &mut Outcome) {
        let Target::Choice { of, choice } = target else { return };
        let is_recalling = self.is_recalling();
        let (id, item) = (of.to_string(), choice.to_string());
        if self.is_checklist(&id) {
            let done = !self.progress.answers.of(&id).is_some_and(|own| own.chosen.contains(&item));
            self.record(Change::Ticked { question: id, item, done }, outcome);
        } else {
            let before = self.answers_here().of(&id).map(|own| own.draft.clone()).unwrap_or_default();
            let mut chosen = if self.takes_several(&id) { before.clone() } else { BTreeSet::new() };
            if !before.contains(&item) {
                chosen.insert(item);
            } else {
                chosen.remove(&item);
            }
            let wording = self.wording_of(&id);
            let chosen: Vec<String> = chosen.into_iter().collect();
            match self.recall.as_mut().filter(|_| is_recalling) {
                Some(recall) => recall.answers.draft(&id, &wording, &chosen),
                None => self.record(Change::Chose { question: id, wording, chosen }, outcome),
            }
        }
        self.lay_out();
    }

    /// Chooses by a digit, among the choices of the question in focus, else of the first open one.
    pub(super) fn choose_by_digit(&mut self, digit: u8, outcome: &mut Outcome) {
        let Some((spot, id)) = self.spot_of_digit(digit) else { return };
        self.screen_mut().focus = Some(spot);
        self.screen_mut().keep_in_view();
        if let Some(target) = self.chosen().map(|spot| spot.target.clone()).filter(|_| self.takes_several(&id)) {
            self.tick(&target, outcome);
        }
    }

    /// The choice that a digit stands for, and its question. If there are no choices, the first answer in words.
    fn spot_of_digit(&mut self, digit: u8) -> Option<(usize, String)> {
        let of = |target: &Target| match target {
            Target::Choice { of, .. } => Some(of.to_string()),
            _ => None,
        };
        let spots = &self.screen().spots;
        let here = self.chosen().and_then(|spot| of(&spot.target));
        let Some(id) = here.or_else(|| spots.iter().find_map(|spot| of(&spot.target))) else {
            let is_open = |target: &Target| matches!(target, Target::Own { what: Deed::Write, .. });
            return spots.iter().position(|spot| digit == 1 && is_open(&spot.target)).map(|spot| (spot, String::new()));
        };
        let choices: Vec<usize> = (0..spots.len()).filter(|at| of(&spots[*at].target).as_ref() == Some(&id)).collect();
        let first = self.question(&id).map_or(1, |question| match question.kind {
            Asks::Nps => 0,
            _ => usize::from(question.first),
        });
        // On a scale up to ten a number may have two digits.
        let both = self.number * 10 + usize::from(digit);
        self.number = if self.number > 0 && both < first + choices.len() { both } else { usize::from(digit) };
        let at = self.number.checked_sub(first).or_else(|| (self.number + 10).checked_sub(first))?;
        Some((*choices.get(at)?, id))
    }

    /// Gives the choice in focus as the answer, together with the other ticked choices if several are allowed.
    pub(super) fn confirm_choice(&mut self, target: &Target, outcome: &mut Outcome) {
        let Target::Choice { of, choice } = target else { return };
        self.confirm(of, Some(choice), outcome);
    }

    /// Gives the ticked choices as the answer, or `choice` if only one is allowed.
    pub(super) fn confirm(&mut self, id: &str, choice: Option<&str>, outcome: &mut Outcome) {
        let Some(question) = self.question(id).cloned() else { return };
        let several = self.takes_several(id);
        let draft = self.answers_here().of(id).map(|own| own.draft.clone()).unwrap_or_default();
        let chosen: Vec<String> = match (several, choice) {
            (true, _) if draft.is_empty() => return self.notice = Some(self.words.replay.several_answers.to_owned()),
            (true, _) => draft.into_iter().collect(),
            (false, Some(choice)) => vec![choice.to_owned()],
            (false, None) => return,
        };
        let right = match &question.kind {
            Asks::Quiz(places) => {
                let mut right: Vec<&String> = places.iter().filter_map(|at| question.choices.get(*at)).collect();
                let mut given: Vec<&String> = chosen.iter().collect();
                right.sort_unstable();
                given.sort_unstable();
                // A question without right answers cannot be answered wrong.
                Some(right == given || right.is_empty())
            }
            _ => None,
        };
        if self.is_recalling() {
            return self.answer_recalled(id, chosen, right == Some(true), outcome);
        }
        let missed = self.progress.answers.of(id).filter(|own| own.is_missed());
        if missed.is_some_and(|own| own.chosen.iter().eq(chosen.iter())) {
            // The same answer as before: its result is still shown.
            return;
        }
        let wording = self.wording_of(id);
        self.record(Change::Tried { question: question.id, wording, chosen, right }, outcome);
        self.after_answer(right == Some(false));
    }

    pub(super) fn show_answer(&mut self, id: &str, outcome: &mut Outcome) {
        let (wording, question) = (self.wording_of(id), id.to_owned());
        self.record(Change::Shown { question, wording }, outcome);
        self.after_answer(false);
    }

    pub(super) fn ask_again(&mut self, id: &str, outcome: &mut Outcome) {
        self.record(Change::AskedAgain { question: id.to_owned() }, outcome);
        self.screen_mut().focus = None;
        self.lay_out();
    }

    /// The first row of the question that a choice belongs to, if none of its choices is right or wrong.
    fn top_of_poll(&self, target: &Target) -> Option<u32> {
        let Target::Choice { of, .. } = target else { return None };
        let is_quiz = self.question(of).is_none_or(|question| matches!(question.kind, Asks::Quiz(_)));
        let first =
            self.screen().spots.iter().find(|spot| matches!(&spot.target, Target::Choice { of: it, .. } if it == of));
        first.filter(|_| !is_quiz).map(|spot| spot.y)
    }

    /// Shows the result of an answer. After a wrong one the focus stays on the choice, so that it can be changed. Otherwise there is nothing more to
    /// choose, and the explanation is scrolled into view.
    fn after_answer(&mut self, missed: bool) {
        let spot = self.chosen().cloned();
        // The choices of a poll, from the first one, stay in view, because the results of others are next to them.
        let stays = spot.as_ref().and_then(|spot| self.top_of_poll(&spot.target));
        if !missed {
            self.screen_mut().focus = None;
        }
        self.lay_out();
        if let Some(spot) = spot.filter(|_| self.screen().what == What::Slide) {
            let screen = self.screen_mut();
            let below = screen.spots.iter().find(|next| next.y > spot.y && matches!(next.target, Target::Own { .. }));
            let end = below.map_or(spot.y + spot.height, |next| next.y + next.height);
            let least = end.saturating_sub(u32::from(screen.window.sheet.room)).min(spot.y);
            let scroll = screen.window.scroll.max(least).min(screen.window.sheet.last_scroll());
            screen.window.scroll = stays.map_or(scroll, |top| scroll.min(top));
        }
    }
}
