//! `pupitre check` and `pupitre rule` through pipes: output and exit codes.

use crate::common::Folder;
use crate::common::checking::{EMPTY, GOOD, OPEN, check, check_input, concise, run, written};
use expect_test::expect;
use pupitre::assets::Assets;
use pupitre::block::Colors;
use pupitre::deck::{self, Size};
use pupitre::layout;
use pupitre::source::Source;
use serde_json::Value as Json;

const FORMATS: [&str; 7] = ["full", "concise", "json", "jsonl", "sarif", "github", "junit"];

#[test]
fn the_built_in_decks_have_no_errors_or_warnings() {
    for decks in [&["decks"][..], &["sensibilisation", "tour", "preparer"]] {
        let ran = check(decks);
        assert_eq!(ran.code, Some(0), "{}{}", ran.out, ran.err);
        let count = if decks.len() == 1 { "3 decks, 1 course" } else { "3 decks" };
        assert!(ran.err.starts_with(&format!("{count}: 0 errors, 0 warnings, ")), "{}", ran.err);
    }
}

#[test]
fn open_points_are_the_only_errors_before_a_release() {
    let ran = check(&["decks", "--release", "--format", "jsonl"]);
    assert_eq!(ran.code, Some(1));
    let findings = ran.out.lines().map(|line| serde_json::from_str::<Json>(line).expect("JSON"));
    let errors: Vec<Json> = findings.filter(|it| it["severity"] == "error").collect();
    assert!(errors.iter().all(|it| it["rule"] == "unconfirmed"), "{errors:?}");
    assert!((1..=6).contains(&errors.len()), "what only the organizers know is little: {errors:?}");
}

