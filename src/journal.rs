//! A journal: lines that are appended to a file while something continues. Used for recordings and progress.
//!
//! A thread writes the lines in order. Whoever appends some waits until the system has them, so that nothing is shown before it is saved, but never
//! longer than a key may take: a full disk, a locked file, or a file server that hangs must not stop a show. Lines that could not be written stay
//! in memory and are tried again, with the next line and after a while.

mod file;

use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::time::{Duration, Instant};

pub use file::{add, lock};

use crate::lang::{Message, Words, say};
use crate::terminal::threads;

/// The most unwritten data kept in memory, in bytes: as much as the largest journal.
pub const MOST_UNWRITTEN: usize = 16 << 20;

/// How long a key waits for its lines. Next, how long if earlier ones are not written either.
const PATIENCE: Duration = Duration::from_millis(500);
const SHORT_PATIENCE: Duration = Duration::from_millis(20);

/// The pause before another try without new lines: at first, and at most.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(4);

/// How long a program that a signal ends waits for what is not written yet.
pub const IN_HASTE: Duration = Duration::from_millis(300);

/// How often to check again whether something is still not written.
pub const LOOK_INTERVAL: Duration = Duration::from_millis(250);

/// Why lines are not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The system does not tell where this user's files are.
    NoFolder,
    /// The disk is full, or a file may not be that large.
    Full,
    NotWritable,
    /// The journal would be larger than this many bytes.
    TooLarge(u64),
    /// All names for a new file are taken.
    TooMany,
    /// A newer version of this program has written it, so it must not be changed.
    Newer,
    /// Another program holds its lock.
    Busy,
    /// The disk takes too long.
    Slow,
    /// Something else is at its path: a folder, a pipe, a device.
    NotAFile,
    Other(Message),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::NotWritable,
            io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory => Self::NotAFile,
            // Files of journals are opened whether they exist or not, so what exists is in the place of their folder.
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                Self::Other(say!("a file is in the place of its folder"))
            }
            _ => Self::Other(Message::from(&error)),
        }
    }
}

impl Trouble {
    /// The reason as text, to follow a colon.
    pub fn told(&self, words: &Words) -> String {
        match self {
            Self::NoFolder => words.no_own_folder.to_owned(),
            Self::Full => words.disk_full.to_owned(),
            Self::NotWritable => words.folder_not_writable.to_owned(),
            Self::TooLarge(most) => (words.journal_too_large)(most >> 20),
            Self::TooMany => words.too_many_recordings.to_owned(),
            Self::Newer => words.replay.newer_progress.to_owned(),
            Self::Busy => words.file_locked.to_owned(),
            Self::Slow => words.disk_slow.to_owned(),
            Self::NotAFile => words.not_a_file.to_owned(),
            Self::Other(why) => why.in_words(words).into(),
        }
    }
}

/// Writes the lines of a journal. It may take its time: nobody waits for it longer than they want to.
pub trait Sink: Send + 'static {
    /// Writes as many of these lines as possible, in order.
    fn write(&mut self, lines: &str) -> Written;

    /// Flushes what was written to the disk, once at the end.
    fn settle(&mut self) {}
}

/// The result of writing lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// How many bytes were written; always complete lines.
    pub bytes: usize,
    /// Why not all of them were.
    pub trouble: Option<Trouble>,
}

impl From<Trouble> for Written {
    fn from(trouble: Trouble) -> Self {
        Self { bytes: 0, trouble: Some(trouble) }
    }
}

/// What is currently not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    pub lines: usize,
    /// How long ago the first of the lines was appended.
    pub since: Duration,
    pub why: Trouble,
}

/// A journal that is being written.
pub struct Journal(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    unwritten: VecDeque<Entry>,
    /// The size of these lines in bytes.
    bytes: usize,
    /// The number of lines that did not fit into memory, and when the first of them was appended.
    missed: usize,
    missed_since: Option<Instant>,
    /// Why the last try failed.
    trouble: Option<Trouble>,
    /// How many lines were appended, and how many of them the last finished try contained.
    come: u64,
    tried: u64,
    /// Whether a try is taking longer than somebody has waited.
    is_late: bool,
    /// Whether the next try should start at once.
    is_urged: bool,
    ends: bool,
    is_settled: bool,
}

/// A line.
struct Entry {
    line: String,
    came: Instant,
}

impl Journal {
    /// Starts writing to a sink, which is not used before the first line.
    pub fn begin(sink: impl Sink) -> Self {
        let shared = Arc::new(Shared { state: Mutex::default(), changed: Condvar::new() });
        let worker = shared.clone();
        if let Err(error) = threads::start(move || worker.work(sink)) {
            shared.lock().trouble = Some(error.into());
        }
        Self(shared)
    }

    /// Appends lines, each with its line feed, and waits until they are written. If that fails or takes too long, they are tried again later.
    pub fn append(&self, lines: impl IntoIterator<Item = String>) {
        self.hand_over(lines);
        self.keep();
    }

