//! `typographic-apostrophe`: a straight apostrophe in a French word.

use crate::diagnostic::Severity;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule {
    name: "typographic-apostrophe",
    code: "T004",
    severity: Some(Severity::Info),
    about: "a straight apostrophe in a French word",
    why: "The straight sign is the typewriter’s; on a large screen it shows.",
    evidence: "Lexique des règles typographiques en usage à l’Imprimerie nationale; typographeur has the same rule",
    limit: None,
    wrong: "body = '''L'État'''",
    right: "body = '''L’État'''",
    look,
};

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.french() {
        for (at, _) in passage.text.match_indices('\'') {
            let before = passage.text[..at].chars().next_back();
            let after = passage.text[at + 1..].chars().next();
            if before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic) {
                let message = "a straight apostrophe in a French word";
                findings.add(passage.slide, passage.span(at..at + 1), message, "straight", "write ’ (U+2019)");
                findings.fix_safely("write ’", passage.exact(at..at + 1, checker.source), "’");
            }
        }
    }
}
