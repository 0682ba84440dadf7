//! `source-missing`: a year or a percentage on a slide that names no source.

use crate::block::Colors;
use crate::deck::Slide;
use crate::lang::{noun, say};
use crate::lint::passage::has_sign;
use crate::lint::{Checker, Findings, Rule};
use crate::prose::{Passage, Prose};

pub const RULE: Rule = Rule::info("source-missing", "S003", look)
    .about(noun!("a year or a percentage on a slide that names no source"))
    .why(noun!("Somebody in the room will ask where the figure comes from."))
    .evidence(noun!("Practice of public and scientific talks; years from 1900 on, and numbers with `%`"))
    .help(noun!("add `sources = [\"…\"]`"))
    .wrong("[[section.slide]]\nbody = \"47 % des équipes\"")
    .right("[[section.slide]]\nbody = \"47 % des équipes\"\nsources = [\"cncf-2025\"]");

/// The first year or percentage in a text.
fn figure(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', '\n']).collect();
    let year = |word: &&str| {
        let digits = word.trim_matches(|char: char| !char.is_ascii_digit());
        (digits.len() == 4).then(|| digits.parse::<u16>().ok()).flatten().filter(|year| (1900..2100).contains(year))
    };
    let digit = |word: &str| word.contains(|char: char| char.is_ascii_digit());
    // French has a space before the sign, often a no-break one: "47 %".
    let percent = |index: usize| match words[index] {
        word if !word.contains('%') => None,
        word if digit(word) => Some(word.to_owned()),
        word => words[..index].last().filter(|number| digit(number)).map(|number| format!("{number} {word}")),
    };
    (0..words.len()).find_map(percent).or_else(|| words.iter().find_map(year).map(|year| year.to_string()))
}

/// Whether the slide names a source, or one of its blocks does.
fn names_a_source(slide: &Slide) -> bool {
    let mut named = !slide.sources.is_empty() || slide.at.misspells("sources");
    slide.visit(&mut |block| named |= block.source().is_some());
    named
}

/// Whether a figure may be in the text of a slide: most have none, and need not be read for it. An escape may hide one.
fn may_have_figure(written: &str) -> bool {
    let digits = written.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    digits || has_sign(written, b"%\\&")
}

fn look(checker: &Checker, findings: &mut Findings) {
    let colors = Colors::default();
    let context = checker.deck.context(checker.assets, &colors);
    let text = checker.source.whole();
    let starts: Vec<usize> = checker.slides().map(|placed| placed.slide.at.table.start).collect();
    for (index, placed) in checker.slides().enumerate() {
        // A slide is written up to where the next one starts.
        let end = starts.get(index + 1).copied().filter(|end| *end > starts[index]).unwrap_or(text.len());
        let written = text.get(starts[index]..end).unwrap_or(text);
        if !may_have_figure(written) || names_a_source(placed.slide) {
            continue;
        }
        let mut prose = Prose::default();
        placed.slide.prose(&context, &mut prose);
        prose.0.retain(|passage| !matches!(passage, Passage::Code { .. }));
        if let Some(figure) = figure(&prose.words()) {
            let message = say!("\"{figure}\" is on a slide without sources", figure);
            findings.add(placed.slide.at.table, message, say!("where does it come from?"));
        }
    }
}
