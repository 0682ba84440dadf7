//! `pupitre replay`: a recording on the screen, line by line, and as a transcript.

use std::fs;
use std::time::Instant;

use crate::common::checking::{Ran, feed, run};
use crate::common::stage::{RIGHT, Stage, screen_size};
use crate::common::{Folder, pupitre};
use expect_test::expect;
use pupitre::deck;
use pupitre::plan::Plan;
use pupitre::record::{Header, Summary};
use pupitre::source::Source;

const DECK: &str = "format = 1
title = 'Played'
lang = 'en'
[[section]]
title = 'First'
[[section.slide]]
title = 'One'
body = 'mmmmm'
[[section.slide]]
title = 'Two'
reveal = 'items'
body = \"\"\"
- uuuuu
- vvvvv
\"\"\"
[[section]]
title = 'Second'
[[section.slide]]
title = 'Three'
body = 'wwwww'
";

/// A show of the deck above: 8 seconds.
const LINES: &str = r#"{"t":2,"event":{"moved":{"slide":1,"step":0}}}
{"t":4,"event":{"moved":{"slide":1,"step":1}}}
{"t":5,"event":"paused"}
{"t":6,"event":"resumed"}
{"t":6,"event":{"moved":{"slide":2,"step":0}}}
{"t":8,"ended":null}
"#;

/// A folder with a recording and perhaps its deck; returns the recording's full path.
fn recording(deck: Option<&str>) -> (Folder, String) {
    let folder = Folder::new();
    let (read, _) = deck::read(&Source::new("played.toml", DECK));
    let header = Header::new(1_700_000_000, "2023-11-14 22:13".to_owned(), Summary::of(&read, &Plan::of(&read)));
    let path = folder.write("show.jsonl", header.line() + LINES);
    deck.iter().for_each(|deck| drop(folder.write("played.toml", deck)));
    (folder, path)
}

#[test]
fn a_show_is_played_in_its_order_at_eight_times_its_pace() {
    let (_folder, path) = recording(Some(DECK));
    let began = Instant::now();
    let mut stage = Stage::new(&["replay", &path, "--speed", "8"]);
    let screen = stage.see("‖ 0:08 / 0:08  8×");
    assert!(began.elapsed().as_millis() >= 1000, "it is not faster than that");
    assert!(screen.contains("wwwww") && screen.contains("End of the recording."), "{screen}");
    let shown: Vec<_> = ["mmmmm", "uuuuu", "vvvvv", "wwwww"].map(|it| stage.raw().find(it)).into();
    assert!(shown.iter().all(Option::is_some) && shown.is_sorted(), "{shown:?}");
    stage.keys("s");
    stage.see("2 Second");
    stage.keys("1");
    stage.see("mmmmm");
    stage.keys("q");
    assert_eq!(stage.end().exit_code(), 0);
    stage.assert_given_back();
}

/// The screens of a cast by second: the last one of each second.
fn screens(cast: &str) -> Vec<(f64, String)> {
    let (rows, columns) = screen_size(80, 24);
    let mut parser = vt100::Parser::new(rows, columns, 0);
    let lines = cast.lines().skip(1).map(|line| {
        let (at, kind, bytes): (f64, String, String) = serde_json::from_str(line).expect("a line of a cast");
        assert_eq!(kind, "o");
        parser.process(bytes.as_bytes());
        (at, parser.screen().contents())
    });
    lines.collect()
}

#[test]
fn a_recorded_show_becomes_a_cast_that_shows_each_slide_at_its_time() {
    let (folder, path) = recording(Some(DECK));
    let file = folder.name("show.cast");
    let export = |arguments: &[&str]| run(&[&["export", &path, "--to", "cast"], arguments].concat());
    let printed = export(&[]);
    assert_eq!((printed.code, printed.err.as_str()), (Some(0), ""));
    let header: serde_json::Value = serde_json::from_str(printed.out.lines().next().unwrap()).unwrap();
    assert_eq!(header["version"], 2);
    assert_eq!((&header["width"], &header["height"], &header["title"]), (&80.into(), &24.into(), &"Played".into()));
    let screens = screens(&printed.out);
    assert!(screens.is_sorted_by_key(|(at, _)| *at));
    let first = |words: &str| screens.iter().find(|(_, screen)| screen.contains(words)).expect("it is shown").0;
    assert_eq!([first("mmmmm"), first("uuuuu"), first("vvvvv"), first("wwwww")], [0.0, 2.0, 4.0, 6.0]);
    let (end, last) = screens.last().unwrap();
    assert!(*end <= 8.0 && last.contains("wwwww"), "{end}: {last}");
    // Exporting the same show again gives the same cast and may overwrite it.
    for _ in 0..2 {
        assert_eq!(export(&["-o", &file]).code, Some(0));
        assert_eq!(fs::read_to_string(folder.name("show.cast")).unwrap(), printed.out);
    }
    assert!(fs::read_to_string(folder.name("show.jsonl")).unwrap().ends_with(LINES));
}

#[test]
fn problems_with_a_cast_are_reported() {
    let (folder, path) = recording(Some(DECK));
    let refused = |arguments: &[&str], words: &str| {
        let ran = run(&[&["export", "--to", "cast"], arguments].concat());
        assert!(ran.code != Some(0) && ran.out.is_empty() && ran.err.contains(words), "{}", ran.err);
    };
    refused(&[], "Name its recording");
    refused(&["tour"], "Name its recording");
    refused(&[&folder.name("played.toml")], "played.toml");
    refused(&[&path, "--slide", "2"], "Omit `--slide`");
    refused(&[&path, "--for", "5min"], "`--for`");
    refused(&[&path, "-o", &path], "show.jsonl");
    refused(&[&path, "--force", "-o", &path], "show.jsonl");
    let other = folder.write("other.cast", "somebody else's");
    refused(&[&path, "-o", &other], "--force");
    assert_eq!(fs::read_to_string(folder.name("other.cast")).unwrap(), "somebody else's");
    let (_alone, path) = recording(None);
    refused(&[&path], "Copy it there");
}

