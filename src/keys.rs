//! Keys: which exist, what they do on each screen, and how a user can change them.

mod key;
mod keymap;
mod layout;
mod table;

pub use key::{Key, names};
pub use keymap::Keymap;
pub use layout::latin;
pub use table::{
    Action, Actions, AtClock, AtConsole, AtMarker, InFindings, InOverview, InPlayback, InReplay, InSearch, InSections,
    Mode, OnChecklist, OnOpen, OnPoll, OnStage, Row, TABLE, of_mode,
};
