//! Text twice as large: a page of half the columns and rows, on terminals that report such text.

use crate::common::large::{Magnified, Size};
use crate::common::stage::{CTRL_Z, ESCAPE, RIGHT, Signal, Stage};
use crate::common::{Folder, deck};

/// A terminal size at which large text is chosen automatically and the built-in decks fit, and the size of the page there.
const LARGE: (u16, u16) = (160, 48);
const PAGE: (u16, u16) = (80, 24);

/// The queries for scaled text and for lines of double width.
const QUESTIONS: [&str; 2] = ["\x1b]66;s=2; \x1b\\\x1b[6n", "\x1b#6"];

/// The answers of terminals: kitty, xterm, one that supports neither, Contour.
const SCALES: &str = "\x1b[2;3R\x1b[4;85R\x1b[0n";
const DOUBLES: &str = "\x1b[2;1R\x1b[4;80R\x1b[0n";
const NEITHER: &str = "\x1b[2;1R\x1b[4;85R\x1b[0n";
const BOTH: &str = "\x1b[2;3R\x1b[4;80R\x1b[0n";

/// A deck of two short slides in French, to which more can be added.
fn short(folder: &Folder, more: &str) -> String {
    let slide = |title: &str| format!("[[section.slide]]\ntitle = \"{title}\"\nbody = \"- un\\n- deux\"\n");
    let text = format!(
        "format = 1\ntitle = \"Essai\"\nlang = \"fr\"\n[[section]]\ntitle = \"Partie\"\n{}{}{more}",
        slide("Première"),
        slide("Seconde")
    );
    folder.write("deck.toml", text)
}

const HIGH: &str = "[[section.slide]]\ntitle = \"Haute\"\nbody = '''\n- a\n- b\n- c\n- d\n- e\n- f\n- g\n- h\n- i\n- j\n- k\n- l\n- m\n\
    - n\n- o\n- p\n- q\n- r\n- s\n- t\n- u\n'''\n";

/// The program in a large terminal that gives this answer.
fn answered(arguments: &[&str], answer: &str) -> Stage {
    let mut stage = Stage::of(LARGE.0, LARGE.1, arguments, &[]);
    stage.wait_for_bytes("\x1b[6n\x1b#5");
    stage.keys(answer);
    stage
}

fn magnified(raw: &str) -> Magnified {
    Magnified::of(raw, LARGE.0.into(), LARGE.1.into())
}

/// Waits until these words show at a text size; returns everything shown.
fn see(stage: &Stage, size: Size, words: &str) -> String {
    stage.wait_for_written(&format!("{size:?}: {words}"), |raw| {
        let (seen, text) = magnified(raw).seen();
        (seen == size && text.contains(words)).then_some(text)
    })
}

#[test]
fn a_page_in_large_letters_is_that_of_a_terminal_of_half_the_columns_and_rows() {
    for arguments in [&[&deck("../../decks/tour.toml") as &str, "--lang=en"][..], &["replay", "tour"]] {
        let usual = Stage::of(PAGE.0, PAGE.1, arguments, &[]);
        let title = usual.see("Pupitre");
        for (answer, size) in [(SCALES, Size::Scaled), (DOUBLES, Size::Doubled), (BOTH, Size::Scaled)] {
            let stage = answered(arguments, answer);
            let first = title.lines().find(|line| line.contains("Pupitre")).unwrap().trim();
            let shown = see(&stage, size, first);
            let rows = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
            assert_eq!(rows(&shown), rows(usual.screen().trim_end()), "{size:?}");
        }
    }
}

#[test]
fn only_a_positive_answer_in_time_enlarges_the_text() {
    let folder = Folder::new();
    let deck = short(&folder, "");
    // No large text; an answer from another row; an answer after the last one; keys typed.
    for answer in [NEITHER, "\x1b[1;3R\x1b[1;80R\x1b[0n", "\x1b[0n\x1b[2;3R\x1b[4;80R", "\x1b[0n"] {
        let mut stage = answered(&[&deck], answer);
        stage.keys(RIGHT);
        let shown = see(&stage, Size::Usual, "Seconde");
        assert_eq!(shown.lines().count(), usize::from(LARGE.1), "{answer:?}");
    }
}

#[test]
fn no_query_is_sent_in_a_multiplexer_on_a_small_screen_or_if_unwanted() {
    let folder = Folder::new();
    let deck = short(&folder, "");
    let tmux = [("TMUX", "/tmp/tmux,1,0"), ("TERM", "xterm-256color")];
    let screen = [("TERM", "screen-256color")];
    for (width, height, flag, environment) in [
        (160, 44, "--large", &tmux[..]),
        (160, 44, "--large", &screen),
        (159, 44, "--no-mouse", &[]),
        (160, 43, "--no-mouse", &[]),
        (160, 44, "--large=never", &[]),
    ] {
        let stage = Stage::of(width, height, &[&deck, flag], environment);
        stage.see("Première");
        let raw = stage.raw();
        assert!(QUESTIONS.iter().all(|question| !raw.contains(question)), "{width}x{height} {flag}: {raw:?}");
        let told = raw.contains("tmux et screen");
        assert_eq!(told, flag == "--large", "{raw:?}");
    }
}

