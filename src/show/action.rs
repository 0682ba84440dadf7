//! What keys do: one table that is the keymap, the help and `pupitre keys`.
//!
//! To add an action, add a line to the table and say in `update.rs` what it does.

use crate::lang::Words;
use crate::show::Key;

/// What is in front of the presenter, as far as keys are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    Stage,
    Sections,
    Search,
    Overview,
    Marker,
    Clock,
    /// A question with choices, open on the stage: these keys come before those of the stage.
    Poll,
    /// The same for a question that is answered in words.
    Open,
    /// The same for a list to tick.
    Checklist,
    Findings,
    /// The console: these keys come before those of the stage.
    Console,
    /// A deck that is read alone.
    Replay,
    /// A recorded show that is played.
    Playback,
}

/// A line of the table.
pub struct Row {
    pub screen: Screen,
    pub action: Action,
    /// Its name in settings and in the help of the command line.
    pub name: &'static str,
    pub keys: &'static [Key],
    /// What it does, in the words of a language.
    pub help: fn(&Words) -> &'static str,
}

/// Something that a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Next,
    Previous,
    Forward,
    Backward,
    NextSection,
    PreviousSection,
    Sections,
    Go,
    Back,
    Search,
    Overview,
    First,
    Last,
    Notes,
    Clock,
    Black,
    Marker,
    Room,
    Shorter,
    Console,
    Freeze,
    Reload,
    Findings,
    Help,
    Quit,
    Choose,
    Confirm,
    Close,
    ListHelp,
    Point,
    Display,
    Pause,
    Reset,
    SetEnd,
    Hand,
    TakeBack,
    Count,
    Note,
    Tick,
    NotesDown,
    NotesUp,
    NotesWidth,
    Panes,
    GoOn,
    NextSpot,
    PreviousSpot,
    Mark,
    Write,
    Own,
    Sources,
    Objectives,
    Summary,
    Course,
    Faster,
    Slower,
    Stops,
}

macro_rules! actions {
    ($($Screen:ident $Action:ident $name:literal [$($key:expr),*] $($help:ident).+,)*) => {
        /// All actions, in the order of the help.
        pub const TABLE: &[Row] = &[
            $(Row { screen: Screen::$Screen, action: Action::$Action, name: $name, keys: &[$($key),*], help: |words| words.$($help).+ },)*
        ];
    };
}

use Key::{BackTab, Backspace, Char, Ctrl, Down, End, Enter, Escape, Home, Left, PageDown, PageUp, Right, Tab, Up};

