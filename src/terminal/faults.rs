//! Takes the terminal, and gives it back inside signal handlers: for faults, which are signals of a broken program that then ends as it
//! would have without us, and for signals that end the program before another thread handles them. A handler only does what POSIX lists
//! as safe there: system calls on data prepared earlier.

use std::ffi::c_int;
use std::io;
use std::os::fd::{BorrowedFd, IntoRawFd};
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicPtr, Ordering};

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

/// The terminal and its earlier modes while it is ours, else null. What this points to is never freed, because a handler may be
/// reading it.
static TAKEN: AtomicPtr<Taken> = AtomicPtr::new(ptr::null_mut());

struct Taken {
    terminal: BorrowedFd<'static>,
    modes: Termios,
}

const FAULTS: [c_int; 7] =
    [libc::SIGSEGV, libc::SIGBUS, libc::SIGABRT, libc::SIGILL, libc::SIGFPE, libc::SIGTRAP, libc::SIGSYS];

/// How many of them are usual.
const USUAL: usize = 3;

/// The earlier action for each fault. The standard library has one that reports a stack overflow.
static BEFORE: [AtomicPtr<libc::sigaction>; FAULTS.len()] = [const { AtomicPtr::new(ptr::null_mut()) }; FAULTS.len()];

/// Takes the terminal: keys arrive at once, and are not echoed.
///
/// # Errors
/// If there is no terminal, or it cannot be changed.
pub fn take_terminal() -> io::Result<()> {
    let stdin = rustix::stdio::stdin();
    let (terminal, modes) = match tcgetattr(stdin) {
        Ok(modes) => (stdin, modes),
        Err(_) => {
            let terminal = terminal()?;
            (terminal, tcgetattr(terminal)?)
        }
    };
    let mut raw = modes.clone();
    raw.make_raw();
    // Stored first, so that a signal never finds a changed terminal that it does not know.
    TAKEN.store(Box::into_raw(Box::new(Taken { terminal, modes })), Ordering::SeqCst);
    tcsetattr(terminal, OptionalActions::Now, &raw).inspect_err(|_| TAKEN.store(ptr::null_mut(), Ordering::SeqCst))?;
    Ok(())
}

/// Gives the terminal back as it was, if we have it.
pub fn give_terminal_back() {
    // SAFETY: what it points to is never freed.
    if let Some(taken) = unsafe { TAKEN.swap(ptr::null_mut(), Ordering::SeqCst).as_ref() } {
        let _ = tcsetattr(taken.terminal, OptionalActions::Now, &taken.modes);
    }
}

/// The terminal of this session.
fn terminal() -> io::Result<BorrowedFd<'static>> {
    static OPENED: OnceLock<c_int> = OnceLock::new();
    let opened = match OPENED.get() {
        Some(opened) => *opened,
        None => {
            let file = std::fs::File::open("/dev/tty")?;
            *OPENED.get_or_init(|| file.into_raw_fd())
        }
    };
    // SAFETY: nobody closes it.
    Ok(unsafe { BorrowedFd::borrow_raw(opened) })
}

/// The signals that ask a program to end.
pub const ENDS: [c_int; 4] = [libc::SIGTERM, libc::SIGINT, libc::SIGQUIT, libc::SIGHUP];

/// The actions for [`ENDS`].
pub struct Actions([libc::sigaction; ENDS.len()]);

/// From now on [`ENDS`] give the terminal back and end the program with exit code 128 plus their number. Returns the earlier actions.
pub fn end_at_once() -> Actions {
    // SAFETY: plain system calls; zeroes are a valid `sigaction`.
    unsafe {
        let mut ours: libc::sigaction = std::mem::zeroed();
        ours.sa_sigaction = at_end as *const () as libc::sighandler_t;
        libc::sigfillset(&raw mut ours.sa_mask);
        Actions(ENDS.map(|signal| {
            let mut before: libc::sigaction = std::mem::zeroed();
            libc::sigaction(signal, &raw const ours, &raw mut before);
            before
        }))
    }
}

/// Restores the earlier actions for [`ENDS`].
pub fn end_as_before(Actions(before): &Actions) {
    for (signal, action) in ENDS.iter().zip(before) {
        // SAFETY: a plain system call on an action that the system returned.
        let _ = unsafe { libc::sigaction(*signal, action, ptr::null_mut()) };
    }
}

extern "C" fn at_end(signal: c_int) {
    give_back_at_once();
    // SAFETY: it ends the program at once.
    unsafe { libc::_exit(128 + signal) }
}

/// Gives the terminal back, using system calls only.
fn give_back_at_once() {
    // SAFETY: what it points to is never freed.
    if let Some(taken) = unsafe { TAKEN.swap(ptr::null_mut(), Ordering::SeqCst).as_ref() } {
        super::leave_screen();
        let _ = tcsetattr(taken.terminal, OptionalActions::Now, &taken.modes);
    }
}

/// From now on gives the terminal back when one of the usual faults happens. [`listen_to_all`] follows once the terminal has been asked
/// what it can do: until then only a few lines run.
pub fn listen() {
    listen_to(USUAL);
}

/// From now on gives the terminal back when any fault happens.
pub fn listen_to_all() {
    listen_to(FAULTS.len());
}

/// Handles the first faults of the list.
fn listen_to(count: usize) {
    for (signal, before) in FAULTS.iter().zip(&BEFORE).take(count) {
        if before.load(Ordering::SeqCst).is_null() {
            // SAFETY: plain system calls; zeroes are a valid `sigaction`. The handler runs on the standard library's own signal stack, and other
            // signals are blocked while it runs.
            unsafe {
                let mut ours: libc::sigaction = std::mem::zeroed();
                ours.sa_sigaction = at_fault as *const () as libc::sighandler_t;
                ours.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
                libc::sigfillset(&raw mut ours.sa_mask);
                let mut old: Box<libc::sigaction> = Box::new(std::mem::zeroed());
                libc::sigaction(*signal, &raw const ours, &raw mut *old);
                before.store(Box::into_raw(old), Ordering::SeqCst);
            }
        }
    }
}

extern "C" fn at_fault(signal: c_int, about: *mut libc::siginfo_t, _: *mut libc::c_void) {
    give_back_at_once();
    let at = FAULTS.iter().position(|fault| *fault == signal);
    let before = at.map_or(ptr::null_mut(), |at| BEFORE[at].load(Ordering::SeqCst));
    // SAFETY: the system passes a valid pointer, and `before` is never freed; zeroes are the default action.
    unsafe {
        // Linux tells a fault of this program, which will repeat at once, from a signal that someone sent.
        if cfg!(target_os = "linux") && (*about).si_code > 0 && !before.is_null() {
            libc::sigaction(signal, before, ptr::null_mut());
        } else {
            let default: libc::sigaction = std::mem::zeroed();
            libc::sigaction(signal, &raw const default, ptr::null_mut());
            libc::raise(signal);
        }
    }
}
