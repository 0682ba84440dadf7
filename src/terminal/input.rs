//! Keys from the terminal.

use std::sync::mpsc::Sender;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::deck::Size;
use crate::show::{Input, Key};
use crate::terminal::Message;

/// Sends what is typed, from a thread of its own.
pub fn listen(sender: Sender<Message>) {
    std::thread::spawn(move || {
        loop {
            if !wait() {
                let _ = sender.send(Message::Gone);
                return;
            }
            let message = match crossterm::event::read() {
                Ok(Event::Key(event)) => key(event).map(Input::Key),
                Ok(Event::Resize(width, height)) => Some(Input::Resize(Size { width, height })),
                Ok(_) => None,
                Err(_) => {
                    let _ = sender.send(Message::Gone);
                    return;
                }
            };
            if message.is_some_and(|input| sender.send(Message::Input(input)).is_err()) {
                return;
            }
        }
    });
}

/// Waits until there is something to read; says no when the terminal has gone, for then the reader of crossterm 0.29 would turn
/// in a circle for ever (crossterm-rs/crossterm#793). A new size is not waited for here: it comes as a signal.
#[cfg(unix)]
fn wait() -> bool {
    use rustix::event::{PollFd, PollFlags, poll};
    use std::io::IsTerminal;

    if crossterm::event::poll(std::time::Duration::ZERO).unwrap_or(false) {
        return true;
    }
    let file;
    let stdin = std::io::stdin();
    let tty: &dyn std::os::fd::AsFd = if stdin.is_terminal() {
        &stdin
    } else {
        let Ok(opened) = std::fs::File::open("/dev/tty") else { return false };
        file = opened;
        &file
    };
    let mut wanted = [PollFd::from_borrowed_fd(tty.as_fd(), PollFlags::IN)];
    loop {
        match poll(&mut wanted, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) => return !wanted[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL),
        }
    }
}

#[cfg(not(unix))]
fn wait() -> bool {
    true
}

/// The key as a show knows it; nothing for a key that it has no use for, or that was let go.
fn key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL) && !event.modifiers.contains(KeyModifiers::ALT);
    Some(match event.code {
        KeyCode::Char(char) if ctrl => Key::Ctrl(char.to_ascii_lowercase()),
        // AltGr comes as Ctrl and Alt on Windows: the letter it makes is what counts.
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
    })
}
