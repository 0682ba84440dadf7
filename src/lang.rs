//! The interface's words. A deck's own words are the deck's.
//!
//! One value of [`Words`] a language: the compiler knows that each language has every word. To add a language, write
//! `lang/CODE.rs` with its words and name it in [`ALL`].

mod en;
mod fr;
mod link;
mod playback;
mod replay;
mod report;

pub use link::LinkWords;
pub use playback::PlaybackWords;
pub use replay::ReplayWords;
pub use report::ReportWords;

/// The words of each language.
pub const ALL: &[&Words] = &[&en::WORDS, &fr::WORDS];

/// Everything the interface says. What takes a text is given it ready to show.
pub struct Words {
    /// The language, as in BCP 47.
    pub code: &'static str,

    // Keys, for the help: what each does.
    pub next: &'static str,
    pub previous: &'static str,
    pub forward: &'static str,
    pub backward: &'static str,
    pub next_section: &'static str,
    pub previous_section: &'static str,
    pub sections: &'static str,
    pub go: &'static str,
    pub back: &'static str,
    pub first: &'static str,
    pub last: &'static str,
    pub notes: &'static str,
    pub clock: &'static str,
    pub room: &'static str,
    pub help: &'static str,
    pub quit: &'static str,
    pub search: &'static str,
    pub overview: &'static str,
    pub black: &'static str,
    pub marker: &'static str,
    pub point: &'static str,
    pub shorter: &'static str,
    pub reload: &'static str,
    pub findings: &'static str,
    pub go_to_finding: &'static str,
    pub code_of_slide: &'static str,
    pub close: &'static str,
    pub choose: &'static str,
    pub confirm: &'static str,
    pub jump_by_letter: &'static str,
    pub clock_display: &'static str,
    pub clock_pause: &'static str,
    pub clock_reset: &'static str,
    pub clock_end: &'static str,

    // Keys on a question that takes answers.
    pub hand: &'static str,
    pub take_back: &'static str,
    pub counts: &'static str,
    pub note_answer: &'static str,
    pub tick: &'static str,

    // The same in a word each, for the bottom row.
    pub short_hand: &'static str,
    pub short_take_back: &'static str,
    pub short_counts: &'static str,
    pub short_note: &'static str,
    pub short_tick: &'static str,

