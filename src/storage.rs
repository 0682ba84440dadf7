//! Progress on disk: one file for each deck, to which each change adds a line before the next key is read.
//!
//! Several replays of one deck may run at once: whoever writes holds a lock as long as that takes, and adds; only a reset and an
//! import write the file anew, in the place of the old one.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::files;
use crate::progress::{Change, Header, Line, Log, Progress, Unread};

/// The largest progress that is read, in bytes: years of a key a second.
const LARGEST: u64 = 16 << 20;

/// From this many bytes on, what is said again later is let go of when a replay begins.
const TIDIED: u64 = 256 << 10;

/// The longest name of a file, in letters.
const LONGEST: usize = 60;

/// Where the progress in one deck is kept.
pub struct Store {
    header: Header,
    /// Nothing where it cannot be kept.
    path: Option<PathBuf>,
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
        let name: String = header.deck.id.chars().take(LONGEST).collect();
        let Some(path) = folder().map(|folder| folder.join(format!("{name}.jsonl"))) else {
            let store = Self { header, path: None };
            return Found { store, progress: Progress::default(), trouble: Some(Trouble::NoFolder) };
        };
        let store = Self { header, path: Some(path) };
        match store.read_tidied() {
            Ok(log) => Found { progress: log.progress(), store, trouble: None },
            Err(trouble) => {
                let store = Self { path: None, ..store };
                Found { store, progress: Progress::default(), trouble: Some(trouble) }
            }
        }
    }

    /// Adds changes, which came at a time in milliseconds since 1970.
    ///
    /// # Errors
    /// When they cannot be written: why.
    pub fn add(&self, changes: &[Change], at: u64) -> Result<(), Trouble> {
        let Some(path) = &self.path else { return Ok(()) };
        let lines: String = changes.iter().map(|change| Line { when: at, change: change.clone() }.line()).collect();
        let _lock = lock(path)?;
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
        let before =
            if file.metadata()?.len() == 0 { Log::new(self.header.clone()).text() } else { line_end(&mut file)? };
        file.write_all((before + &lines).as_bytes())?;
        Ok(())
    }

    /// Forgets what was seen of these slides and answered to these questions; gives what is left.
    ///
    /// # Errors
    /// When it cannot be written: why.
    pub fn reset(&self, slides: &BTreeSet<String>, questions: &BTreeSet<String>) -> Result<Progress, Trouble> {
        self.change(|log| log.reset(slides, questions)).map(|log| log.progress())
    }

    /// All of it, to be taken elsewhere.
    ///
    /// # Errors
    /// When it cannot be read: why.
    pub fn export(&self) -> Result<String, Trouble> {
        let mut log = self.read()?;
        log.tidy();
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
        let empty = || Log::new(self.header.clone());
        let Some(path) = self.path.as_ref() else { return Ok(empty()) };
        match files::read_bounded(path, LARGEST) {
            Ok(text) if text.trim().is_empty() => Ok(empty()),
            Ok(text) => Log::parse(&text).map_err(|why| match why {
                Unread::Newer(_) => Trouble::Newer,
                Unread::Other => Trouble::Failed(why.to_string()),
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(empty()),
            Err(error) => Err(error.into()),
        }
    }

    /// The same, shorter where it has grown long. What is no progress at all is put aside, so that there can be some.
    fn read_tidied(&self) -> Result<Log, Trouble> {
        let Some(path) = self.path.as_ref() else { return self.read() };
        let long = fs::metadata(path).is_ok_and(|about| about.len() > TIDIED);
        match if long { self.change(Log::tidy) } else { self.read() } {
            Err(Trouble::Failed(_)) if path.is_file() => {
                let aside = (1..100).map(|number| path.with_extension(format!("{number}.broken")));
                if let Some(aside) = aside.into_iter().find(|aside| !aside.exists()) {
                    fs::rename(path, aside)?;
                }
                self.read()
            }
            read => read,
        }
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
