//! What is beside the decks that come with the program.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Cursor;

use crate::assets::{Assets, Header, Trouble};
use crate::deck::Deck;
use crate::picture;

/// The decks that come with the program: the name that people call each by, and its text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("sensibilisation", include_str!("../../decks/sensibilisation.toml")),
    ("tour", include_str!("../../decks/tour.toml")),
    ("preparer", include_str!("../../decks/preparer.toml")),
];

/// The decks that are meant without a name: the language that the user reads, and the deck that is written in it.
const FIRST: &[(&str, &str)] = &[("fr", "sensibilisation"), ("en", "tour")];

/// The deck that is meant without a name by those who read a language; the first of all where it is not known.
pub fn first(language: Option<&str>) -> (&'static str, &'static str) {
    let name = FIRST.iter().find(|(code, _)| Some(*code) == language).map(|(_, name)| *name);
    name.and_then(named).unwrap_or(BUILT_IN[0])
}

/// The course of the built-in decks.
pub const COURSE: (&str, &str) = ("course", include_str!("../../decks/course.toml"));

/// The pictures that the built-in decks name: as the decks name them, and what is in them.
const FILES: &[(&str, &[u8])] = &[("lectern.svg", include_bytes!("../../decks/lectern.svg"))];

/// The built-in deck of a name, or the course.
pub fn named(name: &str) -> Option<(&'static str, &'static str)> {
    BUILT_IN.iter().chain([&COURSE]).copied().find(|(known, _)| *known == name)
}

/// The files that a built-in deck names.
pub fn assets(deck: &Deck) -> Assets {
    deck.assets(text, header)
}

/// What is in a file of the built-in decks, or in one of those decks.
pub fn bytes(name: &str) -> Result<&'static [u8], Trouble> {
    let text = || named(name.strip_suffix(".toml")?).map(|(_, text)| text.as_bytes());
    let file = FILES.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes);
    file.or_else(text).ok_or(Trouble::Missing)
}

/// The text of a file of the built-in decks, or of one of those decks.
///
/// # Errors
/// When there is none, or it is no text.
pub fn text(name: &str) -> Result<String, Trouble> {
    String::from_utf8(bytes(name)?.to_vec()).map_err(|_| Trouble::NotText)
}

fn header(name: &str) -> Result<Header, Trouble> {
    let bytes = bytes(name)?;
    let measures = picture::measure(Cursor::new(bytes)).map_err(Trouble::Picture)?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    Ok(Header { measures, key: hasher.finish() })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::Source;

    #[test]
    fn every_file_that_a_built_in_deck_shows_is_built_in_as_it_is_beside_it() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks");
        let mut named = Vec::new();
        for (language, name) in FIRST {
            let (deck, _) = crate::deck::read_surface(&Source::new(*name, first(Some(language)).1));
            assert_eq!(deck.lang.as_deref(), Some(*language), "{name}");
        }
        for (name, text) in BUILT_IN {
            let (deck, _) = crate::deck::read(&Source::new(*name, text));
            for (_, name) in deck.files() {
                assert_eq!(bytes(name), Ok(std::fs::read(folder.join(name)).unwrap().as_slice()), "{name}");
                named.push(name.to_owned());
            }
        }
        let files = FILES.iter().map(|(name, _)| *name).chain(["course.toml"]);
        assert!(files.into_iter().all(|name| named.contains(&name.to_owned())));
    }
}
