//! Search in titles, texts, lessons and the glossary.

use crate::page::{Role, Target};
use crate::replay::pages::Found;
use crate::replay::{Outcome, Replay, What};
use crate::screen::rows::Rows;
use crate::search::{Besides, LONGEST_QUERY, Where, matches};
use crate::show::{Key, Now};
use crate::text_field::TextField;

pub fn fill(replay: &Replay, field: &TextField, hits: &[Found], rows: &mut Rows) -> String {
    let said = &replay.words.replay;
    for hit in hits {
        match hit {
            Found::Slide(hit) => {
                let Some(placed) = replay.deck.slide(hit.slide) else { continue };
                let aside = match hit.found {
                    Where::Title | Where::Text => &placed.section.title,
                    Where::Notes => said.in_lesson,
                };
                rows.row(replay.sign(&[hit.slide]), &replay.name_of(hit.slide), aside, Target::Slide(hit.slide));
            }
            Found::Term(at) => {
                let Some(term) = replay.deck.terms.get(*at) else { continue };
                let target = Target::Term(term.name.as_str().into());
                rows.row(("•", Role::Accent), &term.name, said.in_glossary, target);
            }
        }
    }
    match (field.trim().is_empty(), hits.is_empty()) {
        (true, _) => rows.text(said.type_to_search, Role::Muted),
        (false, true) => rows.text(replay.words.nothing_found, Role::Muted),
        (false, false) => {}
    }
    format!("{} {}", replay.words.search_for, field.with_cursor())
}

impl Replay {
    pub(in crate::replay) fn search_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        match key {
            Key::Escape | Key::Ctrl('c') => self.close(),
            Key::Up | Key::Down => self.step_focus(key == Key::Down),
            Key::Tab | Key::BackTab => self.screen_mut().jump(key == Key::Tab),
            Key::PageUp | Key::PageDown => drop(self.screen_mut().turn(key == Key::PageDown)),
            Key::Enter if self.reader.in_lines => self.list_hits(),
            Key::Enter => {
                let target = self.chosen().map(|spot| spot.target.clone());
                target.iter().for_each(|target| self.follow(target, now, outcome));
            }
            key => self.type_key(key, now),
        }
    }

    pub(in crate::replay) fn search(&mut self) {
        self.look_into(Besides::Lessons);
        self.open_typing(What::Search { hits: Vec::new() }, TextField::line(LONGEST_QUERY));
    }

    /// When input comes in lines, the hits are a list, and a number chooses one.
    fn list_hits(&mut self) {
        let (what, field) = (self.screen().what.clone(), self.screen().field.clone());
        self.close();
        match what == (What::Search { hits: Vec::new() }) {
            true => self.notice = Some(self.words.nothing_found.to_owned()),
            false => self.open_typing(what, field.closed()),
        }
    }

    pub(in crate::replay) fn search_for(&mut self) {
        let query = &self.screen().field;
        let slides = self.index.find(query).into_iter().map(Found::Slide);
        let terms = self.deck.terms.iter().enumerate();
        let terms = terms.filter(|(_, term)| matches(&format!("{} {}", term.name, term.definition), query));
        let hits = slides.chain(terms.map(|(at, _)| Found::Term(at))).collect();
        self.screen_mut().what = What::Search { hits };
        self.lay_out();
        let screen = self.screen_mut();
        (screen.window.scroll, screen.focus) = (0, (!screen.spots.is_empty()).then_some(0));
    }

    /// Searches again, now that more of the deck is known.
    pub(in crate::replay) fn search_again(&mut self) {
        if matches!(self.screen().what, What::Search { .. }) && self.takes_text() {
            self.search_for();
        }
    }
}
