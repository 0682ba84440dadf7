//! A stage and its consoles, each in its own terminal.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};

use crate::common::stage::{RETURN, RIGHT, Signal, Stage};
use crate::common::{Folder, PUPITRE, pupitre};

const FIRST: &str = "Sensibilisation Cloud Pi Native";
const SECOND: &str = "Combien de temps a pris";

/// Words that are in the notes of the first two slides and on no slide.
const NOTES: [&str; 2] = ["Debout, sans lire", "Cherchez un changement"];

/// The program, with its shows in this folder only.
fn run(place: &Folder, (width, height): (u16, u16), arguments: &[&str]) -> Stage {
    let path = place.path().to_str().expect("a path in UTF-8");
    Stage::of(width, height, arguments, &[("XDG_STATE_HOME", path), ("XDG_RUNTIME_DIR", path)])
}

fn stage(place: &Folder) -> Stage {
    let stage = run(place, (80, 24), &["present"]);
    stage.see(FIRST);
    stage
}

fn console(place: &Folder) -> Stage {
    let console = run(place, (120, 36), &["console"]);
    console.see("À l’écran");
    console
}

/// The sockets in a folder.
fn sockets(place: &Folder) -> Vec<PathBuf> {
    let entries = fs::read_dir(place.path().join("pupitre")).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == "stage")).collect()
}

/// The socket of the stage, once it exists.
fn socket(place: &Folder) -> PathBuf {
    loop {
        match sockets(place).first() {
            Some(socket) => return socket.clone(),
            None => std::thread::park_timeout(std::time::Duration::from_millis(5)),
        }
    }
}

#[test]
fn the_course_of_a_built_in_deck_is_on_both_screens() {
    let place = Folder::new();
    let mut stage = stage(&place);
    let console = console(&place);
    stage.keys("g1\r");
    stage.see("Préparer son projet");
    // There is less room for the slide there.
    console.see("Embarquement Cloud Pi Native");
}

