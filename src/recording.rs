//! Recordings on disk: writes one during a show, and finds existing ones.

use std::cmp::Reverse;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use crate::files;
use crate::journal::{self, Journal, Missing, Sink, Trouble, Written};
use crate::lang::{Message, Words, say};
use crate::record::{self, Header, RecordLine, Recording, Summary, What};
use crate::report;
use crate::show::{Event, Keeping, Show, clock};
use crate::terminal::{self, threads};

/// The largest recording, in bytes: a key per second for a day.
const LARGEST: u64 = 16 << 20;

/// The longest first line that is read to find out which deck was shown, in bytes.
const LONGEST_HEADER: u64 = 4 << 20;

/// How long no line must come before what was written is flushed to the disk: a file takes no lines while it is flushed, and a key waits for its line.
const QUIET: Duration = Duration::from_millis(100);

/// How long flushing is put off at most while lines keep coming.
const AT_THE_LATEST: Duration = Duration::from_secs(1);

/// How many characters of a deck's id are in the file names of its recordings.
const NAME: usize = 40;

/// For how long an interrupted show can be resumed.
const GOES_ON: Duration = Duration::from_secs(12 * 3600);

/// The most shows in an hour that occurs twice on the clock.
const LAST: usize = 16;

/// A show that started longer ago than this cannot be resumed.
const DAYS: Duration = Duration::from_secs(4 * 24 * 3600);

/// How long a show waits at its start for information about earlier ones, and at its end for what is not written yet.
const PATIENCE: Duration = Duration::from_secs(1);
const LAST_PATIENCE: Duration = Duration::from_secs(2);

/// Records a show that is about to start, or continues a recording.
pub struct Recorder {
    header: Header,
    /// What was decided before the show: what it leaves out, when it must end.
    settled: Vec<Event>,
    /// An interrupted recording of this deck: its path and its content.
    interrupted: Option<(PathBuf, Recording)>,
    begun: Option<Begun>,
    words: &'static Words,
    /// The last notice to the presenter, as long as something is not recorded.
    told: Option<String>,
    /// Whether anything is written.
    writes: bool,
}

/// A recording that is being written.
struct Begun {
    /// `None` if nothing is written.
    journal: Option<Journal>,
    /// When it started, by the monotonic clock.
    began: Duration,
    /// Its path, once it exists.
    path: Arc<OnceLock<PathBuf>>,
    /// The lines to write next.
    lines: Vec<String>,
    /// The whole recording of a rehearsal, whose times are reported at its end even if it could not be written.
    rehearsal: Option<Arc<Mutex<Recording>>>,
}

/// What remains of a show that has ended.
pub struct Ended {
    /// The path of its recording, if any of it was written.
    pub path: Option<PathBuf>,
    /// The recording of a rehearsal.
    pub rehearsal: Option<Recording>,
    /// A message about what could not be written, and why.
    pub missing: Option<String>,
}

/// The folder of recordings, in the user's own state folder. `None` if that is unknown.
pub fn folder() -> Option<PathBuf> {
    files::state_folder().map(|folder| folder.join("recordings"))
}

impl Recorder {
    /// A recorder for a show that starts now; `unix` is the machine's clock in seconds since 1970.
    pub fn new(header: Header, settled: Vec<Event>, words: &'static Words, unix: u64) -> Self {
        let of = header.clone();
        let found = folder().and_then(|folder| journal::within(PATIENCE, move || interrupted(&folder, &of, unix)));
        Self { header, settled, interrupted: found.flatten(), begun: None, words, told: None, writes: true }
    }

    /// The same for a show of which nothing is written. A rehearsal is still reported at its end.
    pub fn unwritten(header: Header, settled: Vec<Event>, words: &'static Words) -> Self {
        Self { header, settled, interrupted: None, begun: None, words, told: None, writes: false }
    }

    /// The recording that can be resumed.
    pub fn interrupted(&self) -> Option<&Recording> {
        self.interrupted.as_ref().map(|(_, recording)| recording)
    }

