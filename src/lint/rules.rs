//! The rules, by their codes. A rule's fixtures lie in `tests/check/NAME/`.

mod capital_accent;
mod code_too_long;
mod duplicate_title;
mod ellipsis;
mod empty_slide;
mod french_colon_space;
mod french_ordinal;
mod french_punctuation_space;
mod french_quotes;
mod key_conflict;
mod missing_lesson;
mod missing_notes;
mod missing_title;
mod objective_not_covered;
mod over_time;
mod overflow_vertical;
mod priority_too_long;
mod section_budget;
mod source_missing;
mod stray_space;
mod title_wraps;
mod too_many_words;
mod typographic_apostrophe;
mod unconfirmed;
mod unit_space;
mod unknown_language;

use crate::lint::Rule;

/// All rules, in the order of their codes.
pub const ALL: &[&Rule] = &[
    &missing_title::RULE,
    &duplicate_title::RULE,
    &overflow_vertical::RULE,
    &code_too_long::RULE,
    &title_wraps::RULE,
    &empty_slide::RULE,
    &unknown_language::RULE,
    &too_many_words::RULE,
    &over_time::RULE,
    &section_budget::RULE,
    &missing_notes::RULE,
    &missing_lesson::RULE,
    &priority_too_long::RULE,
    &key_conflict::RULE,
    &objective_not_covered::RULE,
    &source_missing::RULE,
    &unconfirmed::RULE,
    &french_punctuation_space::RULE,
    &french_colon_space::RULE,
    &french_quotes::RULE,
    &typographic_apostrophe::RULE,
    &ellipsis::RULE,
    &unit_space::RULE,
    &stray_space::RULE,
    &capital_accent::RULE,
    &french_ordinal::RULE,
];

/// The rule of a name or a code.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name)).copied()
}
