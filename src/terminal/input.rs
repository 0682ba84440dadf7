//! What is typed, from a thread of its own.

use std::io;
use std::sync::mpsc::Sender;

use crate::terminal::keys::Typed;
use crate::terminal::{Message, answers, threads};

/// What it means for a show.
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

/// What is typed on a terminal, as far as it has come.
#[cfg(unix)]
pub struct Keyboard(crate::terminal::keys::Parser);

#[cfg(unix)]
impl Keyboard {
    pub fn new() -> Self {
        Self(crate::terminal::keys::Parser::new(escape_wait()))
    }

    /// What has come within a time, or as soon as something comes: for the thread that starts others only later.
    pub fn soon(&mut self, wait: std::time::Duration) -> Vec<Message> {
        let stdin = std::io::stdin();
        let tty = std::os::fd::AsFd::as_fd(&stdin);
        let mut bytes = [0; 1024];
        if ready(tty, Some(wait)) != Some(true) {
            return Vec::new();
        }
        // What cannot be read now is told by the thread that reads later.
        let count = rustix::io::read(tty, &mut bytes).unwrap_or(0);
        self.0.feed(&bytes[..count], crate::terminal::monotonic()).into_iter().map(message).collect()
    }
}

/// Sends what is typed, until the terminal has gone.
///
/// # Errors
/// When the system refuses a thread for it.
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

/// Reads the terminal; gives nothing when it has gone.
#[cfg(unix)]
fn read(sender: &Sender<Message>, mut parser: crate::terminal::keys::Parser) -> Option<()> {
    use std::io::IsTerminal;
    use std::os::fd::AsFd;

    use crate::terminal::monotonic;

    let stdin = std::io::stdin();
    let opened = if stdin.is_terminal() { None } else { Some(std::fs::File::open("/dev/tty").ok()?) };
    let tty = opened.as_ref().map_or_else(|| stdin.as_fd(), AsFd::as_fd);
    let mut bytes = [0; 1024];
    let tell = |typed: Vec<Typed>| typed.into_iter().map(message).try_for_each(|it| sender.send(it).ok());
    loop {
        parser.awaits_answer = answers::are_awaited();
        let wait = parser.waits_until().map(|until| until.saturating_sub(monotonic()));
        if !ready(tty, wait)? {
            if parser.waits_until().is_some_and(|until| until <= monotonic()) {
                tell(parser.drop_pending(monotonic()))?;
            }
            continue;
        }
        // What is typed while the terminal is somebody else's is theirs: the shell's, or a question's after the show.
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

/// Whether there is something to read within a time, or whenever that is; nothing when the terminal has gone.
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

/// Sends what is typed, until the terminal has gone.
///
/// # Errors
/// When the system refuses a thread for it.
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

/// There events come whole, and nothing is asked.
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

/// What an event of crossterm means for a show; nothing for a key that was let go.
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
    // AltGr comes as Ctrl and Alt: the letter it makes is what counts.
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
