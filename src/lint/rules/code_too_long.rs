//! `code-too-long`: more than 15 lines of code on a slide.

use crate::diagnostic::Severity;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule {
    name: "code-too-long",
    code: "L003",
    severity: Some(Severity::Warning),
    about: "more than 15 lines of code on a slide",
    why: "Nobody in a room reads that much; what matters is lost in it.",
    evidence: "The slide linters’ default (Slidev: 15 lines); expert advice",
    wrong: "code = '''… 30 lines …'''",
    right: "file  = \"main.rs\"\nlines = \"10-20\"",
    look,
};

/// The most lines of code on a slide.
const MOST_LINES: usize = 15;

fn look(checker: &Checker, findings: &mut Findings) {
    let assets = checker.assets;
    for (index, placed) in checker.slides() {
        placed.slide.visit_code(&mut |code| {
            let lines = code.line_count(assets);
            if lines > MOST_LINES {
                let message = format!("{lines} lines of code, {MOST_LINES} are what a room can read");
                findings.add(
                    Some(index),
                    code.place(),
                    message,
                    "too long",
                    "show the part that matters; `lines` chooses it from a file",
                );
            }
        });
    }
}
