//! What cannot be written: a full disk, a locked file, something else in the place of a file. A show or a replay goes on, reports the problem as
//! long as it lasts, and loses nothing.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use crate::common::checking::Ran;
use crate::common::stage::{RETURN, RIGHT, Signal, Stage, press};
use crate::common::{Folder, deck, pupitre};
use pupitre::answers::Change as Answer;
use pupitre::progress::Log;
use pupitre::record::{Recording, What};
use pupitre::show::Event;

const DECK: &str = "
format = 1
title = 'Full'
lang = 'en'
duration = '24h'
[[section]]
title = 'One'
[[section.slide]]
title = 'Hello'
[[section.slide]]
title = 'Poll'
[[section.slide.block]]
kind = 'poll'
id = 'q'
question = 'A project?'
choices = ['Yes', 'No']
[[section.slide]]
title = 'End'
body = 'Good bye.'
";

const NOT_RECORDED: &str = "⚠ not recorded";
const NOT_KEPT: &str = "⚠ not kept";

/// The program in a terminal, with its state and the deck in the same folder.
fn run(state: &Folder, arguments: &[&str]) -> Stage {
    let folder = state.path().to_str().expect("a path in UTF-8");
    let environment = [("XDG_STATE_HOME", folder), ("XDG_RUNTIME_DIR", folder), ("EDITOR", ""), ("VISUAL", "")];
    Stage::of(80, 24, arguments, &environment)
}

/// A show of the deck after its first page.
fn present(state: &Folder, arguments: &[&str]) -> Stage {
    let path = state.write("full.toml", DECK);
    let stage = run(state, &[&["present", &path], arguments].concat());
    stage.see("Hello");
    stage
}

fn replay(state: &Folder) -> Stage {
    let path = state.write("full.toml", DECK);
    let mut stage = run(state, &["replay", &path]);
    press(&mut stage, &[("", "Begin"), (RETURN, "Hello")]);
    stage
}

/// Runs the program without a terminal.
fn told(state: &Folder, arguments: &[&str]) -> Ran {
    pupitre(arguments).env("XDG_STATE_HOME", state.path()).output().expect("it runs").into()
}

/// Limits the size of the program's files to this many bytes, as if the disk were full then; or removes the limit.
#[cfg(target_os = "linux")]
fn limit(stage: &Stage, most: Option<u64>) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limits = Rlimit { current: most, maximum: None };
    prlimit(Pid::from_raw(stage.pid()), Resource::Fsize, limits).expect("limits can be set");
}

