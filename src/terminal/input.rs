//! What is typed, from a thread of its own.

use std::sync::mpsc::Sender;

use crate::terminal::Message;
use crate::terminal::keys::Typed;

/// How long an Escape waits for the rest of an order before it is the key, in milliseconds. Orders come in one piece; over a slow
/// line in two.
#[cfg(unix)]
const ESCAPE_WAIT: i64 = 30;

fn message(typed: Typed) -> Message {
    use crate::show::Input;
    match typed {
        Typed::Key(key) => Message::Input(Input::Key(key)),
        Typed::Wheel { down } => Message::Input(Input::Wheel { down }),
        Typed::Click { x, y } => Message::Click { x, y },
        Typed::Graphics(answer) => Message::Graphics(answer),
        Typed::Pasted(text) => Message::Input(Input::Pasted(text)),
        Typed::Background(red, green, blue) => Message::Background((red, green, blue)),
    }
}

/// Sends what is typed, until the terminal has gone.
#[cfg(unix)]
pub fn listen(sender: Sender<Message>) {
    std::thread::spawn(move || {
        let gone = read(&sender);
        if gone.is_none() {
            let _ = sender.send(Message::Gone);
        }
    });
}

/// Reads the terminal; gives nothing when it has gone.
#[cfg(unix)]
fn read(sender: &Sender<Message>) -> Option<()> {
    use std::io::IsTerminal;
    use std::os::fd::AsFd;

    use crate::terminal::keys::Parser;

    let stdin = std::io::stdin();
    let opened = if stdin.is_terminal() { None } else { Some(std::fs::File::open("/dev/tty").ok()?) };
    let tty = opened.as_ref().map_or_else(|| stdin.as_fd(), AsFd::as_fd);
    let mut parser = Parser::default();
    let mut bytes = [0; 1024];
    loop {
        if parser.is_waiting() && !ready(tty, ESCAPE_WAIT)? {
            parser.flush().map(|typed| sender.send(message(typed)));
        }
        while !ready(tty, -1)? {}
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
        for typed in parser.feed(&bytes[..count]) {
            sender.send(message(typed)).ok()?;
        }
    }
}

/// Whether there is something to read within some milliseconds (-1: whenever that is); nothing when the terminal has gone.
#[cfg(unix)]
fn ready(tty: std::os::fd::BorrowedFd, milliseconds: i64) -> Option<bool> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    let wait = (milliseconds >= 0).then_some(Timespec { tv_sec: 0, tv_nsec: milliseconds * 1_000_000 });
    let mut wanted = [PollFd::from_borrowed_fd(tty, PollFlags::IN)];
    match poll(&mut wanted, wait.as_ref()) {
        Ok(0) | Err(rustix::io::Errno::INTR) => Some(false),
        Ok(_) if wanted[0].revents().contains(PollFlags::IN) => Some(true),
        Ok(_) | Err(_) => None,
    }
}

/// Sends what is typed, until the terminal has gone.
#[cfg(not(unix))]
pub fn listen(sender: Sender<Message>) {
    std::thread::spawn(move || {
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
    });
}

/// What an event of crossterm means for a show; nothing for a key that was let go.
#[cfg(not(unix))]
fn typed(event: crossterm::event::Event) -> Option<Typed> {
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
        _ => return None,
    }))
}
