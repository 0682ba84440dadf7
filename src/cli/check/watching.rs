//! `--watch`: checks again whenever a file is saved.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc;

use crate::cli::check::files::Files;
use crate::cli::check::{Arguments, Looked, look_over_all, report};
use crate::cli::{Failure, own_words, told};
use crate::lang::say;
use crate::lint::settings::FILE;
use crate::terminal;
use crate::watch::Watch;

/// Checks, and checks again after each change, until the program is ended. The terminal is not changed, so nothing has to be undone.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Failure> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Failure::new(say!("standard input cannot be watched. Name a file.")));
    }
    let (sender, changes) = mpsc::channel();
    let mut watch = Watch::new(move || {
        let _ = sender.send(());
    });
    loop {
        let files = Files::of(&arguments.paths);
        let mut paths = files.paths();
        // Saves are reported from here on, also during a check.
        watch.set(paths.iter().cloned());
        let looked = look_over_all(files, arguments);
        paths.extend(beside(&looked));
        watch.set(paths);
        terminal::clear()?;
        report(&looked, arguments)?;
        terminal::warn(&format!("{}\n", told(&say!("Watching. Press Ctrl-C to stop."))));
        if watch.is_found_silent() {
            terminal::warn(&format!("{}\n", own_words().polled));
        }
        if changes.recv().is_err() {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// The files beside the decks that findings depend on, including those that do not exist yet.
fn beside(looked: &Looked) -> Vec<PathBuf> {
    let settings = looked.files.iter().filter_map(|it| Some(it.path.as_ref()?.with_file_name(FILE)));
    settings.chain(looked.files.iter().flat_map(|it| it.shown.iter().cloned())).collect()
}
