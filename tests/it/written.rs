//! Files that commands write: completely or not at all, never over what they read, never over what somebody has saved meanwhile.

use std::collections::BTreeMap;
use std::fs;

use crate::common::checking::{GOOD, Ran, check, check_input, feed, written};
use crate::common::{Folder, PUPITRE, pupitre};

/// A deck that is not canonical, with a theme, a course, a picture and a text next to it.
const DECK: &str = "title   = \"A deck\"\nformat = 1\nlang = \"en\"\ntheme = \"own.toml\"\n[course]\nfile = \"course.toml\"\n\
    [[section]]\ntitle = \"Part\"\n[[section.slide]]\ntitle = \"Good\"\nbody = \"Text.\"\n\
    [[section.slide.block]]\nkind = \"image\"\nfile = \"01.svg\"\nalt = \"All red\"\n\
    [[section.slide.block]]\nkind = \"code\"\nfile = \"main.rs\"\n";

const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\"><path d=\"M0 0h80v40H0z\"/></svg>";

/// A folder with the deck and everything it names.
fn author() -> Folder {
    let folder = Folder::new();
    folder.write("deck.toml", DECK);
    folder.write("own.toml", "title = \"Mine\"\nextends = \"aube\"\n");
    folder.write("course.toml", "course = 1\nname = \"C\"\n[[module]]\nid = \"a\"\ndeck = \"deck.toml\"\n");
    folder.write("01.svg", PICTURE);
    folder.write("main.rs", "fn main() {}\n");
    folder.write("pupitre.toml", "[check]\nignore = [\"word-count\"]\n");
    folder
}

/// The files in a folder, including hidden ones: names and contents.
fn content(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap());
    entries.map(|it| (it.file_name().into_string().unwrap(), fs::read(it.path()).unwrap_or_default())).collect()
}

/// Runs the program in a folder.
fn run_in(folder: &Folder, arguments: &[&str]) -> Ran {
    pupitre(arguments).current_dir(folder.path()).output().expect("the program runs").into()
}

/// Asserts that a command refuses to overwrite what it reads, and that nothing changes.
fn assert_refused(folder: &Folder, arguments: &[&str]) {
    let before = content(folder);
    let ran = run_in(folder, arguments);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}: {}", ran.err);
    let words = "is a file that this command reads. Choose another file to write.\n";
    assert!(ran.err.ends_with(words), "{arguments:?}: {}", ran.err);
    assert!(content(folder) == before, "{arguments:?}");
}

#[test]
fn no_command_writes_over_a_file_that_it_reads() {
    let folder = author();
    for read in ["deck.toml", "./deck.toml", "own.toml", "course.toml", "01.svg", "main.rs"] {
        assert_refused(&folder, &["check", "deck.toml", "--output", read]);
        assert_refused(&folder, &["check", "deck.toml", "--fix", "--format", "json", "--output", read]);
        assert_refused(&folder, &["export", "deck.toml", "--to", "md", "-o", read]);
        assert_refused(&folder, &["export", "deck.toml", "--to", "svg", "--slide", "1", "-o", read]);
        assert_refused(&folder, &["replay", "deck.toml", "--export-notes", read]);
        assert_refused(&folder, &["replay", "deck.toml", "--export-progress", read]);
    }
    for read in ["deck.toml", "pupitre.toml", "course.toml"] {
        assert_refused(&folder, &["check", "--output", read]);
        assert_refused(&folder, &["check", "deck.toml", "course.toml", "--output", "new.json", "--output", read]);
    }
    assert_refused(&folder, &["check", "own.toml", "--fix", "--output", "own.toml"]);
    assert_refused(&folder, &["check", "none.toml", "--output", "none.toml"]);
    assert_refused(&folder, &["check", "none.toml", "--output", "./none.toml"]);
    assert_refused(&folder, &["replay", "course.toml", "--export-notes", "course.toml"]);
    assert_refused(&folder, &["replay", "course.toml", "--export-notes", "deck.toml"]);
    // The exported picture of the first slide would get the same name as the picture on it.
    assert_refused(&folder, &["export", "deck.toml", "--to", "svg", "-o", "."]);
    assert_refused(&folder, &["export", "tour", "--to", "md", "--theme", "own.toml", "-o", "own.toml"]);
}

