//! Reports for programs: their content, where they are written, and that no deck can inject anything into them.

use std::fs;

use serde_json::{Value as Json, json};

use crate::common::checking::{EMPTY, GOOD, OPEN, Ran, check, check_input, concise, feed, run, written};
use crate::common::{Folder, pupitre};

fn parsed(text: &str) -> Json {
    serde_json::from_str(text).expect("JSON")
}

/// A deck with a fixable error, a warning and an info.
fn three() -> String {
    written(&[EMPTY, OPEN, "[[section.slide]]\nid = \"slip\"\ntitle = \"Slip é\"\nbdy = \"Text.\"\n"].concat())
}

/// Reads the report of one run and returns its results.
fn results(ran: &Ran) -> Vec<Json> {
    parsed(&ran.out)["runs"][0]["results"].as_array().expect("results").clone()
}

#[test]
fn sarif_has_position_message_and_fix() {
    let folder = Folder::new();
    let deck = folder.write("deck.toml", three());
    let ran = check(&[&deck, "--format", "sarif"]);
    let report = parsed(&ran.out);
    assert_eq!(report["version"], "2.1.0");
    let run = &report["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = results(&ran);
    assert_eq!(results.len(), 3);
    for result in &results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small");
        assert_eq!(rules[index]["id"], result["ruleId"]);
        assert!(rules[index]["help"]["text"].is_string() && rules[index]["shortDescription"]["text"].is_string());
    }
    let levels: Vec<&Json> = results.iter().map(|it| &it["level"]).collect();
    assert_eq!(levels, ["warning", "note", "error"]);
    let slip = &results[2];
    let place = &slip["locations"][0]["physicalLocation"];
    let region = json!({ "startLine": 15, "startColumn": 1, "endLine": 15, "endColumn": 4 });
    assert_eq!(place["region"], region);
    assert!(place["artifactLocation"]["uri"].as_str().expect("an address").starts_with("file:///"));
    assert_eq!(slip["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "slide 3, “Slip é”");
    let change = &slip["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!((&change["deletedRegion"], &change["insertedContent"]["text"]), (&region, &json!("body")));
    let ran = check(&["tests/decks/ten-mistakes.toml", "--format", "sarif"]);
    let address = &self::results(&ran)[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(address, "tests/decks/ten-mistakes.toml");
}

#[test]
fn a_file_that_cannot_be_read_is_a_result_for_machines_too() {
    let folder = Folder::new();
    folder.write("latin.toml", b"format = 1\r\ntitle = \"D\xe9ploiement\"\n");
    fs::create_dir_all(folder.path().join("sub")).expect("a folder");
    folder.write("good.toml", written(GOOD));
    let told = |format: &str| {
        let mut command = pupitre(&["check", "--format", format, "sub/.././latin.toml", "./none.toml", "good.toml"]);
        command.current_dir(folder.path());
        let ran = feed(command, "");
        assert_eq!(ran.code, Some(2), "{format}: {}", ran.err);
        assert!(ran.err.contains("latin.toml\" is not UTF-8: line 2, column 11"), "{format}: {}", ran.err);
        ran.out
    };
    assert_eq!(told("concise"), "", "people read it on standard error");
    let report = parsed(&told("sarif"));
    let results = report["runs"][0]["results"].as_array().expect("results");
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "latin.toml");
    assert_eq!(place["region"], json!({ "startLine": 2, "startColumn": 11, "endLine": 2, "endColumn": 11 }));
    assert_eq!(results[1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "none.toml");
    assert!(results.iter().all(|it| it["ruleId"] == "unreadable-file" && it["ruleIndex"].is_u64()), "{results:?}");
    let report = parsed(&told("json"));
    let found = &report["findings"][0];
    assert_eq!((&found["line"], &found["column"], &found["severity"]), (&json!(2), &json!(11), &json!("error")));
    assert!(found["help"].as_str().is_some_and(|it| it == "Save it again as UTF-8."), "{found}");
    let mut faults = Vec::new();
    self::faults(&parsed(&run(&["schema", "--of", "findings"]).out), &report, "the report", &mut faults);
    assert_eq!(faults, [""; 0]);
    assert_eq!(told("jsonl").lines().count(), 2);
    let junit = told("junit");
    assert!(junit.contains("tests=\"3\" failures=\"2\""), "{junit}");
    let commands = told("github");
    let starts = ["::error file=latin.toml,line=2,endLine=2,col=11,", "::error file=none.toml,line=1,endLine=1,col=1,"];
    assert!(commands.lines().zip(starts).all(|(line, start)| line.starts_with(start)), "{commands}");
    assert_eq!(commands.lines().count(), 2);
}

#[test]
fn a_finding_keeps_its_fingerprint_if_its_slide_moves() {
    let prints = |slides: &[&str]| {
        let ran = check_input(&written(&slides.concat()), &["--format", "sarif"]);
        let of = |it: &Json| (it["ruleId"].to_string(), it["partialFingerprints"].to_string());
        let mut prints: Vec<_> = results(&ran).iter().map(of).collect();
        prints.sort();
        prints
    };
    let before = prints(&[EMPTY, OPEN, GOOD]);
    assert_eq!(prints(&[GOOD, "\n# moved\n", OPEN, EMPTY]), before);
    let other = EMPTY.replace("Empty", "Other");
    assert_ne!(prints(&[&other, OPEN, GOOD]), before);
    // Two findings with the same text have different fingerprints.
    let twice = prints(&[EMPTY, EMPTY]);
    let empty: Vec<_> = twice.iter().filter(|(rule, _)| rule == "\"empty-slide\"").collect();
    assert!(empty.len() == 2 && empty[0] != empty[1], "{twice:?}");
}

#[test]
fn findings_beyond_githubs_limit_are_cut_and_counted() {
    let mut slides = EMPTY.repeat(5001);
    slides.push_str("[[section.slide]]\nbody = \"No title.\"\n");
    let ran =
        check_input(&written(&slides), &["--format", "sarif", "--ignore", "duplicate-title,unconfirmed,over-time"]);
    let results = results(&ran);
    assert_eq!(results.len(), 5000);
    assert_eq!(results[4999]["ruleId"], "missing-title", "the worst are kept, in the order of the file");
    let said = &parsed(&ran.out)["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(said, "2 of 5002 findings are left out: the worst 5000 are here.");
}

#[test]
fn junit_has_a_suite_for_each_deck_and_a_failure_for_each_finding_that_counts() {
    let folder = Folder::new();
    folder.write("a & b.toml", three());
    folder.write("good.toml", written(GOOD));
    let ran = check(&[&folder.name(""), "--format", "junit"]);
    let out = ran.out.replace(&folder.name(""), "");
    assert!(out.contains("<testsuites name=\"pupitre check\" tests=\"4\" failures=\"2\">"), "{out}");
    assert!(out.contains("<testsuite name=\"a &amp; b.toml\" tests=\"3\" failures=\"2\" errors=\"0\">"), "{out}");
    assert!(
        out.contains("<testcase name=\"unconfirmed, line 10\" classname=\"a &amp; b.toml\"><system-out>line 10, "),
        "{out}"
    );
    assert!(out.contains("<testcase name=\"unknown-key, line 15\" classname=\"a &amp; b.toml\"><failure type=\"error\" message=\"unknown key `bdy` in a slide\">line 15, column 1, slide 3, “Slip é”: unknown key `bdy` in a slide&#10;"), "{out}");
    assert!(out.contains("<testcase name=\"check\" classname=\"good.toml\"/>"), "{out}");
}

#[test]
fn several_reports_are_written_in_one_run() {
    let folder = Folder::new();
    let deck = folder.write("deck.toml", three());
    let (sarif, lines) = (folder.name("a.sarif"), folder.name("b.jsonl"));
    let arguments = [
        &*deck, "--format", "sarif", "--output", &sarif, "--format", "jsonl", "--output", &lines, "--format", "concise",
    ];
    let ran = check(&arguments);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), concise(&[&deck]).out.as_str()));
    let read = |path: &str| fs::read_to_string(path).expect("a report");
    assert_eq!(read(&sarif), check(&[&deck, "--format", "sarif"]).out);
    assert_eq!(read(&lines), check(&[&deck, "--format", "jsonl"]).out);
    let ran = check(&[&deck, "--format", "json", "--output", &folder.name("c.json")]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert_eq!(check(&[&deck, "--output", &folder.name("none/x")]).code, Some(2));
    assert_eq!(check(&[&deck, "--format", "json", "--format", "full"]).code, Some(2));
}

#[test]
fn color_is_written_on_request() {
    let deck = three();
    for (arguments, color) in [(&["--color", "always"][..], true), (&["--color", "never"], false), (&[], false)] {
        let ran = check_input(&deck, arguments);
        assert_eq!(ran.out.contains("\x1b["), color, "{arguments:?}");
    }
}

/// How a value differs from our schema: missing keys, or other types.
fn faults(schema: &Json, value: &Json, at: &str, faults: &mut Vec<String>) {
    if let Some([one, _]) = schema["anyOf"].as_array().map(Vec::as_slice) {
        // The other alternative is null.
        return if value.is_null() {
        } else {
            self::faults(one, value, at, faults)
        };
    }
    let is = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    };
    if !is
        || schema["enum"].as_array().is_some_and(|list| !list.contains(value))
        || schema.get("const").is_some_and(|it| it != value)
    {
        faults.push(format!("{at}: {value}"));
    }
    for value in value.as_array().into_iter().flatten() {
        self::faults(&schema["items"], value, at, faults);
    }
    for (key, value) in value.as_object().into_iter().flatten() {
        match schema["properties"].get(key) {
            Some(schema) => self::faults(schema, value, key, faults),
            None => faults.push(format!("{key} is not in the schema")),
        }
    }
    for key in schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str) {
        if value.is_object() && value.get(key).is_none() {
            faults.push(format!("{at} has no {key}"));
        }
    }
}

#[test]
fn json_is_what_its_schema_says() {
    let schema = parsed(&run(&["schema", "--of", "findings"]).out);
    let ran = check(&["tests/decks", "tests/check", "--format", "json"]);
    let report = parsed(&ran.out);
    assert!(report["findings"].as_array().expect("findings").len() > 100);
    let mut found = Vec::new();
    faults(&schema, &report, "the report", &mut found);
    assert_eq!(found, [""; 0]);
    let mut wrong = report.clone();
    wrong["findings"][0]["line"] = json!("1");
    wrong["findings"][1]["slide"] = json!({ "number": 1 });
    faults(&schema, &wrong, "the report", &mut found);
    assert_eq!(
        found,
        ["line: \"1\"", "number: 1", "slide has no id", "slide has no title"],
        "the schema says something"
    );
}

#[test]
fn the_schemas_know_the_names_of_the_rules() {
    let settings = parsed(&run(&["schema", "--of", "settings"]).out);
    let check = &settings["definitions"]["Check"]["properties"];
    assert!(check["levels"]["properties"]["empty-slide"]["oneOf"].is_array(), "{check:#}");
    assert!(
        check["limits"]["properties"]["code-too-long"]["description"]
            .as_str()
            .is_some_and(|it| it.contains("15 lines"))
    );
    assert_eq!(check["limits"]["properties"].get("empty-slide"), None);
    assert_eq!(parsed(&run(&["schema"]).out)["definitions"]["Check"], settings["definitions"]["Check"]);
}

#[test]
fn nothing_is_a_command_for_githubs_runner_but_our_own() {
    let bad = "::error::a ##[error]b";
    let slides = format!("[[section.slide]]\ntitle = \"{bad}\"\ntodo = \"{bad}\"\n\"{bad}\" = 1\n");
    let folder = Folder::new();
    fs::create_dir_all(folder.path().join("here")).expect("a folder");
    let name = if cfg!(windows) { "##[error].toml" } else { "::error::##[error].toml" };
    folder.write(&format!("here/{name}"), written(&slides));
    let straight = format!("here/straight-{}.toml", if cfg!(windows) { "" } else { "##[group]" });
    folder.write(&straight, written(&slides.replace("::a", "::l'a")).replace("\"en\"", "\"fr\""));
    for arguments in [
        &["--format", "full"][..],
        &["--format", "concise"],
        &["--format", "json"],
        &["--format", "jsonl"],
        &["--format", "sarif"],
        &["--format", "junit"],
        &["--format", "github"],
        &["--statistics"],
        &["--diff"],
        &["--format", "concise", "none##[error].toml"],
    ] {
        let mut command = pupitre(&[&["check"], arguments, &[name]].concat());
        command.current_dir(folder.path().join("here")).env("GITHUB_ACTIONS", "true").arg(".");
        let ran = feed(command, "");
        assert!(ran.err.contains("deck"), "{}", ran.err);
        let ours = |line: &&str| arguments.contains(&"github") && line.starts_with("::") && line.contains(" file=");
        for line in ran.out.lines().filter(|line| !ours(line)).chain(ran.err.lines()) {
            let command = line.trim_start().starts_with("::") || line.contains("##[");
            assert!(!command, "{arguments:?}: {line}");
        }
    }
}

#[test]
fn each_line_is_what_the_problem_matcher_looks_for() {
    let text =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/.github/actions/check/matcher.json")).expect("it");
    let matchers = parsed(&text)["problemMatcher"].as_array().expect("a list").clone();
    let ran = concise(&["tests/decks", "tests/check"]);
    assert!(ran.out.lines().count() > 100);
    let mut counts = vec![0; matchers.len()];
    for line in ran.out.lines() {
        let mut told = Vec::new();
        for (matcher, count) in matchers.iter().zip(&mut counts) {
            let pattern = &matcher["pattern"][0];
            let regex = regex_lite::Regex::new(pattern["regexp"].as_str().expect("a pattern")).expect("it is right");
            let Some(groups) = regex.captures(line) else { continue };
            *count += 1;
            let group =
                |key: &str| groups[usize::try_from(pattern[key].as_u64().expect("a group")).expect("small")].to_owned();
            let severity = if pattern["severity"].is_u64() { group("severity") } else { "info".to_owned() };
            let [file, row, column, code, message] = ["file", "line", "column", "code", "message"].map(group);
            told.push(format!("{file}:{row}:{column}: {severity}[{code}] {message}"));
        }
        assert_eq!(told, [line]);
    }
    assert!(counts.iter().all(|count| *count > 5), "{counts:?}");
}
