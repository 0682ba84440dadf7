//! What a console asks of the stage that it follows.

use serde::{Deserialize, Serialize};

use crate::keys::Key;
use crate::show::Keeping;
use crate::show::talk::Event;

/// A request of a console to its stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    /// Do what this key does on the stage.
    Key(Key),
    /// Go to a slide, by its index in the file.
    Go(usize),
    /// The answer to whether free text is recorded.
    Keep(Keeping),
    /// Let an event happen: about the clock, or about answers.
    Event(Event),
    /// Give a sign of life.
    Sign,
}
