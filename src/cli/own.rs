//! The user's own decks: those that `pupitre decks add` has put into their data folder, each folder there under its name.

use std::path::{Path, PathBuf};

use crate::deck;
use crate::files;
use crate::source::Source;

/// The folder of the user's own decks; nothing where the system does not say where it would be.
pub fn folder() -> Option<PathBuf> {
    files::data_folder().map(|folder| folder.join("decks"))
}

/// The files of the user's own decks, in order.
pub fn decks() -> Vec<PathBuf> {
    folders().iter().flat_map(|folder| decks_in(folder)).collect()
}

/// The folders of the user's own courses, with the files of the courses, in order.
pub fn courses() -> Vec<(PathBuf, PathBuf)> {
    let courses = |folder: PathBuf| course_in(&folder).map(|course| (folder, course));
    folders().into_iter().filter_map(courses).collect()
}

/// How people call a deck of their own: as its file is called.
pub fn name(deck: &Path) -> String {
    deck.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The file of the deck of the user's own that has a name, else that of the course in the folder of that name; `None` for a path.
pub fn named(asked: &Path) -> Option<PathBuf> {
    if asked.file_name() != Some(asked.as_os_str()) {
        return None;
    }
    let (mut folders, others): (Vec<PathBuf>, Vec<PathBuf>) =
        folders().into_iter().partition(|folder| folder.file_name() == asked.file_name());
    let course = folders.first().and_then(|folder| course_in(folder));
    folders.extend(others);
    let mut file = asked.as_os_str().to_owned();
    file.push(".toml");
    let mut decks = folders.iter().map(|folder| folder.join(&file));
    decks.find(|path| is_file(path) && holds(path, deck::is_deck)).or(course)
}

/// The folders of the user's own decks, in order. Hidden ones, which are being written, and what links lead to are left out.
fn folders() -> Vec<PathBuf> {
    folder().map(|folder| files::folders_in(&folder)).unwrap_or_default()
}

fn decks_in(folder: &Path) -> Vec<PathBuf> {
    files::toml_files_in(folder).into_iter().filter(|path| holds(path, deck::is_deck)).collect()
}

fn course_in(folder: &Path) -> Option<PathBuf> {
    files::toml_files_in(folder).into_iter().find(|path| holds(path, deck::is_course))
}

fn is_file(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|about| about.is_file())
}

/// Whether a file can be read as what is looked for.
fn holds(path: &Path, what: impl Fn(&Source) -> bool) -> bool {
    files::read_source(path).is_ok_and(|source| what(&source))
}
