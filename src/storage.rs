//! Progress on disk: a journal for each deck, to which each change is appended before the next key is read.
//!
//! Several replays of one deck may run at once. Each appends under a lock that it holds only briefly. Only a reset and an import replace the file.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::files;
use crate::journal::{self, Journal, Missing, Sink, Trouble, Written};
use crate::progress::{Change, Header, LATEST, Log, Progress, ProgressLine, Unread};
use crate::record;

/// The largest progress that is read and written, in bytes: a key per second for years.
const LARGEST: u64 = 16 << 20;

/// The longest first line that is read, in bytes.
const LONGEST_HEADER: u64 = 64 << 10;

/// From this size on, in bytes, superfluous lines are removed when a replay starts.
const TIDIED: u64 = 256 << 10;

/// The longest file name, in characters.
const LONGEST: usize = 60;

/// How long to wait for a lock. Next, how long for everything done to a file at once.
const LOCK_PATIENCE: Duration = Duration::from_millis(400);
const PATIENCE: Duration = Duration::from_secs(2);

/// The stored progress in one deck.
pub struct Store {
    /// `None` if it cannot be stored.
    place: Option<ProgressFile>,
    /// Writes the progress. `None` before there is something to write.
    journal: Option<Journal>,
    /// Whether the stored progress was read.
    is_known: bool,
    /// The time of the newest line, so that setting the clock back does not change the order.
    latest: u64,
}

/// The result of opening the progress of a deck.
pub struct Found {
    pub store: Store,
    pub progress: Progress,
    /// Why it could not be read, if so.
    pub trouble: Option<Trouble>,
    /// Where the stored file is now, if it was not progress at all.
    pub aside: Option<PathBuf>,
}

/// The file with the progress in a deck.
#[derive(Clone)]
struct ProgressFile {
    header: Header,
    path: PathBuf,
}

/// Appends lines to that file.
struct Writer {
    place: ProgressFile,
    /// Whether the file was read. If not, it may be of a newer version, or not progress at all.
    is_known: bool,
}

/// The folder of progress files, in the user's own state folder. `None` if that is unknown.
fn folder() -> Option<PathBuf> {
    files::state_folder().map(|folder| folder.join("progress"))
}

impl Store {
    /// Opens the progress in a deck, or starts without any. A file that cannot be read now may be written to later.
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

    /// The stored progress in a deck, to count it. Leaves its file as it is: what cannot be read is told when that deck is opened.
    pub fn look(header: Header) -> Progress {
        let Some(folder) = folder() else { return Progress::default() };
        let place = ProgressFile { path: folder.join(file_name(&header.deck.id)), header };
        let read = journal::within(PATIENCE, move || place.read().ok());
        read.flatten().map(|log| log.progress()).unwrap_or_default()
    }

    fn without(mut self, trouble: Trouble) -> Found {
        if trouble == Trouble::Newer {
            self.place = None;
        }
        Found { store: self, progress: Progress::default(), trouble: Some(trouble), aside: None }
    }

    /// Adds changes made at this time, in milliseconds since 1970. What cannot be written now is tried again.
    pub fn add(&mut self, changes: &[Change], at: u64) {
        let Some(place) = &self.place else { return };
        let when = at.min(LATEST).max(self.latest);
        self.latest = when;
        let writer = || Writer { place: place.clone(), is_known: self.is_known };
        let journal = self.journal.get_or_insert_with(|| Journal::begin(writer()));
        journal.append(changes.iter().map(|change| ProgressLine { when, change: change.clone() }.line()));
    }

    /// Whether nothing is saved at all, or something not yet.
    pub fn is_behind(&self) -> bool {
        match (&self.place, &self.journal) {
            (None, _) => true,
            (Some(_), None) => !self.is_known,
            (Some(_), Some(journal)) => journal.is_behind(),
        }
    }

    /// Whether something was to be written, so that what is not saved yet may soon be.
    pub fn is_begun(&self) -> bool {
        self.journal.is_some()
    }

    /// What is not saved yet. `None` if everything is.
    pub fn missing(&self) -> Option<Missing> {
        self.journal.as_ref()?.missing()
    }

    /// Tries once more to write what is not saved, from any thread. `None` before there was something to write.
    pub fn flusher(&self) -> Option<impl Fn(Duration) -> Option<Missing> + Send + use<>> {
        self.journal.as_ref().map(Journal::flusher)
    }

    /// Tries a last time to write what is not saved. Returns what is still missing.
    pub fn end(&self) -> Option<Missing> {
        self.journal.as_ref()?.end(PATIENCE)
    }

    /// Erases these slides and the answers to these questions. Returns what is left, or `None` if nothing is stored.
    ///
    /// # Errors
    /// Why it cannot be written.
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

    /// The whole progress, for taking it elsewhere.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn export(&self) -> Result<String, Trouble> {
        let mut log = self.place.as_ref().ok_or(Trouble::NoFolder)?.read()?;
        log.tidy();
        log.header.deck.file = None;
        Ok(log.text())
    }

    /// Adds progress exported elsewhere. Returns how many lines were new.
    ///
    /// # Errors
    /// Why it cannot be written.
    pub fn import(&self, other: Log) -> Result<usize, Trouble> {
        let mut new = 0;
        self.place.as_ref().ok_or(Trouble::NoFolder)?.change(|log| new = log.take(other))?;
        Ok(new)
    }
}

impl ProgressFile {
    /// Takes over the progress of the same deck file under its former title. If that fails, starts without it.
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

    /// The content of the file, which may not be progress at all.
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

    /// The stored progress, tidied if it is long. A file that is not progress at all is moved aside; also returns where it is then.
    fn read_tidied(&self) -> Result<(Log, Option<PathBuf>), Trouble> {
        let mut aside = None;
        if self.parsed()? == Err(Unread::Other) {
            let _lock = self.lock()?;
            // Another replay may have moved it aside meanwhile.
            if self.parsed()? == Err(Unread::Other) {
                aside = put_aside(&self.path)?;
            }
        }
        let log = self.read()?;
        let long = fs::metadata(&self.path).is_ok_and(|about| about.len() > TIDIED);
        // What cannot be tidied is read as it is.
        Ok((if long { self.change(Log::tidy).unwrap_or(log) } else { log }, aside))
    }

    /// Changes the whole progress and replaces the file.
    fn change(&self, change: impl FnOnce(&mut Log)) -> Result<Log, Trouble> {
        let _lock = self.lock()?;
        let mut log = self.read()?;
        change(&mut log);
        let text = log.text();
        if text.len() as u64 > LARGEST {
            return Err(Trouble::TooLarge(LARGEST));
        }
        // Restricts its permissions, which the new file will get.
        drop(self.open()?);
        files::write_whole(&self.path, &text).map_err(Trouble::Other)?;
        Ok(log)
    }

    /// The file, open for reading and appending.
    fn open(&self) -> io::Result<File> {
        files::open_private(OpenOptions::new().read(true).append(true).create(true), &self.path)
    }

    /// Locks the file against other writers while the result lives.
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

/// The file name for a deck: its id, or if that is too long for a name, its start and a hash.
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

/// Renames a file so that it ends in "broken". Returns the new path.
fn put_aside(path: &Path) -> io::Result<Option<PathBuf>> {
    let aside = (1..100).map(|number| path.with_extension(format!("{number}.broken"))).find(|aside| !aside.exists());
    aside.map(|aside| fs::rename(path, &aside).map(|()| aside)).transpose()
}
