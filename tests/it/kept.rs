//! Progress on disk: whatever happens to the program, everything that was seen on the screen is still there.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::common::Folder;
use crate::common::checking::{Ran, run};
use crate::common::pupitre;
use crate::common::stage::{RETURN, RIGHT, Signal, Stage, press, quit};
use pupitre::answers::Own;
use pupitre::deck::{self, Size};
use pupitre::lang;
use pupitre::page::Target;
use pupitre::progress::{Header, Log, Progress, ProgressLine};
use pupitre::replay::{About, Effect, Replay, What};
use pupitre::show::{Input, Key, Now};
use pupitre::source::Source;
use pupitre::view::replay::view;

const DECK: &str = "
format = 1
title = 'Kept'
lang = 'en'
[[section]]
title = 'One'
[[section.slide]]
id = 'hello'
title = 'Hello'
body = 'Good morning.'
lesson = '''
A lesson that is longer than the screen.

1. one
1. two
1. three
1. four
1. five
1. six
1. seven
1. eight
1. nine
1. ten
1. eleven
1. twelve
1. thirteen
1. fourteen
1. fifteen
'''
[[section.slide]]
title = 'Quiz'
[[section.slide.block]]
kind = 'quiz'
id = 'q'
question = 'Which?'
choices = ['this', 'that']
answer = [2]
[[section.slide]]
title = 'Several'
[[section.slide.block]]
kind = 'quiz'
id = 's'
question = 'Which ones?'
choices = ['a', 'b', 'c']
answer = [1, 2]
[[section]]
title = 'Two'
[[section.slide]]
title = 'List'
[[section.slide.block]]
kind = 'checklist'
id = 'l'
items = ['tests', 'data']
[[section.slide.block]]
kind = 'poll'
id = 'p'
question = 'A project?'
choices = ['Yes', 'No']
[[section.slide.block]]
kind = 'open'
id = 'o'
question = 'What is missing?'
[[section.slide]]
title = 'End'
body = 'Good bye.'
";

const SIZE: Size = Size { width: 80, height: 24 };

/// What a reader does: the bytes typed, and the keys they are.
const KEYS: &[(&str, Key)] = &[
    (RIGHT, Key::Right),
    (RIGHT, Key::Right),
    (RIGHT, Key::Right),
    ("\x1b[D", Key::Left),
    ("\x1b[B", Key::Down),
    ("\x1b[B", Key::Down),
    ("\x1b[A", Key::Up),
    ("\t", Key::Tab),
    (RETURN, Key::Enter),
    (RETURN, Key::Enter),
    (" ", Key::Char(' ')),
    ("1", Key::Char('1')),
    ("2", Key::Char('2')),
    ("m", Key::Char('m')),
    ("e", Key::Char('e')),
    ("e", Key::Char('e')),
    ("s", Key::Char('s')),
    ("b", Key::Char('b')),
    ("v", Key::Char('v')),
    ("l", Key::Char('l')),
];

/// The same while a text is being typed.
const TYPED: &[(&str, Key)] = &[
    ("a", Key::Char('a')),
    ("é", Key::Char('é')),
    (" ", Key::Char(' ')),
    ("漢", Key::Char('漢')),
    ("\"", Key::Char('"')),
    (RETURN, Key::Enter),
    ("\x7f", Key::Backspace),
    ("\x03", Key::Ctrl('c')),
];

/// The next of a sequence of pseudo-random numbers, the same in each run (splitmix64, Steele 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Progress as it should be kept, without times and without choices that were not confirmed.
fn settled(mut progress: Progress) -> Progress {
    progress.memories.values_mut().for_each(|(_, memory)| memory.since = 0);
    for id in ["q", "s", "l", "p", "o"] {
        progress.answers.entry(id).draft.clear();
        if progress.answers.of(id) == Some(&Own::default()) {
            progress.answers.forget(id);
        }
    }
    progress
}

/// A moment of a replay: the progress without the text being written, the versions of that text since it was opened, and the screen.
struct Moment {
    kept: Progress,
    writing: Option<(About, Vec<String>)>,
    screen: Vec<String>,
}

