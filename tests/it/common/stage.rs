//! A terminal with the program in it, for tests: what it shows, what it wrote, and the actions of a user.

use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
pub use rustix::process::Signal;
use rustix::process::{Pid, kill_process};
use vt100::{MouseProtocolMode, Parser, Screen};

use super::{ENVIRONMENT, Folder, PUPITRE};

/// Expected events happen long before this, even on a slow machine; tests never wait for something that must not happen.
const DEADLINE: Duration = Duration::from_secs(20);

/// The columns and rows of a terminal so large that a picture of it does not fit into a connection's buffer.
const LARGE: (u16, u16) = (1000, 300);

/// What the program writes first when it enters the terminal, and last when it restores it.
pub const ENTER: &str = "\x1b[?1049h";
pub const LEAVE: &str = "\x1b[?7h\x1b[?25h\x1b[?1049l";

pub const RIGHT: &str = "\x1b[C";
pub const ESCAPE: &str = "\x1b";
pub const RETURN: &str = "\r";
pub const CTRL_C: &str = "\x03";
pub const CTRL_Z: &str = "\x1a";

/// A pseudo-terminal with a program in it.
pub struct Stage {
    program: Program,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Arc<Output>,
    /// The modes of the terminal before the program ran.
    modes: String,
    /// The folder for recordings, unless the environment names another one.
    _state: Folder,
}

/// What the program wrote, shared with the thread that reads it.
struct Output {
    seen: Mutex<Seen>,
    changed: Condvar,
}

struct Seen {
    parser: Parser,
    raw: Vec<u8>,
    /// Whether a picture has begun that has not ended.
    is_drawing: bool,
    reading: Reading,
    ended: bool,
}

/// What the reader does after reading what is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    GoesOn,
    /// Stops reading after this many bytes, like a connection that hangs.
    Stops(usize),
    /// Closes the terminal.
    Ends,
}

impl Seen {
    /// Whether no picture is half drawn: the screen is what a user would see.
    fn is_whole(&self) -> bool {
        !self.is_drawing
    }

    /// Takes what was written. A large picture comes in hundreds of pieces, so only the new ones are searched.
    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        let (begins, ends) = (b"\x1b[?2026h", b"\x1b[?2026l");
        let known = self.raw.len().saturating_sub(begins.len() - 1);
        self.raw.extend_from_slice(bytes);
        let new = &self.raw[known..];
        let last = |signs: &[u8]| memchr::memmem::rfind(new, signs);
        match (last(begins), last(ends)) {
            (None, None) => {}
            (begun, ended) => self.is_drawing = begun > ended,
        }
    }
}

impl Stage {
    /// Runs the program with these arguments in a terminal of 80 columns and 24 rows.
    pub fn new(arguments: &[&str]) -> Self {
        Self::of(80, 24, arguments, &[])
    }

    /// The same in a terminal of this size, with more environment variables.
    pub fn of(width: u16, height: u16, arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(PUPITRE);
        command.args(arguments);
        Self::run(width, height, command, environment, Reading::GoesOn)
    }

    /// The same in a large terminal from which only the beginning of the first picture is read.
    pub fn unread(arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(PUPITRE);
        command.args(arguments);
        // A terminal that is sent every cell, so that the picture is as large as possible.
        Self::run(LARGE.0, LARGE.1, command, &[("TERM", "screen-256color")], Reading::Stops(1))
    }

    /// Runs a shell with these arguments.
    pub fn shell(arguments: &[&str]) -> Self {
        Self::shell_with(arguments, &[])
    }

    /// The same with more environment variables.
    pub fn shell_with(arguments: &[&str], environment: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new("sh");
        command.args(arguments);
        let usual = [("ENV", ""), ("PS1", "$ "), ("LC_ALL", "C.UTF-8"), ("PUPITRE", PUPITRE)];
        Self::run(80, 24, command, &[&usual, environment].concat(), Reading::GoesOn)
    }

