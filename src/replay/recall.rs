//! Questions asked apart from their slides: a few that were answered wrong or long ago, before reading on; or all of them, before the
//! first reading.
//!
//! Each is asked once. Answers given here do not change the answers on the slide.

use crate::answers::Alone;
use crate::block::{Asks, Block, Question};
use crate::progress::{Change, Guess, Memory};
use crate::replay::{Learned, Outcome, Replay, What};

/// The most questions to review at once: about a minute.
pub const MOST: usize = 3;

/// The most questions before the first reading: about five minutes.
const MOST_BEFORE: usize = 20;

/// The questions that are being asked apart from their slides.
pub struct Recall {
    /// Their ids, in the order in which they are asked.
    pub ids: Vec<String>,
    /// The answers given here.
    pub answers: Alone,
    /// How many were answered right.
    pub right: usize,
    /// Whether this is before the first reading. Then the right answers are not shown, and nothing counts.
    pub before: bool,
}

impl Replay {
    /// The questions that are due, by their ids: those answered wrong first, then the oldest.
    pub(super) fn due(&self) -> Vec<String> {
        let quizzes = self.known.questions.iter().filter(|(_, question)| matches!(question.kind, Asks::Quiz(_)));
        let remembered = quizzes.filter_map(|(_, it)| Some((self.progress.memory(&it.id)?, &it.id)));
        let mut due: Vec<(Memory, &String)> =
            remembered.filter(|(memory, _)| memory.is_due(self.reader.time)).collect();
        due.sort_by_key(|(memory, _)| (!memory.missed, memory.since));
        due.into_iter().take(MOST).map(|(_, id)| id.clone()).collect()
    }

    /// Starts asking what is due.
    pub(super) fn begin_recall(&mut self) {
        let ids = self.due();
        if ids.is_empty() {
            return;
        }
        self.ask_apart(ids, false);
    }

    /// The questions that can be asked before the first reading and were not.
    pub(super) fn to_guess(&self) -> Vec<String> {
        let has_answer = |question: &Question| matches!(&question.kind, Asks::Quiz(right) if !right.is_empty());
        let quizzes = self.known.questions.iter().filter(|(_, question)| has_answer(question)).take(MOST_BEFORE);
        let ids = quizzes.map(|(_, question)| &question.id);
        ids.filter(|id| !self.progress.guesses.contains_key(*id)).cloned().collect()
    }

    /// Starts asking all of them.
    pub(super) fn begin_guessing(&mut self) {
        self.ask_apart(self.to_guess(), true);
    }

    fn ask_apart(&mut self, ids: Vec<String>, before: bool) {
        self.recall = Some(Recall { ids, answers: Alone::default(), right: 0, before });
        self.open(What::Recall { at: 0, answered: false });
    }

    /// How many questions were answered right before the first reading, how many of the same were since, and how many were asked. `None` if
    /// none was.
    pub(super) fn gain(&self) -> Option<(usize, usize, usize)> {
        let guesses = &self.progress.guesses;
        let asked: Vec<&Question> =
            self.known.questions.iter().map(|(_, it)| it).filter(|it| guesses.contains_key(&it.id)).collect();
        let before = asked.iter().filter(|it| guesses[&it.id].right).count();
        let now = asked.iter().filter(|it| self.learned_of(it) == Learned::Known).count();
        (!asked.is_empty()).then_some((before, now, asked.len()))
    }

    /// The objectives that were known before the first reading, by their index: all questions about them were answered right.
    pub(super) fn known_before(&self) -> Vec<usize> {
        let guessed = |id: &str| {
            let served = |slide: &usize| {
                self.deck.slide(*slide).is_some_and(|it| it.slide.objectives.iter().any(|it| *it == *id))
            };
            let slides: Vec<usize> = self.planned().into_iter().filter(served).collect();
            let mut rights =
                slides.into_iter().flat_map(|slide| self.quizzes_of(slide)).map(|it| self.is_guessed(it)).peekable();
            rights.peek().is_some() && rights.all(|right| right)
        };
        (0..self.deck.objectives.len()).filter(|at| guessed(&self.deck.objectives[*at].id)).collect()
    }

