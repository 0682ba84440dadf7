//! Where a deck or a course comes from: built in, a file, or one of the user's own. Found out once.
//!
//! Everything beside a deck (pictures, code, its theme, its course) is read through its origin, so that nothing else has to resolve the name on the
//! command line.

use std::path::{Path, PathBuf};

use clap::CommandFactory;

use crate::assets::{Assets, Trouble};
use crate::cli::beside::{self, BUILT_IN};
use crate::cli::{Failure, Pupitre, bring, language, own};
use crate::deck::{self, Deck};
use crate::files::{self, Unread};
use crate::lang::{Message, say};
use crate::source::Source;
use crate::terminal::{self, PictureReader};
use crate::text;

/// Where a deck or a course comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Built in: its name and its text.
    BuiltIn(&'static str, &'static str),
    /// A file, which may not exist.
    File(PathBuf),
}

impl Default for Origin {
    /// The first built-in deck.
    fn default() -> Self {
        let (name, text) = BUILT_IN[0];
        Self::BuiltIn(name, text)
    }
}

impl Origin {
    /// What the user named: a file, else a built-in deck or course, else one of the user's own. Without a name, the built-in deck in the user's
    /// language.
    pub fn of(asked: Option<&Path>) -> Self {
        let Some(path) = asked else {
            let (name, text) = beside::first(language::known());
            return Self::BuiltIn(name, text);
        };
        let is_name = path.file_name() == Some(path.as_os_str()) && path.extension().is_none_or(|it| it != "toml");
        // A file that the user wrote wins over a built-in deck that they may not know of.
        if !is_name || path.is_file() {
            return Self::File(path.to_owned());
        }
        let built_in = || path.to_str().and_then(beside::named).map(|(name, text)| Self::BuiltIn(name, text));
        let own = || own::named(path).unwrap_or_else(|| path.to_owned());
        built_in().unwrap_or_else(|| Self::File(own()))
    }

    /// All built-in decks.
    pub fn all_built_in() -> impl Iterator<Item = Self> {
        BUILT_IN.iter().map(|(name, text)| Self::BuiltIn(name, text))
    }

    /// Its file. `None` if it is built in.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::BuiltIn(..) => None,
            Self::File(path) => Some(path),
        }
    }

    /// Its name on the command line.
    pub fn name(&self) -> String {
        match self {
            Self::BuiltIn(name, _) => (*name).to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// Its folder. Empty for the current folder, and for a built-in deck.
    pub fn folder(&self) -> &Path {
        self.file().and_then(Path::parent).unwrap_or(Path::new(""))
    }

    /// The name of its text in messages.
    pub fn source_name(&self) -> String {
        match self {
            Self::BuiltIn(name, _) => format!("decks/{name}.toml"),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The text.
    pub fn read(&self) -> Result<Source, Failure> {
        let path = match self {
            Self::BuiltIn(_, text) => return Ok(Source::new(self.source_name(), text)),
            Self::File(path) => path,
        };
        if bring::is_markdown(path) && path.try_exists().is_ok_and(|it| it) {
            return bring::deck(path);
        }
        let source = files::read_source(path).map_err(|why| match path.try_exists() {
            Ok(false) => Failure::new(missing(path)),
            _ => Failure::new(why),
        })?;
        Ok(self.with_included(source))
    }

    /// The text of a deck followed by those of the files it includes.
    pub fn with_included(&self, source: Source) -> Source {
        deck::with_included(&source, |name| self.text_beside(name)).unwrap_or(source)
    }

    /// The files that the deck names.
    pub fn assets(&self, deck: &Deck) -> Assets {
        match self {
            Self::BuiltIn(..) => beside::assets(deck),
            Self::File(_) => files::read_assets(deck, self.folder()),
        }
    }

    /// The same, with what is wrong with the pictures, which are decoded for this.
    pub fn looked_over(&self, deck: &Deck) -> Assets {
        let mut assets = self.assets(deck);
        terminal::find_picture_faults(&mut assets, self.pictures());
        assets
    }

    /// The files to watch for the deck: its own, those that it names, and the requested theme. A built-in deck has no files of its own.
    pub fn files(&self, deck: &Deck, assets: &Assets, theme: Option<&str>) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = theme.map(PathBuf::from).into_iter().collect();
        if let Self::File(path) = self {
            let theme = deck.theme_file();
            files.push(path.clone());
            files.extend(bring::read_beside(path));
            files.extend(assets.names().chain(theme).map(|name| self.folder().join(name)));
        }
        files
    }

    /// A function that reads the pictures beside the deck.
    pub fn pictures(&self) -> PictureReader {
        let origin = self.clone();
        Box::new(move |name| match &origin {
            Self::BuiltIn(..) => beside::bytes(name).ok().map(<[u8]>::to_vec),
            Self::File(_) => files::read_picture(name, origin.folder()).ok(),
        })
    }

    /// The origin of a file named relative to this one.
    pub fn beside(&self, name: &str) -> Option<Self> {
        match self {
            Self::BuiltIn(..) => {
                beside::named(name.strip_suffix(".toml")?).map(|(name, text)| Self::BuiltIn(name, text))
            }
            Self::File(_) => Some(Self::File(self.folder().join(name))),
        }
    }

    /// The text of a file named relative to this one.
    pub fn text_beside(&self, name: &str) -> Result<String, Trouble> {
        match self {
            Self::BuiltIn(..) => beside::text(name),
            Self::File(_) => files::read_asset(name, self.folder()),
        }
    }
}

/// The error that no file has this name, with a suggestion.
pub fn missing(path: &Path) -> Unread {
    let name = path.display().to_string();
    Unread::new(say!("there is no file \"{name}\"", name), help_with_name(&name))
}

/// A suggestion for a name that no file has.
fn help_with_name(name: &str) -> Message {
    let with_ending = format!("{name}.toml");
    if Path::new(&with_ending).is_file() {
        return say!("Did you mean \"{with_ending}\"?", with_ending);
    }
    let stem = name.trim_end_matches(".toml");
    if let Some(near) = text::nearest(stem, BUILT_IN.iter().map(|(name, _)| *name)) {
        return say!("Did you mean the built-in deck \"{near}\"?", near);
    }
    let own: Vec<String> = own::decks().iter().map(|deck| own::name(deck)).collect();
    if let Some(near) = text::nearest(stem, own.iter().map(String::as_str)) {
        return say!("Did you mean your deck \"{near}\"?", near);
    }
    let command = Pupitre::command();
    match text::nearest(name, command.get_subcommands().map(clap::Command::get_name)) {
        Some(near) => say!("Did you mean the command `pupitre {near}`?", near),
        None => say!("Check the name, or run `pupitre decks` for the list."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deck_of_the_folder_is_built_in() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("decks");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "course.toml")
            .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
            .collect();
        files.sort();
        let mut listed: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        listed.sort_unstable();
        assert_eq!(listed, files);
    }
}
