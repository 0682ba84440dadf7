//! Slidev's own fences: code from files (`<<< @/file`), moving code, groups of code.

use std::ops::Range;

use crate::import::Beside;
use crate::import::files::{Place, place};
use crate::import::scan::{Inside, lines, opening};

/// Slidev's own syntax in a text.
pub enum Special {
    File {
        file: String,
        lang: Option<String>,
        highlight: Option<String>,
    },
    /// A file that does not exist.
    Missing(String),
    /// A line around fences, which is not shown.
    Line,
}

/// Slidev's own syntax in a text, in order, with its places.
pub fn special(text: &str, beside: &dyn Beside) -> Vec<(Range<usize>, Special)> {
    if !(text.contains("<<<") || text.contains("::code-group")) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for line in lines(text, 0) {
        let range = line.at..(line.end() + 1).min(text.len());
        if let Some(rest) = line.trimmed().strip_prefix("<<<") {
            found.push((range, file(rest.trim(), beside)));
        } else if line.trimmed().starts_with("::code-group") || line.trimmed() == "::" {
            found.push((range, Special::Line));
        }
    }
    found
}

/// The fences in the first block of moving code: the place of the block, and of each fence.
pub fn states(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    if !text.contains("magic-move") {
        return Vec::new();
    }
    let all = lines(text, 0);
    let is_open = |line: &crate::import::scan::Line| {
        line.inside == Inside::Fence && opening(line.text).is_some_and(|it| it.info.contains("magic-move"))
    };
    let Some(first) = all.iter().position(is_open) else { return Vec::new() };
    let count = opening(all[first].text).map_or(3, |it| it.count);
    let closes =
        |line: &crate::import::scan::Line| opening(line.text).is_some_and(|it| it.count >= count && it.info.is_empty());
    let last = all[first + 1..].iter().position(closes).map_or(all.len() - 1, |at| first + 1 + at);
    let whole = all[first].at..(all[last].end() + 1).min(text.len());
    let from = (all[first].end() + 1).min(text.len());
    let mut states = Vec::new();
    let mut open = None;
    for line in lines(text.get(from..all[last].at).unwrap_or_default(), from) {
        match (open, line.inside) {
            (None, Inside::Fence) => open = Some(line.at),
            (Some(start), Inside::Fence) if opening(line.text).is_some_and(|it| it.info.is_empty()) => {
                states.push((whole.clone(), start..(line.end() + 1).min(text.len())));
                open = None;
            }
            _ => {}
        }
    }
    states
}

fn file(rest: &str, beside: &dyn Beside) -> Special {
    let mut words = rest.split_whitespace();
    let name = words.next().unwrap_or_default();
    let (name, region) = name.split_once('#').map_or((name, None), |(name, region)| (name, Some(region)));
    let lang = words.next().filter(|word| !word.starts_with('{')).map(str::to_owned);
    let lines = rest.split_once('{').and_then(|(_, rest)| rest.split_once('}')).map(|(lines, _)| lines);
    let is_lines =
        |lines: &&str| !lines.is_empty() && lines.bytes().all(|it| it.is_ascii_digit() || b",-|".contains(&it));
    let highlight = lines.filter(is_lines).map(|lines| {
        lines.split('|').map(|stage| stage.trim_matches(',').replace(',', "+")).collect::<Vec<_>>().join(",")
    });
    match place(name, beside) {
        Place::Beside(file) if beside.has(&file) && region.is_none() => Special::File { file, lang, highlight },
        Place::Beside(file) => Special::Missing(file),
        _ => Special::Missing(name.to_owned()),
    }
}
