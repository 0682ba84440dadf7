//! The table of keys, from which the keymap, the help and `pupitre keys` are made.
//!
//! Each mode has its own set of actions, so that the code for a mode matches exactly those. To add an action, add a line here; the compiler says
//! where to write what it does.

use crate::keys::Key;
use crate::lang::Words;

/// A row of the table.
pub struct Row {
    pub action: Action,
    /// Its name in settings, and in the output of `pupitre keys`.
    pub name: &'static str,
    pub keys: &'static [Key],
    /// What it does, in a language.
    pub help: fn(&Words) -> &'static str,
}

/// The actions of one mode.
pub trait Actions: Copy + PartialEq + Into<Action> {
    /// The action, if it belongs to this mode.
    fn of(action: Action) -> Option<Self>;
}

macro_rules! keys {
    ($($(#[$doc:meta])* $Mode:ident $Actions:ident { $($Action:ident $name:literal [$($key:expr),*] $($help:ident).+,)* })*) => {
        /// A mode: a screen, or what is open on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Mode { $($(#[$doc])* $Mode,)* }

        /// Something that a key does in a mode.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action { $($Mode($Actions),)* }

        impl Action {
            /// The mode that it belongs to.
            pub fn mode(self) -> Mode {
                match self { $(Self::$Mode(_) => Mode::$Mode,)* }
            }
        }

        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $Actions { $($Action,)* }

            impl From<$Actions> for Action {
                fn from(action: $Actions) -> Self {
                    Self::$Mode(action)
                }
            }

            impl Actions for $Actions {
                fn of(action: Action) -> Option<Self> {
                    if let Action::$Mode(own) = action { Some(own) } else { None }
                }
            }
        )*

        /// All actions, in the order of the help.
        pub const TABLE: &[Row] = &[
            $($(Row {
                action: Action::$Mode($Actions::$Action),
                name: $name,
                keys: &[$($key),*],
                help: |words| words.$($help).+,
            },)*)*
        ];
    };
}

use Key::{BackTab, Backspace, Char, Ctrl, Down, End, Enter, Escape, Home, Left, PageDown, PageUp, Right, Tab, Up};

keys! {
    /// The stage. All other screens of a show fall back to its keys.
    Stage OnStage {
        Next "next" [Right, Enter, Char('n'), Char('l')] next,
        Previous "previous" [Left, Backspace, Char('p'), Char('h')] previous,
        Forward "forward" [Char(' '), Down, PageDown, Char('j')] forward,
        Backward "backward" [Up, PageUp, Char('k')] backward,
        NextSection "next-section" [Tab, Char(']')] next_section,
        PreviousSection "previous-section" [BackTab, Char('[')] previous_section,
        Sections "sections" [Char('s')] sections,
        Go "go" [Char('g')] go,
        Back "back" [Char('z'), Ctrl('o')] back,
        Search "search" [Char('/')] search,
        Overview "overview" [Char('o')] overview,
        First "first" [Home] first,
        Last "last" [End] last,
        Notes "notes" [Char('v')] notes,
        Console "console" [Char('c')] console,
        Clock "clock" [Char('t')] clock,
        Black "black" [Char('b'), Char('.')] black,
        Freeze "freeze" [Char('f')] freeze,
        Marker "marker" [Char('x')] marker,
        Room "room" [Char('i')] room,
        Large "large" [Char('a')] large,
        Shorter "shorter" [Char('y')] shorter,
        Reload "reload" [Char('r')] reload,
        Findings "findings" [Char('e')] findings,
        Help "help" [Char('?')] help,
        Quit "quit" [Char('q'), Ctrl('c')] quit,
    }
    /// The list of sections.
    Sections InSections {
        Choose "choose-section" [Up, Down] choose,
        Confirm "confirm-section" [Enter] confirm,
        Close "close-sections" [Escape, Char('s'), Char('q')] close,
        ListHelp "sections-help" [Char('?')] help,
    }
    /// The search.
    Search InSearch {
        Choose "choose-hit" [Up, Down] choose,
        Confirm "confirm-hit" [Enter] confirm,
        Close "close-search" [Escape] close,
    }
    /// The overview of all slides.
    Overview InOverview {
        Choose "choose-slide" [Left, Right, Up, Down, PageUp, PageDown, Home, End] choose,
        Confirm "confirm-slide" [Enter] confirm,
        Close "close-overview" [Escape, Char('o'), Char('q')] close,
        ListHelp "overview-help" [Char('?')] help,
    }
    /// The marker on a part of the slide.
    Marker AtMarker {
        Point "point" [Up, Down] point,
        Close "close-marker" [Escape, Char('x')] close,
    }
    /// The clock's bar.
    Clock AtClock {
        Display "clock-display" [Char('t')] clock_display,
        Pause "clock-pause" [Char('p')] clock_pause,
        Reset "clock-reset" [Char('r')] clock_reset,
        SetEnd "clock-end" [Char('e')] clock_end,
        Close "close-clock" [Escape] close,
    }
    /// A question with choices that is open on the stage. Its keys come before those of the stage.
    Poll OnPoll {
        Hand "hand" [Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9'), Char('0')] hand,
        TakeBack "take-back" [Char('u')] take_back,
        Count "count" [Char('=')] counts,
    }
    /// The same for a question that is answered in words.
    Open OnOpen {
        Note "note" [Char('=')] note_answer,
        TakeBack "take-back-note" [Char('u')] take_back,
    }
    /// The same for a checklist.
    Checklist OnChecklist {
        Tick "tick" [Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9'), Char('0')] tick,
    }
    /// The findings, for the author.
    Findings InFindings {
        Choose "choose-finding" [Up, Down] choose,
        Confirm "confirm-finding" [Enter] go_to_finding,
        Close "close-findings" [Escape, Char('e'), Char('q')] close,
        ListHelp "findings-help" [Char('?')] help,
    }
    /// The console. Its keys come before those of the stage.
    Console AtConsole {
        NotesDown "notes-down" [Char('d'), Ctrl('d')] notes_down,
        NotesUp "notes-up" [Char('a'), Ctrl('u')] notes_up,
        NotesWidth "notes-width" [Char('w')] notes_width,
        Panes "panes" [Char('m')] panes,
    }
    /// A deck that is read alone.
    Replay InReplay {
        GoOn "do-or-go-on" [Enter] replay.go_on,
        Next "turn-on" [Right, Char('n')] replay.turn_on,
        Previous "turn-back" [Left, Char('p'), Backspace] replay.turn_back,
        Choose "move-focus" [Up, Down] replay.move_focus,
        Forward "read-on" [Char(' '), PageDown] replay.tick,
        Backward "read-back" [PageUp] replay.read_back,
        NextSpot "next-spot" [Tab] replay.next_spot,
        PreviousSpot "previous-spot" [BackTab] replay.previous_spot,
        Hand "choose-answer" [Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9'), Char('0')] replay.choose_answer,
        Sections "contents" [Char('s')] replay.contents,
        Search "search-lessons" [Char('/')] replay.search,
        Mark "mark" [Char('m')] replay.mark,
        Write "write-note" [Char('e')] replay.write_note,
        Own "own-notes" [Char('v')] replay.own,
        Sources "sources" [Char('l')] replay.sources,
        Clock "time-left" [Char('t')] replay.time_left,
        Objectives "start-page" [Home, Char('d')] replay.objectives,
        Summary "summary" [End, Char('b')] replay.summary,
        Course "course" [Char('c')] replay.course,
        Large "larger" [Char('a')] large,
        Reload "read-again" [Char('r')] replay.read_again,
        Help "replay-keys" [Char('?')] replay.help,
        Close "close-page" [Escape] replay.close,
        Quit "quit-replay" [Char('q'), Ctrl('c')] replay.quit,
    }
    /// A recorded show that is played.
    Playback InPlayback {
        Pause "playback-pause" [Char(' ')] playback.pause,
        Faster "playback-faster" [Char('>')] playback.faster,
        Slower "playback-slower" [Char('<')] playback.slower,
        Next "playback-next" [Right, Enter, Char('n'), Char('l')] playback.next,
        Previous "playback-previous" [Left, Backspace, Char('h')] playback.previous,
        NextSection "playback-next-section" [Tab, Char(']')] playback.next_section,
        PreviousSection "playback-previous-section" [BackTab, Char('[')] playback.previous_section,
        Sections "playback-sections" [Char('s')] playback.sections,
        First "playback-first" [Home] playback.first,
        Last "playback-last" [End] playback.last,
        Forward "playback-down" [Down, PageDown, Char('j')] playback.down,
        Backward "playback-up" [Up, PageUp, Char('k')] playback.up,
        Stops "playback-stops" [Char('p')] playback.stops,
        Clock "playback-time" [Char('t')] playback.time,
        Room "playback-row" [Char('i')] playback.row,
        Large "playback-large" [Char('a')] large,
        Help "playback-help" [Char('?')] help,
        Quit "playback-quit" [Char('q'), Ctrl('c')] quit,
    }
}

/// The rows of a mode.
pub fn of_mode(mode: Mode) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.action.mode() == mode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_on_one_screen() {
        for row in TABLE {
            for key in row.keys {
                let first = of_mode(row.action.mode()).find(|other| other.keys.contains(key));
                assert_eq!(first.map(|first| first.name), Some(row.name), "{key:?}");
                assert_eq!(key.folded(), *key, "a capital in the table would never be met");
            }
        }
    }
}
