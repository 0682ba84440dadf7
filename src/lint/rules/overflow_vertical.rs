//! `overflow-vertical`: a slide higher than a terminal that it must fit.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};

pub const RULE: Rule = Rule::error("overflow-vertical", "L001", look)
    .about(noun!("a slide higher than a terminal that it must fit"))
    .why(noun!("What does not fit is below the edge: the room does not see it until somebody scrolls."))
    .evidence(noun!("Measured with the layout that presents, at every size in `sizes` (80x24 and 120x36 where the deck names none). A slide keeps the room for all its steps from the start, and a profile shows it as it is: the verdict holds at each step, for every profile. The commonest trouble in every peer’s tracker (reveal.js #2149, mdp #15, slides #65)"))
    .wrong("[[section.slide]]\ntitle = \"Tout\"\nbody = \"… forty lines …\"")
    .right("[[section.slide]]\ntitle = \"La moitié\"\nbody = \"… fifteen lines …\"");

fn look(checker: &Checker, findings: &mut Findings) {
    for (index, size, sheet) in checker.sheets().iter().filter(|(_, _, sheet)| sheet.overflows()) {
        let placed = checker.deck.slide(*index).expect("a slide of this deck");
        let message = say!(
            "this slide does not fit {size}: it has {height} rows for {room}",
            size = size.to_string(),
            height = sheet.body.height,
            room = sheet.room
        );
        let over = sheet.body.height - u32::from(sheet.room);
        findings.add(placed.slide.at.table, message, say!("too high"));
        findings.help(say!("remove {over} {over?row|rows}, or divide the slide", over));
    }
}
