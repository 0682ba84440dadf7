//! The arrows of messages: `->>`, `-->>`, `-x`, `-)` and others, between two names.

use crate::block::graph::{Heads, Tip};

/// Mermaid's arrows ("Sequence diagrams", Messages). Longer ones are before those they begin with. Each with its sign, whether it is dotted, its
/// heads, and their form.
const ARROWS: &[(&str, bool, Heads, Tip)] = &[
    ("<<-->>", true, Heads::Both, Tip::Filled),
    ("<<->>", false, Heads::Both, Tip::Filled),
    ("-->>", true, Heads::End, Tip::Filled),
    ("->>", false, Heads::End, Tip::Filled),
    ("-->", true, Heads::None, Tip::Filled),
    ("->", false, Heads::None, Tip::Filled),
    ("--x", true, Heads::End, Tip::Cross),
    ("-x", false, Heads::End, Tip::Cross),
    ("--)", true, Heads::End, Tip::Open),
    ("-)", false, Heads::End, Tip::Open),
];

/// An arrow in a text.
pub struct Arrow {
    /// Its start and length in bytes.
    pub at: usize,
    pub length: usize,
    pub is_dotted: bool,
    pub heads: Heads,
    pub tip: Tip,
}

impl Arrow {
    /// The arrow at the start of a text.
    pub fn begins(text: &str) -> Option<Self> {
        let (sign, is_dotted, heads, tip) = ARROWS.iter().find(|(sign, ..)| text.starts_with(sign))?;
        Some(Self { at: 0, length: sign.len(), is_dotted: *is_dotted, heads: *heads, tip: *tip })
    }

    /// The first arrow in a text.
    pub fn first(text: &str) -> Option<Self> {
        let arrow = |(at, char): (usize, char)| {
            let begins = matches!(char, '-' | '<').then(|| Self::begins(&text[at..])).flatten()?;
            Some(Self { at, ..begins })
        };
        text.char_indices().find_map(arrow)
    }
}

/// The start and length of something that people write for an arrow but is none.
pub fn nearly(text: &str) -> Option<(usize, usize)> {
    let signs = ["==>>", "==>", "=>>", "=>", "→", "⇒", "-.->", "<-", "~>", "--", "-|", "»"];
    let found = signs.iter().filter_map(|sign| Some((text.find(sign)?, sign.len())));
    found.min_by_key(|(at, length)| (*at, usize::MAX - length))
}
