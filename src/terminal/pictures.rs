//! Pictures are decoded and encoded on other threads, so that a slide never waits for a picture, nor a picture for a slow one.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::assets::Assets;
use crate::block::Pictures;
use crate::picture::{self, Fault, Ink, Picture};
use crate::show::Input;
use crate::terminal::graphics::{self, Unencoded};
use crate::terminal::{Message, Opening};
use crate::workers::{Limits, Lost, Workers};

/// Reads a picture beside the deck, by its name in the deck.
pub type Reader = Box<dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync>;

/// The work to do on a picture.
pub enum Task {
    Decode { opening: Opening, key: u64, file: String },
    Encode(Unencoded),
}

/// Decoding should take two seconds at most, but the machine may be slow.
const LIMITS: Limits = Limits { threads: 2, time: Duration::from_secs(20) };

/// While this many have timed out, no drawings are started (first number), or nothing at all (second).
const MOST_LEFT: (usize, usize) = (2, 4);

/// Where pictures are decoded and encoded.
pub struct Workshop {
    read: Arc<Reader>,
    workers: Workers<Message>,
}

impl Workshop {
    /// A workshop that sends its pictures to `sender`.
    pub fn open(read: Reader, sender: Sender<Message>) -> Self {
        Self { read: Arc::new(read), workers: Workers::start(LIMITS, move |it| sender.send(it).is_ok()) }
    }

    pub fn give(&self, task: Task) {
        match task {
            Task::Decode { opening, key, file } => {
                let (read, left) = (Arc::clone(&self.read), self.workers.left());
                let pictured = move |it: Picture| Some(Message::Answer(opening, Input::Pictured(Arc::new(it))));
                let work = move || decode(&read, &left, key, &file).and_then(pictured);
                self.workers.give(work, move |lost| pictured(Picture::failed(key, fault(lost))));
            }
            Task::Encode(job) => {
                let work = move || graphics::encode(&job).ok().map(|sequences| Message::Encoded(job.key, sequences));
                self.workers.give(work, |_| None);
            }
        }
    }
}

/// Decodes pictures, each given by key and file, and waits for them.
pub fn decode_all(read: Reader, wanted: impl IntoIterator<Item = (u64, String)>) -> Pictures {
    decode_each(read, wanted, |it| it).into_iter().map(|it| (it.key, Arc::new(it))).collect()
}

/// Decodes pictures, waits for them, and keeps part of each.
fn decode_each<T: Send + 'static>(
    read: Reader,
    wanted: impl IntoIterator<Item = (u64, String)>,
    keep: fn(Picture) -> T,
) -> Vec<T> {
    let (sender, done) = mpsc::channel();
    let workers = Workers::start(LIMITS, move |it| sender.send(it).is_ok());
    let read = Arc::new(read);
    for (key, file) in wanted {
        let (read, left) = (Arc::clone(&read), workers.left());
        let work = move || decode(&read, &left, key, &file).map(keep);
        workers.give(work, move |lost| Some(keep(Picture::failed(key, fault(lost)))));
    }
    drop(workers);
    done.iter().collect()
}

/// What is wrong with a picture, and the colors of one with a transparent background.
type Known = (Option<Fault>, Option<Ink>);

/// What is known about pictures, by key. A changed file has another key.
static KNOWN: Mutex<Option<HashMap<u64, Known>>> = Mutex::new(None);

/// Finds out what is wrong with a deck's pictures, and their colors, by decoding each as the show does, once for each version of a file.
pub fn find_faults(assets: &mut Assets, read: Reader) {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    let pictures = assets.pictures.iter().filter_map(|(name, header)| Some((header.as_ref().ok()?.key, name)));
    let pictures: Vec<(u64, String)> = pictures.map(|(key, name)| (key, name.clone())).collect();
    let unknown: Vec<(u64, String)> = pictures.iter().filter(|(key, _)| !known.contains_key(key)).cloned().collect();
    if !unknown.is_empty() {
        known.extend(decode_each(read, unknown, |it| (it.key, (it.fault, it.pixels.ink()))));
    }
    (assets.faults, assets.inks) = Default::default();
    for (key, name) in pictures {
        let Some((fault, ink)) = known.get(&key) else { continue };
        assets.faults.extend(fault.clone().map(|it| (name.clone(), it)));
        assets.inks.extend(ink.map(|it| (name, it)));
    }
}

/// A picture, or what is wrong with it. `None` if its file cannot be read.
fn decode(read: &Reader, left: &AtomicUsize, key: u64, file: &str) -> Option<Picture> {
    let bytes = read(file)?;
    let left = left.load(Ordering::Relaxed);
    if left >= MOST_LEFT.1 || left >= MOST_LEFT.0 && picture::is_drawing(&bytes) {
        return Some(Picture::failed(key, Fault::TooSlow));
    }
    Some(picture::decode(&bytes, key).unwrap_or_else(|fault| Picture::failed(key, fault)))
}

/// What is wrong with a picture that gave no result.
fn fault(lost: Lost) -> Fault {
    match lost {
        Lost::Late => Fault::TooSlow,
        Lost::Failed => Fault::Broken("its decoder failed".to_owned()),
    }
}
