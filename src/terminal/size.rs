//! The size of the terminal.

#[cfg(not(unix))]
use std::io::IsTerminal;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::deck::Size;

/// The size assumed for a terminal that does not report one.
const USUAL: Size = Size { width: 80, height: 24 };

/// The largest size that is used: more cells than any readable screen has. A broken or malicious terminal may report more; then we use
/// its top left part.
const LARGEST: Size = Size { width: 1000, height: 500 };

/// The last size reported, as columns and rows in one number; 0 before the first time.
static LAST: AtomicU32 = AtomicU32::new(0);

/// The size of the terminal, limited to what is used. The usual size if it is unknown.
pub fn size() -> Size {
    keep(told().or_else(|| crossterm::terminal::size().ok()).unwrap_or((0, 0)))
}

fn keep(told: (u16, u16)) -> Size {
    let size = bounded(told);
    LAST.store(u32::from(size.width) << 16 | u32::from(size.height), Ordering::Relaxed);
    size
}

/// Whether standard output is a terminal. If it is, its size is the last one reported.
pub fn is_told() -> bool {
    #[cfg(unix)]
    return told().map(keep).is_some();
    #[cfg(not(unix))]
    std::io::stdout().is_terminal()
}

/// The last size reported, for code that must not wait to ask again.
pub fn last() -> Size {
    match LAST.load(Ordering::Relaxed) {
        0 => size(),
        both => Size { width: (both >> 16) as u16, height: both as u16 },
    }
}

/// The columns and rows of the terminal on standard output, with one system call. Crossterm would open the terminal again.
#[cfg(unix)]
fn told() -> Option<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some((size.ws_col, size.ws_row))
}

#[cfg(not(unix))]
fn told() -> Option<(u16, u16)> {
    None
}

fn bounded((width, height): (u16, u16)) -> Size {
    match width == 0 || height == 0 {
        true => USUAL,
        false => Size { width: width.min(LARGEST.width), height: height.min(LARGEST.height) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_terminal_sizes_are_corrected() {
        let sizes = [(0, 0), (0, 9), (9, 0), (1, 1), (240, 67), (1, 65535), (65535, 1), (65535, 65535)];
        let expected = [(80, 24), (80, 24), (80, 24), (1, 1), (240, 67), (1, 500), (1000, 1), (1000, 500)];
        assert_eq!(sizes.map(bounded).map(|size| (size.width, size.height)), expected);
    }
}
