//! A question as a value, for those who collect its answers.

use serde::{Deserialize, Serialize};

/// A question, a checklist, or anything else that takes answers while it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The id under which its answers are stored.
    pub id: String,
    pub kind: Asks,
    /// The question as the room reads it. Empty for a checklist.
    pub wording: String,
    /// The id of the question that it repeats.
    pub repeat: Option<String>,
    /// The texts under which the answers to each choice are stored.
    pub choices: Vec<String>,
    /// The number of the first choice. The digit of a choice counts a hand for it.
    pub first: u16,
    pub takes: Takes,
}

/// The kind of question, which decides what its answers mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Asks {
    Poll,
    /// With the indexes of the right choices, from 0.
    Quiz(Vec<usize>),
    /// Its choices are numbers.
    Rating,
    /// Its choices are the three groups of a Net Promoter Score.
    Nps,
    Open,
    /// Each person writes something down for themselves, which may have to be a number. A room is not asked.
    Write {
        number: bool,
    },
    Checklist,
}

/// The kind of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Hands for its choices: one per person, or several.
    Hands { several: bool },
    /// Words, with at most this many characters.
    Words { most: usize },
    /// Ticked items.
    Ticks,
}

impl Question {
    /// A question whose choices are numbered from 1, and that does not repeat another.
    pub fn new(id: &str, kind: Asks, wording: &str, choices: &[String], takes: Takes) -> Self {
        let (id, wording) = (id.to_owned(), wording.to_owned());
        Self { id, kind, wording, repeat: None, choices: choices.to_vec(), first: 1, takes }
    }

    /// The choice for a digit. If they are numbered from one, zero is the tenth.
    pub fn choice(&self, digit: u8) -> Option<&String> {
        let at = (usize::from(digit) + 10 - usize::from(self.first % 10)) % 10;
        self.choices.get(at)
    }

    /// The digits of its choices as text: "1–3", "1–9 0".
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
