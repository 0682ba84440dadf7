//! The console's socket: whom a stage and a console trust, and that neither waits long for the other.

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::mpsc;

use pupitre::link::Told;

use crate::common::Folder;
use crate::common::stage::{CTRL_C, ESCAPE, RETURN, RIGHT, Signal, Stage};
use crate::common::stream::{Part, is_known, parts};

const FIRST: &str = "Sensibilisation Cloud Pi Native";

/// The id of a user who is not running the tests.
const SOMEBODY: u32 = 65_534;

fn run(place: &Folder, arguments: &[&str]) -> Stage {
    let path = place.path().to_str().expect("a path in UTF-8");
    let environment = [("XDG_STATE_HOME", path), ("XDG_RUNTIME_DIR", path)];
    Stage::of(100, 30, &[arguments, &["--lang", "en"]].concat(), &environment)
}

fn present(place: &Folder) -> Stage {
    let stage = run(place, &["present", "sensibilisation"]);
    stage.see("1/38");
    stage
}

/// The socket of the stage, once it exists.
fn socket(place: &Folder) -> PathBuf {
    loop {
        let entries = fs::read_dir(place.path().join("pupitre")).into_iter().flatten().flatten();
        match entries.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|it| it == "stage")) {
            Some(socket) => return socket,
            None => std::thread::park_timeout(std::time::Duration::from_millis(5)),
        }
    }
}

/// A folder in which stages are looked for, with a socket that the test listens on.
fn listening(place: &Folder) -> UnixListener {
    let folder = place.path().join("pupitre");
    fs::create_dir_all(&folder).expect("a folder");
    fs::set_permissions(&folder, Permissions::from_mode(0o700)).expect("it is ours");
    let path = folder.join(format!("{}.stage", std::process::id()));
    let listener = UnixListener::bind(&path).expect("a socket");
    fs::set_permissions(&path, Permissions::from_mode(0o600)).expect("it is ours");
    listener
}

/// Answers each connection with these bytes, then stays silent.
fn answering(listener: UnixListener, bytes: Vec<u8>) {
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(&bytes);
            kept.push(stream);
        }
    });
}

fn hello(version: u32) -> Vec<u8> {
    format!(
        "{{\"hello\":{{\"version\":{version},\"title\":\"X\\u001b[2J\",\"pid\":7,\"since\":\"09:00\",\"now\":1}}}}\n"
    )
    .into_bytes()
}

fn leaves(mut console: Stage, key: &str) {
    console.keys(key);
    assert_eq!(console.end().exit_code(), 0);
    console.assert_cooked();
}

#[test]
fn a_console_that_waits_is_left_with_q_escape_or_an_interrupt() {
    let place = Folder::new();
    for key in ["q", ESCAPE, CTRL_C] {
        let console = run(&place, &["console"]);
        console.see("Press q to quit");
        leaves(console, key);
    }
    let mut killed = run(&place, &["console"]);
    killed.see("Press q to quit");
    killed.signal(Signal::TERM);
    assert_eq!(killed.end().exit_code(), 128 + 15);
    killed.assert_cooked();
}

#[test]
fn a_folder_or_a_socket_of_somebody_else_is_named_and_not_followed() {
    if !rustix::process::geteuid().is_root() {
        // Only root can create files owned by others.
        return;
    }
    let place = Folder::new();
    answering(listening(&place), hello(2));
    let socket = socket(&place);
    chown(&socket, Some(SOMEBODY), None).expect("root may");
    let console = run(&place, &["console"]);
    console.see("belongs to user 65534, not to you");
    console.see("Press q to quit");
    leaves(console, "q");
    chown(place.path().join("pupitre"), Some(SOMEBODY), None).expect("root may");
    let console = run(&place, &["console"]);
    console.see("belongs to user 65534, not to you");
    leaves(console, "q");
}

#[test]
fn a_folder_that_others_may_write_to_is_named_and_not_followed() {
    let place = Folder::new();
    answering(listening(&place), hello(2));
    fs::set_permissions(place.path().join("pupitre"), Permissions::from_mode(0o777)).expect("it is ours");
    let console = run(&place, &["console"]);
    console.see("Not connected: other users may write to");
    leaves(console, "q");
    // A symbolic link is not followed either.
    let other = Folder::new();
    symlink(place.path().join("pupitre"), other.path().join("pupitre")).expect("a link");
    let console = run(&other, &["console"]);
    console.see("Not connected: other users may write to");
    leaves(console, "q");
}

