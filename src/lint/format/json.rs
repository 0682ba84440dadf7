//! One JSON document: its version, and all findings.

use serde_json::{Value as Json, json};

use crate::lint::format::{Report, escaped};

/// The version of the document: a new one where a key changes its meaning.
const VERSION: u32 = 1;

pub fn write(reports: &[Report], _: bool) -> String {
    let findings: Vec<Json> =
        reports.iter().flat_map(|report| report.findings.iter().map(|it| report.object(it))).collect();
    escaped(&json!({ "version": VERSION, "findings": findings })) + "\n"
}
