//! The console's side of the link: finding running shows, and following one.

use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use serde::Deserialize;

use crate::lang::{Words, say};
use crate::link::local::{self, Stream, Trouble};
use crate::link::{FromConsole, Hello, MOST_GREETING, MOST_TOLD, Patient, Told, VERSION, hear, hear_line, say};
use crate::show::Request;
use crate::terminal::{self, threads};

/// How long a stage may take to introduce itself, and to accept a request.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a stage may take to send the state of the show and its deck, which may be large.
const PATIENCE_FOR_DECK: Duration = Duration::from_secs(5);

/// How many requests may wait for a stage that accepts none. Further ones are lost.
const MOST_WAITING: usize = 64;

/// How many sockets are tried, newest first. A folder with more of them was not filled by us.
const MOST_TRIED: usize = 64;

/// Differences smaller than this are caused by delays, not by different clocks.
const SAME_CLOCK: Duration = Duration::from_millis(200);

/// A stage that was found.
#[derive(Clone, Debug)]
pub struct Stage {
    pub hello: Hello,
    socket: PathBuf,
}

/// The result of a search for stages.
#[derive(Default)]
pub struct Found {
    /// The running shows that this user may follow, newest first.
    pub stages: Vec<Stage>,
    pub refused: Vec<Refusal>,
}

/// Why something that looks like a stage is not followed.
#[derive(Debug)]
pub enum Refusal {
    Distrusted(Trouble),
    /// It belongs to another version of the program. With the show's title and process, and the version, if it tells them.
    OtherVersion {
        show: String,
        is_newer: bool,
    },
    /// It does not send the state of the show. With its title and process.
    Silent(String),
    /// It does not introduce itself. With its socket, which is named for its process.
    Unnamed(PathBuf),
}

impl Refusal {
    /// The reason as a sentence.
    pub fn in_words(&self, words: &Words) -> String {
        let link = &words.link;
        match self {
            Self::Distrusted(trouble) => (link.not_followed)(&trouble.in_words(words)),
            Self::OtherVersion { show, is_newer: true } => (link.is_newer)(show),
            Self::OtherVersion { show, is_newer: false } => (link.is_older)(show),
            Self::Silent(show) => (link.is_silent)(show),
            Self::Unnamed(socket) => {
                let process = socket.file_stem().unwrap_or_default().to_string_lossy();
                say!("The show of process {process} does not answer.", process).in_words(words).into()
            }
        }
    }
}

/// A connection to a stage.
pub struct Attached {
    reader: BufReader<Patient>,
    requests: SyncSender<FromConsole>,
    clocks: Clocks,
}

/// The first message of a stage, in a form that every version can read.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Greeting {
    Hello(Somebody),
}

#[derive(Deserialize)]
struct Somebody {
    version: u32,
    #[serde(default)]
    title: String,
    #[serde(default)]
    pid: u32,
}

/// How far the monotonic clock of this process is ahead of the stage's, or behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Clocks {
    ahead: Duration,
    behind: Duration,
}

impl Clocks {
    fn of(theirs: Duration, ours: Duration) -> Self {
        let far = |time: Duration| if time < SAME_CLOCK { Duration::ZERO } else { time };
        Self { ahead: far(ours.saturating_sub(theirs)), behind: far(theirs.saturating_sub(ours)) }
    }

    fn to_ours(self, time: Duration) -> Duration {
        time.saturating_add(self.ahead).saturating_sub(self.behind)
    }

    fn to_theirs(self, time: Duration) -> Duration {
        time.saturating_add(self.behind).saturating_sub(self.ahead)
    }
}

/// Looks for running shows.
pub fn find() -> Found {
    let sockets = local::sockets();
    let refused = sockets.refused.into_iter().map(Refusal::Distrusted).collect();
    let mut found = Found { stages: Vec::new(), refused };
    for socket in sockets.paths.into_iter().take(MOST_TRIED) {
        match greet(&socket, PATIENCE) {
            Ok((hello, ..)) => found.stages.push(Stage { hello, socket }),
            Err(refusal) => found.refused.extend(refusal),
        }
    }
    found
}

