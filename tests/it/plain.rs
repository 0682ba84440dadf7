//! A show in plain text, through a pipe and on a terminal: each thing is told once, and nothing that a terminal obeys.

use std::fs;

use crate::common::checking::feed;
use crate::common::stage::{RIGHT, Signal, Stage};
use crate::common::{Folder, pupitre};
use expect_test::expect;

const DECK: &str = r##"
format = 1
title = "Heard"
lang = "en"
duration = "10min"
[[section]]
title = "One"
[[section.slide]]
title = "Hello"
body = "Good morning."
notes = "Greet them."
[[section.slide]]
title = "Items"
reveal = "items"
body = """
- first
- second
"""
[[section]]
title = "Two"
[[section.slide]]
title = "Asking"
[[section.slide.block]]
kind = "poll"
id = "p"
question = "A project?"
choices = ["Yes", "No"]
[[section.slide]]
title = "Drawn"
reveal = "blocks"
body = """
Before.

```diagram alt="From a to b" reveal=["a", "b"]
graph LR
  a[Alpha] --> b[Beta]
```

```rust highlight="1,2"
let one = 1;
let two = 2;
```
"""
"##;

/// The output when these lines are typed through a pipe.
fn told(lines: &str) -> String {
    let folder = Folder::new();
    let deck = folder.write("heard.toml", DECK);
    let ran = feed(pupitre(&["present", "--plain", &deck, "--no-record"]), lines);
    assert_eq!((ran.err.as_str(), ran.code), ("", Some(0)));
    assert!(ran.out.chars().all(|char| char == '\n' || !char.is_control()), "{:?}", ran.out);
    assert!(!ran.out.contains(|char| matches!(char, '\u{2500}'..='\u{259f}')), "nothing is drawn:\n{}", ran.out);
    ran.out
}

