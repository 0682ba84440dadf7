//! `french-punctuation-space`: no space, or a breaking one, before `;`, `!` or `?` in French.

use crate::lang::{noun, say};
use crate::lint::french::{self, NARROW};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("french-punctuation-space", "T001", look)
    .about(noun!("no space, or a breaking one, before `;`, `!` or `?` in French"))
    .why(noun!("With a plain space, a line can begin with the sign. French uses a narrow no-break space there."))
    .evidence(noun!("Lexique des règles typographiques en usage à l’Imprimerie nationale: a rule, no opinion. U+00A0 is taken too. Not for Québec (`fr-CA`), which writes these signs without a space"))
    .help(noun!("write U+202F before it"))
    .wrong("title = \"On y va ?\"")
    .right("title = \"On y va\\u202f?\"");

fn look(checker: &Checker, findings: &mut Findings) {
    if french::is_of(checker, "CA") {
        return;
    }
    for passage in checker.french() {
        let text = &passage.text;
        for (at, sign) in text.match_indices([';', '!', '?']) {
            let run = text[at..].len() - text[at..].trim_start_matches(['!', '?']).len();
            if french::ends(text, at + run.max(1)) && !is_no_punctuation(text, at, sign) {
                let message = say!("`{sign}` needs a narrow no-break space before it", sign);
                french::want_space((passage, at), message, (say!("write U+202F"), NARROW), checker, findings);
            }
        }
    }
}

/// Whether the character is part of a smiley, of a call written without code marks, or of a name.
fn is_no_punctuation(text: &str, at: usize, sign: &str) -> bool {
    let smiley = sign == ";" && text[at + 1..].starts_with(')');
    smiley || text[..at].ends_with("()") || text[..at].ends_with("Yahoo")
}
