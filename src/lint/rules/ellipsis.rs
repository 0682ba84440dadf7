//! `ellipsis`: three dots instead of an ellipsis, or an ellipsis after "etc." in French.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("ellipsis", "T005", look)
    .about(noun!("three dots instead of an ellipsis, or an ellipsis after \"etc.\" in French"))
    .why(noun!("A line can break between three dots, and they take three cells for one sign. After “etc.” the ellipsis says the same again."))
    .evidence(noun!("Lexique des règles typographiques en usage à l’Imprimerie nationale; typographeur has the same rule"))
    .wrong("body = '''Acheter, louer... etc...'''")
    .right("body = '''Acheter, louer… etc.'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.french() {
        let text = &passage.text;
        for (at, dots) in text.match_indices("...").chain(text.match_indices('…')) {
            let after = at + dots.len();
            let of_etc = text[..at].ends_with("etc") || text[..at].ends_with("Etc");
            let (message, help, fix) = match of_etc {
                true => (say!("\"etc.\" already says that it goes on"), say!("write \"etc.\""), "."),
                false if dots == "…" => continue,
                false => (say!("three dots are not an ellipsis"), say!("write … (U+2026)"), "…"),
            };
            if !is_path_or_range(&text[..at], &text[after..]) {
                findings.add(passage.span(at..after), message, say!("here"));
                findings.help(&help);
                findings.fix_safely(help, passage.exact(at..after, checker.source), fix);
            }
        }
    }
}

/// Whether the dots mean something else: `1...5`, `./...`, a line of dots.
fn is_path_or_range(before: &str, after: &str) -> bool {
    let digits =
        before.ends_with(|char: char| char.is_ascii_digit()) && after.starts_with(|char: char| char.is_ascii_digit());
    digits || before.ends_with(['.', '/', '\\', '…']) || after.starts_with(['.', '/', '\\', '…'])
}
