//! `typographic-apostrophe`: a straight apostrophe in a French word.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("typographic-apostrophe", "T004", look)
    .about(noun!("a straight apostrophe in a French word"))
    .why(noun!("The straight sign comes from typewriters; on a large screen it shows."))
    .evidence(noun!(
        "Lexique des règles typographiques en usage à l’Imprimerie nationale; typographeur has the same rule"
    ))
    .help(noun!("write ’ (U+2019)"))
    .wrong("body = '''L'État'''")
    .right("body = '''L’État'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.french() {
        for (at, _) in passage.text.match_indices('\'') {
            let before = passage.text[..at].chars().next_back();
            let after = passage.text[at + 1..].chars().next();
            if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) {
                let message = say!("a straight apostrophe in a French word");
                findings.add(passage.span(at..at + 1), message, say!("straight"));
                findings.fix_safely(say!("write ’"), passage.exact(at..at + 1, checker.source), "’");
            }
        }
    }
}
