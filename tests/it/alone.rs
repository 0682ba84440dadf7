//! Reading a deck alone, on a screen and line by line: from the start page to the certificate, and from module to module.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::common::checking::{Ran, feed};
use crate::common::stage::{CTRL_C, CTRL_Z, LEAVE, RETURN, RIGHT, Signal, Stage, press, quit};
use crate::common::{Folder, pupitre};
use expect_test::expect;
use pupitre::progress::{Change, ProgressLine};

const DECK: &str = "
format = 1
title = 'Alone'
lang = 'en'
duration = '3min'
[[term]]
name = 'pod'
definition = 'the smallest thing that runs'
[[section]]
title = 'One'
[[section.slide]]
title = 'Hello'
body = 'A pod.'
lesson = 'A lesson.'
[[section.slide]]
title = 'Quiz'
[[section.slide.block]]
kind = 'quiz'
id = 'q'
question = 'Which?'
choices = ['this', 'that']
answer = [2]
why = 'Because.'
[[section]]
title = 'Two'
[[section.slide]]
title = 'Asked'
[[section.slide.block]]
kind = 'poll'
id = 'p'
question = 'A project?'
choices = ['Yes', 'No']
";

const DOWN: &str = "\x1b[B";
const TOO_SMALL: &str = "Larger terminal needed (20x6)";

/// A folder with the deck.
fn folder() -> (Folder, String) {
    let folder = Folder::new();
    let path = folder.write("alone.toml", DECK);
    (folder, path)
}

/// A replay on a screen. Its progress is kept in `state`; no editor is set.
fn replay(state: &Folder, arguments: &[&str]) -> Stage {
    of_size(state, (80, 24), arguments, &[])
}

fn of_size(state: &Folder, size: (u16, u16), arguments: &[&str], environment: &[(&str, &str)]) -> Stage {
    let folder = state.path().to_str().expect("a path in UTF-8");
    let usual = [("XDG_STATE_HOME", folder), ("VISUAL", ""), ("EDITOR", "")];
    Stage::of(size.0, size.1, &[&["replay"], arguments].concat(), &[&usual[..], environment].concat())
}

/// The progress that was saved for a deck, without times.
fn changes(state: &Path, deck: &str) -> Vec<Change> {
    let text = fs::read_to_string(state.join(format!("pupitre/progress/{deck}.jsonl"))).unwrap_or_default();
    let lines =
        text.lines().skip(1).map(|line| serde_json::from_str::<ProgressLine>(line).expect("a whole line").change);
    lines.collect()
}

/// The output of a line-by-line replay through pipes, in its own folder.
fn told(folder: &Folder, deck: &str, lines: &str) -> String {
    let mut command = pupitre(&["replay", "--plain", deck]);
    command.env("XDG_STATE_HOME", folder.path()).current_dir(folder.path());
    let Ran { code, out, err } = feed(command, lines);
    assert_eq!((err.as_str(), code), ("", Some(0)));
    assert!(out.chars().all(|char| char == '\n' || !char.is_control()), "{out:?}");
    out
}

/// The text with dates replaced.
fn undated(text: &str) -> String {
    let line = |line: &str| if line.starts_with("Date: ") { "Date: TODAY\n".to_owned() } else { format!("{line}\n") };
    text.lines().map(line).collect()
}

/// From the start page to the certificate: the line typed at each step.
const LINES: &[&str] = &["1", "n", "1", "2", "n", "1", "n", "1", "Ann", "1", "q"];

