//! Writes files completely or not at all. Never overwrites what the same command reads, or what somebody has saved meanwhile.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::files::state_folder;
use crate::lang::{Message, say};
use crate::text;

/// The most symbolic links to follow to a file that does not exist yet. More would be a cycle.
const MOST_LINKS: usize = 40;

/// The most names to try for a temporary file, because old ones may have been left behind.
const MOST_NAMES: u32 = 1_000;

/// Writes the output files of a command, each completely or not at all; `read` are the files that the command reads.
///
/// # Errors
/// If one is a file that is read: then nothing is written. If one cannot be written: a sentence that says why.
pub fn write_outputs(outputs: &[(&Path, &[u8])], read: &[PathBuf]) -> Result<(), Message> {
    refuse_read(outputs.iter().map(|(path, _)| *path), read)?;
    outputs.iter().try_for_each(|(path, content)| write_whole(path, content))
}

/// How many bytes of a file are searched for its mark. A PDF has it near its end.
const MARKED: u64 = 4096;
const PDF: &[u8] = b"%PDF-";

/// Whether writing here destroys nothing of others: there is no file, or it has this very content or the mark of this program.
pub fn is_own(path: &Path, content: &[u8], mark: Option<&str>) -> bool {
    // Something other than a file, such as /dev/null or a pipe, keeps nothing. Opening it would wait for its reader.
    let Some(about) = fs::metadata(path).ok().filter(Metadata::is_file) else { return true };
    let Ok(file) = File::open(path) else { return false };
    let mut head = Vec::new();
    let most = if content.starts_with(PDF) { about.len() } else { MARKED };
    if about.len() == 0 || file.take(most).read_to_end(&mut head).is_err() {
        return about.len() == 0;
    }
    if content.starts_with(PDF) && !head.starts_with(PDF) {
        return false;
    }
    let is_marked = mark.is_some_and(|mark| head.windows(mark.len()).any(|it| it == mark.as_bytes()));
    is_marked || about.len() == content.len() as u64 && fs::read(path).is_ok_and(|there| there == content)
}

/// Refuses to write to a file that is read, even under another name: by a link, in another case, or by another path to its folder. Also refuses to
/// write to progress and recordings, which many commands read.
///
/// # Errors
/// A sentence, if one of the outputs is such a file.
pub fn refuse_read<'a>(outputs: impl IntoIterator<Item = &'a Path>, read: &[PathBuf]) -> Result<(), Message> {
    let mut outputs = outputs.into_iter().peekable();
    if outputs.peek().is_none() {
        return Ok(());
    }
    let read: Vec<Identity> = read.iter().filter_map(|path| Identity::of(path)).collect();
    let state = state_folder().and_then(|folder| fs::canonicalize(folder).ok());
    let mut known = Vec::new();
    for output in outputs {
        let Some(identity) = Identity::of(output) else { continue };
        let name = output.display();
        if read.contains(&identity) {
            return Err(say!("\"{name}\" is a file that this command reads. Choose another file to write.", name));
        }
        if known.contains(&identity) {
            return Err(say!("\"{name}\" is named for two outputs. Choose another file for one of them.", name));
        }
        let is_kept =
            |state: &PathBuf| fs::canonicalize(output).is_ok_and(|path| path.is_file() && path.starts_with(state));
        if state.as_ref().is_some_and(is_kept) {
            return Err(say!(
                "\"{name}\" is where your progress or a recording is kept. Choose another file to write.",
                name
            ));
        }
        known.push(identity);
    }
    Ok(())
}

/// What identifies a file, whatever path leads to it.
#[derive(PartialEq, Eq)]
enum Identity {
    /// The device and the inode number, which hard links and names in another case share.
    #[cfg(unix)]
    Number(u64, u64),
    /// The path without links; on Windows in the case of the file system.
    Path(PathBuf),
}

impl Identity {
    /// The identity of the file that a path leads to, which may not exist yet. `None` if its folder does not exist.
    fn of(path: &Path) -> Option<Self> {
        // `-` stands for standard input, which may be a file too.
        #[cfg(unix)]
        let path = if path.as_os_str() == "-" { Path::new("/dev/stdin") } else { path };
        #[cfg(unix)]
        if let Ok(about) = fs::metadata(path) {
            use std::os::unix::fs::MetadataExt;
            return Some(Self::Number(about.dev(), about.ino()));
        }
        target_of(path).ok().map(Self::Path)
    }
}

