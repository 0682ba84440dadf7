//! Showing a link in the browser: one function for each system.

use std::process::{Command, Stdio};

use crate::terminal::threads;

/// Opens a link that [`crate::markdown::safe_link`] let pass. Whether a browser comes up is not known here.
pub fn open(link: &str) {
    let mut command = opener();
    command.arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Without the thread the link is not opened: the show waits for no browser.
    let _ = threads::start(move || drop(command.status()));
}

#[cfg(target_os = "macos")]
fn opener() -> Command {
    Command::new("open")
}

#[cfg(windows)]
fn opener() -> Command {
    // Not `cmd /c start`: it would read `&` in a link as its own.
    let mut command = Command::new("rundll32");
    command.arg("url.dll,FileProtocolHandler");
    command
}

#[cfg(not(any(target_os = "macos", windows)))]
fn opener() -> Command {
    Command::new("xdg-open")
}
