//! `french-quotes`: straight quotation marks in French, or « » without their spaces.

use std::ops::Range;

use crate::lang::{noun, say};
use crate::lint::french::{self, NO_BREAK};
use crate::lint::{Checker, Findings, Rule};
use crate::source::{Source, Span};

pub const RULE: Rule = Rule::warning("french-quotes", "T003", look)
    .about(noun!("straight quotation marks in French, or « » without their spaces"))
    .why(noun!("The straight sign comes from typewriters; and with a plain space, a line can end with « or begin with »."))
    .evidence(noun!("Lexique des règles typographiques en usage à l’Imprimerie nationale: a rule, no opinion. Only where every mark of the paragraph has its other half"))
    .wrong("body = '''Le \"cloud\"'''")
    .right("body = \"Le «\\u00a0cloud\\u00a0»\"");

fn look(checker: &Checker, findings: &mut Findings) {
    // Swiss typography often has no spaces inside.
    let spaced = !french::is_of(checker, "CH");
    for passage in checker.french() {
        for (open, close) in straight(&passage.text) {
            let span = passage.span(open..close + 1);
            findings.add(span, say!("French has other quotation marks"), say!("straight"));
            findings.help(say!("write « and »"));
            let marks =
                (passage.exact(open..open + 1, checker.source), passage.exact(close..close + 1, checker.source));
            quote(findings, checker.source, marks);
        }
        for (open, close) in guillemets(&passage.text) {
            let after = french::spaces_after(&passage.text, open + '«'.len_utf8());
            let before = french::spaces_before(&passage.text, close);
            let wrong = |spaces: &Range<usize>| match &passage.text[spaces.clone()] {
                "" => spaced,
                spaces => !french::is_right(spaces),
            };
            if after.start < before.end && (wrong(&after) || wrong(&before)) {
                let (message, help) = (say!("« and » need no-break spaces inside"), say!("write U+00A0 inside"));
                findings.add(passage.span(open..close + '»'.len_utf8()), message, say!("plain inside"));
                findings.help(help);
                let exact = |range| passage.exact(range, checker.source);
                quote(findings, checker.source, (exact(open..after.end), exact(before.start..close + '»'.len_utf8())));
            }
        }
    }
}

/// Replaces the marks at two places with « and », without changing what is between.
fn quote(findings: &mut Findings, source: &Source, marks: (Option<Span>, Option<Span>)) {
    let (Some(open), Some(close)) = marks else { return };
    if open.end <= close.start {
        let words = source.slice(Span::new(open.end, close.start));
        let text = format!("«{NO_BREAK}{words}{NO_BREAK}»");
        findings.fix_safely(say!("write « and »"), Some(Span::new(open.start, close.end)), text);
    }
}

/// The pairs of straight marks. Empty if one of them may be something else, such as an inch mark.
fn straight(text: &str) -> Vec<(usize, usize)> {
    let marks: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    let opens = |at: usize| {
        let before = text[..at].chars().next_back();
        before.is_none_or(|char| char.is_whitespace() || matches!(char, '(' | '[' | '’' | '\'' | '—' | '–'))
            && text[at + 1..].chars().next().is_some_and(|char| !char.is_whitespace())
    };
    let closes = |at: usize| {
        !text[..at].ends_with(char::is_whitespace)
            && text[at + 1..].chars().next().is_none_or(|char| char.is_whitespace() || ".,;:!?)]…".contains(char))
    };
    let pairs: Vec<(usize, usize)> = marks.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    let whole = marks.len().is_multiple_of(2) && pairs.iter().all(|(open, close)| opens(*open) && closes(*close));
    if whole { pairs } else { Vec::new() }
}

/// The pairs of « and », without nested ones.
fn guillemets(text: &str) -> Vec<(usize, usize)> {
    let (mut pairs, mut open) = (Vec::new(), None);
    for (at, mark) in text.match_indices(['«', '»']) {
        match (mark, open) {
            ("«", _) => open = Some(at),
            (_, Some(from)) => {
                pairs.push((from, at));
                open = None;
            }
            _ => {}
        }
    }
    pairs
}
