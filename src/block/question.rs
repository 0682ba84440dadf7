//! What a block asks, as those know it who take the answers.

use serde::{Deserialize, Serialize};

/// A question, a list to tick, or anything else that takes answers while it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The name by which its answers are known.
    pub id: String,
    pub kind: Asks,
    /// What is asked, as the room reads it; empty for a list to tick.
    pub wording: String,
    /// The id of the question that it asks a second time.
    pub repeat: Option<String>,
    /// The texts by which the answers to each choice are known.
    pub choices: Vec<String>,
    /// The number of the first choice: its digit counts a hand for it.
    pub first: u16,
    pub takes: Takes,
}

/// What sort of question it is: what its answers say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    Poll,
    /// With the places of the right choices, from 0.
    Quiz(Vec<usize>),
    /// Its choices are numbers.
    Rating,
    /// Its choices are the three groups of a Net Promoter Score.
    Nps,
    Open,
    /// What each person writes down for themselves; whether that is a number. No room is asked.
    Write {
        number: bool,
    },
    Checklist,
}

/// What answers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Hands for its choices; of one person only one, or several.
    Hands { several: bool },
    /// Words, of so many letters at most.
    Words { most: usize },
    /// Items that are done.
    Ticks,
}

impl Question {
    /// A question whose choices are counted from 1, and that repeats none.
    pub fn new(id: &str, kind: Asks, wording: &str, choices: &[String], takes: Takes) -> Self {
        let (id, wording) = (id.to_owned(), wording.to_owned());
        Self { id, kind, wording, repeat: None, choices: choices.to_vec(), first: 1, takes }
    }

    /// The choice that a digit stands for: a zero is the tenth where they are counted from one.
    pub fn choice(&self, digit: u8) -> Option<&String> {
        let at = (usize::from(digit) + 10 - usize::from(self.first % 10)) % 10;
        self.choices.get(at)
    }

    /// The digits of its choices, as people write them: "1–3", "1–9 0".
    pub fn digits(&self) -> String {
        let more = u16::try_from(self.choices.len().saturating_sub(1)).unwrap_or(u16::MAX).min(10);
        let last = self.first.saturating_add(more);
        match (self.choices.len(), last) {
            (0, _) => String::new(),
            (1, _) => self.first.to_string(),
            (_, last @ 0..10) => format!("{}–{last}", self.first),
            (_, last) => format!("{}–9 0{}", self.first, if last == 10 { "" } else { "…" }),
        }
    }
}
