//! Where a deck comes from, found out once: built in, a file, one of the user's own decks.
//!
//! All that lies beside a deck (pictures, code, its theme, its course) is read through its origin, so nobody asks twice what a name
//! on the command line meant.

use std::path::{Path, PathBuf};

use clap::CommandFactory;

use crate::assets::Assets;
use crate::cli::beside::{self, BUILT_IN};
use crate::cli::courses::{self, LoadedCourse};
use crate::cli::{Failure, Pupitre, own};
use crate::deck::{self, Deck};
use crate::diagnostic::Diagnostic;
use crate::files;
use crate::source::Source;
use crate::terminal::{self, PictureReader};
use crate::text;

/// Where a deck comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It comes with the program: its name and its text.
    BuiltIn(&'static str, &'static str),
    /// A file, which need not be there.
    File(PathBuf),
}

impl Default for Origin {
    /// The first of the decks that come with the program.
    fn default() -> Self {
        let (name, text) = BUILT_IN[0];
        Self::BuiltIn(name, text)
    }
}

/// A deck, read.
pub struct Loaded {
    pub source: Source,
    pub deck: Deck,
    /// What is wrong with it, as far as it was looked into.
    pub findings: Vec<Diagnostic>,
    pub assets: Assets,
    pub origin: Origin,
}

impl LoadedCourse {
    /// Where the deck of a module comes from, by the module's place from 0; nothing where it has none that is there.
    pub fn origin_of(&self, module: usize) -> Option<Origin> {
        let deck = self.course.modules.get(module)?.deck.as_deref()?;
        if self.built_in {
            return Origin::built_in(deck.strip_suffix(".toml")?);
        }
        files::deck_trouble(deck, &self.folder).is_none().then(|| Origin::File(self.folder.join(deck)))
    }
}

impl Origin {
    /// What was asked for: a file, else the built-in deck of that name, else one of the user's own; the first of those built in where
    /// nothing was named.
    pub fn of(asked: Option<&Path>) -> Self {
        let Some(path) = asked else { return Self::default() };
        // A file that somebody wrote comes before a deck that they may not know of.
        let built_in = BUILT_IN.iter().find(|(known, _)| path.as_os_str() == *known && !path.is_file());
        match built_in {
            Some((name, text)) => Self::BuiltIn(name, text),
            None => Self::File(own::located(path)),
        }
    }

    /// The built-in deck of a name.
    pub fn built_in(name: &str) -> Option<Self> {
        BUILT_IN.iter().find(|(known, _)| *known == name).map(|(name, text)| Self::BuiltIn(name, text))
    }

    /// All decks that come with the program.
    pub fn all_built_in() -> impl Iterator<Item = Self> {
        BUILT_IN.iter().map(|(name, text)| Self::BuiltIn(name, text))
    }

