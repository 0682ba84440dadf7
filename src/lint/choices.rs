//! What the rules about questions with choices look at.

use crate::block::AnyKind;
use crate::lint::Checker;
use crate::table::At;

/// The choices of a poll or a quiz.
pub struct Choices<'a> {
    /// The place of its slide in the file, from 0.
    pub slide: usize,
    pub choices: &'a [String],
    /// The numbers of the right ones, from 1; nothing for a poll.
    pub answer: Option<&'a [u16]>,
    /// Where the block stands.
    pub at: &'a At,
}

/// Calls `visit` with each poll that has choices of its own, and with each quiz.
pub fn visit<'a>(checker: &Checker<'a>, visit: &mut dyn FnMut(Choices<'a>)) {
    for (slide, placed) in checker.slides() {
        placed.slide.visit(&mut |block| match &block.kind {
            // One that repeats another has the choices of that, where they were looked at already.
            AnyKind::Poll(it) if it.repeat.is_none() || !it.at.lacks("choices") => {
                visit(Choices { slide, choices: &it.choices, answer: None, at: &it.at });
            }
            AnyKind::Quiz(it) => visit(Choices { slide, choices: &it.choices, answer: Some(&it.answer), at: &it.at }),
            _ => {}
        });
    }
}
