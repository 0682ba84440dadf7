//! The questions of a deck taken together: names that are used twice, and those that repeat an earlier one.

use std::collections::HashMap;

use crate::block::{AnyKind, Block, Body};
use crate::deck::{Deck, read};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::table::{At, Reader};
use crate::text;

/// The kinds that take answers, by the names of their fences.
const ASKING: [&str; 5] = ["checklist", "open", "poll", "quiz", "rating"];

/// Fills in what polls and ratings leave to the one that they repeat; reports names that are used twice or that lead nowhere.
pub fn settle(deck: &mut Deck, reader: &mut Reader) {
    let mut known: HashMap<String, AnyKind> = HashMap::new();
    let mut ids: Vec<(String, Span)> = Vec::new();
    let mut found = Vec::new();
    let mut settle_block = |block: &mut Block| {
        let Some((id, at)) = named(&block.kind) else { return };
        ids.push((id.to_owned(), at.value("id")));
        found.extend(repeat(&mut block.kind, &known));
        if let Some((id, _)) = named(&block.kind) {
            known.entry(id.to_owned()).or_insert_with(|| block.kind.clone());
        }
    };
    for slide in deck.sections.iter_mut().flat_map(|section| &mut section.slides) {
        if may_ask(&slide.body) {
            slide.body.visit_mut(&mut settle_block);
        }
        slide.blocks.iter_mut().for_each(|block| block.visit_mut(&mut settle_block));
    }
    read::unique(reader, "block", ids);
    found.into_iter().for_each(|diagnostic| reader.report(diagnostic));
}

/// Whether a body may have a question among its fences. What has none need not be read before it is shown.
fn may_ask(body: &Body) -> bool {
    let text = &body.excerpt.text;
    (text.contains("```") || text.contains("~~~")) && ASKING.iter().any(|kind| text.contains(kind))
}

/// The id of a block that takes answers, and where it stands.
fn named(kind: &AnyKind) -> Option<(&str, &At)> {
    match kind {
        AnyKind::Checklist(it) => Some((&it.id, &it.at)),
        AnyKind::Open(it) => Some((&it.id, &it.at)),
        AnyKind::Poll(it) => Some((&it.id, &it.at)),
        AnyKind::Quiz(it) => Some((&it.id, &it.at)),
        AnyKind::Rating(it) => Some((&it.id, &it.at)),
        _ => None,
    }
}

/// Fills in what a question leaves to an earlier one; says so where there is none of its kind.
fn repeat(kind: &mut AnyKind, known: &HashMap<String, AnyKind>) -> Option<Diagnostic> {
    let (what, id, at) = match kind {
        AnyKind::Poll(poll) => ("poll", poll.repeat.clone()?, &poll.at),
        AnyKind::Rating(rating) => ("rating", rating.repeat.clone()?, &rating.at),
        _ => return None,
    };
    let span = at.value("repeat");
    match (kind, known.get(&id)) {
        (AnyKind::Poll(poll), Some(AnyKind::Poll(earlier))) => poll.take_from(earlier),
        (AnyKind::Rating(rating), Some(AnyKind::Rating(earlier))) => rating.take_from(earlier),
        _ => {
            let same = |kind: &&AnyKind| match what {
                "poll" => matches!(kind, AnyKind::Poll(_)),
                _ => matches!(kind, AnyKind::Rating(_)),
            };
            let mut names: Vec<&str> = known.values().filter(same).filter_map(named).map(|(id, _)| id).collect();
            names.sort_unstable();
            let help = match (text::nearest(&id, names.iter().copied()), names.first()) {
                (Some(near), _) => format!("did you mean \"{near}\"?"),
                (None, Some(first)) => format!("write the id of a {what} above this one, such as \"{first}\""),
                (None, None) => format!("there is no {what} above this one: leave `repeat` out"),
            };
            let message = format!("there is no earlier {what} called \"{}\"", text::shorten(&id, 40));
            return Some(Diagnostic::error("broken-jump", span, message, format!("no such {what}")).help(help));
        }
    }
    None
}
