//! `french-ordinal`: an ordinal, a ligature or a repeated word that French writes differently.

use std::ops::Range;

use crate::lang::{noun, say};
use crate::lint::passage::runs;
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::info("french-ordinal", "T009", look)
    .about(noun!("an ordinal, a ligature or a repeated word that French writes differently"))
    .why(noun!("“1re”, “2e” and “cœur” are the spellings; a small word that is repeated is a typing slip."))
    .evidence(noun!("Lexique des règles typographiques en usage à l’Imprimerie nationale for the ordinals; LanguageTool, WORD_REPEAT. Repeated: only words that French never doubles"))
    .wrong("body = '''La 2ème étape, au coeur de de la doctrine'''")
    .right("body = '''La 2e étape, au cœur de la doctrine'''");

/// Endings of ordinals, longest first, with the right ones.
const ENDINGS: &[(&str, &str)] = &[
    ("ièmes", "es"),
    ("iemes", "es"),
    ("ième", "e"),
    ("ieme", "e"),
    ("èmes", "es"),
    ("emes", "es"),
    ("ème", "e"),
    ("eme", "e"),
    ("ères", "res"),
    ("ère", "re"),
    ("ere", "re"),
];

/// The starts of words in which `oe` is always `œ`.
const LIGATURES: &[&str] = &[
    "coeur", "soeur", "noeud", "oeuvr", "oeil", "oeuf", "voeu", "boeuf", "moeurs", "manoeuv", "choeur", "rancoeur",
    "desoeuv",
];

/// Words that are never written twice in a row.
const SINGLE: &[&str] = &[
    "de", "le", "les", "des", "du", "et", "un", "une", "dans", "pour", "sur", "par", "avec", "au", "aux", "ou", "mais",
    "ce", "ces", "son", "sa", "ses", "est", "sont", "qui", "à", "il", "on", "se", "sans", "entre",
];

fn look(checker: &Checker, findings: &mut Findings) {
    for passage in checker.french() {
        let mut last: Option<(&str, usize)> = None;
        for range in runs(&passage.text, char::is_alphanumeric) {
            let (at, word) = (range.start, &passage.text[range.clone()]);
            if let Some((ending, right)) = ordinal(word) {
                let message = say!("the ordinal is written \"{start}{right}\"", start = &word[..ending.start], right);
                let ending = at + ending.start..at + ending.end;
                findings.add(passage.span(range), message, say!("ordinal"));
                findings.help(say!("write \"{right}\"", right));
                findings.suggest(&say!("write {right}", right), passage.exact(ending, checker.source), right);
            } else if let Some(oe) = ligature(word) {
                let written = if word[oe..].starts_with('O') { "Œ" } else { "œ" };
                let oe = at + oe..at + oe + 2;
                findings.add(passage.span(range), say!("`oe` is a ligature here"), say!("ligature"));
                findings.help(say!("write {written}", written));
                findings.suggest(&say!("write {written}", written), passage.exact(oe, checker.source), written);
            } else if let Some((_, end)) = last.filter(|(earlier, end)| repeats(&passage.text, earlier, *end, at, word))
            {
                let message = say!("\"{word}\" is repeated", word);
                findings.add(passage.span(range.clone()), message, say!("again"));
                findings.help(say!("remove one of them"));
                findings.suggest(say!("remove it"), passage.exact(end..range.end, checker.source), "");
            }
            last = Some((word, at + word.len()));
        }
    }
}

/// The wrong ending of an ordinal in figures, and the right one. "Ère" after a number is only right for "1".
fn ordinal(word: &str) -> Option<(Range<usize>, &'static str)> {
    if !word.starts_with(|char: char| char.is_ascii_digit() || "IVXLC".contains(char)) {
        return None;
    }
    let (wrong, right) = ENDINGS.iter().find(|(wrong, _)| word.ends_with(wrong))?;
    let figures = &word[..word.len() - wrong.len()];
    let roman = figures.len() > 1 && figures.chars().all(|char| "IVXLC".contains(char));
    let digits = !figures.is_empty() && figures.bytes().all(|byte| byte.is_ascii_digit());
    let first = wrong.contains("re");
    (digits && (!first || figures == "1") || roman && !first).then_some((figures.len()..word.len(), *right))
}

/// Where a word has `oe` instead of a ligature.
fn ligature(word: &str) -> Option<usize> {
    let at = word.as_bytes().windows(2).position(|it| matches!(it, b"oe" | b"Oe" | b"OE"))?;
    let lower = word.to_lowercase();
    LIGATURES.iter().any(|begin| lower.starts_with(begin)).then_some(at)
}

/// Whether a word repeats the one before it, with only a space between.
fn repeats(text: &str, earlier: &str, end: usize, at: usize, word: &str) -> bool {
    let between = &text[end..at];
    let same = earlier.len() == word.len() && (earlier == word || earlier.to_lowercase() == word);
    let apart = || !between.is_empty() && between.chars().all(|char| char == ' ' || char == '\n');
    same && apart() && SINGLE.contains(&word)
}
