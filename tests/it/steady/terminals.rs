//! Terminals that report little about themselves, late, or nothing.

use super::deck;
use crate::common::Folder;
use crate::common::stage::{RETURN, Stage, press, quit};

#[test]
fn true_color_is_known_by_the_name_of_the_terminal_and_by_terminfo() {
    let folder = Folder::new();
    let deck = deck(&folder);
    let home = folder.path().to_str().expect("UTF-8");
    for (term, is_true) in [
        ("xterm-kitty", true),
        ("xterm-ghostty", true),
        ("foot", true),
        ("foot-direct", true),
        ("alacritty", true),
        ("wezterm", true),
        ("xterm-direct", true),
        ("mine-rgb", true),
        ("mine-tc", true),
        ("mine", false),
        ("xterm-256color", false),
    ] {
        describe(&folder, term);
        let stage = Stage::of(80, 24, &["--theme", "nuit", &deck], &[("TERM", term), ("TERMINFO", home)]);
        stage.see("1/5");
        assert_eq!(stage.raw().contains("38;2;"), is_true, "{term}");
        quit(stage);
    }
}

/// Describes a terminal of this name in terminfo (term(5)): without standard capabilities, and with the extended one, `RGB` or `Tc`, that the end
/// of its name stands for.
fn describe(folder: &Folder, term: &str) {
    let cap = term.strip_prefix("mine-").map(|cap| if cap == "tc" { "Tc" } else { "RGB" });
    let Some(name) = term.starts_with("mine").then(|| format!("{term}\0")) else { return };
    let numbers = |numbers: &[usize]| numbers.iter().flat_map(|it| [*it as u8, 0]).collect::<Vec<u8>>();
    let mut file = numbers(&[0o432 & 0xff, name.len(), 0, 0, 0, 0]);
    file[1] = 1;
    file.extend_from_slice(name.as_bytes());
    file.resize(file.len().next_multiple_of(2), 0);
    if let Some(cap) = cap {
        file.extend(numbers(&[1, 0, 0, 1, cap.len() + 1]));
        // The value of the capability, padded to an even length; the offset of its name; its name.
        file.extend([1, 0, 0, 0]);
        file.extend_from_slice(cap.as_bytes());
        file.push(0);
    }
    std::fs::create_dir_all(folder.path().join("m")).expect("a folder for the test");
    folder.write(&format!("m/{term}"), file);
}

/// A shell over a connection, in which a show was quit before the terminal has answered it: the show waits for that, on the shell's own screen.
fn left_unanswered(folder: &Folder) -> Stage {
    let script = format!("\"$PUPITRE\" '{}'; echo back in the shell; cat -v", deck(folder));
    let environment = [("COLORTERM", "truecolor"), ("SSH_TTY", "/dev/pts/9")];
    let mut stage = Stage::shell_with(&["-c", &script], &environment);
    stage.see("1/5");
    stage.wait_for_bytes("\x1b]11;?\x1b\\\x1b[5n");
    stage.keys("q");
    stage.wait_for_bytes("\x1b[?1049l");
    stage
}

#[test]
fn answers_that_come_late_neither_reach_the_shell_nor_act_as_keys() {
    let folder = Folder::new();
    let mut stage = left_unanswered(&folder);
    for piece in ["\x1b", "]11;rgb:ffff/ff", "ff/ffff\x1b", "\\\x1b[0", "n"] {
        stage.keys_taken(piece);
    }
    stage.see("back in the shell");
    stage.keys("after\n");
    let screen = stage.see("after");
    assert!(!screen.contains("rgb") && !screen.contains('^') && !screen.contains("0n"), "{screen}");
}

#[test]
fn answers_that_come_one_by_one_after_the_end_do_not_reach_the_shell() {
    let folder = Folder::new();
    let mut stage = left_unanswered(&folder);
    // The first is complete, and the next one is written once it was read.
    for answer in ["\x1b]11;rgb:ffff/ffff/ffff\x1b\\", "\x1b[0"] {
        stage.keys_taken(answer);
    }
    assert!(!stage.screen().contains("back in the shell"), "it waits for the last answer");
    stage.keys_taken("n");
    stage.see("back in the shell");
    stage.keys("after\n");
    let screen = stage.see("after");
    assert!(screen.lines().any(|row| row.trim_end() == "after"), "{screen}");
}

#[test]
fn accessible_in_the_environment_is_plain() {
    let folder = Folder::new();
    let deck = deck(&folder);
    for (command, said) in [("present", "Slide 1 of 5"), ("replay", "Steady")] {
        let stage = Stage::of(80, 24, &[command, &deck], &[("ACCESSIBLE", "1")]);
        stage.see(said);
        assert!(!stage.raw().contains("\x1b["), "{command}: {:?}", stage.raw());
        let stage = Stage::of(80, 24, &[command, &deck], &[("ACCESSIBLE", "0")]);
        stage.wait_for_bytes("\x1b[?1049h");
    }
}

#[test]
fn a_qr_code_reads_on_a_light_and_on_a_dark_terminal_without_colors() {
    let folder = Folder::new();
    let mut stage = Stage::of(80, 40, &[&deck(&folder)], &[("NO_COLOR", "1")]);
    stage.see("1/5");
    press(&mut stage, &[("g3", "3"), (RETURN, "3/5")]);
    for light in [true, false] {
        assert_eq!(scan(&stage, light).as_deref(), Some("https://example.org"), "light: {light}");
    }
}

/// What a camera reads from a terminal with a light or dark background.
fn scan(stage: &Stage, light: bool) -> Option<String> {
    let screen = stage.emulated();
    let (rows, columns) = screen.size();
    let luma = |color: vt100::Color, usual: bool| match color {
        vt100::Color::Default => usual,
        vt100::Color::Idx(index) => index == 7 || index == 15,
        vt100::Color::Rgb(red, ..) => red > 127,
    };
    let pixel = |x: usize, y: usize| {
        let cell = screen.cell(u16::try_from(y / 2).ok()?, u16::try_from(x).ok()?)?;
        let (mut ink, mut ground) = (luma(cell.fgcolor(), !light), luma(cell.bgcolor(), light));
        if cell.inverse() {
            std::mem::swap(&mut ink, &mut ground);
        }
        Some(match (cell.contents(), y % 2) {
            ("█", _) | ("▀", 0) | ("▄", 1) => ink,
            _ => ground,
        })
    };
    let bright = |x: usize, y: usize| if pixel(x / 4, y / 4).unwrap_or(light) { 255 } else { 0 };
    let (width, height) = (usize::from(columns.get()) * 4, usize::from(rows.get()) * 8);
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, bright);
    image.detect_grids().first()?.decode().ok().map(|(_, link)| link)
}

#[test]
fn a_link_that_wraps_is_one_link() {
    let folder = Folder::new();
    let mut stage = Stage::new(&[&deck(&folder)]);
    stage.see("1/5");
    // After reloading, every cell is written, and the link is closed and opened again at each end of a row.
    press(&mut stage, &[("g4", "4"), (RETURN, "4/5"), ("r", "Reloaded.")]);
    let raw = stage.raw();
    let begun: Vec<&str> =
        raw.split("\x1b]8;").skip(1).filter_map(|rest| rest.split_once("\x1b\\")).map(|it| it.0).collect();
    let opened: Vec<&&str> = begun.iter().filter(|link| link.contains("https://example.org/long")).collect();
    assert!(opened.len() >= 2 && opened.iter().all(|link| *link == opened[0]), "{opened:?}");
    assert!(opened[0].starts_with("id=") && !opened[0].starts_with("id=;"), "{opened:?}");
}
