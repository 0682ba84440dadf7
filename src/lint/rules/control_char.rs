//! `control-char`: a control character in a string.

use crate::lang::{noun, say};
use crate::lint::passage::runs;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("control-char", "X001", look)
    .about(noun!("a control character in a string"))
    .why(noun!("Terminals obey control characters: they can move the cursor, change the window’s title, or write to the clipboard. Here they are shown as signs (␛), so the room sees rubbish; other programs that read the deck may obey."))
    .evidence(noun!("CVE-2003-0063, CVE-2022-45063, RUSTSEC-2025-0055 and others; TOML lets `\\u001b` through. Strong"))
    .help(noun!("remove it"))
    .wrong("title = \"\\u001b[31mRouge\"")
    .right("title = \"Rouge\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for text in checker.texts() {
        for range in runs(&text.text, |char| char.is_control() && !matches!(char, '\n' | '\t')) {
            let first = text.text[range.clone()].chars().next().unwrap_or_default();
            let message =
                say!("a control character in a string: U+{first}", first = format!("{:04X}", u32::from(first)));
            let span = text.map.span(range.clone());
            findings.add(span, message, say!("never shown as such"));
            match letter(&checker.source.whole()[span.start..]) {
                Some(letter) => findings.help(say!(
                    "TOML reads `\\{letter}` as an escape: write the text between `'''`, where nothing is an escape",
                    letter
                )),
                None => findings.fix_safely(say!("remove it"), text.exact(range, checker.source), ""),
            }
        }
    }
}

/// The letter after the `\` that became a control character at the start of a word: someone who wrote `\beta` meant the letters.
fn letter(written: &str) -> Option<char> {
    let mut letters = written.strip_prefix('\\')?.chars();
    let letter = letters.next().filter(|it| matches!(it, 'b' | 'f' | 'e' | 'r'))?;
    letters.next().is_some_and(char::is_alphabetic).then_some(letter)
}
