//! The console's side: finding the shows that run, and following one.

use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use serde::Deserialize;

use crate::lang::Words;
use crate::link::local::{self, Stream, Trouble};
use crate::link::{FromConsole, Hello, MOST_GREETING, MOST_TOLD, Patient, Told, VERSION, hear, hear_line, say};
use crate::show::Wish;
use crate::terminal::{self, threads};

/// How long a stage may take to say who it is, and to take what is wished.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long a stage may take to say how the show stands, with its deck, which may be large.
const PATIENCE_FOR_DECK: Duration = Duration::from_secs(5);

/// How many wishes may wait for a stage that takes none; those that come then are lost.
const MOST_WAITING: usize = 64;

/// How many sockets are tried, the newest first: who leaves more lying about has something else in mind.
const MOST_TRIED: usize = 64;

/// Times that differ by less are those of one clock, told late.
const SAME_CLOCK: Duration = Duration::from_millis(200);

/// A stage that was found.
#[derive(Clone, Debug)]
pub struct Stage {
    pub hello: Hello,
    door: PathBuf,
}

/// What was found.
#[derive(Default)]
pub struct Found {
    /// The shows that run and that this user may follow, the newest first.
    pub stages: Vec<Stage>,
    pub refused: Vec<Refusal>,
}

/// Why something that looks like a stage is not followed.
#[derive(Debug)]
pub enum Refusal {
    Distrusted(Trouble),
    /// It speaks as another version of the program does: its title and number, as far as it says so.
    OtherVersion {
        show: String,
        is_newer: bool,
    },
    /// It does not say who it is, or how the show stands: its title, or the name of its socket.
    Silent(String),
}

impl Refusal {
    /// The same in a sentence.
    pub fn in_words(&self, words: &Words) -> String {
        let link = &words.link;
        match self {
            Self::Distrusted(trouble) => (link.not_followed)(&trouble.in_words(words)),
            Self::OtherVersion { show, is_newer: true } => (link.is_newer)(show),
            Self::OtherVersion { show, is_newer: false } => (link.is_older)(show),
            Self::Silent(show) => (link.is_silent)(show),
        }
    }
}

/// A stage that is followed.
pub struct Attached {
    reader: BufReader<Patient>,
    wishes: SyncSender<FromConsole>,
    clocks: Clocks,
}

/// What every version says first.
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

/// How far the monotonic time of this process is ahead of the stage's, or behind it.
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

/// Looks for shows that run.
pub fn find() -> Found {
    let doors = local::doors();
    let refused = doors.refused.into_iter().map(Refusal::Distrusted).collect();
    let mut found = Found { stages: Vec::new(), refused };
    for door in doors.paths.into_iter().take(MOST_TRIED) {
        match greet(&door, PATIENCE) {
            Ok((hello, ..)) => found.stages.push(Stage { hello, door }),
            Err(refusal) => found.refused.extend(refusal),
        }
    }
    found
}

/// Goes to a stage and hears who it is; nothing where none is there any more.
fn greet(door: &Path, patience: Duration) -> Result<(Hello, Stream, BufReader<Patient>), Option<Refusal>> {
    let silent = |_: io::Error| Some(Refusal::Silent(door.display().to_string()));
    let stream = local::connect(door).map_err(|trouble| match trouble {
        trouble if local::sweep(door, &trouble) => None,
        Trouble::Failed(..) => Some(Refusal::Silent(door.display().to_string())),
        trouble => Some(Refusal::Distrusted(trouble)),
    })?;
    stream.set_write_timeout(Some(PATIENCE)).map_err(silent)?;
    let mut reader = BufReader::new(Patient::new(stream.try_clone().map_err(silent)?, patience));
    let line = hear_line(&mut reader, MOST_GREETING).map_err(silent)?;
    Ok((hello(&line).ok_or_else(|| silent(io::ErrorKind::InvalidData.into()))??, stream, reader))
}

/// Who says so; nothing where that is no stage.
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

/// A show, for people.
fn named(title: &str, pid: u32) -> String {
    format!("\"{title}\" ({pid})")
}

impl Stage {
    /// Follows this stage, which has a few seconds to say how the show stands.
    ///
    /// # Errors
    /// When it does not answer; nothing where it is not there any more.
    pub fn attach(&self) -> Result<Attached, Option<Refusal>> {
        let (hello, mut stream, reader) = greet(&self.door, PATIENCE_FOR_DECK)?;
        say(&mut stream, &FromConsole::Attach).map_err(|_| Some(self.is_silent()))?;
        let clocks = Clocks::of(Duration::from_nanos(hello.now), terminal::monotonic());
        let wishes = wish_elsewhere(stream).map_err(|_| Some(self.is_silent()))?;
        Ok(Attached { reader, wishes, clocks })
    }

    pub fn is_silent(&self) -> Refusal {
        Refusal::Silent(named(&self.hello.title, self.hello.pid))
    }
}

/// Tells a stage wishes from a thread of its own: no key waits for a stage that takes nothing.
fn wish_elsewhere(mut stream: Stream) -> io::Result<SyncSender<FromConsole>> {
    let (sender, wishes) = sync_channel(MOST_WAITING);
    threads::start(move || {
        // A stage that has gone is noticed when it is listened to.
        while let Ok(wish) = wishes.recv() {
            if say(&mut stream, &wish).is_err() {
                return;
            }
        }
    })?;
    Ok(sender)
}

impl Attached {
    /// What the stage tells next, in the monotonic time of this process; waits for it. Nothing when the stage has gone.
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

    /// The stage has said how the show stands: from now on it speaks when something changes.
    ///
    /// # Errors
    /// When the socket is closed.
    pub fn has_begun(&mut self) -> io::Result<()> {
        self.reader.get_mut().wait_for_ever()
    }

    /// What tells the stage wishes, without waiting for it.
    pub fn wisher(&self) -> impl Fn(Wish) + Send + 'static {
        let (wishes, clocks) = (self.wishes.clone(), self.clocks);
        move |wish| {
            let wish = match wish {
                Wish::Event(event) => Wish::Event(event.told(|time| clocks.to_theirs(time))),
                wish => wish,
            };
            let at = u64::try_from(clocks.to_theirs(terminal::monotonic()).as_nanos()).unwrap_or(u64::MAX);
            let _ = wishes.try_send(FromConsole::Wish(at, wish));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_in_the_clock_of_who_hears_them() {
        let seconds = Duration::from_secs;
        let clocks = Clocks::of(seconds(100), seconds(30));
        assert_eq!((clocks.to_ours(seconds(110)), clocks.to_theirs(seconds(40))), (seconds(40), seconds(110)));
        let clocks = Clocks::of(seconds(30), seconds(100));
        assert_eq!((clocks.to_ours(seconds(40)), clocks.to_theirs(seconds(110))), (seconds(110), seconds(40)));
        let same = Clocks::of(seconds(30), seconds(30) + Duration::from_millis(3));
        assert_eq!(same, Clocks::default());
    }
}
