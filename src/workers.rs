//! Runs jobs on a few threads, each with a time limit. A job that exceeds it is abandoned: its thread continues, but nobody waits for it, and it is
//! replaced by a new thread.

mod clock;

use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Once};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

/// The name of the threads. A panic there loses its job, not the program.
const THREAD: &str = "worker";

/// More stack than any decoder was seen to use, in bytes: drawings may be deeply nested.
const STACK: usize = 16 << 20;

/// The limits of the work.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The number of jobs at the same time.
    pub threads: usize,
    /// The time limit of a job, as processor time, so that it does not run out because the machine is busy with other things. A job that only
    /// waits, such as for a file, may take this long by the wall clock.
    pub time: Duration,
}

/// Why a job has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It exceeded its time.
    Late,
    /// It panicked, or there was no thread for it.
    Failed,
}

type Work<T> = Box<dyn FnOnce() -> Option<T> + Send>;
type Fallback<T> = Box<dyn FnOnce(Lost) -> Option<T> + Send>;

enum Event<T> {
    Given(Work<T>, Fallback<T>),
    /// The job with this number has ended.
    Done(u64, Result<Option<T>, Lost>),
    /// No more jobs will come.
    Closed,
}

/// Threads that run jobs in order. After this is dropped, jobs that were given are still run.
pub struct Workers<T> {
    events: Sender<Event<T>>,
    left: Arc<AtomicUsize>,
}

impl<T: Send + 'static> Workers<T> {
    /// Starts workers whose results go to `take`, until that returns that nobody wants more.
    pub fn start(limits: Limits, take: impl FnMut(T) -> bool + Send + 'static) -> Self {
        silence_caught_panics();
        let (events, happened) = mpsc::channel();
        let left = Arc::new(AtomicUsize::new(0));
        let supervisor = Supervisor {
            limits,
            take,
            events: events.clone(),
            left: Arc::clone(&left),
            waiting: VecDeque::new(),
            running: Vec::new(),
            begun: 0,
        };
        // If the thread cannot start, no job has a result, as if all were late.
        drop(Builder::new().name("workers".to_owned()).spawn(move || supervisor.run(&happened)));
        Self { events, left }
    }

    /// Adds a job, and a function for what to take if it has no result.
    pub fn give(
        &self,
        work: impl FnOnce() -> Option<T> + Send + 'static,
        fallback: impl FnOnce(Lost) -> Option<T> + Send + 'static,
    ) {
        let _ = self.events.send(Event::Given(Box::new(work), Box::new(fallback)));
    }

    /// How many jobs were abandoned and have not ended yet.
    pub fn left(&self) -> Arc<AtomicUsize> {
        Arc::clone(&self.left)
    }
}

impl<T> Drop for Workers<T> {
    fn drop(&mut self) {
        let _ = self.events.send(Event::Closed);
    }
}

/// Whether the panicking thread is one whose panics are caught.
pub fn catches_panics() -> bool {
    CATCHES.get() || std::thread::current().name() == Some(THREAD)
}

thread_local! {
    /// Whether this thread is running code whose panics are caught.
    static CATCHES: Cell<bool> = const { Cell::new(false) };
}

/// Runs code of others that may panic. `None` if it does.
pub fn caught<T>(work: impl FnOnce() -> T) -> Option<T> {
    silence_caught_panics();
    let before = CATCHES.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CATCHES.set(before);
    done.ok()
}

/// Keeps caught panics off standard error: the result of the job tells about them.
fn silence_caught_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !catches_panics() {
                print(info);
            }
        }));
    });
}

/// A job on its thread.
struct Running<T> {
    number: u64,
    /// `None`: there was no thread for it.
    thread: Option<JoinHandle<()>>,
    time: Time,
    fallback: Fallback<T>,
}

/// What is known about the time of a job.
struct Time {
    /// When to check it again.
    next: Instant,
    /// When it was last checked, and the processor time it had used by then.
    last: (Instant, Duration),
}

impl Time {
    fn begin(limit: Duration) -> Self {
        let now = Instant::now();
        Self { next: now + limit, last: (now, Duration::ZERO) }
    }

    /// Whether the job's time is over, given the processor time it has used.
    fn is_over(&mut self, used: Duration, limit: Duration, now: Instant) -> bool {
        let (since, before) = self.last;
        // Even a job that rarely gets a processor uses more of it than one that waits for something.
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

/// Hands out the jobs and checks their time.
struct Supervisor<T, F> {
    limits: Limits,
    take: F,
    events: Sender<Event<T>>,
    left: Arc<AtomicUsize>,
    waiting: VecDeque<(Work<T>, Fallback<T>)>,
    running: Vec<Running<T>>,
    begun: u64,
}

impl<T: Send + 'static, F: FnMut(T) -> bool> Supervisor<T, F> {
    fn run(mut self, happened: &Receiver<Event<T>>) {
        let (mut open, mut wanted) = (true, true);
        while wanted && (open || !self.waiting.is_empty() || !self.running.is_empty()) {
            while self.running.len() < self.limits.threads
                && let Some((work, fallback)) = self.waiting.pop_front()
            {
                self.begin(work, fallback);
            }
            let next = self.running.iter().map(|it| it.time.next).min();
            let event = match next {
                Some(next) => happened.recv_timeout(next.saturating_duration_since(Instant::now())),
                None => happened.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            wanted = match event {
                Ok(Event::Given(work, fallback)) => {
                    self.waiting.push_back((work, fallback));
                    true
                }
                Ok(Event::Done(number, result)) => self.done(number, result),
                Ok(Event::Closed) => {
                    open = false;
                    true
                }
                Err(RecvTimeoutError::Timeout) => self.abandon_late(Instant::now()),
                Err(RecvTimeoutError::Disconnected) => false,
            };
        }
    }

    fn begin(&mut self, work: Work<T>, fallback: Fallback<T>) {
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
        self.running.push(Running { number, thread, time: Time::begin(self.limits.time), fallback });
    }

    /// Handles the end of a job. Returns whether more results are wanted.
    fn done(&mut self, number: u64, result: Result<Option<T>, Lost>) -> bool {
        let Some(index) = self.running.iter().position(|it| it.number == number) else {
            // It was abandoned.
            self.left.fetch_sub(1, Ordering::Relaxed);
            return true;
        };
        let fallback = self.running.swap_remove(index).fallback;
        result.unwrap_or_else(fallback).is_none_or(&mut self.take)
    }

    /// Abandons the jobs that are late. Returns whether more results are wanted.
    fn abandon_late(&mut self, now: Instant) -> bool {
        let limit = self.limits.time;
        let mut late: Vec<Running<T>> = self.running.extract_if(.., |it| it.is_late(limit, now)).collect();
        self.left.fetch_add(late.len(), Ordering::Relaxed);
        late.drain(..).all(|it| (it.fallback)(Lost::Late).is_none_or(&mut self.take))
    }
}

/// Lowers the priority of this thread: keys and pages must not wait for jobs.
#[cfg(target_os = "linux")]
fn yield_to_others() {
    // On Linux each thread has its own niceness, and `None` means the calling thread.
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
    fn late_work_is_abandoned_and_blocks_nothing() {
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
    fn both_busy_and_waiting_work_can_time_out() {
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
    fn caught_panics_are_silent_and_later_ones_are_not() {
        assert_eq!(caught(|| if catches_panics() { panic!("it stumbles") } else { 1 }), None);
        assert_eq!(caught(|| 1), Some(1));
        assert!(!catches_panics());
    }

    #[test]
    fn a_panic_loses_only_its_own_result() {
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
