//! `key-conflict`: two sections with one letter, or a letter that the section list needs.

use std::collections::HashMap;

use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;
use crate::text;

pub const RULE: Rule = Rule::warning("key-conflict", "S001", look)
    .about("two sections with one letter, or a letter that the section list needs")
    .why("The letter leads to the first of them, or closes the list: the other is not reached in two keys.")
    .evidence("The list needs `s` and `q` to close, `?` for help")
    .help("choose another letter")
    .wrong("[[section]]\nkey = \"d\"\n[[section]]\nkey = \"d\"")
    .right("[[section]]\nkey = \"d\"\n[[section]]\nkey = \"c\"");

/// The letters that close the list.
const NEEDED: [&str; 2] = ["s", "q"];

fn look(checker: &Checker, findings: &mut Findings) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for section in &checker.deck.sections {
        let Some(key) = section.key.as_ref().map(|key| key.to_lowercase()) else { continue };
        let span = section.at.value("key");
        if NEEDED.contains(&key.as_str()) {
            findings.add(span, format!("the section list needs `{key}` itself"), "closes the list");
            continue;
        }
        let message = format!("two sections have the letter `{}`", text::shorten(&key, 10));
        let earlier = *first.entry(key).or_insert(span);
        if earlier != span {
            findings.add(span, message, "never reached");
            findings.context(earlier, "this one is reached");
        }
    }
}
