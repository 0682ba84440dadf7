//! Courses of several decks: what `check` finds in the course file, and what decks take from it.

use crate::common::checking::{concise, run};
use crate::common::{Folder, pupitre};
use expect_test::expect;

const COURSE: &str = "course = 1\nname = \"Three steps\"\naudience = \"everybody\"\n\
    [[module]]\nid = \"one\"\ndeck = \"one.toml\"\n\
    [[module]]\nid = \"two\"\ndeck = \"two.toml\"\nneeds = [\"one\"]\n\
    [[module]]\nid = \"three\"\ntitle = \"The third\"\nneeds = [\"two\"]\n";

/// A deck that is part of the course and shows it.
fn deck(title: &str) -> String {
    let slide = "[[section.slide]]\ntitle = \"Where we are\"\n[[section.slide.block]]\nkind = \"course\"\n";
    format!(
        "format = 1\ntitle = \"{title}\"\nlang = \"en\"\n[course]\nfile = \"course.toml\"\n[[section]]\ntitle = \"s\"\n{slide}"
    )
}

/// A folder with a course and its decks.
fn course() -> Folder {
    let folder = Folder::new();
    folder.write("course.toml", COURSE);
    folder.write("one.toml", deck("The first"));
    folder.write("two.toml", deck("The second"));
    folder
}

#[test]
fn a_deck_takes_its_place_from_the_course_beside_it() {
    let folder = course();
    for (name, place, next) in
        [("one.toml", "Three steps, 1 / 3", "Next: The second"), ("two.toml", "Three steps, 2 / 3", "Next: The third")]
    {
        let ran = run(&[&folder.name(name)]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        for words in [place, "everybody", next] {
            assert!(ran.out.replace('\u{a0}', " ").contains(words), "{words}: {}", ran.out);
        }
    }
}

#[test]
fn a_course_is_checked_with_the_decks_of_its_folder() {
    let folder = course();
    let ran = concise(&[&folder.name("")]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    assert_eq!(ran.err, "2 decks, 1 course: 0 errors, 0 warnings, 0 infos\n");
}

#[test]
fn mistakes_in_a_course_are_reported_at_their_place() {
    let folder = course();
    let wrong =
        COURSE.replace("two.toml", "tow.toml").replace("[\"one\"]", "[\"oen\"]").replace("[\"two\"]", "[\"three\"]");
    let path = folder.write("course.toml", wrong);
    let ran = concise(&[&path]);
    assert_eq!(ran.code, Some(1));
    expect![[r#"
        …/course.toml:9:8: error[missing-file] the file "tow.toml" does not exist; names are relative to the deck's folder
        …/course.toml:10:10: error[broken-jump] there is no module called "oen"
        …/course.toml:14:10: error[bad-value] modules require each other in a circle
    "#]]
    .assert_eq(&ran.out.replace(&folder.name(""), "…/"));
    assert!(run(&["check", &path]).out.contains("help: did you mean \"two.toml\"?"));
    let ran = concise(&[&folder.name("two.toml")]);
    assert!(ran.out.contains("error[bad-value] the course \"course.toml\" has mistakes"), "{}", ran.out);
    assert!(ran.out.contains("error[broken-jump] the course \"course.toml\" does not list this deck"), "{}", ran.out);
}

#[test]
fn a_course_that_lists_a_course_is_told_so() {
    let folder = course();
    let listing = COURSE.replace("one.toml", "self.toml").replace("two.toml", "other.toml");
    folder.write("other.toml", &listing);
    let path = folder.write("self.toml", &listing);
    let ran = concise(&[&path]);
    assert_eq!(ran.code, Some(1));
    expect![[r#"
        …/self.toml:6:8: error[bad-value] the course lists itself
        …/self.toml:9:8: error[bad-value] the file "other.toml" is a course, not a deck
    "#]]
    .assert_eq(&ran.out.replace(&folder.name(""), "…/"));
    for command in [&["outline"][..], &["export", "--to", "md"], &["present"], &["replay", "--plain"], &["replay"]] {
        let ran = run(&[command, &[&path]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{command:?}");
        assert!(ran.err.contains("error[bad-value]: the course lists itself"), "{command:?}: {}", ran.err);
        let words = ["is a course. None of its decks is there yet.", "has no deck that can be read here."];
        assert!(words.iter().any(|words| ran.err.contains(words)), "{command:?}: {}", ran.err);
    }
}

#[test]
#[cfg(unix)]
fn a_course_lists_no_deck_outside_its_folder() {
    let (folder, outside) = (course(), Folder::new());
    let elsewhere = outside.write("two.toml", deck("Elsewhere"));
    std::fs::remove_file(folder.name("two.toml")).unwrap();
    std::os::unix::fs::symlink(elsewhere, folder.name("two.toml")).unwrap();
    let ran = concise(&[&folder.name("course.toml")]);
    assert!(ran.out.contains("error[path-escape]"), "{}", ran.out);
    let told = run(&[&folder.name("one.toml")]);
    assert!(told.out.contains("Next: two") && !told.out.contains("Elsewhere"), "{}", told.out);
}

#[test]
fn showing_a_course_names_its_decks_instead() {
    let folder = course();
    let output = pupitre(&["outline", &folder.name("course.toml")]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap().replace(&folder.name(""), "…/");
    let decks = "\"…/one.toml\" (The first), \"…/two.toml\" (The second)";
    assert_eq!(told, format!("error: \"…/course.toml\" is a course. Name one of its decks: {decks}.\n"));
}

#[test]
fn the_built_in_deck_knows_its_course_without_a_file() {
    let folder = Folder::new();
    for arguments in [&["outline"][..], &["check", "sensibilisation", "--fail-on", "error"]] {
        let output = pupitre(arguments).current_dir(folder.path()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let checked = pupitre(&["check", "course"]).current_dir(folder.path()).output().unwrap();
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    let course = pupitre(&["course"]).current_dir(folder.path()).output().unwrap();
    let told = String::from_utf8(course.stderr).unwrap();
    assert!(
        told.starts_with("error: \"decks/course.toml\" is a course. Name one of its decks: \"sensibilisation\" ("),
        "{told}"
    );
    let text = pupitre(&[]).current_dir(folder.path()).output().unwrap();
    assert!(String::from_utf8(text.stdout).unwrap().contains("Ensuite\u{a0}: Préparer son projet"));
}
