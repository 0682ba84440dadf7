//! Recordings of shows on disk: writing one while a show runs, and finding those that were written.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::time::Duration;

use crate::files;
use crate::lang::Words;
use crate::record::{Header, Line, Recording, Summary, What};
use crate::show::{Event, Keeping, Show};

/// The largest recording, in bytes: a day of a key a second.
const LARGEST: u64 = 16 << 20;

/// For how long a show that was broken off can be gone on with.
const GOES_ON: Duration = Duration::from_secs(12 * 3600);

/// A recording that is being written.
pub struct Recorder {
    file: File,
    path: PathBuf,
    /// When it began, by the monotonic clock.
    began: Duration,
    written: u64,
    /// Wakes the thread that brings what was written to the disk itself.
    sync: Sender<()>,
}

/// What a show that is about to begin writes, or goes on with.
pub struct Journal {
    header: Header,
    /// A recording of this deck that was broken off: where it lies, and what it says.
    broken_off: Option<(PathBuf, Recording)>,
    recorder: Option<Recorder>,
    words: &'static Words,
    stopped: bool,
}

/// Where recordings lie: below the user's own folder for what programs keep. Nothing where that is not known.
pub fn folder() -> Option<PathBuf> {
    files::state_folder().map(|folder| folder.join("recordings"))
}

impl Journal {
    /// A journal for a show that begins now; `unix` is the time of the machine's clock in seconds since 1970.
    pub fn new(header: Header, words: &'static Words, unix: u64) -> Self {
        let broken_off = folder().and_then(|folder| broken_off(&folder, &header.deck.id, unix));
        Self { header, broken_off, recorder: None, words, stopped: false }
    }

    /// The recording that can be gone on with.
    pub fn broken_off(&self) -> Option<&Recording> {
        self.broken_off.as_ref().map(|(_, recording)| recording)
    }

    /// Writes down what happened in a show; a word to the presenter where that is not possible. The first event begins the file: a deck
    /// that was only looked at leaves none.
    pub fn follow(&mut self, show: &Show, events: &[Event], now: Duration, unix: u64) -> Option<String> {
        if self.stopped || events.is_empty() && !(show.went_on && self.recorder.is_none()) {
            return None;
        }
        let written = self.write(show, events, now, unix);
        written.err().map(|error| {
            self.stopped = true;
            (self.words.not_recorded)(&error.told(self.words))
        })
    }

    fn write(&mut self, show: &Show, events: &[Event], now: Duration, unix: u64) -> Result<(), Trouble> {
        if self.recorder.is_none() {
            let broken_off = self.broken_off.take().filter(|_| show.went_on);
            self.recorder = Some(match broken_off {
                Some((path, recording)) => Recorder::go_on(path, &recording, now, unix)?,
                None => Recorder::begin(&self.header, now)?,
            });
        }
        let Some(recorder) = &mut self.recorder else { return Ok(()) };
        let mut text = String::new();
        let since = now.saturating_sub(recorder.began);
        for event in events {
            let told = event.told(|time| time.saturating_sub(recorder.began));
            let told = if show.keeping == Keeping::Yes { told } else { told.without_words() };
            text.push_str(&Line::new(since, What::Event(told)).line());
            if matches!(event, Event::Renumbered { .. }) {
                text.push_str(&Line::new(since, What::Deck(Summary::of(&show.deck, &show.plan))).line());
            }
        }
        recorder.write(&text)
    }

    /// The show was quit: says so in the recording, and gives its name.
    pub fn end(&mut self, now: Duration) -> Option<PathBuf> {
        let recorder = self.recorder.as_mut()?;
        let line = Line::new(now.saturating_sub(recorder.began), What::Ended).line();
        let _ = recorder.write(&line);
        let _ = recorder.file.sync_data();
        Some(recorder.path.clone())
    }
}

