//! The commands through pipes: their output, and how they refuse wrong requests.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::common::{Folder, deck, pupitre};
use expect_test::{Expect, expect, expect_file};

/// What a command wrote, and how it ended.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Ran {
    let output = pupitre(arguments).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("only UTF-8 is written").replace("\r\n", "\n");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The output of a command that must succeed.
fn output(arguments: &[&str]) -> String {
    let ran = run(arguments);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{arguments:?}");
    ran.out
}

/// Asserts that a request is refused with exactly these words.
fn assert_refused(arguments: &[&str], folder: Option<&Folder>, words: &Expect) {
    let ran = run(arguments);
    assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.err);
    assert_eq!(ran.out, "", "{arguments:?}");
    assert!(!ran.err.contains("panicked") && !ran.err.contains("RUST_BACKTRACE"), "{}", ran.err);
    let folder = folder.map_or_else(|| "no folder".to_owned(), |folder| folder.name(""));
    words.assert_eq(&ran.err.replace(&folder, "…/"));
}

/// A deck with this after its first lines.
fn written(rest: &str) -> String {
    format!("format = 1\ntitle = \"A deck\"\n{rest}")
}

/// A section with this many slides.
fn slides(count: usize) -> String {
    written(&format!("[[section]]\ntitle = \"s\"\n{}", "[[section.slide]]\ntitle = \"One of many\"\n".repeat(count)))
}

// ── What the commands write ──

#[test]
fn the_outline_has_the_sections_in_order_and_the_whole_time() {
    for arguments in [&["outline"][..], &["outline", "decks/sensibilisation.toml"]] {
        let outline = output(arguments);
        assert!(outline.ends_with("30 min 00 s\n"), "{outline}");
        let ids: Vec<&str> =
            outline.lines().filter_map(|line| line.split_once("  [")?.1.split_once(']')).map(|(id, _)| id).collect();
        assert_eq!(ids, ["enjeux", "doctrine", "cloud-native", "offre", "gains", "conclusion", "annexes"]);
        assert!(outline.lines().all(|line| line.chars().count() <= 80), "{outline}");
    }
}

#[test]
fn a_shorter_plan_keeps_every_must_and_says_what_it_leaves_out() {
    let plan = output(&["plan", "decks/sensibilisation.toml", "--for", "10min"]);
    assert!(plan.contains("\nTotal 9 min 40 s, 11 diapositives\nÉcarté 27 diapositives, 20 min 20 s\n"), "{plan}");
    assert!(plan.lines().any(|line| line.starts_with("–   2  ") && line.ends_with("écartée")), "{plan}");
    let outline = output(&["outline", "decks/sensibilisation.toml", "--profile", "comite", "--lang", "en"]);
    assert!(outline.contains("11 slides, 9 min 40 s\n") && !outline.contains("\n   2  "), "{outline}");
    let short = output(&["plan", "decks/sensibilisation.toml", "--for", "9min", "--lang", "en"]);
    assert!(short.contains("the `must` slides alone are 0 min 40 s too long"), "{short}");
    assert!(plan.lines().all(|line| line.chars().count() <= 80), "{plan}");
}

#[test]
fn a_plan_says_where_its_minutes_come_from() {
    let folder = Folder::new();
    let share = "duration = \"4min\"\n[[section]]\ntitle = \"s\"\nduration = \"1min\"\n[[section.slide]]\n";
    let path = folder.write("deck.toml", written(&format!("{share}[[section]]\ntitle = \"t\"\n[[section.slide]]\n")));
    let plan = output(&["plan", &path]);
    assert!(plan.contains("1:00  0:00–1:00      share of the section"), "{plan}");
    assert!(plan.contains("3:00  1:00–4:00      share of the deck"), "{plan}");
}

#[test]
fn a_deck_to_a_pipe_is_text_without_an_escape() {
    for arguments in [&[][..], &["present"], &["decks/sensibilisation.toml"], &["--theme", "nuit"], &["--notes"]] {
        let text = output(arguments);
        assert!(text.starts_with("Sensibilisation Cloud Pi Native\n==="), "{text}");
        assert!(text.contains("9. Le cloud en une phrase"), "{text}");
        let control = text.chars().find(|char| char.is_control() && *char != '\n');
        assert_eq!(control, None, "{arguments:?}");
    }
}