    /// Records events of a show. The first event creates the file, so that a deck that was only looked at leaves none.
    pub fn follow(&mut self, show: &mut Show, events: &[Event], now: Duration, unix: u64) {
        let mut lines = Vec::new();
        if self.begun.is_none() && (show.is_resumed() || !events.is_empty()) {
            lines = self.begin(show.is_resumed(), now, unix);
        }
        let Some(begun) = &mut self.begun else { return };
        for event in events {
            let told = event.told(|time| time.saturating_sub(begun.began));
            let told = if show.keeping == Keeping::Yes { told } else { told.without_words() };
            lines.push(What::Event(told));
            if matches!(event, Event::Renumbered { .. }) {
                lines.push(What::Deck(Summary::of(&show.deck, &show.plan)));
            }
        }
        begun.write(lines, now);
    }

    /// Starts writing the new lines, all at once: many keys may come together.
    pub fn hand_over(&mut self) {
        self.begun.iter_mut().for_each(Begun::hand_over);
    }

    /// Waits until everything is written, and tells the show if that fails.
    pub fn keep(&mut self, show: &mut Show) {
        self.hand_over();
        let Some(begun) = &self.begun else { return };
        let Some(journal) = &begun.journal else { return };
        journal.keep();
        let missing = journal.missing().map(|missing| missing.why);
        self.tell(missing, show);
    }

    /// Starts a recording, or continues the interrupted one. Returns the lines to write for that.
    fn begin(&mut self, went_on: bool, now: Duration, unix: u64) -> Vec<What> {
        let interrupted = self.interrupted.take().filter(|_| went_on);
        let path = Arc::new(OnceLock::new());
        let keeps = |recording: &Recording| self.header.rehearsal.then(|| recording.clone());
        let (scribe, began, rehearsal, first) = match interrupted {
            Some((there, recording)) => {
                let _ = path.set(there);
                // Its clock has kept running meanwhile.
                let began = now.saturating_sub(recording.age(unix));
                (Scribe::new(&recording.header, path.clone()), began, keeps(&recording), vec![What::WentOn])
            }
            None => {
                let empty = Recording { header: self.header.clone(), lines: Vec::new() };
                let settled = self.settled.iter().map(|event| event.told(|time| time.saturating_sub(now)));
                (Scribe::new(&self.header, path.clone()), now, keeps(&empty), settled.map(What::Event).collect())
            }
        };
        let journal = self.writes.then(|| Journal::begin(scribe));
        if let Some(flush) = journal.as_ref().map(Journal::flusher) {
            let words = self.words;
            terminal::say_if_ended(move || {
                flush(journal::IN_HASTE).map(|missing| told(missing.lines, &missing, words))
            });
        }
        let rehearsal = rehearsal.map(|it| Arc::new(Mutex::new(it)));
        rehearsal.iter().for_each(|it| tell_times_if_ended(it.clone(), began, self.words));
        self.begun = Some(Begun { journal, began, path, lines: Vec::new(), rehearsal });
        first
    }

    /// Tells a show whether some of it is not recorded: by a mark while that is so, and a notice at first.
    fn tell(&mut self, why: Option<Trouble>, show: &mut Show) {
        show.is_not_recorded = why.is_some();
        show.why_not_recorded = why.as_ref().map(|why| why.told(self.words));
        match (why, &self.told) {
            (Some(_), Some(_)) => {}
            (Some(why), None) => {
                let told = (self.words.not_recorded)(&why.told(self.words));
                (show.notice, self.told) = (Some(told.clone()), Some(told));
            }
            (None, told) => {
                // The notice no longer holds.
                show.notice = show.notice.take().filter(|notice| Some(notice) != told.as_ref());
                self.told = None;
            }
        }
    }

    /// The show was quit: records that, and tries a last time to write what is missing. `None` if there is no recording.
    pub fn end(mut self, now: Duration) -> Option<Ended> {
        let words = self.words;
        let mut begun = self.begun.take()?;
        begun.write(vec![What::Ended], now);
        begun.hand_over();
        let missing = begun.journal.as_ref().and_then(|journal| journal.end(LAST_PATIENCE));
        // The end itself is not an event.
        let missing = missing.filter(|missing| missing.lines > 1);
        let missing = missing.map(|missing| told(missing.lines - 1, &missing, words));
        let path = begun.path.get().filter(|path| !is_empty_and_removed(path)).cloned();
        let rehearsal = begun.rehearsal.as_ref().map(|it| it.lock().unwrap_or_else(PoisonError::into_inner).clone());
        Some(Ended { path, rehearsal, missing })
    }
}

