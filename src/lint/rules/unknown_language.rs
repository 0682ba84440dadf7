//! `unknown-language`: code in a language that cannot be colored.

use std::collections::HashMap;

use crate::block::KINDS;
use crate::highlight;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::warning("unknown-language", "L006", look)
    .about(noun!("code in a language that cannot be colored"))
    .why(noun!("The code is shown plain, and nothing says so."))
    .evidence(noun!("The languages are those of two-face (bat’s grammars)"))
    .help(noun!("write the name of a language, or `text` for none"))
    .wrong("```pyhton\nprint(1)\n```")
    .right("```python\nprint(1)\n```");

/// The most languages of a deck for which a similar name is searched.
const MOST_SEARCHED: usize = 100;

fn look(checker: &Checker, findings: &mut Findings) {
    let mut near: HashMap<&str, Option<String>> = HashMap::new();
    for code in checker.code() {
        let lang = code.lang();
        if !lang.is_empty() && !highlight::knows(lang) {
            let message = say!("\"{lang}\" is not a language that can be highlighted", lang = text::shorten(lang, 40));
            findings.add(code.place(), message, say!("shown plain"));
            // Mermaid is the name of a diagram in other programs, and here too.
            if let Some(kind) = text::meant(lang, KINDS.iter().copied().chain(["mermaid"])) {
                findings.help(say!("write ```{kind} for that block, else the name of a language, or `text`", kind));
                continue;
            }
            let may_search = near.len() < MOST_SEARCHED || near.contains_key(lang);
            let near = may_search.then(|| near.entry(lang).or_insert_with(|| highlight::nearest(lang)).clone());
            if let Some(near) = near.flatten() {
                findings.help(say!("did you mean \"{near}\"?", near));
            }
        }
    }
}
