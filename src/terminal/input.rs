//! Reads what is typed, on its own thread.

use std::io;
use std::sync::mpsc::Sender;

use crate::terminal::keys::Typed;
use crate::terminal::{Message, answers, threads};

/// The message for a typed input.
fn message(typed: Typed) -> Message {
    use crate::show::Input;
    match typed {
        Typed::Key(key) => Message::Input(Input::Key(key)),
        Typed::Wheel { down } => Message::Input(Input::Wheel { down }),
        Typed::Click { x, y } => Message::Click { x, y },
        Typed::Graphics(answer) => Message::Graphics(answer),
        Typed::Pasted(text) => Message::Input(Input::Pasted(text)),
        Typed::Background(red, green, blue) => Message::Background((red, green, blue)),
        Typed::Cursor { column, row } => Message::Cursor { column, row },
        Typed::Answered => {
            answers::came();
            Message::Answered
        }
    }
}

/// Reads the terminal's input, and keeps what is incomplete.
#[cfg(unix)]
pub struct Keyboard(crate::terminal::keys::Parser);

#[cfg(unix)]
impl Keyboard {
    pub fn new() -> Self {
        Self(crate::terminal::keys::Parser::new(escape_wait()))
    }

    /// What arrives within `wait`, at least one thing if possible. For the time before the reading thread is started.
    pub fn soon(&mut self, wait: std::time::Duration) -> Vec<Message> {
        let stdin = std::io::stdin();
        let tty = std::os::fd::AsFd::as_fd(&stdin);
        let mut bytes = [0; 1024];
        if ready(tty, Some(wait)) != Some(true) {
            return Vec::new();
        }
        // An error here will occur again in the reading thread, which reports it.
        let count = rustix::io::read(tty, &mut bytes).unwrap_or(0);
        self.0.feed(&bytes[..count], crate::terminal::monotonic()).into_iter().map(message).collect()
    }
}

/// Sends what is typed, until the terminal is gone.
///
/// # Errors
/// If the system refuses a thread.
#[cfg(unix)]
pub fn listen(sender: Sender<Message>, Keyboard(parser): Keyboard) -> io::Result<()> {
    threads::start_needed(move || {
        let gone = read(&sender, parser);
        if gone.is_none() {
            answers::give_up();
            let _ = sender.send(Message::Gone);
        }
    })
}

/// How long an Escape may wait for the rest of a sequence.
#[cfg(unix)]
pub fn escape_wait() -> std::time::Duration {
    use crate::terminal::keys::{ESCAPE_WAIT, REMOTE_ESCAPE_WAIT};

    if answers::is_remote() { REMOTE_ESCAPE_WAIT } else { ESCAPE_WAIT }
}

/// Reads the terminal. Returns when it is gone.
#[cfg(unix)]
fn read(sender: &Sender<Message>, mut parser: crate::terminal::keys::Parser) -> Option<()> {
    use std::io::IsTerminal;
    use std::os::fd::AsFd;

    use crate::terminal::monotonic;

    let stdin = std::io::stdin();
    let opened = if stdin.is_terminal() { None } else { Some(std::fs::File::open("/dev/tty").ok()?) };
    let tty = opened.as_ref().map_or_else(|| stdin.as_fd(), AsFd::as_fd);
    let mut bytes = [0; 1024];
    // When the show is over, what is typed is no longer heard, but an answer that comes in pieces is read to its end.
    let tell = |typed: Vec<Typed>| {
        if typed.iter().any(|it| matches!(it, Typed::Key(_))) {
            answers::hurry();
        }
        let is_heard = typed.into_iter().map(|it| sender.send(message(it))).filter(Result::is_err).count() == 0;
        (is_heard || answers::may_come()).then_some(())
    };
    loop {
        parser.awaits_answer = answers::are_awaited();
        let wait = parser.waits_until().map(|until| until.saturating_sub(monotonic()));
        if !ready(tty, wait)? {
            if parser.waits_until().is_some_and(|until| until <= monotonic()) {
                tell(parser.drop_pending(monotonic()))?;
            }
            continue;
        }
        // While another program has the terminal (the shell, or a prompt after the show), the input is for that program.
        let ours = super::ours();
        if !*ours {
            drop(ours);
            std::thread::sleep(std::time::Duration::from_millis(20));
            continue;
        }
        let count = rustix::io::read(tty, &mut bytes);
        drop(ours);
        let count = match count {
            Ok(0) => return None,
            Ok(count) => count,
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => continue,
            Err(_) => return None,
        };
        tell(parser.feed(&bytes[..count], monotonic()))?;
    }
}

/// Whether there is input within `wait`; without `wait`, waits until there is. `None`: the terminal is gone.
#[cfg(unix)]
fn ready(tty: std::os::fd::BorrowedFd, wait: Option<std::time::Duration>) -> Option<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let wait = wait.and_then(|wait| Timespec::try_from(wait).ok());
    let mut wanted = [PollFd::from_borrowed_fd(tty, PollFlags::IN)];
    match poll(&mut wanted, wait.as_ref()) {
        Ok(0) | Err(rustix::io::Errno::INTR) => Some(false),
        Ok(_) if wanted[0].revents().contains(PollFlags::IN) => Some(true),
        Ok(_) | Err(_) => None,
    }
}

/// Sends what is typed, until the terminal is gone.
///
/// # Errors
/// If the system refuses a thread.
#[cfg(not(unix))]
pub fn listen(sender: Sender<Message>, _: Keyboard) -> io::Result<()> {
    threads::start_needed(move || {
        while let Ok(event) = crossterm::event::read() {
            let message = match event {
                crossterm::event::Event::Resize(..) => Some(Message::Redraw),
                event => typed(event).map(message),
            };
            if message.is_some_and(|message| sender.send(message).is_err()) {
                return;
            }
        }
        let _ = sender.send(Message::Gone);
    })
}

/// Without Unix, the system delivers whole events, and the terminal is not asked anything.
#[cfg(not(unix))]
pub struct Keyboard;

#[cfg(not(unix))]
impl Keyboard {
    pub fn new() -> Self {
        Self
    }

    pub fn soon(&mut self, _: std::time::Duration) -> Vec<Message> {
        Vec::new()
    }
}

/// What crossterm's event means. `None` for released keys.
#[cfg(not(unix))]
pub fn typed(event: crossterm::event::Event) -> Option<Typed> {
    use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

    use crate::show::Key;

    let event = match event {
        Event::Key(event) if event.kind != KeyEventKind::Release => event,
        Event::Paste(text) => return Some(Typed::Pasted(text)),
        Event::Mouse(mouse) => {
            return match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Typed::Click { x: mouse.column, y: mouse.row }),
                MouseEventKind::ScrollDown => Some(Typed::Wheel { down: true }),
                MouseEventKind::ScrollUp => Some(Typed::Wheel { down: false }),
                _ => None,
            };
        }
        _ => return None,
    };
    let modifiers = event.modifiers;
    // AltGr is reported as Ctrl and Alt: only the letter that it types matters.
    let ctrl = modifiers.contains(KeyModifiers::CONTROL) && !modifiers.contains(KeyModifiers::ALT);
    Some(Typed::Key(match event.code {
        KeyCode::Char(char) if ctrl => Key::Ctrl(char.to_ascii_lowercase()),
        KeyCode::Char(char) => Key::Char(char),
        KeyCode::Right => Key::Right,
        KeyCode::Left => Key::Left,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::F(_) | KeyCode::Insert | KeyCode::Delete | KeyCode::KeypadBegin | KeyCode::Media(_) => Key::Other,
        _ => return None,
    }))
}
