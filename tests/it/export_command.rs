//! `pupitre export`: what it writes, where, and what it refuses.

use std::fs;

use crate::common::{Folder, pupitre};
use expect_test::{Expect, expect};

const TALK: &str = r#"
format = 1
title = "Talk"
sizes = ["40x8", "80x24"]
[[section]]
title = "Middle"
[[section.slide]]
title = "One <&>"
reveal = "items"
notes = "Say hello."
lesson = "Read me."
body = """
- a
- [b](https://b.fr)
"""
[[section]]
title = "More"
appendix = true
[[section.slide]]
title = "Two"
"#;

/// Standard output, standard error and exit code of a command.
fn run(arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = pupitre(arguments).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("only UTF-8 is written").replace("\r\n", "\n");
    (text(output.stdout), text(output.stderr), output.status.code())
}

fn written(arguments: &[&str]) -> String {
    let (out, err, code) = run(arguments);
    assert_eq!((err.as_str(), code), ("", Some(0)), "{arguments:?}");
    out
}

fn assert_refused(arguments: &[&str], folder: &Folder, words: &Expect) {
    let (out, err, code) = run(arguments);
    assert_eq!((out.as_str(), code), ("", Some(2)), "{arguments:?}: {err}");
    words.assert_eq(&err.replace(&folder.name(""), "…/"));
}

/// The names in a folder, sorted.
fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_whole_deck_is_a_picture_a_slide_and_written_again_the_same() {
    let folder = Folder::new();
    let (deck, out) = (folder.write("talk.toml", TALK), folder.name("new/pictures"));
    for _ in 0..2 {
        let (_, err, code) = run(&["export", &deck, "--to", "svg", "--output", &out]);
        assert_eq!((code, err.replace(&folder.name(""), "…/").as_str()), (Some(0), "2 files in …/new/pictures\n"));
        assert_eq!(names(&out), ["01.svg", "A1.svg"]);
    }
    let one = fs::read_to_string(folder.name("new/pictures/01.svg")).expect("a picture");
    assert!(one.starts_with("<svg ") && one.contains("viewBox=\"0 0 720 288\""), "{one}");
    assert_eq!(one, written(&["export", &deck, "--to", "svg", "--slide", "1"]));
    assert!(!one.contains("hello"));
}

