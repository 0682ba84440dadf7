//! A talk's details, and the author's inline marks: on the stage, in plain text, in Markdown.

use crate::common::{Folder, pupitre};
use expect_test::expect_file;

const TALK: &str = r#"
format = 1
title = "Talk"
subtitle = "In short"
author = "Ada Lindqvist"
event = "RustConf"
date = 2026-03-12
footer = "CC BY 4.0"
lang = "en"
[[section]]
title = "Begin"
[[section.slide]]
title = "Talk"
layout = "title"
[[section.slide]]
title = "One"
body = '''
It was [slow]{.bad}.

. . .

It is [fast]{.good}: $t = \frac{1}{2} n^2$.

<!-- pause -->

- so
'''
"#;

/// Asserts that a command writes the contents of a file of `tests/talk`.
fn assert_written(arguments: &[&str], expected: &str) {
    let folder = Folder::new();
    let deck = folder.write("talk.toml", TALK);
    let arguments: Vec<&str> = arguments.iter().map(|it| if *it == "DECK" { deck.as_str() } else { *it }).collect();
    let output = pupitre(&arguments).output().expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let expected = format!("{}/tests/talk/{expected}", env!("CARGO_MANIFEST_DIR"));
    expect_file![expected].assert_eq(&String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n"));
}

#[test]
fn the_stage_shows_who_speaks_and_the_footer() {
    let all = ["export", "DECK", "--to", "txt", "--size", "60x16"];
    assert_written(&all, "stage.txt");
}

#[test]
fn markdown_and_plain_text_say_the_same() {
    assert_written(&["export", "DECK", "--to", "md"], "markdown.md");
    assert_written(&["present", "DECK"], "plain.txt");
}

#[test]
fn what_follows_a_pause_waits_for_its_step() {
    for step in ["0", "1", "2"] {
        let one = ["export", "DECK", "--to", "txt", "--size", "40x14", "--slide", "2", "--step", step];
        assert_written(&one, &format!("step-{step}.txt"));
    }
}

#[test]
fn none_of_it_is_a_finding() {
    let folder = Folder::new();
    let deck = folder.write("talk.toml", TALK);
    let rules = "foreign-syntax,html-comment,literal-markdown";
    let output = pupitre(&["check", &deck, "--format", "concise", "--select", rules]).output().expect("it runs");
    assert_eq!((String::from_utf8_lossy(&output.stdout).as_ref(), output.status.code()), ("", Some(0)));
}
