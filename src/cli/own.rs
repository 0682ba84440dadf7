//! The user's own decks, which `pupitre decks add` has copied into folders in the data folder. Each folder has a name.

use std::path::{Path, PathBuf};

use crate::deck;
use crate::files;
use crate::source::Source;

/// The folder of the user's own decks. `None` if the system does not tell where it should be.
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

/// The name of a user's own deck: its file name without extension.
pub fn name(deck: &Path) -> String {
    deck.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The user's own deck with this name, else the course in the folder with this name. `None` if the name is a path.
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

/// The folders of the user's own decks, in order. Skips symbolic links, and hidden folders, which are still being written.
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

/// Whether a file can be read and passes this test.
fn holds(path: &Path, what: impl Fn(&Source) -> bool) -> bool {
    files::read_source(path).is_ok_and(|source| what(&source))
}