#[test]
fn a_show_through_a_pipe_says_each_slide_and_each_step_once() {
    expect![[r#"
        Section 1 of 2: One
        Slide 1 of 4: Hello
        Good morning.
        > n
        Slide 2 of 4: Items, step 0/1
        • first
        > n
        step 1/1. second
        > n
        Section 2 of 2: Two
        Slide 3 of 4: Asking, step 0/1
        A project?

        1. Yes
        2. No
        > 1
        1 answer
        > 2
        2 answers
        > n
        step 1/1.
        Yes — 1 (50%)
        No — 1 (50%)
        2 answers
        > p
        step 0/1.
        > q
        q or Enter: quit. Any other key: stay (the clock runs).
        > q
    "#]]
    .assert_eq(&told("n\nn\nn\n1\n2\nn\np\nq\nq\n"));
}

#[test]
fn a_title_slide_says_all_that_it_shows() {
    let folder = Folder::new();
    let head = "format = 1\ntitle = \"Essai\"\nsubtitle = \"En bref\"\nauthor = \"Ada\"\nevent = \"Assises\"\ndate = 2026-12-03\nlang = \"fr\"\n";
    let slides = "[[section]]\ntitle = \"s\"\n[[section.slide]]\nlayout = \"title\"\ntitle = \"Essai\"\nbody = \"Corps\"\n[[section.slide]]\ntitle = \"Suite\"\n";
    let deck = folder.write("title.toml", format!("{head}{slides}"));
    for arguments in [&["present", "--plain", &deck, "--no-record"][..], &["replay", "--plain", &deck]] {
        let mut command = pupitre(arguments);
        command.env("XDG_STATE_HOME", folder.path());
        let out = feed(command, "n\nq\nq\n").out;
        let title = out.find("Essai\nEn bref\n\nAda · Assises · 3 décembre 2026\n\nCorps");
        assert!(title.is_some() && out.matches("Ada").count() <= 2, "{out}");
    }
}

#[test]
fn content_that_appears_in_steps_is_told_in_steps() {
    expect![[r#"
        Section 1 of 2: One
        Slide 1 of 4: Hello
        Good morning.
        > end
        Section 2 of 2: Two
        Slide 4 of 4: Drawn, step 0/4
        Before.
        > n
        step 1/4.
        From a to b
        Alpha
        > n
        step 2/4.
        Beta
        Alpha leads to Beta
        > n
        step 3/4. let one = 1;
        > n
        step 4/4. let two = 2;
        > n
        Last slide.
        > p
        step 3/4. let one = 1;
    "#]]
    .assert_eq(&told("end\nn\nn\nn\nn\nn\np\n"));
}

#[test]
fn time_and_pace_are_told_on_request_and_a_pause_at_once() {
    let told = told("n\nt\np\nt\np\nt\nn\n");
    let lines: Vec<&str> = told.lines().collect();
    let times: Vec<&&str> = lines.iter().filter(|line| line.contains("/ 10:00")).collect();
    assert_eq!(times.len(), 5, "{told}");
    assert!(times[0].contains("on time") && !times[0].contains("paused"), "{told}");
    assert!(times[1].contains("paused") && !times[3].contains("paused"), "{told}");
    assert_eq!(lines.last(), Some(&"step 1/1. second"), "the key after the time does what it always does");
}

#[test]
fn notes_are_written_only_after_a_confirmation() {
    let told = told("v\n\nv\nb\nb\nn\ns\ndown\n\nd\n");
    let after = told.split_once("Good morning.\n").unwrap().1;
    expect![[r#"
        > v
        Enter: show the notes (the room may see this screen)
        >
        Greet them.
        > v
        Greet them.
        > b
        The room sees black. Any key brings the slide back.
        > b
        The room sees white. Any key brings the slide back.
        > n
        The room sees the slide.
        > s
        Section 1 of 2: One
        > down
        Section 2 of 2: Two
        >
        Section 2 of 2: Two
        Slide 3 of 4: Asking, step 0/1
        A project?

        1. Yes
        2. No
        > d
        A project?

        1. Yes
        2. No
    "#]]
    .assert_eq(after);
}

/// Waits for the end of a show, and checks that nothing was written that a terminal obeys.
fn quit(mut stage: Stage, keys: &str) -> String {
    stage.keys(keys);
    assert_eq!(stage.end().exit_code(), 0);
    assert!(stage.is_cooked(), "the keys are the shell's again");
    let raw = stage.raw();
    assert!(!raw.contains('\x1b'), "{raw:?}");
    raw
}

#[test]
fn a_dumb_terminal_has_the_show_in_lines() {
    let folder = Folder::new();
    let deck = folder.write("heard.toml", DECK);
    let mut stage = Stage::of(100, 40, &[&deck], &[("TERM", "dumb")]);
    stage.see("Good morning.");
    stage.keys("n\n");
    stage.see("Items, step 0/1");
    stage.keys("\n");
    stage.see("step 1/1. second");
    let raw = quit(stage, "q\nq\n");
    for said in ["Section 1 of 2", "Good morning.", "Slide 2 of 4", "first", "step 1/1. second"] {
        assert_eq!(raw.matches(said).count(), 1, "{said}:\n{raw}");
    }
}

#[test]
fn with_plain_on_a_terminal_keys_act_one_at_a_time() {
    let folder = Folder::new();
    let deck = folder.write("heard.toml", DECK);
    fs::create_dir(folder.path().join("pupitre")).unwrap();
    folder.write("pupitre/config.toml", "plain = true\n");
    for (arguments, set) in [(&["--plain"][..], "/nowhere"), (&[], folder.path().to_str().unwrap())] {
        let mut stage = Stage::of(100, 40, &[&[deck.as_str()], arguments].concat(), &[("XDG_CONFIG_HOME", set)]);
        stage.see("Good morning.");
        stage.keys(RIGHT);
        stage.see("Items, step 0/1");
        folder.write("heard.toml", DECK.replace("second", "other"));
        stage.see("Reloaded.");
        stage.keys("n");
        stage.see("step 1/1. other");
        quit(stage, "qq");
        folder.write("heard.toml", DECK);
    }
}

#[test]
fn a_plain_show_is_recorded_and_can_be_resumed() {
    let state = Folder::new();
    let deck = state.write("heard.toml", DECK);
    let environment = [("TERM", "dumb"), ("XDG_STATE_HOME", state.path().to_str().unwrap())];
    let mut killed = Stage::of(100, 40, &[&deck], &environment);
    killed.see("Good morning.");
    killed.keys("n\n");
    killed.see("first");
    killed.signal(Signal::KILL);
    killed.end();
    let mut again = Stage::of(100, 40, &[&deck, "--rehearse"], &environment);
    again.see("was interrupted");
    again.keys("\n");
    again.see("Items, step 0/1");
    again.keys("q\nq\n");
    again.see("Keep this rehearsal?");
    let raw = quit(again, "\n");
    assert_eq!(raw.matches("was interrupted").count(), 1, "{raw}");
    let recordings = fs::read_dir(state.path().join("pupitre/recordings")).unwrap();
    let texts: Vec<String> = recordings.map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap()).collect();
    assert!(texts.len() == 1 && texts[0].contains("went-on") && texts[0].contains("ended"), "{texts:?}");
}
