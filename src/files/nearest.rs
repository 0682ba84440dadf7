//! The file that was probably meant by a name that no file beside a deck has.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::assets::let_in;
use crate::files::listing::ending_in;
use crate::text;

/// The existing file whose name is nearest to one that no file beside a deck has: with another spelling of it or of a folder, with another ending,
/// or in another folder. Of each folder, the first `most` entries are compared.
pub fn nearest_beside(name: &str, folder: &Path, most: usize) -> Option<String> {
    let_in(name).ok()?;
    let root = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let near = spelled(name, root, most).or_else(|| elsewhere(name, root, most))?;
    let whole = fs::canonicalize(root).ok()?;
    fs::canonicalize(root.join(&near)).is_ok_and(|path| path.starts_with(whole) && path.is_file()).then_some(near)
}

/// The first file of a folder beside a deck, if the name is that of a folder.
pub fn first_inside(name: &str, folder: &Path, ending: &str) -> Option<String> {
    let_in(name).ok()?;
    let inside = folder.join(name);
    let files = ending_in(&inside, &[ending]);
    let first = files.first().filter(|_| inside.is_dir())?.file_name()?.to_str()?;
    Some(format!("{}/{first}", name.trim_end_matches('/')))
}

/// The name with each part that does not exist replaced by the nearest that does.
fn spelled(name: &str, root: &Path, most: usize) -> Option<String> {
    let (mut parts, mut path) = (Vec::new(), root.to_owned());
    let mut left = name.split('/').peekable();
    while let Some(part) = left.next() {
        let entries = entries(&path, most);
        let is_last = left.peek().is_none();
        let exists = entries.iter().any(|entry| entry == part);
        let found = if exists { Some(part) } else { nearest(part, &entries, is_last) }?;
        path.push(found);
        parts.push(found.to_owned());
    }
    Some(parts.join("/"))
}

/// The nearest name, or for a file one that differs in its ending only.
fn nearest<'e>(part: &str, entries: &'e [String], is_file: bool) -> Option<&'e str> {
    let names = || entries.iter().map(String::as_str);
    let without_ending = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    let stem = without_ending(part);
    let same = || names().find(|name| is_file && name.contains('.') && without_ending(name) == stem);
    text::nearest(part, names()).or_else(same)
}

/// A file of the same name in a folder directly below the root, or in the root itself.
fn elsewhere(name: &str, root: &Path, most: usize) -> Option<String> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let mut folders = vec![String::new()];
    folders.extend(entries(root, most).into_iter().filter(|it| root.join(it).is_dir()).map(|it| format!("{it}/")));
    let places = folders.into_iter().filter_map(|below| {
        let entries = entries(&root.join(&below), most);
        let found = entries.iter().find(|entry| *entry == file).map(String::as_str);
        Some(format!("{below}{}", found.or_else(|| nearest(file, &entries, true).filter(|_| !file.contains('.')))?))
    });
    places.into_iter().next()
}

/// The names in a folder, in order, without hidden ones.
fn entries(folder: &Path, most: usize) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().take(most);
    let names = entries.map(|entry| entry.file_name()).filter_map(|name: OsString| name.into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}