/// Removes the text about a slide or a question, and returns it.
fn take_text(progress: &mut Progress, about: &About, names: &[String]) -> String {
    match about {
        About::Slide(slide) => progress.notes.remove(&names[*slide]).unwrap_or_default(),
        About::Question(id) => {
            let words = std::mem::take(&mut progress.answers.entry(id).words);
            *progress = settled(std::mem::take(progress));
            words
        }
    }
}

/// A replay as it should be, and everything that it should have kept.
struct Model {
    replay: Replay,
    log: String,
    names: Vec<String>,
    moments: Vec<Moment>,
}

impl Model {
    /// A replay that starts where a log ends.
    fn of(log: &Log) -> Self {
        let deck = Arc::new(deck::read(&Source::new("kept.toml", DECK)).0);
        let names = pupitre::progress::slide_names(&deck);
        let words = lang::words("en").expect("it is built in");
        let replay = Replay::new(deck, Arc::default(), words, SIZE, log.progress());
        let mut model = Self { replay, log: log.text(), names, moments: Vec::new() };
        model.take(Input::Tick);
        model
    }

    fn take(&mut self, input: Input) {
        let outcome = self.replay.update(input, Now::default());
        self.log.extend(outcome.changes.into_iter().map(|change| ProgressLine { when: u64::MAX, change }.line()));
        for effect in outcome.effects {
            if let Effect::Forget { slides, questions } = effect {
                let mut log = Log::parse(&self.log).expect("it is one");
                log.reset(&slides.into_iter().collect(), &questions.into_iter().collect());
                self.log = log.text();
                self.replay.take_progress(log.progress());
            }
        }
        self.note();
    }

    fn note(&mut self) {
        let mut kept = settled(self.replay.progress.clone());
        let writing = match &self.replay.screen().what {
            What::Write { about } => {
                let before = take_text(&mut kept, about, &self.names);
                let mut texts = match self.moments.last().and_then(|last| last.writing.clone()) {
                    Some((known, texts)) if known == *about => texts,
                    _ => vec![before],
                };
                texts.push(self.replay.screen().field.trim_end().to_owned());
                Some((about.clone(), texts))
            }
            _ => None,
        };
        self.moments.push(Moment { kept, writing, screen: rows(&view(&self.replay).rows(0).join("\n")) });
    }

    /// One of the keys possible now, chosen by a number. A key that would write a file is replaced.
    fn key(&self, number: u64) -> (&'static str, Key) {
        let keys = if self.replay.takes_text() { TYPED } else { KEYS };
        let writes = self
            .replay
            .chosen()
            .is_some_and(|spot| matches!(spot.target, Target::Act(act) if act.starts_with("write-")));
        if writes { ("b", Key::Char('b')) } else { keys[(number % keys.len() as u64) as usize] }
    }

    /// The last moment at which this would be the saved progress.
    fn moment_of(&self, known: &Progress) -> Option<usize> {
        self.moments.iter().rposition(|moment| match &moment.writing {
            None => moment.kept == *known,
            Some((about, texts)) => {
                let mut known = known.clone();
                let text = take_text(&mut known, about, &self.names);
                moment.kept == known && texts.contains(&text)
            }
        })
    }
}

fn rows(screen: &str) -> Vec<String> {
    let mut rows: Vec<String> = screen.lines().map(|row| row.trim_end().to_owned()).collect();
    rows.resize(SIZE.height.into(), String::new());
    rows
}

fn progress_file(state: &Folder) -> PathBuf {
    state.path().join("pupitre/progress/kept.jsonl")
}

fn log(state: &Folder) -> Log {
    match fs::read_to_string(progress_file(state)) {
        Ok(text) if !text.is_empty() => {
            let log = Log::parse(&text).unwrap_or_else(|why| panic!("{why:?}: {text}"));
            assert!(text.ends_with('\n'), "a line is cut off: {text}");
            let read = text.lines().skip(1).filter(|line| serde_json::from_str::<ProgressLine>(line).is_ok()).count();
            assert_eq!(read + 1, text.lines().count(), "each line is whole: {text}");
            log
        }
        _ => Log::new(Header::of(&deck::read(&Source::new("kept.toml", DECK)).0)),
    }
}

fn stage(state: &Folder, arguments: &[&str]) -> Stage {
    let folder = state.path().to_str().expect("a path in UTF-8");
    let environment = [("XDG_STATE_HOME", folder), ("EDITOR", ""), ("VISUAL", "")];
    Stage::of(SIZE.width, SIZE.height, &[&["replay"], arguments].concat(), &environment)
}

