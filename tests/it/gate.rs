//! Whatever is on the command line, in file names and in files: what the program writes to a terminal contains no control sequences except our own
//! colors.

use std::fs;

use crate::common::stage::{RETURN, RIGHT, Stage};
use crate::common::stream::{Part, is_harmless, parts};
use crate::common::{Folder, deck};

/// A color that is not ours, and everything else that a terminal would obey. A file name can contain it.
const HOSTILE: &str = "W\u{1b}[35;45;9mX\u{1b}]0;pwned\u{7}\u{1b}[2J\u{9b}31m\u{9d}0;x\u{9c}\u{8}\r\u{b}\u{c}\u{7f}\u{202e}\u{2067}\u{200b}Z\u{1b}c";

/// The first thing in the output that a terminal would obey.
fn fault(raw: &str) -> Option<String> {
    let is_ours = |part: &Part| match part {
        Part::Char(char) => is_harmless(*char) || matches!(char, '\r' | '\n' | '\t'),
        Part::Control { parameters, letter: 'm' } => *parameters != "35;45;9",
        _ => false,
    };
    // The terminal itself adds a carriage return to each line, also to lines of CSV, which end with their own. A further one would overwrite the
    // line.
    let lone =
        raw.replace("\r\r\n", "").replace("\r\n", "").contains('\r').then(|| "a lone carriage return".to_owned());
    parts(raw).into_iter().find(|part| !is_ours(part)).map(|part| format!("{part:?}")).or(lone)
}

/// A deck in which every text is hostile, with mistakes of many kinds. TOML allows control characters only as escapes.
fn hostile_deck() -> String {
    let escaped: String = HOSTILE.chars().map(|char| format!("\\u{:04X}", u32::from(char))).collect();
    format!(
        "format = 1\ntitle = \"T {escaped}\"\nlang = \"en\"\n# \u{85}\u{202e}\u{9b}31m {HOSTILE}\n\"k {escaped}\" = 1\n\
         [[profile]]\nid = \"p {escaped}\"\ntitle = \"{escaped}\"\n[[section]]\nid = \"i {escaped}\"\ntitle = \"S {escaped}\"\n\
         duration = \"{escaped}\"\n[[section.slide]]\ntitle = \"L {escaped}\"\ntodo = \"{escaped}\"\nnotes = '\u{202e}\u{9b}2J'\n\
         body = \"B {escaped} [x](https://a.fr/{escaped}) ![y]({escaped}.png)\"\n[[section.slide]]\ntitle = \"M\"\nbody = \"x\"\n"
    )
}

/// The same without the characters that TOML forbids.
fn readable_deck() -> String {
    hostile_deck().replace(&format!("# \u{85}\u{202e}\u{9b}31m {HOSTILE}\n"), "# \u{85}\u{202e}\u{9b}31m\r\n")
}

/// A folder in which everything is hostile.
struct Place {
    folder: Folder,
    deck: String,
    broken: String,
}

impl Place {
    fn new() -> Self {
        let folder = Folder::new();
        let deck = folder.write(&format!("d {HOSTILE}.toml"), readable_deck());
        let broken = folder.write(&format!("b {HOSTILE}.toml"), hostile_deck());
        fs::create_dir_all(folder.name("pupitre/decks")).expect("a folder");
        let own = readable_deck().replace("title = \"T", "id = \"x\"\ntitle = \"T");
        folder.write(&format!("pupitre/decks/{HOSTILE}.toml"), own);
        let settings =
            "theme = \"\\u001b[2J\\u009b31m\\u202e\"\nlang = \"\\u001b[35;45;9m\"\n\"\\u001b]0;x\\u0007\" = 1\n";
        folder.write("pupitre/config.toml", settings);
        Self { folder, deck, broken }
    }

    fn run(&self, command: &str, arguments: &[&str]) -> String {
        let path = self.folder.path().to_str().expect("a path in UTF-8");
        let at_home =
            ["XDG_STATE_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME"].map(|name| (name, path));
        let mut stage = Stage::of(80, 24, &[&[command], arguments].concat(), &at_home);
        let code = stage.end().exit_code();
        let raw = stage.raw();
        assert_eq!(fault(&raw), None, "{command} {arguments:?}: {raw:?}");
        assert!(code <= 2, "{command} {arguments:?}: {code}: {raw}");
        raw
    }
}

const COMMANDS: &[&str] = &[
    "present", "console", "replay", "new", "check", "export", "rule", "fmt", "lsp", "outline", "report", "plan",
    "decks", "themes", "keys", "config", "schema", "completions", "man",
];

#[test]
fn no_terminal_obeys_a_word_of_the_command_line() {
    let place = Place::new();
    for command in COMMANDS {
        for word in
            [format!("--{HOSTILE}"), format!("-{HOSTILE}"), format!("--lang={HOSTILE}"), format!("--theme={HOSTILE}")]
        {
            place.run(command, &[&word]);
        }
        // Commands that read anything else wait for somebody at the keyboard.
        if !matches!(*command, "console" | "lsp" | "new") {
            place.run(command, &[HOSTILE]);
            place.run(command, &[HOSTILE, HOSTILE]);
        }
    }
    place.run(HOSTILE, &[]);
    place.run(&format!("--{HOSTILE}"), &[]);
    place.run("help", &[HOSTILE]);
    place.run("decks", &["add", HOSTILE]);
    place.run("new", &[&place.folder.name(HOSTILE)]);
    for of_deck in [
        &["present", "--section", HOSTILE][..],
        &["present", "--end", HOSTILE],
        &["present", "--people", HOSTILE],
        &["present", "--profile", HOSTILE],
        &["plan", "--profile", HOSTILE],
        &["plan", "--from", HOSTILE],
        &["replay", "--import-progress", HOSTILE],
        &["export", "--to", HOSTILE],
        &["export", "--to", "svg", "--slide", HOSTILE],
        &["export", "--to", "svg", "--size", HOSTILE],
        &["export", "--to", "svg", "--theme", HOSTILE],
        &["check", "--select", HOSTILE],
        &["check", "--size", HOSTILE],
        &["check", "--format", HOSTILE],
        &["report", "--set", HOSTILE],
        &["report", "--format", HOSTILE],
    ] {
        place.run(of_deck[0], &[&of_deck[1..], &[&place.deck]].concat());
    }
}