    fn run(
        width: u16,
        height: u16,
        mut command: CommandBuilder,
        environment: &[(&str, &str)],
        reading: Reading,
    ) -> Self {
        ENVIRONMENT.iter().for_each(|name| command.env_remove(name));
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        // Recordings of other shows must not be found.
        let state = Folder::new();
        command.env("XDG_STATE_HOME", state.path());
        command.env("XDG_RUNTIME_DIR", state.path());
        command.env("XDG_CONFIG_HOME", state.path());
        command.env("XDG_DATA_HOME", state.path());
        environment.iter().for_each(|(name, value)| command.env(name, value));
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        let pair = native_pty_system().openpty(pty_size(width, height)).expect("a pseudo-terminal");
        let modes = format!("{:?}", pair.master.get_termios());
        let reader = pair.master.try_clone_reader().expect("a reader of the terminal");
        let keyboard = pair.master.take_writer().expect("a writer to the terminal");
        let (rows, columns) = screen_size(width, height);
        let parser = Parser::new(rows, columns, 0);
        let seen = Mutex::new(Seen { parser, raw: Vec::new(), is_drawing: false, reading, ended: false });
        let output = Arc::new(Output { seen, changed: Condvar::new() });
        let program = Program(pair.slave.spawn_command(command).expect("the program runs"));
        let shared = output.clone();
        std::thread::spawn(move || read(reader, &shared));
        Self { program, master: pair.master, keyboard, output, modes, _state: state }
    }

    /// Types keys. Keys other than letters have their names below.
    pub fn keys(&mut self, keys: &str) {
        self.bytes(keys.as_bytes());
    }

