//! What is done on threads of its own, so that no key waits for it.

use std::sync::mpsc::{self, Sender};

use crate::block::Colours;
use crate::highlight;
use crate::show::Input;
use crate::terminal::{Loader, Message, threads};

/// Reads the deck on a thread of its own; of several wishes at once one is enough.
pub fn load(mut loader: Loader, sender: Sender<Message>) -> Sender<()> {
    let (wanted, jobs) = mpsc::channel();
    // Without the thread the deck stays as it was read first.
    let _ = threads::start(move || {
        while jobs.recv().is_ok() {
            jobs.try_iter().for_each(drop);
            loader(&sender);
        }
    });
    wanted
}

/// Colours code on a thread of its own: the first use of a language takes longer than a key may.
pub fn colour(sender: Sender<Message>) -> Sender<(u64, String, String)> {
    let (wanted, jobs) = mpsc::channel::<(u64, String, String)>();
    // Without the thread code has one color.
    let _ = threads::start(move || {
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
