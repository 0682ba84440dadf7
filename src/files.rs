//! Files: reads decks, themes and what is beside them, and finds the program's folders. `writing` writes files.

mod content;
mod listing;
mod nearest;
mod writing;

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{BufRead, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::assets::{Assets, Header, LARGEST_TEXT, Medium, Trouble, let_in};
use crate::deck::{self, Deck, LARGEST};
use crate::import::pptx;
use crate::lang::{Message, say};
use crate::picture::{self, LARGEST_FILE};
use crate::source::{LineColumn, NotText, Source};
use crate::text;

pub use content::{Content, read_content, read_standard_content};
pub use listing::{ending_in, files_below, folders_in, toml_files, toml_files_in};
pub use nearest::{first_inside, nearest_beside};
pub use writing::{is_own, refuse_read, rewrite, write_new, write_outputs, write_whole};

/// How many bytes are read at once if the size is unknown.
const CHUNK: usize = 32 << 10;

/// Reads a deck or a theme.
///
/// # Errors
/// If it cannot be read as text: one or two sentences that say what to do.
pub fn read_source(path: &Path) -> Result<Source, Message> {
    let name = text::clean(&path.display().to_string()).into_owned();
    Ok(Source::new(name, &read_text(path)?))
}

/// Why a file cannot be read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// What is wrong, without a full stop.
    pub what: Message,
    /// What to do: a sentence. Empty if nothing is known to help.
    pub help: Message,
    /// The text before the first byte that is not UTF-8. Empty for other problems.
    pub good: String,
}

impl Unread {
    pub fn new(what: impl Into<Message>, help: impl Into<Message>) -> Self {
        Self { what: what.into(), help: help.into(), good: String::new() }
    }
}

/// One or two sentences.
impl From<Unread> for Message {
    fn from(Unread { what, help, .. }: Unread) -> Self {
        if help.is_empty() { say!("{what}.", what) } else { say!("{what}. {help}", what, help) }
    }
}

/// The text of a deck or a theme, with the line ends of its file.
///
/// # Errors
/// If it cannot be read as text.
pub fn read_text(path: &Path) -> Result<String, Unread> {
    read_text_of(path, read_at_most(path, LARGEST as u64))
}

/// The same for a file that need not be there. `None`: it is not.
pub fn read_text_if_there(path: &Path) -> Option<Result<String, Unread>> {
    match read_at_most(path, LARGEST as u64) {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        read => Some(read_text_of(path, read)),
    }
}

fn read_text_of(path: &Path, read: std::io::Result<Option<Vec<u8>>>) -> Result<String, Unread> {
    let name = text::clean(&path.display().to_string()).into_owned();
    text_of(read.map_err(|error| unread(&name, path, &error))?, say!("\"{name}\"", name))
}

/// Why a file could not be read. What is at its path tells more than the system's message.
fn unread(name: &str, path: &Path, error: &std::io::Error) -> Unread {
    let about = fs::metadata(path);
    match error.kind() {
        ErrorKind::NotFound => Unread::new(say!("there is no file \"{name}\"", name), say!("Check the name.")),
        _ if about.as_ref().is_ok_and(fs::Metadata::is_dir) => {
            let help = say!("Name a deck inside it: a file such as \"{name}/deck.toml\".", name);
            Unread::new(say!("\"{name}\" is a folder", name), help)
        }
        _ if about.is_ok_and(|about| !about.is_file()) => {
            Unread::new(say!("\"{name}\" is not a regular file", name), say!("Copy the deck into a file."))
        }
        ErrorKind::PermissionDenied => {
            Unread::new(say!("you are not allowed to read \"{name}\"", name), say!("Check its permissions."))
        }
        _ => Unread::new(say!("\"{name}\" cannot be read: {error}", name, error), Message::default()),
    }
}

/// The text of a deck or a theme on standard input, with its line ends.
///
/// # Errors
/// If it cannot be read as text.
pub fn read_standard_input() -> Result<String, Unread> {
    let bytes = at_most(std::io::stdin().lock(), 0, LARGEST as u64);
    let broken =
        |error: std::io::Error| Unread::new(say!("standard input cannot be read: {error}", error), Message::default());
    text_of(bytes.map_err(broken)?, say!("standard input"))
}

