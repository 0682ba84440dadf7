//! `missing-lines`: lines of code that are asked for but do not exist.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("missing-lines", "L011", look)
    .about(noun!("lines of code that are asked for but do not exist"))
    .why(noun!("The file has changed, or the code was shortened: the slide shows less than was meant, or lights nothing at all."))
    .evidence(noun!("The code itself; lines count from 1, those of `highlight` by the numbers that are shown, else from the first line that is"))
    .help(noun!("count again: by the line numbers shown, else from 1"))
    .wrong("```rust highlight=\"9\"\nlet one = line;\n```")
    .right("```rust highlight=\"1\"\nlet one = line;\n```");

fn look(checker: &Checker, findings: &mut Findings) {
    for (span, asked, there) in checker.code().filter_map(|code| code.missing_lines(checker.assets)) {
        findings.add(span, say!("line {asked} does not exist: {there} are shown", asked, there), say!("not there"));
    }
}
