//! `bidi-control`: a character that changes the direction of text.

use crate::lang::{Message, noun, say};
use crate::lint::passage::rare_runs;
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule::error("bidi-control", "X002", look)
    .about(noun!("a character that changes the direction of text"))
    .why(noun!("It makes a text look different from what it is, to reviewers of the file and to the room. Pupitre shows � instead."))
    .evidence(noun!("CVE-2021-42574, “Trojan Source”; the twelve characters that Unicode calls Bidi_Control. Strong. Hebrew and Arabic are read from right to left without them"))
    .help(noun!("remove it"))
    .wrong("title = \"\\u202emot\"")
    .right("title = \"mot\"");

/// How these characters begin in UTF-8.
const BYTES: &[u8] = &[0xd8, 0xe2];

fn is_bidi(char: char) -> bool {
    matches!(char, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn look(checker: &Checker, findings: &mut Findings) {
    for text in checker.texts() {
        for range in rare_runs(&text.text, BYTES, is_bidi) {
            findings.add(text.map.span(range.clone()), Message::noun(RULE.about), say!("hidden"));
            findings.suggest(Message::noun(RULE.help), text.exact(range, checker.source), "");
        }
    }
    // Includes comments, which people read too.
    for range in rare_runs(&checker.source.text, BYTES, is_bidi) {
        let span = Span::from(range);
        // The texts are in file order.
        let before = checker.texts().partition_point(|text| text.span.start <= span.start);
        if !checker.texts()[..before].last().is_some_and(|text| text.span.contains(span)) {
            findings.add(span, Message::noun(RULE.about), say!("hidden"));
            findings.on(None);
            findings.suggest(Message::noun(RULE.help), Some(span), "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_its_characters_begin_with_one_of_the_bytes() {
        let first = |char: char| char.to_string().as_bytes()[0];
        assert!(('\0'..=char::MAX).filter(|char| is_bidi(*char)).all(|char| BYTES.contains(&first(char))));
    }
}
