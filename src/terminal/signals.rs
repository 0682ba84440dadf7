//! Signals: the terminal is given back before the program ends or stops.

use std::io;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::Sender;
#[cfg(unix)]
use std::sync::{Mutex, PoisonError};

use crate::terminal::Message;

/// Who gets interrupts. The system sends an interrupt typed in an editor to this program too.
static INTERRUPTS: AtomicU8 = AtomicU8::new(OURS);

const OURS: u8 = 0;
const LEFT_TO_EDITOR: u8 = 1;
/// The editor has ended, but interrupts that were meant for it may not have been read yet.
const ENDING: u8 = 2;

/// Leaves interrupts to an editor while it has the terminal.
pub fn left_to_editor<T>(edit: impl FnOnce() -> T) -> T {
    INTERRUPTS.store(LEFT_TO_EDITOR, Ordering::SeqCst);
    let edited = edit();
    INTERRUPTS.store(ENDING, Ordering::SeqCst);
    editor_ended();
    edited
}

/// Sends this program a signal that is read after all earlier ones.
#[cfg(unix)]
fn editor_ended() {
    if signal_hook::low_level::raise(signal_hook::consts::SIGWINCH).is_err() {
        INTERRUPTS.store(OURS, Ordering::SeqCst);
    }
}

#[cfg(not(unix))]
fn editor_ended() {}

/// The signals before a thread handles them: those that end the program do so at once, the others wait.
#[cfg(unix)]
struct Held {
    /// The signals that were already blocked.
    before: libc::sigset_t,
    /// The earlier actions for the signals that end the program: an earlier wait may already handle them.
    ends: super::faults::Actions,
}

#[cfg(unix)]
static HELD: Mutex<Option<Held>> = Mutex::new(None);

/// Prepares for signals with few system calls, so that the first page need not wait for a thread. From here on faults give the terminal
/// back. Must be called before any thread starts that lives while the terminal is ours: it would take the signals that are held back here.
#[cfg(unix)]
pub fn hold() {
    let mut held = HELD.lock().unwrap_or_else(PoisonError::into_inner);
    held.get_or_insert_with(|| {
        super::faults::listen();
        let ends = super::faults::end_at_once();
        let others = [libc::SIGTSTP, libc::SIGCONT, libc::SIGWINCH].into_iter().chain(others_that_end());
        Held { before: hold_back(others), ends }
    });
}

/// Prepares for the faults that [`hold`] has left out to save system calls.
#[cfg(unix)]
pub fn hold_rest() {
    super::faults::listen_to_all();
}

/// Blocks signals in this thread and those that it starts. Returns what was blocked before.
#[cfg(unix)]
fn hold_back(signals: impl IntoIterator<Item = i32>) -> libc::sigset_t {
    // SAFETY: plain calls that only write to the sets; zeroes are a valid set.
    unsafe {
        let (mut before, mut held): (libc::sigset_t, libc::sigset_t) = std::mem::zeroed();
        libc::sigemptyset(&raw mut held);
        for signal in signals {
            libc::sigaddset(&raw mut held, signal);
        }
        libc::pthread_sigmask(libc::SIG_BLOCK, &raw const held, &raw mut before);
        before
    }
}

/// Handles signals on their own thread, including those that came while they were held. Signals that end the program do so from there,
/// with exit code 128 plus their number, because the main loop may be waiting for a terminal that never answers.
///
/// # Errors
/// If the system refuses the signals or a thread.
#[cfg(unix)]
pub fn listen(sender: Sender<Message>) -> io::Result<()> {
    hold();
    hold_rest();
    let Some(held) = HELD.lock().unwrap_or_else(PoisonError::into_inner).take() else { return Ok(()) };
    let ours = super::faults::ENDS.into_iter().chain([libc::SIGTSTP, libc::SIGCONT, libc::SIGWINCH]);
    hold_back(ours.clone());
    super::faults::end_as_before(&held.ends);
    // Signals that our parent process set to be ignored stay ignored.
    let others = others_that_end().into_iter().filter(|signal| !is_ignored(*signal));
    let signals = signal_hook::iterator::Signals::new(ours.chain(others))?;
    super::threads::start_needed(move || tell(signals, &sender))?;
    // SAFETY: a plain system call that only reads the set that another has written.
    unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &raw const held.before, std::ptr::null_mut()) };
    Ok(())
}

