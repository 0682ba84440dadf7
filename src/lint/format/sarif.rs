//! SARIF 2.1.0 (OASIS), which GitHub's code scanning reads.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::{Value as Json, json};

use crate::deck::READING_RULES;
use crate::diagnostic::Severity;
use crate::lint::format::{Report, code, escaped, straight, words};
use crate::lint::{Finding, Rule, rules};
use crate::source::{Source, Span};
use crate::text;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// GitHub shows no more results than this; the worst are kept (docs.github.com, "SARIF support for code scanning").
const MOST: usize = 5000;

pub fn write(reports: &[Report], _: bool) -> String {
    let all = || reports.iter().flat_map(|report| report.findings.iter().map(move |finding| (report, finding)));
    let count = all().count();
    let mut kept: Vec<(usize, (&Report, &Finding))> = all().enumerate().collect();
    if count > MOST {
        kept.sort_by_key(|(index, (_, finding))| (Reverse(finding.diagnostic.severity), *index));
        kept.truncate(MOST);
        kept.sort_by_key(|(index, _)| *index);
    }
    let rules: Vec<&str> = READING_RULES.iter().copied().chain(rules::ALL.iter().map(|rule| rule.name)).collect();
    let mut seen = HashMap::new();
    let results: Vec<Json> =
        kept.into_iter().map(|(_, (report, finding))| result(report, finding, &rules, &mut seen)).collect();
    let described: Vec<Json> = rules.iter().map(|name| described(name)).collect();
    let mut notifications = Vec::new();
    if count > MOST {
        let text = format!("{} of {count} findings are left out: the worst {MOST} are here.", count - MOST);
        notifications.push(json!({ "level": "warning", "message": { "text": text } }));
    }
    let driver = json!({
        "name": "pupitre", "semanticVersion": env!("CARGO_PKG_VERSION"), "rules": described,
    });
    let run = json!({
        "tool": { "driver": driver },
        "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    escaped(&json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] })) + "\n"
}

fn described(name: &str) -> Json {
    let Some(rule) = rules::ALL.iter().find(|rule| rule.name == name) else {
        let about = "An error of reading; its message says what to write.";
        return json!({
            "id": name, "shortDescription": { "text": about }, "help": { "text": about },
            "defaultConfiguration": { "level": "error" }, "properties": { "tags": ["E"] },
        });
    };
    let Rule { about, why, evidence, wrong, right, .. } = rule;
    let help = format!("{why}\n\nWhere from: {evidence}\n\nWrong:\n\n{wrong}\n\nRight:\n\n{right}");
    let markdown = format!(
        "{why}\n\n_Where from:_ {evidence}\n\nWrong:\n\n```toml\n{wrong}\n```\n\nRight:\n\n```toml\n{right}\n```"
    );
    json!({
        "id": name,
        "shortDescription": { "text": about },
        "fullDescription": { "text": why },
        "help": { "text": help, "markdown": markdown },
        "defaultConfiguration": { "enabled": rule.severity.is_some(), "level": level(rule.severity.unwrap_or(Severity::Info)) },
        "properties": { "code": rule.code, "tags": [rule.code.trim_end_matches(|it: char| it.is_ascii_digit())] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn result(report: &Report, finding: &Finding, rules: &[&str], seen: &mut HashMap<String, usize>) -> Json {
    let it = &finding.diagnostic;
    let artifact = json!({ "uri": uri(&report.source.name) });
    let place = |span: Span| json!({ "artifactLocation": artifact, "region": region(report.source, span) });
    let mut location = json!({ "physicalLocation": place(it.span()) });
    if let Some(slide) = report.slide(finding) {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": text::clean(&slide), "kind": "slide" }]);
    }
    let mut result = json!({
        "ruleId": it.rule,
        "level": level(it.severity),
        "message": { "text": text::clean(&words(it)) },
        "locations": [location],
        "partialFingerprints": { "primaryLocationLineHash": fingerprint(report, finding, seen) },
    });
    if let Some(index) = rules.iter().position(|rule| *rule == it.rule) {
        result["ruleIndex"] = json!(index);
    }
    if !it.context.is_empty() {
        let related = it.context.iter().map(
            |label| json!({ "physicalLocation": place(label.span), "message": { "text": text::clean(&label.text) } }),
        );
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = &it.fix {
        let replacement = json!({ "deletedRegion": region(report.source, fix.edit.span), "insertedContent": { "text": fix.edit.text } });
        let change = json!({ "artifactLocation": artifact, "replacements": [replacement] });
        result["fixes"] = json!([{ "description": { "text": text::clean(&fix.title) }, "artifactChanges": [change] }]);
    }
    result
}

/// Lines and columns from 1; the end is after the last character (SARIF 2.1.0, 3.30).
fn region(source: &Source, span: Span) -> Json {
    let (from, to) = (source.place(span.start), source.place(span.end));
    json!({ "startLine": from.line, "startColumn": from.column, "endLine": to.line, "endColumn": to.column })
}

/// A path as a relative URI with `/` (RFC 3986), as GitHub finds files; an absolute one as a `file:` URI.
fn uri(path: &str) -> String {
    let path = straight(path);
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte);
    let escaped: String =
        path.bytes().map(|it| if kept(it) { char::from(it).to_string() } else { format!("%{it:02X}") }).collect();
    match escaped.as_bytes() {
        [b'/', b'/', ..] => format!("file:{escaped}"),
        [b'/', ..] => format!("file://{escaped}"),
        // A drive letter.
        [_, b'%', b'3', b'A', ..] if cfg!(windows) => format!("file:///{}", escaped.replacen("%3A", ":", 1)),
        _ => escaped,
    }
}

/// What identifies a finding: the rule, the name of the slide, the words. So a finding on a slide that was moved stays the same. Equal
/// findings are told apart by a count.
fn fingerprint(report: &Report, finding: &Finding, seen: &mut HashMap<String, usize>) -> String {
    let it = &finding.diagnostic;
    let placed = finding.slide.and_then(|index| report.deck.slide(index));
    let slide = placed.and_then(|it| it.slide.id.as_deref().or(it.slide.title.as_deref())).unwrap_or_default();
    let words = report.source.slice(it.span()).split_whitespace().collect::<Vec<_>>().join(" ");
    let hash = fnv1a(&[&report.source.name, code(it.rule), it.rule, slide, &words].join("\0"));
    let hash = format!("{hash:016x}");
    let count = seen.entry(hash.clone()).or_default();
    *count += 1;
    format!("{hash}:{count}")
}

/// A hash that is the same in every version of the program (FNV-1a, 64 bits: Fowler, Noll, Vo).
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_as_relative_addresses() {
        assert_eq!(uri("./decks/é à.toml"), "decks/%C3%A9%20%C3%A0.toml");
        assert_eq!(uri("a/../b/./c.toml"), "b/c.toml");
        assert_eq!(uri("../../a//b.toml"), "../../a/b.toml");
        assert_eq!(uri("<standard input>"), "%3Cstandard%20input%3E");
        assert_eq!(uri("a:b#c?d%"), "a%3Ab%23c%3Fd%25");
    }

    #[test]
    #[cfg(not(windows))]
    fn absolute_paths_are_written_as_files() {
        assert_eq!(uri("/a/b.toml"), "file:///a/b.toml");
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
    }
}
