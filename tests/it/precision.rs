//! How often `check` is right: thirty decks as people write them, tidy and messy, in French and in English.
//!
//! Their findings are in `tests/precision/findings.txt`. Each warning and error was judged by reading the deck. Those that an author would rightly
//! call wrong are also in `tests/precision/wrong.txt`, each with the reason above it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use pupitre::deck;
use pupitre::diagnostic::Severity;
use pupitre::files;
use pupitre::lint::format::{Format, Report};
use pupitre::lint::{self, Checker, Wanted};
use pupitre::source::Source;

/// The smallest acceptable share of right warnings and errors.
const LEAST: f64 = 0.95;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/precision")
}

/// The findings of each deck: all of them as lines, and the lines that are warnings or errors.
fn found() -> (String, Vec<String>) {
    let mut decks: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    decks.retain(|path| path.extension().is_some_and(|it| it == "toml"));
    decks.sort();
    assert!(decks.len() >= 30);
    let (mut all, mut serious) = (String::new(), Vec::new());
    for path in decks {
        let name = path.file_name().unwrap().to_str().unwrap();
        let source = Source::new(name, &fs::read_to_string(&path).unwrap());
        let (mut deck, mut read) = deck::read(&source);
        let assets = files::read_assets(&deck, &folder());
        read.extend(deck.complete(&source.name, &assets));
        for finding in lint::check(&Checker::new(&source, &deck, &assets), read, &Wanted::default()) {
            let report = Report {
                source: &source,
                deck: &deck,
                findings: std::slice::from_ref(&finding),
                words: pupitre::lang::choose([Some("en")]),
            };
            let line = Format::Concise.write(&[report], false);
            if finding.diagnostic.severity >= Severity::Warning {
                serious.push(line.trim_end().to_owned());
            }
            all.push_str(&line);
        }
    }
    (all, serious)
}

#[test]
fn nearly_all_warnings_and_errors_are_right() {
    let (all, serious) = found();
    expect_file![folder().join("findings.txt")].assert_eq(&all);
    let judged = fs::read_to_string(folder().join("wrong.txt")).unwrap();
    let wrong: BTreeSet<&str> = judged.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    for line in &wrong {
        assert!(serious.iter().any(|it| it == line), "judged wrong, and found no more: {line}");
    }
    let right = serious.len() - wrong.len();
    let share = right as f64 / serious.len() as f64;
    println!("{right} of {} warnings and errors are right: {:.1} %", serious.len(), share * 100.0);
    assert!(share >= LEAST, "{right} of {} are right: {:.1} %", serious.len(), share * 100.0);
}
