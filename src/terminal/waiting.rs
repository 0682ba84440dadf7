//! Waiting before there is anything to show, while lines on the terminal say what for.

use std::io::{self, IsTerminal};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::keys::{Key, Keymap};
#[cfg(unix)]
use crate::terminal::keys::Parser;
use crate::terminal::{self, Message, PLAIN, input, keys, signals};
use crate::text;

/// How long a key may wait before it is read.
const LOOK: Duration = Duration::from_millis(50);

/// How long a wait may last before a line announces it.
const AT_ONCE: Duration = Duration::from_millis(100);

/// What arrives during a wait.
pub enum Heard<T> {
    /// A line to say.
    Say(String),
    /// The result: the wait is over.
    Over(T),
}

/// Waits for a result. `None` if the user leaves with q, Escape or Ctrl-C. `dumb` tells that the environment says the terminal is dumb.
///
/// # Errors
/// If the terminal cannot be taken or written to.
pub fn wait<T>(news: &Receiver<Heard<T>>, dumb: bool) -> io::Result<Option<T>> {
    let first = match news.recv_timeout(AT_ONCE) {
        Ok(Heard::Over(it)) => return Ok(Some(it)),
        Ok(Heard::Say(line)) => Some(line),
        Err(_) => None,
    };
    // Without a terminal in raw mode, the system itself interrupts the program.
    if dumb || !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return listen(news, first, "\n", || Ok(false));
    }
    let (sender, messages) = mpsc::channel();
    signals::listen(sender)?;
    terminal::enter_plain()?;
    let mut keyboard = Keyboard::new();
    let heard = listen(news, first, "\r\n", || {
        let suspends = messages.try_iter().any(|message| matches!(message, Message::Suspend));
        match keyboard.typed()? {
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

/// Gives the terminal to the shell until it resumes us. Returns that the user does not leave.
fn suspend() -> io::Result<bool> {
    terminal::restore();
    signals::stop();
    terminal::enter_plain()?;
    Ok(false)
}

/// The keys that do something during a wait.
enum Typed {
    Leave,
    Suspend,
}

impl Typed {
    /// What a key does: q, Escape, Ctrl-C and Ctrl-D leave; Ctrl-Z suspends.
    fn of(key: Key) -> Option<Self> {
        match Keymap::default().acting(key) {
            Key::Char('q') | Key::Escape | Key::Ctrl('c' | 'd') => Some(Self::Leave),
            Key::Ctrl('z') => Some(Self::Suspend),
            _ => None,
        }
    }
}

/// Reads keys during a wait.
#[cfg(unix)]
struct Keyboard(Parser);

#[cfg(unix)]
impl Keyboard {
    fn new() -> Self {
        Self(Parser::new(input::escape_wait()))
    }

    /// What was typed since the last call.
    fn typed(&mut self) -> io::Result<Option<Typed>> {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        use rustix::io::Errno;

        let now = terminal::monotonic();
        if self.0.waits_until().is_some_and(|until| until <= now) {
            return Ok(meaning(self.0.drop_pending(now)));
        }
        let stdin = io::stdin();
        let mut wanted = [PollFd::new(&stdin, PollFlags::IN)];
        match poll(&mut wanted, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })) {
            Ok(0) | Err(Errno::INTR) => return Ok(None),
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        let mut bytes = [0; 256];
        Ok(match rustix::io::read(&stdin, &mut bytes) {
            // The terminal is gone.
            Ok(0) => Some(Typed::Leave),
            Ok(count) => meaning(self.0.feed(&bytes[..count], now)),
            Err(Errno::INTR | Errno::AGAIN) => None,
            Err(_) => Some(Typed::Leave),
        })
    }
}

/// The first key that does something here.
#[cfg(unix)]
fn meaning(typed: Vec<keys::Typed>) -> Option<Typed> {
    typed.into_iter().find_map(|typed| match typed {
        keys::Typed::Key(key) => Typed::of(key),
        _ => None,
    })
}

#[cfg(not(unix))]
struct Keyboard;

#[cfg(not(unix))]
impl Keyboard {
    fn new() -> Self {
        Self
    }

    /// What was typed since the last call.
    fn typed(&mut self) -> io::Result<Option<Typed>> {
        while crossterm::event::poll(Duration::ZERO)? {
            if let Some(keys::Typed::Key(key)) = input::typed(crossterm::event::read()?)
                && let Some(typed) = Typed::of(key)
            {
                return Ok(Some(typed));
            }
        }
        Ok(None)
    }
}
