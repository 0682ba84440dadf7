//! `check --watch`: it checks again after each save, until it is stopped.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use crate::common::checking::{EMPTY, GOOD, check, written};
use crate::common::{Folder, pupitre};

/// Longer than any machine needs.
const PATIENCE: Duration = Duration::from_secs(60);

/// The lines of an output, as they arrive.
fn lines(output: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    lines
}

fn wait_for(lines: &Receiver<String>, words: &str) {
    while !lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("{words} does not come")).contains(words) {}
}

/// Ends the process with a signal that is not inherited as ignored; SIGINT is in processes that a shell starts in the background.
fn end(mut child: Child) -> Option<i32> {
    use std::os::unix::process::ExitStatusExt;

    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::TERM).expect("it runs");
    child.wait().expect("it ends").signal()
}

#[test]
fn each_save_is_checked_until_the_watch_is_stopped() {
    let folder = Folder::new();
    let deck = folder.write("deck.toml", written(GOOD));
    let mut command = pupitre(&["check", "--watch", "--format", "concise", &deck]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let out = lines(child.stdout.take().expect("a pipe"));
    let err = lines(child.stderr.take().expect("a pipe"));
    wait_for(&err, "1 deck: 0 errors, 0 warnings");
    wait_for(&err, "Watching");
    folder.write("deck.toml", written(EMPTY));
    wait_for(&out, "warning[empty-slide]");
    wait_for(&err, "1 deck: 0 errors, 1 warning");
    wait_for(&err, "Watching");
    // New settings apply too, and a deck that cannot be read does not end the watching.
    folder.write("new.toml", b"\xff");
    std::fs::rename(folder.name("new.toml"), &deck).expect("saved as some editors do");
    wait_for(&err, "is not UTF-8");
    wait_for(&err, "Watching");
    folder.write("deck.toml", written(GOOD));
    wait_for(&err, "1 deck: 0 errors, 0 warnings");
    assert_eq!(end(child), Some(15), "by the signal itself, as a shell expects");
}

#[test]
fn inputs_that_cannot_be_watched_are_refused() {
    assert_eq!(check(&["-", "--watch"]).code, Some(2));
    assert_eq!(check(&["--watch", "--fix"]).code, Some(2));
}
