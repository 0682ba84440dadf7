//! The canonical form of randomly formatted decks: the same data, the same comments, and stable when formatted again.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use pupitre::canonical;

use super::{decks, tried};

const KEYS: &[&str] = &[
    "title", "body", "notes", "kind", "text", "id", "look.title", "\"é è\"", "a . b", "'x-1'", "sizes", "format",
    "\"\"", "columns", "block",
];

/// Spellings of values: every kind of string, lists and tables with everything they may contain.
const VALUES: &[&str] = &[
    "1",
    "-0x1F",
    "1e3",
    "true",
    "1979-05-27 07:32:00Z",
    "\"a # no comment\"",
    "'''a'''",
    "'''\n a\n\tb '''",
    "\"\"\"\nun \\\n   deux\\ttrois\n\"\"\"",
    "\"\"\"a\"\"\"",
    "\"\"\"\\\n\\\n a\n\n'\"\"\"",
    "\"\"\"un ''' deux\n\"\"\"",
    "\"un\\ndeux\\\\n\\u00e9\"",
    "\"un\\ndeux \\\\u\"",
    "'quote'",
    "[]",
    "[ ]",
    "[\n]",
    "[1,2 , 3,]",
    "[ #~901\n 1, #~902\n\n#~903\n2 #~904\n,#~905\n3 ]",
    "[[ 1 ], [\n'''\na\nb'''\n]]",
    "[{ kind = 'quote', text = \"\"\"a\nb\"\"\" }]",
    "{}",
    "{ b=1,a  =  [ 2 ] }",
    "{ fg = 'red', bold = true, }",
    "{ a = 1, #~906\n b . c= 2\n}",
];

fn noise(first: u32) -> impl Strategy<Value = String> {
    let comment = || (first..first + 90).prop_map(|number| format!("  #~{number} \t\n"));
    let line = prop_oneof![2 => Just("\n".to_owned()), 1 => Just("\t\n".to_owned()), 3 => comment()];
    prop_oneof![2 => Just(String::new()), 1 => vec(line, 0..5).prop_map(|lines| lines.concat())]
}

fn spaces() -> impl Strategy<Value = &'static str> {
    select(&["", " ", "  ", "\t"][..])
}

fn entry(key: &'static str) -> impl Strategy<Value = String> {
    let behind = prop_oneof![3 => Just(String::new()), 1 => (500_u32..600).prop_map(|number| format!("#~{number} "))];
    (noise(100), spaces(), spaces(), spaces(), select(VALUES), spaces(), behind).prop_map(
        move |(noise, margin, before, after, value, end, behind)| {
            format!("{noise}{margin}{key}{before}={after}{value}{end}{behind}\n")
        },
    )
}

fn entries() -> impl Strategy<Value = String> {
    let keys = subsequence(KEYS, 0..6).prop_shuffle();
    keys.prop_flat_map(|keys| keys.into_iter().map(entry).collect::<Vec<_>>()).prop_map(|all| all.concat())
}

fn table() -> impl Strategy<Value = String> {
    let headers =
        ["[[section]]", "[[ section.slide ]]", "[[section.slide.block]]", "[[\"source\"]]", "[course]", "[o.'p q']"];
    let header = (noise(200), spaces(), select(headers.to_vec()), select(&["", " #~700", "#~701  "][..]));
    (header, entries())
        .prop_map(|((noise, margin, header, behind), entries)| format!("{noise}{margin}{header}{behind}\n{entries}"))
}

fn laid_out() -> impl Strategy<Value = String> {
    (entries(), vec(table(), 0..6), noise(300))
        .prop_map(|(entries, tables, end)| format!("{entries}{}{end}", tables.concat()))
}

/// The comments of a text, sorted.
fn comments(text: &str) -> Vec<&str> {
    let mut all: Vec<&str> = text.match_indices("#~").map(|(at, _)| &text[at..at + 5]).collect();
    all.sort_unstable();
    all
}

fn check(text: &str) -> Result<(), TestCaseError> {
    // All line ends in a string are equal to the program when it reads a deck.
    let data = |text: &str| toml::from_str::<toml::Table>(&text.replace("\r\n", "\n")).ok();
    let form = canonical::form(text);
    prop_assert_eq!(form.is_some(), data(text).is_some());
    let Some(form) = form else { return Ok(()) };
    prop_assert_eq!(data(text), data(&form), "{}", form);
    prop_assert_eq!(canonical::form(&form), Some(form.clone()));
    prop_assert!(form.is_empty() || form.ends_with('\n') && !form.ends_with("\n\n"));
    Ok(())
}

proptest! {
    #![proptest_config(tried(400))]

    #[test]
    fn the_form_of_a_deck_has_its_data_and_its_comments(text in laid_out()) {
        check(&text)?;
        if let Some(form) = canonical::form(&text) {
            prop_assert_eq!(comments(&text), comments(&form), "{}", form);
        }
    }

    #[test]
    fn the_form_of_any_text_has_its_data(text in decks::any_text()) {
        check(&text)?;
    }
}

/// Most of the random texts are valid TOML; otherwise nothing would be tested.
#[test]
fn most_texts_have_a_form() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let formed = (0..100).filter(|_| canonical::form(&laid_out().new_tree(&mut runner).unwrap().current()).is_some());
    assert!(formed.count() > 50);
}
