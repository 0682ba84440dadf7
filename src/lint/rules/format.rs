//! `format`: a deck that is not in its canonical form.

use crate::canonical;
use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::source::{Edit, Span};

pub const RULE: Rule = Rule::off("format", "H003", look)
    .about(noun!("a deck that is not in its canonical form"))
    .why(noun!(
        "If every deck is laid out the same way, a diff shows only what was changed. `pupitre fmt` writes this form."
    ))
    .evidence(noun!("As gofmt and rustfmt do; a decision for the team, so it is off by default"))
    .help(noun!("write it with `pupitre fmt`"))
    .wrong("[[section.slide]]\n\nbody  = \"Un mot.\"\ntitle = \"Bonjour\"")
    .right("[[section.slide]]\ntitle = \"Bonjour\"\nbody = \"Un mot.\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let text = &checker.source.text;
    // Invalid TOML is reported when the deck is read.
    let Some(form) = canonical::form(text) else { return };
    let Some(Edit { span, text: lines }) = Edit::between(text, &form) else { return };
    let line_end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
    findings.add(
        Span::new(span.start, line_end),
        say!("this deck is not in its canonical form"),
        say!("the first line that differs"),
    );
    findings.on(None);
    findings.fix_safely(say!("write the canonical form"), Some(span), lines);
}
