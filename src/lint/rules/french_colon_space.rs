//! `french-colon-space`: no space, or a breaking one, before a colon in French.

use crate::lang::{noun, say};
use crate::lint::french::{self, NO_BREAK};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("french-colon-space", "T002", look)
    .about(noun!("no space, or a breaking one, before a colon in French"))
    .why(noun!("With a plain space, a line can begin with the colon. French uses a no-break space there."))
    .evidence(noun!("Lexique des règles typographiques en usage à l’Imprimerie nationale: a rule, no opinion. U+202F is taken too; times, ratios, `::` and smileys are left alone"))
    .help(noun!("write U+00A0 before it"))
    .wrong("body = '''Un principe : acheter'''")
    .right("body = \"Un principe\\u00a0: acheter\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.french() {
        let text = &passage.text;
        for (at, _) in text.match_indices(':') {
            if french::ends(text, at + 1) && !is_no_punctuation(text, at) {
                let message = say!("the colon needs a no-break space before it");
                french::want_space((passage, at), message, (say!("write U+00A0"), NO_BREAK), checker, findings);
            }
        }
    }
}

/// Words before the colon of a drive: "le disque C:".
const DRIVES: [&str; 5] = ["disque", "lecteur", "volume", "partition", "répertoire"];

/// Whether the colon is part of a smiley, of `:name:`, or of a drive.
fn is_no_punctuation(text: &str, at: usize) -> bool {
    let token = french::token(text, at);
    let of_drive = || text[..at - 1].split_whitespace().next_back().is_some_and(|word| DRIVES.contains(&word));
    let smiley = text[at + 1..].starts_with(')');
    smiley
        || token.len() > 1 && token.starts_with(':')
        || token.len() == 2 && token.as_bytes()[0].is_ascii_uppercase() && of_drive()
}
