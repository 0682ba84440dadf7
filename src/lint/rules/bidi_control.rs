//! `bidi-control`: a sign that turns the direction of writing.

use crate::lint::passage::runs;
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule::error("bidi-control", "X002", look)
    .about("a sign that turns the direction of writing")
    .why("It lets a text look other than it is: in the deck’s file to who reviews it, on the screen to the room. Pupitre shows � instead.")
    .evidence("CVE-2021-42574, “Trojan Source”; the twelve characters that Unicode calls Bidi_Control. Strong. Hebrew and Arabic are read from right to left without them")
    .help("take it away")
    .wrong("title = \"\\u202emot\"")
    .right("title = \"mot\"");

fn is_bidi(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn look(checker: &Checker, findings: &mut Findings) {
    for text in checker.texts() {
        for range in runs(&text.text, is_bidi) {
            findings.add(text.map.span(range.clone()), RULE.about, "hidden");
            findings.suggest(RULE.help, text.exact(range, checker.source), "");
        }
    }
    // Comments are read by people too.
    for range in runs(&checker.source.text, is_bidi) {
        let span = Span::from(range);
        // The texts stand one behind the other.
        let before = checker.texts().partition_point(|text| text.span.start <= span.start);
        if !checker.texts()[..before].last().is_some_and(|text| text.span.contains(span)) {
            findings.add(span, RULE.about, "hidden");
            findings.on(None);
            findings.suggest(RULE.help, Some(span), "");
        }
    }
}