/// If a signal ends a rehearsal, its times are told all the same.
fn tell_times_if_ended(rehearsal: Arc<Mutex<Recording>>, began: Duration, words: &'static Words) {
    terminal::say_if_ended(move || {
        let mut recording = rehearsal.lock().unwrap_or_else(PoisonError::into_inner).clone();
        recording.lines.push(RecordLine::new(terminal::monotonic().saturating_sub(began), What::Ended));
        Some(report::times(&recording, words).trim_end().to_owned())
    });
}

/// How many events could not be recorded, and why.
fn told(events: usize, missing: &Missing, words: &Words) -> String {
    let since = missing.since.max(Duration::from_secs(1));
    (words.events_missing)(events, &clock::minutes(since), &missing.why.told(words))
}

impl Begun {
    fn write(&mut self, lines: Vec<What>, now: Duration) {
        if lines.is_empty() {
            return;
        }
        let since = now.saturating_sub(self.began);
        let lines: Vec<RecordLine> = lines.into_iter().map(|what| RecordLine::new(since, what)).collect();
        if self.journal.is_some() {
            self.lines.extend(lines.iter().map(RecordLine::line));
        }
        if let Some(rehearsal) = &self.rehearsal {
            rehearsal.lock().unwrap_or_else(PoisonError::into_inner).lines.extend(lines);
        }
    }

    fn hand_over(&mut self) {
        if let Some(journal) = self.journal.as_ref().filter(|_| !self.lines.is_empty()) {
            journal.hand_over(self.lines.drain(..));
        }
    }
}

/// Writes a recording: a new file, which is locked while the show runs, or the file of an interrupted show.
struct Scribe {
    first_line: String,
    /// For the file name: when the show started, as text, and the id of its deck.
    name: (String, String),
    path: Arc<OnceLock<PathBuf>>,
    open: Option<(File, Sender<()>)>,
}

impl Scribe {
    fn new(header: &Header, path: Arc<OnceLock<PathBuf>>) -> Self {
        let name = (header.when.clone(), header.deck.id.clone());
        Self { first_line: header.line(), name, path, open: None }
    }

    fn add(&mut self, lines: &str) -> Result<Written, Trouble> {
        let (file, sync) = match &mut self.open {
            Some(open) => open,
            None => {
                let file = self.open_file()?;
                // While it is locked, no other show can continue this recording.
                let _ = file.try_lock();
                let sync = sync_elsewhere(&file);
                self.open.insert((file, sync))
            }
        };
        let written = journal::add(file, &self.first_line, lines, LARGEST);
        match &written.trouble {
            None => drop(sync.send(())),
            // Once the disk has room, the same file continues. Other problems may be solved by opening a new one.
            Some(Trouble::Full | Trouble::TooLarge(_)) => {}
            Some(_) => self.open = None,
        }
        Ok(written)
    }

