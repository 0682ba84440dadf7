//! The program in a terminal: what it shows, and what it leaves behind.

use crate::common::stage::{CTRL_C, CTRL_Z, ENTER, ESCAPE, LEAVE, RETURN, RIGHT, Signal, Stage};
use crate::common::stream::{Part, is_color, is_harmless, is_known, parts};
use crate::common::{Folder, deck};

/// The titles of the slides of the built-in deck that the tests use.
const TITLE: &str = "Sensibilisation Cloud Pi Native";
const SECOND: &str = "Combien de temps a pris votre dernière mise en ligne";
const DOCTRINE: &str = "Le cloud en une phrase";
const TWELFTH: &str = "La doctrine en cinq dates";
const CLOUD_NATIVE: &str = "Le cloud native\u{a0}: une façon de produire";
const GAINS: &str = "Trois gains, et ce qu’ils coûtent";

const ASK_QUIT: &str = "(l’horloge tourne)";
const ASK_NOTES: &str = "(la salle voit peut-être cet écran)";
const TOO_SMALL: &str = "Terminal trop petit (min. 20x6)";
const NOTES: &str = "Debout, sans lire";

/// A stage on the first slide.
fn started() -> Stage {
    let stage = Stage::new(&[]);
    stage.see(TITLE);
    stage
}

/// A stage on the second slide with a running clock.
fn running() -> Stage {
    let mut stage = started();
    stage.keys(RIGHT);
    stage.see(SECOND);
    stage
}

#[test]
fn two_keys_lead_to_a_section() {
    let mut stage = started();
    for (letter, title) in [("d", DOCTRINE), ("c", CLOUD_NATIVE), ("g", GAINS)] {
        stage.keys("s");
        stage.see("Et maintenant");
        stage.keys(letter);
        stage.see(title);
        stage.see_no("Et maintenant");
    }
}

#[test]
fn two_keys_typed_at_once_lead_to_a_section() {
    let mut stage = started();
    for (keys, title) in [("sd", DOCTRINE), ("sc", CLOUD_NATIVE), ("sg", GAINS)] {
        stage.keys(keys);
        stage.see(title);
    }
}

#[test]
fn caps_lock_changes_no_key() {
    let mut stage = started();
    for (keys, title) in [("SD", DOCTRINE), ("SC", CLOUD_NATIVE), ("SG", GAINS), ("Z", CLOUD_NATIVE), ("P", "17/38")] {
        stage.keys(keys);
        stage.see(title);
    }
}

#[test]
fn the_unshifted_top_row_of_azerty_gives_a_number() {
    let mut stage = started();
    stage.keys("g");
    stage.see("Aller à");
    stage.keys("&é");
    stage.see("Aller à 12");
    stage.keys(RETURN);
    stage.see(TWELFTH);
    stage.keys("s");
    stage.see("Et maintenant");
    stage.keys("é");
    stage.see(DOCTRINE);
    stage.keys("G&ÉZ");
    stage.see(DOCTRINE);
    stage.keys("G&É\r");
    stage.see(TWELFTH);
}

#[test]
fn a_bare_number_and_enter_lead_to_a_slide() {
    let mut stage = started();
    stage.keys("12");
    stage.see("Aller à 12");
    stage.keys(RETURN);
    stage.see(TWELFTH);
    stage.keys("999\r");
    stage.see("Il n’y a pas de diapositive 999.");
    stage.keys("ga1\r");
    stage.see("Glossaire de poche");
}

#[test]
fn escape_drops_a_number_half_typed() {
    let mut stage = started();
    stage.keys("12");
    stage.see("Aller à 12");
    stage.keys(ESCAPE);
    stage.see_no("Aller à");
    stage.keys("2\r");
    stage.see(SECOND);
}

#[test]
fn z_comes_back_from_each_jump() {
    let mut stage = started();
    for (keys, title) in [("sd", DOCTRINE), ("sg", GAINS), ("z", DOCTRINE), ("z", TITLE)] {
        stage.keys(keys);
        stage.see(title);
    }
    stage.keys("z");
    stage.see("Aucun saut sur lequel revenir.");
}