#[test]
#[cfg(unix)]
fn an_input_file_is_recognized_by_any_name() {
    use std::os::unix::fs::symlink;
    let folder = author();
    symlink("deck.toml", folder.name("link.toml")).unwrap();
    symlink("link.toml", folder.name("link-to-link")).unwrap();
    symlink(".", folder.name("here")).unwrap();
    symlink("none.toml", folder.name("dangling")).unwrap();
    fs::hard_link(folder.name("deck.toml"), folder.name("other-name")).unwrap();
    for output in ["link.toml", "link-to-link", "here/deck.toml", "here/here/link.toml", "other-name"] {
        assert_refused(&folder, &["check", "deck.toml", "--output", output]);
        assert_refused(&folder, &["check", "here/link.toml", "--output", output]);
        assert_refused(&folder, &["export", "deck.toml", "--to", "txt", "-o", output]);
    }
    assert_refused(&folder, &["check", "here/none.toml", "--output", "none.toml"]);
    assert_refused(&folder, &["check", "none.toml", "--output", "dangling"]);
    let input = fs::File::open(folder.name("deck.toml")).unwrap();
    let mut command = pupitre(&["check", "-", "--output", "deck.toml"]);
    let ran: Ran = command.current_dir(folder.path()).stdin(input).output().unwrap().into();
    assert_eq!((ran.code, fs::read_to_string(folder.name("deck.toml")).unwrap().as_str()), (Some(2), DECK));
}

#[test]
fn two_outputs_are_two_files() {
    let folder = author();
    let before = content(&folder);
    let two = ["check", "deck.toml", "--format", "json", "--output", "a", "--format", "sarif", "--output", "./a"];
    let ran = run_in(&folder, &two);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("\"./a\" is named for two outputs."), "{}", ran.err);
    assert!(content(&folder) == before);
    let ran = run_in(&folder, &["check", "deck.toml", "--format", "json", "--output", "-"]);
    assert!(ran.out.starts_with('{') && !folder.path().join("-").exists(), "{}", ran.out);
}

#[test]
#[cfg(unix)]
fn progress_and_recordings_are_never_overwritten_by_an_output() {
    let (folder, state) = (author(), Folder::new());
    fs::create_dir_all(state.path().join("pupitre/progress")).unwrap();
    let kept = state.write("pupitre/progress/kept.jsonl", "kept");
    let mut command = pupitre(&["replay", "deck.toml", "--export-progress", &kept]);
    let ran: Ran = command.current_dir(folder.path()).env("XDG_STATE_HOME", state.path()).output().unwrap().into();
    assert_eq!((ran.code, fs::read_to_string(&kept).unwrap().as_str()), (Some(2), "kept"));
    assert!(ran.err.contains("is where your progress or a recording is kept."), "{}", ran.err);
}

#[test]
#[cfg(unix)]
fn an_output_behind_a_link_is_written_there_and_the_link_stays() {
    use std::os::unix::fs::symlink;
    let folder = author();
    symlink("new.md", folder.name("dangling")).unwrap();
    folder.write("old.md", "old");
    symlink("old.md", folder.name("link")).unwrap();
    for (link, file) in [("dangling", "new.md"), ("link", "old.md")] {
        assert_eq!(run_in(&folder, &["export", "deck.toml", "--to", "md", "--force", "-o", link]).code, Some(0));
        assert!(fs::symlink_metadata(folder.name(link)).unwrap().is_symlink(), "{link}");
        assert!(fs::read_to_string(folder.name(file)).unwrap().contains("A deck"), "{file}");
    }
}

#[test]
#[cfg(unix)]
fn an_output_may_be_a_pipe_or_a_device() {
    use std::process::{Command, Stdio};
    let folder = author();
    assert!(Command::new("mkfifo").arg(folder.name("pipe")).status().unwrap().success());
    let mut export = pupitre(&["export", "deck.toml", "--to", "md", "-o", "pipe"]);
    let export = export.current_dir(folder.path()).stderr(Stdio::piped()).spawn().unwrap();
    assert!(fs::read_to_string(folder.name("pipe")).unwrap().contains("A deck"));
    assert_eq!(export.wait_with_output().unwrap().status.code(), Some(0));
    assert_eq!(run_in(&folder, &["export", "deck.toml", "--to", "md", "-o", "/dev/null"]).code, Some(0));
    let ran = run_in(&folder, &["check", "deck.toml", "--format", "json", "--output", "/dev/stdout"]);
    assert!(ran.out.starts_with('{'), "{}", ran.out);
}

#[test]
#[cfg(unix)]
fn a_terminal_that_is_named_as_output_obeys_nothing_in_a_deck() {
    use crate::common::stage::Stage;
    let folder = Folder::new();
    let body = "[[section.slide]]\ntitle = \"Bad\"\nbody = \"Te\\u001b]0;owned\\u0007xt.\"\n";
    let deck = folder.write("deck.toml", written(body));
    for arguments in [
        &["export", deck.as_str(), "--to", "md", "-o", "/dev/tty"][..],
        &["export", &deck, "--to", "md", "-o", "/dev/stdout"],
        &["check", &deck, "--format", "json", "--output", "/dev/tty"],
    ] {
        let mut stage = Stage::new(arguments);
        stage.see("Bad");
        stage.end();
        assert!(!stage.raw().contains("\u{1b}]0"), "{arguments:?}");
    }
}

