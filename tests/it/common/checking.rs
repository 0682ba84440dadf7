//! Helpers for the tests of `pupitre check`: running it, and small decks.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::common::pupitre;

/// What a command wrote, and how it ended.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("only UTF-8 is written").replace("\r\n", "\n");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

pub fn run(arguments: &[&str]) -> Ran {
    pupitre(arguments).output().expect("the program runs").into()
}

pub fn check(arguments: &[&str]) -> Ran {
    run(&[&["check"], arguments].concat())
}

/// Runs `check` with one line per finding.
pub fn concise(arguments: &[&str]) -> Ran {
    check(&[&["--format", "concise"], arguments].concat())
}

/// Runs `check` on a deck on standard input.
pub fn check_input(deck: &str, arguments: &[&str]) -> Ran {
    let arguments = [&["check", "-"], arguments].concat();
    feed(pupitre(&arguments), deck)
}

/// Runs a command with a deck on standard input.
pub fn feed(mut command: Command, deck: &str) -> Ran {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    child.stdin.take().expect("a pipe").write_all(deck.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends").into()
}

/// A deck with one section that has these slides.
pub fn written(slides: &str) -> String {
    format!("format = 1\ntitle = \"A deck\"\nlang = \"en\"\n[[section]]\ntitle = \"Part\"\n{slides}")
}

/// A slide without findings.
pub const GOOD: &str = "[[section.slide]]\ntitle = \"Good\"\nbody = \"Text.\"\n";
/// A slide with a warning, one with an info.
pub const EMPTY: &str = "[[section.slide]]\ntitle = \"Empty\"\n";
pub const OPEN: &str = "[[section.slide]]\ntitle = \"Open\"\ntodo = \"Ask\"\nbody = \"Text.\"\n";
