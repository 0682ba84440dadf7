//! `deep-nesting`: deeply nested lists.

use crate::lang::{noun, say};
use crate::lint::passage::Shape;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("deep-nesting", "D004", look)
    .about(noun!("deeply nested lists"))
    .why(noun!("On a screen, nobody can tell which of three levels an item belongs to."))
    .evidence(noun!("Weak: practice, and the default of slide linters"))
    .limit(2, noun!("levels"))
    .help(noun!("use fewer levels"))
    .wrong("body = '''\n- a\n  - b\n    - c\n'''")
    .right("body = '''\n- a\n  - b, with c\n'''");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut told = false;
    for passage in checker.passages().iter().filter(|it| it.field.is_shown()) {
        let depth = if let Shape::Item(depth) = passage.shape { depth } else { 0 };
        if depth > findings.limit() && !told {
            let message = say!(
                "this list is {depth} levels deep, more than the {limit} that can be told apart",
                depth,
                limit = findings.limit()
            );
            findings.add(passage.span(0..passage.text.len()), message, say!("too deep"));
        }
        told = depth > findings.limit();
    }
}