/// Runs the program in a folder where no file may become larger than this many blocks of 512 bytes, as on a full disk.
#[cfg(unix)]
fn run_in_little_room(folder: &Folder, blocks: u32, arguments: &[&str]) -> Ran {
    use std::process::Command;
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, PUPITRE]).args(arguments).current_dir(folder.path());
    for (name, value) in pupitre(&[]).get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command.output().expect("the program runs").into()
}

/// A deck that `fmt` and `check --fix` make longer.
fn long(notes: usize) -> String {
    let notes = "n".repeat(notes);
    format!(
        "format=1\ntitle=\"L'essai\"\nlang=\"fr\"\n[[section]]\ntitle=\"Un\"\n[[section.slide]]\ntitle=\"L'État\"\nnotes=\"{notes}\"\n"
    )
}

#[test]
#[cfg(unix)]
fn without_enough_disk_space_nothing_is_written() {
    let folder = Folder::new();
    folder.write("deck.toml", long(4_000));
    folder.write("old.json", "old");
    let before = content(&folder);
    for arguments in [
        &["fmt", "deck.toml"][..],
        &["check", "deck.toml", "--fix", "--select", "T004"],
        &["check", "deck.toml", "--format", "sarif", "--output", "old.json"],
        &["check", "deck.toml", "--format", "sarif", "--output", "new.json"],
        &["export", "deck.toml", "--to", "svg", "--slide", "1", "--force", "-o", "old.json"],
        &["new", "talk"],
    ] {
        let ran = run_in_little_room(&folder, 1, arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.err);
        assert!(ran.err.contains("cannot be written: ") && !ran.err.contains("not read"), "{arguments:?}: {}", ran.err);
        assert!(content(&folder) == before, "{arguments:?}: {:?}", content(&folder).keys());
    }
    let fix = run_in_little_room(&folder, 1, &["check", "deck.toml", "--fix", "--select", "T004"]);
    assert!(fix.err.ends_with("; 1 file not written\n"), "{}", fix.err);
}

#[test]
#[cfg(unix)]
fn a_file_with_two_names_keeps_both_and_its_content_if_the_disk_is_full() {
    use std::os::unix::fs::MetadataExt;
    let folder = Folder::new();
    // As long as one block: there is room for its backup and none for the result.
    let text = long(512 - long(0).len());
    assert_eq!(text.len(), 512);
    let deck = folder.write("deck.toml", &text);
    let other = folder.name("other.toml");
    fs::hard_link(&deck, &other).unwrap();
    let before = content(&folder);
    for arguments in [&["fmt", "deck.toml"][..], &["check", "deck.toml", "--fix", "--select", "T004"]] {
        let ran = run_in_little_room(&folder, 1, arguments);
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains("cannot be written: "), "{}", ran.err);
        assert!(content(&folder) == before, "{:?}", content(&folder).keys());
    }
    for (arguments, words) in
        [(&["check", "deck.toml", "--fix", "--select", "T004"][..], "L’État"), (&["fmt", "deck.toml"], "lang = \"fr\"")]
    {
        assert_eq!(run_in(&folder, arguments).code, Some(0));
        let [one, two] = [&deck, &other].map(|path| fs::read_to_string(path).unwrap());
        assert!(one == two && one.contains(words), "{one}");
        assert_eq!(fs::metadata(&deck).unwrap().ino(), fs::metadata(&other).unwrap().ino());
        assert_eq!(content(&folder).len(), 2, "{:?}", content(&folder).keys());
    }
}

#[test]
#[cfg(unix)]
fn owner_and_permissions_stay() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let folder = Folder::new();
    let deck = folder.write("deck.toml", long(10));
    fs::set_permissions(&deck, fs::Permissions::from_mode(0o604)).unwrap();
    // Only root can change the owner of a file; for others it stays the same.
    let _ = chown(&deck, Some(12_345), Some(12_346));
    let before = fs::metadata(&deck).unwrap();
    for arguments in [
        &["check", "deck.toml", "--fix"][..],
        &["fmt", "deck.toml"],
        &["export", "tour", "--to", "md", "--force", "-o", "deck.toml"],
    ] {
        let written = fs::read(&deck).unwrap();
        run_in(&folder, arguments);
        assert!(fs::read(&deck).unwrap() != written, "{arguments:?}");
        let after = fs::metadata(&deck).unwrap();
        let of = |about: &fs::Metadata| (about.uid(), about.gid(), about.mode());
        assert_eq!(of(&after), of(&before), "{arguments:?}");
    }
}

