//! The summary after a check.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::cli::check::{Checked, Kind, Looked};
use crate::cli::told;
use crate::diagnostic::Severity;
use crate::lang::{Message, say};

/// How many findings each rule has, most first.
pub fn statistics(files: &[Checked]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    files.iter().flat_map(|it| &it.findings).for_each(|it| *counts.entry(it.diagnostic.rule).or_default() += 1);
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, count)| (Reverse(*count), *rule));
    counts.iter().map(|(rule, count)| format!("{count:>6}  {rule}\n")).collect()
}

/// Says how many there are of something.
type Told = fn(usize) -> Message;

/// "3 decks, 1 course, 1 theme: 1 error, 2 warnings, 5 infos; 2 other TOML files skipped", in a line.
pub fn of(looked: &Looked) -> String {
    let files = &looked.files;
    let of_kind = |kind| files.iter().filter(|it| it.kind == kind).count();
    let count =
        |severity| files.iter().flat_map(|it| &it.findings).filter(|it| it.diagnostic.severity == severity).count();
    let mut parts = vec![say!("{count} {count?deck|decks}", count = of_kind(Kind::Deck))];
    let others: [(Kind, Told); 3] = [
        (Kind::Course, |count| say!(", {count} {count?course|courses}", count)),
        (Kind::Theme, |count| say!(", {count} {count?theme|themes}", count)),
        (Kind::Settings, |count| say!(", {count} pupitre.toml", count)),
    ];
    parts.extend(
        others
            .iter()
            .map(|(kind, told)| (of_kind(*kind), told))
            .filter(|(count, _)| *count > 0)
            .map(|(count, told)| told(count)),
    );
    parts.push(say!(
        ": {errors} {errors?error|errors}, {warnings} {warnings?warning|warnings}, {infos} {infos?info|infos}",
        errors = count(Severity::Error),
        warnings = count(Severity::Warning),
        infos = count(Severity::Info),
    ));
    let left: [(usize, Told); 3] = [
        (looked.skipped, |count| say!("; {count} {count?other TOML file|other TOML files} skipped", count)),
        (looked.unread.len(), |count| say!("; {count} {count?file|files} not read", count)),
        (looked.unwritten.len(), |count| say!("; {count} {count?file|files} not written", count)),
    ];
    parts.extend(left.iter().filter(|(count, _)| *count > 0).map(|(count, told)| told(*count)));
    format!("{}\n", told(&Message::joined(parts, "")))
}
