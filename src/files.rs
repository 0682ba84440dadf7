//! Files: decks, themes, what lies beside them; and writing a new one.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufReader, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use crate::assets::{Assets, Header, LARGEST_TEXT, Medium, Trouble, stays_inside};
use crate::deck::{Deck, LARGEST};
use crate::picture::{self, LARGEST_FILE};
use crate::source::{NotText, Source};
use crate::text;

/// Reads a deck or a theme.
///
/// # Errors
/// When it cannot be read as text: one or two sentences that say what to do.
pub fn read_source(path: &Path) -> Result<Source, String> {
    let name = text::clean(&path.display().to_string()).into_owned();
    read_text(path).map(|text| Source::new(name, &text))
}

/// The text of a deck or a theme, with the line ends that its file has.
///
/// # Errors
/// When it cannot be read as text: one or two sentences that say what to do.
pub fn read_text(path: &Path) -> Result<String, String> {
    let name = text::clean(&path.display().to_string()).into_owned();
    let about = fs::metadata(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => {
            format!("there is no file \"{name}\". Check the name.")
        }
        ErrorKind::PermissionDenied => format!("\"{name}\" may not be read by you. Check its permissions."),
        _ => format!("\"{name}\" cannot be read: {error}."),
    })?;
    if about.is_dir() {
        return Err(format!("\"{name}\" is a folder. Name a deck inside it: a file such as \"{name}/deck.toml\"."));
    }
    if !about.is_file() {
        return Err(format!("\"{name}\" is not a regular file. Copy the deck into a file."));
    }
    let bytes = read_at_most(path, LARGEST as u64).map_err(|error| format!("\"{name}\" cannot be read: {error}."))?;
    let Some(bytes) = bytes else {
        return Err(format!("\"{name}\" is larger than 16 MiB, the most a deck may be. Divide it into several decks."));
    };
    let why = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => Source::from_bytes("", error.as_bytes()).expect_err("it is not UTF-8"),
    };
    Err(match why {
        NotText::Utf16 => format!("\"{name}\" is written in UTF-16. Save it again as UTF-8."),
        NotText::Byte { byte, place } => format!(
            "\"{name}\" is not UTF-8: line {}, column {} has the byte 0x{byte:02X}, as in Latin-1. Save it again as UTF-8.",
            place.line, place.column
        ),
    })
}

/// Writes a file, whatever was there.
///
/// # Errors
/// When it cannot be written: a sentence that says why.
pub fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("\"{}\" cannot be written: {error}.", path.display()))
}

/// Writes a file that is not there yet; says whether it did. What is there, a dangling link too, stays as it is.
///
/// # Errors
/// When it cannot be written: a sentence that says why. Nothing is left behind then.
pub fn write_new(path: &Path, text: &str) -> Result<bool, String> {
    let name = path.display();
    let written = File::create_new(path).and_then(|mut file| {
        file.write_all(text.as_bytes()).inspect_err(|_| {
            let _ = fs::remove_file(path);
        })
    });
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(format!("\"{name}\" cannot be written: its folder is not there. Make the folder first."))
        }
        Err(error) => Err(format!("\"{name}\" cannot be written: {error}.")),
    }
}

/// Writes a file whole or not at all: who reads it meanwhile, and who is interrupted, keeps what was there before.
///
/// # Errors
/// When it cannot be written: a sentence that says why. Nothing is left behind then.
pub fn write_whole(path: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    let name = path.display();
    // Behind a link it is the file there that is written anew.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let before = fs::metadata(&target).ok();
    if before.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(format!("\"{name}\" is a folder. Name a file in it."));
    }
    if before.as_ref().is_some_and(|it| !it.is_file()) {
        return Err(format!("\"{name}\" is not a regular file. Name another one."));
    }
    if target.file_name().is_none() {
        return Err(format!("\"{name}\" names no file. Name one."));
    }
    put(&target, content.as_ref(), before.as_ref()).map_err(|error| match error.kind() {
        ErrorKind::NotFound => format!("\"{name}\" cannot be written: its folder is not there. Make the folder first."),
        _ => format!("\"{name}\" cannot be written: {error}."),
    })
}

