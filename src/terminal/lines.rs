//! A show as lines on the terminal: keys are read as they are pressed, nothing is painted.

use std::io::{self, IsTerminal};
use std::sync::mpsc;

use crate::show::{Effect, Input, Key, Now, Show};
use crate::terminal::{self, Message, Peers, input, signals};
use crate::text;

/// What there is to say after something came in; with the key, where it was one.
pub trait Speaker {
    /// Whether a key is for the speaker alone; what it then says. Else the show takes it.
    fn asked(&mut self, show: &Show, key: Key, now: Now) -> Option<Vec<String>>;

    /// What has changed since the last call.
    fn changed(&mut self, show: &Show, now: Now) -> Vec<String>;
}

/// Lets a show be followed in lines until it is quit.
///
/// # Errors
/// When the terminal cannot be taken or written to.
pub fn speak(show: &mut Show, mut peers: Box<dyn Peers>, speaker: &mut dyn Speaker) -> io::Result<()> {
    let (sender, messages) = mpsc::channel();
    signals::listen(sender.clone())?;
    terminal::enter_plain()?;
    input::listen(sender.clone());
    peers.listen(sender);
    let result = (|| {
        say(&speaker.changed(show, terminal::now()))?;
        while let Ok(message) = messages.recv() {
            let input = match message {
                Message::Input(input) => input,
                Message::Gone => return Ok(()),
                Message::Suspend => {
                    suspend()?;
                    continue;
                }
                _ => continue,
            };
            let now = terminal::now();
            if let Input::Key(key) = &input
                && let Some(lines) = speaker.asked(show, *key, now)
            {
                say(&lines)?;
                continue;
            }
            for effect in show.update(input, now).effects {
                match effect {
                    Effect::Quit => return Ok(()),
                    Effect::Suspend => suspend()?,
                    Effect::Wish(wish) => peers.wish(wish),
                    Effect::Reload | Effect::Open(_) | Effect::Colour { .. } | Effect::Picture { .. } => {}
                }
            }
            say(&speaker.changed(show, now))?;
        }
        Ok(())
    })();
    terminal::restore();
    result
}

fn suspend() -> io::Result<()> {
    terminal::restore();
    signals::stop();
    terminal::enter_plain()
}

/// Writes lines; a terminal that takes every key by itself wants to be told to begin them at its left edge.
fn say(lines: &[String]) -> io::Result<()> {
    let end = if io::stdout().is_terminal() { "\r\n" } else { "\n" };
    let text: String =
        lines.iter().flat_map(|line| line.lines()).map(|line| format!("{}{end}", text::clean(line))).collect();
    if text.is_empty() { Ok(()) } else { terminal::print(&text) }
}
