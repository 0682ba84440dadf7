//! The names of a deck taken together: ids that are used twice, and references that lead nowhere.

use std::collections::HashMap;

use crate::block;
use crate::deck::Deck;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::table::{Identity, Known, Name, Nature, Reader};
use crate::text;

/// Reports ids that two tables of a sort have, blocks among them.
pub fn check_ids(deck: &Deck, reader: &mut Reader) {
    let mut ids: Vec<&Identity> = Vec::new();
    block::each(deck, |nature| matches!(nature, Nature::Id), |id| ids.push(id));
    unique(reader, ids);
}

/// Reports what was noted in reading and leads nowhere: ids that nothing has, blocks that need the deck's `[course]`.
pub fn check_references(deck: &Deck, reader: &mut Reader) {
    let mut ids: HashMap<&str, Vec<&str>> = HashMap::new();
    block::each(deck, |_| false, |id: &Identity| ids.entry(id.what).or_default().push(&id.name));
    let known: HashMap<&str, Known> = ids.into_iter().map(|(what, ids)| (what, Known::of(ids))).collect();
    let none = Known::of([]);
    for Identity { what, name } in std::mem::take(&mut reader.references) {
        unknown(what, known.get(what).unwrap_or(&none), &name).into_iter().for_each(|it| reader.report(it));
    }
    for at in std::mem::take(&mut reader.courses).into_iter().filter(|_| deck.course.is_none()) {
        let missing = Diagnostic::error("type-or-missing", at, "the deck has no `[course]`", "drawn from it");
        reader.report(missing.help("add `[course]` with `name`, `step` and `of` to the head of the deck"));
    }
}

/// Reports ids that two of a sort have.
pub fn unique(reader: &mut Reader, mut ids: Vec<&Identity>) {
    // One that is missing has no place.
    ids.retain(|id| id.name.span != Span::default());
    ids.sort_by_key(|id| id.name.span.start);
    let mut first: HashMap<(&str, &str), Span> = HashMap::new();
    for Identity { what, name } in ids {
        if let Some(earlier) = first.get(&(*what, name)) {
            let message = format!("two {what}s are called \"{}\"", text::shorten(name, 40));
            let diagnostic = Diagnostic::error("duplicate-id", name.span, message, "used again here")
                .context(*earlier, "first used here");
            reader.report(diagnostic.help("give one of them another id"));
        } else {
            first.insert((what, name), name.span);
        }
    }
}

/// Says that nothing has the id; None where it is known.
pub fn unknown(what: &str, known: &Known, id: &Name) -> Option<Diagnostic> {
    if known.has(id) {
        return None;
    }
    let help = match known.nearest(id) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if what == "slide" => format!("give the slide that is meant `id = \"{}\"`", text::shorten(id, 40)),
        None => format!("add `[[{what}]]` with `id = \"{}\"`", text::shorten(id, 40)),
    };
    let message = format!("there is no {what} called \"{}\"", text::shorten(id, 40));
    Some(Diagnostic::error("broken-jump", id.span, message, format!("no such {what}")).help(help))
}