#[test]
fn quitting_needs_no_second_key_before_the_clock_runs() {
    for key in ["q", "Q", CTRL_C] {
        let mut stage = started();
        stage.keys(key);
        assert_eq!(stage.end().exit_code(), 0, "{key:?}");
        stage.assert_given_back();
        assert!(stage.raw().ends_with(LEAVE), "something is written after the terminal was given back");
    }
}

#[test]
fn quitting_asks_while_the_clock_runs() {
    for key in ["q", CTRL_C] {
        for confirmation in [key, RETURN] {
            let mut stage = running();
            stage.keys(key);
            stage.see(ASK_QUIT);
            stage.keys("n");
            let screen = stage.see_no(ASK_QUIT);
            assert!(screen.contains(SECOND) && screen.contains("2/38"), "the key that stays did more:\n{screen}");
            stage.keys(key);
            stage.see(ASK_QUIT);
            stage.keys(confirmation);
            assert_eq!(stage.end().exit_code(), 0, "{key:?} {confirmation:?}");
            stage.assert_given_back();
            assert!(stage.raw().ends_with(LEAVE), "something is written after the terminal was given back");
        }
    }
}

#[test]
fn a_wrong_request_leaves_the_terminal_alone() {
    for (arguments, words) in [
        (["--theme", "nuti"], "Did you mean \"nuit\"?"),
        (["--section", "doctrin"], "Did you mean \"doctrine\"?"),
        (["present", "none.toml"], "there is no file \"none.toml\""),
    ] {
        let mut stage = Stage::new(&arguments);
        assert_eq!(stage.end().exit_code(), 2, "{arguments:?}");
        let raw = stage.raw();
        assert!(raw.contains(words) && !raw.contains(ENTER), "{raw}");
        assert!(stage.is_cooked());
    }
}

#[test]
fn no_word_of_the_notes_shows_before_enter() {
    let mut stage = started();
    for other in ["v", "n", " ", ESCAPE, "q"] {
        stage.keys("v");
        let screen = stage.see(ASK_NOTES);
        assert!(screen.contains(TITLE), "{screen}");
        stage.keys(other);
        stage.see_no(ASK_NOTES);
        assert!(!stage.raw().contains("Debout"), "the room has seen the notes after {other:?}");
    }
    stage.keys("v");
    stage.see(ASK_NOTES);
    stage.keys(RETURN);
    stage.see(NOTES);
}

#[test]
fn notes_once_shown_are_hidden_and_shown_without_asking() {
    let mut stage = started();
    stage.keys("v\r");
    stage.see(NOTES);
    stage.keys("vvv");
    stage.see_no(NOTES);
    stage.keys("n");
    stage.see(SECOND);
    stage.keys("v");
    stage.see("Cherchez un changement");
}

/// Keys and the words they bring up, for all screens on which a signal may arrive.
const SCREENS: &[(&str, &str)] = &[
    (RIGHT, SECOND),
    ("s", "Et maintenant"),
    ("?", "Touches"),
    ("t", "0:00 / 30:00"),
    ("v", ASK_NOTES),
    ("v\r", NOTES),
    ("g1", "Aller à 1"),
    ("/nubo", "Chercher"),
    ("o", "aa  1"),
    ("4\rx", "Ce que vous saurez"),
];

/// The last sequence that the program wrote restores the terminal. Keys that it had not read yet may be echoed by the system after that.
fn assert_nothing_follows_the_end(stage: &Stage) {
    let raw = stage.raw();
    let after = raw.rsplit(LEAVE).next().unwrap_or_default();
    assert!(!after.contains(ESCAPE), "written after the terminal was given back: {after:?}");
}

