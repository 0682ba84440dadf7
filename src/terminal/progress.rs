//! The progress of a long piece of work, as one line on the terminal.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::terminal::print;

/// Work shorter than this shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);

/// The pause between two updates.
const PAUSE: Duration = Duration::from_millis(100);

/// Shows the progress of work on standard error, if that is a terminal and the work takes a while.
#[derive(Debug)]
pub struct Progress {
    start: Instant,
    said: Cell<Option<Said>>,
}

/// The current line, and when it was written after the start.
#[derive(Clone, Copy, Debug)]
struct Said {
    at: Duration,
    width: usize,
}

impl Progress {
    /// Starts the work.
    pub fn start() -> Self {
        Self { start: Instant::now(), said: Cell::new(None) }
    }

    /// Shows how many pages of how many are done.
    pub fn pages(&self, done: usize, all: usize) {
        if let Some(line) = self.line(done, all, self.start.elapsed()) {
            print::status(&line);
        }
    }

    /// Ends the work and clears the line.
    pub fn end(&self) {
        if let Some(Said { width, .. }) = self.said.take() {
            print::status(&format!("\r{:width$}\r", ""));
        }
    }

    /// The line to show after this time. `None` if it is too early.
    fn line(&self, done: usize, all: usize, at: Duration) -> Option<String> {
        let next = self.said.get().map_or(PATIENCE, |said| said.at + PAUSE);
        (at >= next).then(|| {
            let text = format!("{done}/{all}");
            self.said.set(Some(Said { at, width: text.len() }));
            format!("\r{text}")
        })
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.end();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_work_reports_progress_but_not_too_often() {
        let progress = Progress::start();
        let mut said = Vec::new();
        for page in 1..=100 {
            said.extend(progress.line(page, 100, Duration::from_millis(40) * page as u32));
        }
        assert_eq!(said.len(), 26);
        assert_eq!((said[0].as_str(), said[1].as_str()), ("\r25/100", "\r28/100"));
        progress.said.set(None);
    }
}
