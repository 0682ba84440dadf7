//! Keys in pieces, pasted text, clickers, keyboards with other alphabets.

use super::deck;
use crate::common::Folder;
use crate::common::stage::{CTRL_C, ESCAPE, RETURN, Signal, Stage, press, quit};

/// A stage on a remote connection, according to the environment.
fn remote(deck: &str) -> Stage {
    let stage = Stage::of(80, 24, &[deck], &[("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")]);
    stage.see("1/5");
    stage
}

fn local(deck: &str) -> Stage {
    let stage = Stage::new(&[deck]);
    stage.see("1/5");
    stage
}

#[test]
fn arrows_split_at_any_byte_are_arrows() {
    let folder = Folder::new();
    let mut stage = remote(&deck(&folder));
    for (pieces, seen) in [
        (["\x1b", "[C"], "2/5"),
        (["\x1b[", "C"], "3/5"),
        (["\x1bO", "C"], "4/5"),
        (["\x1b", "OD"], "3/5"),
        (["\x1b[1;", "5D"], "2/5"),
        (["\x1b", "[D"], "1/5"),
    ] {
        // In two reads: the second piece is written after the first was read.
        for piece in pieces {
            stage.keys_taken(piece);
        }
        let screen = stage.see(seen);
        assert!(!screen.contains("Enter shows"), "{pieces:?}: {screen}");
    }
    quit_running(stage);
}

fn quit_running(mut stage: Stage) {
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
    stage.assert_given_back();
}

#[test]
fn an_arrow_in_two_pieces_leaves_a_list_open() {
    let folder = Folder::new();
    let mut stage = remote(&deck(&folder));
    press(&mut stage, &[("?", "Keys")]);
    stage.keys_taken("\x1b");
    stage.keys_taken("[B");
    let screen = stage.see("Keys");
    assert!(!screen.contains("2/5"), "{screen}");
    // If it had been read as Escape and letters, the search would not open: any key closes the list.
    stage.keys(ESCAPE);
    stage.see_no("Keys");
    press(&mut stage, &[("/", "Search")]);
    stage.keys_taken("fo");
    stage.keys_taken("\x1b");
    stage.keys_taken("[D");
    stage.keys("x");
    stage.see("fx▏o");
}

#[test]
fn a_lone_escape_acts_without_another_key() {
    let folder = Folder::new();
    let mut stage = remote(&deck(&folder));
    press(&mut stage, &[("s", "Sections")]);
    stage.keys(ESCAPE);
    stage.see_no("Sections");
    quit(stage);
}

#[test]
fn a_paste_is_text_in_text_fields_and_ignored_elsewhere() {
    let folder = Folder::new();
    let mut stage = local(&deck(&folder));
    stage.keys("\x1b[200~qnn/ \r\x1b[201~");
    press(
        &mut stage,
        &[("/", "Search"), ("\x1b[200~Fif\rth\x1b[201~", "Fif th▏"), ("\x15\x1b[200~Fifth\n\x1b[201~", "Fifth▏")],
    );
    press(&mut stage, &[(RETURN, "5/5"), ("g\x1b[200~2\x1b[201~", "2▏"), (RETURN, "2/5"), ("g5\r", "5/5")]);
    press(&mut stage, &[("=\x1b[200~7\t3,\r\n1\x1b[201~", "7 3"), (RETURN, "11 answers")]);
    press(&mut stage, &[("te\x1b[200~45min\x1b[201~", "45min▏"), (ESCAPE, "5/5")]);
    quit_running(stage);
}

#[test]
fn letters_of_other_alphabets_act_by_their_place_on_the_keyboard() {
    let folder = Folder::new();
    let mut stage = local(&deck(&folder));
    // Next in Russian, Greek, Hebrew and Arabic; back with `з`; the section's letter; the search, where they are letters.
    press(&mut stage, &[("т", "2/5"), ("Ν", "3/5"), ("מ", "4/5"), ("ى", "5/5"), ("з", "4/5"), ("ыц", "1/5")]);
    press(&mut stage, &[("/", "Search"), ("йц", "йц▏")]);
    stage.keys(ESCAPE);
    stage.see_no("Search");
    press(&mut stage, &[("п٣\r", "3/5")]);
    press(&mut stage, &[("и", "")]);
    stage.wait("a black screen", |screen| screen.contents().trim().is_empty());
    press(&mut stage, &[("и", ""), ("т", "3/5"), ("й", "the clock runs")]);
    stage.keys("й");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn no_key_of_a_clicker_quits_and_each_brings_a_black_screen_back() {
    let folder = Folder::new();
    let mut stage = local(&deck(&folder));
    press(&mut stage, &[("n", "2/5")]);
    // F5 and Shift-F5 as sent by xterm, rxvt, the Linux console and kitty, F1, Insert, a key that goes back elsewhere.
    for key in
        ["\x1b[15~", "\x1b[15;2~", "\x1b[28~", "\x1b[[E", "\x1b[57384;2u", "\x1bOP", "\x1b[2~", "\x1b[5~", ESCAPE]
    {
        stage.keys(".");
        stage.wait("a black screen", |screen| screen.contents().trim().is_empty());
        stage.keys(key);
        stage.see("2/5");
    }
    // On a slide they do nothing: the keys after them apply to the same slide.
    stage.keys("\x1b[15~\x1b[15;2~\x1b[[E");
    press(&mut stage, &[("n", "3/5")]);
    quit_running(stage);
}

#[test]
fn a_clickers_start_does_not_decline_what_can_be_resumed() {
    let folder = Folder::new();
    let (deck, state) = (deck(&folder), Folder::new());
    let environment = [("XDG_STATE_HOME", state.path().to_str().expect("UTF-8"))];
    let mut stage = Stage::of(80, 24, &[&deck], &environment);
    press(&mut stage, &[("n", "2/5"), ("n", "3/5")]);
    stage.signal(Signal::TERM);
    stage.end();
    let mut stage = Stage::of(80, 24, &[&deck], &environment);
    stage.wait("the offer", |screen| screen.contents().contains("Enter") && !screen.contents().contains("1/5"));
    stage.keys("\x1b[15~");
    press(&mut stage, &[(RETURN, "3/5")]);
}

#[test]
fn an_arrow_in_two_pieces_does_not_end_the_wait_for_a_stage() {
    let mut stage = Stage::of(80, 24, &["console", "--lang", "en"], &[("SSH_TTY", "/dev/pts/9")]);
    stage.see("Waiting for a show");
    stage.keys_taken("\x1b");
    stage.keys_taken("[C");
    stage.keys("n");
    stage.keys(CTRL_C);
    stage.end();
}
