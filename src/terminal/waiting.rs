//! Waiting, before there is anything to show, while lines on the terminal say what for.

use std::io::{self, IsTerminal};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::terminal::{self, Message, PLAIN, signals};
use crate::text;

/// How long a key may wait for somebody to look at it.
const LOOK: Duration = Duration::from_millis(50);

/// How long what is waited for may take before anybody is told so.
const AT_ONCE: Duration = Duration::from_millis(100);

/// What is heard while something is waited for.
pub enum Heard<T> {
    /// A line to say.
    Say(String),
    /// It is there.
    Over(T),
}

/// Waits until something is there; nothing where somebody leaves with q, Escape or Ctrl-C instead. `dumb` is what the environment
/// says of the terminal.
///
/// # Errors
/// When the terminal cannot be taken or written to.
pub fn wait<T>(news: &Receiver<Heard<T>>, dumb: bool) -> io::Result<Option<T>> {
    let first = match news.recv_timeout(AT_ONCE) {
        Ok(Heard::Over(it)) => return Ok(Some(it)),
        Ok(Heard::Say(line)) => Some(line),
        Err(_) => None,
    };
    // Elsewhere the system itself interrupts the program.
    if dumb || !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return listen(news, first, "\n", || Ok(false));
    }
    let (sender, messages) = mpsc::channel();
    signals::listen(sender)?;
    terminal::enter_plain()?;
    let heard = listen(news, first, "\r\n", || {
        let suspends = messages.try_iter().any(|message| matches!(message, Message::Suspend));
        match typed()? {
            _ if suspends => suspend(),
            Some(Typed::Leave) => Ok(true),
            Some(Typed::Suspend) => suspend(),
            None => Ok(false),
        }
    });
    terminal::restore();
    PLAIN.store(false, Ordering::Relaxed);
    heard
}

fn listen<T>(
    news: &Receiver<Heard<T>>,
    first: Option<String>,
    end: &str,
    mut leaves: impl FnMut() -> io::Result<bool>,
) -> io::Result<Option<T>> {
    let say = |line: &str| terminal::print(&format!("{}{end}", text::clean(line).replace('\n', end)));
    first.as_deref().map_or(Ok(()), say)?;
    loop {
        match news.recv_timeout(LOOK) {
            Ok(Heard::Say(line)) => say(&line)?,
            Ok(Heard::Over(it)) => return Ok(Some(it)),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
        }
        if leaves()? {
            return Ok(None);
        }
    }
}

/// Gives the terminal to the shell until it calls us again; nobody leaves.
fn suspend() -> io::Result<bool> {
    terminal::restore();
    signals::stop();
    terminal::enter_plain()?;
    Ok(false)
}

/// What was typed that means something here.
enum Typed {
    Leave,
    Suspend,
}

/// What was typed since the last time.
#[cfg(unix)]
fn typed() -> io::Result<Option<Typed>> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;

    let stdin = io::stdin();
    let mut wanted = [PollFd::new(&stdin, PollFlags::IN)];
    match poll(&mut wanted, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })) {
        Ok(0) | Err(Errno::INTR) => return Ok(None),
        Ok(_) => {}
        Err(error) => return Err(error.into()),
    }
    let mut bytes = [0; 256];
    Ok(match rustix::io::read(&stdin, &mut bytes) {
        // The terminal has gone.
        Ok(0) => Some(Typed::Leave),
        Ok(count) => meaning(&bytes[..count]),
        Err(Errno::INTR | Errno::AGAIN) => None,
        Err(_) => Some(Typed::Leave),
    })
}

/// What bytes mean: q, Ctrl-C, Ctrl-D, Escape that begins no other key; Ctrl-Z.
#[cfg(unix)]
fn meaning(bytes: &[u8]) -> Option<Typed> {
    match bytes {
        [.., 0x1b] => Some(Typed::Leave),
        // Other keys, which are spelled with letters.
        [0x1b, ..] => None,
        bytes if bytes.iter().any(|byte| matches!(byte, b'q' | b'Q' | 3 | 4)) => Some(Typed::Leave),
        bytes => bytes.contains(&0x1a).then_some(Typed::Suspend),
    }
}

#[cfg(not(unix))]
fn typed() -> io::Result<Option<Typed>> {
    use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, poll, read};

    while poll(Duration::ZERO)? {
        if let Event::Key(key) = read()?
            && key.kind != KeyEventKind::Release
        {
            let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
            match key.code {
                KeyCode::Esc | KeyCode::Char('q' | 'Q') => return Ok(Some(Typed::Leave)),
                KeyCode::Char('c' | 'd') if ctrl => return Ok(Some(Typed::Leave)),
                _ => {}
            }
        }
    }
    Ok(None)
}
