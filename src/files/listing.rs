//! Lists folders.

use std::fs;
use std::path::{Path, PathBuf};

/// The TOML files in a folder and below it, in order. Skips hidden folders and symbolic links.
pub fn toml_files(folder: &Path) -> Vec<PathBuf> {
    files_below(folder, |path| path.extension().is_some_and(|it| it == "toml"))
}

/// The wanted files in a folder and below it, in order. Skips hidden ones and symbolic links.
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

/// The entries of a folder with one of these extensions, sorted by name. Includes hidden ones and symbolic links.
pub fn ending_in(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let has_one = |path: &PathBuf| path.extension().is_some_and(|it| endings.iter().any(|ending| it == *ending));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(has_one).collect();
    paths.sort();
    paths
}

/// The TOML files directly in a folder, in order. Skips hidden ones and symbolic links.
pub fn toml_files_in(folder: &Path) -> Vec<PathBuf> {
    let mut found = entries(folder, fs::FileType::is_file);
    found.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    found
}

/// The folders directly in a folder, in order. Skips hidden ones and symbolic links.
pub fn folders_in(folder: &Path) -> Vec<PathBuf> {
    entries(folder, fs::FileType::is_dir)
}

/// The entries of one kind directly in a folder, in order.
fn entries(folder: &Path, is_wanted: fn(&fs::FileType) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let shown = entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
    let wanted = shown.filter(|entry| entry.file_type().is_ok_and(|kind| is_wanted(&kind)));
    let mut found: Vec<PathBuf> = wanted.map(|entry| entry.path()).collect();
    found.sort();
    found
}
