//! Starts threads for work that must not keep anyone waiting.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{Builder, JoinHandle, sleep};
use std::time::Duration;

/// How often a required thread is tried, and the pause between tries: another thread may end meanwhile.
const TRIES: u32 = 50;
const BETWEEN: Duration = Duration::from_millis(20);

/// Runs work on a new thread. `std::thread::spawn` panics if that fails, but a show can continue without most of its threads.
///
/// # Errors
/// If the system refuses another thread. Then the work is not done.
pub fn start<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<JoinHandle<T>> {
    started(Builder::new(), work)
}

/// The same for a thread that a show cannot do without: it is tried again for a second.
///
/// # Errors
/// As for [`start`].
pub fn start_needed(work: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let work = Arc::new(Mutex::new(Some(work)));
    let attempt = || {
        let work = Arc::clone(&work);
        start(move || {
            let work = work.lock().unwrap_or_else(PoisonError::into_inner).take();
            work.into_iter().for_each(|work| work());
        })
    };
    for _ in 1..TRIES {
        if attempt().is_ok() {
            return Ok(());
        }
        sleep(BETWEEN);
    }
    attempt().map(drop)
}

fn started<T: Send + 'static>(
    builder: Builder,
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<JoinHandle<T>> {
    let refused = |error: io::Error| {
        let why = format!("the system refuses another thread ({error}); close other programs and try again");
        io::Error::new(error.kind(), why)
    };
    builder.spawn(work).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_thread_is_reported_without_a_panic() {
        assert_eq!(start(|| 6 * 7).unwrap().join().unwrap(), 42);
        // No machine has that much memory.
        let error = started(Builder::new().stack_size(1 << 55), || ()).unwrap_err();
        assert!(error.to_string().starts_with("the system refuses another thread ("), "{error}");
    }
}