    fn is_guessed(&self, question: &Question) -> bool {
        self.progress.guesses.get(&question.id).is_some_and(|guess| guess.right)
    }

    /// The unread slides that only serve objectives that were known before.
    pub(super) fn skippable(&self) -> Vec<usize> {
        let known: Vec<&str> = self.known_before().into_iter().map(|at| self.deck.objectives[at].id.as_str()).collect();
        let serves_known = |slide: &usize| {
            let objectives = self.deck.slide(*slide).map_or(&[][..], |it| &it.slide.objectives);
            !objectives.is_empty() && objectives.iter().all(|id| known.contains(&id.as_str()))
        };
        self.planned().into_iter().filter(|slide| !self.is_done(*slide)).filter(serves_known).collect()
    }

    /// Marks the slides that only serve known objectives as read, with the answers given before the first reading.
    pub(super) fn skip_known(&mut self, outcome: &mut Outcome) {
        for slide in self.skippable() {
            let quizzes: Vec<String> = self.quizzes_of(slide).map(|question| question.id.clone()).collect();
            for question in quizzes {
                let Some(Guess { wording, chosen, right }) = self.progress.guesses.get(&question).cloned() else {
                    continue;
                };
                self.record(Change::Tried { question, wording, chosen, right: Some(right) }, outcome);
            }
            self.record(Change::Seen(self.known.names[slide].clone()), outcome);
        }
        self.slide = self.unfinished();
        self.open_alone(What::Start);
    }

    /// The question that is being asked apart from its slide, with the index of that slide. `None` after the last one.
    pub(super) fn recalled(&self, at: usize) -> Option<(usize, &Question)> {
        let id = self.recall.as_ref()?.ids.get(at)?;
        self.known.questions.iter().find(|(_, question)| question.id == *id).map(|(slide, it)| (*slide, it))
    }

    /// Whether the current page asks a question apart from its slide.
    pub(super) fn is_recalling(&self) -> bool {
        matches!(self.screen().what, What::Recall { .. })
    }

    /// The answers that count on the current page.
    pub(super) fn answers_here(&self) -> &Alone {
        let recalled = self.recall.as_ref().filter(|_| self.is_recalling());
        recalled.map_or(&self.progress.answers, |recall| &recall.answers)
    }

    /// The block of a slide that asks this question.
    pub(super) fn block_of(&self, slide: usize, id: &str) -> Option<&Block> {
        let mut found = None;
        self.deck.slide(slide)?.slide.visit(&mut |block| {
            found = found.or(block.asks().filter(|question| question.id == id).map(|_| block));
        });
        found
    }

    /// Takes the only answer to the question asked here, and shows what is right.
    pub(super) fn answer_recalled(&mut self, id: &str, chosen: Vec<String>, right: bool, outcome: &mut Outcome) {
        let What::Recall { at, answered: false } = self.screen().what else { return };
        let wording = self.wording_of(id);
        let Some(recall) = &mut self.recall else { return };
        recall.right += usize::from(right);
        let question = id.to_owned();
        if recall.before {
            self.record(Change::Guessed { question, wording, chosen, right }, outcome);
            return self.next_recalled();
        }
        recall.answers.attempt(id, &wording, &chosen, Some(right));
        if !right {
            recall.answers.show(id, &wording);
        }
        self.record(Change::Recalled { question, wording, chosen, right }, outcome);
        self.show_recalled(What::Recall { at, answered: true });
    }

    /// Goes to the next question, answered or not.
    pub(super) fn next_recalled(&mut self) {
        if let What::Recall { at, .. } = self.screen().what {
            self.show_recalled(What::Recall { at: at + 1, answered: false });
        }
    }

    /// Replaces the current page.
    fn show_recalled(&mut self, what: What) {
        self.screens.pop();
        self.open(what);
    }
}
