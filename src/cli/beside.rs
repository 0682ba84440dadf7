//! What lies beside a deck: in its folder, or in the program for a deck that comes with it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Cursor;
use std::path::{Path, PathBuf};

use crate::assets::{Assets, Header, Trouble};
use crate::cli::{BUILT_IN, built_in_named};
use crate::deck::Deck;
use crate::files;
use crate::picture;
use crate::terminal::{self, PictureReader};

/// The files that the built-in decks name: as the decks name them, and what is in them.
const FILES: &[(&str, &[u8])] = &[
    ("course.toml", include_bytes!("../../decks/course.toml")),
    ("lectern.svg", include_bytes!("../../decks/lectern.svg")),
];

/// The files that a deck names; `asked` is the deck as it was asked for.
pub fn assets(asked: Option<&Path>, deck: &Deck, folder: &Path) -> Assets {
    if !is_built_in(asked) {
        return files::read_assets(deck, folder);
    }
    deck.assets(text, header)
}

/// The same, with what is found wrong with the pictures when they are decoded.
pub fn assets_looked_over(asked: Option<&Path>, deck: &Deck, folder: &Path) -> Assets {
    let mut assets = assets(asked, deck, folder);
    terminal::find_picture_faults(&mut assets, reader(asked.map(Path::to_owned), folder.to_owned()));
    assets
}

/// What reads the pictures beside a deck; `asked` is the deck as it was asked for.
pub fn reader(asked: Option<PathBuf>, folder: PathBuf) -> PictureReader {
    let built_in = is_built_in(asked.as_deref());
    Box::new(move |name| match built_in {
        true => bytes(name).ok().map(<[u8]>::to_vec),
        false => files::read_picture(name, &folder).ok(),
    })
}

/// Whether the deck asked for comes with the program.
pub fn is_built_in(asked: Option<&Path>) -> bool {
    asked.is_none_or(|path| built_in_named(path).is_some())
}

fn bytes(name: &str) -> Result<&'static [u8], Trouble> {
    let deck = || BUILT_IN.iter().find(|(known, _)| name.strip_suffix(".toml") == Some(known));
    let file = FILES.iter().find(|(known, _)| *known == name).map(|(_, bytes)| *bytes);
    file.or_else(|| deck().map(|(_, text)| text.as_bytes())).ok_or(Trouble::Missing)
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
    use super::*;
    use crate::cli::built_in;

    #[test]
    fn every_file_that_a_built_in_deck_shows_is_built_in_as_it_is_beside_it() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks");
        let mut named = Vec::new();
        for it in BUILT_IN {
            let (deck, _) = crate::deck::read(&built_in(*it));
            for (_, name) in deck.files() {
                assert_eq!(bytes(name), Ok(std::fs::read(folder.join(name)).unwrap().as_slice()), "{name}");
                named.push(name.to_owned());
            }
        }
        assert!(FILES.iter().all(|(name, _)| named.contains(&(*name).to_owned())));
    }
}
