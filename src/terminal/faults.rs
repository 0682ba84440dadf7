//! Faults: signals of a program that is broken. The terminal is given back right where they happen, then the program ends as it
//! would have without us. Only what POSIX lists as safe in a signal handler is done: system calls on what was made ready before.

use std::ffi::c_int;
use std::os::fd::{AsFd, BorrowedFd, IntoRawFd};
use std::ptr;
use std::sync::atomic::{AtomicPtr, Ordering};

use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};

/// The terminal while it is ours, with its modes from before; null while it is not. What this points to is never freed: a handler
/// may be reading it.
static TAKEN: AtomicPtr<Taken> = AtomicPtr::new(ptr::null_mut());

struct Taken {
    terminal: BorrowedFd<'static>,
    modes: Termios,
}

const FAULTS: [c_int; 7] =
    [libc::SIGSEGV, libc::SIGBUS, libc::SIGILL, libc::SIGFPE, libc::SIGABRT, libc::SIGTRAP, libc::SIGSYS];

/// What was done at each of the faults before: the standard library tells of a stack that has overflowed.
static BEFORE: [AtomicPtr<libc::sigaction>; FAULTS.len()] = [const { AtomicPtr::new(ptr::null_mut()) }; FAULTS.len()];

/// Remembers how the terminal is, before it is taken.
pub fn terminal_is_taken() {
    let Some(terminal) = terminal() else { return };
    let Ok(modes) = tcgetattr(terminal) else { return };
    TAKEN.store(Box::into_raw(Box::new(Taken { terminal, modes })), Ordering::SeqCst);
}

/// There is nothing to give back any more.
pub fn terminal_is_given_back() {
    TAKEN.store(ptr::null_mut(), Ordering::SeqCst);
}

/// Standard input where that is a terminal, else the terminal of this session.
fn terminal() -> Option<BorrowedFd<'static>> {
    static OPENED: std::sync::OnceLock<Option<c_int>> = std::sync::OnceLock::new();
    let stdin = rustix::stdio::stdin();
    if rustix::termios::isatty(stdin) {
        return Some(stdin);
    }
    let open = || Some(std::fs::File::open("/dev/tty").ok()?.into_raw_fd());
    // SAFETY: nobody closes it.
    OPENED.get_or_init(open).map(|it| unsafe { BorrowedFd::borrow_raw(it) })
}

/// Gives the terminal back at a fault from now on.
pub fn listen() {
    for (signal, before) in FAULTS.iter().zip(&BEFORE) {
        if before.load(Ordering::SeqCst).is_null() {
            // SAFETY: plain system calls; zeroes are a valid `sigaction`. The handler runs on the stack that the standard library
            // has made for its own, and while it does nothing interrupts it.
            unsafe {
                let mut old: libc::sigaction = std::mem::zeroed();
                libc::sigaction(*signal, ptr::null(), &raw mut old);
                before.store(Box::into_raw(Box::new(old)), Ordering::SeqCst);
                let mut ours: libc::sigaction = std::mem::zeroed();
                ours.sa_sigaction = at_fault as *const () as libc::sighandler_t;
                ours.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
                libc::sigfillset(&raw mut ours.sa_mask);
                libc::sigaction(*signal, &raw const ours, ptr::null_mut());
            }
        }
    }
}

extern "C" fn at_fault(signal: c_int, about: *mut libc::siginfo_t, _: *mut libc::c_void) {
    // SAFETY: what it points to is never freed.
    if let Some(taken) = unsafe { TAKEN.swap(ptr::null_mut(), Ordering::SeqCst).as_ref() } {
        super::leave_screen();
        let _ = tcsetattr(taken.terminal.as_fd(), OptionalActions::Now, &taken.modes);
    }
    let at = FAULTS.iter().position(|fault| *fault == signal);
    let before = at.map_or(ptr::null_mut(), |at| BEFORE[at].load(Ordering::SeqCst));
    // SAFETY: the system hands over a valid pointer, and `before` is never freed; zeroes are the default action.
    unsafe {
        // Linux tells what happened here, and happens again at once, from what somebody has sent.
        if cfg!(target_os = "linux") && (*about).si_code > 0 && !before.is_null() {
            libc::sigaction(signal, before, ptr::null_mut());
        } else {
            let default: libc::sigaction = std::mem::zeroed();
            libc::sigaction(signal, &raw const default, ptr::null_mut());
            libc::raise(signal);
        }
    }
}