    /// The file that was started, else a new one with a free name.
    fn open_file(&self) -> Result<File, Trouble> {
        let mut options = OpenOptions::new();
        options.read(true).append(true);
        if let Some(path) = self.path.get() {
            return Ok(files::open_private(options.create(true), path)?);
        }
        let folder = folder().ok_or(Trouble::NoFolder)?;
        files::private_folder(&folder)?;
        options.create_new(true);
        let (when, id) = &self.name;
        for path in names(when, id).map(|name| folder.join(name)) {
            match files::open_private(&mut options, &path) {
                Ok(file) => {
                    let _ = self.path.set(path);
                    return Ok(file);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists || path.symlink_metadata().is_ok() => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(Trouble::TooMany)
    }
}

impl Sink for Scribe {
    fn write(&mut self, lines: &str) -> Written {
        self.add(lines).unwrap_or_else(Written::from)
    }

    fn settle(&mut self) {
        if let Some((file, _)) = &self.open {
            let _ = file.sync_data();
        }
    }
}

/// Removes a file into which nothing could be written. Returns whether it did.
fn is_empty_and_removed(path: &Path) -> bool {
    match fs::metadata(path) {
        Ok(about) => about.len() == 0 && fs::remove_file(path).is_ok(),
        Err(_) => true,
    }
}

/// Possible file names for a show, from its minute and its deck.
fn names(when: &str, id: &str) -> impl Iterator<Item = String> {
    let stamp: String = when.chars().map(|char| if char.is_ascii_digit() { char } else { '-' }).collect();
    let name: String = id.chars().take(NAME).collect();
    (1..100).map(move |number| match number {
        1 => format!("{stamp}-{name}.jsonl"),
        number => format!("{stamp}-{name}-{number}.jsonl"),
    })
}

/// Flushes written data to the disk, on another thread, soon after it is told to.
fn sync_elsewhere(file: &File) -> Sender<()> {
    let (sync, wanted) = mpsc::channel();
    if let Ok(file) = file.try_clone() {
        let work = move || {
            while wanted.recv().is_ok() {
                let since = Instant::now();
                while wanted.recv_timeout(QUIET).is_ok() && since.elapsed() < AT_THE_LATEST {}
                let _ = file.sync_data();
            }
        };
        // Without a thread, the system flushes when it likes.
        let _ = threads::start(work);
    }
    sync
}

/// A hash of the path of a deck's file, for its recordings. `None` if there is no such file.
pub fn number_of(deck: &Path) -> Option<String> {
    let whole = fs::canonicalize(deck).ok()?;
    Some(format!("{:016x}", record::hash(whole.as_os_str().as_encoded_bytes().iter().copied())))
}

/// Reads a recording.
///
/// # Errors
/// A sentence, if there is none.
pub fn read(path: &Path) -> Result<Recording, Message> {
    Recording::parse(&text(path)?).map_err(|error| say!("\"{path}\": {error}.", path = path.display(), error))
}

/// The text of a recording, or of a bundle of them.
///
/// # Errors
/// A sentence, if it cannot be read.
pub fn text(path: &Path) -> Result<String, Message> {
    files::read_bounded(path, LARGEST)
        .map_err(|error| say!("\"{path}\" cannot be read: {error}.", path = path.display(), error))
}

/// The recordings of this user, newest last. They are sorted by name, which contains local time. Because the clock may have been set back, the last
/// ones are sorted by their real start.
pub fn all() -> Vec<PathBuf> {
    let mut paths = folder().map(|folder| in_folder(&folder)).unwrap_or_default();
    paths.retain(|path| path.extension().is_some_and(|it| it == "jsonl"));
    let last = paths.len().saturating_sub(LAST);
    paths[last..].sort_by_cached_key(|path| header_of(path).map(|header| header.began));
    paths
}

/// The files in a folder that may be recordings or bundles, sorted by name.
pub fn in_folder(folder: &Path) -> Vec<PathBuf> {
    files::ending_in(folder, &["jsonl", "json"])
}

/// The recordings of a deck in a folder, newest first. Names of decks may contain each other, so the first lines decide.
pub fn of_deck(folder: &Path, deck: &str) -> impl Iterator<Item = PathBuf> + use<> {
    let name = format!("-{}", deck.chars().take(NAME).collect::<String>());
    let mut paths = in_folder(folder);
    paths.retain(|path| path.file_stem().map(OsStr::to_string_lossy).is_some_and(|it| it.contains(&name)));
    paths.sort_by_key(|path| Reverse(path.clone()));
    let deck = deck.to_owned();
    paths.into_iter().filter(move |path| header_of(path).is_some_and(|header| header.deck.id == deck))
}

/// The first line of a recording.
fn header_of(path: &Path) -> Option<Header> {
    Recording::parse(&files::first_line(path, LONGEST_HEADER)?).ok().map(|recording| recording.header)
}

/// The recent interrupted recording of a deck that no show is writing: of the same file if there is one, else of a deck with mostly the same
/// slides. Of each file only the newest counts, and none that is older than the newest of the same file.
fn interrupted(folder: &Path, header: &Header, unix: u64) -> Option<(PathBuf, Recording)> {
    let mut of_deck: Vec<_> =
        recent(folder, unix).filter_map(|(path, it)| Some((it.kinship(header)?, it, path))).collect();
    of_deck.sort_by_key(|(_, it, _)| Reverse(it.began));
    let newest = of_deck.iter().position(|(_, it, _)| it.is_of_file_of(header));
    of_deck.truncate(newest.map_or(of_deck.len(), |newest| newest + 1));
    let is_newest = |at: usize| !of_deck[..at].iter().any(|(_, it, _)| it.is_of_file_of(&of_deck[at].1));
    let mut candidates: Vec<usize> = (0..of_deck.len()).filter(|at| is_newest(*at)).collect();
    candidates.sort_by_key(|at| Reverse(of_deck[*at].0));
    candidates.into_iter().find_map(|at| {
        let path = &of_deck[at].2;
        Some((path.clone(), unfinished(path, unix)?))
    })
}

/// A recording that can be resumed.
fn unfinished(path: &Path, unix: u64) -> Option<Recording> {
    let recording = read(path).ok()?;
    // The machine's clock may have been set back meanwhile.
    let since = Duration::from_secs(unix.saturating_sub(recording.header.began));
    let file = files::open_regular(OpenOptions::new().read(true), path);
    let is_free = file.is_ok_and(|file| file.try_lock().is_ok());
    let is_recent = since < recording.duration() + GOES_ON;
    let goes_on = is_recent && is_free && !recording.is_finished() && recording.events().next().is_some();
    goes_on.then_some(recording)
}

/// The recordings in a folder that started in the last days, or slightly in the future, if the machine's clock was set back. Their names start with
/// local time, so the order may be off by at most the range of time zones.
fn recent(folder: &Path, unix: u64) -> impl Iterator<Item = (PathBuf, Header)> + use<> {
    let mut paths = in_folder(folder);
    paths.sort_by_key(|path| Reverse(path.clone()));
    let headers = paths.into_iter().filter_map(|path| header_of(&path).map(|header| (path, header)));
    let is_near = move |header: &Header| Duration::from_secs(unix.saturating_sub(header.began)) < DAYS;
    let is_to_come = move |header: &Header| header.began.saturating_sub(unix) >= GOES_ON.as_secs();
    headers.take_while(move |(_, header)| is_near(header)).filter(move |(_, header)| !is_to_come(header))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Planned;
    use crate::show::Place;

    /// A show of a deck in a file, always with the same slides.
    fn of(file: &str, began: u64) -> Header {
        let titles = ["Hello", "Idea", "Proof"];
        let slide = |title: &str| Planned { number: "1".into(), title: title.into(), section: 0, seconds: None };
        let deck = Summary { id: "t".into(), slides: titles.map(slide).into(), ..Summary::default() };
        Header { file: Some(file.into()), ..Header::new(began, "2026-11-29 09:00".into(), deck) }
    }

    /// Which of some shows can be resumed, by its start. Those with a `!` were quit.
    fn offered(shows: &[(&str, u64)], file: &str) -> Option<u64> {
        let folder = std::env::temp_dir().join(format!("pupitre-recording-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (file, began) in shows {
            let moved = What::Event(Event::Moved(Place { slide: 1, step: 0 }));
            let mut text =
                of(file.trim_end_matches('!'), *began).line() + &RecordLine::new(Duration::ZERO, moved).line();
            if file.ends_with('!') {
                text += &RecordLine::new(Duration::ZERO, What::Ended).line();
            }
            fs::write(folder.join(format!("2026-11-29-09-{began}-t.jsonl")), text).unwrap();
        }
        let found = interrupted(&folder, &of(file, 99), 99);
        fs::remove_dir_all(&folder).unwrap();
        found.map(|(_, recording)| recording.header.began)
    }

    #[test]
    fn a_show_can_be_resumed_until_a_later_show_of_either_file() {
        assert_eq!(offered(&[("a", 11)], "a"), Some(11));
        assert_eq!(offered(&[("a", 11), ("a!", 12)], "a"), None, "it was declined, or the deck was shown anew");
        assert_eq!(offered(&[("a", 11)], "b"), Some(11), "the file was moved");
        assert_eq!(offered(&[("a", 11), ("b!", 12)], "b"), None, "that was declined");
        assert_eq!(offered(&[("a", 11), ("b!", 12)], "a"), Some(11), "a copy consumes nothing");
        assert_eq!(offered(&[("a!", 11), ("b", 12)], "a"), Some(12), "a copy on another disk, and back");
        assert_eq!(offered(&[("a", 11), ("b", 12)], "a"), Some(11), "its own comes first");
        assert_eq!(offered(&[("b", 11), ("b!", 12)], "a"), None);
    }
}
