//! Explanations in an editor: for a finding the page of its rule, for a key its description in the format.

use serde_json::{Value as Json, json};

use crate::diagnostic::Severity;
use crate::lint::{Rule, rules};
use crate::lsp::cursor::Cursor;
use crate::lsp::document::Document;

/// The answer to `textDocument/hover`. Null if there is no explanation.
pub fn hover(document: &Document, params: &Json) -> Json {
    let offset = document.offset(&params["position"]);
    let findings = document.reviewed().findings.iter().map(|it| &it.diagnostic);
    let here = findings.filter(|it| it.span().start <= offset && offset <= it.span().end);
    let mut names: Vec<&str> = here.map(|it| it.rule).collect();
    names.dedup();
    let mut pages: Vec<String> = names.into_iter().filter_map(rules::named).map(page).collect();
    pages.extend(about_key(&Cursor::new(&document.source.text, offset)));
    match pages.is_empty() {
        true => Json::Null,
        false => json!({ "contents": { "kind": "markdown", "value": pages.join("\n\n---\n\n") } }),
    }
}

/// A rule's page, in Markdown.
fn page(rule: &Rule) -> String {
    let severity = rule.severity.map_or("off", Severity::name);
    let limit = rule.limit.map(|(limit, what)| format!("Limit: {limit} {what}\n\n")).unwrap_or_default();
    format!(
        "**{}** ({}, {severity}): {}\n\n{}\n\n*Where from:* {}\n\n{limit}Wrong:\n\n```toml\n{}\n```\n\nRight:\n\n```toml\n{}\n```",
        rule.name, rule.code, rule.about, rule.why, rule.evidence, rule.wrong, rule.right
    )
}

/// The description of the key at the cursor, or of the table whose header is there.
fn about_key(cursor: &Cursor) -> Option<String> {
    if cursor.in_words {
        return None;
    }
    let (keys, name) = match &cursor.key {
        Some(key) => (cursor.keys()?, key.as_str()),
        None => cursor.header()?,
    };
    let choices = keys.choices(name);
    if cursor.in_value && choices.is_empty() {
        return None;
    }
    let mut about = format!("**{name}**: {}", keys.about(name).unwrap_or("Which kind of block it is."));
    choices.iter().for_each(|(name, about_it)| about.push_str(&format!("\n- `{name}`: {about_it}")));
    keys.names().contains(&name).then_some(about)
}
