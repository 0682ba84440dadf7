//! Progress on disk: a journal for each deck, to which each change adds a line before the next key is read.
//!
//! Several replays of one deck may run at once: whoever writes holds a lock as long as that takes, and adds; only a reset and an
//! import write the file anew, in the place of the old one.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files;
use crate::journal::{self, Journal, Missing, Sink, Trouble, Written};
use crate::progress::{Change, Header, LATEST, Log, Progress, ProgressLine, Unread};
use crate::record;

/// The largest progress that is read and written, in bytes: years of a key a second.
const LARGEST: u64 = 16 << 20;

/// The longest first line that is looked at, in bytes.
const LONGEST_HEADER: u64 = 64 << 10;

/// From this many bytes on, what is said again later is let go of when a replay begins.
const TIDIED: u64 = 256 << 10;

/// The longest name of a file, in letters.
const LONGEST: usize = 60;

/// How long a lock is waited for, and how long all that is done to a file at once.
const LOCK_PATIENCE: Duration = Duration::from_millis(400);
const PATIENCE: Duration = Duration::from_secs(2);

/// Where the progress in one deck is kept.
pub struct Store {
    /// Nothing where it cannot be kept.
    place: Option<ProgressFile>,
    /// What writes it, once there is something to write.
    journal: Option<Journal>,
    /// Whether what is on disk was read.
    is_known: bool,
    /// The time of the newest line: a clock that is put back changes no order.
    latest: u64,
}

/// What was found when progress was asked for.
pub struct Found {
    pub store: Store,
    pub progress: Progress,
    /// Why it could not be read, where that is so.
    pub trouble: Option<Trouble>,
    /// Where what was kept lies now, where it was no progress at all.
    pub aside: Option<PathBuf>,
}

/// The file of the progress in a deck.
#[derive(Clone)]
struct ProgressFile {
    header: Header,
    path: PathBuf,
}

/// Adds lines to that file.
struct Writer {
    place: ProgressFile,
    /// Whether the file was read: before that it may be one of a newer version, or none at all.
    is_known: bool,
}

/// Where progress lies: below the user's own folder for what programs keep. Nothing where that is not known.
fn folder() -> Option<PathBuf> {
    files::state_folder().map(|folder| folder.join("progress"))
}

impl Store {
    /// Finds the progress in a deck; begins with none where there is none yet. What cannot be read now may be written to later.
    pub fn open(header: Header) -> Found {
        let mut store = Self { place: None, journal: None, is_known: false, latest: 0 };
        let Some(folder) = folder() else { return store.without(Trouble::NoFolder) };
        let place = ProgressFile { path: folder.join(file_name(&header.deck.id)), header };
        store.place = Some(place.clone());
        let read = journal::within(PATIENCE, move || {
            place.adopt();
            place.read_tidied()
        });
        match read.unwrap_or(Err(Trouble::Slow)) {
            Ok((log, aside)) => {
                (store.latest, store.is_known) = (log.latest(), true);
                Found { progress: log.progress(), store, trouble: None, aside }
            }
            Err(trouble) => store.without(trouble),
        }
    }

    fn without(mut self, trouble: Trouble) -> Found {
        if trouble == Trouble::Newer {
            self.place = None;
        }
        Found { store: self, progress: Progress::default(), trouble: Some(trouble), aside: None }
    }

    /// Adds changes, which came at a time in milliseconds since 1970. What cannot be written now is tried again.
    pub fn add(&mut self, changes: &[Change], at: u64) {
        let Some(place) = &self.place else { return };
        let when = at.min(LATEST).max(self.latest);
        self.latest = when;
        let writer = || Writer { place: place.clone(), is_known: self.is_known };
        let journal = self.journal.get_or_insert_with(|| Journal::begin(writer()));
        journal.append(changes.iter().map(|change| ProgressLine { when, change: change.clone() }.line()));
    }

    /// Whether nothing is kept at all, or something not yet.
    pub fn is_behind(&self) -> bool {
        match (&self.place, &self.journal) {
            (None, _) => true,
            (Some(_), None) => !self.is_known,
            (Some(_), Some(journal)) => journal.is_behind(),
        }
    }

    /// Whether something was to be written: what is not kept yet may be soon.
    pub fn is_begun(&self) -> bool {
        self.journal.is_some()
    }

    /// What is not kept yet, where there is any.
    pub fn missing(&self) -> Option<Missing> {
        self.journal.as_ref()?.missing()
    }