    /// Appends lines, each with its line feed, without waiting.
    pub fn hand_over(&self, lines: impl IntoIterator<Item = String>) {
        let mut state = self.0.lock();
        let came = Instant::now();
        lines.into_iter().for_each(|line| state.push(Entry { line, came }));
        state.is_urged = true;
        self.0.changed.notify_all();
    }

    /// Waits until the lines are written. If that fails or takes too long, they are tried again later.
    pub fn keep(&self) {
        let state = self.0.lock();
        if state.tried >= state.come {
            return;
        }
        let patience = match &state.trouble {
            _ if state.is_late => return,
            Some(_) => SHORT_PATIENCE,
            None => PATIENCE,
        };
        let wanted = state.come;
        let mut state = self.0.wait(state, patience, |state| state.tried >= wanted);
        state.is_late |= state.tried < wanted;
    }

    /// Whether some lines are not written.
    pub fn is_behind(&self) -> bool {
        self.0.lock().is_behind()
    }

    /// The lines that are not written. `None` if all are.
    pub fn missing(&self) -> Option<Missing> {
        self.0.lock().missing()
    }

    /// Tries once more, for at most this long. Returns what is still missing.
    pub fn flush(&self, patience: Duration) -> Option<Missing> {
        self.0.flush(patience)
    }

    /// The same for another thread, also after this journal has moved.
    pub fn flusher(&self) -> impl Fn(Duration) -> Option<Missing> + Send + use<> {
        let shared = self.0.clone();
        move |patience| shared.flush(patience)
    }

    /// The same at the end, when no lines will follow. Also flushes to the disk.
    pub fn end(&self, patience: Duration) -> Option<Missing> {
        let until = Instant::now() + patience;
        self.0.lock().ends = true;
        let missing = self.flush(patience);
        let state = self.0.lock();
        let left = until.saturating_duration_since(Instant::now());
        let state = self.0.wait(state, left, |state| state.is_settled || !state.unwritten.is_empty());
        missing.and(state.missing())
    }
}

/// Lines that could not be written are still tried after the journal is dropped, as long as the program runs.
impl Drop for Journal {
    fn drop(&mut self) {
        self.0.lock().ends = true;
        self.0.changed.notify_all();
    }
}

impl State {
    fn push(&mut self, entry: Entry) {
        if self.bytes + entry.line.len() > MOST_UNWRITTEN {
            self.missed += 1;
            self.missed_since.get_or_insert(entry.came);
            return;
        }
        self.come += 1;
        self.bytes += entry.line.len();
        self.unwritten.push_back(entry);
    }

    fn is_behind(&self) -> bool {
        !self.unwritten.is_empty() || self.missed > 0
    }

    fn missing(&self) -> Option<Missing> {
        let first = self.unwritten.front().map(|entry| entry.came).or(self.missed_since)?;
        let why = self.trouble.clone().unwrap_or(Trouble::Slow);
        Some(Missing { lines: self.unwritten.len() + self.missed, since: first.elapsed(), why })
    }

