//! Work that has its own thread so that no key has to wait.

use std::sync::mpsc::{self, Sender};

use crate::block::Colors;
use crate::highlight;
use crate::show::Input;
use crate::terminal::{Loader, Message, threads};

/// Starts a thread that reads the deck on request. Requests that pile up are answered by one reading.
pub fn load(mut loader: Loader, sender: Sender<Message>) -> Sender<()> {
    let (wanted, jobs) = mpsc::channel();
    // If the thread cannot start, the deck stays as it was first read.
    let _ = threads::start(move || {
        while jobs.recv().is_ok() {
            jobs.try_iter().for_each(drop);
            loader(&sender);
        }
    });
    wanted
}

/// Starts a thread that colors code: the first use of a language takes longer than a key may.
pub fn color(sender: Sender<Message>) -> Sender<(u64, String, String)> {
    let (wanted, jobs) = mpsc::channel::<(u64, String, String)>();
    // If the thread cannot start, code is shown in one color.
    let _ = threads::start(move || {
        for (key, lang, code) in jobs {
            debug_assert_eq!(key, Colors::key(&lang, &code));
            let Some(lines) = highlight::lines(&lang, &code) else { continue };
            if sender.send(Message::Input(Input::Colored { key, lines })).is_err() {
                return;
            }
        }
    });
    wanted
}
