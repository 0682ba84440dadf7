//! `combining-flood`: more combining marks on a letter than any script uses.

use unicode_width::UnicodeWidthChar;

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("combining-flood", "X004", look)
    .about(noun!("more combining marks on a letter than any script uses"))
    .why(noun!("Marks heaped on a letter run over the lines above and below, and some terminals break on them. Pupitre shows the first ones only."))
    .evidence(noun!("CVE-2021-27135 (xterm). The widest real scripts use four marks or so. Strong"))
    .limit(8, noun!("marks"))
    .help(noun!("keep the letter, remove the marks"))
    .wrong("title = \"Z̴̢̛̛̛̛̛̛̛̛̛̛algo\"")
    .right("title = \"Zalgo\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for text in checker.texts().iter().filter(|text| !text.text.is_ascii()) {
        let (mut start, mut marks) = (0, 0);
        for (at, char) in text.text.char_indices().chain([(text.text.len(), ' ')]) {
            if is_mark(char) {
                marks += 1;
                continue;
            }
            if marks > findings.limit() {
                let message = say!("{marks} marks on one letter", marks);
                findings.add(text.map.span(start..at), message, say!("a flood"));
            }
            (start, marks) = (at, 0);
        }
    }
}

/// Whether this is a combining mark: it has no width and is drawn on the letter before it.
fn is_mark(char: char) -> bool {
    let other = matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    char > '\u{2ff}' && !other && char.width() == Some(0)
}