actions! {
    Stage Next "next" [Right, Enter, Char('n'), Char('l')] next,
    Stage Previous "previous" [Left, Backspace, Char('p'), Char('h')] previous,
    Stage Forward "forward" [Char(' '), Down, PageDown, Char('j')] forward,
    Stage Backward "backward" [Up, PageUp, Char('k')] backward,
    Stage NextSection "next-section" [Tab, Char(']')] next_section,
    Stage PreviousSection "previous-section" [BackTab, Char('[')] previous_section,
    Stage Sections "sections" [Char('s')] sections,
    Stage Go "go" [Char('g')] go,
    Stage Back "back" [Char('z'), Ctrl('o')] back,
    Stage Search "search" [Char('/')] search,
    Stage Overview "overview" [Char('o')] overview,
    Stage First "first" [Home] first,
    Stage Last "last" [End] last,
    Stage Notes "notes" [Char('v')] notes,
    Stage Console "console" [Char('c')] console,
    Stage Clock "clock" [Char('t')] clock,
    Stage Black "black" [Char('b'), Char('.')] black,
    Stage Freeze "freeze" [Char('f')] freeze,
    Stage Marker "marker" [Char('x')] marker,
    Stage Room "room" [Char('i')] room,
    Stage Shorter "shorter" [Char('y')] shorter,
    Stage Reload "reload" [Char('r')] reload,
    Stage Findings "findings" [Char('e')] findings,
    Stage Help "help" [Char('?')] help,
    Stage Quit "quit" [Char('q'), Ctrl('c')] quit,
    Sections Choose "choose-section" [Up, Down] choose,
    Sections Confirm "confirm-section" [Enter] confirm,
    Sections Close "close-sections" [Escape, Char('s'), Char('q')] close,
    Sections ListHelp "sections-help" [Char('?')] help,
    Search Choose "choose-hit" [Up, Down] choose,
    Search Confirm "confirm-hit" [Enter] confirm,
    Search Close "close-search" [Escape] close,
    Overview Choose "choose-slide" [Left, Right, Up, Down, PageUp, PageDown, Home, End] choose,
    Overview Confirm "confirm-slide" [Enter] confirm,
    Overview Close "close-overview" [Escape, Char('o'), Char('q')] close,
    Overview ListHelp "overview-help" [Char('?')] help,
    Marker Point "point" [Up, Down] point,
    Marker Close "close-marker" [Escape, Char('x')] close,
    Clock Display "clock-display" [Char('t')] clock_display,
    Clock Pause "clock-pause" [Char('p')] clock_pause,
    Clock Reset "clock-reset" [Char('r')] clock_reset,
    Clock SetEnd "clock-end" [Char('e')] clock_end,
    Clock Close "close-clock" [Escape] close,
    Poll Hand "hand" [Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9'), Char('0')] hand,
    Poll TakeBack "take-back" [Char('u')] take_back,
    Poll Count "count" [Char('=')] counts,
    Open Note "note" [Char('=')] note_answer,
    Open TakeBack "take-back-note" [Char('u')] take_back,
    Checklist Tick "tick" [Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9'), Char('0')] tick,
    Findings Choose "choose-finding" [Up, Down] choose,
    Findings Confirm "confirm-finding" [Enter] go_to_finding,
    Findings Close "close-findings" [Escape, Char('e'), Char('q')] close,
    Findings ListHelp "findings-help" [Char('?')] help,
    Console NotesDown "notes-down" [Char('d'), Ctrl('d')] notes_down,
    Console NotesUp "notes-up" [Char('a'), Ctrl('u')] notes_up,
    Console NotesWidth "notes-width" [Char('w')] notes_width,
    Console Panes "panes" [Char('m')] panes,
    Replay GoOn "do-or-go-on" [Enter] replay.go_on,
    Replay Next "turn-on" [Right, Char('n')] replay.turn_on,
    Replay Previous "turn-back" [Left, Char('p'), Backspace] replay.turn_back,
    Replay Choose "move-focus" [Up, Down] replay.move_focus,
    Replay Forward "read-on" [Char(' '), PageDown] replay.tick,
    Replay Backward "read-back" [PageUp] replay.read_back,
    Replay NextSpot "next-spot" [Tab] replay.next_spot,
    Replay PreviousSpot "previous-spot" [BackTab] replay.previous_spot,
    Replay Hand "choose-answer" [Char('1'), Char('2'), Char('3'), Char('4'), Char('5'), Char('6'), Char('7'), Char('8'), Char('9'), Char('0')] replay.choose_answer,
    Replay Sections "contents" [Char('s')] replay.contents,
    Replay Search "search-lessons" [Char('/')] replay.search,
    Replay Mark "mark" [Char('m')] replay.mark,
    Replay Write "write-note" [Char('e')] replay.write_note,
    Replay Own "own-notes" [Char('v')] replay.own,
    Replay Sources "sources" [Char('l')] replay.sources,
    Replay Clock "time-left" [Char('t')] replay.time_left,
    Replay Objectives "start-page" [Home, Char('d')] replay.objectives,
    Replay Summary "summary" [End, Char('b')] replay.summary,
    Replay Course "course" [Char('c')] replay.course,
    Replay Reload "read-again" [Char('r')] replay.read_again,
    Replay Help "replay-keys" [Char('?')] replay.help,
    Replay Close "close-page" [Escape] replay.close,
    Replay Quit "quit-replay" [Char('q'), Ctrl('c')] replay.quit,
    Playback Pause "playback-pause" [Char(' ')] playback.pause,
    Playback Faster "playback-faster" [Char('>')] playback.faster,
    Playback Slower "playback-slower" [Char('<')] playback.slower,
    Playback Next "playback-next" [Right, Enter, Char('n'), Char('l')] playback.next,
    Playback Previous "playback-previous" [Left, Backspace, Char('h')] playback.previous,
    Playback NextSection "playback-next-section" [Tab, Char(']')] playback.next_section,
    Playback PreviousSection "playback-previous-section" [BackTab, Char('[')] playback.previous_section,
    Playback Sections "playback-sections" [Char('s')] playback.sections,
    Playback First "playback-first" [Home] playback.first,
    Playback Last "playback-last" [End] playback.last,
    Playback Forward "playback-down" [Down, PageDown, Char('j')] playback.down,
    Playback Backward "playback-up" [Up, PageUp, Char('k')] playback.up,
    Playback Stops "playback-stops" [Char('p')] playback.stops,
    Playback Clock "playback-time" [Char('t')] playback.time,
    Playback Room "playback-row" [Char('i')] playback.row,
    Playback Help "playback-help" [Char('?')] help,
    Playback Quit "playback-quit" [Char('q'), Ctrl('c')] quit,
}

/// The lines of a screen.
pub fn of_screen(screen: Screen) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.screen == screen)
}

impl Action {
    /// What a key does on a screen.
    pub fn of(screen: Screen, key: Key) -> Option<Self> {
        of_screen(screen).find(|row| row.keys.contains(&key.folded())).map(|row| row.action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_on_one_screen() {
        for row in TABLE {
            for key in row.keys {
                assert_eq!(Action::of(row.screen, *key), Some(row.action), "{key:?}");
                assert_eq!(key.folded(), *key, "a capital in the table would never be met");
            }
        }
    }

    #[test]
    fn a_capital_acts_as_its_small_letter() {
        assert_eq!(Action::of(Screen::Stage, Char('N')), Some(Action::Next));
    }
}