fn folder_of(state: &Folder, name: &str) -> PathBuf {
    let folder = state.path().join("pupitre").join(name);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn recordings(state: &Folder) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder_of(state, "recordings")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The only recording. All its lines must be complete.
fn recorded(state: &Folder) -> Recording {
    let paths = recordings(state);
    assert_eq!(paths.len(), 1, "{paths:?}");
    let text = fs::read_to_string(&paths[0]).unwrap();
    let recording = Recording::parse(&text).unwrap_or_else(|why| panic!("{why:?}: {text}"));
    assert!(text.ends_with('\n') && recording.lines.len() + 1 == text.lines().count(), "a line is broken: {text}");
    recording
}

fn hands(recording: &Recording) -> usize {
    recording.events().filter(|(_, event)| matches!(event, Event::Answered(Answer::Hand { .. }))).count()
}

/// Quits a show; returns everything written to the terminal.
fn quit(mut stage: Stage) -> String {
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
    stage.raw()
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing_and_the_mark_stays_until_all_is_recorded() {
    let state = Folder::new();
    let mut stage = present(&state, &[]);
    press(&mut stage, &[(RIGHT, "A project?")]);
    let length = fs::metadata(&recordings(&state)[0]).unwrap().len();
    // The next line is cut off in the middle.
    limit(&stage, Some(length + 30));
    press(&mut stage, &[("1", NOT_RECORDED), ("22121", NOT_RECORDED), ("g", "Go to")]);
    assert!(stage.screen().contains(NOT_RECORDED), "it stays whatever the row says: {}", stage.screen());
    assert_eq!(fs::metadata(&recordings(&state)[0]).unwrap().len(), length, "no part of a line is left");
    limit(&stage, None);
    stage.see_no("not recorded");
    assert_eq!(hands(&recorded(&state)), 6, "though no key was pressed since there is room");
    stage.keys("\x1b");
    press(&mut stage, &[(RIGHT, "No"), (RIGHT, "Good bye")]);
    let raw = quit(stage);
    assert!(!raw.contains("could not be recorded"), "{raw}");
    assert!(recorded(&state).is_finished());
}

#[cfg(target_os = "linux")]
#[test]
fn the_very_first_event_finds_no_room_and_is_recorded_later() {
    let state = Folder::new();
    let mut stage = present(&state, &[]);
    limit(&stage, Some(0));
    press(&mut stage, &[(RIGHT, "the disk is full"), ("12", NOT_RECORDED)]);
    limit(&stage, None);
    stage.see_no("not recorded");
    quit(stage);
    let recording = recorded(&state);
    assert_eq!((hands(&recording), recording.events().count()), (2, 3));
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_missing_at_the_end_is_said_with_its_reason_and_a_rehearsal_tells_its_times() {
    let state = Folder::new();
    let mut stage = present(&state, &["--rehearse"]);
    limit(&stage, Some(0));
    press(&mut stage, &[(RIGHT, NOT_RECORDED), ("1", NOT_RECORDED), ("1", NOT_RECORDED)]);
    let raw = quit(stage);
    assert!(raw.contains("3 events of the last ") && raw.contains("could not be recorded: the disk is full."), "{raw}");
    assert!(raw.contains("Poll") && raw.contains("Total"), "the times of a rehearsal: {raw}");
    assert!(!raw.contains("Keep this rehearsal"), "there is nothing to keep: {raw}");
    assert_eq!(recordings(&state), Vec::<PathBuf>::new());
}

#[cfg(target_os = "linux")]
#[test]
fn plain_text_tells_when_recording_fails_and_resumes() {
    let state = Folder::new();
    let path = state.write("full.toml", DECK);
    let mut stage = run(&state, &["present", &path, "--plain"]);
    stage.see("Hello");
    limit(&stage, Some(0));
    stage.keys(RIGHT);
    stage.wait_for_bytes(NOT_RECORDED);
    limit(&stage, None);
    stage.wait_for_bytes("The show is recorded again, with nothing missing.");
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
    assert!(recorded(&state).is_finished());
}

#[cfg(target_os = "linux")]
#[test]
fn a_console_shows_the_mark_as_long_as_its_stage_does() {
    let state = Folder::new();
    let mut stage = present(&state, &[]);
    let console = run(&state, &["console"]);
    console.see("Poll");
    limit(&stage, Some(0));
    press(&mut stage, &[(RIGHT, NOT_RECORDED)]);
    console.see(NOT_RECORDED);
    limit(&stage, None);
    console.see_no("not recorded");
    quit(stage);
}

#[test]
fn a_folder_that_comes_late_is_written_to_then() {
    let state = Folder::new();
    let in_the_way = state.write("pupitre", "a file where a folder should be");
    let mut stage = present(&state, &[]);
    press(&mut stage, &[(RIGHT, "this show is not recorded"), ("1", NOT_RECORDED)]);
    fs::remove_file(in_the_way).unwrap();
    stage.see_no("not recorded");
    quit(stage);
    assert_eq!(hands(&recorded(&state)), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn a_replay_on_a_full_disk_keeps_its_mark_through_a_reload_and_everything_else() {
    let state = Folder::new();
    let mut stage = replay(&state);
    limit(&stage, Some(0));
    press(&mut stage, &[(RIGHT, NOT_KEPT), ("m", NOT_KEPT)]);
    state.write("full.toml", DECK.replace("A project?", "Another one?"));
    let screen = stage.see("Another one?");
    assert!(screen.contains(NOT_KEPT), "{screen}");
    limit(&stage, None);
    stage.see_no("not kept");
    stage.keys("q");
    assert_eq!(stage.end().exit_code(), 0);
    let progress = progress(&state);
    assert_eq!((progress.begun.len(), progress.marked.len()), (2, 1));
    assert!(!stage.raw().contains("could not be kept"));
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_missing_of_progress_is_said_at_the_end() {
    let state = Folder::new();
    let mut stage = replay(&state);
    limit(&stage, Some(0));
    press(&mut stage, &[(RIGHT, NOT_KEPT), ("m", NOT_KEPT), ("q", "Press q again to quit"), (RIGHT, "Good bye")]);
    press(&mut stage, &[("q", "Not all of your progress is kept.")]);
    stage.keys("q");
    assert_eq!(stage.end().exit_code(), 0);
    assert!(stage.raw().contains("changes to your progress could not be kept: the disk is full."), "{}", stage.raw());
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_not_recorded_is_said_before_a_show_is_quit() {
    let state = Folder::new();
    let mut stage = present(&state, &[]);
    limit(&stage, Some(0));
    let asked = "Not everything is recorded (the disk is full). q or Enter:";
    press(&mut stage, &[(RIGHT, NOT_RECORDED), ("q", asked), (RIGHT, "A project?"), ("q", asked)]);
    limit(&stage, None);
    stage.see_no("Not everything is recorded");
    stage.see("q or Enter: quit.");
    stage.keys("q");
    assert_eq!(stage.end().exit_code(), 0);
    assert!(!stage.raw().contains("could not be recorded"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_that_ends_a_show_or_a_replay_says_what_is_lost() {
    let state = Folder::new();
    let lost = |mut stage: Stage, mark: &str, said: &str| {
        limit(&stage, Some(0));
        press(&mut stage, &[(RIGHT, mark)]);
        stage.signal(Signal::TERM);
        assert_ne!(stage.end().exit_code(), 0);
        stage.assert_given_back();
        let raw = stage.raw();
        assert!(raw.rsplit("\x1b[?1049l").next().is_some_and(|after| after.contains(said)), "{raw}");
    };
    lost(present(&state, &[]), NOT_RECORDED, "1 event of the last");
    lost(replay(&state), NOT_KEPT, "your progress could not be kept: the disk is full.");
    let mut plain = present(&state, &["--plain"]);
    limit(&plain, Some(0));
    press(&mut plain, &[("n", "not recorded")]);
    plain.signal(Signal::TERM);
    plain.end();
    plain.see("1 event of the last");
}

fn progress(state: &Folder) -> pupitre::progress::Progress {
    let text = fs::read_to_string(folder_of(state, "progress").join("full.jsonl")).expect("it is written");
    Log::parse(&text).unwrap_or_else(|why| panic!("{why:?}: {text}")).progress()
}

#[test]
fn a_replay_goes_on_while_its_file_is_locked_and_is_saved_afterwards() {
    let state = Folder::new();
    let held = File::create(folder_of(&state, "progress").join("full.lock")).unwrap();
    held.lock().unwrap();
    let mut stage = replay(&state);
    press(&mut stage, &[(RIGHT, "A project?"), ("m", "Marked."), ("", NOT_KEPT), (RIGHT, "Good bye")]);
    assert_eq!(fs::read_dir(folder_of(&state, "progress")).unwrap().count(), 1, "nothing is written yet");
    drop(held);
    stage.see_no("not kept");
    stage.keys("q");
    assert_eq!(stage.end().exit_code(), 0);
    let progress = progress(&state);
    assert_eq!((progress.begun.len(), progress.marked.len()), (3, 1));
}

#[test]
fn progress_that_was_unreadable_at_first_is_extended_later_and_not_lost() {
    let state = Folder::new();
    quit_replay(replay(&state));
    let path = folder_of(&state, "progress").join("full.jsonl");
    let aside = path.with_extension("aside");
    fs::rename(&path, &aside).unwrap();
    pipe(&path);
    let deck = state.write("full.toml", DECK);
    let mut stage = run(&state, &["replay", &deck]);
    press(&mut stage, &[("", NOT_KEPT), (RETURN, "Hello"), (RIGHT, "A project?"), (RIGHT, "Good bye")]);
    fs::rename(&aside, &path).unwrap();
    stage.see_no("not kept");
    quit_replay(stage);
    assert_eq!(progress(&state).begun.len(), 3);
}

fn quit_replay(mut stage: Stage) {
    stage.keys("q");
    assert_eq!(stage.end().exit_code(), 0);
}

/// A deck of a course, which is in the file beside it.
fn module(title: &str) -> String {
    DECK.replacen("title = 'Full'", &format!("title = '{title}'"), 1) + "[course]\nfile = 'course.toml'\n"
}

#[test]
fn unreadable_progress_in_another_module_is_left_for_that_modules_reader() {
    let state = Folder::new();
    let modules = ["one", "two"].map(|id| format!("[[module]]\nid = '{id}'\ndeck = '{id}.toml'\n"));
    state.write("course.toml", format!("course = 1\nname = 'Both'\n{}", modules.concat()));
    let [one, two] = ["one", "two"].map(|name| state.write(&format!("{name}.toml"), module(name)));
    let path = folder_of(&state, "progress").join("two.jsonl");
    fs::write(&path, "no progress").unwrap();
    let mut reader = run(&state, &["replay", &one]);
    press(&mut reader, &[("", "Begin"), (RETURN, "Hello"), (RIGHT, "A project?")]);
    quit_replay(reader);
    assert_eq!(fs::read_to_string(&path).unwrap(), "no progress");
    let mut reader = run(&state, &["replay", &two]);
    press(&mut reader, &[("", "Your progress could not be read."), (RETURN, "Hello")]);
    quit_replay(reader);
    assert_eq!(fs::read_to_string(path.with_extension("1.broken")).unwrap(), "no progress");
}

#[test]
fn pipes_among_the_files_block_nobody() {
    let state = Folder::new();
    let (recordings, named) = (folder_of(&state, "recordings"), state.name("pipe"));
    pipe(&recordings.join("9999-01-01-00-00-full.jsonl"));
    pipe(&folder_of(&state, "progress").join("full.lock"));
    pipe(&folder_of(&state, "progress").join("other.jsonl"));
    pipe(Path::new(&named));
    let mut stage = present(&state, &[]);
    press(&mut stage, &[(RIGHT, "A project?")]);
    quit(stage);
    let deck = state.name("full.toml");
    let mut stage = run(&state, &["replay", &deck]);
    press(&mut stage, &[("", "Begin"), (RETURN, NOT_KEPT), (RIGHT, "A project?"), ("q", "Press q again")]);
    quit_replay(stage);
    let report = told(&state, &["report", "--lang", "en"]);
    assert!(report.code == Some(0) && report.out.contains("Poll"), "{}", report.err);
    assert_eq!(told(&state, &["report", recordings.to_str().unwrap()]).code, Some(0));
    let arguments: [&[&str]; 4] = [
        &["report", &named],
        &["replay", &named],
        &["replay", &deck, "--import-progress", &named],
        &["report", "/dev/zero"],
    ];
    for arguments in arguments {
        let refused = told(&state, arguments);
        let why = &refused.err;
        assert!(refused.code == Some(2) && why.contains("is not a regular file"), "{arguments:?}: {why}");
    }
}

/// An unfinished recording of the deck that began just now.
fn interrupted(state: &Folder, name: &str, change: impl Fn(String) -> String) {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let text = fs::read_to_string(deck("../state/recording-1-broken-off.jsonl")).unwrap();
    let (before, rest) = text.split_once("\"began\":").unwrap();
    let (_, after) = rest.split_once(',').unwrap();
    fs::write(folder_of(state, "recordings").join(name), change(format!("{before}\"began\":{now},{after}"))).unwrap();
}

/// A show of the deck in the fixtures.
fn present_fixture(state: &Folder) -> Stage {
    run(state, &["present", &deck("../state/deck.toml")])
}

#[test]
fn an_unfinished_recording_of_the_first_version_can_be_resumed() {
    let state = Folder::new();
    interrupted(&state, "2026-11-29-00-04-fixture.jsonl", |text| text);
    // These are of other decks, or newer, or contain its name, or are not recordings.
    interrupted(&state, "2027-01-01-00-00-fixture-2.jsonl", |text| {
        text.replace("\"id\":\"fixture\"", "\"id\":\"fixture-2\"")
    });
    interrupted(&state, "2027-01-01-00-00-my-fixture.jsonl", |text| {
        text.replace("\"id\":\"fixture\"", "\"id\":\"my-fixture\"")
    });
    interrupted(&state, "2027-01-02-00-00-fixture.jsonl", |_| "\0garbage\n".to_owned());
    interrupted(&state, "2027-01-03-00-00-fixture.jsonl", |_| String::new());
    File::create(folder_of(&state, "recordings").join("2027-01-04-00-00-fixture.jsonl"))
        .unwrap()
        .set_len(1 << 36)
        .unwrap();
    let mut stage = present_fixture(&state);
    press(&mut stage, &[("", "A show from 29 November 2026 00:04"), (RETURN, "A project?")]);
    quit(stage);
    let text = fs::read_to_string(folder_of(&state, "recordings").join("2026-11-29-00-04-fixture.jsonl")).unwrap();
    let recording = Recording::parse(&text).unwrap();
    assert!(recording.lines.iter().any(|line| line.what == What::WentOn) && recording.is_finished(), "{text}");
    assert_eq!(hands(&recording), 1);
}

#[test]
fn resuming_a_damaged_recording_crashes_no_show() {
    let huge = "{\"t\":1.0,\"event\":{\"ends\":{\"secs\":18446744073709551615,\"nanos\":0}}}\n";
    let outside = "{\"t\":2.0,\"event\":{\"moved\":{\"slide\":18446744073709551615,\"step\":65535}}}\n";
    let state = Folder::new();
    interrupted(&state, "2026-11-29-00-04-fixture.jsonl", |text| text + huge + outside);
    let mut stage = present_fixture(&state);
    press(&mut stage, &[("", "A show from 29 November 2026 00:04"), (RETURN, "Good bye"), ("t", "ends at")]);
    stage.keys("\x1b");
    stage.see_no("ends at");
    quit(stage);
}

#[test]
fn files_of_the_first_version_can_be_read() {
    let state = Folder::new();
    let report = told(&state, &["report", &deck("../state/recording-1.jsonl"), "--lang", "en"]);
    assert!(report.out.contains("2026-11-29 00:04  Lyon") && report.out.contains("A project?"), "{}", report.out);
    assert!(report.out.contains("   3  Quiz"), "{}", report.out);
    let path = folder_of(&state, "progress").join("fixture.jsonl");
    let first = fs::read_to_string(deck("../state/progress-1.jsonl")).unwrap();
    fs::write(&path, &first).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    let mut stage = run(&state, &["replay", &deck("../state/deck.toml")]);
    press(
        &mut stage,
        &[("", "Continue at 4. End"), ("v", "abc"), ("\x1b", "Continue at"), (RETURN, "What you remember: 1 of 1")],
    );
    // What was answered on that day is asked again the next day.
    press(&mut stage, &[(RETURN, "0 of 1 right"), (RETURN, "Good bye"), ("m", "Marked.")]);
    quit_replay(stage);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with(&first), "nothing that was there has changed: {text}");
    assert_eq!(text.lines().count(), first.lines().count() + 1, "{text}");
}

#[test]
fn only_the_user_may_read_what_is_remembered() {
    let state = Folder::new();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folders = [folder_of(&state, "recordings"), folder_of(&state, "progress")];
    for folder in &folders {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut stage = present(&state, &[]);
    press(&mut stage, &[(RIGHT, "A project?")]);
    quit(stage);
    quit_replay(replay(&state));
    let deck = state.name("full.toml");
    let exported = told(&state, &["replay", &deck, "--export-progress", "-"]).out;
    fs::remove_dir_all(&folders[1]).unwrap();
    assert_eq!(told(&state, &["replay", &deck, "--import-progress", &state.write("exported", exported)]).code, Some(0));
    for folder in &folders {
        assert_eq!(mode(folder), 0o700, "{}", folder.display());
        for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
        }
    }
}

#[test]
fn a_line_from_the_far_future_does_not_change_later_times() {
    let state = Folder::new();
    quit_replay(replay(&state));
    let deck = state.name("full.toml");
    let exported = told(&state, &["replay", &deck, "--export-progress", "-"]).out;
    let file = state.write("exported", exported + "{\"when\":18446744073709551615,\"at\":\"end\"}\n");
    for said in ["1 new line imported.\n", "0 new lines imported.\n"] {
        assert_eq!(told(&state, &["replay", &deck, "--import-progress", &file]).out, said);
    }
    let mut stage = run(&state, &["replay", &deck]);
    press(&mut stage, &[("", "Continue at 3. End"), (RETURN, "Good bye"), ("\x1b[D", "A project?")]);
    quit_replay(stage);
    let text = fs::read_to_string(folder_of(&state, "progress").join("full.jsonl")).unwrap();
    let latest = Log::parse(&text).unwrap().latest();
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    assert!(Duration::from_millis(latest) <= now, "{text}");
    assert!(!text.contains("18446744073709551615"), "{text}");
    assert!(text.lines().last().is_some_and(|line| line.contains("\"poll\"")), "{text}");
    assert_eq!(Log::parse(&text).unwrap().progress().at.as_deref(), Some("poll"));
}
