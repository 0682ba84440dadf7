//! Watches files for changes: the deck, its theme, and the files beside them.
//!
//! The system reports changes in their folders, but not all of them: what another machine does on a network file system, what is done under another
//! name of the same file, or in a folder that has replaced the watched one. So the files are also polled.

use std::collections::{HashMap, HashSet};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::terminal::threads;
use crate::workers;

/// Editors write a file in several steps. Everything within this time counts as one change.
const SETTLED: Duration = Duration::from_millis(20);

/// How often files are polled.
const EVERY: Duration = Duration::from_secs(1);

/// How much later a report may arrive than polling sees the change.
const LATE: Duration = Duration::from_millis(200);

/// How many symbolic links are followed in a row, as in Linux.
const MOST_LINKS: usize = 40;

/// Watches files through their folders, because an editor that saves by renaming replaces the watched file.
pub struct Watch {
    watcher: Option<RecommendedWatcher>,
    /// The watched folders, with the identity of each.
    folders: HashMap<PathBuf, Option<Identity>>,
    shared: Arc<Shared>,
    /// The files are polled while this exists.
    _looks: Sender<()>,
}

/// What the watching threads share.
#[derive(Default)]
struct Shared {
    files: Mutex<Files>,
    /// Whether polling saw a change that was not reported.
    is_silent: AtomicBool,
    /// Whether that was said.
    is_said: AtomicBool,
}

#[derive(Default)]
struct Files {
    /// The names under which changes are reported.
    told: HashSet<PathBuf>,
    /// The stamp of each file when it was last polled. `None` if there was no file.
    seen: HashMap<PathBuf, Option<Stamp>>,
}

/// Distinguishes a file or folder from another one with the same name.
type Identity = (u64, u64);

/// Distinguishes one version of a file from the next.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    identity: Option<Identity>,
    length: u64,
    modified: Option<SystemTime>,
    /// Whether it has other names, under which it may be changed.
    has_names: bool,
}

