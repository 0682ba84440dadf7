//! `ambiguous-width`: an emoji in code or in a table, for which terminals use different widths.

use crate::lang::{noun, say};
use crate::lint::passage::{Shape, runs};
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule::info("ambiguous-width", "L008", look)
    .about(noun!("an emoji in code or in a table, for which terminals use different widths"))
    .why(noun!("Some terminals give it one cell, others two or more: what stands right of it is shifted there."))
    .evidence(noun!("Known trouble of terminals with U+FE0F and with emoji that are joined (U+200D); see the trackers of tmux, VTE and others. In running text it does no harm"))
    .help(noun!("write a sign of one cell, or a word"))
    .wrong("| ⚠️ | Risque |")
    .right("| ! | Risque |");

fn is_disputed(char: char) -> bool {
    matches!(char, '\u{fe0f}' | '\u{200d}')
}

fn look(checker: &Checker, findings: &mut Findings) {
    let mut add = |span: Span| {
        let message = say!("terminals do not agree on the width of this sign");
        findings.add(span, message, say!("one cell or two?"));
    };
    for passage in checker.passages().iter().filter(|it| it.field.is_shown() && it.shape == Shape::Cell) {
        runs(&passage.text, is_disputed).take(1).for_each(|range| add(passage.span(range)));
    }
    for excerpt in checker.code().filter_map(|code| code.code.as_ref()) {
        runs(&excerpt.text, is_disputed).take(1).for_each(|range| add(excerpt.map.span(range)));
    }
}
