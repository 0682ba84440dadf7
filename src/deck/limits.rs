//! Limits on the size of a deck.

use crate::diagnostic::Diagnostic;
use crate::lang::{Message, say};
use crate::source::Span;

/// The largest deck, in bytes.
pub const LARGEST: usize = 16 << 20;

/// The most slides of a deck.
pub const MOST_SLIDES: usize = 10_000;

/// The most sections of a deck.
pub const MOST_SECTIONS: usize = 1_000;

/// The most profiles.
pub const MOST_PROFILES: usize = 100;

/// The most blocks of a slide after its body.
pub const MOST_BLOCKS: usize = 1_000;

/// Reports that a limit is exceeded.
pub fn limit(span: Span, message: Message, help: Message) -> Diagnostic {
    Diagnostic::error("limit-exceeded", span, message, say!("too much")).help(help)
}