    /// Sends bytes that no keyboard sends.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).and_then(|()| self.keyboard.flush()).expect("the terminal takes bytes");
    }

    /// The same, and waits until the program has read it, so that what follows is read separately.
    pub fn keys_taken(&mut self, keys: &str) {
        self.keys(keys);
        let terminal = self.master.tty_name().and_then(|name| File::open(name).ok()).expect("the terminal has a name");
        let taken = until(|| rustix::io::ioctl_fionread(&terminal).is_ok_and(|count| count == 0).then_some(()));
        assert!(taken.is_some(), "{keys:?} is not read");
    }

    /// Changes the size of the terminal.
    pub fn resize(&self, width: u16, height: u16) {
        let mut seen = self.seen();
        let (rows, columns) = screen_size(width, height);
        seen.parser.set_size(rows, columns);
        self.master.resize(pty_size(width, height)).expect("the terminal takes a new size");
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.output.seen.lock().expect("the reader of the terminal lives")
    }

    /// Waits until the screen fulfils a condition; returns what it shows.
    pub fn wait(&self, wanted: &str, is_so: impl Fn(&Screen) -> bool) -> String {
        self.wait_for(wanted, |seen| (seen.is_whole() && is_so(seen.parser.screen())).then(|| contents(seen)))
    }

    /// Waits until these words are on the screen; returns what it shows.
    pub fn see(&self, words: &str) -> String {
        self.wait(words, |screen| screen.contents().contains(words))
    }

    /// Waits until these words are no longer on the screen; returns what it shows.
    pub fn see_no(&self, words: &str) -> String {
        self.wait(&format!("no {words}"), |screen| !screen.contents().contains(words))
    }

    /// Waits until these words show at this size, above a bottom row; or `too_small`, or only the size, if no slide fits.
    pub fn see_at(&self, (width, height): (u16, u16), words: &str, too_small: &str) {
        let without_spaces = |text: &str| text.replace([' ', '\n'], "");
        self.wait(&format!("{words} at {width}x{height}"), |screen| {
            if width < 20 || height < 6 {
                let said = without_spaces(&screen.contents());
                return said == without_spaces(too_small) || !said.is_empty() && "20x6".starts_with(&said);
            }
            let rows: Vec<String> = screen.rows(0, width).collect();
            let bottom = rows.last().is_some_and(|row| !row.trim().is_empty());
            let shown = without_spaces(&rows.concat()).contains(&without_spaces(words));
            rows.len() == usize::from(height) && bottom && shown
        });
    }

    /// Waits until the program has written this, whatever its effect on the screen.
    pub fn wait_for_bytes(&self, bytes: &str) {
        self.wait_for(&format!("{bytes:?}"), |seen| contains(&seen.raw, bytes).then_some(()));
    }

    /// Waits until everything that the program has written fulfils a condition; returns what `look` found in it.
    pub fn wait_for_written<T>(&self, wanted: &str, look: impl Fn(&str) -> Option<T>) -> T {
        self.wait_for(wanted, |seen| std::str::from_utf8(&seen.raw).ok().filter(|_| seen.is_whole()).and_then(&look))
    }

    fn wait_for<T>(&self, wanted: &str, look: impl Fn(&Seen) -> Option<T>) -> T {
        let until = Instant::now() + DEADLINE;
        let mut seen = self.seen();
        loop {
            if let Some(found) = look(&seen) {
                return found;
            }
            let left = until.saturating_duration_since(Instant::now());
            if seen.ended || left.is_zero() {
                let screen = contents(&seen);
                drop(seen);
                panic!("{wanted}: not seen on\n{screen}");
            }
            seen = self.output.changed.wait_timeout(seen, left).expect("the reader of the terminal lives").0;
        }
    }

    /// The screen now, with its colors.
    pub fn emulated(&self) -> Screen {
        self.seen().parser.screen().clone()
    }

    /// What the screen shows now.
    pub fn screen(&self) -> String {
        contents(&self.seen())
    }

    /// The same; `None` if the last picture is not complete.
    pub fn whole_screen(&self) -> Option<String> {
        let seen = self.seen();
        seen.is_whole().then(|| contents(&seen))
    }

    /// Everything that the program has written.
    pub fn raw(&self) -> String {
        String::from_utf8(self.seen().raw.clone()).expect("only UTF-8 is written")
    }

    /// The process id of the program.
    pub fn pid(&self) -> i32 {
        self.program.pid().as_raw_nonzero().get()
    }

    /// Sends the program a signal.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.program.pid(), signal).expect("the program still runs");
    }

    /// Waits for the end of the program and of its output.
    pub fn end(&mut self) -> ExitStatus {
        let status = self.end_unread();
        self.wait_for("the end of the output", |seen| seen.ended.then_some(()));
        status
    }

    /// Waits for the end of the program, even if nobody reads its output.
    pub fn end_unread(&mut self) -> ExitStatus {
        self.program.end().unwrap_or_else(|| panic!("the program has not ended on\n{}", self.screen()))
    }

    /// Stops reading what the program writes, which is more than a connection's buffer holds.
    pub fn stop_reading(&self) {
        // More than a small change of the picture, less than a whole picture at the large size.
        let enough = self.seen().raw.len() + 20_000;
        self.seen().reading = Reading::Stops(enough);
        self.resize(LARGE.0, LARGE.1);
        self.wait_for("the beginning of a picture", |seen| (seen.raw.len() >= enough).then_some(()));
    }

    /// Continues reading.
    pub fn read_on(&self) {
        self.seen().reading = Reading::GoesOn;
        self.output.changed.notify_all();
    }

    /// Asserts that the terminal has its old modes.
    pub fn assert_cooked(&self) {
        assert!(self.is_cooked(), "the modes of the terminal are still {}", self.modes_now());
    }

    /// Whether the modes of the terminal are those from before the program ran.
    pub fn is_cooked(&self) -> bool {
        self.modes_now() == self.modes
    }

    pub fn modes_now(&self) -> String {
        format!("{:?}", self.master.get_termios())
    }

    /// Waits until the terminal has these modes.
    pub fn wait_for_modes(&self, modes: &str) {
        let same = until(|| (self.modes_now() == modes).then_some(()));
        assert!(same.is_some(), "the modes are still {}, not {modes}", self.modes_now());
    }

    /// Sets the modes that a shell uses, as a shell does when its job stops.
    pub fn make_sane(&self) {
        let terminal = self.master.tty_name().and_then(|name| File::open(name).ok()).expect("the terminal has a name");
        let status = Command::new("stty").arg("sane").stdin(terminal).status().expect("stty runs");
        assert!(status.success());
    }

    /// Asserts that the terminal is the shell's again: its modes, its screen, its cursor.
    pub fn assert_given_back(&self) {
        self.assert_cooked();
        let screen = self.seen().parser.screen().clone();
        assert!(!screen.alternate_screen(), "still on the alternate screen");
        assert!(!screen.hide_cursor(), "still without a cursor");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None, "the mouse is still taken");
        assert!(self.raw().contains(LEAVE), "no leave sequence");
    }

    /// Closes the terminal, as closing its window does; returns the program that was in it.
    pub fn close(self) -> Program {
        self.seen().reading = Reading::Ends;
        // The reader has to wake up to close the terminal: a new size makes the program write.
        self.resize(LARGE.0, LARGE.1);
        self.wait_for("the end of the reader", |seen| seen.ended.then_some(()));
        self.program
    }
}

