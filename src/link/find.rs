//! The console's side: finding the shows that run, and following one.

use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::link::local::{self, Stream};
use crate::link::{Asked, Hello, MOST_TOLD, Told, VERSION, hear, say};
use crate::show::Wish;
use crate::terminal;

/// How long a stage may take to say who it is, and to take what is wished.
const PATIENCE: Duration = Duration::from_secs(1);

/// Times that differ by less are those of one clock, told late.
const SAME_CLOCK: Duration = Duration::from_millis(200);

/// A stage that was found.
#[derive(Clone, Debug)]
pub struct Stage {
    pub hello: Hello,
    door: PathBuf,
}

/// A stage that is followed.
pub struct Attached {
    reader: BufReader<Stream>,
    writer: Arc<Mutex<Stream>>,
    clocks: Clocks,
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
        (time + self.ahead).saturating_sub(self.behind)
    }

    fn to_theirs(self, time: Duration) -> Duration {
        (time + self.behind).saturating_sub(self.ahead)
    }
}

/// The shows that run and that this user may follow, the newest first.
pub fn find() -> Vec<Stage> {
    let known = |door: PathBuf| {
        let (hello, ..) = greet(&door).ok()?;
        Some(Stage { hello, door })
    };
    local::doors().into_iter().filter_map(known).collect()
}

/// Goes to a stage and hears who it is.
fn greet(door: &Path) -> io::Result<(Hello, Stream, BufReader<Stream>)> {
    let stream = local::connect(door).inspect_err(|error| local::sweep(door, error))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut reader = BufReader::new(stream.try_clone()?);
    match hear(&mut reader, MOST_TOLD)? {
        Told::Hello(hello) if hello.version == VERSION => Ok((hello, stream, reader)),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

impl Stage {
    /// Follows this stage.
    ///
    /// # Errors
    /// When it is not there any more.
    pub fn attach(&self) -> io::Result<Attached> {
        let (hello, mut stream, reader) = greet(&self.door)?;
        say(&mut stream, &Asked::Attach)?;
        stream.set_read_timeout(None)?;
        let clocks = Clocks::of(Duration::from_nanos(hello.now), terminal::monotonic());
        Ok(Attached { reader, writer: Arc::new(Mutex::new(stream)), clocks })
    }
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

    /// What tells the stage wishes.
    pub fn wisher(&self) -> impl Fn(Wish) + Send + 'static {
        let (writer, clocks) = (self.writer.clone(), self.clocks);
        move |wish| {
            let wish = match wish {
                Wish::Event(event) => Wish::Event(event.told(|time| clocks.to_theirs(time))),
                wish => wish,
            };
            let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            // A stage that has gone is noticed where it is listened to.
            let _ = say(&mut *writer, &Asked::Wish(wish));
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
