//! `section-unnamed`: a section without a name, or with a meaningless one.

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::text;

pub const RULE: Rule = Rule::error("section-unnamed", "A005", look)
    .about(noun!("a section without a name, or with a meaningless one"))
    .why(noun!("The section list, the bottom row and a screen reader call the section by it."))
    .evidence(noun!("PowerPoint’s accessibility checker (error: “Default Section Name”); WCAG 2.4.6"))
    .help(noun!("say in a few words what it is about"))
    .wrong("[[section]]\ntitle = \"Section 1\"")
    .right("[[section]]\ntitle = \"La doctrine\"");

/// Names that programs give, in lower case.
const GENERIC: [&str; 9] = [
    "sans titre",
    "sans nom",
    "untitled",
    "untitled section",
    "nouvelle section",
    "new section",
    "default section",
    "section par défaut",
    "section sans titre",
];

/// Words that are followed only by a number.
const COUNTED: [&str; 5] = ["section", "partie", "part", "chapitre", "chapter"];

fn look(checker: &Checker, findings: &mut Findings) {
    for section in checker.deck.sections.iter().filter(|section| !section.at.lacks("title")) {
        let title = section.title.trim().to_lowercase();
        let mut words = title.split_whitespace();
        let counted = words.next().is_some_and(|word| COUNTED.contains(&word))
            && words
                .next()
                .is_some_and(|number| number.chars().all(|char| char.is_ascii_digit() || "ivx".contains(char)))
            && words.next().is_none();
        let message = match () {
            () if title.is_empty() => say!("this section has no name"),
            () if counted || title == "section" || GENERIC.contains(&title.as_str()) => {
                say!("\"{title}\" says nothing about this section", title = text::shorten(section.title.trim(), 40))
            }
            () => continue,
        };
        findings.add(section.at.value("title"), message, say!("nothing to call it by"));
    }
}