fn see_rows(stage: &Stage, wanted: &[String]) {
    stage.wait(&wanted.join("\n"), |screen| rows(&screen.contents()) == wanted);
}

#[test]
fn everything_seen_is_kept_whenever_the_program_is_killed() {
    let kills: u64 = std::env::var("PUPITRE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(30);
    let (state, mut random) = (Folder::new(), 20_261_127);
    let path = state.write("kept.toml", DECK);
    let (mut shown, mut all, mut waited, mut longest) = (0, 0, 0, 0);
    for kill in 0..kills {
        let mut model = Model::of(&log(&state));
        let mut stage = stage(&state, &[&path]);
        see_rows(&stage, &model.moments[0].screen);
        for _ in 0..=next(&mut random) % 12 {
            let (typed, key) = model.key(next(&mut random));
            stage.keys(typed);
            model.take(Input::Key(key));
        }
        // Now and then a section is started again while the program is being killed.
        if kill % 5 == 4 && !model.replay.takes_text() {
            let mut press = |(typed, key)| {
                stage.keys(typed);
                model.take(Input::Key(key));
                model.replay.chosen().map(|spot| spot.target.clone())
            };
            if press(("b", Key::Char('b'))).is_some() && press(("s", Key::Char('s'))).is_some() {
                // The last entry of the contents lists what can be started again. The first of those is asked about.
                assert_eq!(press(("\x1b[F", Key::End)), Some(Target::Act("forget-some")));
                let enter = (RETURN, Key::Enter);
                let _ = [enter, enter, ("\x1b[B", Key::Down), enter].map(press);
            }
        }
        let last = model.moments.last().expect("there is one");
        let patient = kill % 6 == 5;
        if patient {
            see_rows(&stage, &last.screen);
        }
        let most = if patient { 2_000_000 } else { 20_000 };
        let wait = Duration::from_micros(next(&mut random) % most);
        std::thread::sleep(wait);
        stage.signal(Signal::KILL);
        stage.end();
        let known = settled(log(&state).progress());
        let Some(last) = model.moment_of(&known) else { panic!("kill {kill}: nobody was ever there: {known:?}") };
        let is_last = last + 1 == model.moments.len();
        assert!(is_last || !patient, "kill {kill}: what was seen is lost");
        let last = &model.moments[last];
        if let Some(screen) = stage.whole_screen() {
            let screen = rows(&screen);
            let seen = model.moments.iter().position(|moment| moment.screen == screen);
            let seen = seen.unwrap_or_else(|| panic!("kill {kill}: no such screen:\n{}", screen.join("\n")));
            let kept = model.moment_of(&known).expect("it was found");
            assert!(seen <= kept, "kill {kill}: it was seen, and is lost:\n{}", screen.join("\n"));
            shown += usize::from(screen == last.screen);
        }
        if patient && wait >= Duration::from_secs(1) {
            waited += 1;
            if let Some((about, texts)) = &last.writing {
                let text = take_text(&mut known.clone(), about, &model.names);
                assert_eq!(Some(&text), texts.last(), "kill {kill}: a text older than a second");
            }
        }
        all += usize::from(is_last);
        longest = longest.max(log(&state).text().len());
    }
    println!(
        "{kills} kills: all kept at {all}, the last screen was seen at {shown}, {waited} after more than a second"
    );
    println!("{longest} bytes at most");
    assert!(shown > 0, "some of the kills came after the picture");
}

#[test]
fn two_replays_at_once_lose_nothing_of_each_other() {
    let state = Folder::new();
    let path = state.write("kept.toml", DECK);
    let (mut one, mut other) = (stage(&state, &[&path]), stage(&state, &[&path]));
    for stage in [&one, &other] {
        stage.see("Begin");
    }
    press(&mut one, &[(RETURN, "Good morning"), (RIGHT, "Which?"), ("2\r", "Right, at the first try")]);
    press(&mut other, &[(RETURN, "Good morning"), ("b", "Summary"), ("s", "Contents"), ("\x1b", "Summary")]);
    press(&mut other, &[("\x1b[D", "Good bye"), ("\x1b[D", "What is missing?"), ("1", "☑ tests")]);
    press(&mut one, &[("m", "Marked."), ("e", "Your note on"), ("of one\x03", "summary")][..2]);
    one.keys("of one\x03");
    one.see("all keys");
    press(&mut other, &[("m", "Marked."), ("e", "Your note on")]);
    other.keys("of the other\x03");
    other.see("all keys");
    let progress = log(&state).progress();
    assert!(progress.answers.of("q").expect("it was answered").is_settled());
    assert!(progress.answers.of("l").expect("it was ticked").chosen.contains("tests"));
    let notes: BTreeMap<String, String> =
        [("quiz".to_owned(), "of one".to_owned()), ("list".to_owned(), "of the other".to_owned())].into();
    assert_eq!(progress.notes, notes);
    assert_eq!(progress.marked, ["quiz".to_owned(), "list".to_owned()].into());
    // One replay starts the first section again while the other continues in the second.
    press(
        &mut one,
        &[
            ("s", "Contents"),
            ("\x1b[F\r", "Start everything over"),
            ("\r", "Forget what you have read and answered in “One”?"),
        ],
    );
    one.keys("\x1b[B\r");
    for _ in 0..5 {
        other.keys("1");
        other.see("☐ tests");
        other.keys("1");
        other.see("☑ tests");
    }
    one.see("Forgotten");
    other.keys("2");
    other.see("☑ data");
    let progress = log(&state).progress();
    assert_eq!(progress.answers.of("q"), None);
    assert_eq!(progress.answers.of("l").expect("it was ticked").chosen.len(), 2);
    assert_eq!(progress.notes, notes);
    assert_eq!(progress.marked.len(), 2);
    // The one that started again knows what the other has done meanwhile, as far as it was saved.
    one.see("Continue at 1. Hello");
    quit(one);
    quit(other);
}

#[test]
fn a_replay_resumes_where_it_was_left_or_starts_again_on_request() {
    let state = Folder::new();
    let path = state.write("kept.toml", DECK);
    let mut first = stage(&state, &[&path]);
    first.see("Begin");
    press(&mut first, &[(RETURN, "Good morning"), (RIGHT, "Which?"), ("m", "Marked."), ("e", "Your note on")]);
    first.keys("keep this\x03");
    first.see("all keys");
    press(&mut first, &[("2\r", "Right, at the first try"), (RIGHT, "Which ones?")]);
    quit(first);
    let mut second = stage(&state, &[&path]);
    second.see("Continue at 3. Several");
    second.see("Read from the first slide");
    press(&mut second, &[("\x1b[B", "Continue at"), (RETURN, "Good morning"), (RIGHT, "Right, at the first try")]);
    quit(second);
    let mut third = stage(&state, &[&path]);
    press(&mut third, &[("", "Continue at 3. Several"), (RETURN, "Which ones?"), ("s", "Contents")]);
    press(
        &mut third,
        &[
            ("\x1b[F\r", "Start everything over"),
            ("\x1b[F\r", "Forget what you have read and answered in this deck?"),
            ("\r", "Start everything over"),
        ],
    );
    press(&mut third, &[("\r", "Your marks and notes are kept"), ("\x1b[B\r", "Forgotten"), (RETURN, "Good morning")]);
    press(&mut third, &[(RIGHT, "1 ○ this"), ("v", "keep this")]);
    quit(third);
    let progress = log(&state).progress();
    assert_eq!((progress.notes.len(), progress.marked.len(), progress.answers.of("q")), (1, 1, None));
}

/// A replay of a deck with this progress, in which something is read and noted.
fn with_progress(state: &Folder, text: &str, seen: &str) -> Stage {
    let path = state.write("kept.toml", DECK);
    fs::create_dir_all(progress_file(state).parent().expect("a folder")).expect("a folder");
    fs::write(progress_file(state), text).expect("it is written");
    let mut stage = stage(state, &[&path]);
    stage.see(seen);
    press(
        &mut stage,
        &[(RETURN, "Good morning"), (RIGHT, "Which?"), ("2\r", "Right, at the first try"), ("e", "Your note")],
    );
    stage.keys("mine\x03");
    stage.see("all keys");
    stage
}

#[test]
fn progress_of_a_newer_version_is_left_as_it_is_and_reading_goes_on() {
    let state = Folder::new();
    let text = "{\"progress\":9,\"deck\":7}\r\n{\"danced\":\u{9b}\n\n";
    let mut stage = with_progress(&state, text, "newer version");
    // Starting again keeps the note, although nothing is on disk.
    press(
        &mut stage,
        &[
            ("s", "Contents"),
            ("\x1b[F\r", "Start everything over"),
            ("\r", "Your marks and notes are kept"),
            ("\x1b[B\r", "Forgotten"),
        ],
    );
    press(&mut stage, &[("v", "mine"), ("\x1b", "Begin")]);
    quit(stage);
    assert_eq!(fs::read_to_string(progress_file(&state)).expect("it is there"), text);
    let folder = fs::read_dir(progress_file(&state).parent().expect("a folder")).expect("it is there");
    assert_eq!(folder.count(), 1, "nothing else was written");
    let environment = state.path().to_str().expect("a path").to_owned();
    let export = pupitre(&["replay", &state.name("kept.toml"), "--export-progress", "-"])
        .env("XDG_STATE_HOME", environment)
        .output();
    let ran = Ran::from(export.expect("it runs"));
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("newer version"), "{}", ran.err);
}

