//! The file of a journal: a first line that describes it, and further lines, all of them complete.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::thread;
use std::time::{Duration, Instant};

use crate::journal::{Trouble, Written};

/// Appends lines to a file that is open for reading and appending. Writes the first line if the file is empty, and a line feed if its last line was
/// truncated. If there is not enough room, the file ends with the last complete line. It never gets larger than `most` bytes.
pub fn add(file: &mut File, first_line: &str, lines: &str, most: u64) -> Written {
    let (length, before) = match beginning(file, first_line) {
        Ok(known) => known,
        Err(error) => return Trouble::from(error).into(),
    };
    let text = before.clone() + lines;
    if length.saturating_add(text.len() as u64) > most {
        return Trouble::TooLarge(most).into();
    }
    let (written, error) = write_as_much_as_fits(file, text.as_bytes());
    let Some(error) = error else { return Written { bytes: lines.len(), trouble: None } };
    let whole = text.as_bytes()[..written].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // A first line without others is removed too. What cannot be removed is separated from the next line by a line feed.
    let kept = if whole > before.len() { whole } else { 0 };
    let _ = file.set_len(length + kept as u64);
    Written { bytes: kept.saturating_sub(before.len()), trouble: Some(error.into()) }
}

/// The length of the file, and what must be written before the next line.
fn beginning(file: &mut File, first_line: &str) -> io::Result<(u64, String)> {
    let length = file.metadata()?.len();
    if length == 0 {
        return Ok((length, first_line.to_owned()));
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok((length, if last == [b'\n'] { String::new() } else { "\n".to_owned() }))
}

/// Writes until everything is written or something fails. Returns the number of bytes, and the error.
fn write_as_much_as_fits(file: &mut File, bytes: &[u8]) -> (usize, Option<io::Error>) {
    let mut written = 0;
    while written < bytes.len() {
        match file.write(&bytes[written..]) {
            Ok(0) => return (written, Some(ErrorKind::WriteZero.into())),
            Ok(more) => written += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return (written, Some(error)),
        }
    }
    (written, None)
}

/// Locks a file while it is open here. Where there are no locks, it is not locked.
///
/// # Errors
/// If someone else holds it longer than `patience`.
pub fn lock(file: &File, patience: Duration) -> Result<(), Trouble> {
    let until = Instant::now() + patience;
    while let Err(TryLockError::WouldBlock) = file.try_lock() {
        if Instant::now() >= until {
            return Err(Trouble::Busy);
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs::{self, OpenOptions};
    use std::path::PathBuf;

    use super::*;

    fn path(name: &str) -> PathBuf {
        let path = std::env::temp_dir().join(format!("pupitre-journal-{name}-{}", std::process::id()));
        let _ = fs::remove_file(&path);
        path
    }

    fn open(path: &PathBuf) -> File {
        OpenOptions::new().read(true).append(true).create(true).open(path).unwrap()
    }

    #[test]
    fn a_cut_off_line_stays_on_its_own() {
        let path = path("cut");
        let mut file = open(&path);
        let all = |lines: &str| Written { bytes: lines.len(), trouble: None };
        assert_eq!(add(&mut file, "first\n", "a\nb\n", 99), all("a\nb\n"));
        file.write_all(b"{\"cut").unwrap();
        assert_eq!(add(&mut file, "first\n", "c\n", 99), all("c\n"));
        assert_eq!(add(&mut file, "first\n", "d\n", 99), all("d\n"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "first\na\nb\n{\"cut\nc\nd\n");
        assert_eq!(add(&mut file, "first\n", "e\n", 21), Trouble::TooLarge(21).into());
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn waiting_for_a_lock_has_a_limit() {
        let path = path("lock");
        let (one, other) = (open(&path), open(&path));
        assert_eq!(lock(&one, Duration::ZERO), Ok(()));
        assert_eq!(lock(&other, Duration::from_millis(5)), Err(Trouble::Busy));
        drop(one);
        assert_eq!(lock(&other, Duration::from_secs(9)), Ok(()));
        fs::remove_file(path).unwrap();
    }
}