/// A recording of a deck whose first slide took half a minute.
#[cfg(unix)]
fn recorded(deck: &str) -> String {
    use std::time::Duration;

    use pupitre::plan::Plan;
    use pupitre::record::{Header, RecordLine, Summary, What};
    use pupitre::show::{Event, Place};
    let (deck, _) = pupitre::deck::read(&pupitre::source::Source::new("deck.toml", deck));
    let header = Header::new(1, "2026-11-20 18:00".to_owned(), Summary::of(&deck, &Plan::of(&deck)));
    let moved = |at, slide| {
        RecordLine::new(Duration::from_secs(at), What::Event(Event::Moved(Place { slide, step: 0 }))).line()
    };
    // The clock starts when the first slide is left.
    header.line() + &moved(0, 1) + &moved(0, 0) + &RecordLine::new(Duration::from_secs(30), What::Ended).line()
}

#[test]
#[cfg(unix)]
fn a_bundle_is_not_written_over_a_recording_that_goes_into_it() {
    let folder = Folder::new();
    folder.write("run.jsonl", recorded(&written(&GOOD.repeat(2))));
    fs::create_dir(folder.name("more")).unwrap();
    folder.write("more/other.jsonl", recorded(&written(&GOOD.repeat(2))));
    for (named, bundle) in
        [("run.jsonl", "run.jsonl"), ("run.jsonl", "./run.jsonl"), ("more", "more/other.jsonl"), (".", "run.jsonl")]
    {
        assert_refused(&folder, &["report", named, "--bundle", bundle]);
        assert_eq!(fs::read_to_string(folder.name("more/other.jsonl")).unwrap(), recorded(&written(&GOOD.repeat(2))));
    }
    let ran = run_in(&folder, &["report", "run.jsonl", "--bundle", "-"]);
    assert!(ran.code == Some(0) && ran.out.starts_with("{\"bundle\":1"), "{}", ran.out);
}

#[test]
fn a_file_that_is_named_twice_is_mended_once() {
    let folder = Folder::new();
    let deck = folder.write("deck.toml", long(10));
    let ran = check(&[&deck, &deck, &folder.name(""), "--fix", "--select", "T004"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(fs::read_to_string(&deck).unwrap().contains("L’État"));
}

#[test]
fn a_filter_always_returns_its_text() {
    let course = "course = 1\nname = \"C\"\n[[module]]\nid = \"a\"\ntitle = \"b\"\n";
    let theme = "title = \"Mine\"\nextends = \"aube\"\n";
    let slip = written("[[section.slide]]\ntitle = \"A\"\nboby = \"Text.\"\n");
    for (text, code) in [
        (written(GOOD).as_str(), 0),
        (course, 0),
        (theme, 0),
        // What cannot be fixed is returned unchanged.
        ("course = 1\nname = 2\n", 1),
        ("title = \"Mine\"\nextends = \"aub\"\n", 1),
        ("format = 1\ntitle = \"a\n", 1),
        ("not a deck", 1),
        ("\u{feff}format = 1\r\ntitle = \"\u{1b}[2J\"\r\n", 1),
    ] {
        let (ended, out, err) = feed_raw(&["check", "--fix", "-"], text.as_bytes());
        assert_eq!((ended, String::from_utf8(out).unwrap().as_str()), (Some(code), text), "{err}");
    }
    let ran = check_input(&slip, &["--unsafe-fixes", "--select", "unknown-key"]);
    assert_eq!((ran.code, ran.out), (Some(0), slip.replace("boby", "body")), "{}", ran.err);
    let ran = feed(pupitre(&["check", "--unsafe-fixes", "-", "-", "--select", "unknown-key"]), &slip);
    assert_eq!((ran.code, ran.out), (Some(0), slip.replace("boby", "body")), "{}", ran.err);
}

#[test]
fn a_filter_that_cannot_read_all_writes_nothing() {
    let large = format!("{}notes = '''\n{}'''\n", written(GOOD), "é\n".repeat(6 << 20));
    for filter in [&["check", "--fix", "-"][..], &["fmt", "-"], &["check", "-"]] {
        for (text, words) in [
            (large.as_bytes(), "standard input is larger than 16 MiB"),
            (b"\xff\xfef\0o\0", "standard input is written in UTF-16"),
            (b"format = 1\ntitle = \"D\xe9\"\n", "standard input is not UTF-8: line 2, column 11"),
        ] {
            let (code, out, err) = feed_raw(filter, text);
            assert_eq!((code, out), (Some(2), Vec::new()), "{filter:?}: {err}");
            assert!(err.contains(words), "{filter:?}: {err}");
        }
    }
}

/// The result of a command for bytes on its standard input, which it does not have to read completely.
fn feed_raw(arguments: &[&str], input: &[u8]) -> (Option<i32>, Vec<u8>, String) {
    use std::io::Write;
    use std::process::Stdio;
    let mut command = pupitre(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let _ = child.stdin.take().expect("a pipe").write_all(input);
    let output = child.wait_with_output().expect("it ends");
    (output.status.code(), output.stdout, String::from_utf8_lossy(&output.stderr).into_owned())
}