/// Forwards signals until nobody listens.
#[cfg(unix)]
fn tell(mut signals: signal_hook::iterator::Signals, sender: &Sender<Message>) {
    use signal_hook::consts::{SIGCONT, SIGINT, SIGQUIT, SIGTSTP, SIGWINCH};

    loop {
        let read = signals.wait().collect::<Vec<_>>();
        let editors = INTERRUPTS.load(Ordering::SeqCst) != OURS;
        for &signal in &read {
            let message = match signal {
                SIGTSTP => Message::Suspend,
                SIGCONT => Message::Continued,
                SIGWINCH => Message::Redraw,
                SIGINT | SIGQUIT if editors => continue,
                signal => {
                    super::restore_for_good();
                    say_last_words();
                    signal_hook::low_level::exit(128 + signal)
                }
            };
            if sender.send(message).is_err() {
                return;
            }
        }
        if read.contains(&SIGWINCH) {
            let _ = INTERRUPTS.compare_exchange(ENDING, OURS, Ordering::SeqCst, Ordering::SeqCst);
        }
    }
}

/// What is said if a signal ends the program: each may try once more to save something, and says what is lost.
#[cfg(unix)]
static LAST_WORDS: Mutex<Vec<LastWords>> = Mutex::new(Vec::new());

#[cfg(unix)]
type LastWords = Box<dyn Fn() -> Option<String> + Send>;

/// If a signal ends the program, calls this after the terminal was given back, and writes the line that it returns to standard error. It
/// must not take long.
#[cfg(unix)]
pub fn say_if_ended(words: impl Fn() -> Option<String> + Send + 'static) {
    LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner).push(Box::new(words));
}

#[cfg(not(unix))]
pub fn say_if_ended(_: impl Fn() -> Option<String> + Send + 'static) {}

#[cfg(unix)]
fn say_last_words() {
    for words in LAST_WORDS.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        if let Some(line) = words() {
            super::unlocked::warn_now(format!("{}\n", crate::text::clean(&line)).as_bytes());
        }
    }
}

/// The signals that nobody sends to this program on purpose, and that end a program without a handler.
#[cfg(unix)]
fn others_that_end() -> Vec<i32> {
    let mut others = vec![libc::SIGUSR1, libc::SIGUSR2, libc::SIGALRM, libc::SIGVTALRM, libc::SIGPROF, libc::SIGXCPU];
    #[cfg(any(target_os = "linux", target_os = "android"))]
    {
        others.extend([libc::SIGIO, libc::SIGPWR]);
        #[cfg(not(any(target_arch = "mips", target_arch = "mips64", target_arch = "sparc64")))]
        others.push(libc::SIGSTKFLT);
        others.extend(libc::SIGRTMIN()..=libc::SIGRTMAX());
    }
    others
}

#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    // SAFETY: a plain system call that only writes to `now`; zeroes are a valid `sigaction`.
    unsafe {
        let mut now: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &raw mut now) == 0 && now.sa_sigaction == libc::SIG_IGN
    }
}

/// From now on this thread may change the terminal even if another program has it, such as a shell that ends too. Otherwise the system would stop the
/// whole program instead, perhaps forever (POSIX, "SIGTTOU").
#[cfg(unix)]
pub fn ignore_background() {
    hold_back([libc::SIGTTOU]);
}

#[cfg(not(unix))]
pub fn ignore_background() {}

/// Makes a write beyond the system's limit on file sizes fail, instead of ending the program by a signal. Programs started from here get
/// the default action again: they would inherit an ignored signal, but not a handler.
#[cfg(unix)]
pub fn outlive_large_files() {
    extern "C" fn nothing(_: libc::c_int) {}
    // SAFETY: plain system calls; zeroes are a valid `sigaction`.
    unsafe {
        let [mut ours, mut before]: [libc::sigaction; 2] = std::mem::zeroed();
        ours.sa_sigaction = nothing as *const () as libc::sighandler_t;
        ours.sa_flags = libc::SA_RESTART;
        libc::sigaction(libc::SIGXFSZ, &raw const ours, &raw mut before);
        if before.sa_sigaction == libc::SIG_IGN {
            libc::sigaction(libc::SIGXFSZ, &raw const before, std::ptr::null_mut());
        }
    }
}

#[cfg(not(unix))]
pub fn outlive_large_files() {}

/// Stops this program, and those started with it, until the shell resumes them. Without a shell that could, the system discards the
/// signal (POSIX, "orphaned process group"), and the show continues.
#[cfg(unix)]
pub fn stop() {
    // SAFETY: plain system calls on a zeroed `sigaction`, which is the default action with an empty mask. Our own handler for SIGTSTP,
    // which would only request this again, is put back afterwards.
    unsafe {
        let default: libc::sigaction = std::mem::zeroed();
        let mut ours: libc::sigaction = std::mem::zeroed();
        libc::sigaction(libc::SIGTSTP, &raw const default, &raw mut ours);
        libc::kill(0, libc::SIGTSTP);
        libc::sigaction(libc::SIGTSTP, &raw const ours, std::ptr::null_mut());
    }
}

#[cfg(not(unix))]
pub fn hold() {}

#[cfg(not(unix))]
pub fn hold_rest() {}

#[cfg(not(unix))]
pub fn listen(_: Sender<Message>) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
pub fn stop() {}