#[test]
fn findings_look_like_those_of_a_compiler() {
    let folder = Folder::new();
    let deck = folder.write("deck.toml", written(&[EMPTY, OPEN].concat()));
    let ran = check(&[&deck]);
    assert_eq!(ran.code, Some(1));
    expect![[r#"
        warning[empty-slide]: this slide shows nothing but its title
         --> …/deck.toml:6:1
          |
        6 | [[section.slide]]
          | ^^^^^^^^^^^^^^^^^ no body, no block
          |
          = note: slide 1, “Empty”
          = help: add a `body`, or remove the slide

        info[unconfirmed]: still to confirm: Ask
          --> …/deck.toml:10:1
           |
        10 | todo = "Ask"
           | ^^^^ open
           |
           = note: slide 2, “Open”
           = help: confirm it, then remove the `todo`

    "#]]
    .assert_eq(&ran.out.replace(&folder.name(""), "…/"));
    assert_eq!(ran.err, "1 deck: 0 errors, 1 warning, 1 info\n");
}

#[test]
fn wrong_requests_are_refused() {
    for (arguments, words) in [
        (
            &["--select", "emty-slide"][..],
            "error: there is no rule called \"emty-slide\". Did you mean \"empty-slide\"?\n",
        ),
        (
            &["--ignore", "unknown-kye"],
            "error: there is no rule called \"unknown-kye\". Did you mean \"unknown-key\"?\n",
        ),
        (&["--select", "Z9"], "error: there is no rule called \"Z9\". See `pupitre rule` for the rules.\n"),
    ] {
        let ran = check(&[arguments, &["decks"]].concat());
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(2), "", words));
    }
    for arguments in [&["--select", ""][..], &["--ignore", "L001,"], &["--format", "xml"], &["--fail-on", "never"]] {
        let ran = check(&[arguments, &["decks"]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let folder = Folder::new();
    let good = folder.write("good.toml", written(EMPTY));
    let latin = folder.write("latin.toml", b"format = 1\ntitle = \"D\xe9ploiement\"\n");
    for (path, words) in
        [(&latin, "is not UTF-8: line 2, column 11"), (&folder.name("none.toml"), "error: there is no file \"")]
    {
        let ran = concise(&[path, &good]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.out.contains("good.toml:6:1: warning[empty-slide]"), "{}", ran.out);
        assert!(ran.err.contains(words), "{}", ran.err);
        assert!(ran.err.ends_with("1 deck: 0 errors, 1 warning, 0 infos; 1 file not read\n"), "{}", ran.err);
    }
    assert_eq!(check(&["none.toml"]).code, Some(2));
}

#[test]
fn for_a_missing_file_the_nearest_name_in_its_folder_is_suggested() {
    let folder = Folder::new();
    folder.write("plan.png", b"x");
    std::fs::create_dir_all(folder.path().join("code")).expect("a folder");
    folder.write("code/main.rs", "fn main() {}\n");
    let slide = |block: &str| format!("[[section.slide]]\ntitle = \"A\"\n[[section.slide.block]]\n{block}\n");
    let slides = [
        slide("kind = \"image\"\nfile = \"plna.png\"\nalt = \"A plan.\""),
        slide("kind = \"code\"\nlang = \"rust\"\nfile = \"code/mian.rs\""),
        slide("kind = \"image\"\nfile = \"far.png\"\nalt = \"Far.\""),
    ];
    let deck = folder.write("deck.toml", written(&slides.concat()));
    let ran = check(&[&deck, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let findings = report["findings"].as_array().expect("findings").iter().filter(|it| it["rule"] == "missing-file");
    let help: Vec<Option<&str>> = findings.map(|it| it["help"].as_str()).collect();
    let near = [Some("did you mean \"plan.png\"?"), Some("did you mean \"code/main.rs\"?"), None];
    assert_eq!(help, near, "{}", ran.out);
}

#[test]
fn standard_input_is_read_on_request() {
    let ran = check_input(&written(EMPTY), &["--format", "concise"]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.out, "<standard input>:6:1: warning[empty-slide] this slide shows nothing but its title\n");
    assert_eq!(check_input(&written(GOOD), &[]).code, Some(0));
}

#[test]
fn a_folder_is_searched_for_decks() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path().join("below/deeper")).expect("folders");
    std::fs::create_dir_all(folder.path().join(".hidden")).expect("a folder");
    folder.write("a.toml", written(GOOD));
    folder.write("below/deeper/b.toml", written(EMPTY));
    folder.write("Cargo.toml", "[package]\nname = \"no-deck\"\n");
    folder.write("below/theme.toml", "title = \"Mine\"\nextends = \"aube\"\n");
    folder.write(".hidden/c.toml", written(EMPTY));
    folder.write("notes.txt", "format = 1\n");
    let ran = concise(&[&folder.name("")]);
    assert_eq!(ran.code, Some(1));
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    assert!(ran.out.contains("b.toml:6:1: warning[empty-slide]"), "{}", ran.out);
    assert_eq!(ran.err, "2 decks, 1 theme: 0 errors, 1 warning, 0 infos; 1 other TOML file skipped\n");
    // A file named on the command line is checked as a deck.
    assert_eq!(check(&[&folder.name("Cargo.toml")]).code, Some(1));
}

#[test]
fn rules_are_chosen_by_name_and_by_code() {
    let folder = Folder::new();
    let slides = [EMPTY, OPEN, "[[section.slide]]\ntitel = \"Slip\"\nbody = \"Text.\"\n"].concat();
    let deck = folder.write("deck.toml", written(&slides));
    let rules = |arguments: &[&str]| {
        let ran = concise(&[arguments, &[&deck]].concat());
        let rule = |line: &str| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned());
        ran.out.lines().filter_map(rule).collect::<Vec<_>>()
    };
    assert_eq!(rules(&[]), ["empty-slide", "unconfirmed", "unknown-key"]);
    assert_eq!(rules(&["--select", "empty-slide"]), ["empty-slide"]);
    assert_eq!(rules(&["--select", "S,E"]), ["unconfirmed", "unknown-key"]);
    assert_eq!(rules(&["--select", "L005", "--select", "S004"]), ["empty-slide", "unconfirmed"]);
    assert_eq!(rules(&["--ignore", "L,S"]), ["unknown-key"]);
    assert_eq!(rules(&["--ignore", "unknown-key"]), ["empty-slide", "unconfirmed"]);
    assert_eq!(rules(&["--select", "L", "--ignore", "L005"]), [""; 0]);
}

#[test]
fn findings_of_reading_are_not_repeated() {
    for slide in
        ["titel = \"Slip\"\nbody = \"Text.\"", "title = 5\nbody = \"Text.\"", "title = \"Slip\"\nboby = \"Text.\""]
    {
        let ran = check_input(&written(&format!("[[section.slide]]\n{slide}\n")), &[]);
        assert_eq!(ran.err, "1 deck: 1 error, 0 warnings, 0 infos\n", "{}", ran.out);
    }
}

#[test]
fn a_finding_belongs_to_the_slide_of_its_table() {
    let deck =
        written(&[GOOD, "titel = 1\n[[section]]\ntitle = \"Next\"\nkye = 1\n", GOOD, "[[term]]\nnmae = 1\n"].concat());
    let ran = check_input(&deck, &["--select", "unknown-key", "--format", "jsonl"]);
    let numbers: Vec<Json> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<Json>(line).expect("JSON")["slide"]["number"].clone())
        .collect();
    assert_eq!(numbers, [Json::from("1"), Json::Null, Json::Null]);
}

#[test]
fn a_rule_that_is_off_runs_on_request() {
    let with = "[[section.slide]]\ntitle = \"A\"\nbody = \"Text.\"\nnotes = \"Say it.\"\n";
    let deck = written(&[with, &with.replace("\"A\"", "\"B\""), GOOD].concat());
    assert_eq!(check_input(&deck, &[]).err, "1 deck: 0 errors, 0 warnings, 0 infos\n");
    let ran = check_input(&deck, &["--select", "missing-notes"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), "1 deck: 0 errors, 0 warnings, 1 info\n"));
}