/// The file that a path leads to, which may not exist yet.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::canonicalize(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            found => return found,
        }
        match fs::read_link(&path) {
            Ok(to) => path = path.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => break,
        }
    }
    let name = path.file_name().ok_or(ErrorKind::InvalidInput)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(fs::canonicalize(folder)?.join(name))
}

/// Writes a file completely or not at all, whatever was there. Meanwhile, and after an interruption, the old content can be read.
///
/// # Errors
/// A sentence that says why it cannot be written. Nothing is left behind.
pub fn write_whole(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Message> {
    replace(path, content.as_ref(), None)
}

/// Rewrites a file, completely or not at all, if it still has the content that was read: `before`. A save in between is never lost.
///
/// # Errors
/// A sentence, if it has changed or cannot be written. The file then stays as it is.
pub fn rewrite(path: &Path, before: &str, text: &str) -> Result<(), Message> {
    if holds(path, text) {
        return Ok(());
    }
    replace(path, text.as_bytes(), Some(before))
}

/// Writes a file that does not exist yet, completely or not at all. Returns whether it did. Anything that exists, even a dangling link, stays.
///
/// # Errors
/// A sentence that says why it cannot be written. Nothing is left behind.
pub fn write_new(path: &Path, content: impl AsRef<[u8]>) -> Result<bool, Message> {
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    match put_new(path, content.as_ref()) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        put => put.map(|()| true).map_err(|error| cannot(path, &error)),
    }
}

/// Creates a new file.
fn put_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = Temporary::beside(path, None)?;
    beside.fill(content)?;
    match fs::hard_link(&beside.path, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            // Some file systems have no links. There, an empty file reserves the name.
            File::create_new(path)?;
            beside.take_place_of(path).inspect_err(|_| drop(fs::remove_file(path)))
        }
        put => put,
    }
}

/// Whether a file has exactly this text.
fn holds(path: &Path, text: &str) -> bool {
    let Ok(mut file) = File::open(path) else { return false };
    let is_as_long = file.metadata().is_ok_and(|about| about.is_file() && about.len() == text.len() as u64);
    let mut bytes = Vec::with_capacity(text.len());
    is_as_long && file.read_to_end(&mut bytes).is_ok() && bytes == text.as_bytes()
}

/// A sentence that says why a file cannot be written.
fn cannot(path: &Path, error: &io::Error) -> Message {
    let name = path.display();
    match error.kind() {
        ErrorKind::InvalidInput => say!("\"{name}\" is not a file name. Name a file.", name),
        ErrorKind::NotFound => {
            say!("\"{name}\" cannot be written: its folder does not exist. Create it first.", name)
        }
        ErrorKind::PermissionDenied => {
            say!("\"{name}\" cannot be written: you may not write in its folder. Check the folder's permissions.", name)
        }
        _ => say!("\"{name}\" cannot be written: {error}.", name, error),
    }
}

/// Replaces the content of a file. If something is `expected` in it, only if it is still there.
fn replace(path: &Path, content: &[u8], expected: Option<&str>) -> Result<(), Message> {
    let failed = |error: io::Error| cannot(path, &error);
    // Such a stream may have no path of its own, like the target of `/dev/stdout`.
    if expected.is_none() && fs::metadata(path).is_ok_and(|about| is_stream(&about)) {
        return write_stream(path, content).map_err(failed);
    }
    let target = target_of(path).map_err(failed)?;
    let before = replaceable(path, &target)?;
    let is_still = || match expected.is_none_or(|text| holds(&target, text)) {
        true => Ok(()),
        false => Err(say!(
            "\"{path}\" has changed since it was read and is left as it is. Run the command again.",
            path = path.display()
        )),
    };
    let mut beside = Temporary::beside(&target, before.as_ref()).map_err(failed)?;
    if before.as_ref().is_some_and(|about| has_other_names(about) || !beside.takes_owner_of(about)) {
        return write_in_place(path, &target, content, beside, is_still);
    }
    beside.fill(content).map_err(failed)?;
    is_still()?;
    let allowed = before.map_or(Ok(()), |about| beside.file.set_permissions(about.permissions()));
    allowed.and_then(|()| beside.take_place_of(&target)).map_err(failed)
}

