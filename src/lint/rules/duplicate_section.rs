//! `duplicate-section`: two sections with the same name.

use std::collections::HashMap;

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule::info("duplicate-section", "A006", look)
    .about(noun!("two sections with the same name"))
    .why(noun!("In the section list nobody can tell which is which."))
    .evidence(noun!("PowerPoint’s accessibility checker (tip)"))
    .help(noun!("say what is different about this one"))
    .wrong("[[section]]\ntitle = \"Les gains\"\n[[section]]\ntitle = \"Les gains\"")
    .right("[[section]]\ntitle = \"Les gains\"\n[[section]]\ntitle = \"Les gains, en chiffres\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for section in checker.deck.sections.iter().filter(|section| !section.title.trim().is_empty()) {
        let span = section.at.value("title");
        let earlier = *first.entry(section.title.trim().to_lowercase()).or_insert(span);
        if earlier != span {
            findings.add(span, say!("another section has the same name"), say!("the same again"));
            findings.context(earlier, say!("first used here"));
        }
    }
}
