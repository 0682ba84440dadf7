//! `unconfirmed`: something that the authors still have to confirm.

use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::info("unconfirmed", "S004", look)
    .about("something that the authors still have to confirm")
    .why("A deck is not ready while its `todo`s are open. With `--release` this is an error.")
    .evidence("The authors’ own word")
    .help("confirm it, then take the `todo` away")
    .wrong("todo = \"Faire confirmer le chiffre\"")
    .right("# … confirmed, the todo taken away …");

fn look(checker: &Checker, findings: &mut Findings) {
    for placed in checker.slides() {
        let Some(todo) = &placed.slide.todo else { continue };
        let message = format!("still to confirm: {}", text::shorten(todo.trim(), 100));
        findings.add(placed.slide.at.key("todo"), message, "open");
    }
}
