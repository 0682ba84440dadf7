//! Courses of several decks: those named on the command line, and those named by decks.

use std::path::{Path, PathBuf};

use crate::cli::Failure;
use crate::cli::origin::Origin;
use crate::deck::{self, CourseFile, Deck};
use crate::diagnostic::Diagnostic;
use crate::files;
use crate::lang::{Message, say};
use crate::review::review_course;
use crate::source::Source;

/// A course that was read.
pub struct LoadedCourse {
    pub course: CourseFile,
    pub source: Source,
    pub origin: Origin,
}

impl LoadedCourse {
    pub fn of(origin: Origin, source: Source) -> Self {
        let (course, _) = CourseFile::read(&source);
        Self { course, source, origin }
    }

    /// The course that a deck names.
    pub fn of_deck(origin: &Origin, deck: &Deck) -> Option<Self> {
        let file = deck.course.as_ref()?.file.as_deref()?;
        let (origin, text) = (origin.beside(file)?, origin.text_beside(file).ok()?);
        let source = Source::new(origin.source_name(), &text);
        deck::is_course(&source).then(|| Self::of(origin, source))
    }

    /// What is wrong with the course and its list of decks.
    pub fn findings(&self) -> Vec<Diagnostic> {
        let file = self.origin.file();
        file.map_or_else(Vec::new, |_| review_course(&self.source, self.origin.folder()).1)
    }

    /// The title of a module, by its index from 0: its own, else that of its deck, else the name of its deck's file.
    pub fn title(&self, module: usize) -> Option<String> {
        self.course.title(module, |deck| self.origin.text_beside(deck).ok())
    }

    /// Where the deck of a module comes from, by the module's index from 0. `None` if there is no deck.
    pub fn origin_of(&self, module: usize) -> Option<Origin> {
        let deck = self.course.modules.get(module)?.deck.as_deref()?;
        let is_there = |it: &Origin| it.file().is_none() || files::deck_trouble(deck, self.origin.folder()).is_none();
        self.origin.beside(deck).filter(is_there)
    }

    /// The files that it is read from: its own, and its decks.
    pub fn files(&self) -> Vec<PathBuf> {
        let decks = self.course.decks().filter_map(|deck| self.origin.beside(deck));
        let all = decks.chain([self.origin.clone()]);
        all.filter_map(|origin| origin.file().map(Path::to_owned)).collect()
    }

    /// The failure if a deck is needed: a course cannot be shown, but its decks can.
    pub fn names_its_decks(self) -> Failure {
        let named = |module| Some(format!("\"{}\" ({})", self.origin_of(module)?.name(), self.title(module)?));
        let decks: Vec<String> = (0..self.course.modules.len()).filter_map(named).collect();
        let help = match decks.is_empty() {
            true => say!("None of its decks is there yet."),
            false => say!("Name one of its decks: {decks}.", decks = decks.join(", ")),
        };
        self.failure(|name| say!("\"{name}\" is a course. {help}", name, help))
    }

    /// A failure about the course, after its findings; `why` takes the course's name.
    pub fn failure(self, why: impl FnOnce(&str) -> Message) -> Failure {
        let findings = self.findings();
        Failure { message: why(&self.source.name), findings: Some(Box::new((self.source, findings))) }
    }
}
