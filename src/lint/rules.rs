//! The rules, ordered by code. To add one, write `rules/NAME.rs` with its `RULE`, and name it here twice: as a module, and in the list below at the
//! place of its code. Its fixtures are in `tests/check/NAME/`.

mod ambiguous_width;
mod answer_giveaway;
mod bidi_control;
mod broken_picture;
mod broken_word;
mod capital_accent;
mod code_too_long;
mod combining_flood;
mod control_char;
mod deep_nesting;
mod duplicate_section;
mod duplicate_title;
mod ellipsis;
mod empty_slide;
mod escape_in_body;
mod faint_picture;
mod foreign_syntax;
mod format;
mod french_colon_space;
mod french_ordinal;
mod french_punctuation_space;
mod french_quotes;
mod image_too_small;
mod invisible_char;
mod key_conflict;
mod link_label;
mod literal_markdown;
mod long_bullet;
mod long_sentence;
mod low_contrast;
mod missing_alt;
mod missing_language;
mod missing_lesson;
mod missing_lines;
mod missing_notes;
mod missing_priority;
mod missing_title;
mod missing_title_slide;
mod no_slides;
mod notes_verbatim;
mod objective_not_covered;
mod over_time;
mod overflow_horizontal;
mod overflow_vertical;
mod placeholder;
mod poll_options;
mod poll_too_many;
mod poor_alt;
mod priority_too_long;
mod profile_empty;
mod quiz_answer;
mod ragged_table;
mod section_budget;
mod section_unnamed;
mod several_ideas;
mod source_missing;
mod stray_space;
mod svg_text;
mod tab_in_code;
mod table_no_header;
mod title_wraps;
mod toml_1_1;
mod too_many_bullets;
mod too_many_words;
mod typographic_apostrophe;
mod unconfirmed;
mod unit_space;
mod unknown_language;
mod untested_objective;
mod unused_ignore;
mod vague_link;

use crate::deck::READING_RULES;
use crate::lint::Rule;
use crate::text;

/// The list of rules: their modules.
macro_rules! rules {
    ($($rule:ident)*) => {
        /// All rules, in the order of their codes.
        pub const ALL: &[&Rule] = &[$(&$rule::RULE),*];
    };
}

rules! {
    // X: What harms the terminal or deceives readers.
    control_char bidi_control invisible_char combining_flood link_label
    // A: What excludes people.
    missing_alt poor_alt missing_title duplicate_title section_unnamed duplicate_section low_contrast missing_language
    vague_link table_no_header ragged_table
    // L: What does not fit, or is not shown as intended.
    overflow_vertical overflow_horizontal code_too_long title_wraps empty_slide unknown_language image_too_small
    ambiguous_width tab_in_code missing_lines svg_text broken_picture
    faint_picture broken_word
    // D: What is too much for a room.
    too_many_words too_many_bullets long_bullet deep_nesting several_ideas notes_verbatim long_sentence
    // N: Time and notes.
    over_time section_budget missing_notes missing_lesson priority_too_long missing_priority
    // P: Questions.
    poll_options poll_too_many quiz_answer answer_giveaway
    // S: The structure of the deck.
    key_conflict objective_not_covered source_missing unconfirmed profile_empty untested_objective
    missing_title_slide no_slides
    // T: French typography.
    french_punctuation_space french_colon_space french_quotes typographic_apostrophe ellipsis unit_space stray_space
    capital_accent french_ordinal
    // H: The file itself.
    unused_ignore placeholder format escape_in_body toml_1_1 literal_markdown foreign_syntax
}

/// The rule about ignores. Whether they have an effect is known only after all other rules have run.
pub const UNUSED_IGNORE: Rule = unused_ignore::RULE;

/// The rule about decks without slides, which may only be unreadable.
pub const NO_SLIDES: Rule = no_slides::RULE;

/// The rule with this name or code.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name)).copied()
}

/// The code of all findings from reading.
pub const READING_CODE: &str = "E";

/// The names of all rules. Those whose findings come from reading are last.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|rule| rule.name).chain(READING_RULES.iter().copied())
}

/// Whether this is the name of a rule.
pub fn is_name(name: &str) -> bool {
    names().any(|known| known == name)
}

/// Whether this is the name of a rule, or the start of a code.
pub fn is_known(name: &str) -> bool {
    let begins = |code: &str| !name.is_empty() && code.starts_with(name);
    is_name(name) || ALL.iter().any(|rule| begins(rule.code)) || begins(READING_CODE)
}

/// The rule name that was probably meant.
pub fn nearest(name: &str) -> Option<&'static str> {
    text::nearest(name, names())
}

/// The same, but also accepts a code in place of the name.
pub fn meant(name: &str) -> Option<&'static str> {
    nearest(name).or_else(|| named(name).map(|rule| rule.name))
}
