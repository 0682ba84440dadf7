//! A user's own settings: what `pupitre config` says about them, and their effect on a show.

use std::collections::HashSet;
use std::fs;
use std::process::Command;

use crate::common::{Folder, pupitre};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use pupitre::keys::{Key, OnStage, TABLE};
use pupitre::settings;
use pupitre::source::Source;

const SETTINGS: &str = "theme = \"papier\"
lang = \"en\"
room = \"time\"
mouse = 3

[pace]
behind = \"{} to make up\"

[keys]
next = [\"m\", \"space\"]
searhc = [\"s\"]
";

/// A user's folder with these settings.
fn user(settings: &str) -> Folder {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("pupitre")).unwrap();
    folder.write("pupitre/config.toml", settings);
    folder
}

fn ran(user: &Folder, arguments: &[&str]) -> (String, String, Option<i32>) {
    let mut command: Command = pupitre(arguments);
    let output = command.env("XDG_CONFIG_HOME", user.path()).output().unwrap();
    let told = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(user.path().to_str().unwrap(), "~");
    (told(output.stdout), told(output.stderr), output.status.code())
}

fn check(text: &str, picture: Expect) {
    picture.assert_eq(text);
}

#[test]
fn each_setting_is_told_with_where_it_comes_from() {
    let (told, wrong, code) = ran(&user(SETTINGS), &["config", "--no-record"]);
    let first: String = told.lines().take(24).map(|line| format!("{line}\n")).collect();
    check(
        &first,
        expect![[r#"
            theme = "papier"                                # ~/pupitre/config.toml:1
            lang = "en"                                     # ~/pupitre/config.toml:2
            mouse = true                                    # default
            plain = false                                   # default
            motion = false                                  # default
            large = "auto"                                  # default
            room = "time"                                   # ~/pupitre/config.toml:3
            display = "elapsed"                             # default
            record = false                                  # command line
            answers = true                                  # default

            [pace]
            tolerance = "30s"                               # default
            warn = "30s"                                    # default
            # on_time                                       # default
            # ahead                                         # default
            behind = "{} to make up"                        # ~/pupitre/config.toml:7

            [keys]
            next = ["m", "space"]                           # ~/pupitre/config.toml:10
            previous = ["left", "backspace", "p", "h"]      # default
            forward = ["down", "page-down", "j"]            # default
            backward = ["up", "page-up", "k"]               # default
            next-section = ["tab", "]"]                     # default
        "#]],
    );
    check(
        &wrong,
        expect![[r#"
        error[type-or-missing]: expected true or false, found an integer
         --> ~/pupitre/config.toml:4:9
          |
        4 | mouse = 3
          |         ^ this is an integer
          |
          = help: write `mouse = true`

        error[unknown-key]: there is no action called "searhc"
          --> ~/pupitre/config.toml:11:1
           |
        11 | searhc = ["s"]
           | ^^^^^^ no such action
           |
        help: did you mean `search`?
           |
        11 - searhc = ["s"]
        11 + search = ["s"]
           |

        ~/pupitre/config.toml: 2 mistakes
    "#]],
    );
    assert_eq!(code, Some(1));
    let (told, wrong, code) = ran(&user(""), &["config"]);
    assert!(told.lines().filter(|line| line.contains(" = ")).all(|line| line.ends_with("# default")), "{told}");
    assert_eq!((wrong.as_str(), code), ("", Some(0)));
}

#[test]
fn the_file_and_the_schema_of_the_settings_are_told() {
    let user = user("");
    assert_eq!(ran(&user, &["config", "--path"]).0, "~/pupitre/config.toml\n");
    let schema: serde_json::Value = serde_json::from_str(&ran(&user, &["config", "--schema"]).0).unwrap();
    assert_eq!(schema["properties"]["keys"]["properties"]["search"]["default"][0], "/");
    assert_eq!(schema["properties"]["room"]["oneOf"][2]["const"], "nothing");
    let nowhere = pupitre(&["config"]).env("XDG_CONFIG_HOME", "").env("HOME", "").env("APPDATA", "").output().unwrap();
    assert_eq!(nowhere.status.code(), Some(2));
}

#[test]
fn the_table_of_keys_shows_the_keys_as_they_are_set() {
    let keys = ran(&user(SETTINGS), &["keys"]).0;
    assert!(keys.contains("  m  Space                    next step or slide\n"), "{keys}");
    assert!(!keys.contains("  Space  ↓"), "a key does one thing: {keys}");
}

proptest! {
    /// Whatever the settings: they are read, each mistake is located in the file, and no key has two meanings on one screen.
    #[test]
    fn a_key_does_one_thing_on_one_screen(
        set in proptest::collection::vec((0..TABLE.len(), proptest::collection::vec("[a-z0-9=/é.]|ctrl-[a-z]|(page-)?(up|down)|enter|spce", 0..4)), 0..8),
    ) {
        let lines = set.iter().map(|(row, keys)| format!("{} = {keys:?}\n", TABLE[*row].name));
        let text = format!("[keys]\n{}", lines.collect::<String>());
        let (settings, found) = settings::read(&Source::new("config.toml", &text));
        for finding in found {
            prop_assert!(text.get(finding.span().start..finding.span().end).is_some(), "{:?}", finding);
        }
        let keymap = settings.keys.keymap();
        let mut seen = HashSet::new();
        for (row, keys) in keymap.rows() {
            for key in keys {
                prop_assert!(seen.insert((format!("{:?}", row.action.mode()), *key)), "{:?} in {}", key, text);
            }
        }
        prop_assert_eq!(keymap.action(Key::Ctrl('c')), Some(OnStage::Quit));
    }
}

#[cfg(unix)]
mod shown {
    use super::*;
    use crate::common::stage::{RETURN, RIGHT, Stage};

    fn stage(user: &Folder, arguments: &[&str]) -> Stage {
        Stage::of(100, 24, arguments, &[("XDG_CONFIG_HOME", user.path().to_str().unwrap())])
    }

    #[test]
    fn a_show_follows_the_settings_and_no_mistake_stops_it() {
        let user = user(SETTINGS);
        let mut stage = stage(&user, &["present", "sensibilisation"]);
        stage.see("Your settings have 2 mistakes. Run `pupitre config` to see them.");
        stage.keys(RIGHT);
        stage.see("m start   ? keys   q quit");
        stage.keys("m");
        stage.see("Combien de temps a pris");
        stage.see("0:0");
        stage.keys("?");
        let help = stage.see("m Space");
        assert!(!help.contains("→ Enter"), "{help}");
        stage.keys("qqq");
        assert_eq!(stage.end().exit_code(), 0);
        assert!(stage.raw().contains("there is no action called"), "{}", stage.raw());
    }

    #[test]
    fn shows_are_not_recorded_if_the_settings_say_so() {
        let user = user("record = false\nlang = \"fr\"");
        let mut stage = Stage::of(
            80,
            24,
            &[],
            &[("XDG_CONFIG_HOME", user.path().to_str().unwrap()), ("XDG_STATE_HOME", user.path().to_str().unwrap())],
        );
        stage.see("commencer");
        stage.keys(RIGHT);
        stage.see("Combien de temps a pris");
        stage.keys("q");
        stage.see("quitter");
        stage.keys(RETURN);
        assert_eq!(stage.end().exit_code(), 0);
        assert!(!user.path().join("pupitre/recordings").exists());
    }
}
