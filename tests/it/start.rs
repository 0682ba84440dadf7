//! Starting the program without a terminal: commands, output, exit codes.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use pupitre::deck;
use pupitre::source::Source;

/// The program in a folder, with no language set.
fn pupitre(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pupitre"));
    command.args(arguments).current_dir(folder).env("LC_ALL", "C").stdin(Stdio::null());
    command.env("XDG_DATA_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("no-data"));
    command
}

/// The output of a command that must succeed.
fn written(arguments: &[&str]) -> String {
    let output = pupitre(Path::new(env!("CARGO_TARGET_TMPDIR")), arguments).output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()), "{arguments:?}");
    text(&output.stdout)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A refusal: exit code 2 and one sentence.
fn refused(output: &Output) -> String {
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), String::new()));
    text(&output.stderr)
}

/// An empty folder for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("start").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The commands, from the program's own help.
fn commands() -> Vec<String> {
    let help = written(&["--help"]);
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let names: Vec<String> = list.lines().map(|line| line.split_whitespace().next().unwrap().to_owned()).collect();
    assert!(names.contains(&"present".to_owned()) && names.contains(&"man".to_owned()), "{names:?}");
    names.into_iter().filter(|name| name != "help").collect()
}

#[test]
fn without_a_deck_the_example_in_the_users_language_is_used() {
    let first = |locale: &str, arguments: &[&str]| {
        let mut command = pupitre(Path::new(env!("CARGO_TARGET_TMPDIR")), arguments);
        let output = command.env("LC_ALL", locale).env_remove("LANGUAGE").output().unwrap();
        text(&output.stdout).lines().next().unwrap_or_default().to_owned()
    };
    let [tour, french] = ["A tour of Pupitre", "Sensibilisation Cloud Pi Native"];
    for (locale, deck) in [("en_US.UTF-8", tour), ("fr_FR.UTF-8", french), ("fr_BE", french), ("C", french)] {
        assert_eq!(first(locale, &[]), deck, "{locale}");
        assert_eq!(first(locale, &["outline"]), deck, "{locale}");
    }
    assert_eq!(first("fr_FR.UTF-8", &["--lang", "en"]), tour);
    assert_eq!(first("en_US.UTF-8", &["replay", "--lang=fr"]), french);
    assert!(first("en_US.UTF-8", &["decks"]).starts_with("  sensibilisation"), "the star is at the other");
}

#[test]
fn reading_in_lines_shows_what_is_typed_numbers_each_row_once_and_tells_how_to_resume() {
    let state = folder("resume");
    let mut command = pupitre(Path::new(env!("CARGO_TARGET_TMPDIR")), &["replay", "tour", "--plain"]);
    command.env("XDG_STATE_HOME", &state).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"s\n2\n\nq\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let said = text(&output.stdout);
    assert!(said.contains("\n> s\nContents\nHello"), "{said}");
    assert!(said.contains("\n2) Seven parts, sixteen minutes"), "{said}");
    assert!(said.contains(&format!("\n> 2\nSection 1 of 8: Hello\nSlide 2 of {}", tour_slides())), "{said}");
    assert!(said.ends_with("Your progress is kept. Resume with: pupitre replay tour --plain\n"), "{said}");
}

#[test]
fn new_writes_a_deck_without_a_mistake_and_the_schema_that_it_names() {
    let folder = folder("new");
    for (name, lang) in [("talk", "en"), ("exposé.toml", "fr")] {
        let output = pupitre(&folder, &["new", name, "--lang", lang]).output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
        let file = format!("{}.toml", name.trim_end_matches(".toml"));
        assert!(text(&output.stdout).contains(&format!("  pupitre {file} ")), "{}", text(&output.stdout));
        let (deck, found) = deck::read(&Source::new(&*file, &fs::read_to_string(folder.join(&file)).unwrap()));
        assert_eq!((found, deck.lang.as_deref()), (vec![], Some(lang)));
        assert!(pupitre(&folder, &["outline", &file]).output().unwrap().status.success());
    }
    assert_eq!(fs::read_to_string(folder.join("pupitre.schema.json")).unwrap(), written(&["schema"]));
}

#[test]
fn new_leaves_existing_files_alone() {
    let folder = folder("there");
    fs::write(folder.join("pupitre.schema.json"), "mine").unwrap();
    assert!(pupitre(&folder, &["new", "talk"]).output().unwrap().status.success());
    fs::write(folder.join("talk.toml"), "mine too").unwrap();
    let message = refused(&pupitre(&folder, &["new", "talk"]).output().unwrap());
    assert_eq!(message, "error: \"talk.toml\" already exists and is left as it is. Choose another name.\n");
    let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
    assert_eq!((read("pupitre.schema.json"), read("talk.toml")), ("mine".to_owned(), "mine too".to_owned()));
}

#[test]
fn new_says_that_a_folder_is_missing() {
    let folder = folder("missing");
    let message = refused(&pupitre(&folder, &["new", "talks/one"]).output().unwrap());
    assert_eq!(message.lines().count(), 1);
    assert!(message.ends_with("its folder does not exist. Create it first.\n"), "{message}");
    assert_eq!(fs::read_dir(folder).unwrap().count(), 0);
}

/// The number of slides in the plan of the tour.
fn tour_slides() -> usize {
    let tour = include_str!("../../decks/tour.toml");
    deck::read(&Source::new("tour.toml", tour)).0.planned_count()
}

