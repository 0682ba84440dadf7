//! `pupitre fmt`: what it writes, what it leaves alone, and its exit codes.

use std::fs;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::common::{Folder, pupitre};

const FORM: &str = "format = 1\ntitle = \"Essai\"  # un titre\n\n# S1\n[[section]]\nid = \"s\"\ntitle = \"Un\"\n";
const OTHER: &str = "title=\"Essai\" # un titre\nformat   = 1\n\n\n# S1\n[[ section ]]\ntitle = \"Un\"   \nid = \"s\"";

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("only UTF-8 is written")
}

fn run(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().expect("the program runs");
    (status.code(), text(&stdout), text(&stderr))
}

fn fmt(arguments: &[&str]) -> (Option<i32>, String, String) {
    run(&mut pupitre(&[&["fmt"], arguments].concat()))
}

fn with_input(arguments: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
    let mut command = pupitre(&[&["fmt"], arguments].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(input).expect("the program reads");
    let Output { status, stdout, stderr } = child.wait_with_output().expect("it ends");
    (status.code(), text(&stdout), text(&stderr))
}

#[test]
fn a_deck_is_written_once_and_then_left_as_it_is() {
    let folder = Folder::new();
    let path = folder.write("deck.toml", OTHER);
    assert_eq!(fmt(&[&path]), (Some(0), format!("{path}\n"), "1 deck: 1 written, 0 already in form\n".to_owned()));
    assert_eq!(fs::read_to_string(&path).unwrap(), FORM);
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(fmt(&[&path]), (Some(0), String::new(), "1 deck: 0 written, 1 already in form\n".to_owned()));
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before, "it was written again");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something was left beside it");
}

#[test]
fn the_check_names_what_it_does_not_write() {
    let folder = Folder::new();
    let (right, wrong) = (folder.write("a.toml", FORM), folder.write("b.toml", OTHER));
    folder.write("e.toml", "other = 1");
    let (code, out, err) = fmt(&["--check", folder.path().to_str().unwrap()]);
    assert_eq!((code, out), (Some(1), format!("{wrong}\n")));
    assert_eq!(err, "2 decks: 1 would be written, 1 already in form; 1 other TOML file skipped\n");
    assert_eq!(fs::read_to_string(&wrong).unwrap(), OTHER);
    assert_eq!(fmt(&["--check", &right]).0, Some(0));
}

#[test]
fn line_ends_and_the_byte_order_mark_of_a_file_stay() {
    let folder = Folder::new();
    let windows = |text: &str| text.replace('\n', "\r\n");
    let marked = |text: &str| format!("\u{feff}{text}");
    let form = FORM.replace("Un\"", "Un\"\n\n[[section.slide]]\nbody = '''\na\nb\n'''");
    let other = form.replace("format = 1", "format    = 1");
    // Line ends with two carriage returns, as written by a tool that took the file for a Unix one.
    let twice = other.replace('\n', "\r\r\n");
    for (before, after) in [
        (windows(&other), windows(&form)),
        (marked(&other), marked(&form)),
        (marked(&windows(&other)), marked(&windows(&form))),
        (other.replacen('\n', "\r\n", 1), windows(&form)),
        (other.replace("a\nb", "a\r\nb"), form.clone()),
        (twice, windows(&form)),
    ] {
        let path = folder.write("deck.toml", &before);
        assert_eq!(fmt(&["--check", &path]).0, Some(1), "{before:?}");
        assert_eq!(with_input(&["-"], before.as_bytes()), (Some(0), after.clone(), String::new()));
        assert_eq!(fmt(&[&path]).0, Some(0));
        assert_eq!(fs::read_to_string(&path).unwrap(), after);
        assert_eq!(fmt(&["--check", &path]).0, Some(0), "{after:?}");
        assert_eq!(with_input(&["-"], after.as_bytes()).1, after);
    }
    // A lone carriage return does not end a line in TOML: such a file is left alone.
    for text in [form.replace('\n', "\r"), form.replace("a\nb", "a\rb"), form.replace("# S1", "# S\r1")] {
        let path = folder.write("deck.toml", &text);
        for arguments in [&["--check", path.as_str()][..], &[&path]] {
            let (code, out, err) = fmt(arguments);
            assert_eq!((code, out.as_str()), (Some(2), ""), "{text:?}: {err}");
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(with_input(&["-"], text.as_bytes()).1, "");
    }
}

#[test]
fn standard_input_is_written_to_standard_output() {
    assert_eq!(with_input(&["-"], OTHER.as_bytes()), (Some(0), FORM.to_owned(), String::new()));
    assert_eq!(with_input(&["-", "--check"], FORM.as_bytes()), (Some(0), String::new(), String::new()));
    assert_eq!(with_input(&["-", "--check"], OTHER.as_bytes()).0, Some(1));
    let (code, out, err) = with_input(&["-"], b"format = 1\ntitle = \"a");
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("toml-syntax") && err.contains("is left as it is"), "{err}");
    assert_eq!(with_input(&["-"], b"format = 1\n\xff").0, Some(2));
}

