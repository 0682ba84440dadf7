//! What a console asks of the stage that it follows.

use serde::{Deserialize, Serialize};

use crate::keys::Key;
use crate::show::Keeping;
use crate::show::talk::Event;

/// What a console wishes of the stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wish {
    /// What this key does on the stage.
    Key(Key),
    /// To go to a slide, by its place in the file.
    Go(usize),
    /// The answer to whether the words of answers are recorded.
    Keep(Keeping),
    /// Something to happen: about the clock, about answers.
    Event(Event),
    /// A sign that it is there.
    Sign,
}