#[test]
fn unreadable_progress_is_put_aside_and_reading_goes_on() {
    let state = Folder::new();
    for (number, garbage) in [(1, "\u{0}garbage"), (2, "{\"progress\":1}\n"), (3, "[]\n{\"progress\":1")] {
        let reader = with_progress(&state, garbage, "Begin");
        assert!(reader.raw().contains("Your progress could not be read."));
        quit(reader);
        let aside = progress_file(&state).with_extension(format!("{number}.broken"));
        assert_eq!(fs::read_to_string(aside).expect("it was put aside"), garbage);
        let progress = log(&state).progress();
        assert_eq!((progress.notes["quiz"].as_str(), progress.seen.len()), ("mine", 1), "{garbage:?}");
    }
}

#[test]
fn without_a_state_folder_the_reader_is_told_that_progress_is_not_kept() {
    let state = Folder::new();
    let path = state.write("kept.toml", DECK);
    state.write("pupitre", "a file where a folder should be");
    let mut stage = stage(&state, &[&path]);
    press(&mut stage, &[("", "Your progress is not kept"), (RETURN, "Good morning"), (RIGHT, "Which?")]);
    press(&mut stage, &[("2\r", "Right, at the first try"), (RIGHT, "Which ones?")]);
    press(&mut stage, &[("q", "Press q again")]);
    quit(stage);
    let nowhere = [("XDG_STATE_HOME", ""), ("HOME", "")];
    let mut stage = Stage::of(80, 24, &["replay", &path], &nowhere);
    press(&mut stage, &[("", "Your progress is not kept"), (RETURN, "Good morning"), (RIGHT, "Which?")]);
    press(&mut stage, &[("q", "Press q again")]);
    quit(stage);
}

