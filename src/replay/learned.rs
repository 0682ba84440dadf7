//! How well something is known, judged by answers to questions about it and not by having been on the screen.

use std::collections::HashMap;

use crate::block::{Asks, Question};
use crate::page::Role;
use crate::replay::Replay;

/// How well a question, a slide or an objective is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learned {
    /// Not all of it was read, or not all of its questions were answered.
    ToDo,
    /// It was read, and has no questions.
    Seen,
    /// Its questions were answered right at the first try, or when they were asked again.
    Known,
    /// One of its questions was answered wrong, or the answer was shown.
    Review,
}

impl Learned {
    /// All parts together. One to review makes the whole to review. The whole is known if all was read and at least one part has questions.
    fn of_all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::Seen;
        for part in parts {
            all = match (all, part) {
                (Self::Review, _) | (_, Self::Review) => Self::Review,
                (Self::ToDo, _) | (_, Self::ToDo) => Self::ToDo,
                (Self::Known, _) | (_, Self::Known) => Self::Known,
                (Self::Seen, Self::Seen) => Self::Seen,
            };
        }
        all
    }

    /// The sign for it, and its role.
    pub(super) fn sign(self) -> (&'static str, Role) {
        match self {
            Self::ToDo => ("○", Role::Muted),
            Self::Seen => ("◐", Role::Accent),
            Self::Known => ("✓", Role::Good),
            Self::Review => ("↻", Role::Warning),
        }
    }
}

impl Replay {
    /// The questions with right answers of a slide.
    pub(super) fn quizzes_of(&self, slide: usize) -> impl Iterator<Item = &Question> {
        self.questions_of(slide).filter(|question| matches!(question.kind, Asks::Quiz(_)))
    }

    pub(super) fn learned_of(&self, question: &Question) -> Learned {
        let is_settled = self.progress.answers.of(&question.id).is_some_and(|own| own.is_settled());
        match self.progress.memory(&question.id) {
            Some(memory) if memory.missed => Learned::Review,
            _ if is_settled => Learned::Known,
            _ => Learned::ToDo,
        }
    }

    /// How well a slide is known.
    pub fn learned(&self, slide: usize) -> Learned {
        let read = if self.is_done(slide) { Learned::Seen } else { Learned::ToDo };
        Learned::of_all(self.quizzes_of(slide).map(|question| self.learned_of(question)).chain([read]))
    }

    /// How well each objective is known, in order, from the slides of the plan that serve it. If none does, all slides count.
    pub fn learned_objectives(&self) -> Vec<Learned> {
        let planned = self.planned();
        let mut of: HashMap<&str, Vec<Learned>> = HashMap::new();
        for slide in &planned {
            let Some(placed) = self.deck.slide(*slide) else { continue };
            for id in &placed.slide.objectives {
                of.entry(id.as_str()).or_default().push(self.learned(*slide));
            }
        }
        let all = || Learned::of_all(planned.iter().map(|slide| self.learned(*slide)));
        let objectives = self.deck.objectives.iter();
        objectives.map(|it| of.remove(it.id.as_str()).map_or_else(all, Learned::of_all)).collect()
    }

    /// The objectives with how well each is known, as a sign and as text.
    pub fn objectives_told(&self) -> Vec<(&'static str, String)> {
        let states = self.deck.objectives.iter().zip(self.learned_objectives());
        states.map(|(it, learned)| (learned.sign().0, self.objective_in_words(&it.text, learned))).collect()
    }

    /// The slides of the plan with a question to review, by their index in the file.
    pub(super) fn to_review(&self) -> Vec<usize> {
        self.planned().into_iter().filter(|slide| self.learned(*slide) == Learned::Review).collect()
    }

    /// "known", "to review": the words for a state. `None` for what is still to do.
    pub(super) fn learned_in_words(&self, learned: Learned) -> Option<&'static str> {
        let said = &self.words.replay;
        match learned {
            Learned::ToDo => None,
            Learned::Seen => Some(said.seen),
            Learned::Known => Some(said.known),
            Learned::Review => Some(said.to_review),
        }
    }

    /// An objective with its state as text.
    pub(super) fn objective_in_words(&self, text: &str, learned: Learned) -> String {
        self.learned_in_words(learned).map_or_else(|| text.to_owned(), |state| format!("{text} ({state})"))
    }
}