impl Recorder {
    fn begin(header: &Header, now: Duration) -> Result<Self, Trouble> {
        let folder = folder().ok_or(Trouble::NoFolder)?;
        fs::create_dir_all(&folder)?;
        let stamp: String = header.when.chars().map(|char| if char.is_ascii_digit() { char } else { '-' }).collect();
        let name: String = header.deck.id.chars().take(40).collect();
        let names = (1..100).map(|number| match number {
            1 => format!("{stamp}-{name}.jsonl"),
            number => format!("{stamp}-{name}-{number}.jsonl"),
        });
        for path in names.map(|name| folder.join(name)) {
            match OpenOptions::new().append(true).create_new(true).open(&path) {
                Ok(file) => {
                    let mut recorder = Self::on(file, path.clone(), now)?;
                    // What has no first line is no recording.
                    recorder.write(&header.line()).inspect_err(|_| drop(fs::remove_file(path)))?;
                    return Ok(recorder);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Trouble::TooMany)
    }

    /// Goes on with a recording that was broken off: its clock has gone on meanwhile.
    fn go_on(path: PathBuf, recording: &Recording, now: Duration, unix: u64) -> Result<Self, Trouble> {
        let mut file = OpenOptions::new().append(true).open(&path)?;
        let since = recording.age(unix);
        // What was cut off must not run into what follows.
        file.write_all(b"\n")?;
        let mut recorder = Self::on(file, path, now.saturating_sub(since))?;
        recorder.write(&Line::new(since, What::WentOn).line())?;
        Ok(recorder)
    }

    fn on(file: File, path: PathBuf, began: Duration) -> Result<Self, Trouble> {
        // While it is held, no other show goes on with this recording.
        let _ = file.try_lock();
        let other = file.try_clone()?;
        let (sync, wanted) = mpsc::channel();
        std::thread::spawn(move || {
            while wanted.recv().is_ok() {
                wanted.try_iter().for_each(drop);
                let _ = other.sync_data();
            }
        });
        let written = file.metadata().map_or(0, |about| about.len());
        Ok(Self { file, path, began, written, sync })
    }

    /// Hands lines to the system, which keeps them when the program is killed; a thread brings them to the disk.
    fn write(&mut self, text: &str) -> Result<(), Trouble> {
        self.written += text.len() as u64;
        if self.written > LARGEST {
            return Err(Trouble::TooLarge);
        }
        self.file.write_all(text.as_bytes())?;
        let _ = self.sync.send(());
        Ok(())
    }
}

/// Why a show is not recorded.
enum Trouble {
    NoFolder,
    Full,
    NotWritable,
    TooLarge,
    TooMany,
    Other(String),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotWritable,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl Trouble {
    fn told(&self, words: &Words) -> String {
        match self {
            Self::NoFolder => words.no_own_folder.to_owned(),
            Self::Full => words.disk_full.to_owned(),
            Self::NotWritable => words.folder_not_writable.to_owned(),
            Self::TooLarge => (words.recording_too_large)(LARGEST >> 20),
            Self::TooMany => words.too_many_recordings.to_owned(),
            Self::Other(why) => why.clone(),
        }
    }
}

/// Reads a recording.
///
/// # Errors
/// When there is none: a sentence that says so.
pub fn read(path: &Path) -> Result<Recording, String> {
    Recording::parse(&text(path)?).map_err(|error| format!("\"{}\": {error}.", path.display()))
}

/// The text of a recording, or of a bundle of them.
///
/// # Errors
/// When it cannot be read: a sentence that says so.
pub fn text(path: &Path) -> Result<String, String> {
    files::read_bounded(path, LARGEST).map_err(|error| format!("\"{}\" cannot be read: {error}.", path.display()))
}

/// The recordings of this user, the newest last.
pub fn all() -> Vec<PathBuf> {
    let mut paths = folder().map(|folder| in_folder(&folder)).unwrap_or_default();
    paths.retain(|path| path.extension().is_some_and(|it| it == "jsonl"));
    paths
}

/// What may be recordings, or bundles of them, in a folder, in the order of their names.
pub fn in_folder(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "jsonl" || it == "json"));
    paths.sort();
    paths
}

/// The newest recording of a deck that was broken off not long ago, and that no show is writing.
fn broken_off(folder: &Path, deck: &str, unix: u64) -> Option<(PathBuf, Recording)> {
    let end = format!("-{}", deck.chars().take(40).collect::<String>());
    let entries = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    let newest = entries.filter(|path| path.file_stem().is_some_and(|it| it.to_string_lossy().contains(&end))).max()?;
    let since = |recording: &Recording| unix.checked_sub(recording.header.began);
    let recording = read(&newest).ok().filter(|it| it.header.deck.id == deck && !it.is_finished())?;
    let last = recording.duration();
    let recent = since(&recording).is_some_and(|since| Duration::from_secs(since) < last + GOES_ON);
    let is_free = File::open(&newest).is_ok_and(|file| file.try_lock().is_ok());
    (recent && is_free && recording.events().next().is_some()).then_some((newest, recording))
}
