//! A scene as lines of text on the terminal, or through a pipe. Nothing is painted, and nothing changes by itself.
//!
//! On a terminal each key is read at once. Without one, or on a dumb one, whole lines are read: the keys of a line one after another; an
//! empty line is Enter.

use std::io::{self, BufRead, IsTerminal};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};

use crate::show::{Effect, Input, Key};
use crate::terminal::input::Keyboard;
use crate::terminal::{self, Loader, Message, Signs, Spoken, elsewhere, input, signals, threads};
use crate::text;

/// How input arrives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// Key by key.
    Keys,
    /// In lines, each ended by Enter.
    Lines,
}

impl Typing {
    /// Chosen by the terminal or pipe that the program runs with; `dumb` tells that the environment says the terminal is dumb.
    pub fn here(dumb: bool) -> Self {
        let keys = io::stdin().is_terminal() && io::stdout().is_terminal() && !dumb;
        if keys { Self::Keys } else { Self::Lines }
    }
}

/// Lets a user follow a scene as lines until it is quit or the input ends. The deck is read by `loader` meanwhile.
///
/// # Errors
/// If the terminal cannot be taken or written to.
pub fn speak(scene: &mut dyn Spoken, typing: Typing, loader: Loader) -> io::Result<()> {
    let (sender, messages) = mpsc::channel();
    signals::listen(sender.clone())?;
    let lines = match typing {
        Typing::Keys => {
            terminal::enter_plain()?;
            input::listen(sender.clone(), Keyboard::new()).inspect_err(|_| terminal::restore())?;
            None
        }
        Typing::Lines => Some(listen_to_lines(sender.clone())?),
    };
    scene.listen(sender.clone());
    let loads = elsewhere::load(loader, sender);
    let mut dialog = Dialog { scene, typing, lines, loads, echoed: 0 };
    let result = dialog.begin().and_then(|()| dialog.follow(&messages)).and_then(|()| dialog.end_echo());
    terminal::restore();
    result
}

/// Handles inputs and says their results.
struct Dialog<'a> {
    scene: &'a mut dyn Spoken,
    typing: Typing,
    /// Requests the next line, if input comes in lines.
    lines: Option<Sender<()>>,
    /// Requests reading the deck again.
    loads: Sender<()>,
    /// How many typed characters are on the current line.
    echoed: usize,
}

