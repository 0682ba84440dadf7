//! Questions that the terminal has not answered yet. Before leaving we wait for the answers, since the shell would take them for typed
//! text.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A status request (ECMA-48, "DSR"). Every terminal answers it, after all earlier questions. Only used on Unix: elsewhere the system
/// reads the answers.
pub const LAST: &str = if cfg!(unix) { "\x1b[5n" } else { "" };

/// How long a question may stay unanswered on this machine, and over the slowest connection. After that we expect no answer.
const LATEST: Duration = Duration::from_millis(500);
const LATEST_REMOTE: Duration = Duration::from_millis(1500);

/// How old a question over a connection is when we stop waiting for its answer before the shell gets the terminal: a shell takes part of an answer for
/// a command. Only who quits a show at once waits that long, if the terminal does not answer; a key ends it.
const LAST_REMOTE: Duration = Duration::from_secs(6);

/// How long a program that has to end waits for answers.
const IN_HASTE: Duration = Duration::from_millis(300);

/// How many questions are open, and when the last one was asked.
static OPEN: Mutex<Option<(u32, Instant)>> = Mutex::new(None);
static CHANGED: Condvar = Condvar::new();

/// Whether the shell waits for the terminal until the answers have come.
static LEAVING: AtomicBool = AtomicBool::new(false);

/// Notes that a question, followed by [`LAST`], was sent.
pub fn asked() {
    if cfg!(unix) {
        change(|open| Some((open.map_or(0, |(count, _)| count) + 1, Instant::now())));
    }
}

/// Notes that the last answer to a question has arrived.
pub fn came() {
    change(|open| open.filter(|(count, _)| *count > 1).map(|(count, since)| (count - 1, since)));
}

/// The terminal is gone: no answers will come.
pub fn give_up() {
    change(|_| None);
}

fn change(to: impl FnOnce(Option<(u32, Instant)>) -> Option<(u32, Instant)>) {
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    *open = to(*open);
    CHANGED.notify_all();
}

/// Whether the program runs over a connection such as SSH.
pub fn is_remote() -> bool {
    ["SSH_CONNECTION", "SSH_TTY"].iter().any(|name| std::env::var_os(name).is_some())
}

/// How long a question may stay unanswered.
pub fn latest() -> Duration {
    if is_remote() { LATEST_REMOTE } else { LATEST }
}

/// Whether an answer may still arrive.
pub fn are_awaited() -> bool {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|(_, since)| since.elapsed() < latest())
}

/// Whether an answer may arrive that the shell must not get.
pub fn may_come() -> bool {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|(_, since)| since.elapsed() < last())
}

/// How old a question is when no answer to it is expected at all.
fn last() -> Duration {
    if is_remote() { LAST_REMOTE } else { LATEST }
}

/// Waits until no answer can arrive.
pub fn wait() {
    LEAVING.store(true, Ordering::SeqCst);
    wait_at_most(last());
    LEAVING.store(false, Ordering::SeqCst);
}

/// Notes that a key was typed: who types while the shell waits expects no late answer.
pub fn hurry() {
    if LEAVING.load(Ordering::SeqCst) && !are_awaited() {
        give_up();
    }
}

/// The same for a program that has to end.
pub fn wait_in_haste() {
    wait_at_most(IN_HASTE);
}

/// Discards the bytes of an answer that may still be arriving.
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
        let left = (since + last()).min(end).saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        open = CHANGED.wait_timeout(open, left).unwrap_or_else(PoisonError::into_inner).0;
    }
}
