//! Work on a few threads, each piece with so much time. One that takes longer is left behind: its thread continues, but nobody waits
//! for it, and the others have a thread each as before.

mod clock;

use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Once};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

/// The name of the threads: what panics there loses its piece of work, not the program.
const THREAD: &str = "worker";

/// More than any decoder was seen to take, in bytes: drawings may lie deep in each other.
const STACK: usize = 16 << 20;

/// What bounds the work.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Pieces of work at a time.
    pub threads: usize,
    /// For one of them: processor time, so that it does not run out because the machine is busy with other things. One that only
    /// waits, for a file say, has so much time on the wall.
    pub time: Duration,
}

/// Why nothing comes of a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Its time was over.
    Late,
    /// It panicked, or there was no thread for it.
    Failed,
}

type Work<T> = Box<dyn FnOnce() -> Option<T> + Send>;
type Instead<T> = Box<dyn FnOnce(Lost) -> Option<T> + Send>;

enum Event<T> {
    Given(Work<T>, Instead<T>),
    /// The piece of this number has ended.
    Done(u64, Result<Option<T>, Lost>),
    /// No more will be given.
    Closed,
}

/// Threads that do what they are given, in order. When this is dropped, what was given is still done.
pub struct Workers<T> {
    events: Sender<Event<T>>,
    left: Arc<AtomicUsize>,
}

impl<T: Send + 'static> Workers<T> {
    /// Workers whose results go to `take`, until that says that nobody wants them any more.
    pub fn start(limits: Limits, take: impl FnMut(T) -> bool + Send + 'static) -> Self {
        say_nothing_of_what_is_caught();
        let (events, happened) = mpsc::channel();
        let left = Arc::new(AtomicUsize::new(0));
        let foreman = Foreman {
            limits,
            take,
            events: events.clone(),
            left: Arc::clone(&left),
            waiting: VecDeque::new(),
            running: Vec::new(),
            begun: 0,
        };
        // Without the thread nothing comes of anything, as if it were late for ever.
        drop(Builder::new().name("workers".to_owned()).spawn(move || foreman.run(&happened)));
        Self { events, left }
    }

    /// Gives a piece of work, and what to take instead of its result where there is none.
    pub fn give(
        &self,
        work: impl FnOnce() -> Option<T> + Send + 'static,
        instead: impl FnOnce(Lost) -> Option<T> + Send + 'static,
    ) {
        let _ = self.events.send(Event::Given(Box::new(work), Box::new(instead)));
    }

    /// How many pieces were left behind and have not ended yet.
    pub fn left(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.left)
    }
}

impl<T> Drop for Workers<T> {
    fn drop(&mut self) {
        let _ = self.events.send(Event::Closed);
    }
}

/// Whether the thread that panics is one whose panics are caught.
pub fn is_caught() -> bool {
    CATCHES.get() || std::thread::current().name() == Some(THREAD)
}

thread_local! {
    /// Whether this thread is doing something whose panics are caught.
    static CATCHES: Cell<bool> = const { Cell::new(false) };
}

/// Does something that somebody else's code may panic in; nothing where it does.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    say_nothing_of_what_is_caught();
    let before = CATCHES.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CATCHES.set(before);
    done.ok()
}

/// What panics on a thread of these is told by what comes of it, not on standard error.
fn say_nothing_of_what_is_caught() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !is_caught() {
                print(info);
            }
        }));
    });
}

/// A piece of work on its thread.
struct Running<T> {
    number: u64,
    /// `None`: there was no thread for it.
    thread: Option<JoinHandle<()>>,
    time: Time,
    instead: Instead<T>,
}

/// What is known of the time that a piece takes.
struct Time {
    /// When to look at it again.
    next: Instant,
    /// When it was looked at last, and the processor time that it had taken then.
    last: (Instant, Duration),
}

impl Time {
    fn begin(limit: Duration) -> Self {
        let now = Instant::now();
        Self { next: now + limit, last: (now, Duration::ZERO) }
    }

    /// Whether it is over for a piece that has taken so much processor time.
    fn is_over(&mut self, used: Duration, limit: Duration, now: Instant) -> bool {
        let (since, before) = self.last;
        // A piece that is seldom given a processor still gets more of it than one that waits for something.
        let waits = used.saturating_sub(before) * 1000 < now.duration_since(since);
        *self = Self { next: now + limit.saturating_sub(used).max(limit / 4), last: (now, used) };
        used >= limit || waits
    }
}

impl<T> Running<T> {
    fn is_late(&mut self, limit: Duration, now: Instant) -> bool {
        let used = || self.thread.as_ref().and_then(clock::processor_time);
        self.time.next <= now && used().is_none_or(|used| self.time.is_over(used, limit, now))
    }
}

/// Who hands out the work and keeps the time.
struct Foreman<T, F> {
    limits: Limits,
    take: F,
    events: Sender<Event<T>>,
    left: Arc<AtomicUsize>,
    waiting: VecDeque<(Work<T>, Instead<T>)>,
    running: Vec<Running<T>>,
    begun: u64,
}