/// A replay that may write no file larger than this many blocks of 512 bytes.
fn on_full_disk(state: &Folder, path: &str, blocks: u32) -> Stage {
    let call = format!(
        "trap '' XFSZ; ulimit -f {blocks}; export XDG_STATE_HOME='{}'; exec \"$PUPITRE\" replay '{path}'",
        state.path().display()
    );
    Stage::shell(&["-c", &call])
}

#[test]
fn on_a_full_disk_the_reader_is_told_and_nothing_is_spoiled() {
    let state = Folder::new();
    let path = state.write("kept.toml", DECK);
    // Not one byte can be written.
    let mut stage = on_full_disk(&state, &path, 0);
    press(
        &mut stage,
        &[("", "Begin"), (RETURN, "Your progress is not kept"), ("m", "⚠ not kept"), ("q", "Press q again")],
    );
    quit(stage);
    log(&state);
    // There is room for a line or two.
    let mut stage = on_full_disk(&state, &path, 1);
    press(&mut stage, &[("", "Begin"), (RETURN, "Good morning"), ("e", "Your note")]);
    stage.keys(&"a long note ".repeat(50));
    stage.keys("\x03");
    stage.see("⚠ not kept");
    press(&mut stage, &[(RIGHT, "Which?"), ("2\r", "Right, at the first try"), ("q", "Press q again")]);
    quit(stage);
    let progress = log(&state).progress();
    assert_eq!(progress.at.as_deref(), Some("#hello"));
}