#[test]
fn all_is_asked_at_once_and_the_first_page_is_large_already() {
    let folder = Folder::new();
    let stage = answered(&[&short(&folder, "")], DOUBLES);
    see(&stage, Size::Doubled, "Première");
    let raw = stage.raw();
    assert!(raw.starts_with("\x1b]11;?\x1b\\\x1b[?1049h"), "{raw:?}");
    assert_eq!((raw.matches("\x1b[?1049h").count(), raw.matches("\x1b[5n").count()), (1, 1), "{raw:?}");
    assert_eq!(QUESTIONS.map(|question| raw.matches(question).count()), [1, 1], "{raw:?}");
}

#[test]
fn leaving_restores_all_rows() {
    let folder = Folder::new();
    let deck = short(&folder, "");
    for answer in [SCALES, DOUBLES] {
        let mut stage = answered(&[&deck], answer);
        see(&stage, if answer == SCALES { Size::Scaled } else { Size::Doubled }, "Première");
        stage.keys("q");
        assert_eq!(stage.end().exit_code(), 0);
        stage.assert_given_back();
        assert!(magnified(&stage.raw()).is_given_back());
    }
    for signal in [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT, Signal::USR1, Signal::SEGV, Signal::ABORT] {
        let mut stage = answered(&[&deck], DOUBLES);
        see(&stage, Size::Doubled, "Première");
        stage.signal(signal);
        stage.end();
        assert!(magnified(&stage.raw()).is_given_back(), "{signal:?}");
    }
}