#[test]
fn the_failing_severity_can_be_chosen() {
    let error = written("[[section.slide]]\nbody = \"No title.\"\n");
    for (deck, ends) in
        [(written(GOOD), [0, 0, 0]), (written(OPEN), [0, 0, 1]), (written(EMPTY), [0, 1, 1]), (error, [1, 1, 1])]
    {
        let ran = ["error", "warning", "info"].map(|least| check_input(&deck, &["--fail-on", least]).code);
        assert_eq!(ran, ends.map(Some), "{deck}");
    }
}

#[test]
fn statistics_count_the_findings_of_each_rule() {
    let ran = check_input(&written(&[EMPTY, OPEN, &OPEN.replace("\"Open\"", "\"Too\"")].concat()), &["--statistics"]);
    assert_eq!(ran.out, "     2  unconfirmed\n     1  empty-slide\n");
    assert_eq!(ran.code, Some(1));
}

/// A deck in which every text is an attack.
fn hostile() -> String {
    let bad =
        "x\\u001b[31m\\u009b1m\\u0007\\r\\n::error file=a,line=1::forged\\n##[error]forged\\u202e%0A::warning::forged";
    let mut deck = format!("format = 1\ntitle = \"{bad}\"\n[[objective]]\nid = \"{bad}\"\ntext = \"{bad}\"\n");
    deck.push_str("[[section]]\nkey = \"s\"\nunknwon = 1\n");
    deck.push_str(&format!("title = \"{bad}\"\nid = \"{bad}\"\n\"{bad}\" = 1\n"));
    for _ in 0..2 {
        deck.push_str(&format!(
            "[[section.slide]]\nid = \"{bad}\"\ntitle = \"{bad}\"\ntodo = \"{bad}\"\nobjectives = [\"{bad}2\"]\n"
        ));
        deck.push_str(&format!("body = \"[a](x{bad}) 47 %{bad}\"\nsources = [\"{bad}\"]\n"));
        deck.push_str(&format!("[[section.slide.block]]\nkind = \"code\"\nlang = \"{bad}\"\nfile = \"{bad}\"\n"));
    }
    deck.push_str(
        "[[section.slide]]\nbody = '''\n::error::forged\n47%::error::forged\n'''\ntodo = '''\n::error::forged\n'''\n",
    );
    deck
}