/// The metadata of the file to replace behind a path, if that is allowed. `None` if there is none.
fn replaceable(path: &Path, target: &Path) -> Result<Option<Metadata>, Message> {
    let name = path.display();
    let Ok(about) = fs::metadata(target) else {
        return match name.to_string().ends_with(std::path::is_separator) {
            true => Err(say!("\"{name}\" is the name of a folder. Name a file.", name)),
            false => Ok(None),
        };
    };
    match () {
        () if about.is_dir() => Err(say!("\"{name}\" is a folder. Name a file in it.", name)),
        () if !about.is_file() => Err(say!("\"{name}\" is not a regular file. Name another one.", name)),
        () if !may_be_written(target, &about) => {
            Err(say!("\"{name}\" may not be written. Check its permissions.", name))
        }
        () => Ok(Some(about)),
    }
}

/// Writes to something that is not a file but passes on what is written: a terminal, a pipe to another program, `/dev/null`.
fn write_stream(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut stream = OpenOptions::new().write(true).open(path)?;
    // Text of a deck must not control a terminal.
    match stream.is_terminal() {
        true => stream.write_all(text::clean(&String::from_utf8_lossy(content)).as_bytes()),
        false => stream.write_all(content),
    }
}

/// Whether a file may be written. Its folder might allow replacing it even if its own permissions do not allow writing.
fn may_be_written(target: &Path, about: &Metadata) -> bool {
    !about.permissions().readonly() && OpenOptions::new().write(true).open(target).is_ok()
}

/// Overwrites a file that must not be replaced by another one: because it has other names, which would keep the old text, or an owner that a new
/// file would not get. The old content is kept beside it until everything is written, and restored if that fails.
fn write_in_place(
    path: &Path,
    target: &Path,
    mut content: &[u8],
    mut backup: Temporary,
    is_still: impl Fn() -> Result<(), Message>,
) -> Result<(), Message> {
    let failed = |error: io::Error| cannot(path, &error);
    let mut file = OpenOptions::new().read(true).write(true).open(target).map_err(failed)?;
    io::copy(&mut file, &mut backup.file).and_then(|_| backup.file.sync_all()).map_err(failed)?;
    is_still()?;
    let Err(error) = overwrite(&mut file, &mut content) else { return Ok(()) };
    let back = backup.file.seek(SeekFrom::Start(0)).and_then(|_| overwrite(&mut file, &mut backup.file));
    if back.is_err() {
        let kept = backup.keep();
        let (name, kept) = (path.display(), kept.display());
        return Err(say!(
            "\"{name}\" was only partly written: {error}. Its previous content is in \"{kept}\".",
            name,
            error,
            kept
        ));
    }
    Err(failed(error))
}

/// Replaces the bytes of a file.
fn overwrite(file: &mut File, bytes: &mut impl Read) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    let length = io::copy(bytes, file)?;
    file.set_len(length)?;
    file.sync_all()
}

/// A temporary file that will replace another one. It is removed if it does not.
struct Temporary {
    path: PathBuf,
    file: File,
    stays: bool,
}

