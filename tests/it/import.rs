//! Decks from other programs: the result, the messages, and that the result can be presented and checked unchanged.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use pupitre::canonical;
use pupitre::deck;
use pupitre::diagnostic::Severity;
use pupitre::import::{Beside, Imported, Nothing, Wanted, dialects, markdown};
use pupitre::source::Source;

use crate::common::checking::{Ran, feed, run};
use crate::common::{Folder, pupitre};

/// A folder of files.
struct Files(PathBuf);

impl Beside for Files {
    fn text(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.join(name)).ok()
    }

    fn has(&self, name: &str) -> bool {
        self.0.join(name).is_file()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import")
}

fn imported(text: &str) -> Imported {
    markdown(Source::new("talk.md", text), &Wanted::default(), &Nothing)
}

/// The messages, one per line.
fn said(imported: &Imported) -> String {
    let original = imported.source.original().expect("it was made out of a file");
    let mut said = format!("{} ({}), {} slides\n", imported.program.title, imported.signs, imported.slides);
    for loss in &imported.losses {
        let line = original.place(loss.first.start).line;
        said += &format!("{} {} × {} (line {line})\n", loss.fate.name(), loss.count, loss.what);
    }
    said
}

/// Asserts what holds for every imported deck: it is canonical, and it reads without mistakes.
fn assert_sound(imported: &Imported, name: &str) {
    let text = &imported.source.text;
    assert_eq!(canonical::form(text).as_ref(), Some(text), "{name} is not canonical");
    let (_, found) = deck::read(&imported.source);
    let errors: Vec<_> = found.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}\n{text}");
}

#[test]
fn the_decks_of_each_program_become_decks_of_ours() {
    let mut count = 0;
    for entry in fs::read_dir(folder()).expect("the cases") {
        let path = entry.expect("a case").path();
        if path.extension().is_none_or(|it| it != "md") {
            continue;
        }
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a case");
        let file = Source::new(format!("{name}.md"), &text);
        let imported = markdown(file, &Wanted::default(), &Files(folder()));
        assert_sound(&imported, &name);
        expect_file![path.with_extension("toml")].assert_eq(&imported.source.text);
        expect_file![path.with_extension("said")].assert_eq(&said(&imported));
        count += 1;
    }
    assert!(count >= 12, "{count}");
}

#[test]
fn each_program_is_known_by_its_signs() {
    for (text, dialect) in [
        ("---\nmarp: true\n---\n# A", "marp"),
        ("<!-- $theme: default -->\n# A\n\n---\n\n# B", "marp"),
        ("# A\n\n<!-- end_slide -->\n\nB\n===\n", "presenterm"),
        ("---\nsub_title: x\n---\n# A", "presenterm"),
        ("# A\n\n---\nlayout: center\n---\n\n# B", "slidev"),
        ("---\nmdc: true\n---\n# A", "slidev"),
        ("# A\n\n<!-- .slide: id=\"x\" -->\n\n---\n\n# B", "reveal"),
        ("# A\n\n---\n\n# B\n\nNote: say it\n", "reveal"),
        ("---\npatat:\n  wrap: true\n...\n\n# A\n", "patat"),
        ("% A\n% B\n\n# C\n", "pandoc"),
        ("# A\n\n. . .\n\nb\n", "pandoc"),
        ("# A\n\n???\n\nnote\n\n---\n\n# B", "remark"),
        ("class: center\n\n# A\n\n---\n\n# B", "remark"),
        ("%title: A\n\n-> b <-\n", "mdp"),
        ("---\nauthor: A\npaging: x\n---\n# A\n\n---\n\n# B", "slides"),
        ("# A\n\n<!-- stop -->\n\nb\n", "lookatme"),
        ("# A\n\n---\n\n# B\n", "plain"),
        ("```\n<!-- end_slide -->\n???\n```\n", "plain"),
        ("", "plain"),
    ] {
        assert_eq!(imported(text).program.name, dialect, "{text:?}");
    }
    assert!(dialects::ALL.iter().all(|it| dialects::named(it.name).is_some_and(|found| found.name == it.name)));
}