/// Progress so long that it is shortened when a replay begins.
fn long_progress() -> String {
    let header = Log::new(Header::of(&deck::read(&Source::new("kept.toml", DECK)).0)).text();
    let line = |when: u64| format!("{{\"when\":{when},\"at\":\"quiz\"}}\n");
    let noted = "{\"when\":1,\"noted\":{\"slide\":\"list\",\"text\":\"old\"}}\n";
    header + noted + &(1..12_000).map(line).collect::<String>()
}

#[test]
fn long_progress_is_read_even_if_the_disk_is_too_full_to_shorten_it() {
    let state = Folder::new();
    let path = state.write("kept.toml", DECK);
    fs::create_dir_all(progress_file(&state).parent().expect("a folder")).expect("a folder");
    fs::write(progress_file(&state), long_progress()).expect("it is written");
    let mut full = on_full_disk(&state, &path, 0);
    press(&mut full, &[("", "Continue at 2. Quiz"), ("v", "old"), ("\x1b", "Continue at")]);
    quit(full);
    assert_eq!(fs::read_to_string(progress_file(&state)).expect("it is there"), long_progress());
    let mut stage = stage(&state, &[&path]);
    press(&mut stage, &[("", "Continue at 2. Quiz"), ("v", "old"), ("\x1b", "Continue at")]);
    quit(stage);
    assert!(fs::metadata(progress_file(&state)).expect("it is there").len() < 1000, "it was made shorter");
}

#[test]
fn failed_writes_are_repeated_once_possible() {
    let state = Folder::new();
    let path = state.write("kept.toml", DECK);
    fs::create_dir_all(progress_file(&state)).expect("a folder where a file should be");
    fs::remove_dir(progress_file(&state)).expect("it is there");
    let mut stage = stage(&state, &[&path]);
    press(&mut stage, &[("", "Begin"), (RETURN, "Good morning")]);
    fs::rename(progress_file(&state), state.name("elsewhere")).expect("it is there");
    fs::create_dir(progress_file(&state)).expect("a folder where a file should be");
    press(&mut stage, &[(RIGHT, "Your progress is not kept"), ("2\r", "Right, at the first try")]);
    fs::remove_dir(progress_file(&state)).expect("it is there");
    fs::rename(state.name("elsewhere"), progress_file(&state)).expect("it is there");
    press(&mut stage, &[("m", "Marked.")]);
    quit(stage);
    let progress = log(&state).progress();
    assert!(progress.answers.of("q").expect("it was answered").is_settled());
    assert_eq!((progress.at.as_deref(), progress.marked.len()), (Some("quiz"), 1));
}

/// Runs `replay` without a terminal, with its progress in this folder.
fn replay(state: &Folder, arguments: &[&str]) -> Ran {
    let mut command = pupitre(&[&["replay"], arguments].concat());
    command.env("XDG_STATE_HOME", state.path()).output().expect("it runs").into()
}

