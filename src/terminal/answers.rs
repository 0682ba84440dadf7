//! Questions to the terminal that it has not answered yet: who leaves waits for the answers, since the shell would take them for
//! what is typed.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Whether all is well: every terminal answers that, and what it was asked before is answered before (ECMA-48, "DSR").
/// Elsewhere the system reads the answers.
pub const LAST: &str = if cfg!(unix) { "\x1b[5n" } else { "" };

/// How long a question may go unanswered here, and over the slowest connection: after that no answer comes.
const LATEST: Duration = Duration::from_millis(500);
const LATEST_REMOTE: Duration = Duration::from_millis(1500);

/// How long a program that has to end waits.
const IN_HASTE: Duration = Duration::from_millis(300);

/// How many questions are open, and since when the last of them.
static OPEN: Mutex<Option<(u32, Instant)>> = Mutex::new(None);
static CHANGED: Condvar = Condvar::new();

/// A question with [`LAST`] behind it was asked.
pub fn asked() {
    if cfg!(unix) {
        change(|open| Some((open.map_or(0, |(count, _)| count) + 1, Instant::now())));
    }
}

/// The last of the answers to a question has come.
pub fn came() {
    change(|open| open.filter(|(count, _)| *count > 1).map(|(count, since)| (count - 1, since)));
}

/// The terminal has gone: nobody answers any more.
pub fn give_up() {
    change(|_| None);
}

fn change(to: impl FnOnce(Option<(u32, Instant)>) -> Option<(u32, Instant)>) {
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    *open = to(*open);
    CHANGED.notify_all();
}

/// Whether the terminal is at the other end of a connection.
pub fn is_remote() -> bool {
    ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| std::env::var_os(name).is_some())
}

/// How long a question may go unanswered.
pub fn latest() -> Duration {
    if is_remote() { LATEST_REMOTE } else { LATEST }
}

/// Whether an answer may still come.
pub fn are_awaited() -> bool {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|(_, since)| since.elapsed() < latest())
}

/// Waits until no answer can come any more.
pub fn wait() {
    wait_at_most(latest());
}

/// The same where the program has to end.
pub fn wait_in_haste() {
    wait_at_most(IN_HASTE);
}

/// Drops what has come of an answer that may still be coming.
#[cfg(unix)]
pub fn drop_late() {
    if are_awaited() {
        let _ = rustix::termios::tcflush(rustix::stdio::stdin(), rustix::termios::QueueSelector::IFlush);
    }
}

#[cfg(not(unix))]
pub fn drop_late() {}

fn wait_at_most(most: Duration) {
    let end = Instant::now() + most;
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    while let Some((_, since)) = *open {
        let left = (since + latest()).min(end).saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        open = CHANGED.wait_timeout(open, left).unwrap_or_else(PoisonError::into_inner).0;
    }
}
