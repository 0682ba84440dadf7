//! The rules of `check`: decks that break each rule, decks that do not, and the pages of the rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use pupitre::deck::{self, READING_RULES};
use pupitre::diagnostic::full;
use pupitre::lint::format::{Format, Report};
use pupitre::lint::rules::{self, ALL};
use pupitre::lint::{self, Checker, Finding, Rule, Wanted};
use pupitre::review::assets_beside;
use pupitre::source::{Source, apply};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder with the decks of a rule.
fn folder(rule: &str) -> PathBuf {
    root().join("tests/check").join(rule)
}

/// What one rule finds in a deck of its folder.
fn findings(rule: &Rule, deck: &str, text: &str) -> Vec<Finding> {
    looked_over(rule, deck, text, |_, findings| findings.to_vec())
}

/// The same as text, one line per finding.
fn found(rule: &Rule, deck: &str) -> String {
    let text = fs::read_to_string(folder(rule.name).join(deck)).unwrap();
    looked_over(rule, deck, &text, |report, _| Format::Concise.write(&[report], false))
}

fn looked_over<T>(rule: &Rule, deck: &str, text: &str, take: impl FnOnce(Report, &[Finding]) -> T) -> T {
    let source = Source::new(deck, text);
    let (read, mistakes) = deck::read(&source);
    let printed: String =
        mistakes.iter().map(|it| full::render(it, &source, pupitre::lang::choose([Some("en")]), false)).collect();
    assert!(mistakes.is_empty(), "{}/{printed}", rule.name);
    let assets = assets_beside(&read, &folder(rule.name));
    let wanted = Wanted { select: vec![rule.name.to_owned()], ..Wanted::default() };
    let findings = lint::check(&Checker::new(&source, &read, &assets), mistakes, &wanted);
    assert!(findings.iter().all(|it| it.diagnostic.rule == rule.name), "{}/{deck}", rule.name);
    take(
        Report { source: &source, deck: &read, findings: &findings, words: pupitre::lang::choose([Some("en")]) },
        &findings,
    )
}

#[test]
fn each_rule_finds_what_it_looks_for() {
    for rule in ALL {
        let decks: Vec<String> =
            ["wrong-1.toml", "wrong-2.toml", "wrong-3.toml"].iter().map(|deck| found(rule, deck)).collect();
        expect_file![folder(rule.name).join("expected.txt")].assert_eq(&decks.concat());
        for (index, lines) in decks.iter().enumerate() {
            assert!(!lines.is_empty(), "{} finds nothing in wrong-{}.toml", rule.name, index + 1);
        }
    }
}

#[test]
fn no_rule_reports_correct_decks() {
    let mut wrong = String::new();
    for rule in ALL {
        for deck in ["right-1.toml", "right-2.toml", "right-3.toml"] {
            wrong.push_str(&found(rule, deck));
        }
    }
    assert_eq!(wrong, "");
}

/// The deck after the safe fixes of some findings, without those that overlap an earlier one.
fn fixed(text: &str, findings: &[Finding]) -> String {
    let fixes = findings.iter().filter_map(|it| it.diagnostic.fix.as_ref());
    apply(text, fixes.filter(|it| it.safe).map(|fix| &fix.edit))
}

/// The letters and digits of a text, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).collect()
}

#[test]
fn safe_fixes_remove_their_findings_and_typography_changes_no_letter() {
    let mut mended = BTreeSet::new();
    for rule in ALL {
        for deck in ["wrong-1.toml", "wrong-2.toml", "wrong-3.toml"] {
            let text = fs::read_to_string(folder(rule.name).join(deck)).unwrap();
            let with_fix = |text: &str| {
                let all = findings(rule, deck, text);
                all.into_iter().filter(|it| it.diagnostic.fix.as_ref().is_some_and(|fix| fix.safe)).collect::<Vec<_>>()
            };
            let found = with_fix(&text);
            if found.is_empty() {
                continue;
            }
            mended.insert(rule.name);
            let mut after = fixed(&text, &found);
            // Overlapping fixes were left for the second round.
            after = fixed(&after, &with_fix(&after));
            assert_eq!(with_fix(&after), [], "{}/{deck}\n{after}", rule.name);
            if rule.code.starts_with('T') {
                let plain = |deck: &str| {
                    letters(
                        &lint::passage::texts(&Source::new("d", deck))
                            .texts
                            .iter()
                            .map(|it| it.text.as_str())
                            .collect::<String>(),
                    )
                };
                assert_eq!(plain(&text), plain(&after), "{}/{deck}", rule.name);
            }
        }
    }
    assert!(mended.len() >= 6, "{mended:?}");
}

