//! `broken-word`: a word that is split in the middle, or cut, because there is no room.

use std::collections::HashSet;

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::page::Harm;
use crate::source::Span;
use crate::text;

pub const RULE: Rule = Rule::warning("broken-word", "L023", look)
    .about(noun!("a word that is split in the middle, or cut, because there is no room"))
    .why(noun!("A word in two pieces is read as two words, and a room reads no hyphen into it. It happens where room is narrow: in cells, columns, cards, labels."))
    .evidence(noun!("Measured with the layout that presents, at every size in `sizes` (80x24 and 120x36 where the deck names none)"))
    .help(noun!("shorten it, give it more room (fewer columns, other `widths`), or write a space where it may be split"))
    .wrong("columns = ['Anticonstitutionnellement', '…', '…', '…', '…']")
    .right("columns = ['Contre la Constitution', '…', '…']");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut told = HashSet::new();
    for (slide, size, sheet) in checker.sheets() {
        for harm in sheet.title.harmed.iter().chain(&sheet.body.harmed) {
            let (Harm::Broken(words) | Harm::Cut(words)) = harm else { continue };
            if !told.insert((*slide, harm)) {
                continue;
            }
            let (shown, size) = (text::shorten(words, 60), size.to_string());
            let (message, label) = match harm {
                Harm::Broken(_) => {
                    (say!("\"{shown}\" is split between its letters at {size}", shown, size), say!("broken"))
                }
                _ => (say!("\"{shown}\" is cut at {size}", shown, size), say!("cut")),
            };
            findings.add(place(checker, *slide, words), message, label);
            findings.on(Some(*slide));
        }
    }
}

/// Where words on a slide are written in the file. The slide's table if they come from elsewhere.
fn place(checker: &Checker, slide: usize, words: &str) -> Span {
    let written = checker.texts().iter().filter(|it| it.slide == Some(slide));
    let written = written.filter_map(|it| Some((it.field, it.map.span(range(&it.text, words)?))));
    let read = checker.passages().iter().filter(|it| it.slide == Some(slide));
    let read = read.filter_map(|it| Some((it.field, it.span(range(&it.text, words)?))));
    let mut all = written.chain(read).filter(|(field, _)| field.is_shown());
    let table = || checker.deck.slide(slide).map_or(Span::default(), |placed| placed.slide.at.table);
    all.next().map_or_else(table, |(_, span)| span)
}

fn range(text: &str, words: &str) -> Option<std::ops::Range<usize>> {
    text.find(words).map(|at| at..at + words.len())
}
