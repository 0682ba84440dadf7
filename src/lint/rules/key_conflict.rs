//! `key-conflict`: two sections with the same letter, or a letter that the section list needs.

use std::collections::HashMap;

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;
use crate::text;

pub const RULE: Rule = Rule::warning("key-conflict", "S001", look)
    .about(noun!("two sections with the same letter, or a letter that the section list needs"))
    .why(noun!(
        "The letter goes to the first of them or closes the list, so the other cannot be reached with two keys."
    ))
    .evidence(noun!("The list needs `s` and `q` to close, `?` for help"))
    .help(noun!("choose another letter"))
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
            findings.add(span, say!("the section list needs `{key}` itself", key), say!("closes the list"));
            continue;
        }
        let message = say!("two sections have the letter `{key}`", key = text::shorten(&key, 10));
        let earlier = *first.entry(key).or_insert(span);
        if earlier != span {
            findings.add(span, message, say!("never reached"));
            findings.context(earlier, say!("this one is reached"));
        }
    }
}