#[test]
fn notes_are_written_only_on_request() {
    assert!(!output(&[]).contains("Debout, sans lire"));
    assert!(output(&["--notes"]).contains("Debout, sans lire"));
}

#[test]
fn every_built_in_theme_is_listed() {
    let themes = output(&["themes"]);
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/themes")).expect("the folder of the themes") {
        let path = entry.expect("a theme").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name");
        assert!(themes.lines().any(|line| line[2..].starts_with(&format!("{name} "))), "{name} is not in\n{themes}");
    }
    assert!(!themes.contains('\x1b'), "{themes:?}");
}

#[test]
fn the_keys_are_told_in_each_language() {
    for (lang, words) in [("en", ["Space", "next section", "quit"]), ("fr", ["Espace", "section suivante", "quitter"])]
    {
        let keys = output(&["keys", "--lang", lang]);
        for word in words {
            assert!(keys.contains(word), "{word} is not in\n{keys}");
        }
    }
}

#[test]
fn the_language_defaults_to_the_locale() {
    for (locale, word) in [("fr_FR.UTF-8", "quitter"), ("en_GB.UTF-8", "quit"), ("C", "quit")] {
        let ran = pupitre(&["keys"]).env("LC_ALL", locale).output().expect("the program runs");
        assert!(String::from_utf8_lossy(&ran.stdout).contains(word), "{locale}");
    }
}

#[test]
fn the_guide_is_in_the_program_by_part_and_in_each_language() {
    for (code, guide) in [("en", include_str!("../../README.md")), ("fr", include_str!("../../LISEZMOI.md"))] {
        let (list, all) = (output(&["guide", "--lang", code]), output(&["guide", "all", "--lang", code]));
        let parts: Vec<&str> = guide.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert!(parts.len() > 2, "{code}");
        for part in parts {
            assert!(list.contains(&format!("  {part}\n")), "{list}");
            let text = output(&["guide", &part.to_lowercase(), "--lang", code]);
            assert!(text.starts_with(part) && text.lines().count() > 2, "{text}");
            assert!(all.contains(&text), "{part} is in the whole");
        }
        assert!(
            !all.lines().any(|line| line.starts_with("```") || line.starts_with("|---")),
            "tables and code are drawn, not shown as Markdown"
        );
    }
}