impl Watch {
    /// Calls `changed`, on another thread, after each change to a watched file.
    pub fn new(changed: impl Fn() + Send + 'static) -> Self {
        let shared = Arc::<Shared>::default();
        let (sender, events) = mpsc::channel();
        let (of_thread, of_watcher, looks) = (shared.clone(), shared.clone(), sender.clone());
        // Asked at once: the folder may be replaced before the thread has started.
        let here = std::env::current_dir().ok();
        // If the thread cannot start, nothing is reported: `r` still reads the deck.
        let _ = threads::start(move || follow(&of_thread, here.as_deref(), &events, changed));
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if !event.kind.is_access() && event.paths.iter().any(|path| of_watcher.files().told.contains(path)) {
                let _ = sender.send(());
            }
        });
        Self { watcher: watcher.ok(), folders: HashMap::new(), shared, _looks: looks }
    }

    /// Watches exactly these files. Those that cannot be watched are only polled.
    pub fn set(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        let paths: Vec<PathBuf> = paths.into_iter().collect();
        let told: HashSet<PathBuf> = paths.iter().flat_map(|path| names_of(path)).collect();
        let folders: HashSet<&Path> = told.iter().filter_map(|path| path.parent()).collect();
        let is_watched = folders.into_iter().all(|folder| self.watch(folder));
        if !is_watched {
            self.shared.is_silent.store(true, Ordering::Relaxed);
        }
        let mut files = self.shared.files();
        let mut before = std::mem::take(&mut files.seen);
        // Changes since the last poll are still to be noticed.
        let seen = |path: PathBuf| {
            let stamp = before.remove(&path).unwrap_or_else(|| Stamp::of(&path));
            (path, stamp)
        };
        *files = Files { seen: paths.into_iter().map(seen).collect(), told };
    }

    /// Whether it has turned out that not all changes are reported for these files. Returns true only once.
    pub fn is_found_silent(&self) -> bool {
        self.shared.is_silent.load(Ordering::Relaxed) && !self.shared.is_said.swap(true, Ordering::Relaxed)
    }

    /// Watches a folder, again if it was replaced. Returns whether that is possible.
    fn watch(&mut self, folder: &Path) -> bool {
        let Some(watcher) = &mut self.watcher else { return false };
        let identity = fs::metadata(folder).ok().and_then(|it| identity(&it));
        if self.folders.get(folder) == Some(&identity) {
            return true;
        }
        // notify 8 panics if the system refuses its thread.
        let watched = workers::caught(|| {
            let _ = watcher.unwatch(folder);
            watcher.watch(folder, RecursiveMode::NonRecursive).is_ok()
        });
        match watched {
            Some(true) => drop(self.folders.insert(folder.to_owned(), identity)),
            Some(false) => {}
            None => self.give_up(),
        }
        watched == Some(true)
    }

    /// Stops listening for reports.
    fn give_up(&mut self) {
        if let Some(watcher) = self.watcher.take() {
            let _ = workers::caught(|| drop(watcher));
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl Shared {
    fn files(&self) -> MutexGuard<'_, Files> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Polls all files. Returns the new stamps of those that have changed.
    fn look(&self) -> Vec<Option<Stamp>> {
        let paths: Vec<PathBuf> = self.files().seen.keys().cloned().collect();
        let stamps: Vec<_> = paths.into_iter().map(|path| (Stamp::of(&path), path)).collect();
        let mut files = self.files();
        let mut changed = Vec::new();
        for (stamp, path) in stamps {
            if let Some(seen) = files.seen.get_mut(&path).filter(|seen| **seen != stamp) {
                changed.extend([*seen, stamp]);
                *seen = stamp;
            }
        }
        changed
    }
}

/// Calls `changed` after each change that is reported or seen, until nobody watches. `here` is the current folder.
fn follow(shared: &Shared, here: Option<&Path>, events: &Receiver<()>, changed: impl Fn()) {
    loop {
        match events.recv_timeout(EVERY) {
            Ok(()) => {
                while events.recv_timeout(SETTLED) == Ok(()) {
                    // Another report of the same change.
                }
                shared.look();
            }
            Err(RecvTimeoutError::Timeout) => {
                here.into_iter().for_each(go_back);
                let differ = shared.look();
                if differ.is_empty() {
                    continue;
                }
                let is_told = events.recv_timeout(LATE).is_ok();
                while !shared.look().is_empty() {
                    // The file is still being written.
                    std::thread::sleep(SETTLED);
                }
                // A file with other names, or in a replaced folder, may be changed where nobody watches.
                let has_names = differ.iter().flatten().any(|stamp| stamp.has_names);
                let same = differ.chunks(2).all(|it| matches!(it, [Some(a), Some(b)] if a.identity == b.identity));
                if !is_told && same && !has_names {
                    shared.is_silent.store(true, Ordering::Relaxed);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
        changed();
    }
}

/// All names under which a change to a file may be reported: its own, and those along its symbolic links.
fn names_of(path: &Path) -> Vec<PathBuf> {
    let mut names = Vec::new();
    let mut next = Some(path.to_owned());
    while let Some(path) = next.take().filter(|_| names.len() < MOST_LINKS) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let (Ok(folder), Some(name)) = (fs::canonicalize(folder), path.file_name()) else { break };
        let whole = folder.join(name);
        next = fs::read_link(&whole).ok().map(|target| folder.join(target));
        names.push(whole);
    }
    names
}

/// Returns to the current folder if it was replaced, because relative names depend on it.
fn go_back(here: &Path) {
    let identity = |folder: &Path| fs::metadata(folder).ok().and_then(|it| identity(&it));
    let now = identity(here);
    if now.is_some() && now != identity(Path::new(".")) {
        let _ = std::env::set_current_dir(here);
    }
}

impl Stamp {
    /// The stamp of a file, behind all links.
    fn of(path: &Path) -> Option<Self> {
        let it = fs::metadata(path).ok()?;
        let (identity, has_names) = (identity(&it), has_names(&it));
        Some(Self { identity, length: it.len(), modified: it.modified().ok(), has_names })
    }
}

#[cfg(unix)]
fn identity(it: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    Some((it.dev(), it.ino()))
}

#[cfg(unix)]
fn has_names(it: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    it.nlink() > 1
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<Identity> {
    None
}

#[cfg(not(unix))]
fn has_names(_: &Metadata) -> bool {
    false
}
