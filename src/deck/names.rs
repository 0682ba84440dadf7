//! Checks the names of a deck: ids that are used twice, and references that lead nowhere.

use std::collections::{HashMap, HashSet};

use crate::block;
use crate::deck::{Deck, Term};
use crate::diagnostic::Diagnostic;
use crate::lang::{Message, say};
use crate::source::Span;
use crate::table::{Identity, Known, Name, Nature, Reader, bare};
use crate::text;

/// Reports ids that two tables of one kind have, blocks included.
pub fn check_ids(deck: &Deck, reader: &mut Reader) {
    let mut ids: Vec<&Identity> = Vec::new();
    block::each(deck, |nature| matches!(nature, Nature::Id), |id| ids.push(id));
    // A slide that is included twice has its ids from the same place.
    let mut places = HashSet::new();
    let (once, again): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| places.insert(id.name.span));
    unique(reader, once);
    if again.iter().any(|id| id.name.span != Span::default()) {
        check_included_twice(deck, reader);
    }
    check_terms(&deck.terms, reader);
}

/// Reports ids of slides that are included twice, where they are included again: one for each.
fn check_included_twice(deck: &Deck, reader: &mut Reader) {
    let mut first: HashMap<Span, usize> = HashMap::new();
    let mut told = HashSet::new();
    for (index, placed) in deck.slides().enumerate() {
        let Some(site) = deck.sections.included.site_of(index) else { continue };
        block::each(
            placed.slide,
            |nature| matches!(nature, Nature::Id),
            |id: &Identity| {
                let earlier = *first.entry(id.name.span).or_insert(index);
                if earlier == index || !told.insert(site.name) {
                    return;
                }
                let wrong = Diagnostic::error("duplicate-id", site.name, two_called(id), say!("included twice"));
                let other = deck.sections.included.site_of(earlier).map(|earlier| earlier.name);
                let wrong = match other.filter(|other| *other != site.name) {
                    Some(other) => wrong.context(other, say!("included here first")),
                    None => wrong.context(id.name.span, say!("from here")),
                };
                reader.report(wrong.help(say!("include it once")));
            },
        );
    }
}

/// Reports words that the glossary defines twice, in upper or lower case.
fn check_terms(terms: &[Term], reader: &mut Reader) {
    let mut first: HashMap<String, Span> = HashMap::new();
    for term in terms {
        let (place, name) = (term.at.value("name"), text::shorten(&term.name, 40));
        let earlier = *first.entry(term.name.to_lowercase()).or_insert(place);
        if earlier != place && !term.name.is_empty() {
            let message = say!("the term \"{name}\" is defined twice", name);
            let found = Diagnostic::error("duplicate-id", place, message, say!("defined again here"));
            reader.report(found.context(earlier, say!("first defined here")).help(say!("keep one of them")));
        }
    }
}

/// Reports references that lead nowhere: unknown ids, and blocks that need a `[course]` the deck lacks.
pub fn check_references(deck: &Deck, reader: &mut Reader) {
    if reader.references.is_empty() && reader.courses.is_empty() {
        return;
    }
    let mut ids: HashMap<&str, Vec<&str>> = HashMap::new();
    block::each(deck, |_| false, |id: &Identity| ids.entry(id.what).or_default().push(&id.name));
    let known: HashMap<&str, Known> = ids.into_iter().map(|(what, ids)| (what, Known::of(ids))).collect();
    let none = Known::of([]);
    for Identity { what, name } in std::mem::take(&mut reader.references) {
        unknown(what, known.get(what).unwrap_or(&none), &name).into_iter().for_each(|it| reader.report(it));
    }
    for at in std::mem::take(&mut reader.courses).into_iter().filter(|_| deck.course.is_none()) {
        let missing =
            Diagnostic::error("type-or-missing", at, say!("the deck has no `[course]`"), say!("drawn from it"));
        reader.report(missing.help(say!("add `[course]` with `name`, `step` and `of` at the top of the deck")));
    }
}

/// Reports ids that two things of one kind have.
pub fn unique(reader: &mut Reader, mut ids: Vec<&Identity>) {
    // A missing id has no place.
    ids.retain(|id| id.name.span != Span::default());
    ids.sort_by_key(|id| id.name.span.start);
    let mut first: HashMap<(&str, &str), Span> = HashMap::new();
    for id in ids {
        if let Some(earlier) = first.get(&(id.what, &id.name)) {
            let duplicate = Diagnostic::error("duplicate-id", id.name.span, two_called(id), say!("used again here"));
            let duplicate = duplicate.context(*earlier, say!("first used here"));
            reader.report(duplicate.help(say!("give one of them another id")));
        } else {
            first.insert((id.what, &id.name), id.name.span);
        }
    }
}

fn two_called(id: &Identity) -> Message {
    let (bare, what, name) = (bare(id.what), Message::noun(id.what), text::shorten(&id.name, 40));
    say!("two {bare}s are called \"{name}\"", bare, what, name)
}

/// The finding for an unknown id. `None` if it is known.
pub fn unknown(what: &'static str, known: &Known, id: &Name) -> Option<Diagnostic> {
    if known.has(id) {
        return None;
    }
    let help = match known.nearest(id) {
        Some(near) => say!("did you mean \"{near}\"?", near),
        None if what == "a slide" => say!("give the intended slide `id = \"{id}\"`", id = text::shorten(id, 40)),
        None => say!("add `[[{bare}]]` with `id = \"{id}\"`", bare = bare(what), id = text::shorten(id, 40)),
    };
    let message = say!(
        "there is no {bare} called \"{id}\"",
        bare = bare(what),
        what = Message::noun(what),
        id = text::shorten(id, 40)
    );
    Some(Diagnostic::error("broken-jump", id.span, message, say!("no such {bare}", bare = bare(what))).help(help))
}
