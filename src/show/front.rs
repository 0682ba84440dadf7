//! What lies over the stage and takes the keys first.

use crate::show::Screen;

/// What is in front.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Front {
    /// Nothing: the slide.
    #[default]
    Stage,
    /// The list of sections; the chosen one, from 0; the digits typed so far.
    Sections {
        chosen: usize,
        typed: String,
    },
    /// The keys of a screen, from this row on.
    Help {
        of: Screen,
        scroll: u32,
    },
    /// The clock's bar.
    Clock,
    /// A number is being typed; whether the unshifted top row of AZERTY counts.
    Go {
        typed: String,
        azerty: bool,
    },
    /// When the show must end is being typed.
    End {
        typed: String,
    },
    /// Whether to show the notes where the room may see them.
    AskNotes,
    AskQuit,
    AskReset,
}
