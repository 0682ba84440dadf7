//! Writing files: each whole or not at all, never over what the same command reads, never over what somebody has saved meanwhile.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::files::state_folder;
use crate::lang::{Message, say};
use crate::text;

/// As many links one behind the other are followed to a file that is not there yet; more than this many are a circle.
const MOST_LINKS: usize = 40;

/// As many names are tried for a temporary file: others may have been left behind.
const MOST_NAMES: u32 = 1_000;

/// Writes the files that a command was asked for, each whole or not at all; `read` are the files that the command reads.
///
/// # Errors
/// When one is a file that is read: then nothing is written. When one cannot be written: a sentence that says why.
pub fn write_outputs(outputs: &[(&Path, &[u8])], read: &[PathBuf]) -> Result<(), Message> {
    refuse_read(outputs.iter().map(|(path, _)| *path), read)?;
    outputs.iter().try_for_each(|(path, content)| write_whole(path, content))
}

/// The bytes of a file in which a mark has to stand; a PDF says near its end who has made it.
const MARKED: u64 = 4096;
const PDF: &[u8] = b"%PDF-";

/// Whether nothing is lost where this is written: there is no file, or one that has this very content or the mark of this program.
pub fn is_own(path: &Path, content: &[u8], mark: Option<&str>) -> bool {
    // What is not a file, such as /dev/null or a pipe, keeps nothing; opening it would wait for whoever reads it.
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

/// Refuses to write where a file is that is read, whatever it is called there: links, another case of its letters, another way to
/// its folder. Progress and recordings are read by many commands, so that no output takes their place either.
///
/// # Errors
/// When one of the outputs is such a file: a sentence that says so.
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

/// What two paths have in common that lead to the same file.
#[derive(PartialEq, Eq)]
enum Identity {
    /// The device and the number of the file on it: hard links and letters of another case have the same.
    #[cfg(unix)]
    Number(u64, u64),
    /// The path without links; on Windows with the letters that the file system has.
    Path(PathBuf),
}

impl Identity {
    /// That of the file to which a path leads, which need not be there yet; nothing where its folder is not there.
    fn of(path: &Path) -> Option<Self> {
        // What is read as `-` may be a file too.
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

/// The file to which a path leads, which need not be there yet.
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

/// Writes a file whole or not at all, whatever was there: who reads it meanwhile, and who is interrupted, keeps what was there before.
///
/// # Errors
/// When it cannot be written: a sentence that says why. Nothing is left behind then.
pub fn write_whole(path: &Path, content: impl AsRef<[u8]>) -> Result<(), Message> {
    replace(path, content.as_ref(), None)
}

/// Writes a file anew, whole or not at all, if it still is what was read: `before`. A save in between is never lost.
///
/// # Errors
/// When it is something else now, or cannot be written: a sentence that says so. The file stays as it is then.
pub fn rewrite(path: &Path, before: &str, text: &str) -> Result<(), Message> {
    if holds(path, text) {
        return Ok(());
    }
    replace(path, text.as_bytes(), Some(before))
}

/// Writes a file that is not there yet, whole or not at all; says whether it did. What is there, a dangling link too, stays as it is.
///
/// # Errors
/// When it cannot be written: a sentence that says why. Nothing is left behind then.
pub fn write_new(path: &Path, content: impl AsRef<[u8]>) -> Result<bool, Message> {
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    match put_new(path, content.as_ref()) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        put => put.map(|()| true).map_err(|error| cannot(path, &error)),
    }
}

/// Puts a new file where nothing is.
fn put_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = Temporary::beside(path, None)?;
    beside.fill(content)?;
    match fs::hard_link(&beside.path, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            // Some file systems have no links: there an empty file keeps the name from others.
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

/// Why a file cannot be written, in a sentence.
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

/// Writes a file in place of what was there; where something is `expected` there, only if it still is.
fn replace(path: &Path, content: &[u8], expected: Option<&str>) -> Result<(), Message> {
    let failed = |error: io::Error| cannot(path, &error);
    // Such a thing may have no path of its own, as what `/dev/stdout` leads to.
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

/// What is there of the file that is to be written behind a path, if it may be written over; nothing where there is none.
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

/// Writes to what is no file but passes on what is written: a terminal, a pipe to another program, `/dev/null`.
fn write_stream(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut stream = OpenOptions::new().write(true).open(path)?;
    // A terminal must not obey what is in a deck.
    match stream.is_terminal() {
        true => stream.write_all(text::clean(&String::from_utf8_lossy(content)).as_bytes()),
        false => stream.write_all(content),
    }
}

/// Whether a file may be written: its folder may allow it to be replaced even where its own permissions say no.
fn may_be_written(target: &Path, about: &Metadata) -> bool {
    !about.permissions().readonly() && OpenOptions::new().write(true).open(target).is_ok()
}

/// Writes over the bytes of a file which another file cannot take the place of: it has other names, which would keep the old text,
/// or an owner that a new file would not get. What was there is kept beside it until all is written, and put back where that fails.
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

/// Gives a file other bytes.
fn overwrite(file: &mut File, bytes: &mut impl Read) -> io::Result<()> {
    file.seek(SeekFrom::Start(0))?;
    let length = io::copy(bytes, file)?;
    file.set_len(length)?;
    file.sync_all()
}

/// A file beside another one, to take its place; it goes away where it does not.
struct Temporary {
    path: PathBuf,
    file: File,
    stays: bool,
}

impl Temporary {
    /// A new file in the folder of another one, which is called so that neither a long name nor what somebody left behind is in its
    /// way. Where there is a file that it is to replace, only the owner may read it until it has the same owner and permissions.
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

    /// Writes into it, down to the disk.
    fn fill(&mut self, content: &[u8]) -> io::Result<()> {
        self.file.write_all(content)?;
        self.file.sync_all()
    }

    /// Moves it to where another file is, or may be.
    fn take_place_of(&mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.stays = true;
        Ok(())
    }

    /// Leaves it where it is.
    fn keep(mut self) -> PathBuf {
        self.stays = true;
        self.path.clone()
    }

    /// Gives it the owner that another file has; says whether it has that now.
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

/// Whether there is a pipe or a device that takes one character after the other.
#[cfg(unix)]
fn is_stream(about: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    about.file_type().is_fifo() || about.file_type().is_char_device()
}

#[cfg(not(unix))]
fn is_stream(_: &Metadata) -> bool {
    false
}

/// Lets nobody but the owner use a new file, and the owner no more than another file allows.
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

    /// A folder of its own for each test, empty.
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
    fn what_was_saved_since_it_was_read_stays() {
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
    fn what_was_left_behind_and_long_names_are_in_nobodys_way() {
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
