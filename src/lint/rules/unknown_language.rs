//! `unknown-language`: code in a language that cannot be coloured.

use crate::block::KINDS;
use crate::highlight;
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("unknown-language", "L006", look)
    .about("code in a language that cannot be coloured")
    .why("The code is shown plain, and nothing says so.")
    .evidence("The languages are those of two-face (bat’s grammars)")
    .help("write the name of a language, or `text` where none is meant")
    .wrong("```pyhton\nprint(1)\n```")
    .right("```python\nprint(1)\n```");

fn look(checker: &Checker, findings: &mut Findings) {
    for code in checker.code() {
        let lang = code.lang();
        if !lang.is_empty() && !highlight::knows(lang) {
            let message = format!("\"{}\" is no language that can be coloured", text::shorten(lang, 40));
            findings.add(code.place(), message, "shown plain");
            if let Some(kind) = text::meant(lang, KINDS.iter().copied()) {
                findings.help(format!("write ```{kind} where that block is meant, the name of a language, or `text`"));
            }
        }
    }
}