#[cfg(target_os = "linux")]
#[test]
fn a_stage_accepts_no_other_user() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let place = Folder::new();
    let mut stage = present(&place);
    let socket = socket(&place);
    // Everyone has permission for the socket and the folders of the test.
    fs::set_permissions(&socket, Permissions::from_mode(0o666)).expect("it is ours");
    for folder in socket.ancestors().skip(1).take_while(|folder| folder.starts_with(place.path())) {
        fs::set_permissions(folder, Permissions::from_mode(0o755)).expect("it is ours");
    }
    let path = socket.clone();
    let heard = std::thread::spawn(move || {
        // SAFETY: a plain system call; on Linux it changes this thread only.
        unsafe { libc::syscall(libc::SYS_setresuid, SOMEBODY, SOMEBODY, SOMEBODY) };
        let stream = UnixStream::connect(path)?;
        let mut line = String::new();
        BufReader::new(stream).read_line(&mut line)?;
        std::io::Result::Ok(line)
    });
    // If the folders above already keep other users out, they do not even reach the socket.
    let heard = heard.join().expect("the thread ends").unwrap_or_default();
    assert_eq!(heard, "", "somebody else is told nothing");
    let mut line = String::new();
    BufReader::new(UnixStream::connect(&socket).expect("it listens")).read_line(&mut line).expect("it speaks");
    assert!(line.starts_with("{\"hello\""), "{line}");
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn a_stage_of_another_version_is_named_and_not_followed() {
    for (version, words) in [(99, "runs in a newer version of Pupitre"), (1, "runs in an older version of Pupitre")] {
        let place = Folder::new();
        answering(listening(&place), hello(version));
        let console = run(&place, &["console"]);
        console.see(words);
        assert!(!console.raw().contains("\x1b[2J"), "its title is only shown");
        leaves(console, "q");
    }
    // In another version anything may follow the number.
    let place = Folder::new();
    answering(listening(&place), b"{\"hello\":{\"version\":3,\"new\":[]}}\n".to_vec());
    let console = run(&place, &["console"]);
    console.see("runs in a newer version of Pupitre");
    leaves(console, "q");
}

#[test]
fn a_silent_stage_is_reported_and_delays_nobody() {
    let endless = vec![b'a'; 1 << 22];
    for bytes in [Vec::new(), b"nonsense\n".to_vec(), b"\xff\0\x1b[2J\n".to_vec(), endless, hello(2)] {
        let place = Folder::new();
        answering(listening(&place), bytes);
        let console = run(&place, &["console"]);
        let screen = console.see("does not answer.");
        // Its socket is named for its process.
        assert!(screen.contains("The show of process ") || screen.contains("The show \""), "{screen}");
        leaves(console, "q");
    }
}

#[test]
fn a_stage_that_accepts_no_connection_is_reported_too() {
    let place = Folder::new();
    let listener = listening(&place);
    let path = socket(&place);
    // No connection is accepted, so at some point no more are possible.
    let (sender, full) = mpsc::channel();
    std::thread::spawn(move || {
        let mut kept = Vec::new();
        while let Ok(stream) = UnixStream::connect(&path) {
            kept.push(stream);
            let _ = sender.send(kept.len());
        }
    });
    while full.recv_timeout(std::time::Duration::from_millis(500)).is_ok() {}
    let console = run(&place, &["console"]);
    console.see("does not answer.");
    leaves(console, "q");
    drop(listener);
}

#[test]
fn a_hanging_stage_blocks_no_key() {
    let place = Folder::new();
    let stage = present(&place);
    let mut console = run(&place, &["console"]);
    console.see("Now  1/38");
    stage.signal(Signal::STOP);
    for _ in 0..150 {
        console.keys("nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn");
    }
    console.keys("?");
    console.see("elapsed, remaining, time of day");
    console.keys(ESCAPE);
    console.see_no("elapsed, remaining, time of day");
    console.keys("q");
    assert_eq!(console.end().exit_code(), 0);
}

