//! Counts the system calls before the first page is on the terminal, by tracing the program (`man 2 ptrace`).

use std::ffi::{c_int, c_void};
use std::fs::File;
use std::io::Write;
use std::os::fd::{FromRawFd, OwnedFd};
use std::os::unix::fs::FileExt;
use std::os::unix::process::CommandExt;
use std::process::Command;
use std::ptr;

use crate::common::{ENVIRONMENT, Folder, PUPITRE};

/// The limit for the system calls of all threads. About seventy are those of the loader and the standard library; the rest are ours.
const MOST_CALLS: usize = 101;

/// What the program writes first with a page, and the query it sends before that.
const ENTER: &[u8] = b"\x1b[?1049h";
const QUESTION: &[u8] = b"\x1b]11;?";

/// How a page begins if the terminal was entered together with the query.
const PAGE: &[u8] = b"\x1b[?2026h";

/// The columns and rows of a usual terminal here, and the size from which large text is possible.
const USUAL: (u16, u16) = (120, 40);
const LARGE: (u16, u16) = (160, 44);

/// What xterm answers there.
const DARK_AND_DOUBLE: &[u8] = b"\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[2;1R\x1b[4;80R\x1b[0n";

/// The answer of a terminal with a dark background, and how a page in the theme for it begins.
const DARK: &[u8] = b"\x1b]11;rgb:0000/0000/0000\x1b\\";
const NIGHT: &str = "48;2;13;18;31m";

/// What `PTRACE_GET_SYSCALL_INFO` returns at the entry of a system call: see `struct ptrace_syscall_info`.
#[repr(C)]
#[derive(Default)]
struct Call {
    op: u8,
    arch: u32,
    instruction: u64,
    stack: u64,
    number: u64,
    arguments: [u64; 6],
}

const GET_SYSCALL_INFO: u32 = 0x420e;
const AT_ENTRY: u8 = 1;

/// What was observed until the first page.
#[derive(Default)]
struct Seen {
    calls: usize,
    /// The files named in any call that takes a path.
    named: Vec<String>,
    page: String,
    /// The number of writes to the terminal.
    writes: usize,
}

/// The two ends of a pseudo-terminal of this size.
fn terminal((width, height): (u16, u16)) -> (File, OwnedFd) {
    let (mut master, mut slave) = (0, 0);
    let size = libc::winsize { ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0 };
    // SAFETY: it writes two descriptors, which nobody else owns.
    unsafe {
        let opened = libc::openpty(&raw mut master, &raw mut slave, ptr::null_mut(), ptr::null_mut(), &raw const size);
        assert_eq!(opened, 0);
        (File::from_raw_fd(master), OwnedFd::from_raw_fd(slave))
    }
}

/// Starts the program traced by this thread. `None` if the system does not allow tracing.
fn start(arguments: &[&str], state: &Folder, slave: OwnedFd) -> Option<c_int> {
    let mut command = Command::new(PUPITRE);
    for name in ENVIRONMENT {
        command.env_remove(name);
    }
    command.args(arguments).env("TERM", "xterm-256color").env("COLORTERM", "truecolor").env("LC_ALL", "C.UTF-8");
    command.env("HOME", state.path()).env("XDG_STATE_HOME", state.path()).env_remove("TZ");
    // Cargo sets it for tests. The loader would look for libraries there first.
    command.env_remove("LD_LIBRARY_PATH");
    let [input, output, errors] = [(); 3].map(|()| slave.try_clone().unwrap());
    command.stdin(input).stdout(output).stderr(errors);
    let traced = || {
        // SAFETY: plain system calls.
        let done = unsafe {
            libc::setsid();
            libc::ioctl(0, libc::TIOCSCTTY, 0);
            libc::ptrace(libc::PTRACE_TRACEME, 0, ptr::null_mut::<c_void>(), ptr::null_mut::<c_void>())
        };
        if done == 0 { Ok(()) } else { Err(std::io::Error::last_os_error()) }
    };
    // SAFETY: the closure does nothing but system calls.
    let started = unsafe { command.pre_exec(traced) }.spawn();
    let pid = started.inspect_err(|error| println!("not counted, nothing may be traced: {error}")).ok()?.id();
    Some(pid.cast_signed())
}

/// Lets a thread of the program continue to its next system call.
fn go_on(thread: c_int, signal: c_int) {
    // SAFETY: a plain system call.
    unsafe {
        libc::ptrace(
            libc::PTRACE_SYSCALL,
            thread,
            ptr::null_mut::<c_void>(),
            ptr::without_provenance_mut::<c_void>(signal.cast_unsigned() as usize),
        )
    };
}

/// The next thread of the program that stops, and its status.
fn next(pid: c_int) -> Option<(c_int, c_int)> {
    let mut status = 0;
    // SAFETY: it writes the status. The program leads its own process group, so no other children are waited for.
    let thread = unsafe { libc::waitpid(-pid, &raw mut status, libc::__WALL) };
    (thread > 0).then_some((thread, status))
}

/// The program while it is traced.
struct Traced<'a> {
    memory: File,
    keyboard: File,
    /// What the terminal answers when asked for its background.
    answer: Option<&'a [u8]>,
    seen: Seen,
}

