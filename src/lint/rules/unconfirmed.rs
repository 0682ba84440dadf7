//! `unconfirmed`: something that the authors still have to confirm.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::info("unconfirmed", "S004", look)
    .about(noun!("something that the authors still have to confirm"))
    .why(noun!("A deck is not ready while its `todo`s are open. With `--release` this is an error."))
    .evidence(noun!("The authors’ own word"))
    .help(noun!("confirm it, then remove the `todo`"))
    .wrong("todo = \"Faire confirmer le chiffre\"")
    .right("# … confirmed, the todo taken away …");

fn look(checker: &Checker, findings: &mut Findings) {
    for placed in checker.slides() {
        let Some(todo) = &placed.slide.todo else { continue };
        let message = say!("still to confirm: {todo}", todo = text::shorten(todo.trim(), 100));
        findings.add(placed.slide.at.key("todo"), message, say!("open"));
    }
}
