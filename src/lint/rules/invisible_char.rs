//! `invisible-char`: a character that is invisible.

use std::ops::Range;

use crate::lang::{noun, say};
use crate::lint::passage::rare_runs;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::warning("invisible-char", "X003", look)
    .about(noun!("a character that is invisible"))
    .why(noun!("It comes with text copied from a web page or a word processor. A search does not find the word that contains it, and the screen shows � in its place."))
    .evidence(noun!("Unicode, Default_Ignorable_Code_Point; hidden text is a known way to smuggle instructions. Joiners in emoji and in the scripts that need them are left alone"))
    .help(noun!("remove it"))
    .wrong("title = \"un\\u200bmot\"")
    .right("title = \"un mot\"");

/// How these characters begin in UTF-8.
const BYTES: &[u8] = &[0xcd, 0xe1, 0xe2, 0xe3, 0xef, 0xf3];

fn is_invisible(char: char) -> bool {
    matches!(char, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{180e}' | '\u{2028}' | '\u{2029}'
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{34f}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn look(checker: &Checker, findings: &mut Findings) {
    for text in checker.texts() {
        for range in rare_runs(&text.text, BYTES, is_invisible).filter(|range| !is_needed(&text.text, range)) {
            let first = text.text[range.clone()].chars().next().unwrap_or_default();
            let written = if matches!(first, '\u{2028}' | '\u{2029}') { " " } else { "" };
            let message = say!("an invisible character: U+{first}", first = format!("{:04X}", u32::from(first)));
            findings.add(text.map.span(range.clone()), message, say!("here"));
            findings.fix_safely(say!("remove it"), text.exact(range, checker.source), written);
        }
    }
}

/// Whether joiners or tags are needed by a script or an emoji.
fn is_needed(text: &str, range: &Range<usize>) -> bool {
    let (before, after) = (text[..range.start].chars().next_back(), text[range.end..].chars().next());
    let mut inside = text[range.clone()].chars();
    match (inside.next(), inside.next()) {
        (Some('\u{200d}'), None) => {
            before.is_some_and(|it| is_picture(it) || is_joined(it))
                && after.is_some_and(|it| is_picture(it) || is_joined(it))
                || before.is_some_and(is_joined)
        }
        (Some('\u{200c}'), None) => before.is_some_and(is_joined),
        // Flags of regions such as Scotland: a black flag, then the letters of the region as tags.
        (Some('\u{e0020}'..='\u{e007f}'), _) => {
            before == Some('\u{1f3f4}') && text[range.clone()].ends_with('\u{e007f}')
        }
        _ => false,
    }
}

/// Emoji, skin tones and variants.
fn is_picture(char: char) -> bool {
    matches!(char, '\u{fe0f}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// The scripts in which joiners are part of the spelling: Arabic, Syriac, those of India, Myanmar, Khmer and Mongolian.
fn is_joined(char: char) -> bool {
    matches!(char, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_its_characters_begin_with_one_of_the_bytes() {
        let first = |char: char| char.to_string().as_bytes()[0];
        assert!(('\0'..=char::MAX).filter(|char| is_invisible(*char)).all(|char| BYTES.contains(&first(char))));
    }
}
