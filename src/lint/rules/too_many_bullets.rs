//! `too-many-bullets`: more list items than people can take in at once.

use std::collections::HashMap;

use crate::lang::{noun, say};
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule::warning("too-many-bullets", "D002", look)
    .about(noun!("more list items than people can take in at once"))
    .why(noun!("People remember the first and last items of a long list. Two short lists, each with a name, say more."))
    .evidence(noun!("Weak: “six at most” is a rule of thumb, and a limit by lines was not supported (Katt, Murdock, Butler & Pryor). Items at each level count by themselves; the appendix, which is looked up, does not"))
    .limit(6, noun!("items"))
    .help(noun!("group them, or divide the slide"))
    .wrong("body = '''- one … - nine'''")
    .right("body = '''- one … - four'''");

fn look(checker: &Checker, findings: &mut Findings) {
    let mut lists: Vec<(usize, Span, usize)> = Vec::new();
    let mut places = HashMap::new();
    for passage in checker.passages().iter().filter(|it| it.field.is_shown() && it.begins_item) {
        let (Some(slide), Some(list)) = (passage.slide, passage.list) else { continue };
        let place = *places.entry((slide, list)).or_insert_with(|| {
            lists.push((slide, list, 0));
            lists.len() - 1
        });
        lists[place].2 += 1;
    }
    for (slide, list, items) in lists {
        if items > findings.limit() && checker.is_planned(slide) {
            let message = say!(
                "{items} items in one list, more than the {limit} a room takes in",
                items,
                limit = findings.limit()
            );
            let first =
                Span::new(list.start, list.start + checker.source.slice(list).lines().next().map_or(0, str::len));
            findings.add(first, message, say!("this list"));
        }
    }
}
