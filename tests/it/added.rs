//! `pupitre decks add`: adding own decks, which are then found by name from any folder.

use std::fs;
use std::process::Command;

use crate::common::checking::Ran;
use crate::common::{Folder, pupitre};
use expect_test::{Expect, expect};

/// A user's data folder, and the folder where they write decks.
struct User {
    data: Folder,
    work: Folder,
}

impl User {
    fn new() -> Self {
        Self { data: Folder::new(), work: Folder::new() }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = pupitre(arguments);
        command.env("XDG_DATA_HOME", self.data.path()).current_dir(self.work.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.command(arguments).output().expect("the program runs").into()
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        if let Some((folder, _)) = name.rsplit_once('/') {
            fs::create_dir_all(self.work.name(folder)).unwrap();
        }
        self.work.write(name, content);
    }

    /// Adds with these arguments, which must succeed.
    fn add(&self, arguments: &[&str]) -> String {
        let ran = self.run(&[&["decks", "add"], arguments].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
        self.plain(&ran.out)
    }

    /// Asserts that the command fails with these words and adds nothing.
    fn assert_refused(&self, arguments: &[&str], code: i32, words: &Expect) {
        let before = self.added();
        let ran = self.run(&[&["decks", "add"], arguments].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(code), ""), "{}", ran.err);
        words.assert_eq(&self.plain(&ran.err));
        assert_eq!(self.added(), before);
    }

    fn plain(&self, text: &str) -> String {
        text.replace(&self.data.name("pupitre"), "DATA").replace(&self.work.name(""), "…/")
    }

    /// The files in the data folder, sorted, including hidden ones.
    fn added(&self) -> Vec<String> {
        let (root, mut found, mut folders) = (self.data.path(), Vec::new(), vec![self.data.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
                match entry.is_dir() {
                    true => folders.push(entry),
                    false => found.push(entry.strip_prefix(root).unwrap().to_str().unwrap().to_owned()),
                }
            }
        }
        found.sort();
        found
    }
}

/// A deck with these lines in its head and on its slide.
fn deck(title: &str, head: &str, slide: &str) -> String {
    format!(
        "format = 1\ntitle = \"{title}\"\nlang = \"en\"\n{head}\n[[section]]\ntitle = \"s\"\n\
         [[section.slide]]\ntitle = \"A slide\"\nduration = \"2min\"\n{slide}\n"
    )
}

const CODE: &str = "[[section.slide.block]]\nkind = \"code\"\nfile = \"code/main.rs\"\n";

/// A user who has written a deck with an asset next to it.
fn author() -> User {
    let user = User::new();
    user.write("talk.toml", deck("My talk", "", CODE));
    user.write("code/main.rs", "fn main() {}\r\n");
    user.write("secret.txt", "not named by the deck");
    user
}

#[test]
fn a_deck_is_added_with_what_it_names_and_with_nothing_else() {
    let user = author();
    user.write("mine.toml", "title = \"Mine\"\nextends = \"aube\"\n");
    user.write("talk.toml", deck("My talk", "theme = \"mine.toml\"", CODE));
    assert_eq!(user.add(&["talk.toml"]), "talk  DATA/decks/talk/talk.toml\n");
    let files = ["code/main.rs", "mine.toml", "talk.toml"].map(|name| format!("pupitre/decks/talk/{name}"));
    assert_eq!(user.added(), files);
    let copied = fs::read(user.data.name("pupitre/decks/talk/code/main.rs")).unwrap();
    assert_eq!(copied, b"fn main() {}\r\n", "as it is");
}

#[test]
fn an_added_deck_is_found_by_its_name_from_anywhere() {
    let user = author();
    user.add(&["talk.toml"]);
    let elsewhere = Folder::new();
    let there = |arguments: &[&str]| -> Ran {
        user.command(arguments).current_dir(elsewhere.path()).output().expect("it runs").into()
    };
    let shown = there(&["talk"]);
    assert!(shown.out.starts_with("My talk\n") && shown.out.contains("fn main() {}"), "{}{}", shown.out, shown.err);
    for arguments in [
        &["outline", "talk"][..],
        &["plan", "talk"],
        &["check", "talk", "--fail-on", "error"],
        &["export", "talk", "--to", "txt"],
    ] {
        let ran = there(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {}", ran.err);
    }
    expect![[r#"
        error: there is no file "tlak". Did you mean your deck "talk"?
    "#]]
    .assert_eq(&there(&["tlak"]).err);
    elsewhere.write("talk", deck("Another", "", ""));
    assert!(there(&["outline", "talk"]).out.starts_with("Another\n"), "a file of that name comes first");
}

#[test]
fn the_list_says_where_each_deck_is() {
    let user = author();
    user.add(&["talk.toml"]);
    let ran = user.run(&["decks", "--lang", "en"]);
    let list = user.plain(&ran.out);
    let line = |name: &str| list.lines().find(|line| line.trim_start_matches(['*', ' ']).starts_with(name)).unwrap();
    let cells =
        |name: &str| line(name).split("  ").map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("|");
    assert_eq!(cells("talk"), "talk|My talk|2 min|1 slide|DATA/decks/talk/talk.toml");
    assert!(cells("tour").ends_with("|built in"), "{list}");
    assert_eq!(cells("course"), "course|Embarquement Cloud Pi Native|5 modules|built in");
}

#[test]
fn a_folder_is_added_with_its_course_and_found_by_its_name() {
    let user = User::new();
    let course = "course = 1\nname = \"Two steps\"\n[[module]]\nid = \"a\"\ndeck = \"one.toml\"\n\
        [[module]]\nid = \"b\"\ndeck = \"more/two.toml\"\n[[module]]\nid = \"c\"\ntitle = \"Later\"\n";
    user.write("training/course.toml", course);
    user.write("training/one.toml", deck("One", "[course]\nfile = \"course.toml\"", ""));
    user.write("training/more/two.toml", deck("Two", "", CODE));
    user.write("training/more/code/main.rs", "fn main() {}");
    user.write("training/Cargo.toml", "[package]\nname = \"x\"\n");
    assert_eq!(user.add(&["training"]), "one  DATA/decks/training/one.toml\n");
    let files = ["course.toml", "more/code/main.rs", "more/two.toml", "one.toml"];
    assert_eq!(user.added(), files.map(|name| format!("pupitre/decks/training/{name}")));
    let list = user.run(&["decks", "--lang", "en"]).out;
    let line = list.lines().find(|line| line.starts_with("  training ")).unwrap();
    assert!(line.contains("Two steps") && line.contains("3 modules"), "{list}");
    assert_eq!(user.run(&["outline", "one"]).code, Some(0));
    let decks = "\"DATA/decks/training/one.toml\" (One), \"DATA/decks/training/more/two.toml\" (Two)";
    let elsewhere = Folder::new();
    let ran: Ran = user.command(&["training"]).current_dir(elsewhere.path()).output().expect("it runs").into();
    let course = "\"DATA/decks/training/course.toml\" is a course";
    assert_eq!(user.plain(&ran.err), format!("error: {course}. Name one of its decks: {decks}.\n"));
}

#[test]
fn a_taken_name_is_replaced_only_on_request() {
    let user = author();
    user.add(&["talk.toml"]);
    user.write("talk.toml", deck("Another", "", ""));
    user.assert_refused(
        &["talk.toml"],
        2,
        &expect![[r#"
        error: "talk" already exists: "DATA/decks/talk". Add it again with --replace to take its place.
    "#]],
    );
    user.add(&["talk.toml", "--replace"]);
    assert_eq!(user.added(), ["pupitre/decks/talk/talk.toml"], "what the old deck had is gone");
    assert!(user.run(&["outline", "talk"]).out.starts_with("Another\n"));
    user.write("others/talk.toml", deck("Third", "", ""));
    user.assert_refused(
        &["others", "--replace"],
        2,
        &expect![[r#"
        error: a deck "talk" already exists: "DATA/decks/talk/talk.toml". Rename the file.
    "#]],
    );
}

#[test]
fn names_of_built_in_decks_and_commands_are_reserved() {
    let user = User::new();
    for (name, what) in [("tour", "a built-in deck"), ("course", "a built-in deck"), ("check", "a command")] {
        user.write(&format!("{name}.toml"), deck("Mine", "", ""));
        let ran = user.run(&["decks", "add", &format!("{name}.toml")]);
        assert_eq!(ran.code, Some(2));
        assert_eq!(ran.err, format!("error: \"{name}\" is the name of {what}. Rename the file.\n"));
    }
    assert_eq!(user.added(), [""; 0]);
}

#[test]
fn a_deck_with_mistakes_is_not_added() {
    let user = User::new();
    user.write("talk.toml", deck("My talk", "", CODE));
    user.assert_refused(
        &["talk.toml"],
        1,
        &expect![[r#"
            error[missing-file]: the file "code/main.rs" does not exist; names are relative to the deck's folder
              --> talk.toml:12:8
               |
            12 | file = "code/main.rs"
               |        ^^^^^^^^^^^^^^ this file

            talk.toml: 1 mistake
            error: nothing was added. Fix the mistakes first.
        "#]],
    );
    user.write("talk.toml", deck("My talk", "theme = \"mine.toml\"", ""));
    user.assert_refused(
        &["talk.toml"],
        2,
        &expect![[r#"
        error: the theme "mine.toml" of "talk.toml" has mistakes. Run `pupitre check talk.toml` to see them.
    "#]],
    );
}

#[test]
fn files_that_are_not_decks_are_not_added() {
    let user = User::new();
    user.write("others/Cargo.toml", "[package]\nname = \"x\"\n");
    user.assert_refused(
        &["others"],
        2,
        &expect![[r#"
        error: there is no deck in "others". A deck is a TOML file with a top-level `format`.
    "#]],
    );
    user.assert_refused(
        &["none.toml"],
        2,
        &expect![[r#"
        error: there is no file "none.toml". Check the name.
    "#]],
    );
    user.write("talk", deck("My talk", "", ""));
    user.assert_refused(
        &["talk"],
        2,
        &expect![[r#"
        error: "talk" does not end in .toml. Rename the file.
    "#]],
    );
    user.write("training.toml", "course = 1\nname = \"x\"\n[[module]]\nid = \"a\"\ntitle = \"b\"\n");
    user.assert_refused(
        &["training.toml"],
        2,
        &expect![[r#"
        error: "training.toml" is a course. Add the folder that contains it.
    "#]],
    );
}

#[test]
#[cfg(unix)]
fn names_with_invisible_or_untypable_characters_are_refused() {
    let user = author();
    for name in ["ta\u{7}lk.toml", "ta\nlk.toml", "\u{1b}[2J.toml", "talk\u{202e}.toml", "ta\u{200b}lk.toml"] {
        user.write(name, deck("My talk", "", ""));
        let ran = user.run(&["decks", "add", name]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{name:?}");
        let words = "has characters in its name that cannot be seen or typed. Rename the file.\n";
        assert!(ran.err.ends_with(words) && ran.err.lines().count() == 1, "{name:?}: {}", ran.err);
    }
    user.write("code/ma\u{7}in.rs", "fn main() {}\n");
    let code = "[[section.slide.block]]\nkind = \"code\"\nfile = \"code/ma\\u0007in.rs\"\n";
    user.write("named.toml", deck("Named", "", code));
    let ran = user.run(&["decks", "add", "named.toml"]);
    assert!(ran.code != Some(0) && !ran.err.contains('\u{7}'), "{}", ran.err);
    assert_eq!(user.added(), Vec::<String>::new());
}

#[test]
#[cfg(unix)]
fn the_reason_given_for_a_refusal_is_the_true_one() {
    use std::os::unix::fs::symlink;
    let user = author();
    fs::create_dir(user.work.name("folder.toml")).unwrap();
    symlink("circle.toml", user.work.name("circle.toml")).unwrap();
    user.write("latin.toml", b"format = 1\ntitle = \"\xe9\"\n");
    for (name, words) in [
        ("none.toml", "error: there is no file \"none.toml\". Check the name.\n"),
        ("none/none.toml", "error: there is no file \"none/none.toml\". Check the name.\n"),
        ("folder.toml", "error: there is no deck in \"folder.toml\"."),
        ("circle.toml", "error: \"circle.toml\" cannot be read: Too many"),
        ("latin.toml", "error: \"latin.toml\" is not UTF-8: line 2, column 10"),
        ("talk.toml/deck.toml", "error: \"talk.toml/deck.toml\" cannot be read: Not a directory"),
    ] {
        let ran = user.run(&["decks", "add", name]);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{name}");
        assert!(ran.err.starts_with(words), "{name}: {}", ran.err);
    }
    assert_eq!(user.added(), Vec::<String>::new());
}

#[test]
#[cfg(unix)]
fn copies_are_closed_to_others() {
    use std::os::unix::fs::PermissionsExt;
    let user = author();
    user.add(&["talk.toml"]);
    let place = user.data.name("pupitre/decks/talk");
    assert_eq!(fs::metadata(place).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
#[cfg(unix)]
fn no_link_out_of_the_folder_is_followed() {
    use std::os::unix::fs::symlink;
    let user = author();
    let outside = Folder::new();
    fs::remove_file(user.work.name("code/main.rs")).unwrap();
    symlink(outside.write("private.rs", "the key"), user.work.name("code/main.rs")).unwrap();
    user.assert_refused(
        &["talk.toml"],
        1,
        &expect![[r#"
            error[path-escape]: the file "code/main.rs" is outside the deck's folder; copy it beside the deck
              --> talk.toml:12:8
               |
            12 | file = "code/main.rs"
               |        ^^^^^^^^^^^^^^ this file

            talk.toml: 1 mistake
            error: nothing was added. Fix the mistakes first.
        "#]],
    );
    // A deck that is itself a symbolic link is not in the folder.
    user.write("linked/one.toml", deck("One", "", ""));
    symlink(outside.write("two.toml", deck("Two", "", "")), user.work.name("linked/two.toml")).unwrap();
    assert_eq!(user.add(&["linked"]), "one  DATA/decks/linked/one.toml\n");
}

#[test]
#[cfg(unix)]
fn an_unwritable_data_folder_is_reported() {
    let user = author();
    // A file is in the place of the folder: not even root can write below it.
    user.data.write("pupitre", "");
    user.assert_refused(
        &["talk.toml"],
        2,
        &expect![[r#"
        error: "DATA/decks/talk" cannot be written: Not a directory.
    "#]],
    );
    let ran: Ran =
        user.command(&["decks", "add", "talk.toml"]).env("XDG_DATA_HOME", "").env("HOME", "").output().unwrap().into();
    assert_eq!(ran.err, "error: your home folder cannot be found. Set HOME or XDG_DATA_HOME.\n");
    let ran: Ran = user.command(&["decks"]).env("XDG_DATA_HOME", "").env("HOME", "").output().unwrap().into();
    assert_eq!(ran.code, Some(0), "the built-in decks are there all the same");
}