#[test]
fn keys_pause_and_go_on_from_slide_to_slide() {
    let (_folder, path) = recording(Some(DECK));
    let mut stage = Stage::new(&["replay", &path, "--lang", "fr"]);
    stage.see("Espace pause · < > vitesse · → suite");
    stage.keys(" ");
    stage.see("‖ 0:0");
    stage.keys(RIGHT);
    stage.see("‖ 0:02 / 0:08");
    stage.keys("?");
    stage.see("diapositive ou étape suivante");
    stage.keys("?\t");
    stage.see("‖ 0:06 / 0:08");
    stage.keys("\x03");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn a_show_is_told_in_plain_text_as_it_happens() {
    let (_folder, path) = recording(Some(DECK));
    let mut stage = Stage::of(100, 40, &["replay", &path, "--speed", "8", "--plain"], &[]);
    stage.see("End of the recording.");
    stage.keys("t");
    stage.see("‖ 0:08 / 0:08  8×");
    stage.keys("q");
    assert_eq!(stage.end().exit_code(), 0);
    let raw = stage.raw();
    assert!(!raw.contains('\x1b'), "{raw:?}");
    expect![[r#"
        Section 1 of 2: First
        Slide 1 of 3: One
        mmmmm
        8×
        Slide 2 of 3: Two, step 0/1
        • uuuuu
        step 1/1. vvvvv
        The presenter pauses.
        Section 2 of 2: Second
        Slide 3 of 3: Three
        wwwww
        The presenter resumes.
        End of the recording.
        ‖ 0:08 / 0:08  8×
        q
    "#]]
    .assert_eq(&raw.replace('\r', ""));
}

#[test]
fn lines_through_a_pipe_drive_it() {
    let (_folder, path) = recording(Some(DECK));
    let told = feed(pupitre(&["replay", &path, "--plain"]), "n\nn\nspace\nn\nn\nq\n");
    expect![[r#"
        Section 1 of 2: First
        Slide 1 of 3: One
        mmmmm
        > n
        Slide 2 of 3: Two, step 0/1
        • uuuuu
        > n
        step 1/1. vvvvv
        > space
        paused
        > n
        Section 2 of 2: Second
        Slide 3 of 3: Three
        wwwww
        > n
        End of the recording.
        > q
    "#]]
    .assert_eq(&told.out);
}

#[test]
fn without_a_terminal_it_is_a_transcript_that_needs_no_deck() {
    let (_folder, path) = recording(None);
    let Ran { code, out, err } = run(&["replay", &path, "--lang", "en"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    expect![[r#"
        2023-11-14 22:13  Played

        0:00    1  One
        0:02    2  Two
        0:04    2  step 1
        0:05       The presenter pauses.
        0:06       The presenter resumes.
        0:06    3  Three
        0:08  End of the recording.
    "#]]
    .assert_eq(&out);
}

#[test]
fn the_deck_is_the_one_named_or_one_of_its_title() {
    let (folder, path) = recording(None);
    let refused = run(&["replay", &path, "--plain"]);
    assert_eq!(refused.code, Some(2));
    let help = "error: the deck \"Played\" is neither beside the recording nor here. Name it: `--deck FILE`.\n";
    assert_eq!(refused.err, help);
    let other = folder.write("other.toml.txt", DECK);
    let told = feed(pupitre(&["replay", &path, "--plain", "--deck", &other]), "q\n");
    assert!(told.out.contains("Slide 1 of 3: One"), "{}", told.out);
    let (_folder, path) = recording(Some(&DECK.replace("title = 'Two'", "title = 'Zwei'")));
    let told = feed(pupitre(&["replay", &path, "--plain"]), "n\nq\n");
    assert!(told.out.contains("This slide is no longer in the deck: Two"), "{}", told.out);
    let (read, _) = deck::read(&Source::new("tour", include_str!("../../decks/tour.toml")));
    let header = Header::new(1, "2026-11-23 18:00".to_owned(), Summary::of(&read, &Plan::of(&read)));
    let path = folder.write("tour.jsonl", header.line());
    let told = feed(pupitre(&["replay", &path, "--plain"]), "q\n");
    assert!(told.out.contains(" of "), "{}", told.out);
}

#[test]
fn unplayable_recordings_are_refused_with_a_message() {
    let error = |arguments: &[&str]| {
        let ran = run(&[&["replay"], arguments].concat());
        assert_eq!(ran.code, Some(2));
        ran.err
    };
    let folder = Folder::new();
    let other = folder.write("other.jsonl", "no line of a recording");
    let help = "it is not a recording of a show. `pupitre report --list` lists your recordings.\n";
    assert_eq!(error(&[&other]), format!("error: \"{other}\": {help}"));
    assert!(error(&["no-such.jsonl"]).contains("there is no file \"no-such.jsonl\""));
    let (_folder, path) = recording(Some(DECK));
    assert!(error(&[&path, "--speed", "7"]).contains("write one of 0.25, 0.5, 0.75, 1, 1.25"));
}
