//! The answers of a person reading alone: tries at quizzes, choices, ticks, words.

use std::collections::{BTreeMap, BTreeSet};

/// For when nobody reads alone, or nothing was answered yet.
pub static NOTHING: Alone = Alone(BTreeMap::new());

/// The answers of one person, by question id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alone(BTreeMap<String, Own>);

/// A person's answer to a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// The wording of the question, as a hash: see `record::wording`.
    pub wording: String,
    /// What was last confirmed. For a checklist, what is ticked.
    pub chosen: BTreeSet<String>,
    /// What is selected and not confirmed yet.
    pub draft: BTreeSet<String>,
    /// How often an answer was confirmed.
    pub tries: u32,
    /// The number of the try that was right.
    pub right_at: Option<u32>,
    /// Whether the answer was shown before it was found.
    pub shown: bool,
    /// Whether it is being answered again.
    pub again: bool,
    /// What was written.
    pub words: String,
}

impl Own {
    /// Whether a quiz question is finished: it was answered right, or the answer was shown.
    pub fn is_settled(&self) -> bool {
        !self.again && (self.shown || self.right_at == Some(self.tries))
    }

    /// Whether a question without right answers was answered.
    pub fn is_given(&self) -> bool {
        !self.again && self.tries > 0
    }

    /// Whether the last try was wrong, and another is possible.
    pub fn is_missed(&self) -> bool {
        self.tries > 0 && !self.again && !self.is_settled()
    }
}

impl Alone {
    /// The answer to a question. `None` if there is none.
    pub fn of(&self, id: &str) -> Option<&Own> {
        self.0.get(id)
    }

    /// The same, mutable.
    pub fn entry(&mut self, id: &str) -> &mut Own {
        self.0.entry(id.to_owned()).or_default()
    }

    /// Forgets the answer to a question that now has another wording.
    pub fn forget(&mut self, id: &str) {
        self.0.remove(id);
    }

    /// A try at a question with this wording, and whether it is right, if the question has right answers.
    pub fn attempt(&mut self, id: &str, wording: &str, chosen: &[String], right: Option<bool>) {
        let own = self.asked(id, wording);
        own.tries = own.tries.saturating_add(1);
        own.chosen = chosen.iter().cloned().collect();
        // After a wrong answer, the next try starts from it.
        own.draft = if right == Some(false) { own.chosen.clone() } else { BTreeSet::new() };
        own.again = false;
        own.right_at = (right == Some(true)).then_some(own.tries);
        own.shown &= right == Some(false);
    }

    /// What is selected in a question with this wording, and not confirmed yet.
    pub fn draft(&mut self, id: &str, wording: &str, chosen: &[String]) {
        self.asked(id, wording).draft = chosen.iter().cloned().collect();
    }

    /// The answer is shown without being found.
    pub fn show(&mut self, id: &str, wording: &str) {
        let own = self.asked(id, wording);
        (own.shown, own.again) = (true, false);
    }

    /// Asks it again. How often it was answered, and that it was right, is kept.
    pub fn ask_again(&mut self, id: &str) {
        let own = self.entry(id);
        (own.again, own.shown) = (true, false);
        own.chosen.clear();
        own.draft.clear();
    }

    /// The answer to a question whose wording is not stored, mutable: a checklist, or an open question. If a question of another kind had this id,
    /// its answer is dropped.
    pub fn unworded(&mut self, id: &str) -> &mut Own {
        self.asked(id, "")
    }

    fn asked(&mut self, id: &str, wording: &str) -> &mut Own {
        if self.of(id).is_some_and(|own| own.wording != wording) {
            self.forget(id);
        }
        let own = self.entry(id);
        wording.clone_into(&mut own.wording);
        own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(answers: &[bool]) -> Own {
        let mut alone = Alone::default();
        answers.iter().for_each(|right| alone.attempt("q", "w", &["x".to_owned()], Some(*right)));
        alone.of("q").cloned().unwrap_or_default()
    }

    #[test]
    fn a_wrong_answer_is_missed_until_it_is_right() {
        assert!(tried(&[false]).is_missed() && !tried(&[false]).is_settled());
        assert!(tried(&[false, true]).is_settled());
        assert_eq!(tried(&[false, true]).right_at, Some(2));
    }

    #[test]
    fn a_revealed_answer_settles_the_question_which_may_be_asked_again() {
        let mut alone = Alone::default();
        alone.attempt("q", "w", &["x".to_owned()], Some(false));
        alone.show("q", "w");
        assert!(alone.of("q").unwrap().is_settled());
        alone.ask_again("q");
        assert!(!alone.of("q").unwrap().is_settled() && !alone.of("q").unwrap().is_missed());
        alone.attempt("q", "w", &["y".to_owned()], Some(true));
        assert!(alone.of("q").unwrap().is_settled());
    }

    #[test]
    fn a_question_in_other_words_begins_anew() {
        let mut alone = Alone::default();
        alone.attempt("q", "w", &["x".to_owned()], Some(false));
        alone.attempt("q", "v", &["x".to_owned()], Some(true));
        assert_eq!(alone.of("q").unwrap().right_at, Some(1));
    }
}