impl Dialog<'_> {
    /// Says the first lines. The deck is checked only after that.
    fn begin(&mut self) -> io::Result<()> {
        let now = terminal::now();
        self.scene.take(Input::Tick, now);
        let lines = self.scene.changed(now);
        self.say(&lines)?;
        let _ = self.loads.send(());
        self.ask_for_line();
        Ok(())
    }

    fn ask_for_line(&self) {
        if let Some(lines) = &self.lines {
            let _ = lines.send(());
        }
    }

    fn follow(&mut self, messages: &Receiver<Message>) -> io::Result<()> {
        while let Some(message) = self.wait(messages) {
            let goes_on = match message.for_scene(self.scene) {
                Message::Input(input) => self.take(input, true)?,
                Message::Line(line) => self.take_line(&line)?,
                Message::Gone => return Ok(()),
                Message::Suspend => self.take_effect(Effect::Suspend)?,
                Message::Changed => self.take_effect(Effect::Reload)?,
                _ => true,
            };
            if !goes_on {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Waits for an input, or for something to say. `None`: no more input can come.
    fn wait(&self, messages: &Receiver<Message>) -> Option<Message> {
        let Some(most) = self.scene.next_said(terminal::now().monotonic) else { return messages.recv().ok() };
        match messages.recv_timeout(most) {
            Err(RecvTimeoutError::Timeout) => Some(Message::Input(Input::Tick)),
            message => message.ok(),
        }
    }

    /// Gives the scene a line. For a line of text, only the result of the final Enter is said.
    fn take_line(&mut self, line: &str) -> io::Result<bool> {
        if !io::stdin().is_terminal() {
            self.say(&[format!("> {line}").trim_end().to_owned()])?;
        }
        let as_text = self.scene.takes_text();
        if let Some(said) = self.scene.not_understood().filter(|_| !as_text && is_no_key(line)) {
            self.say(&[said])?;
            self.ask_for_line();
            return Ok(true);
        }
        let as_number = self.scene.takes_numbers();
        let keys = keys_of(line, as_text, as_number);
        let last = keys.len().saturating_sub(1);
        // For text, and for a number when one is expected, only the result of the final Enter is said.
        let as_one = as_text || as_number && is_number(line.trim());
        for (index, key) in keys.into_iter().enumerate() {
            if !self.take(key, !as_one || index == last)? {
                return Ok(false);
            }
        }
        self.ask_for_line();
        Ok(true)
    }

    /// Gives the scene an input and says what changed. Returns whether the scene continues.
    fn take(&mut self, input: Input, says: bool) -> io::Result<bool> {
        let now = terminal::now();
        if let Input::Key(key) = &input
            && let Some(lines) = self.scene.asked(*key, now)
        {
            self.say(&lines)?;
            return Ok(true);
        }
        let key = if let Input::Key(key) = &input { Some(*key) } else { None };
        let effects = self.scene.take(input, now);
        if says {
            let lines = self.scene.changed(now);
            self.say(&lines)?;
            if let Some(key) = key.filter(|_| lines.is_empty() && self.typing == Typing::Keys) {
                self.echo(key)?;
            }
        }
        for effect in effects {
            if !self.take_effect(effect)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Says lines, below what was typed.
    fn say(&mut self, lines: &[String]) -> io::Result<()> {
        if !lines.is_empty() {
            self.end_echo()?;
        }
        say(lines, self.typing)
    }

    /// Echoes a typed key for which nothing is said.
    fn echo(&mut self, key: Key) -> io::Result<()> {
        match key {
            Key::Char(char) => {
                self.echoed += 1;
                terminal::print(&text::clean(&char.to_string()))
            }
            Key::Backspace if self.echoed > 0 => {
                self.echoed -= 1;
                terminal::print("\u{8} \u{8}")
            }
            Key::Enter => self.end_echo(),
            _ => Ok(()),
        }
    }

    /// Ends the line of echoed keys.
    fn end_echo(&mut self) -> io::Result<()> {
        match std::mem::take(&mut self.echoed) {
            0 => Ok(()),
            _ => terminal::print("\r\n"),
        }
    }

    /// Does what the scene wants. Returns whether the scene continues.
    fn take_effect(&self, effect: Effect) -> io::Result<bool> {
        match effect {
            Effect::Quit => return Ok(false),
            Effect::Suspend => suspend(self.typing)?,
            Effect::Open(link) => terminal::open::open(&link),
            Effect::Reload => {
                let _ = self.loads.send(());
            }
            Effect::Edit(_) | Effect::Color { .. } | Effect::Picture { .. } | Effect::Request(_) | Effect::Enlarge => {}
        }
        Ok(true)
    }
}

/// The keys of a line: the key with that name, or one for each letter. Text, and a number when one is expected, ends with Enter.
fn keys_of(line: &str, as_text: bool, as_number: bool) -> Vec<Input> {
    let letters = line.chars().filter(|char| !char.is_control()).map(Key::Char);
    let keys: Vec<Key> = match Key::parse(line.trim()) {
        _ if as_text => letters.chain([Key::Enter]).collect(),
        _ if is_number(line.trim()) => {
            let digits = letters.filter(|key| key.digit().is_some());
            digits.chain(as_number.then_some(Key::Enter)).collect()
        }
        Some(key) => vec![key],
        None if line.trim().is_empty() => vec![Key::Enter],
        None => letters.collect(),
    };
    keys.into_iter().map(Input::Key).collect()
}

/// One or several numbers, separated by spaces.
fn is_number(text: &str) -> bool {
    text.contains(|char: char| char.is_ascii_digit())
        && text.chars().all(|char| char.is_ascii_digit() || " ,;".contains(char))
}

/// Whether a line is neither a key, nor the name of one, nor a number.
fn is_no_key(line: &str) -> bool {
    let line = line.trim();
    line.chars().count() > 1 && Key::parse(line).is_none() && !is_number(line)
}

/// Sends one line of standard input for each request, until the input ends. Lines that were not requested are left for other readers.
///
/// # Errors
/// If the system refuses a thread.
fn listen_to_lines(sender: Sender<Message>) -> io::Result<Sender<()>> {
    let (wanted, asked) = mpsc::channel();
    threads::start(move || {
        let mut line = Vec::new();
        while asked.recv().is_ok() {
            line.clear();
            let read = io::stdin().lock().read_until(b'\n', &mut line).unwrap_or(0);
            let text = String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned();
            let message = if read == 0 { Message::Gone } else { Message::Line(text) };
            if sender.send(message).is_err() {
                return;
            }
        }
    })?;
    Ok(wanted)
}

fn suspend(typing: Typing) -> io::Result<()> {
    terminal::restore();
    signals::stop();
    if typing == Typing::Keys { terminal::enter_plain() } else { Ok(()) }
}

/// Writes lines. A terminal in raw mode needs a carriage return for each.
fn say(lines: &[String], typing: Typing) -> io::Result<()> {
    let end = if typing == Typing::Keys { "\r\n" } else { "\n" };
    let width = io::stdout().is_terminal().then(|| usize::from(terminal::size().width));
    let broken = |line: &str| match width {
        Some(width) if text::width(line) > width => text::broken(line, width),
        _ => vec![line.to_owned()],
    };
    let lines = lines.iter().flat_map(|line| line.lines()).flat_map(|line| broken(&text::clean(line)));
    let text: String = lines.map(|line| format!("{line}{end}")).collect();
    let signs = match io::stdout().is_terminal() {
        true => Signs::from_environment(|name| std::env::var(name).ok()),
        false => Signs::All,
    };
    if text.is_empty() { Ok(()) } else { terminal::print(&signs.text(&text)) }
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