#[test]
fn progress_is_taken_from_one_machine_to_another() {
    let (here, there) = (Folder::new(), Folder::new());
    quit(with_progress(&here, "", "Begin"));
    let (deck, file) = (here.name("kept.toml"), here.name("progress.jsonl"));
    let other_deck = here.write("other.toml", DECK.replace("'Kept'", "'An\\u001b[2J other'").replace('\'', "\""));
    let exported = replay(&here, &[&deck, "--export-progress", "-"]);
    assert_eq!((exported.code, exported.err.as_str()), (Some(0), ""));
    assert_eq!(replay(&here, &[&deck, "--export-progress", &file]).code, Some(0));
    assert_eq!(fs::read_to_string(&file).expect("it is written"), exported.out);
    let refused = replay(&there, &[&other_deck, "--import-progress", &file]);
    let why = format!("error: \"{file}\" is progress in another deck, \"Kept\". Name that deck.\n");
    assert_eq!((refused.code, refused.err), (Some(2), why));
    let count = exported.out.lines().count() - 1;
    let said = [format!("{count} new lines imported.\n"), "0 new lines imported.\n".to_owned()];
    for said in &said {
        let imported = replay(&there, &[&deck, "--import-progress", &file]);
        assert_eq!((imported.code, imported.err.as_str(), &imported.out), (Some(0), "", said));
    }
    assert_eq!(log(&there), log(&here));
    let notes = replay(&there, &[&deck, "--export-notes", "-"]);
    assert!(notes.out.contains("### 2. Quiz\n\nmine\n"), "{}", notes.out);
    for (name, wanted) in [("notes.html", "<p>mine</p>"), ("notes.PDF", "%PDF-")] {
        let file = there.name(name);
        assert_eq!(replay(&there, &[&deck, "--export-notes", &file]).code, Some(0));
        let written = fs::read(&file).expect("it is written");
        assert!(String::from_utf8_lossy(&written).contains(wanted), "{name}");
    }
    for name in ["notes.docx", "notes.xyz"] {
        let refused = replay(&there, &[&deck, "--export-notes", &there.name(name)]);
        assert!(refused.code == Some(2) && refused.err.contains(".pdf"), "{}", refused.err);
        assert!(!there.path().join(name).exists());
    }
    for (text, why) in [("garbage", "not a progress file"), ("{\"progress\":9}", "this program reads version 1")] {
        let wrong = replay(&there, &[&deck, "--import-progress", &here.write("wrong", text)]);
        assert!(wrong.code == Some(2) && wrong.err.contains(why), "{}", wrong.err);
    }
    assert_eq!(run(&["replay", &deck, "--import-progress", &here.name("none")]).code, Some(2));
}

#[test]
fn exported_notes_and_progress_replace_another_file_only_if_forced() {
    let state = Folder::new();
    let deck = state.write("kept.toml", DECK);
    for (what, name) in [("--export-notes", "a.md"), ("--export-notes", "a.html"), ("--export-progress", "a.jsonl")] {
        let file = state.write(name, "mine");
        let refused = replay(&state, &[&deck, what, &file]);
        assert!(refused.code == Some(2) && refused.err.contains("Add `--force`"), "{}", refused.err);
        assert_eq!(fs::read_to_string(&file).expect("it is there"), "mine");
        assert_eq!(replay(&state, &[&deck, what, &file, "--force"]).code, Some(0));
        assert_eq!(replay(&state, &[&deck, what, &file]).code, Some(0), "the same again is no loss");
    }
}

#[test]
fn imported_progress_sends_nothing_to_the_terminal() {
    let state = Folder::new();
    let deck = state.write("kept.toml", DECK);
    let evil = "a\\u001b[2J\\u009b31m\\u001b]0;x\\u0007\\u202eb";
    let lines = [
        format!("{{\"when\":1,\"noted\":{{\"slide\":\"#hello\",\"text\":\"{evil}\"}}}}"),
        format!("{{\"when\":1,\"said\":{{\"question\":\"o\",\"words\":\"{evil}\"}}}}"),
        format!("{{\"when\":1,\"named\":\"{evil}\"}}"),
        format!("{{\"when\":1,\"at\":\"{evil}\"}}"),
        "\u{1b}[2J a line that is none".to_owned(),
    ];
    let header = Log::new(Header::of(&deck::read(&Source::new("kept.toml", DECK)).0)).text();
    let file = state.write("evil.jsonl", header.replace("\"Kept\"", &format!("\"{evil}\"")) + &lines.join("\n"));
    assert_eq!(replay(&state, &[&deck, "--import-progress", &file]).code, Some(0));
    let elsewhere = state.write("elsewhere.toml", DECK.replace("'Kept'", "'Elsewhere'"));
    let refused = replay(&state, &[&elsewhere, "--import-progress", &file]);
    let notes = replay(&state, &[&deck, "--export-notes", "-"]);
    let heard = crate::common::checking::feed(
        {
            let mut command = pupitre(&["replay", "--plain", &deck]);
            command.env("XDG_STATE_HOME", state.path());
            command
        },
        "v\nb\ne\nq\n",
    );
    assert!(notes.out.contains("a␛[2J") && heard.out.contains("a␛[2J"), "{} {}", notes.out, heard.out);
    for written in [refused.err, notes.out, heard.out] {
        assert!(written.chars().all(|char| char == '\n' || crate::common::stream::is_harmless(char)), "{written:?}");
    }
}
