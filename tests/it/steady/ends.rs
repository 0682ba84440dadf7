//! Shows that end by a signal, and places where nothing can be written.

use std::fs;

use rustix::process::{Pid, kill_process};

use super::deck;
use crate::common::Folder;
use crate::common::stage::{RIGHT, Signal, Stage, press};

#[test]
fn a_rehearsal_that_a_signal_ends_tells_its_times() {
    let folder = Folder::new();
    let deck = deck(&folder);
    for (arguments, signal) in [
        (&["--rehearse", "--no-record"][..], Signal::TERM),
        (&["--rehearse"], Signal::TERM),
        (&["--rehearse", "--no-record", "--plain"], Signal::HUP),
    ] {
        let mut stage = Stage::new(&[arguments, &[&deck]].concat());
        stage.see("First");
        press(&mut stage, &[("n", "Second"), ("n", "Third")]);
        stage.signal(signal);
        assert_ne!(stage.end().exit_code(), 0);
        stage.assert_cooked();
        let raw = stage.raw();
        let after = raw.rsplit("\x1b[?1049l").next().unwrap_or_default();
        assert!(after.contains("planned") && after.contains("Total"), "{arguments:?}: {after}");
        let rows: Vec<&str> = after.lines().filter(|row| row.contains("First") || row.contains("not shown")).collect();
        assert!(rows.len() >= 3, "{arguments:?}: {after}");
    }
}

#[test]
fn a_file_in_the_place_of_the_state_folder_is_told_in_words() {
    let folder = Folder::new();
    let deck = deck(&folder);
    for (of, said) in [("pupitre", "a file is in the place"), ("pupitre/recordings", "a file is in the place")] {
        let state = Folder::new();
        let place = state.path().join(of);
        fs::create_dir_all(place.parent().expect("a folder")).expect("it is created");
        fs::write(place, "").expect("it is written");
        let environment = [("XDG_STATE_HOME", state.path().to_str().expect("UTF-8"))];
        let mut stage = Stage::of(120, 24, &[&deck], &environment);
        stage.see("1/5");
        press(&mut stage, &[(RIGHT, said)]);
        let screen = stage.screen();
        assert!(!screen.contains("os error"), "{screen}");
    }
}

#[test]
fn a_show_whose_terminal_was_taken_by_another_program_ends_when_told() {
    let folder = Folder::new();
    let (deck, go, pid) = (deck(&folder), folder.name("go"), folder.name("pid"));
    // A shell with job control gives the terminal to the program that it starts.
    let taker = "exec sh -m -c 'sh -c \"echo it is taken; sleep 60\"'";
    let show = format!(
        "(while [ ! -e '{go}' ]; do sleep 0.05; done; {taker}) &\necho $$ >'{pid}'\nexec \"$PUPITRE\" '{deck}'\n"
    );
    let show = folder.write("show.sh", show);
    // So has the one that waits for the show.
    let stage = Stage::shell(&["-c", &format!("set -m; sh '{show}'; echo code $?; sleep 60")]);
    stage.see("1/5");
    fs::write(go, "").expect("it is written");
    stage.wait_for_bytes("it is taken");
    let number = fs::read_to_string(&pid).expect("it is written").trim().parse().expect("a number");
    kill_process(Pid::from_raw(number).expect("a process"), Signal::TERM).expect("it runs");
    // The code of a program that is stopped is another one.
    stage.wait_for_bytes("code 143");
}
