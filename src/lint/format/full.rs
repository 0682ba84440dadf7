//! Like rustc's messages, with the slide of each finding.

use crate::diagnostic::full;
use crate::lint::format::Report;

pub fn write(reports: &[Report], color: bool) -> String {
    let mut out = String::new();
    for report in reports {
        for finding in report.findings {
            let mut diagnostic = finding.diagnostic.clone();
            diagnostic.notes.extend(report.slide(finding));
            out.push_str(&full::render(&diagnostic, report.source, report.words, color));
            out.push('\n');
        }
    }
    out
}
