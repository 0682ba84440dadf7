//! Pictures are decoded and encoded on a thread of their own: a slide never waits for one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use crate::block::Pictures;
use crate::picture::{self, Picture};
use crate::show::Input;
use crate::terminal::Message;
use crate::terminal::graphics::{self, Job};

/// Reads a picture beside the deck, by the name that the deck gives it.
pub type Reader = Box<dyn Fn(&str) -> Option<Vec<u8>> + Send>;

/// What there is to do.
pub enum Task {
    Decode { key: u64, file: String },
    Encode(Job),
}

/// The name of the thread: a decoder that trips over a picture loses that picture, not the show.
const THREAD: &str = "pictures";

/// More than any decoder was seen to take, in bytes: drawings may lie deep in each other.
const STACK: usize = 16 << 20;

/// Whether the thread that panics is one whose panics are caught.
pub fn is_caught() -> bool {
    std::thread::current().name() == Some(THREAD)
}

/// Does what it is sent, in order.
pub fn work_elsewhere(read: Reader, sender: Sender<Message>) -> Sender<Task> {
    let (wanted, tasks) = mpsc::channel::<Task>();
    let work = move || {
        for task in tasks {
            let done = catch_unwind(AssertUnwindSafe(|| done(&read, task)));
            if done.ok().flatten().is_some_and(|message| sender.send(message).is_err()) {
                return;
            }
        }
    };
    // Without the thread the words of the pictures stand in their places.
    drop(std::thread::Builder::new().name(THREAD.to_owned()).stack_size(STACK).spawn(work));
    wanted
}

/// Decodes pictures, each a key and a file, while somebody waits. What is kept of them is what drawing with half blocks needs.
pub fn decode_all(read: Reader, wanted: impl IntoIterator<Item = (u64, String)>) -> Pictures {
    let (sender, done) = mpsc::channel();
    let tasks = work_elsewhere(read, sender);
    wanted.into_iter().for_each(|(key, file)| drop(tasks.send(Task::Decode { key, file })));
    drop(tasks);
    let pictures = done.iter().filter_map(|message| match message {
        Message::Input(Input::Pictured(it)) => Some(it),
        _ => None,
    });
    pictures
        .map(|it| (it.key, Arc::new(Picture { key: it.key, pixels: it.small.clone(), small: it.small.clone() })))
        .collect()
}

/// What came of a task; nothing where the picture cannot be had.
fn done(read: &Reader, task: Task) -> Option<Message> {
    match task {
        Task::Decode { key, file } => {
            let picture = picture::decode(&read(&file)?, key).ok()?;
            Some(Message::Input(Input::Pictured(Arc::new(picture))))
        }
        Task::Encode(job) => {
            let orders = graphics::encode(&job).ok()?;
            Some(Message::Encoded(job.key, orders))
        }
    }
}