    /// The four keys of the clock's bar in a word each: t, p, r, e.
    pub clock_keys: [&'static str; 4],

    // Names of keys.
    pub key_space: &'static str,
    pub key_enter: &'static str,
    pub key_escape: &'static str,
    pub key_backspace: &'static str,
    pub key_tab: &'static str,
    pub key_shift_tab: &'static str,
    pub key_page_up: &'static str,
    pub key_page_down: &'static str,
    pub key_home: &'static str,
    pub key_end: &'static str,

    // Screens.
    pub keys_title: &'static str,
    pub poll_title: &'static str,
    pub open_title: &'static str,
    pub checklist_title: &'static str,
    pub sections_title: &'static str,
    pub notes_title: &'static str,
    pub lesson_title: &'static str,
    pub no_notes: &'static str,
    pub appendix: &'static str,
    pub no_section: &'static str,
    /// How to begin, to find the keys, to quit: the keys.
    pub start_row: fn(&str, &str, &str) -> String,
    pub too_small: &'static str,
    pub help_markers: &'static str,

    // Questions and answers.
    pub ask_notes: &'static str,
    pub ask_quit: &'static str,
    pub ask_reset: &'static str,
    /// When the show that was broken off began, and how long its clock has gone.
    pub ask_go_on: fn(&str, &str) -> String,
    pub ask_keeping: &'static str,
    pub not_recorded: fn(&str) -> String,
    /// The mark that stays as long as something is not recorded, and what is said once all is.
    pub not_recorded_sign: &'static str,
    pub recorded_again: &'static str,
    /// How many events were not recorded, for how long, and why.
    pub events_missing: fn(usize, &str, &str) -> String,
    /// Why a show is not recorded, or progress not kept.
    pub disk_full: &'static str,
    pub disk_slow: &'static str,
    pub file_locked: &'static str,
    pub not_a_file: &'static str,
    pub folder_not_writable: &'static str,
    pub no_own_folder: &'static str,
    /// In MiB.
    pub journal_too_large: fn(u64) -> String,
    pub too_many_recordings: &'static str,
    pub ask_end: &'static str,
    pub bad_end: &'static str,
    pub go_to: fn(&str) -> String,
    pub no_slide: fn(&str) -> String,
    pub last_slide: &'static str,
    pub first_slide: &'static str,
    pub no_way_back: &'static str,
    pub room_place: &'static str,
    pub room_time: &'static str,
    /// With the key that brings it back.
    pub room_nothing: fn(&str) -> String,
    pub mistakes: fn(usize) -> String,
    pub settings_wrong: fn(usize) -> String,
    pub reloaded: fn(usize) -> String,
    pub mistake_at: fn(usize, &str) -> String,
    pub nothing_to_mark: &'static str,
    pub not_reloaded: fn(&str) -> String,
    pub search_for: &'static str,
    pub nothing_found: &'static str,
    pub in_notes: &'static str,

    pub ask_counts: fn(&str) -> String,
    pub bad_counts: fn(usize) -> String,
    pub ask_words: &'static str,
    pub enough_words: &'static str,
    pub nothing_to_take_back: &'static str,

    // What blocks add to the words of a deck, in the deck's language.
    pub answers: fn(u32) -> String,
    /// Hands of people who may raise more than one.
    pub hands: fn(u32) -> String,
    pub before: &'static str,
    pub after: &'static str,
    /// A percentage, given its number.
    pub percent: fn(&str) -> String,
    pub decimal_sign: &'static str,
    /// A range of numbers.
    pub from_to: fn(u16, u16) -> String,
    /// The three groups of an NPS: 0 to 6, 7 and 8, 9 and 10.
    pub nps_groups: [&'static str; 3],
    pub small_sample: &'static str,
    /// The mean of a rating, and the most that it could be.
    pub mean: fn(&str, u16) -> String,
    pub items_done: fn(usize, usize) -> String,
    pub silence: fn(&str) -> String,
    pub right_answers: fn(&str) -> String,
    pub answers_in_words: &'static str,
    pub asked_before: &'static str,
    // For authors.
    pub findings_title: &'static str,
    pub looking_over: &'static str,
    pub line: fn(usize) -> String,
    /// How many errors, warnings and infos are found.
    pub errors: fn(usize) -> String,
    pub warnings: fn(usize) -> String,
    pub infos: fn(usize) -> String,
    /// What the key of the list does, in a word.
    pub list: &'static str,

    // Time.
    pub elapsed: &'static str,
    pub remaining: &'static str,
    pub over: &'static str,
    pub time_of_day: &'static str,
    pub paused: &'static str,
    pub not_started: &'static str,
    pub on_time: &'static str,
    pub ahead: fn(&str) -> String,
    pub behind: fn(&str) -> String,
    pub ends_at: fn(&str) -> String,
    pub total: &'static str,
    pub outside_plan: &'static str,
    pub slides: fn(usize) -> String,
    pub modules: fn(usize) -> String,
    pub default_theme: &'static str,
    pub left_out: &'static str,
    pub planned: &'static str,
    pub actual: &'static str,
    /// How much longer or shorter something took than it was meant to.
    pub longer: fn(&str) -> String,
    pub shorter_by: fn(&str) -> String,
    pub as_planned: &'static str,
    pub keep_rehearsal: &'static str,
    /// What `y` can do: with the numbers of slides.
    pub could_leave_out: fn(&str) -> String,
    pub could_come_back: fn(&str) -> String,
    pub slides_left_out: fn(usize) -> String,
    pub slides_back: fn(usize) -> String,
    pub nothing_to_leave_out: &'static str,
    pub left_out_before: &'static str,
    pub musts_too_long: fn(&str) -> String,
    pub share_of_section: &'static str,
    pub share_of_deck: &'static str,
    pub usual_minute: &'static str,

    /// What a replay says.
    pub replay: ReplayWords,
    /// What `pupitre report` and `pupitre plan` say of shows that were.
    pub report: ReportWords,
    /// What a recorded show says that is played.
    pub playback: PlaybackWords,
    // The console.
    pub console: &'static str,
    pub console_title: &'static str,
    pub freeze: &'static str,
    pub notes_down: &'static str,
    pub notes_up: &'static str,
    pub notes_width: &'static str,
    pub panes: &'static str,
    pub console_here: &'static str,
    pub console_gone: &'static str,
    /// What stands above a callout, by its tone: `note`, `tip`, `important`, `warning`, `caution`.
    pub tones: [&'static str; 5],
    pub freeze_needs_console: &'static str,
    pub notes_are_here: &'static str,
    pub notes_are_there: &'static str,
    pub now_title: &'static str,
    pub next_title: &'static str,
    pub agenda_title: &'static str,
    /// A step and how many there are.
    pub step: fn(u16, u16) -> String,
    pub end_of_show: &'static str,
    /// What is left of something: of the show, of the section, of the slide; and what it is over.
    pub left_of: fn(&str) -> String,
    pub of_section: &'static str,
    pub of_slide: &'static str,
    /// In big letters, where the stage does not answer any more; and what then happens.
    pub stage_gone: &'static str,
    pub stage_gone_help: &'static str,
    /// The same where the show was quit.
    pub show_ended: &'static str,
    pub room_sees_slide: &'static str,
    pub room_sees_black: &'static str,
    pub room_sees_white: &'static str,
    pub room_is_frozen: &'static str,

    // Why a picture is not drawn, below its words.
    pub picture_too_complex: &'static str,
    pub picture_damaged: &'static str,
    pub room_sees_marker: &'static str,
    pub room_sees: fn(&str) -> String,
    /// The keys of the console: notes up and down, panes, help, and what closes it.
    pub console_row: fn([&str; 5]) -> String,
    /// No show runs that a console could follow.
    pub waiting_for_show: &'static str,
    /// Several shows run.
    pub several_shows: &'static str,
    pub since: fn(&str) -> String,
    /// The command for the other terminal.
    pub type_elsewhere: fn(&str) -> String,
    pub link: LinkWords,
    /// A slide is shown, to those who hear it: its number, how many, its title.
    pub announce: fn(&str, usize, &str) -> String,
    pub announce_section: fn(usize, usize, &str) -> String,
    /// The keys of its lines: time, notes, the slide, these, and what closes it.
    pub plain_keys: fn([&str; 5]) -> String,

    // Commands.
    /// Below the list of decks, about the one with a star.
    pub default_deck: &'static str,
    /// Where a deck is that comes with the program.
    pub built_in: &'static str,
    /// Above the list of courses.
    pub courses: &'static str,
    /// A deck was written, and a schema beside it: their names.
    pub written: fn(&str, &str) -> String,
    /// What the commands do that one goes on with: present, outline, tour.
    pub go_on: [&'static str; 3],
    /// The title of a new deck whose name gives none.
    pub new_title: &'static str,
}

/// The words of the language that a BCP 47 tag or a locale names: `fr`, `fr-FR`, `fr_FR.UTF-8`.
pub fn words(tag: &str) -> Option<&'static Words> {
    let code = tag.split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
    ALL.iter().find(|words| words.code == code).copied()
}

/// The words for a show: of the first language that is known among those wanted, else English.
pub fn choose<'a>(wanted: impl IntoIterator<Item = Option<&'a str>>) -> &'static Words {
    wanted.into_iter().flatten().find_map(words).unwrap_or(&en::WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_tag_or_locale() {
        for tag in ["fr", "fr-FR", "fr_FR.UTF-8", "FR"] {
            assert_eq!(words(tag).map(|words| words.quit), Some("quitter"), "{tag}");
        }
        assert!(words("C").is_none());
        assert_eq!(choose([None, Some("xx"), Some("fr"), Some("en")]).quit, "quitter");
        assert_eq!(choose([Some("C")]).quit, "quit");
    }

    #[test]
    fn french_is_written_with_its_own_spaces_and_apostrophes() {
        for word in [
            fr::WORDS.ask_quit,
            fr::WORDS.ask_notes,
            fr::WORDS.ask_keeping,
            fr::WORDS.ask_reset,
            fr::WORDS.help_markers,
            fr::WORDS.playback.ended,
        ] {
            assert!(!word.contains(['\'', '"']), "{word}");
            assert!(![" ?", " !", " :", " ;"].iter().any(|bad| word.contains(bad)), "{word}");
        }
    }
}