    /// Tries a last time to write what is not kept; gives what is missing then.
    pub fn end(&self) -> Option<Missing> {
        self.journal.as_ref()?.end(PATIENCE)
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
        let Some(place) = self.place.clone() else { return Ok(None) };
        if let Some(missing) = self.journal.as_ref().and_then(|journal| journal.flush(PATIENCE)) {
            return Err(missing.why);
        }
        let (slides, questions) = (slides.clone(), questions.clone());
        let changed = journal::within(PATIENCE, move || place.change(|log| log.reset(&slides, &questions)));
        changed.unwrap_or(Err(Trouble::Slow)).map(|log| Some(log.progress()))
    }

    /// All of it, to be taken elsewhere.
    ///
    /// # Errors
    /// When it cannot be read: why.
    pub fn export(&self) -> Result<String, Trouble> {
        let mut log = self.place.as_ref().ok_or(Trouble::NoFolder)?.read()?;
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
        self.place.as_ref().ok_or(Trouble::NoFolder)?.change(|log| new = log.take(other))?;
        Ok(new)
    }
}

impl ProgressFile {
    /// Takes over the progress of the same file under the title that it had before. What fails is as if there were none.
    fn adopt(&self) {
        let path = &self.path;
        if path.exists() || self.header.deck.file.is_none() {
            return;
        }
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

    fn read(&self) -> Result<Log, Trouble> {
        self.parsed()?.map_err(|why| match why {
            Unread::Newer(_) => Trouble::Newer,
            Unread::Other => Trouble::Other(why.message()),
        })
    }

    /// What is there; it may be no progress at all.
    fn parsed(&self) -> io::Result<Result<Log, Unread>> {
        let empty = || Ok(Log::new(self.header.clone()));
        match files::read_bounded(&self.path, LARGEST) {
            Ok(text) if text.trim().is_empty() => Ok(empty()),
            Ok(text) => Ok(Log::parse(&text).or_else(|why| match why {
                Unread::Other => Log::salvage(self.header.clone(), &text).ok_or(why),
                Unread::Newer(_) => Err(why),
            })),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(empty()),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Ok(Err(Unread::Other)),
            Err(error) => Err(error),
        }
    }

    /// What is there, shorter where it has grown long. What is no progress at all is put aside, so that there can be some: where it
    /// lies then.
    fn read_tidied(&self) -> Result<(Log, Option<PathBuf>), Trouble> {
        let mut aside = None;
        if self.parsed()? == Err(Unread::Other) {
            let _lock = self.lock()?;
            // Another replay may have put it aside meanwhile.
            if self.parsed()? == Err(Unread::Other) {
                aside = put_aside(&self.path)?;
            }
        }
        let log = self.read()?;
        let long = fs::metadata(&self.path).is_ok_and(|about| about.len() > TIDIED);
        // What cannot be made shorter is read as it is.
        Ok((if long { self.change(Log::tidy).unwrap_or(log) } else { log }, aside))
    }

    /// Changes all of it, and writes it in the place of the old one.
    fn change(&self, change: impl FnOnce(&mut Log)) -> Result<Log, Trouble> {
        let _lock = self.lock()?;
        let mut log = self.read()?;
        change(&mut log);
        let text = log.text();
        if text.len() as u64 > LARGEST {
            return Err(Trouble::TooLarge(LARGEST));
        }
        // What takes its place has its permissions.
        drop(self.open()?);
        files::write_whole(&self.path, &text).map_err(Trouble::Other)?;
        Ok(log)
    }

    /// The file, to be read and appended to.
    fn open(&self) -> io::Result<File> {
        files::open_private(OpenOptions::new().read(true).append(true).create(true), &self.path)
    }

    /// Keeps others from writing to the file as long as what this gives lives.
    fn lock(&self) -> Result<File, Trouble> {
        if let Some(folder) = self.path.parent() {
            files::private_folder(folder)?;
        }
        let path = self.path.with_extension("lock");
        let file = files::open_private(OpenOptions::new().write(true).create(true).truncate(false), &path)?;
        journal::lock(&file, LOCK_PATIENCE)?;
        Ok(file)
    }
}

impl Sink for Writer {
    fn write(&mut self, lines: &str) -> Written {
        self.add(lines).unwrap_or_else(Written::from)
    }
}

impl Writer {
    fn add(&mut self, lines: &str) -> Result<Written, Trouble> {
        if !self.is_known {
            self.place.read_tidied()?;
            self.is_known = true;
        }
        let _lock = self.place.lock()?;
        let first_line = Log::new(self.place.header.clone()).text();
        Ok(journal::add(&mut self.place.open()?, &first_line, lines, LARGEST))
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
    Log::parse(&files::first_line(path, LONGEST_HEADER)?).ok().map(|log| log.header)
}

/// Renames a file to one of its name that ends in "broken"; gives that.
fn put_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    let aside = (1..100).map(|number| path.with_extension(format!("{number}.broken"))).find(|aside| !aside.exists());
    aside.map(|aside| fs::rename(path, &aside).map(|()| aside)).transpose()
}