fn assert_restored_after(signal: Signal) {
    for (keys, words) in SCREENS {
        let mut stage = started();
        stage.keys(keys);
        stage.see(words);
        assert!(!stage.is_cooked(), "the terminal is not taken");
        stage.signal(signal);
        let status = stage.end();
        assert_eq!((status.signal(), status.exit_code()), (None, 128 + signal.as_raw().unsigned_abs()), "{words}");
        stage.assert_given_back();
        assert_nothing_follows_the_end(&stage);
    }
}

#[test]
fn the_terminal_is_restored_after_sigterm() {
    assert_restored_after(Signal::TERM);
}

#[test]
fn the_terminal_is_restored_after_sighup() {
    assert_restored_after(Signal::HUP);
}

#[test]
fn the_terminal_is_restored_after_sigint() {
    assert_restored_after(Signal::INT);
}

#[test]
fn the_terminal_is_restored_after_sigquit() {
    assert_restored_after(Signal::QUIT);
}

#[test]
fn nothing_is_written_after_the_terminal_was_given_back() {
    for _ in 0..20 {
        let mut stage = started();
        stage.keys(&"np".repeat(50));
        stage.keys("/nubo");
        stage.signal(Signal::TERM);
        assert_eq!(stage.end().exit_code(), 143);
        assert_nothing_follows_the_end(&stage);
    }
}

#[test]
fn a_signal_ends_a_program_whose_output_nobody_reads() {
    let mut stage = Stage::of(80, 24, &[], &[("TERM", "screen-256color")]);
    stage.see(TITLE);
    stage.keys(RIGHT);
    stage.see(SECOND);
    stage.stop_reading();
    stage.signal(Signal::TERM);
    assert_eq!(stage.end_unread().exit_code(), 143);
    assert!(stage.is_cooked(), "the modes of the terminal are still {}", stage.modes_now());
}

#[test]
fn a_signal_during_the_first_picture_restores_the_terminal() {
    let mut stage = Stage::unread(&[]);
    stage.wait_for_bytes(ENTER);
    stage.signal(Signal::TERM);
    assert_eq!(stage.end_unread().exit_code(), 143);
    assert!(stage.is_cooked(), "the modes of the terminal are still {}", stage.modes_now());
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_until_it_calls_again() {
    let mut stage = Stage::shell(&["-i"]);
    stage.see("$ ");
    stage.keys("\"$PUPITRE\"\n");
    stage.see(TITLE);
    stage.keys(RIGHT);
    stage.see(SECOND);
    for _ in 0..2 {
        stage.keys(CTRL_Z);
        stage.wait("the shell", |screen| {
            screen.contents().contains("Stopped") && !screen.alternate_screen() && !screen.hide_cursor()
        });
        stage.keys("echo $((6 * 7))\n");
        stage.see("42");
        stage.keys("clear; fg\n");
        let back = stage.wait(SECOND, |screen| screen.alternate_screen() && screen.contents().contains(SECOND));
        assert!(back.contains("2/38"), "{back}");
        stage.keys("p");
        stage.see(TITLE);
        stage.keys("n");
        stage.see(SECOND);
    }
    stage.keys("qq");
    stage.wait("the prompt", |screen| !screen.alternate_screen() && screen.contents().trim_end().ends_with('$'));
    stage.keys("exit\n");
    assert_eq!(stage.end().exit_code(), 0);
    stage.assert_given_back();
}

#[test]
fn ctrl_z_does_not_freeze_a_show_that_no_shell_can_call_again() {
    let mut stage = started();
    stage.keys(CTRL_Z);
    for (key, words) in [(RIGHT, SECOND), ("p", TITLE), ("n", SECOND)] {
        stage.keys(key);
        stage.see(words);
    }
}

#[test]
fn a_show_stopped_from_outside_takes_the_terminal_again() {
    let mut stage = running();
    let raw = stage.modes_now();
    stage.signal(Signal::STOP);
    stage.make_sane();
    stage.signal(Signal::CONT);
    stage.wait_for_modes(&raw);
    stage.keys("p");
    stage.see(TITLE);
}

/// Sizes at which slides are shown, and sizes too small for them.
const SIZES: &[(u16, u16)] =
    &[(80, 24), (1, 1), (120, 40), (20, 6), (40, 12), (19, 5), (80, 24), (19, 24), (40, 12), (80, 5), (2, 1), (20, 6)];

/// Words that are readable on the first slide: on large screens its title is drawn in big letters, so the line below it is used.
fn title_at((width, _): (u16, u16)) -> &'static str {
    if width >= 100 { "La valeur, pour décider" } else { TITLE }
}