/// Writes a file that is there anew, in one go: whoever reads it meanwhile sees the old text or the new one. Its permissions stay;
/// a link that leads to it stays a link.
///
/// # Errors
/// When it cannot be written: a sentence that says why. The file is as it was then.
pub fn replace(path: &Path, text: &str) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("\"{}\" cannot be written: {error}.", path.display());
    let target = fs::canonicalize(path).map_err(failed)?;
    let about = fs::metadata(&target).map_err(failed)?;
    if about.permissions().readonly() {
        return Err(format!("\"{}\" may not be written. Check its permissions.", path.display()));
    }
    put(&target, text.as_bytes(), Some(&about)).map_err(failed)
}

/// Writes bytes beside a file, then lets it take the file's place, with the owner and the permissions of what was there.
fn put(target: &Path, bytes: &[u8], before: Option<&fs::Metadata>) -> std::io::Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}", std::process::id()));
    let written = File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        if let Some(before) = before {
            keep_owner(&file, before);
            file.set_permissions(before.permissions())?;
        }
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, target)).inspect_err(|_| {
        let _ = fs::remove_file(&beside);
    })
}

/// Gives a file the owner that another has, as far as that is allowed.
#[cfg(unix)]
fn keep_owner(file: &File, of: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(of.uid()), Some(of.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// Whether a file has exactly this text.
pub fn holds(path: &Path, text: &str) -> bool {
    fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// The bytes of a file; nothing where there are more than `most`.
fn read_at_most(path: &Path, most: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// Reads a text of at most so many bytes; what is not UTF-8 in it is replaced.
///
/// # Errors
/// When it cannot be read, or is larger.
pub fn read_bounded(path: &Path, most: u64) -> std::io::Result<String> {
    let bytes = read_at_most(path, most)?.ok_or_else(|| std::io::Error::other("it is too large"))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The folder in which this program keeps what it remembers; nothing where the system does not say.
pub fn state_folder() -> Option<PathBuf> {
    let own = || match () {
        () if cfg!(windows) => named("LOCALAPPDATA"),
        () if cfg!(target_os = "macos") => named("HOME").map(|home| home.join("Library/Application Support")),
        () => named("HOME").map(|home| home.join(".local/state")),
    };
    // Whoever sets this wants it heard, on any system (XDG Base Directory Specification 0.8).
    Some(named("XDG_STATE_HOME").or_else(own)?.join("pupitre"))
}

/// The folder of this user's settings; nothing where the system does not say.
pub fn config_folder() -> Option<PathBuf> {
    let own = || match () {
        () if cfg!(windows) => named("APPDATA"),
        () if cfg!(target_os = "macos") => named("HOME").map(|home| home.join("Library/Application Support")),
        () => named("HOME").map(|home| home.join(".config")),
    };
    Some(named("XDG_CONFIG_HOME").or_else(own)?.join("pupitre"))
}

/// The folder of what this user has added to the program; nothing where the system does not say.
pub fn data_folder() -> Option<PathBuf> {
    let own = || match () {
        () if cfg!(windows) => named("APPDATA"),
        () if cfg!(target_os = "macos") => named("HOME").map(|home| home.join("Library/Application Support")),
        () => named("HOME").map(|home| home.join(".local/share")),
    };
    Some(named("XDG_DATA_HOME").or_else(own)?.join("pupitre"))
}

/// The folder that a variable of the environment names, from the root on.
fn named(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

/// The TOML files in a folder and those below it, in order; hidden folders and what links lead to are left out.
pub fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        found.extend(toml_files_in(&folder));
        folders.extend(folders_in(&folder));
    }
    found.sort();
    found
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

/// Reads the files that a deck names from the deck's folder, and from nowhere else: of pictures their headers.
pub fn read_assets(deck: &Deck, folder: &Path) -> Assets {
    deck.assets(|name| read_asset(name, folder), |name| read_header(name, folder))
}

/// Reads one text beside a deck.
///
/// # Errors
/// When there is none that a deck may show: why.
pub fn read_asset(name: &str, folder: &Path) -> Result<String, Trouble> {
    let path = path_of(name, folder)?;
    let bytes = read_at_most(&path, LARGEST_TEXT).map_err(trouble)?.ok_or(Trouble::TooLarge(Medium::Text))?;
    Source::from_bytes(name, &bytes).map(|source| source.text).map_err(|_| Trouble::NotText)
}

/// Why a deck that a course in this folder lists cannot be had, where it cannot.
pub fn deck_trouble(name: &str, folder: &Path) -> Option<Trouble> {
    path_of(name, folder).err()
}

/// Copies a file beside a deck, of at most so many bytes, as it is, to the same name below another folder.
///
/// # Errors
/// When it cannot be read or written: a sentence that says why.
pub fn copy_beside(name: &str, folder: &Path, to: &Path, most: u64) -> Result<(), String> {
    let read = path_of(name, folder).and_then(|path| read_at_most(&path, most).map_err(trouble));
    let bytes = read.map_err(|trouble| format!("{}.", trouble.message(name)))?;
    let bytes = bytes.ok_or_else(|| format!("\"{name}\" is larger than it was when it was looked over. Try again."))?;
    let path = to.join(name);
    let written = fs::create_dir_all(path.parent().unwrap_or(to)).and_then(|()| fs::write(&path, bytes));
    written.map_err(|error| format!("\"{}\" cannot be written: {error}.", path.display()))
}

/// Puts a folder that was written in the place of another name, whole or not at all; with `replace` also where something has that
/// name, which is taken away then.
///
/// # Errors
/// When it cannot be put there. What was there before stays then.
pub fn put_folder(written: &Path, target: &Path, replace: bool) -> std::io::Result<()> {
    let mut old = written.as_os_str().to_owned();
    old.push(".old");
    let old = PathBuf::from(old);
    let was = replace && target.symlink_metadata().is_ok();
    if was {
        fs::rename(target, &old)?;
    }
    fs::rename(written, target).inspect_err(|_| {
        if was {
            let _ = fs::rename(&old, target);
        }
    })?;
    // A link goes, not what it leads to.
    let _ = fs::remove_dir_all(&old).or_else(|_| fs::remove_file(&old));
    Ok(())
}

/// Reads the header of a picture beside a deck.
fn read_header(name: &str, folder: &Path) -> Result<Header, Trouble> {
    let path = path_of(name, folder)?;
    let about = fs::metadata(&path).map_err(trouble)?;
    if about.len() > LARGEST_FILE {
        return Err(Trouble::TooLarge(Medium::Picture));
    }
    let measures = picture::measure(BufReader::new(File::open(&path).map_err(trouble)?)).map_err(Trouble::Picture)?;
    let mut hasher = DefaultHasher::new();
    (name, about.len(), about.modified().ok()).hash(&mut hasher);
    Ok(Header { measures, key: hasher.finish() })
}

/// Reads a picture beside a deck.
///
/// # Errors
/// When there is none that a deck may show: why.
pub fn read_picture(name: &str, folder: &Path) -> Result<Vec<u8>, Trouble> {
    let path = path_of(name, folder)?;
    read_at_most(&path, LARGEST_FILE).map_err(trouble)?.ok_or(Trouble::TooLarge(Medium::Picture))
}

/// Where a file beside a deck is, once it is sure that it is one, and in the deck's folder.
fn path_of(name: &str, folder: &Path) -> Result<PathBuf, Trouble> {
    if !stays_inside(name) {
        return Err(Trouble::Outside);
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let root = fs::canonicalize(folder).map_err(trouble)?;
    let path = fs::canonicalize(root.join(name)).map_err(trouble)?;
    if !path.starts_with(&root) {
        return Err(Trouble::Outside);
    }
    match fs::metadata(&path).map_err(trouble)?.is_file() {
        true => Ok(path),
        false => Err(Trouble::Unreadable("it is not a file".to_owned())),
    }
}

fn trouble(error: std::io::Error) -> Trouble {
    match error.kind() {
        ErrorKind::NotFound => Trouble::Missing,
        _ => Trouble::Unreadable(error.to_string()),
    }
}
