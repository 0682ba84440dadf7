//! `duplicate-title`: two slides with the same title.

use std::collections::HashMap;

use crate::deck::Placed;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule::info("duplicate-title", "A004", look)
    .about(noun!("two slides with the same title"))
    .why(noun!("In the section list, the search and the overview nobody can tell which is which."))
    .evidence(noun!("PowerPoint’s accessibility checker (tip); markdownlint MD024"))
    .help(noun!("say what is different about this one"))
    .wrong("[[section.slide]]\ntitle = \"Les gains\"\n[[section.slide]]\ntitle = \"Les gains\"")
    .right("[[section.slide]]\ntitle = \"Les gains\"\n[[section.slide]]\ntitle = \"Les gains (suite)\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for Placed { slide, .. } in checker.slides() {
        let title = slide.title.as_deref().unwrap_or_default().trim().to_lowercase();
        let span = slide.at.value("title");
        let earlier = if title.is_empty() { span } else { *first.entry(title).or_insert(span) };
        if earlier != span {
            findings.add(span, say!("another slide has the same title"), say!("the same again"));
            findings.context(earlier, say!("first used here"));
        }
    }
}
