//! `format`: a deck that is not in its canonical form.

use crate::canonical;
use crate::lint::{Checker, Findings, Rule};
use crate::source::{Edit, Span};

pub const RULE: Rule = Rule::off("format", "H003", look)
    .about("a deck that is not in its canonical form")
    .why("Where every deck is laid out in the same way, a change shows only what was changed. `pupitre fmt` writes the form.")
    .evidence("The habit of gofmt and rustfmt; a matter of the team, so it is off unless it is asked for")
    .help("write it with `pupitre fmt`")
    .wrong("[[section.slide]]\n\nbody  = \"Un mot.\"\ntitle = \"Bonjour\"")
    .right("[[section.slide]]\ntitle = \"Bonjour\"\nbody = \"Un mot.\"");

fn look(checker: &Checker, findings: &mut Findings) {
    let text = &checker.source.text;
    // What is no TOML was found in reading.
    let Some(form) = canonical::form(text) else { return };
    let Some(Edit { span, text: lines }) = Edit::between(text, &form) else { return };
    let line_end = text[span.start..].find('\n').map_or(text.len(), |at| span.start + at);
    findings.add(
        Span::new(span.start, line_end),
        "this deck is not in its canonical form",
        "the first line that differs",
    );
    findings.on(None);
    findings.fix_safely("write the canonical form", Some(span), lines);
}
