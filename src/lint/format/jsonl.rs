//! A JSON object per line, one for each finding.

use crate::lint::format::{Report, escaped};

pub fn write(reports: &[Report], _: bool) -> String {
    let lines = reports.iter().flat_map(|report| report.findings.iter().map(|it| escaped(&report.object(it)) + "\n"));
    lines.collect()
}