impl<T: Send + 'static, F: FnMut(T) -> bool> Foreman<T, F> {
    fn run(mut self, happened: &Receiver<Event<T>>) {
        let (mut open, mut wanted) = (true, true);
        while wanted && (open || !self.waiting.is_empty() || !self.running.is_empty()) {
            while self.running.len() < self.limits.threads
                && let Some((work, instead)) = self.waiting.pop_front()
            {
                self.begin(work, instead);
            }
            let next = self.running.iter().map(|it| it.time.next).min();
            let event = match next {
                Some(next) => happened.recv_timeout(next.saturating_duration_since(Instant::now())),
                None => happened.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            wanted = match event {
                Ok(Event::Given(work, instead)) => {
                    self.waiting.push_back((work, instead));
                    true
                }
                Ok(Event::Done(number, result)) => self.done(number, result),
                Ok(Event::Closed) => {
                    open = false;
                    true
                }
                Err(RecvTimeoutError::Timeout) => self.leave_behind(Instant::now()),
                Err(RecvTimeoutError::Disconnected) => false,
            };
        }
    }

    fn begin(&mut self, work: Work<T>, instead: Instead<T>) {
        self.begun += 1;
        let (number, events) = (self.begun, self.events.clone());
        let run = move || {
            yield_to_others();
            let result = catch_unwind(AssertUnwindSafe(work)).map_err(|_| Lost::Failed);
            let _ = events.send(Event::Done(number, result));
        };
        let thread = Builder::new().name(THREAD.to_owned()).stack_size(STACK).spawn(run).ok();
        if thread.is_none() {
            let _ = self.events.send(Event::Done(number, Err(Lost::Failed)));
        }
        self.running.push(Running { number, thread, time: Time::begin(self.limits.time), instead });
    }

    /// A piece has ended; whether more is wanted.
    fn done(&mut self, number: u64, result: Result<Option<T>, Lost>) -> bool {
        let Some(index) = self.running.iter().position(|it| it.number == number) else {
            // Nobody waits for it any more.
            self.left.fetch_sub(1, Ordering::Relaxed);
            return true;
        };
        let instead = self.running.swap_remove(index).instead;
        result.unwrap_or_else(instead).is_none_or(&mut self.take)
    }

    /// Stops waiting for what is late; whether more is wanted.
    fn leave_behind(&mut self, now: Instant) -> bool {
        let limit = self.limits.time;
        let mut late: Vec<Running<T>> = self.running.extract_if(.., |it| it.is_late(limit, now)).collect();
        self.left.fetch_add(late.len(), Ordering::Relaxed);
        late.drain(..).all(|it| (it.instead)(Lost::Late).is_none_or(&mut self.take))
    }
}

/// Lets other threads go first: keys and the page must not wait for work.
#[cfg(target_os = "linux")]
fn yield_to_others() {
    // There a thread has a niceness of its own, and "nobody" is the one that calls.
    let _ = rustix::process::setpriority_process(None, 10);
}

#[cfg(not(target_os = "linux"))]
fn yield_to_others() {}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(time: Duration) -> Limits {
        Limits { threads: 2, time }
    }

    #[test]
    fn what_is_late_is_left_behind_and_holds_up_nothing() {
        let (sender, results) = mpsc::channel();
        let workers = Workers::start(limits(Duration::from_millis(20)), move |it: &str| sender.send(it).is_ok());
        let (release, held) = mpsc::channel::<()>();
        let held = Arc::new(std::sync::Mutex::new(held));
        for _ in 0..3 {
            let held = Arc::clone(&held);
            workers.give(
                move || {
                    let _ = held.lock().map(|it| it.recv());
                    Some("at last")
                },
                |lost| Some(if lost == Lost::Late { "late" } else { "failed" }),
            );
        }
        assert_eq!(results.iter().take(3).collect::<Vec<_>>(), ["late"; 3]);
        let left = workers.left();
        assert_eq!(left.load(Ordering::Relaxed), 3);
        drop(release);
        while left.load(Ordering::Relaxed) > 0 {
            std::thread::yield_now();
        }
        drop(workers);
        assert_eq!(results.iter().count(), 0, "what comes too late is not taken");
    }

    #[test]
    fn time_runs_out_for_what_works_too_long_and_for_what_only_waits() {
        let limit = Duration::from_secs(20);
        let [before, now] = [Instant::now(), Instant::now() + limit];
        let over = |earlier, used| {
            let mut time = Time { next: now, last: (before, Duration::from_millis(earlier)) };
            time.is_over(Duration::from_millis(used), limit, now)
        };
        assert!(!over(0, 19_000), "the machine is busy");
        assert!(!over(5_000, 5_200), "the machine is very busy");
        assert!(over(5_000, 20_000));
        assert!(over(0, 5), "it waits");
        assert!(over(5_000, 5_000), "it waits since");
    }

    #[test]
    fn what_is_caught_is_told_by_nothing_and_the_next_panic_is_not() {
        assert_eq!(caught(|| if is_caught() { panic!("it stumbles") } else { 1 }), None);
        assert_eq!(caught(|| 1), Some(1));
        assert!(!is_caught());
    }

    #[test]
    fn what_panics_loses_its_own_result_only_and_all_that_was_given_is_done() {
        let (sender, results) = mpsc::channel();
        let workers = Workers::start(limits(Duration::from_secs(600)), move |it: u32| sender.send(it).is_ok());
        for number in 0..20 {
            workers.give(
                move || if number == 7 { panic!("it stumbles") } else { Some(number) },
                move |lost| (lost == Lost::Failed).then_some(100),
            );
        }
        drop(workers);
        let mut all: Vec<u32> = results.iter().collect();
        all.sort_unstable();
        assert_eq!(all, (0..20).filter(|it| *it != 7).chain([100]).collect::<Vec<_>>());
    }
}
