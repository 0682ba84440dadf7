//! The built-in decks and their files.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Cursor;

use crate::assets::{Assets, Header, Trouble};
use crate::deck::Deck;
use crate::picture;

/// The built-in decks: the name on the command line, and the text.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("sensibilisation", include_str!("../../decks/sensibilisation.toml")),
    ("tour", include_str!("../../decks/tour.toml")),
    ("preparer", include_str!("../../decks/preparer.toml")),
];

/// The default decks: a language, and the deck in that language.
const FIRST: &[(&str, &str)] = &[("fr", "sensibilisation"), ("en", "tour")];

/// The default deck for readers of a language; the first deck if the language is unknown.
pub fn first(language: Option<&str>) -> (&'static str, &'static str) {
    let name = FIRST.iter().find(|(code, _)| Some(*code) == language).map(|(_, name)| *name);
    name.and_then(named).unwrap_or(BUILT_IN[0])
}

/// The course of the built-in decks.
pub const COURSE: (&str, &str) = ("course", include_str!("../../decks/course.toml"));

/// The pictures of the built-in decks: their name in the decks, and their content.
const FILES: &[(&str, &[u8])] = &[("lectern.svg", include_bytes!("../../decks/lectern.svg"))];

/// The built-in deck with this name, or the course.
pub fn named(name: &str) -> Option<(&'static str, &'static str)> {
    BUILT_IN.iter().chain([&COURSE]).copied().find(|(known, _)| *known == name)
}

/// The files that a built-in deck names.
pub fn assets(deck: &Deck) -> Assets {
    deck.assets(text, header)
}

/// The content of a built-in deck or of one of its files.
pub fn bytes(name: &str) -> Result<&'static [u8], Trouble> {
    let text = || named(name.strip_suffix(".toml")?).map(|(_, text)| text.as_bytes());
    let file = FILES.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes);
    file.or_else(text).ok_or(Trouble::Missing)
}

/// The text of a built-in deck or of one of its files.
///
/// # Errors
/// If there is none, or it is not text.
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
