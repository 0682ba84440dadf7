//! `code-too-long`: more code on a slide than a room reads.

use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("code-too-long", "L003", look)
    .about("more code on a slide than a room reads")
    .why("Nobody in a room reads that much; what matters is lost in it.")
    .evidence("The slide linters’ default (Slidev: 15 lines); expert advice")
    .limit(15, "lines")
    .wrong("code = '''… 30 lines …'''")
    .right("file  = \"main.rs\"\nlines = \"10-20\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let assets = checker.assets;
    for (index, placed) in checker.slides() {
        placed.slide.visit_code(&mut |code| {
            let lines = code.line_count(assets);
            let most = findings.limit();
            if lines > most {
                let message = format!("{lines} lines of code, {most} are what a room can read");
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