fn quit(mut stage: Stage) {
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn both_screens_drive_one_show_and_the_room_sees_no_notes() {
    let place = Folder::new();
    let mut stage = stage(&place);
    let mut console = console(&place);
    console.see(NOTES[0]);
    stage.see("Console connectée.");
    stage.keys(RIGHT);
    console.see(NOTES[1]);
    console.keys(RIGHT);
    console.see("3/38  étape 0/1");
    stage.see("Petit sondage");
    console.keys("sd");
    stage.see("9/38");
    console.see("9/38");
    stage.keys("vcz");
    console.see("3/38");
    console.keys("o");
    console.see("aa  1");
    console.keys("\x1b");
    console.see("À l’écran");
    let stage_raw = stage.raw();
    quit(stage);
    console.see_no("À l’écran");
    // In big letters.
    console.see("█     █  ██ █  █");
    console.keys("q");
    assert_eq!(console.end().exit_code(), 0);
    console.assert_given_back();
    assert!(!NOTES.iter().any(|notes| stage_raw.contains(&notes[..12])), "notes on the stage");
    assert!(sockets(&place).is_empty(), "a stage that was quit leaves nothing");
}

#[test]
fn a_killed_stage_is_reported_and_found_again_with_its_show() {
    let place = Folder::new();
    let mut killed = stage(&place);
    let mut console = console(&place);
    console.keys("sd");
    killed.see("9/38");
    killed.signal(Signal::KILL);
    killed.end();
    console.see_no("À l’écran");
    console.see("La console reprend avec la séance");
    let left = socket(&place);
    let mut again = run(&place, (80, 24), &["present"]);
    again.see("a été interrompue");
    // What covers the slide is told to the speaker, whose keys answer it too.
    console.see("Côté salle");
    console.wait("the whole question", |screen| {
        let row = screen.contents().split_whitespace().collect::<Vec<_>>().join(" ");
        row.contains("Entrée : la reprendre. Autre touche : recommencer.")
    });
    console.keys(RETURN);
    again.see("9/38");
    console.see("9/38");
    assert!(!left.exists(), "what a killed stage leaves is in nobody's way");
    again.keys(RIGHT);
    // What is there after the key was read.
    console.see("étape 2/3");
    console.signal(Signal::KILL);
    again.see("Console déconnectée.");
    quit(again);
}

#[test]
fn a_stopped_stage_is_reported_and_gets_no_key_of_that_time() {
    let place = Folder::new();
    let stage = run(&place, (80, 24), &["present", "tour", "--lang", "en"]);
    stage.see("1/");
    let mut console = run(&place, (120, 36), &["console"]);
    console.see("Now  1/");
    stage.signal(Signal::STOP);
    console.keys(RIGHT);
    console.see("The stage does not answer.");
    console.keys(RIGHT);
    console.keys(RIGHT);
    console.see("No key reaches it now or later");
    stage.signal(Signal::CONT);
    console.see("Now  1/");
    console.see_no("does not answer");
    console.keys("g4\r");
    console.see("Now  4/");
    stage.see("4/");
    let lines = run(&place, (100, 40), &["console", "--plain"]);
    lines.see("Slide 4 of");
    stage.signal(Signal::STOP);
    let late = run(&place, (100, 30), &["console", "--lang", "en"]);
    late.see("does not answer.");
    lines.see("The stage does not answer.");
    stage.signal(Signal::CONT);
    lines.see("The stage answers again.");
    late.see("Now  4/");
    let mut other = run(&place, (100, 40), &["console", "nope", "--lang", "en"]);
    let told = other.see("No show \"nope\" runs. Those that do:");
    assert!(told.contains(&format!("pupitre console {}", stage.pid())), "{told}");
    other.keys("q");
    assert_eq!(other.end().exit_code(), 0);
}

#[test]
fn a_console_waits_for_a_show_and_asks_which_where_several_run() {
    let place = Folder::new();
    let mut early = run(&place, (80, 24), &["console", "--lang", "en"]);
    early.see("Waiting for a show");
    let one = stage(&place);
    early.see("Now  1/38");
    early.keys("q");
    early.end();
    let other = run(&place, (80, 24), &["present", "tour", "--lang", "en"]);
    other.see("1/");
    // The second stage listens after its first page.
    while sockets(&place).len() < 2 {
        std::thread::park_timeout(std::time::Duration::from_millis(5));
    }
    let mut asked = run(&place, (80, 24), &["console", "--lang", "en"]);
    asked.see("Several shows are running");
    let list = asked.see(FIRST);
    assert_eq!(asked.end().exit_code(), 2);
    assert!(list.contains(&format!("pupitre console {}", one.pid())), "{list}");
    let mut chosen = run(&place, (80, 24), &["console", "cloud pi"]);
    chosen.see("À l’écran");
    chosen.keys("q");
    chosen.end();
    drop(other);
}

#[test]
fn only_the_user_can_open_the_socket() {
    let place = Folder::new();
    let stage = stage(&place);
    let socket = socket(&place);
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(&socket), mode(socket.parent().expect("a folder"))), (0o600, 0o700));
    drop(stage);
}

