//! The frames around parts of a sequence, and the words that begin their parts.

use crate::lang::Words;

/// A kind of frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    Loop,
    Alt,
    Opt,
    Par,
    Critical,
    Break,
}

/// Each kind with the word that opens it in Mermaid's language, and the word that begins another part.
const FOLDS: &[(Fold, &str, Option<&str>)] = &[
    (Fold::Loop, "loop", None),
    (Fold::Alt, "alt", Some("else")),
    (Fold::Opt, "opt", None),
    (Fold::Par, "par", Some("and")),
    (Fold::Critical, "critical", Some("option")),
    (Fold::Break, "break", None),
];

impl Fold {
    /// The kind that a word opens.
    pub fn opened_by(word: &str) -> Option<Self> {
        FOLDS.iter().find(|(_, open, _)| *open == word).map(|(fold, ..)| *fold)
    }

    /// The kind in which a word begins another part.
    pub fn divided_by(word: &str) -> Option<Self> {
        FOLDS.iter().find(|(.., divide)| *divide == Some(word)).map(|(fold, ..)| *fold)
    }

    /// The word that opens it.
    pub fn word(self) -> &'static str {
        FOLDS.iter().find(|(fold, ..)| *fold == self).map_or("", |(_, open, _)| open)
    }

    /// Its name, and the name of each further part.
    pub fn names(self, words: &Words) -> (&'static str, &'static str) {
        let words = &words.sequence;
        match self {
            Self::Loop => (words.loops, ""),
            Self::Alt => (words.alt, words.otherwise),
            Self::Opt => (words.opt, ""),
            Self::Par => (words.par, words.and),
            Self::Critical => (words.critical, words.option),
            Self::Break => (words.breaks, ""),
        }
    }

    /// The text on its upper line, or on that of a further part.
    pub fn title(self, title: &str, is_first: bool, words: &Words) -> String {
        let (own, other) = self.names(words);
        match (is_first, title.is_empty()) {
            (true, true) => own.to_owned(),
            (true, false) => format!("{own} [{title}]"),
            (false, true) => other.to_owned(),
            (false, false) => format!("{other} [{title}]"),
        }
    }
}