/// Connects to a stage and reads its greeting. `Err(None)` if no stage is there.
fn greet(socket: &Path, patience: Duration) -> Result<(Hello, Stream, BufReader<Patient>), Option<Refusal>> {
    let silent = |_: io::Error| Some(Refusal::Unnamed(socket.to_owned()));
    let stream = local::connect(socket).map_err(|trouble| match trouble {
        trouble if local::sweep(socket, &trouble) => None,
        Trouble::Failed(..) => Some(Refusal::Unnamed(socket.to_owned())),
        trouble => Some(Refusal::Distrusted(trouble)),
    })?;
    stream.set_write_timeout(Some(PATIENCE)).map_err(silent)?;
    let mut reader = BufReader::new(Patient::new(stream.try_clone().map_err(silent)?, patience));
    let line = hear_line(&mut reader, MOST_GREETING).map_err(silent)?;
    Ok((hello(&line).ok_or_else(|| silent(io::ErrorKind::InvalidData.into()))??, stream, reader))
}

/// Reads a greeting. `None` if it does not come from a stage.
fn hello(line: &[u8]) -> Option<Result<Hello, Option<Refusal>>> {
    let Greeting::Hello(Somebody { version, title, pid }) = serde_json::from_slice(line).ok()?;
    if version != VERSION {
        let is_newer = version > VERSION;
        return Some(Err(Some(Refusal::OtherVersion { show: named(&title, pid), is_newer })));
    }
    match serde_json::from_slice(line).ok()? {
        Told::Hello(hello) => Some(Ok(hello)),
        _ => None,
    }
}

/// A show's name for messages.
fn named(title: &str, pid: u32) -> String {
    format!("\"{title}\" ({pid})")
}

impl Stage {
    /// Follows this stage, which has a few seconds to send the state of the show.
    ///
    /// # Errors
    /// If it does not answer; `None` if it is gone.
    pub fn attach(&self) -> Result<Attached, Option<Refusal>> {
        let (hello, mut stream, reader) = greet(&self.socket, PATIENCE_FOR_DECK)?;
        say(&mut stream, &FromConsole::Attach).map_err(|_| Some(self.is_silent()))?;
        let clocks = Clocks::of(Duration::from_nanos(hello.now), terminal::monotonic());
        let requests = send_on_thread(stream).map_err(|_| Some(self.is_silent()))?;
        Ok(Attached { reader, requests, clocks })
    }

    pub fn is_silent(&self) -> Refusal {
        Refusal::Silent(named(&self.hello.title, self.hello.pid))
    }
}

/// Sends requests to a stage from a separate thread, so that no key waits for a stage that accepts nothing.
fn send_on_thread(mut stream: Stream) -> io::Result<SyncSender<FromConsole>> {
    let (sender, requests) = sync_channel(MOST_WAITING);
    threads::start(move || {
        // Reading from the stage will notice that it has gone.
        while let Ok(request) = requests.recv() {
            if say(&mut stream, &request).is_err() {
                return;
            }
        }
    })?;
    Ok(sender)
}

impl Attached {
    /// Waits for the stage's next message, with times converted to the monotonic clock of this process. `None` when the stage is gone.
    pub fn hear(&mut self) -> Option<Told> {
        let clocks = self.clocks;
        Some(match hear(&mut self.reader, MOST_TOLD).ok()? {
            Told::Snapshot(mut snapshot) => {
                snapshot.talk = snapshot.talk.told(|time| clocks.to_ours(time));
                Told::Snapshot(snapshot)
            }
            told => told,
        })
    }

    /// Removes the time limit, once the stage has sent the state of the show. From then on it only writes when something changes.
    ///
    /// # Errors
    /// If the socket is closed.
    pub fn has_begun(&mut self) -> io::Result<()> {
        self.reader.get_mut().wait_for_ever()
    }

    /// A function that sends requests to the stage, without waiting for it.
    pub fn request_sender(&self) -> impl Fn(Request) + Send + 'static {
        let (requests, clocks) = (self.requests.clone(), self.clocks);
        move |request| {
            let request = match request {
                Request::Event(event) => Request::Event(event.told(|time| clocks.to_theirs(time))),
                request => request,
            };
            let at = u64::try_from(clocks.to_theirs(terminal::monotonic()).as_nanos()).unwrap_or(u64::MAX);
            let _ = requests.try_send(FromConsole::Request(at, request));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_converted_to_the_receivers_clock() {
        let seconds = Duration::from_secs;
        let clocks = Clocks::of(seconds(100), seconds(30));
        assert_eq!((clocks.to_ours(seconds(110)), clocks.to_theirs(seconds(40))), (seconds(40), seconds(110)));
        let clocks = Clocks::of(seconds(30), seconds(100));
        assert_eq!((clocks.to_ours(seconds(40)), clocks.to_theirs(seconds(110))), (seconds(110), seconds(40)));
        let same = Clocks::of(seconds(30), seconds(30) + Duration::from_millis(3));
        assert_eq!(same, Clocks::default());
    }
}