#[test]
fn broken_files_and_other_files_stay_unchanged_and_decks_are_written() {
    let folder = Folder::new();
    let broken = folder.write("a.toml", "format = 1\ntitle = \"a\ntheme   = 1\n");
    let other = folder.write("b.toml", "name   = 1\n");
    let good = folder.write("c.toml", OTHER);
    let missing = folder.name("d.toml");
    let (code, out, err) = fmt(&[&broken, &other, &good, &missing]);
    assert_eq!((code, out), (Some(2), format!("{good}\n")));
    assert!(err.contains("a.toml:2:"), "{err}");
    assert!(err.contains("a.toml\" cannot be read as TOML and is left as it is. Fix it first."), "{err}");
    assert!(err.contains("b.toml\" is not a deck: it has no top-level `format`."), "{err}");
    assert!(err.contains("there is no file"), "{err}");
    assert!(err.ends_with("1 deck: 1 written, 0 already in form; 3 files left as they were\n"), "{err}");
    assert!(fs::read_to_string(&broken).unwrap().contains("theme   = 1"));
    assert_eq!(fs::read_to_string(&other).unwrap(), "name   = 1\n");
    assert_eq!(fs::read_to_string(&good).unwrap(), FORM);
}

#[test]
#[cfg(unix)]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = Folder::new();
    let path = folder.write("deck.toml", OTHER);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.name("link.toml");
    symlink("deck.toml", &link).unwrap();
    assert_eq!(fmt(&[&link]).0, Some(0));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), FORM);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    folder.write("deck.toml", OTHER);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let (code, _, err) = fmt(&[&path]);
    assert_eq!(code, Some(2));
    assert!(err.contains("deck.toml\" may not be written. Check its permissions."), "{err}");
    assert_eq!(fs::read_to_string(&path).unwrap(), OTHER);
}

#[test]
fn a_deck_in_its_form_passes_the_rule_and_another_does_not() {
    let folder = Folder::new();
    let check = |text: &str| {
        let path = folder.write("deck.toml", text);
        run(&mut pupitre(&["check", "--select", "format", "--fail-on", "info", "--format", "concise", &path]))
    };
    assert_eq!(check(FORM).0, Some(0));
    let (code, out, _) = check(OTHER);
    assert_eq!(code, Some(1));
    assert!(out.ends_with("deck.toml:1:1: info[format] this deck is not in its canonical form\n"), "{out}");
}

#[test]
fn the_shipped_decks_are_in_their_form() {
    assert_eq!(fmt(&["--check", "decks"]).1, "");
}

/// What taplo's formatter would change by default (taplo.tamasfe.dev, "Configuration"): a list on a line longer than 80 characters is split, one
/// element per line, and comments after values are aligned in columns.
#[test]
fn the_shipped_decks_are_as_other_formatters_leave_them() {
    let quoted = regex_lite::Regex::new("\"[^\"]*\"|'[^']*'").expect("a pattern");
    let mut wrong = Vec::new();
    for folder in ["decks", "src/cli/new"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let files = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
        for path in files.filter(|path| path.extension().is_some_and(|it| it == "toml")) {
            let mut in_text = false;
            for (index, line) in fs::read_to_string(&path).expect("text").lines().enumerate() {
                let was_in_text = in_text;
                in_text ^= line.matches("'''").count() % 2 == 1;
                let bare = quoted.replace_all(line, "");
                let is_long_list = bare.contains('[') && bare.ends_with(']') && line.chars().count() > 80;
                let has_comment = bare.contains('#') && !line.trim_start().starts_with('#');
                if !was_in_text && !in_text && (is_long_list || has_comment) {
                    wrong.push(format!("{}:{}: {line}", path.display(), index + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
