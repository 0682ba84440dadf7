//! Checks the names of a deck: ids that are used twice, and references that lead nowhere.

use std::collections::HashMap;

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
    unique(reader, ids);
    check_terms(&deck.terms, reader);
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
    for Identity { what, name } in ids {
        if let Some(earlier) = first.get(&(*what, name)) {
            let message = say!(
                "two {bare}s are called \"{name}\"",
                bare = bare(what),
                what = Message::noun(what),
                name = text::shorten(name, 40)
            );
            let duplicate = |label: Message| Diagnostic::error("duplicate-id", name.span, message, label);
            reader.report(match *earlier == name.span {
                true => duplicate(say!("included twice")).help(say!("include it once")),
                false => duplicate(say!("used again here"))
                    .context(*earlier, say!("first used here"))
                    .help(say!("give one of them another id")),
            });
        } else {
            first.insert((what, name), name.span);
        }
    }
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
