//! The sources, links and glossary terms of the slide, or the sources of the whole deck.

use crate::block::Reference;
use crate::page::{Role, Target};
use crate::replay::Replay;
use crate::replay::pages::slide;
use crate::screen::rows::{Rows, link};
use crate::screen::spots;
use crate::table::Date;

pub fn fill<'a>(replay: &'a Replay, all: bool, rows: &mut Rows) -> &'a str {
    let said = &replay.words.replay;
    let of_slide = replay.sources_of(replay.slide);
    for source in replay.deck.sources.iter().filter(|source| all || of_slide.contains(&source.id.as_str())) {
        replay.source_row(source, rows);
    }
    if !all {
        replay.links_and_terms(rows);
    }
    if rows.0.height == 0 {
        rows.text(said.no_sources, Role::Muted);
    }
    said.sources_title
}

impl Replay {
    /// The links on the slide, and the definitions of its glossary terms.
    fn links_and_terms(&self, rows: &mut Rows) {
        let said = &self.words.replay;
        let slide = slide::sheet(self).body;
        let (mut links, mut names) = (Vec::new(), Vec::new());
        for spot in spots(&slide) {
            match &spot.target {
                Target::Link(url) => {
                    let words = slide.words_in(spot.x, spot.y, spot.width, spot.height);
                    links.push((format!("{words}\n{url}"), spot.target));
                }
                Target::Term(name) => names.push(name.to_string()),
                _ => {}
            }
        }
        if !links.is_empty() {
            rows.heading(said.links);
        }
        for (text, target) in links {
            rows.row(("•", Role::Accent), &text, "", target);
        }
        if !names.is_empty() {
            rows.heading(said.glossary);
        }
        for term in self.deck.terms.iter().filter(|term| names.contains(&term.name)) {
            let text = format!("{} — {}", term.name, term.definition);
            rows.row(("•", Role::Accent), &text, "", Target::Term(term.name.as_str().into()));
        }
    }

    /// The ids of the sources that a slide and its blocks name.
    fn sources_of(&self, slide: usize) -> Vec<&str> {
        let Some(placed) = self.deck.slide(slide) else { return Vec::new() };
        let mut ids: Vec<&str> = placed.slide.sources.iter().map(|id| id.as_str()).collect();
        placed.slide.visit(&mut |block| ids.extend(block.source()));
        ids
    }

    fn source_row(&self, source: &Reference, rows: &mut Rows) {
        let mut text = source.title.clone();
        let said = |date: Date| date.in_words(self.words);
        let date = source.date.map(said);
        for part in [source.publisher.as_deref(), date.as_deref()].into_iter().flatten() {
            text.push_str(&format!(", {part}"));
        }
        if let Some(checked) = source.checked {
            text.push_str(&format!(" ({})", (self.words.replay.checked)(&said(checked))));
        }
        match link(source.url.as_deref()) {
            Some(target) => {
                if let Target::Link(url) = &target {
                    text.push_str(&format!("\n{url}"));
                }
                rows.row(("•", Role::Accent), &text, "", target);
            }
            None => rows.indented("•", &text, Role::Text),
        }
    }
}