impl Temporary {
    /// A new file in the folder of another one, with a name that avoids leftover files and too long names. If it will replace a file, only the
    /// owner may read it until it has the same owner and permissions.
    fn beside(target: &Path, before: Option<&Metadata>) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        before.into_iter().for_each(|about| close(&mut options, about));
        for number in 0..MOST_NAMES {
            let path = target.with_file_name(format!(".pupitre-{}-{number}", std::process::id()));
            match options.open(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                file => return file.map(|file| Self { path, file, stays: false }),
            }
        }
        Err(io::Error::other(say!("its folder is full of temporary files")))
    }

    /// Writes its content, down to the disk.
    fn fill(&mut self, content: &[u8]) -> io::Result<()> {
        self.file.write_all(content)?;
        self.file.sync_all()
    }

    /// Moves it to the place of another file.
    fn take_place_of(&mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.stays = true;
        Ok(())
    }

    /// Keeps it where it is.
    fn keep(mut self) -> PathBuf {
        self.stays = true;
        self.path.clone()
    }

    /// Gives it the owner of another file. Returns whether it has that owner now.
    #[cfg(unix)]
    fn takes_owner_of(&self, about: &Metadata) -> bool {
        use std::os::unix::fs::{MetadataExt, fchown};
        let is_same = |own: Metadata| (own.uid(), own.gid()) == (about.uid(), about.gid());
        let _ = fchown(&self.file, Some(about.uid()), Some(about.gid()));
        self.file.metadata().is_ok_and(is_same)
    }

    #[cfg(not(unix))]
    fn takes_owner_of(&self, _: &Metadata) -> bool {
        true
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.stays {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Whether this is a pipe or a character device.
#[cfg(unix)]
fn is_stream(about: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    about.file_type().is_fifo() || about.file_type().is_char_device()
}

#[cfg(not(unix))]
fn is_stream(_: &Metadata) -> bool {
    false
}

/// Creates a new file that only the owner may use, and the owner only as far as another file allows.
#[cfg(unix)]
fn close(options: &mut OpenOptions, about: &Metadata) {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    options.mode(about.permissions().mode() & 0o700);
}

#[cfg(not(unix))]
fn close(_: &mut OpenOptions, _: &Metadata) {}

/// Whether a file has more than one name.
#[cfg(unix)]
fn has_other_names(about: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    about.nlink() > 1
}

#[cfg(not(unix))]
fn has_other_names(_: &Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty folder for each test.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("pupitre-writing-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        folder
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn changes_saved_meanwhile_are_kept() {
        let folder = folder("saved");
        let (path, other) = (folder.join("deck.toml"), folder.join("other.toml"));
        fs::write(&path, "saved").unwrap();
        let failed = rewrite(&path, "read", "written").unwrap_err();
        assert!(failed.ends_with("has changed since it was read and is left as it is. Run the command again."));
        fs::hard_link(&path, &other).unwrap();
        assert!(rewrite(&path, "read", "written").is_err());
        assert!(rewrite(&folder.join("gone.toml"), "read", "written").is_err());
        assert_eq!(rewrite(&path, "read", "saved"), Ok(()), "somebody else has written just that");
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(&folder).len()), ("saved", 2));
        assert_eq!(rewrite(&path, "saved", "written"), Ok(()));
        assert_eq!(fs::read_to_string(&other).unwrap(), "written");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn leftover_files_and_long_names_do_no_harm() {
        let folder = folder("left");
        let path = folder.join(format!("{}.md", "n".repeat(252)));
        for number in 0..3 {
            fs::write(folder.join(format!(".pupitre-{}-{number}", std::process::id())), "left").unwrap();
        }
        assert_eq!(write_whole(&path, "a"), Ok(()));
        assert_eq!(write_whole(&path, "b"), Ok(()));
        assert_eq!(write_new(&path, "c"), Ok(false));
        assert_eq!(write_new(&folder.join("new"), "c"), Ok(true));
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(&folder).len()), ("b", 5));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn a_temporary_file_is_never_more_open_than_what_it_replaces() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder("open");
        let path = folder.join("deck.toml");
        fs::write(&path, "").unwrap();
        for (mode, expected) in [(0o600, 0o600), (0o640, 0o600), (0o400, 0o400), (0o777, 0o700)] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            let beside = Temporary::beside(&path, Some(&fs::metadata(&path).unwrap())).unwrap();
            assert_eq!(beside.file.metadata().unwrap().permissions().mode() & 0o777, expected);
        }
        assert_eq!(names(&folder), ["deck.toml"]);
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    #[cfg(unix)]
    fn names_that_lead_nowhere_are_refused() {
        use std::os::unix::fs::symlink;
        let folder = folder("nowhere");
        let (link, circle) = (folder.join("link"), folder.join("circle"));
        symlink("none", &link).unwrap();
        symlink("circle", &circle).unwrap();
        assert_eq!(write_new(&link, "x"), Ok(false));
        assert!(write_whole(&circle, "x").is_err());
        assert!(write_whole(&folder.join("none/x"), "x").unwrap_err().ends_with("Create it first."));
        assert!(write_whole(&folder.join("x/"), "x").unwrap_err().ends_with("is the name of a folder. Name a file."));
        assert!(write_whole(Path::new(""), "x").unwrap_err().ends_with("is not a file name. Name a file."));
        assert_eq!(names(&folder).len(), 2);
        fs::remove_dir_all(folder).unwrap();
    }
}