#[test]
fn rules_files_and_decks_agree() {
    let names: BTreeSet<String> = ALL.iter().map(|rule| rule.name.to_owned()).collect();
    let entries = |folder: &str| fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let stem = |path: PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let written: BTreeSet<String> = entries("src/lint/rules").map(|path| stem(path).replace('_', "-")).collect();
    assert_eq!(names, written, "the files in src/lint/rules");
    let folders: BTreeSet<String> = entries("tests/check").map(stem).collect();
    assert_eq!(names, folders, "the folders in tests/check");
    for name in &names {
        let decks: BTreeSet<String> = fs::read_dir(folder(name))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|it| it == "toml"))
            .map(stem)
            .collect();
        let expected = ["wrong", "right"].iter().flat_map(|kind| (1..=3).map(move |number| format!("{kind}-{number}")));
        assert_eq!(decks, expected.collect(), "{name}");
    }
}

#[test]
fn names_and_codes_are_unique() {
    let names: BTreeSet<&str> = ALL.iter().map(|rule| rule.name).chain(READING_RULES.iter().copied()).collect();
    assert_eq!(names.len(), ALL.len() + READING_RULES.len());
    let codes: BTreeSet<&str> = ALL.iter().map(|rule| rule.code).collect();
    assert_eq!(codes.len(), ALL.len());
    for rule in ALL {
        let (group, number) = rule.code.split_at(1);
        assert!(group != "E" && group.chars().all(|it| it.is_ascii_uppercase()), "{}: {}", rule.name, rule.code);
        assert!(number.len() == 3 && number.chars().all(|it| it.is_ascii_digit()), "{}: {}", rule.name, rule.code);
        assert!(
            rule.name.chars().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-'),
            "{}",
            rule.name
        );
        assert_eq!(rules::named(rule.name).map(|it| it.code), Some(rule.code));
        assert_eq!(rules::named(rule.code).map(|it| it.name), Some(rule.name));
    }
    // The groups are contiguous, and the codes increase within each.
    let groups: Vec<char> = ALL.iter().filter_map(|rule| rule.code.chars().next()).collect();
    let runs = groups.chunk_by(|one, next| one == next).count();
    assert_eq!(runs, groups.iter().collect::<BTreeSet<_>>().len(), "{groups:?}");
    for pair in ALL.windows(2).filter(|pair| pair[0].code[..1] == pair[1].code[..1]) {
        assert!(pair[0].code < pair[1].code, "{} stands before {}", pair[0].code, pair[1].code);
    }
}

#[test]
fn each_rule_has_a_whole_page() {
    for rule in ALL {
        for (field, text) in [
            ("about", rule.about),
            ("why", rule.why),
            ("evidence", rule.evidence),
            ("wrong", rule.wrong),
            ("right", rule.right),
        ] {
            assert!(!text.trim().is_empty() && text.trim() == text, "{}: {field}", rule.name);
        }
        assert!(!rule.about.contains('\n') && !rule.about.ends_with('.'), "{}: {}", rule.name, rule.about);
        let file = root().join(format!("src/lint/rules/{}.rs", rule.name.replace('-', "_")));
        let first = format!("//! `{}`: {}.\n", rule.name, rule.about);
        assert!(fs::read_to_string(&file).unwrap().starts_with(&first), "{} begins with {first}", file.display());
    }
}

/// The source files below a folder, except those of the rules and of a user's settings, which are not about decks.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| match path.is_dir() {
            true if path.ends_with("lint") => Vec::new(),
            true => sources(&path),
            false if path.ends_with("settings.rs") || path.ends_with("settings/keys.rs") => Vec::new(),
            false => Some(path).filter(|path| path.extension().is_some_and(|it| it == "rs")).into_iter().collect(),
        })
        .collect()
}

#[test]
fn what_reading_reports_is_listed() {
    let mut reported = BTreeSet::new();
    for file in sources(&root().join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for call in code.split("Diagnostic::error(").skip(1) {
            if let Some((name, _)) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"')) {
                reported.insert(name.to_owned());
            }
        }
        for name in READING_RULES.iter().filter(|name| code.contains(&format!("\"{name}\""))) {
            if !file.ends_with("deck/read.rs") {
                reported.insert((*name).to_owned());
            }
        }
    }
    let listed: BTreeSet<String> = READING_RULES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(reported, listed);
    assert!(READING_RULES.is_sorted());
}
