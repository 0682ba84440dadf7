//! The page that a reader keeps of a deck: what to remember, contacts, objectives, their answers and notes, the glossary.

use std::fmt::Write as _;

use crate::block::Colors;
use crate::export::paper;
use crate::markdown::escaped;
use crate::prose::Prose;
use crate::replay::Replay;

/// The page as Markdown.
pub fn page(replay: &Replay) -> String {
    let (deck, said) = (&replay.deck, &replay.words.replay);
    let mut out = format!("# {}\n\n{}, {}\n", escaped(&deck.title), said.page_title, replay.today_in_words());
    if !deck.objectives.is_empty() {
        let _ = write!(out, "\n## {}\n\n", said.able_to);
        for (sign, words) in replay.objectives_told() {
            let _ = writeln!(out, "- {sign} {}", escaped(&words));
        }
    }
    let colors = Colors::default();
    let context = deck.context(&replay.assets, &colors);
    for placed in deck.slides().filter(|placed| placed.slide.keep) {
        let mut prose = Prose::default();
        prose.heading(2, placed.slide.heading(placed.number));
        placed.slide.prose(&context, &mut prose);
        let _ = write!(out, "\n{}", paper::markdown(&prose));
    }
    let own = replay.own_below(3, true);
    if !own.is_empty() {
        let _ = write!(out, "\n## {}\n{own}", said.own_title);
    }
    if !deck.terms.is_empty() {
        let _ = write!(out, "\n## {}\n\n", said.glossary);
        for term in &deck.terms {
            let mut prose = Prose::default();
            prose.paragraph(term.definition.as_str());
            let prose = prose.led_by(term.name.as_str());
            let _ = writeln!(out, "- {}", paper::markdown(&prose).trim());
        }
    }
    out
}
