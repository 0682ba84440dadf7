//! `unused-ignore`: a comment that ignores something that is not there, or that lacks a rule or a reason.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule, allow, rules};
use crate::text;

pub const RULE: Rule = Rule::warning("unused-ignore", "H001", look)
    .about(noun!("a comment that ignores something that is not there, or that lacks a rule or a reason"))
    .why(noun!("An ignore that has outlived its reason hides the next mistake, and one without a reason cannot be judged by the next author."))
    .evidence(noun!("ruff (RUF100) and rustc (`expect`) report ignores that hide nothing"))
    .help(noun!("write `# allow(rule): reason`"))
    .wrong("# allow(empty-slide)\n[[section.slide]]\ntitle = \"Questions\"\nbody = \"Ask now.\"")
    .right("# allow(empty-slide): the room looks at the speaker here\n[[section.slide]]\ntitle = \"Questions\"");

/// What is wrong with an ignore itself. Ignores without effect are reported after all rules have run.
fn look(checker: &Checker, findings: &mut Findings) {
    for it in allow::all(&checker.source.text) {
        let slide = checker.slide_at(it.scope);
        if it.names.is_empty() {
            findings.add(it.comment, say!("this ignore names no rule"), say!("of what?"));
            findings.on(slide);
            continue;
        }
        for (name, span) in &it.names {
            if rules::is_name(name) {
                continue;
            }
            let message = say!("there is no rule called \"{name}\"", name = text::shorten(name, 40));
            findings.add(*span, message, say!("no such rule"));
            findings.on(slide);
            match rules::meant(name) {
                Some(near) => {
                    findings.help(say!("did you mean `{near}`?", near));
                    findings.suggest(&say!("write `{near}`", near), Some(*span), near);
                }
                None => findings.help(say!("see `pupitre rule` for the rules")),
            }
        }
        if it.reason.is_empty() {
            findings.add(it.comment, say!("this ignore gives no reason"), say!("why?"));
            findings.on(slide);
        }
    }
}
