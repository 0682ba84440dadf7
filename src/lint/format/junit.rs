//! JUnit XML, which most CI servers read: a deck is a suite, a finding is a failed test.

use crate::diagnostic::Severity;
use crate::lint::Finding;
use crate::lint::format::{Report, words};
use crate::text;

pub fn write(reports: &[Report], _: bool) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let failures = |report: &Report| report.findings.iter().filter(|it| fails(it)).count();
    let tests = |report: &Report| report.findings.len().max(1);
    let (all, failed): (usize, usize) = (reports.iter().map(tests).sum(), reports.iter().map(failures).sum());
    out.push_str(&format!("<testsuites name=\"pupitre check\" tests=\"{all}\" failures=\"{failed}\">\n"));
    for report in reports {
        let (path, count, failed) = (plain(&report.source.name), tests(report), failures(report));
        out.push_str(&format!("  <testsuite name=\"{path}\" tests=\"{count}\" failures=\"{failed}\" errors=\"0\">\n"));
        if report.findings.is_empty() {
            out.push_str(&format!("    <testcase name=\"check\" classname=\"{path}\"/>\n"));
        }
        report.findings.iter().for_each(|finding| out.push_str(&case(report, finding, &path)));
        out.push_str("  </testsuite>\n");
    }
    out + "</testsuites>\n"
}

/// Findings that are only information do not fail a test.
fn fails(finding: &Finding) -> bool {
    finding.diagnostic.severity > Severity::Info
}

fn case(report: &Report, finding: &Finding, path: &str) -> String {
    let it = &finding.diagnostic;
    let place = report.source.place(it.span().start);
    let slide = report.slide(finding).map(|slide| format!(", {slide}")).unwrap_or_default();
    let where_to = format!("line {}, column {}{slide}", place.line, place.column);
    let (message, words) = (plain(&it.message), plain(&format!("{where_to}: {}", words(it))));
    let test = plain(&format!("{}, line {}", it.rule, place.line));
    let body = match fails(finding) {
        true => format!("<failure type=\"{}\" message=\"{message}\">{words}</failure>", it.severity.name()),
        false => format!("<system-out>{words}</system-out>"),
    };
    format!("    <testcase name=\"{test}\" classname=\"{path}\">{body}</testcase>\n")
}

/// Text for XML, also inside attributes. `##[`, which starts commands of GitHub's runner, is escaped.
fn plain(words: &str) -> String {
    text::xml(words).replace('\n', "&#10;").replace("##[", "##&#91;")
}
