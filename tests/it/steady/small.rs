//! Windows too small to show anything.

use super::deck;
use crate::common::Folder;
use crate::common::stage::{CTRL_Z, ENTER, RIGHT, Signal, Stage, press, quit};

const TOO_SMALL: &str = "Larger terminal needed (20x6)";
const SMALL: (u16, u16) = (10, 5);

/// Types keys, and waits until they have been handled: the last one leaves the screen, and nobody could resume the program, so it comes back.
fn handle(stage: &mut Stage, keys: &[&str]) {
    let before = stage.raw().len();
    for keys in keys {
        stage.keys_taken(keys);
    }
    stage.keys(CTRL_Z);
    stage.wait_for_written("the screen again", |raw| raw[before..].contains(ENTER).then_some(()));
}

#[test]
fn a_window_too_small_to_be_read_moves_on_and_takes_no_answer() {
    let folder = Folder::new();
    let mut stage = Stage::new(&[&deck(&folder)]);
    stage.see("1/5");
    press(&mut stage, &[("g4\r", "4/5")]);
    stage.resize(SMALL.0, SMALL.1);
    stage.see_at(SMALL, "", TOO_SMALL);
    // A clicker still moves on; hands, counts and text are for those who see the question.
    handle(&mut stage, &[RIGHT, "1", "12", "=7", "\x1b[200~7 3\x1b[201~", "t"]);
    stage.resize(80, 24);
    press(&mut stage, &[("", "Fifth"), ("1", "1 answer")]);
    stage.keys("q");
    stage.see("q or Enter");
    stage.resize(SMALL.0, SMALL.1);
    stage.see_at(SMALL, "", TOO_SMALL);
    quit(stage);
}

#[test]
fn an_interrupted_show_is_not_declined_by_keys_that_nobody_could_choose() {
    let (folder, state) = (Folder::new(), Folder::new());
    let deck = deck(&folder);
    let environment = [("XDG_STATE_HOME", state.path().to_str().expect("UTF-8"))];
    let mut stage = Stage::of(80, 24, &[&deck], &environment);
    stage.see("1/5");
    press(&mut stage, &[(RIGHT, "2/5"), (RIGHT, "3/5")]);
    stage.signal(Signal::KILL);
    stage.end();
    let mut stage = Stage::of(SMALL.0, SMALL.1, &[&deck], &environment);
    stage.see_at(SMALL, "", TOO_SMALL);
    handle(&mut stage, &[RIGHT, " "]);
    stage.resize(80, 24);
    press(&mut stage, &[("", "was interrupted"), ("\r", "3/5")]);
}

#[test]
fn a_reader_in_a_window_too_small_answers_nothing() {
    let folder = Folder::new();
    let mut stage = Stage::new(&["replay", &deck(&folder)]);
    stage.see("Steady");
    press(&mut stage, &[("\r", "First"), ("m", "Marked")]);
    stage.resize(SMALL.0, SMALL.1);
    stage.see_at(SMALL, "", TOO_SMALL);
    handle(&mut stage, &["m", "n", "e", "text"]);
    stage.resize(80, 24);
    let screen = stage.see("First");
    assert!(!screen.contains("Your note") && !screen.contains("text"), "{screen}");
    quit(stage);
}
