//! A show on disk: what is written while it runs, and what is left of it when it is interrupted.

use std::fs;

use crate::common::stage::{ESCAPE, RETURN, RIGHT, Signal, Stage};
use crate::common::{Folder, pupitre};

const FIRST: &str = "Sensibilisation Cloud Pi Native";
const SECOND: &str = "Combien de temps a pris";

fn stage(state: &Folder, arguments: &[&str]) -> Stage {
    Stage::of(80, 24, arguments, &[("XDG_STATE_HOME", state.path().to_str().unwrap())])
}

/// The recordings in a folder, oldest first.
fn recordings(state: &Folder) -> Vec<String> {
    let entries = fs::read_dir(state.path().join("pupitre/recordings")).map(|it| it.flatten().collect::<Vec<_>>());
    let mut paths: Vec<_> = entries.unwrap_or_default().into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn quit(mut stage: Stage) {
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn each_thing_that_happens_is_on_disk_before_it_is_seen() {
    let state = Folder::new();
    let mut stage = stage(&state, &["--at", "Lyon", "--people", "12"]);
    stage.see(FIRST);
    assert!(recordings(&state).is_empty(), "a deck that was only looked at leaves nothing");
    stage.keys(RIGHT);
    stage.see(SECOND);
    let written = &recordings(&state)[0];
    assert!(written.starts_with("{\"recording\":1,"), "{written}");
    assert!(written.contains("\"at\":\"Lyon\",\"people\":12"), "{written}");
    assert!(written.ends_with("{\"moved\":{\"slide\":1,\"step\":0}}}\n"), "{written}");
    assert!(!written.contains("Cherchez un changement"), "notes are nobody else's");
    stage.keys("sd");
    stage.see("9/38");
    stage.keys("t");
    stage.see("0:0");
    stage.keys("p");
    stage.see("‖");
    assert!(
        recordings(&state)[0].ends_with("{\"event\":\"paused\"}\n".trim_start_matches('{')),
        "{:?}",
        recordings(&state)
    );
    quit(stage);
    assert!(recordings(&state)[0].ends_with("\"ended\"}\n") || recordings(&state)[0].contains("ended"));
}

#[test]
fn a_killed_show_can_be_resumed() {
    let state = Folder::new();
    let mut killed = stage(&state, &[]);
    killed.see(FIRST);
    killed.keys(RIGHT);
    killed.see(SECOND);
    killed.keys("sd");
    killed.see("9/38");
    killed.signal(Signal::KILL);
    killed.end();
    let mut again = stage(&state, &[]);
    again.see("a été interrompue");
    again.see(FIRST);
    again.keys(RETURN);
    again.see("9/38");
    again.keys("z");
    again.see(SECOND);
    quit(again);
    let written = recordings(&state);
    assert_eq!(written.len(), 1, "it is one show");
    assert!(written[0].contains("went-on") && written[0].contains("ended"), "{}", written[0]);
    let mut new = stage(&state, &[]);
    let screen = new.see(FIRST);
    assert!(!screen.contains("interrompue"), "{screen}");
    new.keys("q");
    new.end();
}

#[test]
fn any_other_key_begins_anew_and_does_what_it_always_does() {
    let state = Folder::new();
    let mut killed = stage(&state, &[]);
    killed.see(FIRST);
    killed.keys("sd");
    killed.see("9/38");
    killed.signal(Signal::KILL);
    killed.end();
    let mut again = stage(&state, &[]);
    again.see("a été interrompue");
    again.keys(RIGHT);
    again.see(SECOND);
    quit(again);
    assert_eq!(recordings(&state).len(), 2);
}

#[test]
fn a_running_show_cannot_be_resumed_elsewhere() {
    let state = Folder::new();
    let mut one = stage(&state, &[]);
    one.see(FIRST);
    one.keys(RIGHT);
    one.see(SECOND);
    let mut other = stage(&state, &[]);
    let screen = other.see(FIRST);
    assert!(!screen.contains("interrompue"), "{screen}");
    other.keys(ESCAPE);
    quit(one);
}

#[test]
fn nothing_is_recorded_if_unwanted() {
    let state = Folder::new();
    let mut stage = stage(&state, &["--no-record"]);
    stage.see(FIRST);
    stage.keys(RIGHT);
    stage.see(SECOND);
    quit(stage);
    assert!(recordings(&state).is_empty());
}

#[test]
fn a_show_that_cannot_be_recorded_says_so_and_goes_on() {
    let state = Folder::new();
    state.write("pupitre", "a file where a folder should be");
    let mut stage = stage(&state, &[]);
    stage.see(FIRST);
    stage.keys(RIGHT);
    stage.see("cette séance n’est pas enregistrée");
    stage.keys("3\r");
    stage.see("Petit sondage");
    quit(stage);
}

#[test]
fn a_show_without_a_home_or_on_a_full_disk_goes_on_and_says_why() {
    let nowhere = [("XDG_STATE_HOME", ""), ("HOME", "")];
    let mut stage = Stage::of(80, 24, &[], &nowhere);
    stage.see(FIRST);
    stage.keys(RIGHT);
    stage.see("dossier personnel");
    stage.keys("3\r");
    stage.see("Petit sondage");
    quit(stage);
    // No file may become larger than a block, and no signal is sent for it.
    let mut shell = Stage::shell(&["-c", "trap '' XFSZ; ulimit -f 1; exec \"$PUPITRE\""]);
    shell.see(FIRST);
    shell.keys(RIGHT);
    shell.see("le disque est plein");
    shell.keys("3\r");
    shell.see("Petit sondage");
    quit(shell);
}

const PRIVATE: &str = "
format = 1
title = 'Secrets'
lang = 'fr'
[[section]]
title = 'Une'
[[section.slide]]
title = 'Un'
notes = 'Camille est en retard'
lesson = 'Leçon longue'
[[section.slide]]
title = 'Ouverte'
notes = 'Camille encore'
[[section.slide.block]]
kind = 'open'
id = 'o'
question = 'Que manque-t-il ?'
";

/// What is recorded of a show in which somebody answers "du temps"; `keys` answers whether to record texts.
fn answered(arguments: &[&str], keys: &str, seen: &str) -> String {
    let state = Folder::new();
    let deck = state.write("secrets.toml", PRIVATE);
    let mut stage = stage(&state, &[&[deck.as_str()], arguments].concat());
    stage.see("Un");
    stage.keys(RIGHT);
    stage.see("Que manque-t-il");
    stage.keys("=");
    stage.see(seen);
    stage.keys(keys);
    stage.see("Réponse\u{a0}:");
    stage.keys("du temps\r");
    stage.see("1 réponse");
    stage.keys(ESCAPE);
    stage.see("noter");
    quit(stage);
    recordings(&state).concat()
}

#[test]
fn written_answers_are_recorded_only_if_the_presenter_agreed() {
    let asked = "enregistrer aussi les réponses";
    assert!(answered(&[], RETURN, asked).contains("du temps"));
    for written in [answered(&[], "n", asked), answered(&["--no-answers"], "", "Réponse\u{a0}:")] {
        assert!(!written.contains("du temps"), "{written}");
        assert!(written.contains("{\"said\":{\"id\":\"o\",\"words\":\"\"}}"), "that somebody answered: {written}");
    }
}

#[test]
fn a_recording_has_questions_but_no_notes_or_names() {
    let written = answered(&[], "n", "enregistrer aussi les réponses");
    let user = std::env::var("USER").or_else(|_| std::env::var("LOGNAME")).unwrap_or_default();
    for private in ["Camille", "Leçon", "secrets.toml", &*user].into_iter().filter(|it| !it.is_empty()) {
        assert!(!written.contains(private), "{private} is in {written}");
    }
    let asked = "\"questions\":{\"o\":{\"order\":0,\"slide\":1,\"kind\":\"open\",\"question\":\"Que manque-t-il ?\",\"choices\":[],\"wording\":\"";
    assert!(written.contains(asked), "{written}");
}

#[test]
fn a_rehearsal_ends_with_its_times_and_can_be_thrown_away() {
    let state = Folder::new();
    let mut rehearsal = stage(&state, &["--rehearse"]);
    rehearsal.see(FIRST);
    rehearsal.keys(RIGHT);
    rehearsal.see(SECOND);
    rehearsal.keys("qq");
    rehearsal.see("Garder cette répétition");
    rehearsal.keys("n\r");
    assert_eq!(rehearsal.end().exit_code(), 0);
    assert!(rehearsal.raw().contains("avant le départ de l’horloge"), "{}", rehearsal.raw());
    assert!(rehearsal.raw().contains("pas montrée"), "{}", rehearsal.raw());
    assert!(recordings(&state).is_empty());
}

#[test]
fn a_report_tells_planned_and_actual_minutes() {
    let folder = Folder::new();
    let deck = "\"deck\":{\"id\":\"t\",\"title\":\"T\",\"sections\":[\"S\"],\"slides\":[{\"number\":\"1\",\"title\":\"a\",\"section\":0,\"seconds\":60},{\"number\":\"2\",\"title\":\"b\",\"section\":0,\"seconds\":60}]}";
    let lines = "{\"t\":10,\"event\":{\"moved\":{\"slide\":1,\"step\":0}}}\n{\"t\":85,\"event\":{\"moved\":{\"slide\":0,\"step\":0}}}\n{\"t\":145,\"ended\":null}\n";
    let path = folder
        .write("a.jsonl", format!("{{\"recording\":1,\"began\":1,\"when\":\"2026-11-23 18:00\",{deck}}}\n{lines}"));
    let ran = pupitre(&["report", &path, "--lang", "en"]).output().unwrap();
    let report = String::from_utf8(ran.stdout).unwrap();
    assert!(report.contains("   2  b     1:00    1:15  0:15 longer"), "{report}");
    assert!(report.contains("   1  a     1:00    1:00  as planned"), "{report}");
    let refused = pupitre(&["report", "Cargo.toml"]).output().unwrap();
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("it is not a recording of a show"));
}

/// A deck in its own folder: its title, and the titles of its slides.
fn deck_in(place: &Folder, folder: &str, title: &str, slides: &[&str]) -> String {
    fs::create_dir_all(place.path().join(folder)).expect("a folder");
    let slides: String = slides
        .iter()
        .map(|slide| {
            format!("[[section.slide]]\ntitle = \"{slide}\"\nduration = \"1min\"\nbody = \"Text of {slide}.\"\n")
        })
        .collect();
    let text = format!("format = 1\ntitle = \"{title}\"\nlang = \"en\"\n[[section]]\ntitle = \"Part\"\n{slides}");
    place.write(&format!("{folder}/talk.toml"), text)
}

/// A show of a deck that is killed at its third slide.
fn killed_at_three(state: &Folder, deck: &str, third: &str) {
    let mut killed = stage(state, &[deck]);
    killed.see("1/4");
    killed.keys("g3\r");
    killed.see(&format!("Text of {third}."));
    killed.signal(Signal::KILL);
    killed.end();
}

/// Whether a show of a deck offers to resume another one when it starts. Changes nothing.
fn is_offered(state: &Folder, deck: &str, first: &str) -> bool {
    let mut looked = stage(state, &[deck]);
    looked.see(&format!("Text of {first}."));
    // After a key was read, any question at the start has been shown.
    looked.keys("?");
    looked.see("Keys");
    let offered = looked.raw().contains("interrupted");
    looked.signal(Signal::KILL);
    looked.end();
    offered
}

#[test]
fn an_interrupted_show_is_offered_to_its_own_deck_and_to_no_other_of_its_title() {
    let state = Folder::new();
    let mine = deck_in(&state, "mine", "Training", &["Hello", "Idea", "Proof", "Thanks"]);
    let other = deck_in(&state, "other", "Training", &["Welcome", "Rules", "Prices", "Thanks"]);
    killed_at_three(&state, &mine, "Proof");
    assert!(!is_offered(&state, &other, "Welcome"));
    // A show of the other deck, to its end, takes nothing from the first.
    let mut shown = stage(&state, &[&other]);
    shown.see("Text of Welcome.");
    shown.keys(RIGHT);
    shown.see("Text of Rules.");
    quit(shown);
    let mut again = stage(&state, &[&mine]);
    let asked = again.see("was interrupted");
    assert!(
        asked
            .replace('\n', " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .contains("any other key to start anew"),
        "{asked}"
    );
    again.keys(RETURN);
    again.see("Text of Proof.");
    quit(again);
}

#[test]
fn an_interrupted_show_is_found_after_its_file_was_moved_or_its_title_corrected() {
    let state = Folder::new();
    let slides = ["Hello", "Idea", "Proof", "Thanks"];
    let mine = deck_in(&state, "mine", "Trainign", &slides);
    killed_at_three(&state, &mine, "Proof");
    let mended = deck_in(&state, "mine", "Training", &slides);
    assert!(is_offered(&state, &mended, "Hello"));
    let moved = deck_in(&state, "moved", "Training", &["Hello", "Idea", "Proof", "Farewell"]);
    assert!(is_offered(&state, &moved, "Hello"));
    let mut declined = stage(&state, &[&mended]);
    declined.see("interrupted");
    declined.keys(RIGHT);
    declined.see("Text of Idea.");
    quit(declined);
    assert!(!is_offered(&state, &mended, "Hello"), "it was declined");
}

#[test]
fn an_interrupted_show_keeps_its_end_and_its_left_out_slides() {
    let state = Folder::new();
    let deck = deck_in(&state, "mine", "Training", &["Hello", "Idea", "Proof", "Thanks"]);
    let mut killed = stage(&state, &[&deck, "--for", "2min", "--end", "45min"]);
    killed.see("Text of Hello.");
    killed.keys(RIGHT);
    killed.see("Text of Thanks.");
    killed.signal(Signal::KILL);
    killed.end();
    let written = recordings(&state).concat();
    assert!(
        written.contains("{\"event\":{\"cut\":[1,2]}}") || written.contains("\"event\":{\"cut\":[1,2]}"),
        "{written}"
    );
    let mut again = stage(&state, &[&deck]);
    again.see("interrupted");
    again.keys(RETURN);
    again.see("Text of Thanks.");
    again.keys("\x1b[D");
    again.see("Text of Hello.");
    again.keys("t");
    let bar = again.see("must end by");
    assert!(bar.contains("/ 2:00"), "{bar}");
}

#[test]
fn an_unrecorded_rehearsal_still_shows_its_times() {
    let state = Folder::new();
    let mut rehearsal = stage(&state, &["--rehearse", "--no-record"]);
    rehearsal.see(FIRST);
    rehearsal.keys(RIGHT);
    rehearsal.see(SECOND);
    rehearsal.keys("qq");
    assert_eq!(rehearsal.end().exit_code(), 0);
    let told = rehearsal.raw();
    assert!(told.contains("avant le départ de l’horloge") && told.contains("pas montrée"), "{told}");
    assert!(!told.contains("Garder cette répétition"), "there is nothing to keep");
    assert!(recordings(&state).is_empty());
}
