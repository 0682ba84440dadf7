//! `duplicate-section`: two sections with the same name.

use std::collections::HashMap;

use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule::info("duplicate-section", "A006", look)
    .about("two sections with the same name")
    .why("In the section list nobody can tell which is which.")
    .evidence("PowerPoint’s accessibility checker (tip)")
    .wrong("[[section]]\ntitle = \"Les gains\"\n[[section]]\ntitle = \"Les gains\"")
    .right("[[section]]\ntitle = \"Les gains\"\n[[section]]\ntitle = \"Les gains, en chiffres\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for section in &checker.deck.sections {
        let (title, span) = (section.title.trim().to_lowercase(), section.at.value("title"));
        if title.is_empty() {
            continue;
        }
        if let Some(earlier) = first.get(&title) {
            let help = "say what is different about this one";
            findings.add(None, span, "another section has the same name", "the same again", help);
            findings.context(*earlier, "first used here");
        } else {
            first.insert(title, span);
        }
    }
}
