//! The rules, by their codes. A rule's fixtures lie in `tests/check/NAME/`.

mod ambiguous_width;
mod answer_giveaway;
mod bidi_control;
mod broken_picture;
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
mod missing_title;
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
mod unused_ignore;
mod vague_link;

use crate::deck::READING_RULES;
use crate::lint::Rule;
use crate::text;

/// All rules, in the order of their codes.
pub const ALL: &[&Rule] = &[
    &control_char::RULE,
    &bidi_control::RULE,
    &invisible_char::RULE,
    &combining_flood::RULE,
    &link_label::RULE,
    &missing_alt::RULE,
    &poor_alt::RULE,
    &missing_title::RULE,
    &duplicate_title::RULE,
    &section_unnamed::RULE,
    &duplicate_section::RULE,
    &low_contrast::RULE,
    &missing_language::RULE,
    &vague_link::RULE,
    &table_no_header::RULE,
    &ragged_table::RULE,
    &overflow_vertical::RULE,
    &overflow_horizontal::RULE,
    &code_too_long::RULE,
    &title_wraps::RULE,
    &empty_slide::RULE,
    &unknown_language::RULE,
    &image_too_small::RULE,
    &ambiguous_width::RULE,
    &tab_in_code::RULE,
    &missing_lines::RULE,
    &svg_text::RULE,
    &broken_picture::RULE,
    &too_many_words::RULE,
    &too_many_bullets::RULE,
    &long_bullet::RULE,
    &deep_nesting::RULE,
    &several_ideas::RULE,
    &notes_verbatim::RULE,
    &long_sentence::RULE,
    &over_time::RULE,
    &section_budget::RULE,
    &missing_notes::RULE,
    &missing_lesson::RULE,
    &priority_too_long::RULE,
    &poll_options::RULE,
    &poll_too_many::RULE,
    &quiz_answer::RULE,
    &answer_giveaway::RULE,
    &key_conflict::RULE,
    &objective_not_covered::RULE,
    &source_missing::RULE,
    &unconfirmed::RULE,
    &profile_empty::RULE,
    &french_punctuation_space::RULE,
    &french_colon_space::RULE,
    &french_quotes::RULE,
    &typographic_apostrophe::RULE,
    &ellipsis::RULE,
    &unit_space::RULE,
    &stray_space::RULE,
    &capital_accent::RULE,
    &french_ordinal::RULE,
    &UNUSED_IGNORE,
    &placeholder::RULE,
    &format::RULE,
    &escape_in_body::RULE,
    &toml_1_1::RULE,
    &literal_markdown::RULE,
    &foreign_syntax::RULE,
];

/// The rule about ignores: whether they hide anything is known only when all others have looked.
pub const UNUSED_IGNORE: Rule = unused_ignore::RULE;

/// The rule of a name or a code.
pub fn named(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name || rule.code.eq_ignore_ascii_case(name)).copied()
}

/// The group of what is found in reading.
pub const READING_CODE: &str = "E";

/// The names of all rules, also of those whose findings come from reading, which are the last.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|rule| rule.name).chain(READING_RULES.iter().copied())
}

/// Whether a rule is called so.
pub fn is_name(name: &str) -> bool {
    names().any(|known| known == name)
}

/// Whether a name, or the beginning of a code, is that of a rule.
pub fn is_known(name: &str) -> bool {
    let begins = |code: &str| !name.is_empty() && code.starts_with(name);
    is_name(name) || ALL.iter().any(|rule| begins(rule.code)) || begins(READING_CODE)
}

/// The name of a rule that was probably meant.
pub fn nearest(name: &str) -> Option<&'static str> {
    text::nearest(name, names())
}

/// The same where the code of a rule may have been taken for its name.
pub fn meant(name: &str) -> Option<&'static str> {
    nearest(name).or_else(|| named(name).map(|rule| rule.name))
}
