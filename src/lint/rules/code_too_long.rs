//! `code-too-long`: more code on a slide than people can read.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("code-too-long", "L003", look)
    .about(noun!("more code on a slide than people can read"))
    .why(noun!("Nobody in a room reads that much; what matters is lost in it."))
    .evidence(noun!("The slide linters’ default (Slidev: 15 lines); expert advice"))
    .limit(15, noun!("lines"))
    .help(noun!("show the part that matters; `lines` chooses it from a file"))
    .wrong("code = '''… 30 lines …'''")
    .right("file  = \"main.rs\"\nlines = \"10-20\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let most = findings.limit();
    for code in checker.code() {
        let lines = code.line_count(checker.assets);
        if lines > most {
            let message = say!("{lines} lines of code, more than the {most} a room can read", lines, most);
            findings.add(code.place(), message, say!("too long"));
        }
    }
}
