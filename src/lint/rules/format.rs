//! `format`: a deck that is not in its canonical form.

use std::ops::Range;

use crate::canonical;
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule {
    name: "format",
    code: "H003",
    severity: None,
    about: "a deck that is not in its canonical form",
    why: "Where every deck is laid out in the same way, a change shows only what was changed. `pupitre fmt` writes the form.",
    evidence: "The habit of gofmt and rustfmt; a matter of the team, so it is off unless it is asked for",
    limit: None,
    wrong: "[[section.slide]]\n\nbody  = \"Un mot.\"\ntitle = \"Bonjour\"",
    right: "[[section.slide]]\ntitle = \"Bonjour\"\nbody = \"Un mot.\"",
    look,
};

fn look(checker: &Checker, findings: &mut Findings) {
    let text = &checker.source.text;
    // What is no TOML was found in reading.
    let Some(form) = canonical::form(text).filter(|form| form != text) else { return };
    let (old, new) = difference(text, &form);
    let line_end = text[old.start..].find('\n').map_or(text.len(), |at| old.start + at);
    findings.add(
        None,
        Span::new(old.start, line_end),
        "this deck is not in its canonical form",
        "the first line that differs",
        "write it with `pupitre fmt`",
    );
    findings.fix_safely("write the canonical form", Some(old.into()), &form[new]);
}

/// The lines of two texts between those that are equal at the start and at the end.
fn difference(old: &str, new: &str) -> (Range<usize>, Range<usize>) {
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let bytes = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let same = old_lines.iter().zip(&new_lines).take_while(|(one, other)| one == other).count();
    let (old_rest, new_rest) = (&old_lines[same..], &new_lines[same..]);
    let same_end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(one, other)| one == other).count();
    let (start, end) = (bytes(&old_lines[..same]), bytes(&old_rest[old_rest.len() - same_end..]));
    (start..old.len() - end, start..new.len() - end)
}
