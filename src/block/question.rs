//! What a block asks, as those know it who take the answers.

/// A question, a list to tick, or anything else that takes answers while it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The name by which its answers are known.
    pub id: String,
    /// The texts by which the answers to each choice are known.
    pub choices: Vec<String>,
    /// The number of the first choice: its digit counts a hand for it.
    pub first: u16,
    pub takes: Takes,
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
