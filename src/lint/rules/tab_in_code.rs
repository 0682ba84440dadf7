//! `tab-in-code`: a tab in code.

use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule::info("tab-in-code", "L009", look)
    .about("a tab in code")
    .why("It is shown as four spaces, wherever it stands: what was aligned with tabs is aligned no more.")
    .evidence(
        "How this program shows it; terminals have stops at every eighth cell, editors where their users like them",
    )
    .wrong("code = '''\n\\tx := 1'''")
    .right("code = '''\n    x := 1'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for (index, placed) in checker.slides() {
        placed.slide.visit_code(&mut |code| {
            let Some(excerpt) = &code.code else { return };
            let (Some(first), Some(last)) = (excerpt.text.find('\t'), excerpt.text.rfind('\t')) else { return };
            let tabs = excerpt.text.matches('\t').count();
            let message =
                format!("{tabs} {} in this code, shown as four spaces each", if tabs == 1 { "tab" } else { "tabs" });
            findings.add(
                Some(index),
                excerpt.map.span(first..first + 1),
                message,
                "a tab",
                "write the spaces that are meant",
            );
            let (start, end) = (excerpt.map.offset(first), excerpt.map.offset(last) + 1);
            let written = checker.source.slice(Span::new(start, end));
            // Tabs that are written as escapes stay as they are.
            if written.matches('\t').count() == tabs {
                let spaces = written.replace('\t', "    ");
                findings.fix_safely("write four spaces for each", Some(Span::new(start, end)), spaces);
            }
        });
    }
}