#[test]
fn a_deck_is_read_line_by_line_through_a_pipe_and_each_change_is_told_once() {
    let (folder, path) = folder();
    let out = told(&folder, &path, &(LINES.join("\n") + "\n"));
    expect![[r#"
        Alone
        0 of 3 slides done · about 3 min left
        1) Begin
        2) Contents
        Type a number to open a line, or press Enter to continue.
        Keys: Enter continues, → next slide, ← previous slide, s contents, t what is left, ? all keys, q quit.
        > 1
        Section 1 of 2: One
        Slide 1 of 3: Hello
        A pod.
        Lesson
        A lesson.
        > n
        Slide 2 of 3: Quiz
        Which?

        1. this
        2. that
        Answer: 1–2, then Enter.
        > 1
        Not quite. Try again.
        Answer: 1–2, then Enter.
        > 2
        Right, at the 2nd try.
        Answer: that

        Because.
        > n
        Section 2 of 2: Two
        Slide 3 of 3: Asked
        A project?

        1. Yes
        2. No
        Answer: 1–2, then Enter.
        > 1
        1. Yes — your answer
        2. No
        > n
        Summary
        You have read everything.
        3 of 3 slides done · all done
        Quizzes: 1 of 1 right, 0 at the first try
        1) Certificate of completion
        To review: 1 slide
        2) Quiz to review
        Their questions come again from tomorrow on.
        3) Your marks (0) and notes (0)
        Type a number to open a line, or press Enter to continue.
        > 1
        Your name, for the certificate (nothing is sent)
        > Ann
        CERTIFICATE OF COMPLETION
        1) Save it to a file
        2) Use another name
        Ann has worked through “Alone”.
        Date: TODAY
        3 slides, planned for 3 minutes
        Quizzes: 1 of 1 right, 0 at the first try
        Made by Pupitre on the reader’s own computer. Nothing was sent, and nobody supervised it.
        Type a number to open a line, or press Enter to close.
        > 1
        ▸ Save it to a file
        Saved: FOLDER/certificate-alone.txt
        > q
        Your progress is kept. Resume with: pupitre replay FOLDER/alone.toml --plain
    "#]]
    .assert_eq(&undated(&out).replace(&folder.path().display().to_string(), "FOLDER"));
    let certificate = fs::read_to_string(folder.name("certificate-alone.txt")).expect("it was written");
    assert!(certificate.contains("Ann has worked through “Alone”."), "{certificate}");
    // The same deck, read on the screen.
    let screen = Folder::new();
    let mut stage = replay(&screen, &[&path]);
    press(&mut stage, &[("", "Begin"), (RETURN, "A lesson."), (RIGHT, "Which?"), ("1\r", "Not quite")]);
    press(&mut stage, &[("2\r", "Right, at the 2nd try"), (RIGHT, "A project?"), ("1\r", "Change my answer")]);
    press(&mut stage, &[(RIGHT, "Certificate of completion"), (RETURN, "Your name"), ("Ann\r", "Ann has worked")]);
    quit(stage);
    assert_eq!(changes(screen.path(), "alone"), changes(folder.path(), "alone"));
}