#[test]
fn no_deck_forges_a_command_or_a_control_character() {
    let folder = Folder::new();
    let deck = folder.write("hostile.toml", hostile());
    let count = check(&[&deck, "--format", "jsonl"]).out.lines().count();
    assert!(count > 10, "{count} findings");
    for format in FORMATS {
        let ran = check(&[&deck, "--format", format]);
        assert_eq!(ran.code, Some(1), "{format}");
        for text in [&ran.out, &ran.err] {
            let bad = text.chars().find(|char| {
                char.is_control() && *char != '\n' || matches!(char, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            });
            assert_eq!(bad, None, "{format}: {text:?}");
            let commands = text.lines().filter(|line| line.trim_start().starts_with("::")).count();
            let own = if format == "github" && !text.is_empty() && text == &ran.out { count } else { 0 };
            assert_eq!(commands, own, "{format}: {text}");
        }
        match format {
            "concise" | "github" | "jsonl" => assert_eq!(ran.out.lines().count(), count, "{format}: {}", ran.out),
            "json" | "sarif" => assert_eq!(ran.out.lines().count(), 1),
            _ => {}
        }
    }
}

#[test]
#[cfg(unix)]
fn no_file_name_forges_a_command() {
    let folder = Folder::new();
    folder.write("a\n::error::\u{1b}[31mforged,b=%0A.toml", written(&[EMPTY, OPEN].concat()));
    folder.write("b\n::error::forged.toml", b"format = 1\ntitle = \"\xe9\"\n");
    for format in FORMATS {
        let ran = check(&[&folder.name(""), "--format", format]);
        assert_eq!(ran.code, Some(2));
        assert!(!ran.err.lines().any(|line| line.trim_start().starts_with("::")), "{}", ran.err);
        assert!(!ran.out.contains('\x1b') && !ran.err.contains('\x1b'), "{format}");
        let commands = ran.out.lines().filter(|line| line.trim_start().starts_with("::")).count();
        assert_eq!(commands, if format == "github" { 3 } else { 0 }, "{format}: {}", ran.out);
    }
}

#[test]
fn machines_read_each_finding_with_all_its_keys() {
    let folder = Folder::new();
    let slides = [EMPTY, "[[section.slide]]\nid = \"slip\"\ntitle = \"Slip\"\nbdy = \"Text.\"\n"].concat();
    let deck = folder.write("deck.toml", written(&slides));
    let lines: Vec<Json> = check(&[&deck, "--format", "jsonl"])
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    let keys = |value: &Json| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    for finding in &lines {
        let all = [
            "rule", "code", "severity", "message", "path", "line", "column", "end_line", "end_column", "slide", "help",
            "fix",
        ];
        assert_eq!(keys(finding), all);
        assert_eq!(keys(&finding["slide"]), ["number", "id", "title"]);
        assert_eq!(finding["path"], deck.as_str());
        assert!(finding["line"].as_u64() <= finding["end_line"].as_u64());
    }
    let slip = lines.iter().find(|it| it["rule"] == "unknown-key").expect("the slip is found");
    assert_eq!((&slip["code"], &slip["severity"], &slip["line"]), (&"E".into(), &"error".into(), &11.into()));
    assert_eq!(slip["slide"], serde_json::json!({ "number": "2", "id": "slip", "title": "Slip" }));
    assert_eq!(keys(&slip["fix"]), ["title", "text", "line", "column", "end_line", "end_column", "safe"]);
    let whole: Json = serde_json::from_str(&check(&[&deck, "--format", "json"]).out).expect("JSON");
    assert_eq!(whole["version"], 1);
    assert_eq!(whole["findings"], Json::Array(lines));
}

#[test]
fn overflow_findings_agree_with_the_show() {
    let sizes = ["40x12", "80x24", "100x30", "120x36"];
    let mut deck = written("");
    deck.insert_str(10, &format!("\nsizes = {sizes:?}\n"));
    for rows in 1..=40 {
        let title = if rows % 3 == 0 { "A title that is long enough to need a second row somewhere" } else { "Short" };
        deck.push_str(&format!("[[section.slide]]\ntitle = \"{title} {rows}\"\nbody = '''\n"));
        for row in 0..rows {
            let words = ["words that fill a row, or two where there is little room for them; "; 2];
            deck.push_str(&format!("- {}\n", if row % 4 == 0 { words.concat() } else { "short".to_owned() }));
        }
        deck.push_str("'''\n");
        if rows % 5 == 0 {
            deck.push_str("[[section.slide.block]]\nkind = \"quote\"\ntext = \"Less is more.\"\nby = \"Somebody\"\n");
        }
    }
    let source = Source::new("deck", &deck);
    let (read, mistakes) = deck::read(&source);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    let (assets, colors) = (Assets::default(), Colors::default());
    let context = read.context(&assets, &colors);
    let mut expected = Vec::new();
    for placed in read.slides() {
        for (size, name) in read.sizes.iter().zip(sizes) {
            assert_eq!(Size::to_string(size), name);
            if layout::slide(&read, &placed, &context, *size).overflows() {
                expected.push((placed.number.to_string(), name.to_owned()));
            }
        }
    }
    let ran = check_input(&deck, &["--select", "overflow-vertical", "--format", "jsonl"]);
    let found: Vec<(String, String)> = ran
        .out
        .lines()
        .map(|line| {
            let finding: Json = serde_json::from_str(line).expect("JSON");
            let message = finding["message"].as_str().expect("a message");
            let size = message.split_once("fit ").and_then(|(_, rest)| rest.split_once(':')).expect("a size").0;
            (finding["slide"]["number"].as_str().expect("a number").to_owned(), size.to_owned())
        })
        .collect();
    assert!(expected.len() > 40 && expected.len() < 150, "{}", expected.len());
    assert_eq!(found, expected);
}

#[test]
fn each_rule_has_its_page_and_its_line() {
    let table = run(&["rule"]);
    assert_eq!((table.code, table.err.as_str()), (Some(0), ""));
    for line in table.out.lines() {
        let name = line.split_whitespace().nth(1).expect("a name");
        let page = run(&["rule", name]);
        assert_eq!((page.code, page.err.as_str()), (Some(0), ""), "{name}");
        assert!(page.out.starts_with(name), "{}", page.out);
    }
    assert_eq!(run(&["rule", "L001"]).out, run(&["rule", "overflow-vertical"]).out);
    let ran = run(&["rule", "overflow-verticl"]);
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.err, "error: there is no rule called \"overflow-verticl\". Did you mean \"overflow-vertical\"?\n");
}
