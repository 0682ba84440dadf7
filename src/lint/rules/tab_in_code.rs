//! `tab-in-code`: a tab in code.

use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;
use crate::text;

pub const RULE: Rule = Rule::info("tab-in-code", "L009", look)
    .about("a tab in code")
    .why("It is shown as the spaces up to the next fourth column: what was aligned with wider tabs is aligned no more.")
    .evidence(
        "How this program shows it; terminals have stops at every eighth cell, editors where their users like them",
    )
    .help("write the spaces that are meant")
    .wrong("code = '''\n\\tx := 1'''")
    .right("code = '''\n    x := 1'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for excerpt in checker.code().filter_map(|code| code.code.as_ref()) {
        let (Some(first), Some(last)) = (excerpt.text.find('\t'), excerpt.text.rfind('\t')) else { continue };
        let tabs = excerpt.text.matches('\t').count();
        let some = if tabs == 1 { "tab" } else { "tabs" };
        let message = format!("{tabs} {some} in this code, shown as spaces up to the next fourth column");
        findings.add(excerpt.map.span(first..first + 1), message, "a tab");
        // From the start of its line on: how many spaces a tab is depends on what stands before it.
        let start = excerpt.text[..first].rfind('\n').map_or(0, |end| end + 1);
        let written = Span::new(excerpt.map.offset(start), excerpt.map.offset(last) + 1);
        // Tabs that are written as escapes stay as they are.
        if checker.source.slice(written).matches('\t').count() == tabs {
            let spaces = text::tabs_to_stops(checker.source.slice(written)).into_owned();
            findings.fix_safely("write the spaces that are shown", Some(written), spaces);
        }
    }
}
