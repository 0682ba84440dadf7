//! `duplicate-title`: two slides with the same title.

use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub const RULE: Rule = Rule::info("duplicate-title", "A004", look)
    .about("two slides with the same title")
    .why("In the section list, the search and the overview nobody can tell which is which.")
    .evidence("PowerPoint’s accessibility checker (tip); markdownlint MD024")
    .wrong("[[section.slide]]\ntitle = \"Les gains\"\n[[section.slide]]\ntitle = \"Les gains\"")
    .right("[[section.slide]]\ntitle = \"Les gains\"\n[[section.slide]]\ntitle = \"Les gains (suite)\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for (index, placed) in checker.slides() {
        let title = placed.slide.title.as_deref().unwrap_or_default().trim().to_lowercase();
        let span = placed.slide.at.value("title");
        match first.entry(title) {
            Entry::Occupied(known) if !known.key().is_empty() => {
                findings.add(
                    Some(index),
                    span,
                    "another slide has the same title",
                    "the same again",
                    "say what is different about this one",
                );
                findings.context(*known.get(), "first used here");
            }
            Entry::Occupied(_) => {}
            Entry::Vacant(new) => drop(new.insert(span)),
        }
    }
}