/// The text in the bytes of a deck, which messages call `name`. `None` bytes mean that it was too large.
fn text_of(bytes: Option<Vec<u8>>, name: Message) -> Result<String, Unread> {
    let Some(bytes) = bytes else {
        let what = say!("{name} is larger than 16 MiB, the limit for a deck", name);
        return Err(Unread::new(what, say!("Divide it into several decks.")));
    };
    if pptx::is_archive(&bytes) {
        let help = say!("If it is a PowerPoint presentation, convert it first: pupitre import FILE");
        return Err(Unread::new(say!("{name} is not text but an archive", name), help));
    }
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(text),
        Err(error) => error,
    };
    let (what, good) = match Source::from_bytes("", error.as_bytes()).expect_err("it is not UTF-8") {
        NotText::Utf16 => (say!("{name} is written in UTF-16", name), &[][..]),
        NotText::Byte { byte, place: LineColumn { line, column } } => (
            say!(
                "{name} is not UTF-8: line {line}, column {column} has the byte 0x{byte}, as in Latin-1",
                name,
                line,
                column,
                byte = format!("{byte:02X}")
            ),
            &error.as_bytes()[..error.utf8_error().valid_up_to()],
        ),
    };
    Err(Unread {
        good: String::from_utf8_lossy(good).into_owned(),
        ..Unread::new(what, say!("Save it again as UTF-8."))
    })
}

/// Opens a regular file, and nothing else: a pipe or a device could block forever, or have no end.
///
/// # Errors
/// If it cannot be opened; [`ErrorKind::InvalidInput`] if it is not a regular file.
pub fn open_regular(options: &mut OpenOptions, path: &Path) -> std::io::Result<File> {
    open_with_metadata(options, path).map(|(file, _)| file)
}

/// The same, with the metadata of the file.
fn open_with_metadata(options: &mut OpenOptions, path: &Path) -> std::io::Result<(File, fs::Metadata)> {
    let not_regular = || std::io::Error::new(ErrorKind::InvalidInput, say!("it is not a regular file"));
    let file = without_waiting(options).open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => error,
        _ if fs::metadata(path).is_ok_and(|about| !about.is_file()) => not_regular(),
        _ => error,
    })?;
    let about = file.metadata()?;
    if about.is_file() { Ok((file, about)) } else { Err(not_regular()) }
}

/// Lets opening a pipe return at once, and opening a terminal not make it the controlling one.
#[cfg(unix)]
fn without_waiting(options: &mut OpenOptions) -> &mut OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY)
}