    /// The file of the deck; nothing for one that comes with the program.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::BuiltIn(..) => None,
            Self::File(path) => Some(path),
        }
    }

    /// By what people name the deck on the command line.
    pub fn name(&self) -> String {
        match self {
            Self::BuiltIn(name, _) => (*name).to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }

    /// The folder of the deck; empty where that is the one in which the program was called, and for a deck that comes with the program.
    pub fn folder(&self) -> &Path {
        self.file().and_then(Path::parent).unwrap_or(Path::new(""))
    }

    /// The text of the deck.
    pub fn read(&self) -> Result<Source, Failure> {
        let path = match self {
            Self::BuiltIn(name, text) => return Ok(Source::new(format!("decks/{name}.toml"), text)),
            Self::File(path) => path,
        };
        if let Ok(false) = path.try_exists() {
            let name = path.display().to_string();
            let help = help_with_name(&name);
            return Err(Failure::new(format!("there is no file \"{name}\". {help}")));
        }
        files::read_source(path).map_err(Failure::new)
    }

    /// Reads the deck with what lies beside it; `whole` looks into its Markdown too.
    pub fn load(self, whole: bool) -> Result<Loaded, Failure> {
        let course = |path: &Path| courses::open(path).map_or(Ok(None), |course| course.map(Some));
        if let Some(course) = self.file().filter(|path| !path.is_file()).map_or(Ok(None), course)? {
            return Err(names_its_decks(course));
        }
        let source = self.read()?;
        let name = source.name.clone();
        if source.text.trim().is_empty() {
            return Err(Failure::new(format!(
                "\"{name}\" is empty. A deck begins with `format = 1` and `title = \"…\"`."
            )));
        }
        if let Some(course) = self.file().filter(|_| deck::is_course(&source)).map_or(Ok(None), course)? {
            return Err(names_its_decks(course));
        }
        let (mut deck, mut findings) = if whole { deck::read(&source) } else { deck::read_surface(&source) };
        if findings.iter().any(|it| it.rule == "limit-exceeded") {
            findings.retain(|it| it.rule == "limit-exceeded");
            return Err(Failure {
                message: format!("\"{name}\" is over a limit of Pupitre."),
                findings: Some((source, findings)),
            });
        }
        if deck.slide_count() == 0 {
            let message =
                format!("\"{name}\" has no slide. Add `[[section]]` with a `title`, and below it `[[section.slide]]`.");
            return Err(Failure { message, findings: Some((source, findings)) });
        }
        let assets = self.assets(&deck);
        findings.extend(deck.complete(&name, &assets));
        Ok(Loaded { source, deck, findings, assets, origin: self })
    }

    /// The files that the deck names.
    pub fn assets(&self, deck: &Deck) -> Assets {
        match self {
            Self::BuiltIn(..) => beside::assets(deck),
            Self::File(_) => files::read_assets(deck, self.folder()),
        }
    }

    /// The same, with what is found wrong with the pictures when they are decoded.
    pub fn looked_over(&self, deck: &Deck) -> Assets {
        let mut assets = self.assets(deck);
        terminal::find_picture_faults(&mut assets, self.pictures());
        assets
    }

    /// The files that are read for the deck: its own, those that it names, and the theme asked for. A deck that comes with the program
    /// has none of its own.
    pub fn files(&self, deck: &Deck, assets: &Assets, theme: Option<&str>) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = theme.map(PathBuf::from).into_iter().collect();
        if let Self::File(path) = self {
            let theme = deck.theme.as_deref().filter(|name| name.ends_with(".toml"));
            files.push(path.clone());
            files.extend(assets.names().chain(theme).map(|name| self.folder().join(name)));
        }
        files
    }

    /// What reads the pictures beside the deck.
    pub fn pictures(&self) -> PictureReader {
        let origin = self.clone();
        Box::new(move |name| match &origin {
            Self::BuiltIn(..) => beside::bytes(name).ok().map(<[u8]>::to_vec),
            Self::File(_) => files::read_picture(name, origin.folder()).ok(),
        })
    }

    /// The course that the deck names.
    pub fn course(&self, deck: &Deck) -> Option<LoadedCourse> {
        let file = deck.course.as_ref()?.file.as_deref()?;
        match self {
            Self::BuiltIn(..) => courses::built_in(file),
            Self::File(_) => courses::beside(file, self.folder()),
        }
    }
}

/// What was probably meant by a name that no file has.
fn help_with_name(name: &str) -> String {
    let with_ending = format!("{name}.toml");
    if Path::new(&with_ending).is_file() {
        return format!("Did you mean \"{with_ending}\"?");
    }
    let stem = name.trim_end_matches(".toml");
    if let Some(near) = text::nearest(stem, BUILT_IN.iter().map(|(name, _)| *name)) {
        return format!("Did you mean the built-in deck \"{near}\"?");
    }
    let own: Vec<String> = own::decks().iter().map(|deck| own::name(deck)).collect();
    if let Some(near) = text::nearest(stem, own.iter().map(String::as_str)) {
        return format!("Did you mean your deck \"{near}\"?");
    }
    let command = Pupitre::command();
    match text::nearest(name, command.get_subcommands().map(clap::Command::get_name)) {
        Some(near) => format!("Did you mean the command `pupitre {near}`?"),
        None => "Check the name, or see `pupitre decks` for those that there are.".to_owned(),
    }
}

/// A course cannot be shown; its decks can.
fn names_its_decks(course: LoadedCourse) -> Failure {
    let named = |module| Some(format!("\"{}\" ({})", course.origin_of(module)?.name(), course.title(module)?));
    let decks: Vec<String> = (0..course.course.modules.len()).filter_map(named).collect();
    let help = match decks.is_empty() {
        true => "None of its decks is there yet.".to_owned(),
        false => format!("Name one of its decks: {}.", decks.join(", ")),
    };
    let message = format!("\"{}\" is a course. {help}", course.source.name);
    let findings = course.findings();
    Failure { message, findings: Some((course.source, findings)) }
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
