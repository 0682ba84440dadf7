//! A socket that only the user can open: a Unix domain socket in a folder of the user's own. Where there are none, a port of this
//! machine and a secret, both in a file of the user's own.

#[cfg(any(not(unix), test))]
mod port;
#[cfg(unix)]
mod socket;

use std::path::{Path, PathBuf};
use std::{fs, io};

#[cfg(not(unix))]
pub use port::{Listener, Stream, connect};
#[cfg(unix)]
pub use socket::{Listener, Stream, connect};

use crate::files;

/// How the files of sockets end.
const ENDING: &str = "stage";

/// The folders in which stages listen: the first that works is used, all are looked into.
fn folders() -> Vec<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    let state = files::state_folder().map(|folder| folder.join("run"));
    runtime.map(|folder| folder.join("pupitre")).into_iter().chain(state).collect()
}

/// Listens for consoles.
///
/// # Errors
/// When no folder of the user's own can be had.
pub fn listen() -> io::Result<Listener> {
    let mut last = io::Error::from(io::ErrorKind::NotFound);
    for folder in folders() {
        let name = format!("{}.{ENDING}", std::process::id());
        match Listener::open(&folder, &name) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// Where stages may listen, the one that came last first.
pub fn doors() -> Vec<PathBuf> {
    let entries = folders().into_iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let mut doors: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    doors.retain(|path| path.extension().is_some_and(|it| it == ENDING));
    doors.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).and_then(|it| it.modified()).ok()));
    doors
}

/// Takes away what a stage left that was killed: nobody listens there any more.
pub fn sweep(door: &Path, error: &io::Error) {
    if error.kind() == io::ErrorKind::ConnectionRefused {
        let _ = fs::remove_file(door);
    }
}