#[test]
fn connections_that_send_nonsense_too_much_or_nothing_are_closed_and_the_show_goes_on() {
    let place = Folder::new();
    let mut stage = stage(&place);
    let socket = socket(&place);
    let silent: Vec<UnixStream> = (0..5).map(|_| UnixStream::connect(&socket).expect("the stage listens")).collect();
    let says: [&[u8]; 6] = [
        b"nonsense\n",
        b"\0\xff\n",
        b"\"attach\"\n{\"wish\":[0,{\"go\":18446744073709551616}]}\n",
        b"{}\n",
        b"[[[[\n",
        b"\n",
    ];
    for bytes in says {
        let mut peer = UnixStream::connect(&socket).expect("the stage listens");
        peer.write_all(bytes).expect("the stage hears");
        let heard = BufReader::new(peer).lines().map_while(Result::ok).collect::<Vec<_>>();
        assert!(heard[0].starts_with("{\"hello\""), "{heard:?}");
    }
    let mut endless = UnixStream::connect(&socket).expect("the stage listens");
    let long = vec![b'a'; 1 << 20];
    while endless.write_all(&long).is_ok() {}
    stage.keys(RIGHT);
    stage.see(SECOND);
    drop(silent);
    let mut flood = UnixStream::connect(&socket).expect("the stage listens");
    flood.write_all(b"\"attach\"\n").expect("the stage hears");
    std::thread::spawn(move || while flood.write_all(&b"{\"wish\":[0,{\"go\":1}]}\n".repeat(1000)).is_ok() {});
    stage.see("Console déconnectée.");
    stage.keys("?");
    stage.see("Touches");
    stage.keys("\x1b");
    stage.see_no("Touches");
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn ten_consoles_follow_and_one_that_never_reads_delays_nobody() {
    let place = Folder::new();
    let mut stage = stage(&place);
    let mut deaf = UnixStream::connect(socket(&place)).expect("the stage listens");
    deaf.write_all(b"\"attach\"\n").expect("the stage hears");
    let mut consoles: Vec<Stage> = (0..10).map(|_| console(&place)).collect();
    for _ in 0..150 {
        stage.keys("]]]][[[[");
    }
    stage.keys("g7\r");
    stage.see("7/38");
    for console in &consoles {
        console.see("7/38");
    }
    consoles[3].keys("g12\r");
    stage.see("12/38");
    for console in &consoles {
        console.see("12/38");
    }
    quit(stage);
}

#[test]
fn a_deck_that_is_saved_is_followed_too() {
    let place = Folder::new();
    let deck = |title: &str| {
        format!(
            "format = 1\ntitle = \"Live\"\nlang = \"en\"\n[[section]]\ntitle = \"S\"\n[[section.slide]]\ntitle = \"{title}\"\nnotes = 'say {title}'\n"
        )
    };
    let path = place.write("live.toml", deck("Before"));
    let stage = run(&place, (80, 24), &[&path]);
    stage.see("Before");
    let console = run(&place, (100, 30), &["console"]);
    console.see("say Before");
    place.write("live.toml", deck("After"));
    stage.see("After");
    console.see("say After");
}

#[test]
fn a_picture_is_drawn_on_a_console_that_reaches_its_slide() {
    let place = Folder::new();
    let mut stage = run(&place, (80, 24), &["present", "tour", "--lang", "en"]);
    stage.see("1/");
    stage.keys("g19\r");
    stage.see("A picture, as large as it fits");
    stage.see("▀▀▀▀");
    let mut console = run(&place, (120, 36), &["console"]);
    console.see("▀▀▀▀");
    console.keys("q");
    assert_eq!(console.end().exit_code(), 0);
}

#[test]
fn a_plain_console_tells_changes_and_answers_questions() {
    let place = Folder::new();
    let mut stage = stage(&place);
    let mut console = run(&place, (100, 40), &["console", "--plain"]);
    console.see("Diapositive 1 sur 38\u{a0}: Sensibilisation Cloud Pi Native");
    stage.keys(RIGHT);
    console.see("Diapositive 2 sur 38");
    console.keys("v");
    console.see(NOTES[1]);
    console.keys("g4\r");
    console.see("Diapositive 4 sur 38");
    console.keys(RIGHT);
    console.see("étape 1/1. Et une décision");
    stage.see("Et une décision");
    console.keys("t");
    console.see("/ 30:00, reste");
    console.keys("b");
    console.see("La salle voit un écran noir.");
    console.keys(RIGHT);
    console.see("La salle voit la diapositive.");
    console.keys("g");
    console.see("Aller à");
    console.keys("7\r");
    console.see("Diapositive 7 sur 38");
    stage.signal(Signal::KILL);
    console.see("LIAISON PERDUE");
    console.keys("q");
    assert_eq!(console.end().exit_code(), 0);
    let raw = console.raw();
    assert!(!raw.contains("\x1b["), "nothing is painted: {raw:?}");
    assert!(console.is_cooked(), "the keys are the shell's again");
}

#[test]
fn the_second_screen_is_opened_or_explained() {
    let place = Folder::new();
    let stage = run(&place, (80, 24), &["present", "sensibilisation", "--console", "--lang", "en"]);
    stage.see(FIRST);
    stage.see("Type in another terminal: pupitre console");
    let refused = pupitre(&["console"]).output().expect("the program runs");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("the console needs a terminal"));
    assert!(Path::new(PUPITRE).is_file());
}
