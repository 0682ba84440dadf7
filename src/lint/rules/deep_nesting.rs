//! `deep-nesting`: lists in lists in lists.

use crate::lint::passage::Shape;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("deep-nesting", "D004", look)
    .about("lists in lists in lists")
    .why("On a screen nobody sees to which of three levels an item belongs.")
    .evidence("Weak: practice, and the default of slide linters")
    .limit(2, "levels")
    .help("write it flatter")
    .wrong("body = '''\n- a\n  - b\n    - c\n'''")
    .right("body = '''\n- a\n  - b, with c\n'''");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut told = false;
    for passage in checker.passages().iter().filter(|it| it.field.is_shown()) {
        let depth = if let Shape::Item(depth) = passage.shape { depth } else { 0 };
        if depth > findings.limit() && !told {
            let message =
                format!("this list lies {depth} levels deep, {} are what can be told apart", findings.limit());
            findings.add(passage.span(0..passage.text.len()), message, "too deep");
        }
        told = depth > findings.limit();
    }
}
