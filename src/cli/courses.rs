//! Courses of several decks, for the commands: those that are named, and those that decks name.

use std::path::{Path, PathBuf};

use crate::cli::{Failure, beside, own};
use crate::deck::{self, CourseFile};
use crate::diagnostic::Diagnostic;
use crate::files;
use crate::review::review_course;
use crate::source::Source;

/// The file of the built-in course, beside the built-in decks, and the name by which people call it.
const FILE: &str = "course.toml";
pub const NAME: &str = "course";

/// A course, read.
pub struct LoadedCourse {
    pub course: CourseFile,
    pub source: Source,
    /// Where its decks lie; empty for a course that comes with the program.
    pub folder: PathBuf,
    pub built_in: bool,
}

/// The course asked for: a file, else the built-in course by its name, else a course of the user's own. Nothing where the name is
/// none of a course.
pub fn open(asked: &Path) -> Option<Result<LoadedCourse, Failure>> {
    if !asked.is_file() {
        if asked.as_os_str() == NAME {
            return built_in(FILE).map(Ok);
        }
        return read(&own::course_named(asked)?);
    }
    read(asked)
}

/// The course in a file; nothing where that is something else.
fn read(path: &Path) -> Option<Result<LoadedCourse, Failure>> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    match files::read_source(path) {
        Ok(source) => deck::is_course(&source).then(|| Ok(LoadedCourse::of(source, folder, false))),
        Err(why) => Some(Err(Failure::new(why))),
    }
}

/// The course in a file beside a deck.
pub fn beside(file: &str, folder: &Path) -> Option<LoadedCourse> {
    let text = files::read_asset(file, folder).ok()?;
    let source = Source::new(folder.join(file).display().to_string(), &text);
    deck::is_course(&source).then(|| LoadedCourse::of(source, folder.to_owned(), false))
}

/// The course that comes with the program, by its file.
pub fn built_in(file: &str) -> Option<LoadedCourse> {
    let text = beside::text(Some(file).filter(|file| *file == FILE)?).ok()?;
    Some(LoadedCourse::of(Source::new(format!("decks/{FILE}"), &text), PathBuf::new(), true))
}

impl LoadedCourse {
    fn of(source: Source, folder: PathBuf, built_in: bool) -> Self {
        let (course, _) = CourseFile::read(&source);
        Self { course, source, folder, built_in }
    }

    /// What is wrong with it, and with the list of its decks.
    pub fn findings(&self) -> Vec<Diagnostic> {
        if self.built_in { Vec::new() } else { review_course(&self.source, &self.folder).1 }
    }

    /// The title of a module, by its place from 0: its own, else that of its deck, else what its deck's file is called.
    pub fn title(&self, module: usize) -> Option<String> {
        let text = |deck: &str| match self.built_in {
            true => beside::text(deck).ok(),
            false => files::read_asset(deck, &self.folder).ok(),
        };
        self.course.title(module, text)
    }
}
