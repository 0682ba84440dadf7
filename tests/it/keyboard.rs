//! Bytes that no key sends, and incomplete sequences: the keyboard still works after them.

use crate::common::stage::{CTRL_C, RIGHT, Stage, quit};

const TITLE: &str = "Sensibilisation Cloud Pi Native";
const SECOND: &str = "Combien de temps a pris votre dernière mise en ligne";

/// What leaves something unfinished: a paste without an end, Alt and a key, the first byte of a character, cut-off reports.
const UNFINISHED: &[&[u8]] = &[
    b"\x1b[200~never ended",
    b"\x1b[200~ends in \x1b[",
    b"\x1b]",
    b"\x1b]11;rgb:ffff/",
    b"\x1bP",
    b"\x1bP>|",
    b"\x1bX",
    b"\x1b_",
    b"\x1b_Gi=31",
    b"\x1b^",
    b"\x1bO",
    b"\x1b[",
    b"\x1b[<0;1",
    b"\x1b[1;5",
    b"\xe2",
    b"\xf0\x9f",
];

fn started() -> Stage {
    let stage = Stage::new(&[]);
    stage.see(TITLE);
    stage
}

#[test]
fn ctrl_c_leaves_whatever_is_unfinished() {
    for unfinished in UNFINISHED {
        let mut stage = started();
        stage.bytes(unfinished);
        stage.keys(CTRL_C);
        assert_eq!(stage.end().exit_code(), 0, "{unfinished:?}");
        stage.assert_given_back();
    }
}

#[test]
fn keys_work_after_any_complete_input() {
    let whole: &[&[u8]] = &[
        b"\x1b[200~qqq \x1b[\x1b[201~",
        b"\x1b[MCqq",
        b"\x1b[M\x00\x00\x00",
        b"\x1b[M\xff\xff\xff",
        b"\x1b[32;9999;9999M",
        b"\x1b[[A",
        b"\x1b]lqqq\x1b\\",
        b"\x1b^qqq\x1b\\",
        b"\xff\xfe\x80",
    ];
    let mut stage = started();
    for bytes in whole {
        stage.bytes(bytes);
        stage.keys(RIGHT);
        stage.see(SECOND);
        stage.keys("p");
        stage.see(TITLE);
    }
}

#[test]
fn an_answer_in_pieces_is_no_key() {
    let mut stage = started();
    for piece in ["\x1b]11;rgb:ff", "ff/ffff", "/ffff\x1b", "\\", "\x1b[?62", ";22c", "\x1b_Gi=31;", "OK\x1b\\"] {
        stage.keys(piece);
    }
    stage.keys("g1");
    let screen = stage.see("Aller à 1");
    assert!(!screen.contains("Chercher"), "{screen}");
}

#[test]
fn every_mouse_protocol_works() {
    // A click on the left half of the bottom row does nothing; the wheel goes forward and back.
    for (down, up) in [("\x1b[<65;1;1M", "\x1b[<64;1;1M"), ("\x1b[97;1;1M", "\x1b[96;1;1M"), ("\x1b[Ma!!", "\x1b[M`!!")]
    {
        let mut stage = started();
        stage.keys(down);
        stage.see(SECOND);
        stage.keys(up);
        stage.see(TITLE);
    }
}

#[test]
fn keys_in_modes_left_on_by_other_programs_work() {
    let mut stage = started();
    stage.keys("?");
    stage.see("Touches");
    stage.keys("\x1b[27u");
    stage.see_no("Touches");
    stage.keys("\x1b[99;5u");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn escape_is_a_key_at_once_and_two_are_two() {
    let mut stage = started();
    stage.keys("?");
    stage.see("Touches");
    stage.keys("\x1b");
    stage.see_no("Touches");
    quit(stage);
}
