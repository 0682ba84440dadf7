//! What is asked, with what was answered so far.

use crate::block::meaning::Meaning;
use crate::block::{Asks, Context, Takes};

/// A question, a list to tick, or anything else that takes answers while it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The name by which its answers are known.
    pub id: String,
    pub asks: Asks,
    pub takes: Takes,
    /// What is asked; empty for a list to tick.
    pub wording: String,
    /// The id of the question that it asks a second time.
    pub repeat: Option<String>,
    /// That it was asked before, and what was answered then.
    pub before: Option<String>,
    pub choices: Vec<Choice>,
    /// How many have answered, in words.
    pub status: Option<String>,
    /// What the ends of a scale mean.
    pub ends: (Option<String>, Option<String>),
    /// What the scale means in words, where its choices do not say it.
    pub scale: Option<String>,
    /// What the answers come to: a mean, a score.
    pub score: Option<String>,
    /// What was said to an open question; how it is answered where nobody has said anything.
    pub said: Vec<String>,
    pub hint: Option<&'static str>,
    /// The right answers in words, where there are any.
    pub answer: Option<String>,
    /// Why they are right.
    pub why: Meaning,
    /// Whether the right answers may be told: not to somebody who is still to answer.
    pub is_told: bool,
    /// The step at which the results show.
    pub results: u16,
}

/// Something to choose or to tick.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The text by which its answers are known.
    pub known_as: String,
    /// The number by which it is called, from 1 on or as a scale has it.
    pub number: Option<String>,
    pub label: String,
    /// What the results add to its words.
    pub revealed: &'static str,
    /// How many have answered so, in words.
    pub counts: String,
    /// Whether it is right.
    pub right: bool,
    /// Whether an item is ticked.
    pub done: bool,
    /// Why it is wrong, where that is said of it alone and may be told.
    pub why: Meaning,
    /// "your answer", where it is the one of who reads alone.
    pub own: Option<&'static str>,
}

impl Question {
    /// A question of this sort, without its words. Results are a step of their own, for a room that is asked.
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

    /// Whether it is a list to tick.
    pub fn is_list(&self) -> bool {
        self.takes == Takes::Ticks
    }
}