    /// Removes what was written.
    fn take_off(&mut self, mut bytes: usize) {
        while let Some(length) = self.unwritten.front().map(|entry| entry.line.len()).filter(|it| *it <= bytes) {
            self.unwritten.pop_front();
            bytes -= length;
            self.bytes -= length;
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn flush(&self, patience: Duration) -> Option<Missing> {
        let mut state = self.lock();
        let wanted = state.come;
        state.is_urged = !state.unwritten.is_empty();
        self.changed.notify_all();
        // A try that is running may have started before the disk had room again.
        let is_over = |state: &State| state.unwritten.is_empty() || state.tried >= wanted && !state.is_urged;
        self.wait(state, patience, is_over).missing()
    }

    /// Waits for a condition, but at most this long.
    fn wait<'a>(
        &self,
        state: MutexGuard<'a, State>,
        patience: Duration,
        is_so: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        let waited = self.changed.wait_timeout_while(state, patience, |state| !is_so(state));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Writes lines until no more will come.
    fn work(&self, mut sink: impl Sink) {
        let mut pause = FIRST_PAUSE;
        while let Some((lines, come)) = self.next(pause) {
            let Written { bytes, trouble } = sink.write(&lines);
            pause = if trouble.is_none() || bytes > 0 { FIRST_PAUSE } else { LONGEST_PAUSE.min(pause * 2) };
            let mut state = self.lock();
            state.take_off(bytes);
            (state.trouble, state.tried, state.is_late) = (trouble, come, false);
            self.changed.notify_all();
        }
        sink.settle();
        self.lock().is_settled = true;
        self.changed.notify_all();
    }

    /// Waits for lines to write, and after a failure until it is time to try again. Returns them with the number of all lines so far, or `None` if
    /// no more will come.
    fn next(&self, pause: Duration) -> Option<(String, u64)> {
        let state = self.lock();
        let is_idle = |state: &mut State| state.unwritten.is_empty() && !state.ends;
        let state = self.changed.wait_while(state, is_idle).unwrap_or_else(PoisonError::into_inner);
        if state.unwritten.is_empty() {
            return None;
        }
        let mut state = match state.trouble {
            Some(_) => self.wait(state, pause, |state| state.is_urged),
            None => state,
        };
        state.is_urged = false;
        Some((state.unwritten.iter().map(|entry| entry.line.as_str()).collect(), state.come))
    }
}

/// Runs something that may hang, such as on a file server that is gone, and waits for its result at most this long; hardly at all if something else
/// already hangs.
pub fn within<T: Send + 'static>(patience: Duration, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    static HANGING: AtomicUsize = AtomicUsize::new(0);
    let (done, result) = mpsc::channel();
    let work = move || {
        if done.send(work()).is_err() {
            HANGING.fetch_sub(1, Ordering::SeqCst);
        }
    };
    threads::start(work).ok()?;
    let patience = if HANGING.load(Ordering::SeqCst) > 0 { SHORT_PATIENCE } else { patience };
    let given = result.recv_timeout(patience).ok();
    if given.is_none() {
        HANGING.fetch_add(1, Ordering::SeqCst);
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk in memory with room for this many more bytes. It hangs while somebody holds the lock.
    #[derive(Clone, Default)]
    struct Disk(Arc<Mutex<(String, usize)>>);

    impl Sink for Disk {
        fn write(&mut self, lines: &str) -> Written {
            let mut disk = self.0.lock().unwrap();
            let room = lines.get(..disk.1).unwrap_or(lines);
            let bytes = room.rfind('\n').map_or(0, |at| at + 1);
            disk.0.push_str(&lines[..bytes]);
            disk.1 -= bytes;
            Written { bytes, trouble: (bytes < lines.len()).then_some(Trouble::Full) }
        }
    }

    fn lines(numbers: std::ops::Range<u32>) -> Vec<String> {
        numbers.map(|number| format!("{number}\n")).collect()
    }

    fn assert_written_later(journal: &Journal) {
        while journal.is_behind() {
            std::thread::yield_now();
        }
    }

    #[test]
    fn append_returns_after_writing() {
        let disk = Disk::default();
        disk.0.lock().unwrap().1 = 1000;
        let journal = Journal::begin(disk.clone());
        for number in 0..50 {
            journal.append([format!("{number}\n")]);
            assert!(disk.0.lock().unwrap().0.ends_with(&format!("{number}\n")));
        }
        assert_eq!(journal.end(Duration::from_secs(9)), None);
    }

    #[test]
    fn lines_without_room_are_written_in_order_later_without_new_lines() {
        let disk = Disk::default();
        disk.0.lock().unwrap().1 = 5;
        let journal = Journal::begin(disk.clone());
        journal.append(lines(0..4));
        journal.append(lines(4..6));
        let missing = journal.missing().unwrap();
        assert_eq!((missing.lines, missing.why), (4, Trouble::Full));
        assert_eq!(disk.0.lock().unwrap().0, "0\n1\n", "as much as there is room for");
        disk.0.lock().unwrap().1 = 1000;
        assert_written_later(&journal);
        assert_eq!(disk.0.lock().unwrap().0, lines(0..6).concat());
        assert_eq!(journal.missing(), None);
    }

    #[test]
    fn a_hanging_disk_blocks_nobody_and_loses_nothing() {
        let disk = Disk::default();
        disk.0.lock().unwrap().1 = 10_000;
        let journal = Journal::begin(disk.clone());
        let hang = disk.0.lock().unwrap();
        for number in 0..100 {
            journal.append([format!("{number}\n")]);
        }
        assert_eq!(journal.missing().map(|it| (it.lines, it.why)), Some((100, Trouble::Slow)));
        assert_eq!(journal.flush(Duration::from_millis(1)).map(|it| it.lines), Some(100));
        drop(hang);
        assert_written_later(&journal);
        assert_eq!(disk.0.lock().unwrap().0, lines(0..100).concat());
    }

    #[test]
    fn at_the_end_a_last_try_is_made_and_losses_are_reported() {
        let disk = Disk::default();
        let journal = Journal::begin(disk.clone());
        journal.append(lines(0..3));
        let missing = journal.end(Duration::from_secs(9)).unwrap();
        assert_eq!((missing.lines, missing.why), (3, Trouble::Full));
        disk.0.lock().unwrap().1 = 100;
        assert_eq!(journal.end(Duration::from_secs(9)), None);
    }

    #[test]
    fn memory_is_limited_and_dropped_lines_are_counted() {
        let journal = Journal::begin(Disk::default());
        let long = "x".repeat(MOST_UNWRITTEN / 4);
        journal.append((0..9).map(|_| long.clone()));
        assert_eq!(journal.missing().map(|it| it.lines), Some(9));
        assert!(journal.0.lock().bytes <= MOST_UNWRITTEN);
    }

    #[test]
    fn hanging_work_blocks_nobody() {
        assert_eq!(within(Duration::from_secs(60), || 7), Some(7));
        let (free, held) = mpsc::channel::<()>();
        assert_eq!(within(Duration::from_millis(1), move || held.recv().is_ok()), None);
        drop(free);
    }
}