#[test]
fn ctrl_z_takes_all_rows_back_and_the_show_goes_on_in_large_letters() {
    let folder = Folder::new();
    let mut stage = Stage::shell_with(&["-i"], &[("DECK", &short(&folder, ""))]);
    stage.see("$ ");
    stage.keys("\"$PUPITRE\" --large \"$DECK\"\n");
    stage.wait_for_bytes("\x1b[6n\x1b#5");
    stage.keys("\x1b[2;1R\x1b[4;40R\x1b[0n");
    let see = |stage: &Stage, words: &str| {
        stage.wait_for_written(words, |raw| {
            let (size, text) = Magnified::of(raw, 80, 24).seen();
            (size == Size::Doubled && text.contains(words)).then_some(())
        });
    };
    see(&stage, "Première");
    stage.keys(CTRL_Z);
    stage.wait("the shell", |screen| screen.contents().contains("Stopped") && !screen.alternate_screen());
    assert!(Magnified::of(&stage.raw(), 80, 24).is_given_back());
    stage.keys("clear; fg\n");
    stage.wait("the show", vt100::Screen::alternate_screen);
    see(&stage, "Première");
    stage.keys(RIGHT);
    see(&stage, "Seconde");
    stage.keys("qq");
    stage.wait("the prompt", |screen| !screen.alternate_screen() && screen.contents().trim_end().ends_with('$'));
    assert!(Magnified::of(&stage.raw(), 80, 24).is_given_back());
    stage.keys("exit\n");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn letters_follow_the_size_of_the_terminal() {
    let folder = Folder::new();
    let stage = answered(&[&short(&folder, "")], DOUBLES);
    see(&stage, Size::Doubled, "Première");
    for ((width, height), size) in
        [((159, 44), Size::Usual), ((161, 45), Size::Doubled), ((160, 30), Size::Usual), ((240, 60), Size::Doubled)]
    {
        let before = stage.raw().len();
        stage.resize(width, height);
        // The resize clears the terminal: the page is written again.
        let shown = stage.wait_for_written("the page", |raw| {
            let new = raw[before..].rfind("\x1b[2J").map(|_| &raw[before..])?;
            let screen = Magnified::of(&format!("\x1b[?1049h{new}"), width.into(), height.into());
            let (seen, text) = screen.seen();
            (seen == size && text.contains("Première")).then_some(text)
        });
        let rows = if size == Size::Usual { height } else { height / 2 };
        assert_eq!(shown.lines().count(), usize::from(rows), "{width}x{height}:\n{shown}");
    }
    assert_eq!(stage.raw().matches(QUESTIONS[0]).count(), 1, "it is asked once");
}

#[test]
fn a_terminal_that_becomes_large_is_asked_then() {
    let folder = Folder::new();
    let mut stage = Stage::of(100, 30, &[&short(&folder, "")], &[]);
    stage.see("Première");
    assert!(!stage.raw().contains(QUESTIONS[0]));
    stage.resize(LARGE.0, LARGE.1);
    stage.wait_for_bytes("\x1b[6n\x1b#5");
    stage.keys(DOUBLES);
    see(&stage, Size::Doubled, "Première");
}

#[test]
fn a_click_on_large_letters_chooses_what_stands_there() {
    let folder = Folder::new();
    let quiz = "[[section.slide]]\ntitle = \"Question\"\n[[section.slide.block]]\nkind = \"quiz\"\nid = \"q\"\n\
        question = \"Combien ?\"\nchoices = [\"zéro\", \"un seul\", \"deux\"]\nanswer = [2]\n";
    let deck = short(&folder, quiz);
    for (answer, size) in [(SCALES, Size::Scaled), (DOUBLES, Size::Doubled)] {
        let mut stage = answered(&["replay", &deck], answer);
        see(&stage, size, "Essai");
        stage.keys("\x1b[C\x1b[C\x1b[C");
        let shown = see(&stage, size, "un seul");
        let row = shown.lines().position(|line| line.contains("un seul")).unwrap();
        let column = shown.lines().nth(row).unwrap().split("un seul").next().unwrap().chars().count();
        // The lower right quarter of a character.
        stage.keys(&format!("\x1b[<0;{};{}M", 2 * (column + 1) + 2, 2 * row + 2));
        see(&stage, size, "Juste");
    }
}

#[test]
fn if_a_slide_does_not_fit_the_text_keeps_its_size_and_the_reason_is_told_on_request() {
    let folder = Folder::new();
    let deck = short(&folder, HIGH);
    let stage = answered(&[&deck], DOUBLES);
    see(&stage, Size::Usual, "Première");
    let stage = answered(&[&deck, "--large"], DOUBLES);
    see(&stage, Size::Usual, "Avec des lettres plus grandes, la diapositive 3 ne tient pas.");
    let stage = answered(&[&deck, "--large", "--lang=en"], NEITHER);
    see(&stage, Size::Usual, "This terminal does not say that it has larger letters.");
}

#[test]
fn signs_of_two_cells_are_never_written_on_rows_of_double_height() {
    let folder = Folder::new();
    let wide = short(&folder, "[[section.slide]]\ntitle = \"日本\"\nbody = \"Un mot\"\n");
    let stage = answered(&[&wide, "--large"], DOUBLES);
    see(&stage, Size::Usual, "excluent les signes sur deux colonnes (diapositive 3)");
    let mut stage = answered(&[&wide], SCALES);
    see(&stage, Size::Scaled, "Première");
    stage.keys("g3\r");
    see(&stage, Size::Scaled, "日本");
    // The user may type anything meanwhile.
    let mut stage = answered(&[&short(&folder, "")], DOUBLES);
    see(&stage, Size::Doubled, "Première");
    stage.keys("/日本x");
    see(&stage, Size::Doubled, "????x");
    stage.keys(ESCAPE);
}

#[test]
fn a_key_makes_letters_larger_and_smaller() {
    let folder = Folder::new();
    let mut stage = answered(&[&short(&folder, "")], DOUBLES);
    see(&stage, Size::Doubled, "Première");
    stage.keys("a");
    see(&stage, Size::Usual, "Première");
    stage.keys("a");
    see(&stage, Size::Doubled, "Première");
    // If the terminal was not asked at the start, it is asked then.
    let mut stage = Stage::of(100, 30, &["replay", &short(&folder, "")], &[]);
    stage.see("Essai");
    stage.keys("a");
    stage.wait_for_bytes("\x1b[6n\x1b#5");
    stage.keys("\x1b[2;1R\x1b[4;50R\x1b[0n");
    stage.wait_for_written("large letters", |raw| {
        let (size, text) = Magnified::of(raw, 100, 30).seen();
        (size == Size::Doubled && text.contains("Essai")).then_some(())
    });
}

#[test]
fn double_lines_in_the_settings_are_used_without_a_query() {
    let folder = Folder::new();
    let stage = Stage::of(LARGE.0, LARGE.1, &[&short(&folder, ""), "--large=lines"], &[]);
    see(&stage, Size::Doubled, "Première");
    assert!(QUESTIONS.iter().all(|question| !stage.raw().contains(question)));
}

#[test]
fn a_deck_that_grows_too_large_returns_to_normal_text() {
    let folder = Folder::new();
    let stage = answered(&[&short(&folder, "")], DOUBLES);
    see(&stage, Size::Doubled, "Première");
    short(&folder, HIGH);
    see(&stage, Size::Usual, "Première");
    short(&folder, "");
    see(&stage, Size::Doubled, "Première");
}

#[test]
fn without_large_text_the_start_row_of_a_large_screen_says_how_to_enlarge_the_font() {
    let folder = Folder::new();
    let deck = short(&folder, "");
    let french = "+ jusqu’à 100 colonnes environ";
    see(&answered(&[&deck], NEITHER), Size::Usual, french);
    see(&answered(&[&deck, "--lang=en"], NEITHER), Size::Usual, "+ until about 100 columns: larger letters");
    for (width, flag) in [(120, "--no-mouse"), (160, "--large=never")] {
        let stage = Stage::of(width, 44, &[&deck, flag], &[]);
        assert!(!stage.see("commencer").contains(french), "{width} {flag}");
    }
    assert!(!see(&answered(&[&deck], DOUBLES), Size::Doubled, "commencer").contains(french));
}
