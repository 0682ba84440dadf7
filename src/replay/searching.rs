//! Searching in titles, texts, lessons and the glossary.

use crate::layout::Sheet;
use crate::page::{Role, Target};
use crate::replay::rows::Rows;
use crate::replay::{Found, Outcome, Replay, What};
use crate::search::{Besides, Index, Where, matches};
use crate::show::{Key, Now};
use crate::text_field::TextField;

/// The longest query, in letters.
const LONGEST: usize = 60;

impl Replay {
    pub(super) fn search_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        let What::Search { typed, .. } = &self.screen().what else { return };
        let mut typed = typed.clone();
        match key {
            Key::Escape | Key::Ctrl('c') => self.close(),
            Key::Up | Key::Down => self.step_focus(key == Key::Down),
            Key::Tab | Key::BackTab => self.screen_mut().jump(key == Key::Tab),
            Key::PageUp | Key::PageDown => {
                self.screen_mut().turn(key == Key::PageDown);
            }
            Key::Enter if self.in_lines => self.list_hits(),
            Key::Enter => {
                let target = self.chosen().map(|spot| spot.target.clone());
                target.iter().for_each(|target| self.follow(target, now, outcome));
            }
            key => {
                let changed = typed.take(key);
                self.type_query(typed, changed);
            }
        }
    }

    /// Opens the search. Whoever searches before the deck was looked into for it waits as long as that takes.
    pub(super) fn search(&mut self) {
        if self.index == Index::default() {
            self.index = Index::of(&self.deck, &self.assets, Besides::Lessons);
        }
        self.open(What::Search { typed: TextField::line(LONGEST), hits: Vec::new(), listed: false });
    }

    /// In lines: what was found is a list, of which a number is chosen.
    fn list_hits(&mut self) {
        let What::Search { typed, hits, .. } = self.screen().what.clone() else { return };
        self.close();
        match hits.is_empty() {
            true => self.notice = Some(self.words.nothing_found.to_owned()),
            false => self.open(What::Search { typed, hits, listed: true }),
        }
    }

    /// What is searched for now, where it was changed; else only where one writes in it.
    pub(super) fn type_query(&mut self, query: TextField, changed: bool) {
        if !changed {
            if let What::Search { typed, .. } = &mut self.screen_mut().what {
                *typed = query;
            }
            return self.lay_out();
        }
        self.search_for(query);
    }

    fn search_for(&mut self, typed: TextField) {
        let slides = self.index.find(&typed).into_iter().map(Found::Slide);
        let terms = self.deck.terms.iter().enumerate();
        let terms = terms.filter(|(_, term)| matches(&format!("{} {}", term.name, term.definition), &typed));
        let hits: Vec<Found> = slides.chain(terms.map(|(at, _)| Found::Term(at))).collect();
        self.screen_mut().what = What::Search { typed, hits, listed: false };
        self.lay_out();
        let screen = self.screen_mut();
        (screen.window.scroll, screen.focus) = (0, (!screen.spots.is_empty()).then_some(0));
    }

    /// Searches again in what is now known of the deck.
    pub(super) fn search_again(&mut self) {
        if let What::Search { typed, listed: false, .. } = &self.screen().what {
            self.search_for(typed.clone());
        }
    }

    pub(super) fn search_sheet(&self, typed: &TextField, hits: &[Found]) -> Sheet {
        let said = &self.words.replay;
        let mut rows = Rows::new(self.list_width());
        for hit in hits {
            match hit {
                Found::Slide(hit) => {
                    let Some(placed) = self.deck.slide(hit.slide) else { continue };
                    let aside = match hit.found {
                        Where::Title | Where::Text => &placed.section.title,
                        Where::Notes => said.in_lesson,
                    };
                    rows.row(self.sign(&[hit.slide]), &self.name_of(hit.slide), aside, Target::Slide(hit.slide));
                }
                Found::Term(at) => {
                    let Some(term) = self.deck.terms.get(*at) else { continue };
                    let target = Target::Term(term.name.as_str().into());
                    rows.row(("•", Role::Accent), &term.name, said.in_glossary, target);
                }
            }
        }
        match (typed.trim().is_empty(), hits.is_empty()) {
            (true, _) => rows.text(said.type_to_search, Role::Muted),
            (false, true) => rows.text(self.words.nothing_found, Role::Muted),
            (false, false) => {}
        }
        Sheet::below(&format!("{} {}", self.words.search_for, typed.with_cursor()), rows.0, self.size)
    }
}
