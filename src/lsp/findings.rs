//! Findings as an editor shows them.

use std::path::Path;

use serde_json::{Value as Json, json};

use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::lang::say;
use crate::lint::Finding;
use crate::lsp::document::Document;
use crate::review::Reviewed;
use crate::source::Source;
use crate::text;

/// The rules whose findings can simply be removed: editors show these faded.
const UNNECESSARY: &[&str] = &["unused-ignore"];

/// The parameters of `textDocument/publishDiagnostics`.
pub fn published(document: &Document) -> Json {
    let findings: Vec<Json> = match document.is_deck {
        true => {
            let own = document.reviewed().findings.iter().map(|it| diagnostic(document, &it.diagnostic));
            own.chain(of_included(document)).collect()
        }
        false => document.other_findings().iter().map(|it| diagnostic(document, it)).collect(),
    };
    json!({ "uri": document.uri, "version": document.version, "diagnostics": findings })
}

/// The findings in included files, each at the place where the file is included.
fn of_included(document: &Document) -> Vec<Json> {
    let Reviewed { deck, included, .. } = document.reviewed();
    let sites = &deck.sections.included;
    let told = |source: &Source, Finding { diagnostic: it, slide }: &Finding| {
        let site = slide.and_then(|slide| sites.site_of(slide)).or(sites.sites.first());
        let (line, file) = (source.place(it.span().start).line, Path::new(&source.name).file_name()?.to_string_lossy());
        let message = say!("in \"{file}\", line {line}: {message}", file, line, message = it.message.clone());
        let moved =
            Diagnostic { message, label: Label { span: site?.name, text: it.label.text.clone() }, ..it.clone() };
        let mut told = diagnostic(document, &Diagnostic { context: Vec::new(), fix: None, ..moved });
        let label = it.label.text.in_words(document.words);
        let location = document.location_in(source, it.span());
        told["relatedInformation"] = json!([{ "location": location, "message": text::clean(&label) }]);
        Some(told)
    };
    included.iter().flat_map(|(source, found)| found.iter().filter_map(move |it| told(source, it))).collect()
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