#[test]
fn every_size_shows_something_from_the_start() {
    for size in SIZES {
        let mut stage = Stage::of(size.0, size.1, &[], &[]);
        stage.see_at(*size, title_at(*size), TOO_SMALL);
        stage.keys("q");
        assert_eq!(stage.end().exit_code(), 0);
    }
}

#[test]
fn every_screen_bears_every_size() {
    for (keys, words) in
        [("", TITLE), ("s", "Sections"), ("?", "Touches"), ("t", "0:00"), ("v\r", "Notes"), ("g1", "Aller à 1")]
    {
        let mut stage = started();
        stage.keys(keys);
        for size in SIZES {
            stage.resize(size.0, size.1);
            stage.see_at(*size, if words == TITLE { title_at(*size) } else { words }, TOO_SMALL);
        }
        stage.signal(Signal::TERM);
        assert_eq!(stage.end().exit_code(), 143, "{words}");
    }
}

#[test]
fn every_slide_of_the_built_in_deck_shows_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (40, 12), (20, 6)] {
        let mut stage = Stage::of(width, height, &[], &[]);
        for slide in 1..=38 {
            // Digits alone count hands on a slide that asks.
            stage.keys(&format!("g{slide}\r"));
            let screen = stage.wait(&format!("slide {slide} at {width}x{height}"), |screen| {
                screen.rows(0, width).last().is_some_and(|row| row.trim_end().ends_with(&format!("{slide}/38")))
            });
            let shown = screen.lines().filter(|line| !line.trim().is_empty()).count();
            assert!(shown > 1, "slide {slide} is blank at {width}x{height}");
        }
    }
}

#[test]
fn the_first_key_after_a_new_size_is_taken_at_once() {
    let mut stage = started();
    for (size, key, words) in [((100, 30), RIGHT, "2/38"), ((40, 12), "p", "1/38"), ((80, 24), "n", "2/38")] {
        stage.resize(size.0, size.1);
        stage.see_at(size, "/38", TOO_SMALL);
        stage.keys(key);
        stage.see(words);
    }
}

#[test]
fn a_new_size_during_the_first_picture_is_not_lost() {
    let stage = Stage::unread(&[]);
    stage.wait_for_bytes(ENTER);
    stage.resize(40, 12);
    stage.read_on();
    stage.see_at((40, 12), TITLE, TOO_SMALL);
    stage.see("1/38");
}

#[test]
fn a_terminal_that_does_not_know_its_size_has_the_usual_one() {
    let mut stage = Stage::of(0, 0, &[], &[]);
    stage.see(TITLE);
    stage.keys(RIGHT);
    stage.see(SECOND);
    stage.resize(40, 12);
    stage.see_at((40, 12), "2/38", TOO_SMALL);
    stage.resize(0, 0);
    stage.see_at((80, 24), "2/38", TOO_SMALL);
    stage.keys("pp");
    stage.see(TITLE);
}

#[test]
fn the_program_ends_when_its_terminal_is_closed() {
    assert!(running().close().end().is_some(), "it still runs");
}

#[test]
fn the_program_ends_with_its_terminal_where_hang_ups_are_ignored() {
    let stage = Stage::shell(&["-c", "trap '' HUP; \"$PUPITRE\"; exit 0"]);
    stage.see(TITLE);
    assert!(stage.close().end().is_some(), "it still runs");
}