/// The titles of the slides of a deck.
fn titles(imported: &Imported) -> Vec<String> {
    let (deck, _) = deck::read(&imported.source);
    deck.slides().map(|placed| placed.slide.title.clone().unwrap_or_default().to_string()).collect()
}

#[test]
fn slides_are_split_as_in_their_program_and_never_in_code() {
    for (text, expected) in [
        ("# A\n\n```\n---\n```\n\n---\n\n# B", &["A", "B"][..]),
        ("# A\n\n~~~~\n```\n---\n~~~~\n\n* * *\n\n# B", &["A", "B"]),
        ("# A\n\n## B\n\nb\n\n## C\n\nc\n", &["A", "B", "C"]),
        ("---\nmarp: true\nheadingDivider: 2\n---\n# A\n## B\n### C\n", &["A", "B"]),
        ("---\nmarp: true\n---\nA\n---\n\nb\n\n---\n\n# C", &["A", "C"]),
        ("# A\n<!-- end_slide -->\nB\n===\n\n---\n\nc\n<!-- end_slide -->\n", &["A", "B"]),
        ("# A\r\n\r\n---\r\n\r\n# B\r\n", &["A", "B"]),
        ("# A\n\n---\n\nno title\n\n---\n\n![x](https://a.b/c.png)\n", &["A", "A (2)", "A (3)"]),
    ] {
        let imported = imported(text);
        assert_eq!(titles(&imported), expected, "{text:?}");
        assert_sound(&imported, text);
    }
}

#[test]
fn other_markdown_dialects_become_ours() {
    let body = |text: &str| {
        let imported = imported(&format!("# T\n\n---\n\n# A\n\n{text}\n"));
        assert_sound(&imported, text);
        let text = imported.source.text.as_str();
        let at = text.find("title = \"A\"").expect("the slide") + 12;
        text[at..].replace("body = '''\n", "").replace("\n'''\n", "").replace("todo = ", "!")
    };
    for (theirs, ours) in [
        ("a <b>b</b> <i>c</i><br>d", "a **b** *c*\\\nd"),
        ("<div class=\"x\">\n\n- a\n\n</div>", "- a"),
        ("<ul><li>a</li><li>b <code>c</code></li></ul>", "- a\n- b `c`"),
        ("`<b>` and Vec<T>", "`<b>` and Vec\\<T>"),
        ("see [B](#b), [C](c.md) and [D](https://d.e)", "see B, C and [D](https://d.e)"),
        ("x[^1]\n\n[^1]: note", "x[^1]\n\n[^1]: note"),
        ("$E = mc^2$ for $5 or $6", "$E = mc^2$ for $5 or $6"),
        ("$\\xrightarrow{f}$ here", "`\\xrightarrow{f}` here"),
        ("```rust {1|2}\nx\n```", "```rust highlight=\"1,2\"\nx\n```"),
        ("```quote\nx\n```", "```text\nx\n```"),
        ("> [!NOTE]\n> a", "> [!NOTE]\n> a"),
        ("| a | b |\n|---|---|\n| c | d |", "| a | b |\n|---|---|\n| c | d |"),
        ("|  | b |  |\n|---|---|---|\n| c | d | e |", "|  | b | 3 |\n|---|---|---|\n| c | d | e |"),
        ("| | |\n|---|---|\n| | d |", "| 1 | 2 |\n|---|---|\n| | d |"),
        ("<style>p { x }</style>\n\na", "a"),
    ] {
        assert_eq!(body(theirs), ours, "{theirs}");
    }
}

