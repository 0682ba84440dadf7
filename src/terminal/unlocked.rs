//! Writing to the terminal without waiting.

#[cfg(not(unix))]
use std::io::{self, Write};

/// Writes without the standard library's locks, which another thread may hold when the program has to end, and without waiting: a terminal
/// that accepts nothing must not keep the program from ending.
#[cfg(unix)]
pub fn write_now(bytes: &[u8]) {
    write_to(rustix::stdio::stdout(), bytes);
}

/// The same on standard error.
#[cfg(unix)]
pub fn warn_now(bytes: &[u8]) {
    write_to(rustix::stdio::stderr(), bytes);
}

#[cfg(unix)]
fn write_to(out: std::os::fd::BorrowedFd, mut bytes: &[u8]) {
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};

    let Ok(flags) = fcntl_getfl(out) else { return };
    let _ = fcntl_setfl(out, flags | OFlags::NONBLOCK);
    while !bytes.is_empty() {
        match rustix::io::write(out, bytes) {
            Ok(0) | Err(_) => break,
            Ok(written) => bytes = &bytes[written..],
        }
    }
    // The shell and its next program share these flags with us.
    let _ = fcntl_setfl(out, flags);
}

#[cfg(not(unix))]
pub fn write_now(bytes: &[u8]) {
    let _ = io::stdout().write_all(bytes);
    let _ = io::stdout().flush();
}
