//! The terminal: entering and leaving it, drawing pages on it, and the loop that feeds a show.

mod depth;
mod input;
mod paint;
mod signals;

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

pub use depth::Depth;
pub use paint::{Painter, sgr};

use crate::block::Colours;
use crate::deck::Size;
use crate::highlight;
use crate::show::{Effect, Input, Now, Outcome, Show};
use crate::theme::Theme;
use crate::view::view;

/// The alternate screen, no cursor, no wrapping at the right edge.
const ENTER: &str = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[2J";

/// All of that back, colours and an open link too; a synchronized update that was begun is ended first.
const LEAVE: &str = "\x1b[?2026l\x1b]8;;\x1b\\\x1b[0m\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Whether the terminal is ours at the moment, and so is to be given back.
static OURS: AtomicBool = AtomicBool::new(false);

/// What the threads at the edge tell the loop.
pub enum Message {
    Input(Input),
    /// The terminal was another program's, or its size is another: draw everything again.
    Redraw,
    /// Another program wants the terminal.
    Suspend,
    /// The terminal has gone.
    Gone,
}

/// Gives the terminal back to the shell. It may be called from anywhere and more than once.
pub fn restore() {
    if OURS.swap(false, Ordering::SeqCst) {
        write_now(LEAVE.as_bytes());
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// Takes the terminal, without drawing yet.
fn enter() -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    OURS.store(true, Ordering::SeqCst);
    Ok(())
}

/// Writes past the locks of the standard library, which another thread may hold when the program has to end.
#[cfg(unix)]
fn write_now(mut bytes: &[u8]) {
    while !bytes.is_empty() {
        match rustix::io::write(rustix::stdio::stdout(), bytes) {
            Ok(0) | Err(_) => return,
            Ok(written) => bytes = &bytes[written..],
        }
    }
}

#[cfg(not(unix))]
fn write_now(bytes: &[u8]) {
    let _ = io::stdout().write_all(bytes);
    let _ = io::stdout().flush();
}

/// After a panic in any thread the terminal is the shell's again before the message is printed, and the program ends.
fn restore_on_panic() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        restore();
        print(info);
        std::process::exit(101);
    }));
}

/// The size of the terminal; the usual one where it is not known.
pub fn size() -> Size {
    match crossterm::terminal::size() {
        Ok((width, height)) if width > 0 && height > 0 => Size { width, height },
        _ => Size { width: 80, height: 24 },
    }
}

/// Time that goes on while the machine sleeps and that nobody sets.
pub fn monotonic() -> Duration {
    #[cfg(unix)]
    {
        // On Linux the monotonic clock stops in suspend, elsewhere it does not.
        #[cfg(any(target_os = "linux", target_os = "android"))]
        let clock = rustix::time::ClockId::Boottime;
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        let clock = rustix::time::ClockId::Monotonic;
        let time = rustix::time::clock_gettime(clock);
        Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
    }
    #[cfg(not(unix))]
    {
        // The performance counter of Windows counts suspend.
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        START.get_or_init(std::time::Instant::now).elapsed()
    }
}

/// The time of day, by the clock and the time zone of this machine.
fn wall() -> Duration {
    let time = jiff::ZonedDateTime::now().time();
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    Duration::from_secs(seconds.unsigned_abs())
}

/// Presents a show until it is quit.
///
/// `after` runs on a thread of its own once the first page is painted: what need not be known before.
///
/// # Errors
/// When the terminal cannot be taken or written to.
pub fn present(
    show: &mut Show,
    theme: &Theme,
    depth: Depth,
    after: impl FnOnce(&Sender<Message>) + Send + 'static,
) -> io::Result<()> {
    restore_on_panic();
    enter()?;
    let result = run(show, theme, depth, after);
    restore();
    result
}

fn run(
    show: &mut Show,
    theme: &Theme,
    depth: Depth,
    after: impl FnOnce(&Sender<Message>) + Send + 'static,
) -> io::Result<()> {
    let mut painter = Painter::new(theme, depth);
    let first = Now { monotonic: monotonic(), wall: Duration::ZERO };
    painter.paint(&view(show, first), ENTER)?;
    let (sender, messages) = mpsc::channel();
    signals::listen(sender.clone())?;
    input::listen(sender.clone());
    let colours = colour_elsewhere(sender.clone());
    std::thread::spawn(move || after(&sender));
    let mut pending = show.update(Input::Tick, first);
    loop {
        for effect in std::mem::take(&mut pending.effects) {
            match effect {
                Effect::Quit => return Ok(()),
                Effect::Suspend => suspend(show, &mut painter)?,
                Effect::Colour { key, lang, code } => {
                    let _ = colours.send((key, lang, code));
                }
            }
        }
        if !next_messages(show, &mut painter, &messages, &mut pending)? {
            return Ok(());
        }
        if pending.effects.is_empty() {
            painter.paint(&view(show, now()), "")?;
        }
    }
}

fn now() -> Now {
    Now { monotonic: monotonic(), wall: wall() }
}

/// Waits for something to happen and takes in all that has; says whether the show goes on.
fn next_messages(
    show: &mut Show,
    painter: &mut Painter,
    messages: &Receiver<Message>,
    outcome: &mut Outcome,
) -> io::Result<bool> {
    let first = if show.wants_ticks() {
        let elapsed = show.talk.clock.elapsed(monotonic());
        let to_next_second = Duration::from_nanos(1_000_000_000 - u64::from(elapsed.subsec_nanos()));
        match messages.recv_timeout(to_next_second) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => Message::Input(Input::Tick),
            Err(RecvTimeoutError::Disconnected) => return Ok(false),
        }
    } else {
        let Ok(message) = messages.recv() else { return Ok(false) };
        message
    };
    for message in std::iter::once(first).chain(messages.try_iter()) {
        match message {
            Message::Input(input) => {
                let next = show.update(input, now());
                outcome.events.extend(next.events);
                outcome.effects.extend(next.effects);
            }
            Message::Redraw => {
                let _ = show.update(Input::Resize(size()), now());
                painter.forget();
            }
            Message::Suspend => outcome.effects.push(Effect::Suspend),
            Message::Gone => return Ok(false),
        }
    }
    Ok(true)
}

/// Gives the terminal to the shell until it calls us again.
fn suspend(show: &mut Show, painter: &mut Painter) -> io::Result<()> {
    restore();
    signals::stop();
    enter()?;
    painter.forget();
    let _ = show.update(Input::Resize(size()), now());
    painter.paint(&view(show, now()), ENTER)
}

/// Colours code on a thread of its own: the first use of a language takes longer than a key may.
fn colour_elsewhere(sender: Sender<Message>) -> Sender<(u64, String, String)> {
    let (wanted, jobs) = mpsc::channel::<(u64, String, String)>();
    std::thread::spawn(move || {
        for (key, lang, code) in jobs {
            debug_assert_eq!(key, Colours::key(&lang, &code));
            let Some(lines) = highlight::lines(&lang, &code) else { continue };
            if sender.send(Message::Input(Input::Coloured { key, lines })).is_err() {
                return;
            }
        }
    });
    wanted
}

/// Writes text for people on standard output; a reader that has gone away is no fault.
///
/// # Errors
/// When the text cannot be written for another reason.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