#[test]
fn one_slide_is_written_to_a_file_or_to_standard_output_by_its_number() {
    let folder = Folder::new();
    let (deck, file) = (folder.write("talk.toml", TALK), folder.write("a1.svg", "what was there"));
    let one = ["export", deck.as_str(), "--to", "svg", "--slide", "a1", "-o", file.as_str()];
    assert_refused(
        &one,
        &folder,
        &expect![[r#"
            error: "…/a1.svg" already exists, and `pupitre export --to svg` did not write it like this. Add `--force` to replace it.
        "#]],
    );
    assert_eq!(fs::read_to_string(&file).expect("a file"), "what was there");
    assert_eq!(written(&[&one[..], &["--force"]].concat()), "");
    assert_eq!(written(&one), "", "what this program wrote it replaces");
    let picture = fs::read_to_string(&file).expect("a picture");
    assert!(picture.contains("<title>A1. Two</title>"), "{picture}");
    assert_eq!(picture, written(&["export", &deck, "--to", "svg", "--slide", "A1", "-o", "-"]));
    assert_eq!(names(&folder.name("")), ["a1.svg", "talk.toml"], "nothing else is left");
}

#[test]
fn a_picture_beside_the_deck_is_in_the_export_as_soon_as_it_is_written() {
    let folder = Folder::new();
    let red = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"80\" height=\"40\"><path fill=\"#c80000\" d=\"M0 0h80v40H0z\"/></svg>";
    folder.write("red.svg", red);
    let block = "[[section.slide.block]]\nkind = \"image\"\nfile = \"red.svg\"\nalt = \"All red\"\n";
    let deck =
        format!("format = 1\ntitle = \"t\"\n[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"u\"\n{block}");
    let deck = folder.write("red.toml", &deck);
    let picture = written(&["export", &deck, "--to", "svg", "--slide", "1"]);
    let whole = format!("href=\"data:image/svg+xml;base64,{}\"", pupitre::text::base64(red.as_bytes()));
    assert!(picture.contains(&whole) && !picture.contains("All red"), "{picture}");
    assert!(written(&["export", &deck, "--to", "txt"]).contains("All red"), "text has the words");
}

#[test]
fn text_shows_the_screen_at_the_requested_step() {
    let folder = Folder::new();
    let deck = folder.write("talk.toml", TALK);
    expect![[r#"
          One <&>
          • a





         Middle                             1/1
        ────────────────────────────────────────


          Two




         More                                A1
    "#]]
    .assert_eq(&written(&["export", &deck, "--to", "txt", "--step", "0", "--lang", "en"]));
    assert!(written(&["export", &deck, "--to", "txt", "--slide", "1"]).contains("• b"));
}

#[test]
fn markdown_has_notes_and_lessons_only_on_request() {
    let folder = Folder::new();
    let deck = folder.write("talk.toml", TALK);
    let plain = written(&["export", &deck, "--to", "md"]);
    assert!(!plain.contains("hello") && !plain.contains("Read me"), "{plain}");
    expect![[r#"
        # Talk

        ## Middle

        ### 1. One \<\&>

        - a
        - [b](https://b.fr)

        #### Notes

        Say hello.

        #### Lesson

        Read me.

        ## More

        ### A1. Two
    "#]]
    .assert_eq(&written(&["export", &deck, "--to", "md", "--notes", "--lessons", "--lang", "en"]));
}

#[test]
fn the_environment_does_not_change_an_export() {
    let arguments = ["export", "tour", "--to", "svg", "--slide", "1"];
    let usual = written(&arguments);
    for (name, value) in [("COLORFGBG", "15;0"), ("NO_COLOR", "1"), ("TERM", "dumb"), ("COLUMNS", "200")] {
        let output = pupitre(&arguments).env(name, value).output().expect("the program runs");
        assert_eq!(String::from_utf8_lossy(&output.stdout), usual, "{name}");
    }
}

#[test]
fn cut_content_is_reported() {
    let (_, err, code) = run(&["export", "tour", "--to", "txt", "--size", "80x8", "--slide", "3"]);
    assert_eq!(code, Some(0));
    expect![[r#"
        warning: slide 3 is higher than 80x8: the end is cut off. Try a larger `--size`.
    "#]]
    .assert_eq(&err);
}

#[test]
fn impossible_exports_are_refused_with_advice() {
    let folder = Folder::new();
    let deck = folder.write("talk.toml", TALK);
    let refused = |more: &[&str], words: Expect| {
        let arguments: Vec<&str> = ["export", deck.as_str()].iter().chain(more).copied().collect();
        assert_refused(&arguments, &folder, &words);
    };
    refused(
        &["--to", "svg"],
        expect![[r#"
        error: a whole deck gives one picture per slide. Name a folder with `--output`, or one slide with `--slide`.
    "#]],
    );
    refused(
        &["--to", "svg", "--notes", "--slide", "1"],
        expect![[r#"
        error: pictures show the room's screen, without notes or lessons. Write `--to md` to get them.
    "#]],
    );
    refused(
        &["--to", "svg", "--slide", "12"],
        expect![[r#"
            error: there is no slide "12". The deck has 1 and A1.
        "#]],
    );
    refused(
        &["--to", "md", "--slide", "A0"],
        expect![[r#"
            error: there is no slide "A0". The deck has 1 and A1.
        "#]],
    );
    refused(
        &["--to", "svg", "--slide", "1", "--step", "2"],
        expect![[r#"
        error: the slide has no step 2. It has 0 to 1.
    "#]],
    );
    refused(
        &["--to", "svg", "--slide", "A1", "--step", "1"],
        expect![[r#"
        error: the slide shows everything at once: it has no step 1. Leave out `--step`.
    "#]],
    );
    refused(
        &["--to", "svg", "--slide", "1", "--size", "big"],
        expect![[r#"
        error: "big" is not the size of a terminal. Write columns and rows, like "80x24", from 20x6 to 1000x1000.
    "#]],
    );
    refused(
        &["--to", "svg", "--slide", "1", "--theme", "ardoize"],
        expect![[r#"
        error: there is no theme called "ardoize". Did you mean "ardoise"?
    "#]],
    );
    refused(
        &["--to", "svg", "--output", &deck],
        expect![[r#"
        error: "…/talk.toml" is a file, but a whole deck gives one picture per slide. Name a folder.
    "#]],
    );
    refused(
        &["--to", "md", "--output", &deck],
        expect![[r#"
        error: "…/talk.toml" is a file that this command reads. Choose another file to write.
    "#]],
    );
    refused(
        &["--to", "md", "--output", &folder.name("")],
        expect![[r#"
        error: "…/" is a folder. Name a file in it.
    "#]],
    );
    refused(
        &["--to", "md", "--output", &folder.name("no/where.md")],
        expect![[r#"
        error: "…/no/where.md" cannot be written: its folder does not exist. Create it first.
    "#]],
    );
    assert_eq!(fs::read_to_string(&deck).expect("the deck"), TALK);
    assert_eq!(names(&folder.name("")), ["talk.toml"], "nothing is left behind");
}

#[test]
fn a_page_to_send_is_one_file_with_the_requested_slides() {
    let folder = Folder::new();
    let (deck, file) = (folder.write("talk.toml", TALK), folder.name("talk.html"));
    let export = |more: &[&str]| {
        let arguments = ["export", deck.as_str(), "--to", "html", "-o", file.as_str()];
        assert_eq!(written(&[&arguments[..], more].concat()), "");
        fs::read_to_string(&file).expect("a page")
    };
    let whole = export(&[]);
    assert!(whole.contains("id=\"slide-1\"") && whole.contains("id=\"slide-A1\"") && whole.contains("Read me."));
    assert!(whole.contains("One &lt;&amp;&gt;") && !whole.contains("hello"));
    assert_eq!(whole, export(&[]), "written again it is the same, over what was there");
    assert!(export(&["--notes", "--slide", "1"]).contains("Say hello."));
    assert!(export(&["--lang", "fr"]).contains("Vue d’ensemble"));
    assert_eq!(names(&folder.name("")), ["talk.html", "talk.toml"]);
}

#[test]
fn only_documents_written_by_this_program_are_replaced() {
    let folder = Folder::new();
    let deck = folder.write("talk.toml", TALK);
    let file = folder.name("talk.pdf");
    let write = |more: &[&str]| run(&[&["export", &deck, "--to", "pdf", "-o", &file], more].concat()).2;
    assert_eq!((write(&[]), write(&["--slide", "1"])), (Some(0), Some(0)));
    // Files that name this program but are not its documents.
    for other in ["%PDF-1.7\n(/Creator\\(Pupitre\\))", "/Creator(Pupitre)"] {
        fs::write(&file, other).unwrap();
        assert_eq!((write(&[]), fs::read_to_string(&file).unwrap().as_str()), (Some(2), other));
    }
    assert_eq!(write(&["--force"]), Some(0));
}

#[test]
fn a_section_or_a_shorter_cut_leaves_slides_out_of_what_is_written() {
    let text = "format = 1\ntitle = \"t\"\n[[profile]]\nid = \"short\"\n[[section]]\nid = \"a\"\ntitle = \"A\"\n\
        [[section.slide]]\ntitle = \"Un\"\nduration = \"1min\"\npriority = \"must\"\n[[section.slide]]\ntitle = \"Deux\"\n\
        duration = \"5min\"\npriority = \"could\"\nprofiles = [\"other\"]\n[[section]]\nid = \"b\"\ntitle = \"B\"\n[[section.slide]]\ntitle = \"Trois\"\n\
        duration = \"1min\"\npriority = \"must\"\n[[profile]]\nid = \"other\"\n";
    let folder = Folder::new();
    let deck = folder.write("talk.toml", text);
    let titles = |more: &[&str]| {
        let page = written(&[&["export", deck.as_str(), "--to", "md"][..], more].concat());
        page.lines().filter_map(|line| line.strip_prefix("### ").map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(titles(&["--section", "b"]), ["3. Trois"]);
    assert_eq!(titles(&["--for", "2min"]), ["1. Un", "3. Trois"]);
    assert_eq!(titles(&["--profile", "short"]), ["1. Un", "3. Trois"]);
    assert_refused(
        &["export", &deck, "--to", "md", "--section", "c"],
        &folder,
        &expect![[r#"
            error: no section is called "c". Did you mean "a"?
        "#]],
    );
}

/// The pictures in the README: their files, the slides on them, and the arguments.
const PICTURES: &[(&str, &str, &str, &str)] = &[
    ("titre", "1", "120x36", "aube"),
    ("graphique", "10", "80x24", "papier"),
    ("dates", "12", "80x24", "nuit"),
    ("arbre", "16", "80x24", "ardoise"),
    ("code-qr", "38", "80x24", "aube"),
];

#[test]
fn the_pictures_of_the_readme_are_what_people_see() {
    let readme = include_str!("../../README.md");
    for (name, slide, size, theme) in PICTURES {
        let file = format!(".github/pictures/{name}.svg");
        let arguments =
            ["export", "sensibilisation", "--to", "svg", "--slide", slide, "--size", size, "--theme", theme];
        let drawn = String::from_utf8(pupitre(&arguments).output().unwrap().stdout).unwrap();
        let stored = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&file)).unwrap();
        assert!(drawn == stored, "draw it again: pupitre {} -o {file}", arguments.join(" "));
        assert!(readme.contains(&file), "{file}");
    }
}

#[test]
fn a_picture_of_pixels_has_a_scale_and_a_sheet_has_no_bottom_row() {
    let folder = Folder::new();
    let (deck, file) = (folder.write("talk.toml", TALK), folder.name("one.png"));
    let width = |arguments: &[&str]| {
        let all = [&["export", &deck, "--to", "png", "--slide", "1", "-o", &file], arguments].concat();
        written(&all);
        let bytes = fs::read(&file).expect("a picture");
        assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n");
        u32::from_be_bytes(bytes[16..20].try_into().unwrap())
    };
    assert_eq!((width(&[]), width(&["--scale", "1"]), width(&["--scale", "3", "--sheet"])), (720, 360, 1080));
    let row = |arguments: &[&str]| written(&[&["export", &deck, "--to", "txt"], arguments].concat());
    assert!(row(&[]).contains("1/1") && !row(&["--sheet"]).contains("1/1"));
    assert!(row(&["--sheet"]).contains("One <&>\n  • a\n"), "{}", row(&["--sheet"]));
}

#[test]
fn unsupported_options_are_refused_and_missing_glyphs_reported() {
    let folder = Folder::new();
    let deck = folder.write("talk.toml", TALK);
    let refused = |arguments: &[&str], words: Expect| {
        assert_refused(&[&["export", &deck, "--slide", "1"], arguments].concat(), &folder, &words);
    };
    refused(
        &["--to", "svg", "--scale", "2"],
        expect![[r#"
            error: only pixel pictures have a scale. Write `--to png`, or leave out `--scale`.
        "#]],
    );
    refused(
        &["--to", "md", "--sheet"],
        expect![[r#"
            error: `--sheet` is only for formats that show the screen. Leave it out.
        "#]],
    );
    refused(
        &["--to", "png", "--size", "1000x1000", "--scale", "8"],
        expect![[r#"
            error: a picture of 72000 by 144000 pixels is too large. Write a smaller `--scale` or `--size`.
        "#]],
    );
    let wide = folder.write("wide.toml", TALK.replace("One <&>", "漢字 🚀"));
    let (_, err, code) = run(&["export", &wide, "--to", "png", "--slide", "1", "-o", &folder.name("w.png")]);
    let words = "warning: the fonts of this program do not have these signs, drawn as \u{fffd} or left out: 字 U+5B57, 漢 U+6F22, 🚀 U+1F680\n";
    assert_eq!((err.as_str(), code), (words, Some(0)));
}
