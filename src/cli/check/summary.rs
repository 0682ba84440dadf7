//! What is said at the end: how many of what.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::cli::check::{Checked, Kind, Looked};
use crate::cli::some;
use crate::diagnostic::Severity;

/// How often each rule has found something, the most frequent first.
pub fn statistics(files: &[Checked]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    files.iter().flat_map(|it| &it.findings).for_each(|it| *counts.entry(it.diagnostic.rule).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, count)| (Reverse(*count), *rule));
    counts.iter().map(|(rule, count)| format!("{count:>6}  {rule}\n")).collect()
}

/// "3 decks, 1 course, 1 theme: 1 error, 2 warnings, 5 infos; 2 other TOML files skipped", in a line.
pub fn of(looked: &Looked) -> String {
    let files = &looked.files;
    let of_kind = |kind| files.iter().filter(|it| it.kind == kind).count();
    let count =
        |severity| files.iter().flat_map(|it| &it.findings).filter(|it| it.diagnostic.severity == severity).count();
    let mut summary = some(of_kind(Kind::Deck), "deck", "decks");
    for (kind, one, many) in [
        (Kind::Course, "course", "courses"),
        (Kind::Theme, "theme", "themes"),
        (Kind::Settings, "pupitre.toml", "pupitre.toml"),
    ] {
        if of_kind(kind) > 0 {
            summary.push_str(&format!(", {}", some(of_kind(kind), one, many)));
        }
    }
    summary.push_str(&format!(
        ": {}, {}, {}",
        some(count(Severity::Error), "error", "errors"),
        some(count(Severity::Warning), "warning", "warnings"),
        some(count(Severity::Info), "info", "infos"),
    ));
    if looked.skipped > 0 {
        summary.push_str(&format!("; {} skipped", some(looked.skipped, "other TOML file", "other TOML files")));
    }
    for (failed, what) in [(looked.unread.len(), "not read"), (looked.unwritten.len(), "not written")] {
        if failed > 0 {
            summary.push_str(&format!("; {} {what}", some(failed, "file", "files")));
        }
    }
    summary + "\n"
}