#[test]
fn the_schema_is_json_and_knows_the_keys_of_the_built_in_deck() {
    let schema: serde_json::Value = serde_json::from_str(&output(&["schema"])).expect("JSON");
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/decks/sensibilisation.toml"));
    let deck: toml::Table = text.expect("the built-in deck").parse().expect("TOML");
    for key in deck.keys() {
        assert!(schema["properties"][key].is_object(), "{key} is not in the schema");
    }
    let section = deck["section"][0].as_table().expect("a section");
    for key in section.keys() {
        assert!(schema["definitions"]["Section"]["properties"][key].is_object(), "{key} is not in the schema");
    }
    for key in ["title", "duration", "priority", "objectives", "reveal", "notes", "lesson", "body", "block"] {
        assert!(schema["definitions"]["Slide"]["properties"][key].is_object(), "{key} is not in the schema");
    }
    assert_eq!(schema["additionalProperties"], false);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::new();
    let path = folder.write("long.toml", slides(9000));
    for arguments in [&["outline", &path][..], &[&path], &["present", &path, "--notes"]] {
        let mut child = pupitre(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        assert_eq!(line, "A deck\n");
        let ran = child.wait_with_output().expect("it ends");
        assert_eq!((ran.status.code(), String::from_utf8_lossy(&ran.stderr).as_ref()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_reported() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full disk");
    let ran = pupitre(&["outline"]).stdout(full).output().expect("the program runs");
    assert_eq!(ran.status.code(), Some(2));
    let words = String::from_utf8_lossy(&ran.stderr);
    assert!(words.contains("No space left") && !words.contains("the terminal"), "{words}");
}

// ── Requests that are wrong ──

#[test]
fn a_missing_file_is_refused() {
    let words = expect![[r#"
        error: there is no file "none.toml". Check the name, or run `pupitre decks` for the list.
    "#]];
    for command in [&["none.toml"][..], &["present", "none.toml"], &["outline", "none.toml"]] {
        assert_refused(command, None, &words);
    }
}

#[test]
fn a_near_name_of_a_built_in_deck_is_suggested() {
    for name in ["tuor", "tour.toml"] {
        let words = format!("error: there is no file \"{name}\". Did you mean the built-in deck \"tour\"?\n");
        assert_eq!(run(&["outline", name]).err, words);
    }
}

#[test]
fn a_section_is_named_by_id_number_or_title_and_an_error_lists_them() {
    let folder = Folder::new();
    let section =
        |title: &str| format!("[[section]]\ntitle = \"{title}\"\n[[section.slide]]\ntitle = \"{title} slide\"\n");
    let text = format!("format = 1\ntitle = \"A deck\"\nlang = \"en\"\n{}{}", section("Start"), section("Ending"));
    let path = folder.write("two.toml", text);
    for called in ["2", "Ending", "ending"] {
        assert_eq!(run(&["present", &path, "--section", called]).code, Some(0), "{called}");
    }
    let refused = |arguments: &[&str]| run(&[&["present"], arguments].concat()).err;
    let all = "error: no section is called \"nope\". Available: 1 \"Start\", 2 \"Ending\".\n";
    assert_eq!(refused(&[&path, "--section", "nope"]), all);
    assert!(refused(&[&path, "--section", "3"]).contains("1 \"Start\", 2 \"Ending\""));
    assert!(refused(&[&path, "--section", "endin"]).contains("Did you mean \"Ending\"?"));
    assert!(refused(&["--section", "nope"]).contains("Available: enjeux, doctrine, "));
    assert!(refused(&["--profile", "nope"]).contains("Available: comite."));
}

#[test]
fn a_folder_is_refused() {
    let words = expect![[r#"
        error: "decks" is a folder. Name a deck inside it: a file such as "decks/deck.toml".
    "#]];
    assert_refused(&["outline", "decks"], None, &words);
}

#[test]
fn text_that_is_not_utf_8_is_refused() {
    let folder = Folder::new();
    let latin = folder.write("latin.toml", b"format = 1\ntitle = \"D\xe9ploiement\"\n");
    let words = expect![[r#"
        error: "…/latin.toml" is not UTF-8: line 2, column 11 has the byte 0xE9, as in Latin-1. Save it again as UTF-8.
    "#]];
    assert_refused(&["outline", &latin], Some(&folder), &words);
    let wide: Vec<u8> = "\u{feff}format = 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide = folder.write("wide.toml", wide);
    let words = expect![[r#"
        error: "…/wide.toml" is written in UTF-16. Save it again as UTF-8.
    "#]];
    assert_refused(&[&wide], Some(&folder), &words);
}

#[test]
fn a_deck_without_slides_is_refused() {
    let folder = Folder::new();
    let words = expect![[r#"
        error: "…/empty.toml" is empty. A deck begins with `format = 1` and `title = "…"`.
    "#]];
    for empty in ["", " \n\n", "\u{feff}"] {
        assert_refused(&[&folder.write("empty.toml", empty)], Some(&folder), &words);
    }
    let bare = folder.write("bare.toml", written("[[section]]\ntitle = \"s\"\n"));
    let words = expect![[r#"
        error: "…/bare.toml" has no slide. Add `[[section]]` with a `title`, and below it `[[section.slide]]`.
    "#]];
    assert_refused(&["outline", &bare], Some(&folder), &words);
}

#[test]
#[cfg(unix)]
fn special_files_are_refused_at_once() {
    let words = expect![[r#"
        error: "/dev/zero" is not a regular file. Copy the deck into a file.
    "#]];
    assert_refused(&["outline", "/dev/zero"], None, &words);
    let folder = Folder::new();
    let pipe = folder.name("pipe.toml");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs").success());
    let words = expect![[r#"
        error: "…/pipe.toml" is not a regular file. Copy the deck into a file.
    "#]];
    assert_refused(&[&pipe], Some(&folder), &words);
}

#[test]
fn a_deck_over_a_limit_is_refused() {
    let folder = Folder::new();
    let large = folder.write("large.toml", written(&"# more and more\n".repeat(17 << 16)));
    let words = expect![[r#"
        error: "…/large.toml" is larger than 16 MiB, the limit for a deck. Divide it into several decks.
    "#]];
    assert_refused(&["outline", &large], Some(&folder), &words);
    let many = folder.write("many.toml", slides(10_001));
    let words = expect![[r#"
        error[limit-exceeded]: the deck has 10001 slides, the limit is 10,000
         --> …/many.toml:3:3
          |
        3 | [[section]]
          |   ^^^^^^^ too much
          |
          = help: divide it into several decks

        …/many.toml: 1 mistake
        error: "…/many.toml" exceeds a limit of Pupitre.
    "#]];
    assert_refused(&["outline", &many], Some(&folder), &words);
    assert_refused(&[&many], Some(&folder), &words);
    let sections = slides(1) + &"[[section]]\ntitle = \"s\"\n".repeat(1_000);
    let blocks = slides(1) + &"[[section.slide.block]]\nkind = \"course\"\n".repeat(1_001);
    let many = [
        (sections, "the deck has 1001 sections, the limit is 1,000"),
        (blocks, "the slide has 1001 blocks, the limit is 1,000"),
    ];
    for (deck, words) in many {
        let ran = run(&["outline", &folder.write("many.toml", deck)]);
        assert!(ran.code == Some(2) && ran.err.contains(words), "{}", ran.err);
    }
    let long = format!("[[section]]\ntitle = \"s\"\n[[section.slide]]\nbody = '''\n{}'''\n", "long ".repeat(420_000));
    let long = folder.write("long.toml", written(&long));
    let words = expect![[r#"
        error[limit-exceeded]: this text is too long
         --> …/long.toml:6:8
          |
        6 | body = '''
          |        ^^^ more than 1 MiB
          |
          = help: divide it into several slides

        …/long.toml: 1 mistake
        error: "…/long.toml" exceeds a limit of Pupitre.
    "#]];
    assert_refused(&[&long], Some(&folder), &words);
    let deep = folder.write("deep.toml", written(&format!("deep = {}{}\n", "[".repeat(40), "]".repeat(40))));
    let words = expect![[r#"
        error[limit-exceeded]: lists and tables are nested more than 32 levels deep
         --> …/deep.toml:3:39
          |
        3 | deep = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
          |                                       ^^^^^^^^^^^^^^^^^^ too much
          |
          = help: use fewer levels

        …/deep.toml: 1 mistake
        error: "…/deep.toml" exceeds a limit of Pupitre.
    "#]];
    assert_refused(&["outline", &deep], Some(&folder), &words);
}

#[test]
fn an_oversized_block_does_not_refuse_the_deck() {
    let folder = Folder::new();
    let values = "1, ".repeat(60);
    let chart = format!("kind = \"chart\"\nlabels = []\nseries = [{{ name = \"a\", values = [{values}] }}]\n");
    let graph =
        format!("kind = \"diagram\"\nalt = \"a\"\ngraph = '''\ngraph LR\n{}'''\n", "a --> b\nsubgraph x\n".repeat(9));
    for block in [chart, graph] {
        let deck = written(&format!(
            "[[section]]\ntitle = \"s\"\n[[section.slide]]\ntitle = \"Whole\"\n[[section.slide.block]]\n{block}"
        ));
        let ran = run(&[&folder.write("much.toml", deck)]);
        assert!(ran.code == Some(0) && ran.out.contains("Whole"), "{}", ran.err);
        assert!(ran.err.contains("at most"), "{}", ran.err);
    }
}

#[test]
fn nesting_without_end_is_refused_without_a_crash() {
    let folder = Folder::new();
    for (name, rest) in [
        ("lists.toml", format!("deep = {}", "[".repeat(100_000))),
        ("tables.toml", format!("deep = {}", "{a=".repeat(100_000))),
        ("header.toml", format!("[{}a]\n", "a.".repeat(100_000))),
    ] {
        let ran = run(&["outline", &folder.write(name, written(&rest))]);
        assert_eq!(ran.code, Some(2), "{name}: {}", ran.err.get(..2000).unwrap_or(&ran.err));
    }
    let body = format!("[[section]]\ntitle = \"s\"\n[[section.slide]]\nbody = '''\n{}x\n'''\n", "> ".repeat(50_000));
    assert_eq!(run(&[&folder.write("quotes.toml", written(&body))]).code, Some(0));
}

#[test]
fn for_an_unknown_name_the_nearest_is_suggested() {
    let words = expect![[r#"
        error: there is no theme called "nuti". Did you mean "nuit"?
    "#]];
    assert_refused(&["--theme", "nuti"], None, &words);
    let words = expect![[r#"
        error: no section is called "doctrin". Did you mean "doctrine"?
    "#]];
    assert_refused(&["--section", "doctrin"], None, &words);
}

#[test]
fn for_an_unknown_flag_the_nearest_is_suggested() {
    let words = expect![[r#"
        error: unexpected argument '--them' found

          tip: a similar argument exists: '--theme'

        Usage: pupitre --theme <NAME|FILE> [DECK]

        For more information, try '--help'.
    "#]];
    assert_refused(&["--them", "nuit"], None, &words);
    let words = expect![[r#"
        error: unexpected argument '--lnag' found

          tip: a similar argument exists: '--lang'

        Usage: pupitre outline --lang <LANG> [DECK]

        For more information, try '--help'.
    "#]];
    assert_refused(&["outline", "--lnag", "fr"], None, &words);
    let words = expect![[r#"
        error: invalid value 'frr' for '--lang <LANG>'
          [possible values: en, fr]

          tip: a similar value exists: 'fr'

        For more information, try '--help'.
    "#]];
    assert_refused(&["keys", "--lang", "frr"], None, &words);
}

// ── Mistakes in a deck ──

#[test]
fn every_mistake_of_a_deck_is_found_in_its_place() {
    let ran = run(&["outline", "tests/decks/ten-mistakes.toml"]);
    expect_file!["../decks/ten-mistakes.stderr"].assert_eq(&ran.err);
    assert!(ran.out.contains("What still shows") && ran.out.contains("The second slide"), "{}", ran.out);
    assert_eq!(ran.code, Some(0));
    assert_eq!(run(&[&deck("ten-mistakes.toml")]).code, Some(0));
}

#[cfg(unix)]
#[test]
fn arguments_that_are_not_utf_8_do_no_harm() {
    use std::os::unix::ffi::OsStringExt;
    let folder = Folder::new();
    let name = std::ffi::OsString::from_vec(b"notes\xff.md".to_vec());
    let written = pupitre(&["export", "--to", "md", "--slide", "1", "-o"])
        .arg(&name)
        .current_dir(folder.path())
        .output()
        .expect("the program runs");
    assert_eq!(written.status.code(), Some(0), "{}", String::from_utf8_lossy(&written.stderr));
    assert!(folder.path().join(&name).is_file());
    for more in [&[][..], &["x", "y"]] {
        let refused = pupitre(&[]).arg(&name).args(more).current_dir("/").output().expect("the program runs");
        let said = String::from_utf8_lossy(&refused.stderr);
        assert!(refused.status.code() == Some(2) && !said.contains("panicked"), "{said}");
    }
}

#[test]
fn a_show_counts_mistakes_but_no_warnings() {
    let folder = Folder::new();
    let diagram =
        "kind = \"diagram\"\nalt = \"x\"\ngraph = '''\nsequenceDiagram\n  title: Order\n  A->>B: hello\n'''\n";
    let head =
        "format = 1\ntitle = \"T\"\nlang = \"en\"\n[[section]]\ntitle = \"S\"\n[[section.slide]]\ntitle = \"A\"\n";
    for (more, count) in [("", None), ("colour = 1\n", Some("d.toml: 1 mistake"))] {
        let deck = folder.write("d.toml", format!("{head}{more}[[section.slide.block]]\n{diagram}"));
        let shown = pupitre(&["present", &deck, "--lang", "en"]).output().expect("the program runs");
        let said = String::from_utf8_lossy(&shown.stderr);
        assert!(said.contains("warning[not-drawn]"), "{said}");
        let counted = said.lines().find(|line| line.contains("mistake"));
        assert_eq!(counted.and_then(|line| line.rsplit('/').next()), count, "{said}");
    }
}
