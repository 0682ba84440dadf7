//! Progress on disk: one file for each deck, to which each change adds a line before the next key is read.
//!
//! Several replays of one deck may run at once: whoever writes holds a lock as long as that takes, and adds; only a reset and an
//! import write the file anew, in the place of the old one.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::files;
use crate::progress::{Change, Header, Line, Log, Progress, Unread};
use crate::record;

/// The largest progress that is read, in bytes: years of a key a second.
const LARGEST: u64 = 16 << 20;

/// The longest first line that is looked at, in bytes.
const LONGEST_HEADER: u64 = 64 << 10;

/// From this many bytes on, what is said again later is let go of when a replay begins.
const TIDIED: u64 = 256 << 10;

/// The longest name of a file, in letters.
const LONGEST: usize = 60;

/// Where the progress in one deck is kept.
pub struct Store {
    header: Header,
    /// Nothing where it cannot be kept.
    path: Option<PathBuf>,
    /// Lines that could not be written yet.
    unkept: String,
    /// The time of the newest line: a clock that is put back changes no order.
    latest: u64,
}

/// What was found when progress was asked for.
pub struct Found {
    pub store: Store,
    pub progress: Progress,
    /// Why nothing is kept from now on, where that is so.
    pub trouble: Option<Trouble>,
}

/// Why progress is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The system does not say where.
    NoFolder,
    /// A newer program has written it: it is left as it is.
    Newer,
    /// It cannot be read or written: why.
    Failed(String),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// Where progress lies: below the user's own folder for what programs keep. Nothing where that is not known.
fn folder() -> Option<PathBuf> {
    files::state_folder().map(|folder| folder.join("progress"))
}

impl Store {
    /// Finds the progress in a deck; begins with none where there is none yet.
    pub fn open(header: Header) -> Found {
        let path = folder().map(|folder| folder.join(file_name(&header.deck.id)));
        let mut store = Self { header, path, unkept: String::new(), latest: 0 };
        store.adopt();
        let read = if store.path.is_some() { store.read_tidied() } else { Err(Trouble::NoFolder) };
        match read {
            Ok(log) => {
                store.latest = log.latest();
                Found { progress: log.progress(), store, trouble: None }
            }
            Err(trouble) => {
                store.path = None;
                Found { store, progress: Progress::default(), trouble: Some(trouble) }
            }
        }
    }

    /// Takes over the progress of the same file under the title that it had before. What fails is as if there were none.
    fn adopt(&self) {
        let (Some(path), Some(_)) = (self.path.as_ref().filter(|path| !path.exists()), &self.header.deck.file) else {
            return;
        };
        let others = fs::read_dir(path.parent().unwrap_or(path)).into_iter().flatten().flatten();
        let is_same = |other: &PathBuf| {
            let is_log = other.extension().is_some_and(|ending| ending == "jsonl");
            is_log && header_of(other).is_some_and(|header| header.deck.file == self.header.deck.file)
        };
        if let Some(other) = others.map(|entry| entry.path()).find(is_same)
            && fs::rename(other, path).is_ok()
        {
            let _ = self.change(|log| log.header = self.header.clone());
        }
    }

    /// Adds changes, which came at a time in milliseconds since 1970. What cannot be written now is written with the next ones.
    ///
    /// # Errors
    /// When they cannot be written: why.
    pub fn add(&mut self, changes: &[Change], at: u64) -> Result<(), Trouble> {
        let Some(path) = &self.path else { return Ok(()) };
        let when = at.max(self.latest);
        self.latest = when;
        self.unkept.extend(changes.iter().map(|change| Line { when, change: change.clone() }.line()));
        append(path, &self.header, &self.unkept)?;
        self.unkept.clear();
        Ok(())
    }

    /// Whether anything is kept.
    pub fn is_kept(&self) -> bool {
        self.path.is_some()
    }

    /// Forgets what was seen of these slides and answered to these questions; gives what is left, where anything is kept.
    ///
    /// # Errors
    /// When it cannot be written: why.
    pub fn reset(
        &mut self,
        slides: &BTreeSet<String>,
        questions: &BTreeSet<String>,
    ) -> Result<Option<Progress>, Trouble> {
        if self.path.is_none() {
            return Ok(None);
        }
        self.add(&[], 0)?;
        self.change(|log| log.reset(slides, questions)).map(|log| Some(log.progress()))
    }

