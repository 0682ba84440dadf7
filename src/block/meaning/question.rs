//! A question with the answers so far.

use crate::block::meaning::Meaning;
use crate::block::{Asks, Context, Takes};

/// A question, a checklist, or anything else that takes answers while it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The id under which its answers are stored.
    pub id: String,
    pub asks: Asks,
    pub takes: Takes,
    /// The question. Empty for a checklist.
    pub wording: String,
    /// The id of the question that it repeats.
    pub repeat: Option<String>,
    /// A sentence with the answers from when it was first asked.
    pub before: Option<String>,
    pub choices: Vec<Choice>,
    /// The number of answers as text.
    pub status: Option<String>,
    /// The labels of the ends of a scale.
    pub ends: (Option<String>, Option<String>),
    /// What the scale means, if its choices do not say so.
    pub scale: Option<String>,
    /// The result of the answers: a mean, or a score.
    pub score: Option<String>,
    /// The answers to an open question. If there are none, how to answer it.
    pub said: Vec<String>,
    pub hint: Option<&'static str>,
    /// The right answers as text, if there are any.
    pub answer: Option<String>,
    /// Why they are right.
    pub why: Meaning,
    /// Whether the right answers may be shown: not before a person reading alone has answered.
    pub is_told: bool,
    /// The step at which the results appear.
    pub results: u16,
}

/// Something to choose or to tick.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The text under which its answers are stored.
    pub known_as: String,
    /// Its number, from 1 or as on the scale.
    pub number: Option<String>,
    pub label: String,
    /// What the results add to its words.
    pub revealed: &'static str,
    /// How many have chosen it, as text.
    pub counts: String,
    /// Whether it is right.
    pub right: bool,
    /// Whether an item is ticked.
    pub done: bool,
    /// Why it is wrong, if it has its own explanation, which may be shown.
    pub why: Meaning,
    /// "your answer", if a person reading alone has chosen it.
    pub own: Option<&'static str>,
}

impl Question {
    /// A question of this kind, without its words. Results have a step of their own if a room is asked.
    pub fn new(id: &str, asks: Asks, takes: Takes, context: &Context) -> Self {
        let has_results = context.alone.is_none() && takes != Takes::Ticks;
        Self {
            id: id.to_owned(),
            asks,
            takes,
            wording: String::new(),
            repeat: None,
            before: None,
            choices: Vec::new(),
            status: None,
            ends: (None, None),
            scale: None,
            score: None,
            said: Vec::new(),
            hint: None,
            answer: None,
            why: Meaning::default(),
            is_told: true,
            results: context.step.saturating_add(u16::from(has_results)),
        }
    }

    /// Whether it is a checklist.
    pub fn is_list(&self) -> bool {
        self.takes == Takes::Ticks
    }
}
