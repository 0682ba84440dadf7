//! What all tests of the whole program use.

pub mod checking;
pub mod package;
pub mod pptx;
#[cfg(unix)]
pub mod large;
#[cfg(unix)]
pub mod stage;
#[cfg(unix)]
pub mod stream;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The program under test.
pub const PUPITRE: &str = env!("CARGO_BIN_EXE_pupitre");

/// Variables that must not be passed on from the environment of the tests.
pub const ENVIRONMENT: &[&str] = &[
    "GITHUB_ACTIONS", "NO_COLOR", "TMUX", "COLORTERM", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES", "LANGUAGE",
    "LC_MESSAGES", "LANG",
];

/// The full path of a file in `tests/decks`.
pub fn deck(name: &str) -> String {
    format!("{}/tests/decks/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// The program with these arguments, in the package's folder, without a terminal and in English.
pub fn pupitre(arguments: &[&str]) -> Command {
    let mut command = Command::new(PUPITRE);
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    ENVIRONMENT.iter().for_each(|name| {
        command.env_remove(name);
    });
    command.env("XDG_STATE_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-state"));
    command.env("XDG_RUNTIME_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-state"));
    command.env("XDG_CONFIG_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-settings"));
    command.env("XDG_DATA_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-data"));
    command.env("TERM", "xterm-256color").env("LC_ALL", "C.UTF-8");
    command
}

/// A folder for one test, deleted with its contents at the end of the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("pupitre-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        Self(folder)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The full path of a name in the folder.
    pub fn name(&self, name: &str) -> String {
        self.0.join(name).to_str().expect("a path in UTF-8").to_owned()
    }

    /// Writes a file and returns its full path.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.name(name);
        std::fs::write(&path, content).expect("a file in the test's folder");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
