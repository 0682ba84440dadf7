//! What is in a folder.

use std::fs;
use std::path::{Path, PathBuf};

/// The TOML files in a folder and those below it, in order; hidden folders and what links lead to are left out.
pub fn toml_files(folder: &Path) -> Vec<PathBuf> {
    files_below(folder, |path| path.extension().is_some_and(|it| it == "toml"))
}

/// The files in a folder and those below it that are wanted, in order; hidden ones and what links lead to are left out.
pub fn files_below(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        found.extend(entries(&folder, fs::FileType::is_file).into_iter().filter(|path| is_wanted(path)));
        folders.extend(folders_in(&folder));
    }
    found.sort();
    found
}

/// What is right in a folder and has one of these endings, in the order of their names; also hidden, and where links lead to it.
pub fn ending_in(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let has_one = |path: &PathBuf| path.extension().is_some_and(|it| endings.iter().any(|ending| it == *ending));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(has_one).collect();
    paths.sort();
    paths
}

/// The TOML files right in a folder, in order; hidden ones and what links lead to are left out.
pub fn toml_files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = entries(folder, fs::FileType::is_file);
    found.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    found
}

/// The folders right in a folder, in order; hidden ones and what links lead to are left out.
pub fn folders_in(folder: &Path) -> Vec<PathBuf> {
    entries(folder, fs::FileType::is_dir)
}

/// What is right in a folder and of a kind, in order.
fn entries(folder: &Path, is_wanted: fn(&fs::FileType) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let shown = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    let wanted = shown.filter(|entry| entry.file_type().is_ok_and(|kind| is_wanted(&kind)));
    let mut found: Vec<PathBuf> = wanted.map(|entry| entry.path()).collect();
    found.sort();
    found
}