#[test]
fn help_and_mistakes_of_the_command_line_keep_our_colors_and_show_what_was_wrong() {
    let place = Place::new();
    let help = place.run("check", &["--help"]);
    assert!(help.contains("\x1b[1m"), "help is bold where the terminal can: {help:?}");
    let wrong = place.run("outline", &[&format!("--{HOSTILE}")]);
    assert!(wrong.contains("\x1b[") && wrong.contains("␛]0;pwned␇"), "{wrong:?}");
    let exact = place.run("outline", &[&place.deck]);
    assert!(exact.contains("L W␛[35;45;9m"), "a name reaches the file system as it is: {exact:?}");
}

#[test]
fn no_terminal_obeys_a_file_or_its_name() {
    let place = Place::new();
    let folder = place.folder.path().to_str().expect("a path in UTF-8");
    for path in [&place.deck, &place.broken, folder] {
        for format in ["full", "concise", "json", "jsonl", "sarif", "github", "junit"] {
            place.run("check", &["--format", format, path]);
        }
        place.run("check", &["--color", "always", path]);
        place.run("check", &["--diff", path]);
        place.run("check", &["--statistics", path]);
        place.run("fmt", &["--check", path]);
        for command in ["outline", "plan", "report", "replay", "present", "export"] {
            // A show of the valid deck uses the whole screen: other tests check those.
            if path != place.deck || !matches!(command, "replay" | "present") {
                place.run(command, &[path]);
            }
        }
    }
    for format in ["txt", "md", "html", "svg"] {
        place.run("export", &["--to", format, "--slide", "1", &place.deck]);
        place.run("export", &["--to", format, &place.deck]);
    }
    for command in ["decks", "config", "keys", "themes", "schema", "man"] {
        place.run(command, &[]);
    }
    place.run("config", &["--path"]);
    place.run("completions", &["zsh"]);
    place.run("decks", &["add", &place.broken]);
}

/// JSON on a terminal is valid and has the same value as through a pipe.
fn assert_json(raw: &str) {
    let json = raw.replace("\r\n", "\n");
    let from = json.find(['{', '[']).unwrap_or_else(|| panic!("no JSON: {raw:?}"));
    let mut values = serde_json::Deserializer::from_str(&json[from..]).into_iter::<serde_json::Value>();
    assert!(values.next().is_some_and(|it| it.is_ok()), "{raw:?}");
}

#[test]
fn json_at_a_terminal_is_escaped_and_stays_json() {
    let place = Place::new();
    let findings = place.run("check", &["--format", "json", &place.deck]);
    assert_json(&findings);
    assert!(findings.contains("\\u202e") && findings.contains("\\u009b"), "{findings}");
    let path = place.folder.path().to_str().expect("a path in UTF-8");
    let environment = [("XDG_STATE_HOME", path), ("XDG_RUNTIME_DIR", path)];
    let mut show = Stage::of(80, 24, &["present", "--rehearse", "--at", HOSTILE, &place.deck], &environment);
    show.see("1/2");
    show.keys(RIGHT);
    show.see("2/2");
    show.keys("qq");
    show.see("Keep this rehearsal?");
    show.keys(RETURN);
    show.end();
    for format in ["text", "md", "json", "csv"] {
        let report = place.run("report", &["--format", format]);
        if format == "json" {
            assert_json(&report);
        }
    }
    place.run("report", &["--list"]);
}

#[test]
fn progress_and_a_deck_on_standard_output_are_only_shown() {
    let place = Place::new();
    let tour = deck("../../decks/tour.toml");
    let header = "{\"progress\":1,\"deck\":{\"id\":\"a-tour-of-pupitre\",\"title\":\"A tour of Pupitre\"}}\n";
    let lines = "{\"when\":1,\"weird\":\"\u{9b}31m\u{202e}\"}\nraw\u{1b}]0;pwned\u{7}line\n\
        {\"when\":1795897978636,\"noted\":{\"slide\":\"#tour\",\"text\":\"x\u{9b}2J\\u001b[2J\u{202e}\"}}\n";
    let progress = place.folder.write("progress.jsonl", format!("{header}{lines}"));
    place.run("replay", &["--import-progress", &progress, &tour]);
    let exported = place.run("replay", &["--export-progress", "-", &tour]);
    assert!(exported.contains("x\\u009b2J\\u001b[2J\\u202e"), "{exported:?}");
    place.run("replay", &["--export-notes", "-", &tour]);
    let script = format!("exec \"$PUPITRE\" fmt - < '{}'", place.deck);
    let mut formed = Stage::shell(&["-c", &script]);
    formed.end();
    assert_eq!(fault(&formed.raw()), None, "{:?}", formed.raw());
    assert!(formed.raw().contains("format = 1"), "{:?}", formed.raw());
}
