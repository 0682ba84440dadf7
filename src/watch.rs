//! Files that change: the deck, its theme, what lies beside them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::terminal::threads;
use crate::workers;

/// Editors write a file in several goes: what happens within this counts as one change.
const SETTLED: Duration = Duration::from_millis(20);

/// Watches files through their folders: an editor that saves by renaming puts another file in the place of the one watched.
pub struct Watch {
    watcher: Option<RecommendedWatcher>,
    folders: HashSet<PathBuf>,
    files: Arc<Mutex<HashSet<PathBuf>>>,
}

impl Watch {
    /// Calls `changed`, on a thread of its own, after each change to one of the files that are watched.
    pub fn new(changed: impl Fn() + Send + 'static) -> Self {
        let files = Arc::new(Mutex::new(HashSet::<PathBuf>::new()));
        let (sender, events) = mpsc::channel();
        let known = files.clone();
        // Without the thread nothing is told: `r` reads the deck all the same.
        let _ = threads::start(move || {
            while events.recv().is_ok() {
                while events.recv_timeout(SETTLED) != Err(RecvTimeoutError::Timeout) {
                    // One more of the same change.
                }
                changed();
            }
        });
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            let known = known.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if !event.kind.is_access() && event.paths.iter().any(|path| known.contains(path)) {
                let _ = sender.send(());
            }
        });
        Self { watcher: watcher.ok(), folders: HashSet::new(), files }
    }

    /// Watches these files, and no others. A folder that cannot be watched is left out: `r` reads the deck all the same.
    pub fn set(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        let Some(watcher) = &mut self.watcher else { return };
        let whole = |path: PathBuf| {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Some(std::fs::canonicalize(folder).ok()?.join(path.file_name()?))
        };
        let paths: HashSet<PathBuf> = paths.into_iter().filter_map(whole).collect();
        for folder in paths.iter().filter_map(|path| path.parent()) {
            if self.folders.contains(folder) {
                continue;
            }
            // notify 8 panics where the system has refused it its thread.
            match workers::caught(|| watcher.watch(folder, RecursiveMode::NonRecursive)) {
                Some(Ok(())) => drop(self.folders.insert(folder.to_owned())),
                Some(Err(_)) => {}
                None => return self.give_up(),
            }
        }
        *self.files.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = paths;
    }

    /// Watches nothing any more.
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