#[test]
fn a_thousand_silent_connections_block_neither_the_show_nor_a_console() {
    let place = Folder::new();
    let mut stage = present(&place);
    let socket = socket(&place);
    let silent: Vec<UnixStream> = (0..1000).filter_map(|_| UnixStream::connect(&socket).ok()).collect();
    let mut dripping = UnixStream::connect(&socket).expect("the stage listens");
    std::thread::spawn(move || {
        while dripping.write_all(b"\"").is_ok() {
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
    });
    stage.keys(RIGHT);
    stage.see("2/38");
    let console = run(&place, &["console"]);
    console.see("Now  2/38");
    stage.keys(RIGHT);
    console.see("Now  3/38");
    drop(silent);
}

#[test]
fn a_stage_out_of_file_descriptors_accepts_consoles_once_some_are_free() {
    let place = Folder::new();
    let path = place.path().to_str().expect("a path in UTF-8");
    let environment = [("XDG_STATE_HOME", path), ("XDG_RUNTIME_DIR", path)];
    let script = "ulimit -n 40; exec \"$PUPITRE\" present sensibilisation --no-record --lang en";
    let mut stage = Stage::shell_with(&["-c", script], &environment);
    stage.see(FIRST);
    let socket = socket(&place);
    // Each accepted connection uses two or three files.
    let many: Vec<UnixStream> = (0..60).filter_map(|_| UnixStream::connect(&socket).ok()).collect();
    stage.keys(RIGHT);
    stage.see("Combien de temps a pris");
    drop(many);
    let console = run(&place, &["console"]);
    console.see("Now  2/38");
}

#[test]
fn a_show_without_a_socket_says_why_and_goes_on() {
    let long = Folder::new();
    let path = long.name(&"x".repeat(120));
    let environment = [("XDG_STATE_HOME", path.as_str()), ("XDG_RUNTIME_DIR", path.as_str())];
    let mut stage =
        Stage::of(120, 24, &["present", "sensibilisation", "--console", "--no-record", "--lang", "en"], &environment);
    stage.see("No console: the socket's path is too long; shorten XDG_RUNTIME_DIR");
    stage.keys(RIGHT);
    stage.see("2/38");
    assert!(!stage.raw().contains("pupitre console"), "what would be in vain is not said");
    let place = Folder::new();
    let file = place.write("file", "");
    let environment = [("XDG_STATE_HOME", file.as_str()), ("XDG_RUNTIME_DIR", file.as_str())];
    let stage =
        Stage::of(120, 24, &["present", "sensibilisation", "--console", "--no-record", "--lang", "en"], &environment);
    stage.see("No console: ");
    stage.see("cannot be used");
}

#[test]
fn a_terminal_that_does_not_answer_keeps_no_show_waiting() {
    let place = Folder::new();
    let tmux = place.write("tmux", format!("#!/bin/sh\necho $$ > '{}'\nsleep 1000\n", place.name("pid")));
    fs::set_permissions(&tmux, Permissions::from_mode(0o755)).expect("it is ours");
    let path = format!("{}:{}", place.path().display(), std::env::var("PATH").unwrap_or_default());
    let home = place.path().to_str().expect("a path in UTF-8");
    let environment =
        [("PATH", path.as_str()), ("TMUX", "/nowhere,1,0"), ("XDG_STATE_HOME", home), ("XDG_RUNTIME_DIR", home)];
    let mut stage = Stage::of(80, 24, &["present", "sensibilisation", "--console", "--lang", "en"], &environment);
    stage.see(FIRST);
    stage.see("Type in another terminal: pupitre console");
    let pid: i32 = fs::read_to_string(place.name("pid")).expect("it ran").trim().parse().expect("a number");
    let pid = rustix::process::Pid::from_raw(pid).expect("a process");
    assert!(rustix::process::test_kill_process(pid).is_err(), "it was ended");
    stage.keys(RETURN);
    stage.see("2/38");
}

/// What a real stage sends to a new console: its identity, its deck, the state of its show.
fn told_by_a_stage() -> Vec<String> {
    let place = Folder::new();
    let stage = present(&place);
    let mut stream = UnixStream::connect(socket(&place)).expect("the stage listens");
    stream.write_all(b"\"attach\"\n").expect("the stage hears");
    let lines = BufReader::new(stream).lines().take(3).map(|line| line.expect("the stage speaks")).collect();
    drop(stage);
    lines
}

/// Copies of a line with one number, or with texts, replaced.
fn mangled(line: &str) -> Vec<String> {
    let digits: Vec<&str> = line.split(|char: char| !char.is_ascii_digit()).filter(|it| !it.is_empty()).collect();
    let place = |part: &str| part.as_ptr() as usize - line.as_ptr() as usize;
    let with =
        |part: &str, other: &str| format!("{}{other}{}", &line[..place(part)], &line[place(part) + part.len()..]);
    let numbers = digits
        .iter()
        .flat_map(|it| ["18446744073709551615", "65535", "-1", "\"\\u001b[2J\""].map(|other| with(it, other)));
    numbers
        .chain([line.replace("null", "\"\\u001b[2J\\u009b31m\\u202e\""), line.replace(":\"", ":\"\\u001b]0;x\\u0007")])
        .collect()
}

#[test]
fn a_console_outlives_a_stage_that_talks_nonsense_over_the_socket() {
    let told = told_by_a_stage();
    let place = Folder::new();
    let listener = listening(&place);
    let last = told[2].replace("\"notice\":null", "\"notice\":\"STILL HERE\"");
    // A console leaves a stage that sends an unreadable line, so only lines that can be read are sent.
    let mut lines = mangled(&told[2]);
    lines.retain(|line| serde_json::from_str::<Told>(line).is_ok());
    assert!(lines.len() > 10, "{}", lines.len());
    let bytes = [&told[..], &lines, &[last]].concat().join("\n") + "\n";
    answering(listener, bytes.into_bytes());
    let mut console = run(&place, &["console"]);
    console.see("STILL HERE");
    for part in parts(&console.raw()).into_iter().filter(|it| !is_known(*it)) {
        assert!(matches!(part, Part::Char('\r' | '\n')), "{part:?}");
    }
    console.keys("q");
    assert_eq!(console.end().exit_code(), 0);
}
