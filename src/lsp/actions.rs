//! Code actions for findings: fix them, or ignore them with a comment.

use serde_json::{Value as Json, json};

use crate::lang::say;
use crate::lint::fix::Which;
use crate::lint::{self, Finding, allow};
use crate::lsp::cursor;
use crate::lsp::document::Document;
use crate::lsp::findings;
use crate::source::{Edit, Span};
use crate::text;

/// The kinds of actions, for the capabilities.
pub const KINDS: [&str; 2] = ["quickfix", "source.fixAll"];

/// The answer to `textDocument/codeAction`.
pub fn actions(document: &Document, params: &Json) -> Json {
    let only = params["context"]["only"].as_array();
    let wanted = |kind: &str| {
        only.is_none_or(|only| {
            only.iter().filter_map(Json::as_str).any(|it| {
                it.is_empty() || kind == it || kind.strip_prefix(it).is_some_and(|rest| rest.starts_with('.'))
            })
        })
    };
    let at = document.span(&params["range"]);
    let touched = |it: &&Finding| it.diagnostic.span().start <= at.end && at.start <= it.diagnostic.span().end;
    let all = &document.reviewed().findings;
    let mut actions = Vec::new();
    if wanted(KINDS[0]) {
        let near: Vec<&Finding> = all.iter().filter(touched).collect();
        actions.extend(near.iter().filter_map(|it| fix(document, it)));
        // The text is scanned once, because many findings may be selected.
        let starts = if near.is_empty() { Vec::new() } else { cursor::starts(&document.source.text) };
        actions.extend(near.iter().filter_map(|it| allow(document, it, &starts)));
    }
    if wanted(KINDS[1]) {
        actions.extend(fix_all(document, all));
    }
    Json::Array(actions)
}

/// An action that changes only this document.
fn action(document: &Document, title: &str, kind: &str, edits: Vec<Json>) -> Json {
    let mut title = text::clean(title).into_owned();
    if let Some(first) = title.get(..1) {
        title.replace_range(..1, &first.to_uppercase());
    }
    let changes = json!({ &document.uri: edits });
    json!({ "title": title, "kind": kind, "edit": { "changes": changes } })
}

fn fix(document: &Document, finding: &Finding) -> Option<Json> {
    let fix = finding.diagnostic.fix.as_ref()?;
    let mut action = action(document, &fix.title.in_words(document.words), KINDS[0], vec![document.edit(&fix.edit)]);
    action["diagnostics"] = json!([findings::diagnostic(document, &finding.diagnostic)]);
    action["isPreferred"] = json!(fix.safe);
    Some(action)
}

/// Adds a comment above the key or the header with the finding; `starts` are the starts of all keys and headers.
fn allow(document: &Document, finding: &Finding, starts: &[usize]) -> Option<Json> {
    let rule = Some(finding.diagnostic.rule).filter(|rule| !allow::NEVER.contains(rule))?;
    let text = &document.source.text;
    let before = starts.partition_point(|start| *start <= finding.diagnostic.span().start);
    let start = *starts[..before].last()?;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let margin = &text[line..start];
    let comment = format!("{margin}# allow({rule}): reason\n");
    let title = say!("allow `{rule}` here", rule).in_words(document.words);
    let edit = Edit::new(Span::new(line, line), comment);
    let mut action = action(document, &title, KINDS[0], vec![document.edit(&edit)]);
    action["diagnostics"] = json!([findings::diagnostic(document, &finding.diagnostic)]);
    Some(action)
}

/// All safe fixes that can be made together.
fn fix_all(document: &Document, all: &[Finding]) -> Option<Json> {
    let edits = lint::fix::round(&document.source.text, Which::Safe, all).ok()?;
    let edits: Vec<Json> = edits.into_iter().map(|edit| document.edit(edit)).collect();
    (!edits.is_empty()).then(|| action(document, "make all safe fixes", KINDS[1], edits))
}
