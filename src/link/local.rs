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
#[cfg(not(unix))]
use port::{is_alive, trust_folder};
#[cfg(unix)]
pub use socket::{Listener, Stream, connect};
#[cfg(unix)]
use socket::{is_alive, trust_folder};

use crate::files;
use crate::lang::Words;

/// How the files of sockets end.
const ENDING: &str = "stage";

/// Why there is no socket, or why one is not trusted.
#[derive(Debug)]
pub enum Trouble {
    /// The system names no folder of this user's.
    Nowhere,
    /// A folder or a socket belongs to the user of this number.
    Foreign(PathBuf, u32),
    /// Others may write there.
    Open(PathBuf),
    /// A path is longer than the address of a socket may be.
    TooLong(PathBuf),
    Failed(PathBuf, io::Error),
}

impl Trouble {
    /// The same in words, without a full stop.
    pub fn in_words(&self, words: &Words) -> String {
        let link = &words.link;
        match self {
            Self::Nowhere => link.no_folder.to_owned(),
            Self::Foreign(path, user) => (link.foreign)(&path.display().to_string(), *user),
            Self::Open(path) => (link.open_to_others)(&path.display().to_string()),
            Self::TooLong(path) => (link.too_long)(&path.display().to_string()),
            Self::Failed(path, error) => (link.failed)(&path.display().to_string(), &error.to_string()),
        }
    }

    fn is(&self, kind: io::ErrorKind) -> bool {
        matches!(self, Self::Failed(_, error) if error.kind() == kind)
    }
}

/// The folders in which stages listen: the first that works is used, all are looked into.
fn folders() -> Vec<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    let state = files::state_folder().map(|folder| folder.join("run"));
    runtime.map(|folder| folder.join("pupitre")).into_iter().chain(state).collect()
}

/// Listens for consoles.
///
/// # Errors
/// When no folder of the user's own can be had; what is wrong with the first that was tried.
pub fn listen() -> Result<Listener, Trouble> {
    let mut first = None;
    for folder in folders() {
        let name = format!("{}.{ENDING}", std::process::id());
        match Listener::open(&folder, &name) {
            Ok(listener) => return Ok(listener),
            Err(trouble) => first = first.or(Some(trouble)),
        }
    }
    Err(first.unwrap_or(Trouble::Nowhere))
}

/// Where stages may listen.
#[derive(Default)]
pub struct Doors {
    /// The one that came last first.
    pub paths: Vec<PathBuf>,
    /// Folders that are not looked into.
    pub refused: Vec<Trouble>,
}

pub fn doors() -> Doors {
    let mut doors = Doors::default();
    for folder in folders() {
        match trust_folder(&folder) {
            Ok(()) => doors.paths.extend(sockets(&folder)),
            // Where no show ever ran there is none.
            Err(trouble) if trouble.is(io::ErrorKind::NotFound) => {}
            Err(trouble) => doors.refused.push(trouble),
        }
    }
    doors.paths.sort_by_key(|path| std::cmp::Reverse(fs::symlink_metadata(path).and_then(|it| it.modified()).ok()));
    doors
}

fn sockets(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == ENDING))
}

/// Whether a stage was killed that was to be connected to: then nobody listens there any more, and what it left is taken away.
/// Some systems also refuse those who come to a stage that is busy.
pub fn sweep(door: &Path, trouble: &Trouble) -> bool {
    let is_left = trouble.is(io::ErrorKind::ConnectionRefused) && !is_alive(door);
    if is_left {
        let _ = fs::remove_file(door);
    }
    is_left || trouble.is(io::ErrorKind::NotFound)
}