#[test]
fn the_built_in_decks_are_listed_in_the_language_asked_for() {
    let list = written(&["decks", "--lang", "en"]);
    assert!(list.starts_with("  sensibilisation  Sensibilisation Cloud Pi Native  30 min  "), "{list}");
    assert!(
        list.lines()
            .any(|line| line.starts_with("* tour  ") && line.contains(&format!("16 min  {} slides", tour_slides())))
    );
    assert!(written(&["decks", "--lang", "fr"]).contains(&format!("16 min  {} diapositives", tour_slides())));
    let without = written(&["decks"]).replace("* sens", "  sens").replace("  tour ", "* tour ");
    assert_eq!(without, list, "without a locale it is English");
}

#[test]
fn a_built_in_deck_is_presented_by_its_name() {
    let tour = written(&["tour"]);
    assert!(tour.starts_with("A tour of Pupitre\n=================\n"));
    assert_eq!(tour, written(&["present", "tour"]));
    assert!(written(&["outline", "tour"]).contains(&format!("{} slides, 16 min 00 s", tour_slides())));
}

#[test]
fn a_file_comes_before_a_built_in_deck_of_its_name() {
    let folder = folder("own");
    fs::create_dir(folder.join("sensibilisation")).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("decks/sensibilisation.toml"), folder.join("tour")).unwrap();
    for name in ["tour", "sensibilisation"] {
        let output = pupitre(&folder, &["outline", name]).output().unwrap();
        assert!(text(&output.stdout).starts_with("Sensibilisation Cloud Pi Native\n"), "{name}");
    }
}

#[test]
fn for_a_missing_deck_the_nearest_name_is_suggested() {
    let output = pupitre(&folder("near"), &["tuor"]).output().unwrap();
    assert_eq!(refused(&output), "error: there is no file \"tuor\". Did you mean the built-in deck \"tour\"?\n");
}

#[test]
fn an_early_closed_pipe_is_no_error() {
    let mut child =
        pupitre(&folder("early"), &["tour", "--notes"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert_eq!(first, "A tour of Pupitre\n");
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

#[test]
fn completions_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let script = written(&["completions", shell]);
        for command in commands() {
            assert!(script.contains(&command), "{shell} does not know {command}");
        }
    }
}

#[test]
fn completions_know_decks_themes_and_rules_behind_a_command() {
    let line = |script: &str, starts: &str| {
        let line = script.lines().find(|line| line.trim().starts_with(starts));
        line.unwrap_or_else(|| panic!("no {starts} in {script}")).to_owned()
    };
    let bash = written(&["completions", "bash"]);
    let of = |command: &str| bash.split_once(&format!("        pupitre__subcmd__{command})\n")).expect("a command").1;
    assert!(line(of("present"), "opts=").contains(" tour"), "{}", line(of("present"), "opts="));
    assert!(line(of("check"), "opts=").contains(" tour"));
    assert!(line(of("rule"), "opts=").contains(" empty-slide"));
    assert!(!line(of("themes"), "opts=").contains(" tour"));
    let theme = of("present").split_once("--theme)\n").expect("the flag").1;
    assert!(line(theme, "COMPREPLY").contains("nuit"), "{}", line(theme, "COMPREPLY"));
    let select = of("check").split_once("--select)\n").expect("the flag").1;
    assert!(line(select, "COMPREPLY").contains("empty-slide"));
    let fish = written(&["completions", "fish"]);
    for (command, name) in [("present", "tour"), ("check", "tour"), ("rule", "empty-slide")] {
        let begin = format!("complete -c pupitre -n \"__fish_pupitre_using_subcommand {command}\" -a \"");
        assert!(line(&fish, &begin).contains(name), "{command}");
    }
    assert!(fish.lines().any(|line| line.contains(" -l theme ") && line.contains("nuit")));
    let zsh = written(&["completions", "zsh"]);
    assert!(line(&zsh, "_pupitre_decks()").contains("tour") && line(&zsh, "_pupitre_themes()").contains("nuit"));
    assert!(line(&zsh, "_pupitre_rules()").contains("empty-slide"));
    for (argument, function) in [
        ("'::deck", "_pupitre_decks"),
        ("'*::paths", "_pupitre_decks"),
        ("'--theme=", "_pupitre_themes"),
        ("'*--select=", "_pupitre_rules"),
        ("'::name -- The rule", "_pupitre_rules"),
    ] {
        assert!(line(&zsh, argument).contains(&format!(":{function}'")), "{argument}");
    }
    assert!(line(&zsh, "':path --").ends_with(":_files' \\"), "other files stay files");
}

#[test]
fn a_mistyped_command_is_told_as_one() {
    for words in
        [&["chekc", "talk.toml"][..], &["chekc", "--format", "json"], &["prsent", "tour"], &["exprt", "a", "b"]]
    {
        let output = pupitre(&folder("mistyped"), words).output().unwrap();
        let err = text(&output.stderr);
        assert_eq!((output.status.code(), err.lines().count()), (Some(2), 1), "{err}");
        assert!(
            err.starts_with(&format!("error: there is no command `{}`. Did you mean `pupitre ", words[0])),
            "{err}"
        );
    }
}

#[test]
fn the_manual_page_has_every_command_and_its_own_name() {
    let page = written(&["man"]);
    assert!(page.contains(".TH pupitre 1") && page.contains(".SH NAME\npupitre \\- "), "{page}");
    for command in commands() {
        assert!(page.contains(&format!(".SS \"pupitre {command}\"\n")), "{command}\n{page}");
    }
}