impl Traced<'_> {
    /// Bytes of the program's memory; fewer if less can be read.
    fn bytes(&self, at: u64, count: u64) -> Vec<u8> {
        let mut bytes = vec![0; usize::try_from(count).unwrap()];
        let read = self.memory.read_at(&mut bytes, at).unwrap_or(0);
        bytes.truncate(read);
        bytes
    }

    /// Handles a thread that has stopped at entry to or exit from a call. Tells whether this wrote the first page.
    fn called(&mut self, thread: c_int) -> bool {
        let mut call = Call::default();
        // SAFETY: it writes no more than there is room for.
        unsafe { libc::ptrace(GET_SYSCALL_INFO as _, thread, size_of::<Call>(), &raw mut call) };
        if call.op != AT_ENTRY {
            return false;
        }
        let [first, second, third, ..] = call.arguments;
        self.seen.calls += 1;
        match i64::try_from(call.number).unwrap() {
            libc::SYS_openat | libc::SYS_statx | libc::SYS_newfstatat => {
                let name = self.bytes(second, 256);
                let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
                self.seen.named.push(String::from_utf8_lossy(name).into_owned());
                false
            }
            libc::SYS_write if first == 1 => {
                let written = self.bytes(second, third);
                if written.starts_with(QUESTION) {
                    self.answer.iter().for_each(|answer| self.keyboard.write_all(answer).unwrap());
                }
                let is_page = written.starts_with(ENTER) || written.starts_with(PAGE);
                self.seen.writes += 1;
                if is_page {
                    self.seen.page = String::from_utf8_lossy(&written).into_owned();
                }
                is_page
            }
            _ => false,
        }
    }
}

/// Runs the program until it writes its first page; `answer` is what the terminal answers when asked for its background.
fn first_page(arguments: &[&str], answer: Option<&[u8]>) -> Option<Seen> {
    first_page_of(USUAL, arguments, answer)
}

/// The same on a terminal of this size.
fn first_page_of(size: (u16, u16), arguments: &[&str], answer: Option<&[u8]>) -> Option<Seen> {
    let (keyboard, slave) = terminal(size);
    let state = Folder::new();
    let pid = start(arguments, &state, slave)?;
    let memory = File::open(format!("/proc/{pid}/mem")).unwrap();
    let mut traced = Traced { memory, keyboard, answer, seen: Seen::default() };
    while let Some((thread, status)) = next(pid) {
        if !libc::WIFSTOPPED(status) {
            continue;
        }
        let signal = match libc::WSTOPSIG(status) {
            stop if stop == libc::SIGTRAP | 0x80 => match traced.called(thread) {
                true => break,
                false => 0,
            },
            // The program or one of its threads has started.
            libc::SIGTRAP | libc::SIGSTOP => {
                let options = libc::PTRACE_O_TRACESYSGOOD | libc::PTRACE_O_TRACECLONE | libc::PTRACE_O_EXITKILL;
                let options = ptr::without_provenance_mut::<c_void>(options.cast_unsigned() as usize);
                // SAFETY: a plain system call.
                unsafe { libc::ptrace(libc::PTRACE_SETOPTIONS, pid, ptr::null_mut::<c_void>(), options) };
                0
            }
            signal => signal,
        };
        go_on(thread, signal);
    }
    // SAFETY: a plain system call.
    unsafe { libc::kill(pid, libc::SIGKILL) };
    while next(pid).is_some() {}
    assert!(!traced.seen.page.is_empty(), "{arguments:?} painted nothing");
    Some(traced.seen)
}

/// Writes a deck with this many slides.
fn deck(folder: &Folder, slides: usize) -> String {
    let slide =
        |number| format!("[[section.slide]]\ntitle = \"{number}\"\nbody = '''\n- *one* point\n- another\n'''\n");
    let head = "format = 1\ntitle = \"A\"\nduration = \"1h\"\n[[section]]\ntitle = \"B\"\n".to_owned();
    let path = folder.path().join("deck.toml");
    std::fs::write(&path, head + &(0..slides).map(slide).collect::<String>()).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_first_page_takes_few_system_calls_and_reads_no_file_it_does_not_show() {
    let folder = Folder::new();
    let deck = deck(&folder, 20);
    for command in ["present", "replay"] {
        let Some(seen) = first_page(&[command, &deck], None) else { return };
        let beside = |name: &&String| name.starts_with(folder.path().to_str().unwrap());
        println!("{command}: {} system calls before the first page, {:?}", seen.calls, seen.named);
        // Only to read it.
        assert_eq!(seen.named.iter().filter(beside).count(), 1, "{command}: {:?}", seen.named);
        let needless =
            |name: &&String| name.contains("zoneinfo") || name.ends_with("recordings") || name.ends_with("localtime");
        assert_eq!(seen.named.iter().find(needless), None, "{command}");
        if command == "present" {
            assert!(seen.calls <= MOST_CALLS, "{} system calls", seen.calls);
        }
    }
}

#[test]
fn the_first_page_is_in_large_text_if_the_terminal_answers_at_once_without_more_system_calls() {
    let folder = Folder::new();
    let deck = deck(&folder, 20);
    let Some(seen) = first_page_of(LARGE, &[&deck], Some(DARK_AND_DOUBLE)) else { return };
    println!("{} system calls before the first page", seen.calls);
    assert!(seen.page.contains("\x1b#3") && seen.page.contains(NIGHT), "{:?}", seen.page);
    assert_eq!(seen.writes, 2, "all questions, and the page");
    // The memory may have to grow once or twice more for a page of large text.
    assert!(seen.calls <= MOST_CALLS + 2, "{} system calls", seen.calls);
}

#[test]
fn the_first_page_has_the_theme_for_the_background_if_the_terminal_answers_at_once() {
    let folder = Folder::new();
    let deck = deck(&folder, 1);
    let Some(dark) = first_page(&[&deck], Some(DARK)) else { return };
    assert!(dark.page.contains(NIGHT), "{:?}", dark.page);
    let Some(silent) = first_page(&[&deck], None) else { return };
    assert!(!silent.page.contains(NIGHT), "{:?}", silent.page);
}
