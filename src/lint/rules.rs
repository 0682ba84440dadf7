//! The rules, by their codes. A rule's fixtures lie in `tests/check/NAME/`.

mod code_too_long;
mod duplicate_title;
mod empty_slide;
mod key_conflict;
mod missing_lesson;
mod missing_notes;
mod missing_title;
mod objective_not_covered;
mod overflow_vertical;
mod over_time;
mod priority_too_long;
mod section_budget;
mod source_missing;
mod title_wraps;
mod typographic_apostrophe;
mod unconfirmed;
mod unknown_language;
mod unused_ignore;

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
    &over_time::RULE,
    &section_budget::RULE,
    &missing_notes::RULE,
    &missing_lesson::RULE,
    &priority_too_long::RULE,
    &key_conflict::RULE,
    &objective_not_covered::RULE,
    &source_missing::RULE,
    &unconfirmed::RULE,
    &typographic_apostrophe::RULE,
    &UNUSED_IGNORE,
];

/// The rule about ignores: whether they hide anything is known only when all others have looked.
pub const UNUSED_IGNORE: Rule = unused_ignore::RULE;

/// The rule of a name or a code.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name)).copied()
}