#[cfg(not(unix))]
fn without_waiting(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// The bytes of a regular file, with a single query for its size. `None` if there are more than `most`.
fn read_at_most(path: &Path, most: u64) -> std::io::Result<Option<Vec<u8>>> {
    let (file, about) = open_with_metadata(OpenOptions::new().read(true), path)?;
    if about.len() > most { Ok(None) } else { at_most(file, about.len(), most) }
}

/// The bytes of a reader, about `likely` of them. `None` if there are more than `most`.
fn at_most(mut from: impl Read, likely: u64, most: u64) -> std::io::Result<Option<Vec<u8>>> {
    // One byte more than expected, so that reading can notice the end.
    let mut bytes = vec![0; usize::try_from(likely.min(most)).unwrap_or(0) + 1];
    let mut count = 0;
    loop {
        if count as u64 > most {
            return Ok(None);
        }
        if count == bytes.len() {
            bytes.resize(2 * count.max(CHUNK), 0);
        }
        match from.read(&mut bytes[count..]) {
            Ok(0) => break,
            Ok(more) => {
                count += more;
                // All that was expected, and no more: this is the end.
                if count as u64 == likely && count < bytes.len() {
                    break;
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    bytes.truncate(count);
    Ok(Some(bytes))
}

/// Reads a text of at most `most` bytes from a regular file. Invalid UTF-8 is replaced.
///
/// # Errors
/// If it cannot be read; [`ErrorKind::FileTooLarge`] if it is larger.
pub fn read_bounded(path: &Path, most: u64) -> std::io::Result<String> {
    let too_large = || std::io::Error::new(ErrorKind::FileTooLarge, say!("it is too large"));
    let bytes = read_at_most(path, most)?.ok_or_else(too_large)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The first line of a regular file, if it is at most this long in bytes.
pub fn first_line(path: &Path, most: u64) -> Option<String> {
    let file = open_regular(OpenOptions::new().read(true), path).ok()?;
    let mut line = Vec::new();
    BufReader::new(file).take(most).read_until(b'\n', &mut line).ok()?;
    Some(String::from_utf8_lossy(&line).into_owned())
}

/// The folder where this program keeps its state. `None` if the system does not tell.
pub fn state_folder() -> Option<PathBuf> {
    own_folder("XDG_STATE_HOME", "LOCALAPPDATA", ".local/state")
}

/// The folder of this user's settings. `None` if the system does not tell.
pub fn config_folder() -> Option<PathBuf> {
    own_folder("XDG_CONFIG_HOME", "APPDATA", ".config")
}

/// The folder for what this user has added to the program. `None` if the system does not tell.
pub fn data_folder() -> Option<PathBuf> {
    own_folder("XDG_DATA_HOME", "APPDATA", ".local/share")
}

/// A folder of this program: in the folder named by a variable, else where the system has such folders, which is below the home folder except on
/// Windows.
fn own_folder(asked: &str, on_windows: &str, elsewhere: &str) -> Option<PathBuf> {
    let named = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let own = || match () {
        () if cfg!(windows) => named(on_windows),
        () if cfg!(target_os = "macos") => named("HOME").map(|home| home.join("Library/Application Support")),
        () => named("HOME").map(|home| home.join(elsewhere)),
    };
    // A user who sets this variable expects it to work on any system (XDG Base Directory Specification 0.8).
    Some(named(asked).or_else(own)?.join("pupitre"))
}

/// Creates a folder for this program's state that only this user may enter, with missing parent folders. An existing folder is closed to others,
/// and so are the folders between it and [`state_folder`].
///
/// # Errors
/// If the folder cannot be created. An existing one whose permissions cannot be changed is used as it is.
pub fn private_folder(path: &Path) -> std::io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    let state = state_folder();
    let is_ours = |it: &&Path| *it == path || state.as_ref().is_some_and(|state| it.starts_with(state));
    path.ancestors()
        .take_while(is_ours)
        .for_each(|folder| close_to_others(&fs::metadata(folder), |mode| fs::set_permissions(folder, mode)));
    Ok(())
}

/// Opens a file for this program's state that only this user may read. An existing one is closed to others.
///
/// # Errors
/// If it cannot be opened. One whose permissions cannot be changed is used as it is.
pub fn open_private(options: &mut OpenOptions, path: &Path) -> std::io::Result<File> {
    let file = open_regular(private(options), path)?;
    close_to_others(&file.metadata(), |mode| file.set_permissions(mode));
    Ok(file)
}

/// Makes a new file readable only by this user. [`open_private`] does the same for an existing one.
pub fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Removes all permissions of other users. Some file systems have no permissions; then nothing changes.
#[cfg(unix)]
fn close_to_others(about: &std::io::Result<fs::Metadata>, set: impl FnOnce(fs::Permissions) -> std::io::Result<()>) {
    use std::os::unix::fs::PermissionsExt;
    let Ok(about) = about else { return };
    let mode = about.permissions().mode();
    if mode & 0o077 != 0 {
        let _ = set(fs::Permissions::from_mode(mode & 0o700));
    }
}

/// On this system a user's own folders are closed to others anyway.
#[cfg(not(unix))]
fn close_to_others(_: &std::io::Result<fs::Metadata>, _: impl FnOnce(fs::Permissions) -> std::io::Result<()>) {}

/// Reads the files that a deck names, only from the deck's folder; of pictures only the headers.
pub fn read_assets(deck: &Deck, folder: &Path) -> Assets {
    deck.assets(|name| read_asset(name, folder), |name| read_header(name, folder))
}

/// Reads a text file beside a deck.
///
/// # Errors
/// Why there is none that a deck may show.
pub fn read_asset(name: &str, folder: &Path) -> Result<String, Trouble> {
    let path = path_of(name, folder)?;
    let bytes = read_at_most(&path, LARGEST_TEXT).map_err(trouble)?.ok_or(Trouble::TooLarge(Medium::Text))?;
    Source::from_bytes(name, &bytes).map(|source| source.text).map_err(|_| Trouble::NotText)
}

/// Whether there is a file with this name in the deck's folder.
pub fn has_beside(name: &str, folder: &Path) -> bool {
    path_of(name, folder).is_ok()
}

/// Why a deck in a course's list cannot be read. `None` if it can.
pub fn deck_trouble(name: &str, folder: &Path) -> Option<Trouble> {
    match path_of(name, folder) {
        Err(trouble) => Some(trouble),
        // Other mistakes in a deck are reported where it is read.
        Ok(path) => read_source(&path).is_ok_and(|source| deck::is_course(&source)).then_some(Trouble::Course),
    }
}

/// Copies a file beside a deck, of at most `most` bytes, to the same name below another folder.
///
/// # Errors
/// A sentence that says why it cannot be read or written.
pub fn copy_beside(name: &str, folder: &Path, to: &Path, most: u64) -> Result<(), Message> {
    let read = path_of(name, folder).and_then(|path| read_at_most(&path, most).map_err(trouble));
    let bytes = read.map_err(|trouble| say!("{why}.", why = trouble.message(name)))?;
    let bytes = bytes.ok_or_else(|| say!("\"{name}\" has grown since it was checked. Try again.", name))?;
    let path = to.join(name);
    let written = fs::create_dir_all(path.parent().unwrap_or(to)).and_then(|()| fs::write(&path, bytes));
    written.map_err(|error| say!("\"{path}\" cannot be written: {error}.", path = path.display(), error))
}

/// Moves a finished folder to another name, completely or not at all. With `replace`, also if something has that name, which is then removed.
///
/// # Errors
/// If it cannot be moved. What was there before then stays.
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
    // Removes a link, not what it leads to.
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
    (path, about.len(), about.modified().ok()).hash(&mut hasher);
    Ok(Header { measures, key: hasher.finish() })
}

/// Reads a picture beside a deck.
///
/// # Errors
/// Why there is none that a deck may show.
pub fn read_picture(name: &str, folder: &Path) -> Result<Vec<u8>, Trouble> {
    let path = path_of(name, folder)?;
    read_at_most(&path, LARGEST_FILE).map_err(trouble)?.ok_or(Trouble::TooLarge(Medium::Picture))
}

/// The path of a file beside a deck, after checking that it is one, and in the deck's folder.
fn path_of(name: &str, folder: &Path) -> Result<PathBuf, Trouble> {
    let_in(name)?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let root = fs::canonicalize(folder).map_err(trouble)?;
    let path = fs::canonicalize(root.join(name)).map_err(trouble)?;
    if !path.starts_with(&root) {
        return Err(Trouble::Outside);
    }
    match fs::metadata(&path).map_err(trouble)?.is_file() {
        true => Ok(path),
        false => Err(Trouble::Unreadable(say!("it is not a file"))),
    }
}

fn trouble(error: std::io::Error) -> Trouble {
    match error.kind() {
        ErrorKind::NotFound => Trouble::Missing,
        _ => Trouble::Unreadable(Message::from(&error)),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// An empty folder for each test.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("pupitre-files-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        folder
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_private_folder_is_closed_to_others_and_so_is_one_that_is_there() {
        let folder = folder("private-folder");
        let inner = folder.join("state").join("recordings");
        private_folder(&inner).unwrap();
        assert_eq!((mode(&inner), mode(&folder.join("state"))), (0o700, 0o700));
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
        private_folder(&inner).unwrap();
        assert_eq!(mode(&inner), 0o700);
        fs::write(inner.join("file"), "").unwrap();
        assert!(private_folder(&inner.join("file")).is_err());
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn only_a_regular_file_is_opened_and_nobody_waits_for_anything_else() {
        let folder = folder("regular");
        let (pipe, file) = (folder.join("pipe"), folder.join("file"));
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        fs::write(&file, "text").unwrap();
        for path in [&pipe, &folder, Path::new("/dev/null")] {
            for options in [OpenOptions::new().read(true), OpenOptions::new().append(true)] {
                let error = open_regular(options, path).unwrap_err();
                assert_eq!(error.kind(), ErrorKind::InvalidInput, "{}: {error}", path.display());
            }
        }
        assert_eq!(read_bounded(&file, 4).unwrap(), "text");
        assert_eq!(read_bounded(&file, 3).unwrap_err().kind(), ErrorKind::FileTooLarge);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_private_file_is_closed_to_others_and_so_is_one_that_is_there() {
        let folder = folder("private-file");
        let (new, old) = (folder.join("new"), folder.join("old"));
        fs::write(&old, "kept").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
        for path in [&new, &old] {
            open_private(OpenOptions::new().append(true).create(true), path).unwrap();
            assert_eq!(mode(path), 0o600);
        }
        assert_eq!(fs::read_to_string(&old).unwrap(), "kept");
        assert!(open_private(OpenOptions::new().read(true), &folder.join("none")).is_err());
        fs::remove_dir_all(folder).unwrap();
    }
}