#[test]
fn a_dumb_terminal_gets_the_same_lines_and_no_screen() {
    let (folder, path) = folder();
    let lines = [&LINES[..LINES.len() - 2], &["q"]].concat();
    let piped = told(&folder, &path, &(lines.join("\n") + "\n"));
    let state = Folder::new();
    let mut stage = of_size(&state, (80, 24), &[&path], &[("TERM", "dumb")]);
    let heard = ["Keys:", "A lesson.", "Which?", "Not quite", "Because.", "A project?", "your answer"];
    let heard = heard.into_iter().chain(["Summary", "Your name", "worked through"]);
    for (seen, line) in heard.zip(lines) {
        stage.wait_for_bytes(seen);
        stage.keys(&format!("{line}\n"));
    }
    assert_eq!(stage.end().exit_code(), 0);
    let raw = stage.raw().replace("\r\n", "\n");
    assert!(!raw.contains('\x1b'), "{raw:?}");
    // The terminal echoes what is typed, and also breaks lines; the last line names the command.
    let typed = |line: &&str| LINES.contains(line) || line.starts_with('>');
    let words = |text: &str| {
        let lines: Vec<&str> = text.lines().filter(|line| !typed(line)).collect();
        let told = lines[..lines.len() - 1].join(" ");
        told.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(words(&raw), words(&piped));
    assert_eq!(changes(state.path(), "alone"), changes(folder.path(), "alone"));
}

#[test]
fn a_note_typed_line_by_line_is_kept_even_if_unfinished() {
    let (folder, path) = folder();
    let mut stage = replay(&folder, &["--plain", &path]);
    stage.wait_for_bytes("Keys:");
    stage.keys("1\r");
    stage.wait_for_bytes("A lesson.");
    stage.keys("e");
    stage.wait_for_bytes("Your note on");
    stage.keys("half a");
    let until = Instant::now() + Duration::from_secs(20);
    let noted = || {
        changes(folder.path(), "alone").iter().any(|it| matches!(it, Change::Noted { text, .. } if text == "half a"))
    };
    while !noted() {
        assert!(Instant::now() < until, "it was never kept");
        std::thread::park_timeout(Duration::from_millis(20));
    }
    assert!(!stage.raw().contains('\x1b'));
    stage.signal(Signal::KILL);
    stage.end();
}

const COURSE: &str = "course = 1\nname = \"Three steps\"\n\
    [[module]]\nid = \"one\"\ndeck = \"one.toml\"\n\
    [[module]]\nid = \"two\"\ndeck = \"two.toml\"\nneeds = [\"one\"]\n\
    [[module]]\nid = \"three\"\ntitle = \"The third\"\nneeds = [\"two\"]\n";

/// A deck of two slides that names its course.
fn module(title: &str) -> String {
    let slides =
        "[[section.slide]]\ntitle = \"Begun\"\nbody = \"x\"\n[[section.slide]]\ntitle = \"Done\"\nbody = \"y\"\n";
    format!(
        "format = 1\ntitle = \"{title}\"\nlang = \"en\"\n[course]\nfile = \"course.toml\"\n[[section]]\ntitle = \"s\"\n{slides}"
    )
}

fn course() -> (Folder, String) {
    let folder = Folder::new();
    folder.write("one.toml", module("The first"));
    folder.write("two.toml", module("The second"));
    let path = folder.write("course.toml", COURSE);
    (folder, path)
}

#[test]
fn a_course_leads_from_module_to_module_and_keeps_the_progress_of_each() {
    let (folder, path) = course();
    let mut stage = replay(&folder, &[&path]);
    let list = stage.see("3. The third");
    for words in ["○ 1. The first", "○ 2. The second", "first: The first", "0/2"] {
        assert!(list.contains(words), "{words}:\n{list}");
    }
    press(&mut stage, &[(RETURN, "Begin"), (RETURN, "1/2"), (RIGHT, "2/2"), (RIGHT, "Next module: The second")]);
    press(&mut stage, &[("c", "✓ 1. The first")]);
    press(&mut stage, &[("b", "Next module"), (DOWN, "Next module"), (RETURN, "Begin"), (RETURN, "1/2")]);
    press(&mut stage, &[("m", "Marked."), ("c", "◐ 2. The second")]);
    let list = stage.screen();
    assert!(list.contains("✓ 1. The first") && !list.contains("first: The first"), "{list}");
    quit(stage);
    assert_eq!(changes(folder.path(), "the-first").len(), 4);
    assert!(changes(folder.path(), "the-second").iter().any(|change| matches!(change, Change::Marked { .. })));
    // The course page offers the first module that is not done.
    let mut stage = replay(&folder, &[&path]);
    press(&mut stage, &[("", "✓ 1. The first"), (RETURN, "Continue at 2. Done"), (RETURN, "2/2")]);
    quit(stage);
}

#[test]
fn somebody_who_moved_to_another_module_is_told_how_to_resume_it() {
    let (folder, path) = course();
    let deck = path.replace("course.toml", "one.toml");
    let mut stage = replay(&folder, &[&deck]);
    press(&mut stage, &[("", "Begin"), (RETURN, "1/2"), (RIGHT, "2/2"), (RIGHT, "Next module: The second")]);
    press(&mut stage, &[("b", "Next module"), (DOWN, "Next module"), (RETURN, "Begin"), (RETURN, "1/2")]);
    press(&mut stage, &[("q", "Resume with:")]);
    let told = stage.screen();
    assert!(told.contains("two.toml") && !told.contains("one.toml"), "{told}");
}

#[test]
fn a_deck_that_names_its_course_lists_its_modules() {
    let (folder, _) = course();
    let mut stage = replay(&folder, &[&folder.name("two.toml")]);
    press(&mut stage, &[("", "Begin"), (RETURN, "1/2"), ("c", "first: The first")]);
    press(&mut stage, &[("\x1b[A", "2. The second"), (RETURN, "Begin")]);
    assert!(stage.screen().contains("The first"), "{}", stage.screen());
    quit(stage);
    assert_eq!(changes(folder.path(), "the-first"), []);
}

/// A replay in which the note is edited by these lines of shell.
fn edited(lines: &str) -> (Folder, Stage) {
    let (folder, path) = folder();
    let editor = format!("sh {}", folder.write("editor.sh", lines));
    let mut stage = of_size(&folder, (80, 24), &[&path], &[("EDITOR", &editor)]);
    press(&mut stage, &[("", "Begin"), (RETURN, "A lesson."), ("e", "Your note"), ("before ", "Ctrl-E your editor")]);
    (folder, stage)
}

fn note(folder: &Folder) -> Option<String> {
    changes(folder.path(), "alone").into_iter().rev().find_map(|change| match change {
        Change::Noted { text, .. } => Some(text),
        _ => None,
    })
}

#[test]
fn a_note_is_written_in_the_users_editor_and_the_screen_is_redrawn() {
    let (folder, mut stage) = edited("printf 'in the editor'; read key; printf 'and after\\033[2J\\n' >> \"$1\"");
    stage.keys("\x05");
    stage.wait("the editor", |screen| screen.contents().contains("in the editor") && !screen.alternate_screen());
    assert!(stage.is_cooked(), "the editor has the modes of the shell");
    stage.keys("x\n");
    let screen = stage.wait("the note", |screen| screen.contents().contains("and after") && screen.alternate_screen());
    assert!(screen.contains("before and after␛[2J") && screen.contains("Ctrl-E your editor"), "{screen}");
    assert!(!screen.contains("in the editor"), "{screen}");
    stage.keys("!");
    stage.keys(CTRL_C);
    stage.see("A lesson.");
    assert_eq!(note(&folder).as_deref(), Some("before and after␛[2J\n!"));
    quit(stage);
}

#[test]
fn an_editor_that_saves_nothing_changes_nothing() {
    for lines in ["exit 1", "rm \"$1\"", "kill -9 $$", "printf x > \"$1\"; exit 3"] {
        let (folder, mut stage) = edited(lines);
        stage.keys("\x05");
        stage.keys("and on");
        stage.see("before and on");
        stage.keys(CTRL_C);
        stage.see("A lesson.");
        assert_eq!(note(&folder).as_deref(), Some("before and on"), "{lines}");
        quit(stage);
    }
}

#[test]
fn an_interrupt_is_for_the_editor_while_it_has_the_terminal() {
    let (_folder, mut stage) = edited("trap '' INT; printf 'in the editor'; read key; printf 'and after' >> \"$1\"");
    stage.keys("\x05");
    stage.see("in the editor");
    stage.keys(CTRL_C);
    stage.keys("\n");
    stage.see("Your editor returned nothing");
    stage.see("before");
    stage.keys(CTRL_C);
    stage.see("A lesson.");
    quit(stage);
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_again() {
    let (_folder, path) = folder();
    let mut stage = Stage::shell(&["-i"]);
    press(&mut stage, &[("", "$ ")]);
    stage.keys(&format!("\"$PUPITRE\" replay '{path}'\n"));
    press(&mut stage, &[("", "Begin"), (RETURN, "A lesson."), ("e", "Your note"), ("half", "half")]);
    for _ in 0..2 {
        stage.keys(CTRL_Z);
        stage.wait("the shell", |screen| screen.contents().contains("Stopped") && !screen.alternate_screen());
        stage.keys("echo $((6 * 7))\n");
        stage.see("42");
        stage.keys("clear; fg\n");
        stage.wait("the note", |screen| screen.alternate_screen() && screen.contents().contains("half"));
        press(&mut stage, &[("x", "halfx"), ("\x7f", "half▏")]);
    }
    press(&mut stage, &[(CTRL_C, "A lesson.")]);
    stage.keys("q");
    stage.wait("the prompt", |screen| !screen.alternate_screen() && screen.contents().trim_end().ends_with('$'));
    stage.keys("exit\n");
    assert_eq!(stage.end().exit_code(), 0);
    stage.assert_given_back();
}

/// Keys that lead from the start page to a screen, and words on that screen.
const SCREENS: &[(&str, &str)] = &[
    ("", "Alone"),
    ("\r", "Hello"),
    ("\r\x1b[C", "Which?"),
    ("\r\x1b[C1\r", "Not quite"),
    ("s", "Contents"),
    ("?", "What you can do"),
    ("l", "Sources"),
    ("v", "Your marks"),
    ("b", "Summary"),
    ("/pod", "Search pod"),
    ("\re", "Your note"),
    ("\r\x1b[B\r", "smallest"),
    ("\rs\x1b[F\r\x1b[F\r", "Forget"),
];

#[test]
fn a_signal_gives_the_terminal_back_from_every_screen() {
    let (folder, path) = folder();
    for (keys, words) in SCREENS {
        let mut stage = replay(&folder, &[&path]);
        stage.see("Alone");
        stage.keys(keys);
        stage.see(words);
        stage.signal(Signal::TERM);
        assert_eq!(stage.end().exit_code(), 143, "{words}");
        stage.assert_given_back();
        let raw = stage.raw();
        assert!(!raw.rsplit(LEAVE).next().unwrap_or_default().contains('\x1b'), "written after the end, at {words}");
        let _ = fs::remove_dir_all(folder.path().join("pupitre"));
    }
}

#[test]
fn every_screen_bears_every_size() {
    let (folder, path) = folder();
    for (keys, words) in SCREENS {
        let mut stage = replay(&folder, &[&path]);
        stage.see("Alone");
        stage.keys(keys);
        stage.see(words);
        for size in [(1, 1), (20, 6), (40, 12), (60, 16), (200, 60), (19, 6), (80, 24)] {
            stage.resize(size.0, size.1);
            // On the smallest screen the top of the page may be scrolled away.
            let words = if size == (20, 6) { "" } else { words };
            stage.see_at(size, words, TOO_SMALL);
        }
        stage.signal(Signal::TERM);
        assert_eq!(stage.end().exit_code(), 143, "{words}");
        let _ = fs::remove_dir_all(folder.path().join("pupitre"));
    }
}

#[test]
fn three_hundred_resizes_leave_a_complete_page() {
    let (folder, path) = folder();
    for (keys, words) in [("\r", "A lesson."), ("\re", "Your note")] {
        let mut stage = replay(&folder, &[&path]);
        stage.see("Alone");
        stage.keys(keys);
        let before = stage.see(words);
        for number in 0..300u16 {
            stage.resize(1 + number * 37 % 200, 1 + number * 11 % 60);
        }
        stage.resize(80, 24);
        stage.wait(&before, |screen| screen.contents() == before);
        stage.signal(Signal::TERM);
        assert_eq!(stage.end().exit_code(), 143);
        stage.assert_given_back();
        let _ = fs::remove_dir_all(folder.path().join("pupitre"));
    }
}

#[test]
fn progress_is_written_as_statements_for_a_learning_platform_and_questions_as_gift() {
    let (folder, path) = folder();
    told(&folder, &path, &(LINES.join("\n") + "\n"));
    let run = |arguments: &[&str]| {
        let mut command = pupitre(arguments);
        command.env("XDG_STATE_HOME", folder.path()).current_dir(folder.path());
        let Ran { code, out, err } = feed(command, "");
        assert_eq!((err.as_str(), code), ("", Some(0)));
        out
    };
    run(&["replay", &path, "--export-progress", "me.xapi.json"]);
    let text = fs::read_to_string(folder.path().join("me.xapi.json")).unwrap();
    let all: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let verbs: Vec<&str> = all.iter().filter_map(|it| it["verb"]["display"]["en"].as_str()).collect();
    assert_eq!(verbs, ["answered", "answered", "completed", "answered", "scored"]);
    assert!(all.iter().all(|it| it["actor"]["name"] == "Ann"), "{text}");
    let time = all[0]["timestamp"].as_str().unwrap();
    assert!(time.starts_with("20") && time.contains('T') && time.ends_with('Z'), "{time}");

    let gift = run(&["export", &path, "--to", "gift"]);
    expect![[r#"
        // GIFT, written by Pupitre

        $CATEGORY: Alone

        // 2. Quiz
        ::q::[plain]Which?{
          ~this
          =that
          ####[markdown]Because.
        }

        // 3. Asked
        // "p" has no right answer, it is left out.
    "#]]
    .assert_eq(&gift);
}

#[test]
fn the_page_to_keep_has_key_points_answers_and_the_glossary() {
    let folder = Folder::new();
    let keep = "title = 'Hello'\nkeep = true\nobjectives = ['say']";
    let objective = "[[objective]]\nid = 'say'\ntext = 'say hello'\n[[section]]\ntitle = 'One'";
    let deck = DECK.replace("title = 'Hello'", keep).replacen("[[section]]\ntitle = 'One'", objective, 1);
    let path = folder.write("alone.toml", &deck);
    told(&folder, &path, "1\nn\n1\n2\nn\n1\nq\n");
    let write = |file: &str| {
        let mut command = pupitre(&["replay", &path, "--export-notes", file]);
        command.env("XDG_STATE_HOME", folder.path()).current_dir(folder.path());
        let Ran { code, out, err } = feed(command, "");
        assert_eq!((err.as_str(), code), ("", Some(0)));
        out
    };
    let page = write("-");
    let (head, rest) = page.split_once('\n').unwrap();
    assert_eq!(head, "# Alone");
    expect![[r#"
        ## What you will be able to do

        - ◐ say hello (seen)

        ## 1. Hello

        A pod.

        ## Your marks and notes

        ### Two

        #### 3. Asked

        *A project?*

        > Yes

        ## Glossary

        - pod — the smallest thing that runs
    "#]]
    .assert_eq(&rest[rest.find("##").unwrap()..]);
    for file in ["page.html", "page.pdf", "page.txt", "page.md"] {
        write(file);
    }
    let read = |file: &str| fs::read(folder.path().join(file)).unwrap();
    assert!(read("page.pdf").starts_with(b"%PDF-") && read("page.html").starts_with(b"<!"));
    let text = String::from_utf8(read("page.txt")).unwrap();
    assert!(text.starts_with("Alone\n=====\n") && text.contains("say hello (seen)") && !text.contains("##"), "{text}");
}
