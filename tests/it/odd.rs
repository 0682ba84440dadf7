//! Unusual terminals: impossible sizes, impossible answers, few characters.

use crate::common::Folder;
use crate::common::stage::{RIGHT, Stage, quit};
use pupitre::picture::Pixels;

const TITLE: &str = "Sensibilisation Cloud Pi Native";

#[test]
fn a_terminal_of_any_size_is_drawn_on() {
    for (width, height) in [(1, 1), (1, 65535), (65535, 1), (65535, 65535), (0, 65535), (200, 65535), (65535, 24)] {
        let mut stage = Stage::of(width, height, &[], &[("COLUMNS", "65535"), ("LINES", "65535")]);
        stage.wait("a page", |screen| !screen.contents().trim().is_empty());
        stage.keys("n");
        stage.resize(80, 24);
        stage.see("2/38");
        stage.resize(width, height);
        stage.keys("qq");
        assert_eq!(stage.end().exit_code(), 0, "{width}x{height}");
        stage.assert_given_back();
    }
}

/// The peak memory of a program, in bytes.
#[cfg(target_os = "linux")]
fn peak(pid: i32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("the program runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux tells it");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") << 10
}

/// The answers of a terminal that draws pictures and has cells of this size.
#[cfg(target_os = "linux")]
#[test]
fn no_answer_of_a_terminal_uses_much_memory() {
    // Pseudo-random, so that it takes as many bytes as a picture can.
    let byte = |at: u32| if at % 4 == 3 { 255 } else { (at.wrapping_mul(0x9e37_79b9) >> 13) as u8 };
    let bytes = (0..800 * 400 * 4).map(byte).collect();
    let picture = Pixels { width: 800, height: 400, channels: 4, bytes }.to_png().expect("a picture");
    let ways = [("\x1b_Gi=31;OK\x1b\\", "\x1b_Ga=p,"), ("\x1bP>|iTerm2 3.5\x1b\\", "\x1b]1337;"), ("\x1b[?62;4c", "")];
    for ((way, drawn), size) in ways.into_iter().flat_map(|way| [(way, (80, 24)), (way, (65535, 65535))]) {
        for cell in [(256, 256), (65535, 65535)] {
            let folder = Folder::new();
            let deck = crate::pictures::deck(&folder, &picture);
            let mut stage = Stage::of(size.0, size.1, &[&deck], &[("COLORTERM", "truecolor")]);
            stage.wait_for_bytes("\x1b_Gi=31,");
            stage.keys(&format!("{way}\x1b[6;{};{}t", cell.0, cell.1));
            if size == (80, 24) && cell.0 > 256 && !drawn.is_empty() {
                stage.wait_for_bytes(drawn);
            }
            stage.keys(RIGHT);
            stage.see("Sans image");
            let peak = peak(stage.pid());
            assert!(peak < 110 << 20, "{size:?} {way:?} {cell:?}: {} MiB", peak >> 20);
        }
    }
}

#[test]
fn a_locale_of_another_character_set_is_written_ascii_of_the_same_width() {
    let mut stage = Stage::of(80, 24, &[], &[("LC_ALL", "fr_FR.ISO-8859-1")]);
    stage.see(TITLE);
    stage.keys(RIGHT);
    stage.see("Combien de temps a pris votre derniere mise en ligne");
    for (keys, words) in [("s", "Sections"), ("?", "Touches"), ("/nubo", "Chercher"), ("t", "0:0")] {
        stage.keys(keys);
        stage.see(words);
        stage.keys("\x1b");
        stage.see_no(words);
    }
    assert!(stage.raw().is_ascii(), "{:?}", stage.raw().chars().find(|char| !char.is_ascii()));
    stage.keys("qq");
    stage.end();
    stage.assert_given_back();
}

#[test]
fn lines_on_such_a_terminal_are_ascii_too() {
    let mut stage = Stage::of(80, 24, &["--plain"], &[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")]);
    stage.see(TITLE);
    stage.keys(RIGHT);
    stage.see("derniere mise en ligne");
    assert!(stage.raw().is_ascii(), "{}", stage.raw());
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn a_locale_without_a_character_set_keeps_all_signs() {
    let stage = Stage::of(80, 24, &[], &[("LC_ALL", ""), ("LANG", "fr_FR")]);
    let screen = stage.see(TITLE);
    assert!(!screen.is_ascii(), "{screen}");
    quit(stage);
}