/// A program that is killed at the end of the test.
pub struct Program(Box<dyn Child + Send + Sync>);

impl Program {
    fn pid(&self) -> Pid {
        let pid = self.0.process_id().and_then(|pid| i32::try_from(pid).ok());
        pid.and_then(Pid::from_raw).expect("the program has an id")
    }

    /// How it has ended; `None` if it does not end in time.
    pub fn end(&mut self) -> Option<ExitStatus> {
        until(|| self.0.try_wait().expect("the program can be waited for"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Ok(None) = self.0.try_wait() {
            let _ = kill_process(self.pid(), Signal::KILL);
            let _ = self.0.wait();
        }
    }
}

/// Looks again and again for something that no output announces.
fn until<T>(mut look: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + DEADLINE;
    loop {
        match look() {
            None if Instant::now() < end => std::thread::park_timeout(Duration::from_millis(5)),
            found => return found,
        }
    }
}

fn contents(seen: &Seen) -> String {
    seen.parser.screen().contents()
}

fn contains(raw: &[u8], bytes: &str) -> bool {
    memchr::memmem::find(raw, bytes.as_bytes()).is_some()
}

fn pty_size(width: u16, height: u16) -> PtySize {
    PtySize { rows: height, cols: width, pixel_width: 0, pixel_height: 0 }
}

/// The size for the emulator: the usual one if unknown, and no larger than what the program draws.
pub fn screen_size(width: u16, height: u16) -> (NonZeroU16, NonZeroU16) {
    let (width, height) = if width == 0 || height == 0 { (80, 24) } else { (width.min(1000), height.min(500)) };
    let or = |cells: u16, usual: u16| NonZeroU16::new(cells).or(NonZeroU16::new(usual)).unwrap_or(NonZeroU16::MIN);
    (or(height, 24), or(width, 80))
}

fn read(mut reader: Box<dyn Read + Send>, output: &Output) {
    let mut buffer = [0; 1 << 14];
    loop {
        let read = reader.read(&mut buffer).unwrap_or(0);
        let mut seen = output.seen.lock().expect("the test lives");
        seen.take(&buffer[..read]);
        output.changed.notify_all();
        while matches!(seen.reading, Reading::Stops(enough) if seen.raw.len() >= enough && read > 0) {
            seen = output.changed.wait(seen).expect("the test lives");
        }
        if read == 0 || seen.reading == Reading::Ends {
            drop(reader);
            seen.ended = true;
            output.changed.notify_all();
            return;
        }
    }
}

/// Types keys and waits for the words that follow, step by step.
pub fn press(stage: &mut Stage, steps: &[(&str, &str)]) {
    for (keys, seen) in steps {
        stage.keys(keys);
        stage.see(seen);
    }
}

/// Quits with `q`; asserts success, and that the terminal is restored.
pub fn quit(mut stage: Stage) {
    stage.keys("q");
    assert_eq!(stage.end().exit_code(), 0);
    stage.assert_given_back();
}
