//! What a name on the command line stands for, read once: a deck, or a course of several decks.

use std::path::Path;
use std::sync::Arc;

use crate::assets::Assets;
use crate::cli::Failure;
use crate::cli::courses::LoadedCourse;
use crate::cli::origin::Origin;
use crate::deck::{self, Deck};
use crate::diagnostic::Diagnostic;
use crate::lang::{Words, say};
use crate::link::{Board, DeckText};
use crate::source::Source;
use crate::theme::Theme;

/// A deck or a course, after its text was read.
pub enum Asked {
    Deck(Origin, Source),
    Course(LoadedCourse),
}

impl Asked {
    /// What the user named. Without a name, a built-in deck.
    pub fn of(name: Option<&Path>) -> Result<Self, Failure> {
        Origin::of(name).open()
    }
}

/// A deck with everything read for it.
pub struct Loaded {
    pub source: Source,
    pub deck: Arc<Deck>,
    /// What is wrong with it, as far as it was checked.
    pub findings: Vec<Diagnostic>,
    pub assets: Arc<Assets>,
    pub origin: Origin,
}

impl Loaded {
    /// Makes the deck available to consoles.
    pub fn put(&self, board: &Board, theme: Option<&str>, words: &Words) {
        let folder =
            Some(self.origin.folder()).filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let theme = theme.map(|name| match Theme::is_built_in(name) {
            true => name.to_owned(),
            false => whole(Path::new(name)).to_string_lossy().into_owned(),
        });
        let text = DeckText {
            name: self.source.name.clone(),
            text: self.source.text.clone(),
            folder: self.origin.file().map(|_| whole(folder).to_string_lossy().into_owned()),
            theme,
            lang: words.code.to_owned(),
        };
        board.put(self.deck.clone(), text);
    }
}

impl Origin {
    /// Reads the text, and finds out whether it is a deck or a course.
    pub fn open(self) -> Result<Asked, Failure> {
        let source = self.read()?;
        Ok(match deck::is_course(&source) {
            true => Asked::Course(LoadedCourse::of(self, source)),
            false => Asked::Deck(self, source),
        })
    }

    /// Reads the deck and the files beside it; `whole` also checks its Markdown.
    pub fn load(self, whole: bool) -> Result<Loaded, Failure> {
        match self.open()? {
            Asked::Deck(origin, source) => origin.load_from(source, whole),
            Asked::Course(course) => Err(course.names_its_decks()),
        }
    }

    /// Reads the deck again. It counts as not read if a file that it included cannot be read now, or is empty: editors write a file in several steps.
    pub fn load_again(self, before: &Deck) -> Result<Loaded, Failure> {
        let loaded = self.load(false)?;
        match loaded.deck.lost_since(before, &loaded.assets) {
            Some(why) => Err(Failure::new(why)),
            None => Ok(loaded),
        }
    }

    /// Reads what belongs to a text that was already read.
    pub fn load_from(self, source: Source, whole: bool) -> Result<Loaded, Failure> {
        let name = source.name.clone();
        if source.text.trim().is_empty() {
            return Err(Failure::new(say!(
                "\"{name}\" is empty. A deck begins with `format = 1` and `title = \"…\"`.",
                name
            )));
        }
        let (mut deck, mut findings) = if whole { deck::read(&source) } else { deck::read_surface(&source) };
        if findings.iter().any(|it| it.rule == "limit-exceeded") {
            findings.retain(|it| it.rule == "limit-exceeded");
            return Err(Failure {
                message: say!("\"{name}\" exceeds a limit of Pupitre.", name),
                findings: Some(Box::new((source, findings))),
            });
        }
        if deck.slide_count() == 0 {
            let message = match source.about() {
                Some(_) => say!("\"{name}\" has no slide. Begin one with a heading: `# Title`.", name),
                None => say!(
                    "\"{name}\" has no slide. Add `[[section]]` with a `title`, and below it `[[section.slide]]`.",
                    name
                ),
            };
            return Err(Failure { message, findings: Some(Box::new((source, findings))) });
        }
        let assets = self.assets(&deck);
        findings.extend(deck.complete(&name, &assets));
        Ok(Loaded { source, deck: Arc::new(deck), findings, assets: Arc::new(assets), origin: self })
    }
}
