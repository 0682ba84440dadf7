//! A scene as lines on the terminal, or through a pipe: nothing is painted, nothing changes by itself.
//!
//! On a terminal keys are read as they are pressed. Where there is none, or a dumb one, lines are read instead: the keys of a
//! line one after the other; an empty line is Enter.

use std::io::{self, BufRead, IsTerminal};
use std::sync::mpsc::{self, Sender};

use crate::show::{Effect, Input, Key};
use crate::terminal::{self, Message, Spoken, input, signals};
use crate::text;

/// How what is typed comes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// Key by key.
    Keys,
    /// In lines, each ended by Enter.
    Lines,
}

impl Typing {
    /// How it comes on the terminal, or through the pipe, in which the program runs; `dumb` is what its environment says of the
    /// terminal.
    pub fn here(dumb: bool) -> Self {
        let keys = io::stdin().is_terminal() && io::stdout().is_terminal() && !dumb;
        if keys { Self::Keys } else { Self::Lines }
    }
}

/// Lets a scene be followed in lines until it is quit, or nothing more can be typed.
///
/// # Errors
/// When the terminal cannot be taken or written to.
pub fn speak(scene: &mut dyn Spoken, typing: Typing) -> io::Result<()> {
    let (sender, messages) = mpsc::channel();
    signals::listen(sender.clone())?;
    match typing {
        Typing::Keys => {
            terminal::enter_plain()?;
            input::listen(sender.clone());
        }
        Typing::Lines => listen_to_lines(sender.clone()),
    }
    scene.listen(sender);
    let result = (|| {
        let now = terminal::now();
        scene.take(Input::Tick, now);
        say(&scene.changed(now), typing)?;
        while let Ok(message) = messages.recv() {
            let inputs = match message {
                Message::Input(input) => vec![input],
                Message::Line(line) => keys_of(&line, scene.takes_text(), scene.takes_numbers()),
                Message::Gone => return Ok(()),
                Message::Suspend => {
                    suspend(typing)?;
                    continue;
                }
                _ => continue,
            };
            for input in inputs {
                if !take(scene, input, typing)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    })();
    terminal::restore();
    result
}

/// Lets a scene take an input, and says what it changes; whether the scene goes on.
fn take(scene: &mut dyn Spoken, input: Input, typing: Typing) -> io::Result<bool> {
    let now = terminal::now();
    if let Input::Key(key) = &input
        && let Some(lines) = scene.asked(*key, now)
    {
        say(&lines, typing)?;
        return Ok(true);
    }
    let effects = scene.take(input, now);
    say(&scene.changed(now), typing)?;
    for effect in effects {
        match effect {
            Effect::Quit => return Ok(false),
            Effect::Suspend => suspend(typing)?,
            Effect::Open(link) => terminal::open::open(&link),
            Effect::Edit(_) | Effect::Reload | Effect::Colour { .. } | Effect::Picture { .. } | Effect::Wish(_) => {}
        }
    }
    Ok(true)
}

/// The keys that a line stands for: the name of one, or each of its letters; a text, and a number where one is awaited, ends with
/// Enter.
fn keys_of(line: &str, as_text: bool, as_number: bool) -> Vec<Input> {
    let letters = line.chars().filter(|char| !char.is_control()).map(Key::Char);
    let keys: Vec<Key> = match Key::parse(line.trim()) {
        _ if as_text => letters.chain([Key::Enter]).collect(),
        _ if as_number && is_number(line.trim()) => letters.chain([Key::Enter]).collect(),
        Some(key) => vec![key],
        None if line.trim().is_empty() => vec![Key::Enter],
        None => letters.collect(),
    };
    keys.into_iter().map(Input::Key).collect()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Sends the lines of standard input, until it ends.
fn listen_to_lines(sender: Sender<Message>) {
    std::thread::spawn(move || {
        for line in io::stdin().lock().split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
            if sender.send(Message::Line(line)).is_err() {
                return;
            }
        }
        let _ = sender.send(Message::Gone);
    });
}

fn suspend(typing: Typing) -> io::Result<()> {
    terminal::restore();
    signals::stop();
    if typing == Typing::Keys { terminal::enter_plain() } else { Ok(()) }
}

/// Writes lines; a terminal that takes every key by itself wants to be told to begin them at its left edge.
fn say(lines: &[String], typing: Typing) -> io::Result<()> {
    let end = if typing == Typing::Keys { "\r\n" } else { "\n" };
    let text: String =
        lines.iter().flat_map(|line| line.lines()).map(|line| format!("{}{end}", text::clean(line))).collect();
    if text.is_empty() { Ok(()) } else { terminal::print(&text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(line: &str, as_text: bool) -> Vec<Key> {
        let key = |input| match input {
            Input::Key(key) => key,
            _ => unreachable!("lines are keys"),
        };
        keys_of(line, as_text, false).into_iter().map(key).collect()
    }

    #[test]
    fn a_line_is_the_name_of_a_key_or_its_letters_and_an_empty_one_is_enter() {
        assert_eq!(keys("", false), [Key::Enter]);
        assert_eq!(keys("right", false), [Key::Right]);
        assert_eq!(keys("12", false), [Key::Char('1'), Key::Char('2')]);
        assert_eq!(keys("up", true), [Key::Char('u'), Key::Char('p'), Key::Enter]);
        assert_eq!(keys("\u{1b}[2J", false), [Key::Char('['), Key::Char('2'), Key::Char('J')]);
    }
}
