//! Findings as an editor shows them.

use serde_json::{Value as Json, json};

use crate::diagnostic::{Diagnostic, Severity};
use crate::lsp::document::Document;
use crate::text;

/// The rules whose findings can simply be removed: editors show these faded.
const UNNECESSARY: &[&str] = &["unused-ignore"];

/// The parameters of `textDocument/publishDiagnostics`.
pub fn published(document: &Document) -> Json {
    let findings: Vec<Json> = match document.is_deck {
        true => document.reviewed().findings.iter().map(|it| diagnostic(document, &it.diagnostic)).collect(),
        false => document.other_findings().iter().map(|it| diagnostic(document, it)).collect(),
    };
    json!({ "uri": document.uri, "version": document.version, "diagnostics": findings })
}

/// A finding, with its notes and its help below the message.
pub fn diagnostic(document: &Document, it: &Diagnostic) -> Json {
    let it = &it.in_words(document.words);
    let [.., note_of, help_of] = document.words.levels;
    let severity = match it.severity {
        Severity::Error => 1,
        Severity::Warning => 2,
        Severity::Info => 3,
    };
    let notes = it.notes.iter().map(|note| format!("\n{note_of}: {note}"));
    let help = it.help.iter().map(|help| format!("\n{help_of}: {help}"));
    let message = it.message.to_string() + &notes.chain(help).collect::<String>();
    let related: Vec<Json> = it
        .context
        .iter()
        .map(|label| {
            let location = json!({ "uri": document.uri, "range": document.range(label.span) });
            json!({ "location": location, "message": text::clean(&label.text) })
        })
        .collect();
    let tags: &[u8] = if UNNECESSARY.contains(&it.rule) { &[1] } else { &[] };
    json!({
        "range": document.range(it.span()), "severity": severity, "code": it.rule, "source": "pupitre",
        "message": text::clean(&message), "relatedInformation": related, "tags": tags,
    })
}
