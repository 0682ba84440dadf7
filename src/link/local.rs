//! A local socket that only this user can open: a Unix domain socket in the user's own folder. On systems without those, a port of
//! this machine and a secret, both written in a file that only the user can read.

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

/// The file extension of sockets.
const ENDING: &str = "stage";

/// Why there is no socket, or why one is not trusted.
#[derive(Debug)]
pub enum Trouble {
    /// The system names no folder of this user.
    Nowhere,
    /// A folder or a socket belongs to the user with this number.
    Foreign(PathBuf, u32),
    /// Other users may write there.
    Open(PathBuf),
    /// The path is too long for the address of a socket.
    TooLong(PathBuf),
    Failed(PathBuf, io::Error),
}

impl Trouble {
    /// The reason as text, without a full stop.
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

/// The folders in which stages listen. A stage uses the first that works; a console searches all of them.
fn folders() -> Vec<PathBuf> {
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
    let state = files::state_folder().map(|folder| folder.join("run"));
    runtime.map(|folder| folder.join("pupitre")).into_iter().chain(state).collect()
}

/// Listens for consoles.
///
/// # Errors
/// What is wrong with the first folder, if none can be used.
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

/// The sockets of stages that may be running.
#[derive(Default)]
pub struct Sockets {
    /// The newest first.
    pub paths: Vec<PathBuf>,
    /// Folders that were not searched.
    pub refused: Vec<Trouble>,
}

pub fn sockets() -> Sockets {
    let mut sockets = Sockets::default();
    for folder in folders() {
        match trust_folder(&folder) {
            Ok(()) => sockets.paths.extend(sockets_in(&folder)),
            // The folder does not exist if no show ever ran.
            Err(trouble) if trouble.is(io::ErrorKind::NotFound) => {}
            Err(trouble) => sockets.refused.push(trouble),
        }
    }
    sockets.paths.sort_by_key(|path| std::cmp::Reverse(fs::symlink_metadata(path).and_then(|it| it.modified()).ok()));
    sockets
}

fn sockets_in(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == ENDING))
}

/// Removes the socket of a stage that was killed, after connecting to it failed. Returns whether it did. Some systems also refuse
/// connections to a busy stage, so the process must be dead.
pub fn sweep(socket: &Path, trouble: &Trouble) -> bool {
    let is_left = trouble.is(io::ErrorKind::ConnectionRefused) && !is_alive(socket);
    if is_left {
        let _ = fs::remove_file(socket);
    }
    is_left || trouble.is(io::ErrorKind::NotFound)
}
