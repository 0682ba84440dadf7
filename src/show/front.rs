//! What lies over the stage and takes the keys first.

use crate::keys::Screen;
use crate::search::Hit;
use crate::text_field::TextField;

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
    /// Searching: what is typed, what was found, the chosen of it.
    Search {
        typed: TextField,
        hits: Vec<Hit>,
        chosen: usize,
    },
    /// All slides as small pages; the chosen one, the letters of a jump code typed so far.
    Overview {
        chosen: usize,
        typed: String,
    },
    /// What is found in the deck; the chosen of it, from 0.
    Findings {
        chosen: usize,
    },
    /// A black or white screen.
    Blank {
        white: bool,
    },
    /// The marker, on a part of the slide, from 0.
    Marker {
        part: usize,
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
        typed: TextField,
        azerty: bool,
    },
    /// All counts of an open question are being typed.
    Count {
        typed: TextField,
    },
    /// An answer to an open question is being typed.
    Note {
        typed: TextField,
    },
    /// When the show must end is being typed.
    End {
        typed: TextField,
    },
    /// Whether to show the notes where the room may see them.
    AskNotes,
    /// The same for the console.
    AskConsole,
    /// Whether answers in words go into the recording.
    AskKeeping,
    AskQuit,
    AskReset,
    /// Whether to go on with a show that was broken off.
    AskGoOn,
}

impl Front {
    /// Whether text is being typed, which ends with Enter.
    pub fn takes_text(&self) -> bool {
        matches!(
            self,
            Self::Search { .. } | Self::Count { .. } | Self::Note { .. } | Self::Go { .. } | Self::End { .. }
        )
    }

    /// Whether it is a list: the wheel goes through it, a click beside what it lists closes it.
    pub(super) fn is_list(&self) -> bool {
        matches!(
            self,
            Self::Sections { .. }
                | Self::Search { .. }
                | Self::Overview { .. }
                | Self::Findings { .. }
                | Self::Help { .. }
        )
    }
}
