//! `vague-link`: a link that does not say where it leads.

use std::collections::HashMap;

use crate::lang::{Message, noun, say};
use crate::lint::passage::Link;
use crate::lint::{Checker, Findings, Rule};
use crate::source::Span;

pub const RULE: Rule = Rule::warning("vague-link", "A010", look)
    .about(noun!("a link that does not say where it leads"))
    .why(noun!("A screen reader lists the links of a page by their words alone; in a handout too “here” leads nowhere."))
    .evidence(noun!("WCAG 2.4.4, RGAA 6.1, markdownlint MD059, axe identical-links-same-purpose. Only words that say nothing in any sentence, addresses as words, and on one slide the same words for two places"))
    .wrong("body = '''Le guide est [ici](https://example.com/guide)'''")
    .right("body = '''[Le guide de migration](https://example.com/guide)'''");

/// Meaningless words, in lower case.
const VAGUE: &[&str] = &[
    "ici", "là", "cliquez ici", "cliquer ici", "cliquez-ici", "clic ici", "par ici", "lien", "le lien", "ce lien",
    "un lien", "cette page", "la page", "page", "ce site", "le site", "site", "site web", "lire la suite", "la suite",
    "suite", "en savoir plus", "plus", "plus d’infos", "plus d'infos", "voir", "voir plus", "voir ici", "détails",
    "here", "click here", "right here", "link", "the link", "this link", "a link", "this page", "the page",
    "this site", "website", "read more", "more", "learn more", "find out more", "see more", "see here", "see", "this",
    "details", "more info", "more information", "info",
];

fn look(checker: &Checker, findings: &mut Findings) {
    let mut of_slide: (Option<usize>, HashMap<String, Earlier>) = Default::default();
    for passage in checker.passages().iter().filter(|passage| !passage.links.is_empty()) {
        if of_slide.0 != passage.slide {
            of_slide = (passage.slide, HashMap::new());
        }
        for link in &passage.links {
            let label = normal(&link.label);
            let span = passage.span(link.range.clone());
            if let Some((message, help)) = trouble(&label, link) {
                findings.add(span, message, say!("leads where?"));
                findings.help(help);
                continue;
            }
            if label.is_empty() {
                continue;
            }
            let earlier = of_slide.1.entry(label).or_default();
            if let Some(earlier) = earlier.leading_elsewhere(&link.target) {
                let message = say!("two links on this slide have the same words and lead to different places");
                findings.add(span, message, say!("the same words"));
                findings.help(say!("say what is different about this one"));
                findings.context(earlier, say!("first used here"));
            }
            earlier.add(&link.target, span);
        }
    }
}

/// The links of a slide with the same words: the target and place of the first, and the first with another target. That is all that is
/// needed.
#[derive(Default)]
struct Earlier<'a> {
    first: Option<(&'a str, Span)>,
    other: Option<(&'a str, Span)>,
}

impl<'a> Earlier<'a> {
    fn leading_elsewhere(&self, target: &str) -> Option<Span> {
        [self.first, self.other].into_iter().flatten().find(|(known, _)| *known != target).map(|(_, span)| span)
    }

    fn add(&mut self, target: &'a str, span: Span) {
        match self.first {
            None => self.first = Some((target, span)),
            Some((first, _)) if first != target => drop(self.other.get_or_insert((target, span))),
            Some(_) => {}
        }
    }
}

/// The words of a link, normalized for comparison.
fn normal(label: &str) -> String {
    let words = label.to_lowercase();
    words.trim_matches(|char: char| char.is_whitespace() || ".,;:!?…→»«>()[]\u{a0}\u{202f}".contains(char)).to_owned()
}

fn trouble(label: &str, link: &Link) -> Option<(Message, Message)> {
    if VAGUE.contains(&label) {
        return Some((
            say!("these words do not say where the link leads"),
            say!("name what the link leads to: its title, its purpose"),
        ));
    }
    // A short address is read like a name, and can be typed from the screen.
    let address = link.label.contains("://") && link.label.len() > LONGEST_ADDRESS;
    address.then_some((
        say!("an address is not a name for a link"),
        say!("name what the link leads to, as `[words](address)`"),
    ))
}

/// The longest address that can be read from a screen and typed, in bytes.
const LONGEST_ADDRESS: usize = 40;