#[test]
fn findings_point_into_the_markdown() {
    let folder = Folder::new();
    let talk = folder.write(
        "talk.md",
        "---\nlang: en\ntitle: A\n---\n\n# One\n\nText.\n\n---\n\n# Two\n\nHere is ![x](none.png) it.\n",
    );
    let ran = run(&["check", &talk, "--format", "concise"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("talk.md:14:") && ran.out.contains("error[missing-file]"), "{}", ran.out);
    let first = ran.err.lines().next().unwrap_or_default();
    assert!(
        first.ends_with(&format!("was read as Markdown. To keep it as a deck: pupitre import {talk}")),
        "{}",
        ran.err
    );
    let ran = run(&["check", &talk]);
    assert!(ran.out.contains("14 | Here is ![x](none.png) it."), "{}", ran.out);
}

#[test]
fn front_matter_with_an_invalid_line_is_read_and_the_line_reported() {
    let import = |front: &str| imported(&format!("---\n{front}\n---\n\n# One\n\nText.\n"));
    let found = import("author: Ada\ntitle: [open\nlang: fr");
    assert!(
        found.source.text.contains("lang = \"fr\"") && !found.source.text.contains("[open"),
        "{}",
        found.source.text
    );
    assert!(found.source.text.contains("todo = \"la ligne 3 n’est pas du YAML\""), "{}", found.source.text);
    let told: Vec<&str> = found.losses.iter().map(|it| it.what.as_str()).collect();
    assert!(told.contains(&"lines of front matter that are not YAML"), "{told:?}");
    for text in ["Some words\n- [a", "A line: [open"] {
        assert!(import(text).losses.iter().all(|it| !it.what.contains("YAML")), "{text} is no front matter");
    }
}

#[test]
fn advice_for_markdown_decks_is_written_in_markdown() {
    let folder = Folder::new();
    let (empty, talk) = (folder.write("empty.md", ""), folder.write("talk.md", "# One\n\nText.\n"));
    let ran = run(&["outline", &empty]);
    assert!(ran.err.contains("empty.md\" has no slide. Begin one with a heading: `# Title`."), "{}", ran.err);
    let ran = run(&["check", &talk]);
    assert!(ran.out.contains("write `lang: fr` or `lang: en` in its front matter"), "{}", ran.out);
}

#[test]
fn a_markdown_deck_is_presented_and_listed_as_it_is() {
    let folder = Folder::new();
    let talk = folder
        .write("talk.md", "---\nmarp: true\nlang: en\n---\n\n# One\n\n---\n\n## Two\n\nText.\n\n<!-- Say it. -->\n");
    let ran = run(&["present", &talk, "--notes"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("Text.") && ran.out.contains("Say it."), "{}", ran.out);
    assert!(ran.err.contains("was read as a deck of Marp. To keep it as a deck: pupitre import "), "{}", ran.err);
    for command in ["outline", "plan"] {
        let ran = run(&[command, &talk]);
        assert!(ran.code == Some(0) && ran.out.contains("Two"), "{command}: {}{}", ran.out, ran.err);
    }
}

#[cfg(unix)]
#[test]
fn a_markdown_deck_is_read_again_when_it_is_saved() {
    use crate::common::stage::{RIGHT, Stage};
    let folder = Folder::new();
    let talk = |word: &str| format!("# One\n\n---\n\n# Two\n\n{word}\n");
    let path = folder.write("talk.md", talk("before"));
    let mut stage = Stage::new(&[&path]);
    stage.keys(RIGHT);
    stage.see("before");
    folder.write("talk.md", talk("after"));
    stage.see("after");
}

fn import(folder: &Folder, words: &[&str]) -> Ran {
    let words: Vec<&str> = [&["import"], words].concat();
    pupitre(&words).current_dir(folder.path()).output().expect("it runs").into()
}

#[test]
fn a_deck_is_written_beside_its_file_and_never_over_another() {
    let folder = Folder::new();
    folder.write(
        "talk.md",
        "---\nlang: en\n---\n# One\n\n---\n\n# Two\n\n<div>Text.</div>\n\n<iframe src=\"x\"></iframe>\n",
    );
    let ran = import(&folder, &["talk.md"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{}", ran.err);
    assert!(
        ran.err.starts_with("talk.md: Markdown (no signs of another program), 2 slides -> talk.toml\n"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("lost     `<iframe>`: videos, sounds and embedded pages (line 12)"), "{}", ran.err);
    let deck = fs::read_to_string(folder.path().join("talk.toml")).expect("the deck");
    assert!(deck.starts_with("format = 1\ntitle = \"One\"\nlang = \"en\"\n"), "{deck}");
    assert_eq!(import(&folder, &["talk.md"]).code, Some(0), "the same may be written again");
    folder.write("talk.toml", "mine");
    let ran = import(&folder, &["talk.md"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("already exists and is left as it is"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("talk.toml")).expect("the file"), "mine");
    assert_eq!(import(&folder, &["talk.md", "--force"]).code, Some(0));
    assert_eq!(fs::read_to_string(folder.path().join("talk.toml")).expect("the deck"), deck);
}

#[test]
fn pictures_go_with_the_deck_and_those_in_the_text_are_written_beside_it() {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("out")).expect("a folder");
    fs::copy(self::folder().join("pond.png"), folder.path().join("pond.png")).expect("a picture");
    folder.write(
        "talk.md",
        "# One\n\n![A pond](pond.png)\n\n---\n\n# Two\n\n![A dot](data:image/gif;base64,R0lGODlhAQABAAAAACw=)\n",
    );
    let ran = import(&folder, &["talk.md", "-o", "out/deck.toml", "--lang", "en"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for file in ["out/deck.toml", "out/pond.png", "out/deck-media/image1.gif"] {
        assert!(folder.path().join(file).is_file(), "{file}: {}", ran.err);
    }
    let deck = fs::read_to_string(folder.path().join("out/deck.toml")).expect("the deck");
    assert!(deck.contains("![A pond](pond.png)") && deck.contains("![A dot](deck-media/image1.gif)"), "{deck}");
}

#[test]
fn standard_input_folders_and_json_work() {
    let folder = Folder::new();
    let ran = feed(pupitre(&["import", "-", "--from", "marp"]), "# One\n\n---\n\n# Two\n");
    assert!(
        ran.code == Some(0) && ran.out.starts_with("format = 1\n") && ran.err.contains("Marp (as asked for)"),
        "{}",
        ran.err
    );
    folder.write("a.md", "---\nmarp: true\n---\n# A\n\n---\n\n# B\n");
    folder.write("README.md", "# Words\n\nwords\n");
    let ran = import(&folder, &[".", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(report["imports"][0]["dialect"], "marp");
    assert_eq!(report["imports"].as_array().map(Vec::len), Some(1));
    assert!(ran.err.contains("1 Markdown file has no signs of a deck"), "{}", ran.err);
    assert!(folder.path().join("a.toml").is_file() && !folder.path().join("README.toml").exists());
    for (words, why) in [
        (&["none.md"][..], "there is no file"),
        (&["a.toml"], "is already a Pupitre deck"),
        (&["a.md", "--from", "none"], "invalid value"),
    ] {
        let ran = import(&folder, words);
        assert!(ran.code == Some(2) && ran.err.contains(why), "{words:?}: {}", ran.err);
    }
}

#[test]
fn hostile_text_is_limited_and_reported() {
    let folder = Folder::new();
    let large = fs::File::create(folder.path().join("large.md")).expect("a file");
    large.set_len(100 << 20).expect("100 MiB");
    let ran = import(&folder, &["large.md"]);
    assert!(ran.code == Some(2) && ran.err.contains("is larger than 16 MiB"), "{}", ran.err);
    let long = |piece: &str| piece.repeat(2_000);
    for text in [
        long("<a b=\""),
        long("<div>"),
        long("</div>"),
        long("<b>x"),
        long("`<!--"),
        long("```\n"),
        long("[x"),
        long("![a](b"),
        long("[^1]"),
        long("<!-- pause -->\n"),
        long("$$"),
        long("> "),
        long("- "),
        long("<v-click>\n\nx\n\n"),
        long(".a["),
        long("{{"),
        long("<table><tr><td>"),
        long("<ul><li>"),
        long("---\n"),
        long("---\na: b\n---\n"),
        long("\n    "),
        long("::: notes\n"),
        format!("---\na: &a [{}]\n---\n# A", "*a,".repeat(2_000)),
        "\0\u{1b}[2J'''\u{202e}".to_owned(),
    ] {
        let text = format!("# A\n\n---\n\n{text}");
        let imported = imported(&text);
        assert!(canonical::form(&imported.source.text).is_some(), "{:?}", &text[..40.min(text.len())]);
        for dialect in dialects::ALL {
            let wanted = Wanted { dialect: Some(*dialect), ..Wanted::default() };
            markdown(Source::new("x.md", &text[..text.len().min(4_000)].replace('\u{202e}', "")), &wanted, &Nothing);
        }
    }
}

#[test]
fn lines_that_begin_with_any_letter_are_read_in_each_dialect() {
    let marks = [
        "", "# ", "## ", "---", "---\n", "% ", "%", "-> ", "^", "<!-- ", "<!-- pause -->", "::: ", ":::", ":", "???",
        ".a[", "class: ", "Note:", "- ", "1. ", "> ", "> [!", "```", "~~~", "$", "|", "| ", "[", "![", "[^", "{", "{{",
        "<", "<div>", "</", "@", "&", "\\", ". . .",
    ];
    for first in ["é", "…", "\u{a0}", "\u{feff}", "\u{2028}", "\u{301}", "日", "👩‍🚀"] {
        let lines = marks.map(|mark| format!("{first}{mark}\n{mark}{first}\n{mark}{first}{mark}"));
        let alone = lines.iter().map(|it| format!("# A\n\n---\n\n{it}"));
        for text in alone.chain([lines.join("\n"), lines.join("\n\n---\n\n"), format!("---\n{}\n---\n", lines[0])]) {
            for dialect in dialects::ALL {
                let wanted = Wanted { dialect: Some(*dialect), ..Wanted::default() };
                let imported = markdown(Source::new("x.md", &text), &wanted, &Nothing);
                assert!(canonical::form(&imported.source.text).is_some(), "{}: {text:?}", dialect.name);
            }
        }
    }
}

#[test]
fn sequences_of_mermaid_are_diagrams() {
    let deck = imported("# Congé\n\n```mermaid\nsequenceDiagram\n  actor a as Agent\n  a->>Portail: demande\n```\n");
    assert_sound(&deck, "sequence");
    let drawn = "```mermaid alt=\"Agent, Portail\"\nsequenceDiagram\n  actor a as Agent\n  a->>Portail: demande\n```\n";
    assert!(deck.source.text.contains(drawn), "{}", deck.source.text);
    assert!(said(&deck).contains("diagrams without a description"), "{}", said(&deck));
}

#[test]
fn pies_of_mermaid_are_charts() {
    let pie = "# Canaux\n\n- un\n\n  ```mermaid\n  pie showData title Par canal\n    \"Pages\" : 50\n    \"Appels \\\"2\" : 12.5\n  ```\n";
    // A label that Mermaid would read differently is left to the author.
    assert!(said(&imported(pie)).contains("diagrams that are neither flowcharts nor sequences"));
    let imported = imported(&pie.replace(" \\\"2", ""));
    assert_sound(&imported, "pie");
    let chart = "- un\n\n  ```chart alt=\"Par canal\"\n  type = \"pie\"\n  labels = [\"Pages\", \"Appels\"]\n  caption = \"Par canal\"\n\n  \
        [[series]]\n  values = [50, 12.5]\n  ```\n";
    assert!(imported.source.text.contains(chart), "{}", imported.source.text);
    assert!(!said(&imported).contains("flowcharts"), "{}", said(&imported));
}
