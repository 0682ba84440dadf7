//! One line per finding: place, severity, rule, message.

use crate::lint::format::Report;
use crate::text;

pub fn write(reports: &[Report], _: bool) -> String {
    let mut out = String::new();
    for report in reports {
        for finding in report.findings {
            let it = &finding.diagnostic.in_words(report.words);
            let place = report.source.place(it.span().start);
            let (path, severity) = (report.source.shown_name(report.words), it.severity.in_words(report.words));
            let line = format!("{path}:{}:{}: {severity}[{}] {}", place.line, place.column, it.rule, it.message);
            out.push_str(&text::clean(&line).replace('\n', " "));
            out.push('\n');
        }
    }
    out
}
