//! Workflow commands of GitHub Actions: each finding becomes an annotation of its line (docs.github.com, "Workflow commands").

use crate::diagnostic::Severity;
use crate::lint::format::{Report, straight, words};
use crate::text;

pub fn write(reports: &[Report], _: bool) -> String {
    let mut out = String::new();
    for report in reports {
        for finding in report.findings {
            let it = &finding.diagnostic.in_words(report.words);
            let (from, to) = (report.source.place(it.span().start), report.source.place(it.span().end));
            let level = match it.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            out.push_str(&format!(
                "::{level} file={},line={},endLine={},col={},title={}::{}\n",
                property(&straight(&report.source.name)),
                from.line,
                to.line,
                from.column,
                property(it.rule),
                message(&words(it)),
            ));
        }
    }
    out
}

/// A deck's text must not end the line and start a command of its own.
fn message(words: &str) -> String {
    text::clean(words).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(words: &str) -> String {
    message(words).replace(':', "%3A").replace(',', "%2C")
}