/// What a malicious deck might send to the terminal, as a TOML basic string.
const EVIL: &str = concat!(
    r"\u001b]0;owned\u0007 \u001b[31m \u001b]52;c;b3duZWQ=\u001b\\ \u001bc \u001bPq\u001b\\ \u009b31m \u009d0;x\u009c \u0090q ",
    r"\u202e \u2066 \u200f \u061c \u200b \u2028 \ufeff \U000e0041 \u0007 \b \u0000 \u000e \u007f \r"
);

#[test]
fn no_field_of_a_deck_gives_orders_to_the_terminal() {
    let folder = Folder::new();
    let text = std::fs::read_to_string(deck("hostile.toml")).expect("the deck of the test");
    let path = folder.write("hostile.toml", text.replace("EVIL", EVIL));
    let mut stage = Stage::of(100, 40, &[&path], &[]);
    stage.see("Slide 1 ");
    for (keys, words) in [("s", "Appendix"), ("?", "Keys"), ("t", "0:00")] {
        stage.keys(keys);
        stage.see(words);
        stage.keys(ESCAPE);
        stage.see_no(words);
    }
    stage.keys("v\r");
    stage.see("Notes ␛");
    for (keys, words) in
        [("2\r", "Entities"), ("3\r", "Plain code"), ("4\r", "Words"), ("5\r", "Fenced"), ("ga1\r", "End")]
    {
        stage.keys(keys);
        stage.see(words);
    }
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
    let raw = stage.raw();
    let (shown, after) = raw.split_at(raw.rfind(LEAVE).expect("the leave sequence") + LEAVE.len());
    let bad: Vec<Part> = parts(shown).into_iter().filter(|part| !is_known(*part)).collect();
    assert_eq!(bad, [], "in the show");
    assert!(after.contains("unknown-key"), "the findings are not printed:\n{after}");
    let styled = |part: &Part| matches!(part, Part::Control { letter: 'm', .. } | Part::Char('\r' | '\n'));
    let bad: Vec<Part> = parts(after).into_iter().filter(|part| !is_known(*part) && !styled(part)).collect();
    assert_eq!(bad, [], "in the findings");
}

#[test]
fn no_color_is_written_if_unwanted() {
    for (value, colored) in [("1", false), ("", true)] {
        let mut stage = Stage::of(80, 24, &[], &[("NO_COLOR", value), ("COLORTERM", "truecolor")]);
        stage.see(TITLE);
        for (keys, words) in [("sd", DOCTRINE), ("v\r", "Notes"), ("s", "Et maintenant")] {
            stage.keys(keys);
            stage.see(words);
        }
        stage.keys("g");
        stage.see(GAINS);
        stage.keys("qq");
        stage.end();
        let raw = stage.raw();
        assert_eq!(parts(&raw).into_iter().any(is_color), colored, "NO_COLOR={value:?}");
    }
}

#[test]
fn a_dumb_terminal_gets_text_and_no_sequence() {
    for (arguments, words) in [
        (&["outline"][..], "30 min 00 s"),
        (&["themes"], "contraste"),
        (&["keys"], "Shift-Tab"),
        (&["--help"], "--theme"),
        (&["--thme"], "--theme"),
    ] {
        let mut stage = Stage::of(80, 24, arguments, &[("TERM", "dumb")]);
        stage.end();
        let raw = stage.raw();
        assert!(raw.contains(words), "{arguments:?}:\n{raw}");
        assert!(raw.chars().all(|char| is_harmless(char) || matches!(char, '\r' | '\n')), "{arguments:?}: {raw:?}");
    }
}

#[test]
fn a_deck_with_mistakes_is_shown_and_the_bottom_row_counts_them() {
    let mut stage = Stage::new(&[&deck("ten-mistakes.toml")]);
    stage.see("What still shows");
    stage.see("⚠ 11 mistakes");
    stage.keys("n");
    stage.see("The second slide");
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
    stage.assert_given_back();
    assert!(stage.raw().contains("ten-mistakes.toml: 11 mistakes"), "the findings are not printed");
}