    /// All of it, to be taken elsewhere.
    ///
    /// # Errors
    /// When it cannot be read: why.
    pub fn export(&self) -> Result<String, Trouble> {
        let mut log = self.read()?;
        log.tidy();
        log.header.deck.file = None;
        Ok(log.text())
    }

    /// Takes in what was exported elsewhere, besides what is here; the number of lines that were new.
    ///
    /// # Errors
    /// When it cannot be written: why.
    pub fn import(&self, other: Log) -> Result<usize, Trouble> {
        let mut new = 0;
        self.change(|log| new = log.take(other))?;
        Ok(new)
    }

    fn read(&self) -> Result<Log, Trouble> {
        self.parsed()?.map_err(|why| match why {
            Unread::Newer(_) => Trouble::Newer,
            Unread::Other => Trouble::Failed(why.to_string()),
        })
    }

    /// What is there; it may be no progress at all.
    fn parsed(&self) -> io::Result<Result<Log, Unread>> {
        let empty = || Ok(Log::new(self.header.clone()));
        let Some(path) = self.path.as_ref() else { return Ok(empty()) };
        match files::read_bounded(path, LARGEST) {
            Ok(text) if text.trim().is_empty() => Ok(empty()),
            Ok(text) => Ok(Log::parse(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(empty()),
            // It is too large.
            Err(error) if error.kind() == io::ErrorKind::Other => Ok(Err(Unread::Other)),
            Err(error) => Err(error),
        }
    }

    /// What is there, shorter where it has grown long. What is no progress at all is put aside, so that there can be some.
    fn read_tidied(&self) -> Result<Log, Trouble> {
        let Some(path) = self.path.as_ref() else { return self.read() };
        if self.parsed()? == Err(Unread::Other) && path.is_file() {
            let _lock = lock(path)?;
            // Another replay may have put it aside meanwhile.
            if self.parsed()? == Err(Unread::Other) {
                put_aside(path)?;
            }
        }
        let log = self.read()?;
        let long = fs::metadata(path).is_ok_and(|about| about.len() > TIDIED);
        // What cannot be made shorter is read as it is.
        Ok(if long { self.change(Log::tidy).unwrap_or(log) } else { log })
    }

    /// Changes all of it, and writes it in the place of the old one.
    fn change(&self, change: impl FnOnce(&mut Log)) -> Result<Log, Trouble> {
        let _lock = self.path.as_deref().map(lock).transpose()?;
        let mut log = self.read()?;
        change(&mut log);
        if let Some(path) = &self.path {
            files::write_whole(path, &log.text()).map_err(Trouble::Failed)?;
        }
        Ok(log)
    }
}

/// The name of the file for a deck: what it is known by, where that is not too long for a name; of longer ones the beginning,
/// and a number made of the whole.
fn file_name(id: &str) -> String {
    if id.chars().count() <= LONGEST {
        return format!("{id}.jsonl");
    }
    let begin: String = id.chars().take(LONGEST - 17).collect();
    format!("{begin}-{:016x}.jsonl", record::hash(id.bytes()))
}

/// The first line of a file.
fn header_of(path: &Path) -> Option<Header> {
    let mut line = String::new();
    BufReader::new(File::open(path).ok()?).take(LONGEST_HEADER).read_line(&mut line).ok()?;
    Log::parse(&line).ok().map(|log| log.header)
}

/// Renames a file to one of its name that ends in "broken".
fn put_aside(path: &Path) -> io::Result<()> {
    let aside = (1..100).map(|number| path.with_extension(format!("{number}.broken"))).find(|aside| !aside.exists());
    aside.map_or(Ok(()), |aside| fs::rename(path, aside))
}

/// Adds lines to a file; to a new one behind its first line. What is not written whole is not written at all.
fn append(path: &Path, header: &Header, lines: &str) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let _lock = lock(path)?;
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
    let length = file.metadata()?.len();
    let before = if length == 0 { Log::new(header.clone()).text() } else { line_end(&mut file)? };
    file.write_all((before + lines).as_bytes()).inspect_err(|_| {
        let _ = file.set_len(length);
    })
}

/// Keeps others from writing to a file as long as what this gives lives. Where there are no locks nobody is kept.
fn lock(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path.with_extension("lock"))?;
    let _ = file.lock();
    Ok(file)
}

/// What has to stand before the next line: a line feed, where the last line was cut off.
fn line_end(file: &mut File) -> io::Result<String> {
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(if last == [b'\n'] { String::new() } else { "\n".to_owned() })
}
