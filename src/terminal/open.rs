//! Opens a link in the browser, with one function for each system.

use std::process::{Command, Stdio};

use crate::terminal::threads;

/// Opens a link that [`crate::markdown::safe_link`] accepted. Whether a browser appears cannot be known.
pub fn open(link: &str) {
    let mut command = opener();
    command.arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // If the thread cannot start, the link is not opened: the show must not wait for a browser.
    let _ = threads::start(move || drop(command.status()));
}

#[cfg(target_os = "macos")]
fn opener() -> Command {
    Command::new("open")
}

#[cfg(windows)]
fn opener() -> Command {
    // Not `cmd /c start`, which would interpret `&` in a link.
    let mut command = Command::new("rundll32");
    command.arg("url.dll,FileProtocolHandler");
    command
}

#[cfg(not(any(target_os = "macos", windows)))]
fn opener() -> Command {
    Command::new("xdg-open")
}
