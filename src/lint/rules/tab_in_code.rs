//! `tab-in-code`: a tab in code.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;
use crate::text;

pub const RULE: Rule = Rule::info("tab-in-code", "L009", look)
    .about(noun!("a tab in code"))
    .why(noun!("It is shown as spaces up to the next fourth column, so what was aligned with wider tabs no longer is."))
    .evidence(noun!("How this program shows tabs; terminals stop at every eighth cell, editors where their users like"))
    .help(noun!("write the spaces that are meant"))
    .wrong("code = '''\n\\tx := 1'''")
    .right("code = '''\n    x := 1'''");

fn look(checker: &Checker, findings: &mut Findings) {
    for excerpt in checker.code().filter_map(|code| code.code.as_ref()) {
        let (Some(first), Some(last)) = (excerpt.text.find('\t'), excerpt.text.rfind('\t')) else { continue };
        let tabs = excerpt.text.matches('\t').count();
        let message = say!("{tabs} {tabs?tab|tabs} in this code, shown as spaces up to the next fourth column", tabs);
        findings.add(excerpt.map.span(first..first + 1), message, say!("a tab"));
        // From the start of its line, because the width of a tab depends on what is before it.
        let start = excerpt.text[..first].rfind('\n').map_or(0, |end| end + 1);
        let written = Span::new(excerpt.map.offset(start), excerpt.map.offset(last) + 1);
        // Tabs written as escapes stay.
        if checker.source.slice(written).matches('\t').count() == tabs {
            let spaces = text::tabs_to_stops(checker.source.slice(written)).into_owned();
            findings.fix_safely(say!("write the spaces that are shown"), Some(written), spaces);
        }
    }
}
