//! What is opened over a slide: contents, keys, sources, a definition, a question.

use crate::block::Reference;
use crate::keys::{Action, InReplay, Key, Screen};
use crate::layout::Sheet;
use crate::page::{Role, Target};
use crate::replay::rows::{Rows, link};
use crate::replay::{Effect, Outcome, Replay, What};
use crate::screen::spots;
use crate::table::Date;

impl Replay {
    /// The sign of what is done, begun, or still to do, and its role.
    pub(super) fn sign(&self, slides: &[usize]) -> (&'static str, Role) {
        match slides {
            slides if slides.iter().all(|slide| self.is_done(*slide)) => ("✓", Role::Good),
            slides if slides.iter().any(|slide| self.is_begun(*slide)) => ("◐", Role::Accent),
            _ => ("○", Role::Muted),
        }
    }

    /// The slides of a section, by their places in the file.
    fn slides_of(&self, section: usize) -> Vec<usize> {
        self.deck.sections.slides_of(section).collect()
    }

    /// "12 Title", as people call a slide.
    pub(super) fn name_of(&self, slide: usize) -> String {
        let Some(placed) = self.deck.slide(slide) else { return String::new() };
        format!("{}. {}", placed.number, placed.slide.title.as_deref().unwrap_or("…"))
    }

    /// Sections with their slides: what is done, what is left.
    pub(super) fn contents_sheet(&self) -> Sheet {
        let said = &self.words.replay;
        let mut rows = Rows::new(self.list_width());
        for (index, section) in self.deck.sections.iter().enumerate() {
            let slides = self.slides_of(index);
            let done = slides.iter().filter(|slide| self.is_done(**slide)).count();
            let minutes = self.minutes_left(slides.iter().copied());
            let left = if minutes > 0 { format!("  {minutes}\u{a0}min") } else { String::new() };
            let aside = match section.appendix {
                true => self.words.appendix.to_owned(),
                false => format!("{done}/{}{left}", slides.len()),
            };
            rows.gap();
            let title = if section.title.is_empty() { self.words.no_section } else { &section.title };
            rows.row(self.sign(&slides), title, &aside, Target::Section(index));
            for slide in slides {
                let (sign, role) = self.sign(&[slide]);
                let mark = if self.progress.marked.contains(&self.names[slide]) { "⚑" } else { "" };
                rows.row((&format!("   {sign}"), role), &self.name_of(slide), mark, Target::Slide(slide));
            }
        }
        rows.gap();
        rows.button(said.forget_some, Target::Act("forget-some"));
        Sheet::below(said.contents_title, rows.0, self.size)
    }

    /// What keys do here; Enter on a line does it.
    pub(super) fn help_sheet(&self) -> Sheet {
        let mut rows = Rows::new(self.list_width());
        for (row, keys) in self.keys.of_screen(Screen::Replay).filter(|(_, keys)| !keys.is_empty()) {
            let no_course = row.action == InReplay::Course.into() && self.course.is_none();
            if no_course {
                continue;
            }
            let keys = match row.action {
                Action::Replay(InReplay::Hand) => "1…9".to_owned(),
                _ => keys.iter().map(|key: &Key| key.name(self.words)).collect::<Vec<_>>().join(" "),
            };
            rows.row(("", Role::Text), (row.help)(self.words), &keys, Target::Act(row.name));
        }
        Sheet::below(self.words.replay.keys_title, rows.0, self.size)
    }

    /// The sources and links of the slide, and the words of the glossary on it; or the sources of the whole deck.
    pub(super) fn sources_sheet(&self, all: bool) -> Sheet {
        let said = &self.words.replay;
        let mut rows = Rows::new(self.list_width());
        let of_slide = self.sources_of(self.slide);
        for source in self.deck.sources.iter().filter(|source| all || of_slide.contains(&source.id.as_str())) {
            self.source_row(source, &mut rows);
        }
        if !all {
            let slide = self.slide_sheet();
            let spots = spots(&slide.body);
            let links: Vec<(&Target, String)> = spots
                .iter()
                .filter(|spot| matches!(spot.target, Target::Link(_)))
                .map(|spot| (&spot.target, slide.body.words_in(spot.x, spot.y, spot.width, spot.height)))
                .collect();
            if !links.is_empty() {
                rows.heading(said.links);
            }
            for (target, words) in links {
                let Target::Link(url) = target else { continue };
                rows.row(("•", Role::Accent), &format!("{words}\n{url}"), "", target.clone());
            }
            let names = spots.iter().filter_map(|spot| match &spot.target {
                Target::Term(name) => Some(name.to_string()),
                _ => None,
            });
            let names: Vec<String> = names.collect();
            if !names.is_empty() {
                rows.heading(said.glossary);
            }
            for term in self.deck.terms.iter().filter(|term| names.contains(&term.name)) {
                let text = format!("{} — {}", term.name, term.definition);
                rows.row(("•", Role::Accent), &text, "", Target::Term(term.name.as_str().into()));
            }
        }
        if rows.0.height == 0 {
            rows.text(said.no_sources, Role::Muted);
        }
        Sheet::below(said.sources_title, rows.0, self.size)
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
        let said = |date: Date| (self.words.replay.date)(date.year, date.month, date.day);
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

    /// What a word of the glossary means.
    pub(super) fn term_sheet(&self, name: &str) -> Sheet {
        let mut rows = Rows::new(self.list_width());
        let definition = self.deck.terms.iter().find(|term| term.name == name).map(|term| term.definition.as_str());
        rows.text(definition.unwrap_or_default(), Role::Text);
        Sheet::below(name, rows.0, self.size)
    }

    /// What there is to forget: each section that was begun, and all.
    pub(super) fn forget_sheet(&self) -> Sheet {
        let said = &self.words.replay;
        let mut rows = Rows::new(self.list_width());
        for (index, section) in self.deck.sections.iter().enumerate() {
            let slides = self.slides_of(index);
            if slides.iter().any(|slide| self.is_begun(*slide)) {
                rows.row(self.sign(&slides), &(said.forget_section)(&section.title), "", Target::Section(index));
            }
        }
        rows.button(said.forget_all, Target::Act("forget-all"));
        Sheet::below(said.forget_title, rows.0, self.size)
    }

    /// Whether to forget.
    pub(super) fn ask_forget_sheet(&self, section: Option<usize>) -> Sheet {
        let said = &self.words.replay;
        let mut rows = Rows::new(self.list_width());
        let section = section.and_then(|section| self.deck.sections.get(section));
        let question =
            section.map_or_else(|| said.ask_forget_all.to_owned(), |it| (said.ask_forget_section)(&it.title));
        rows.text(&question, Role::Strong);
        rows.text(said.notes_stay, Role::Muted);
        rows.gap();
        rows.button(said.keep, Target::Act("close-page"));
        rows.button(said.forget, Target::Act("forget"));
        Sheet::below(&self.deck.title, rows.0, self.size)
    }

    /// Forgets what was asked about.
    pub(super) fn forget(&mut self, outcome: &mut Outcome) {
        let What::AskForget(section) = self.screen().what else { return };
        let slides = match section {
            Some(section) => self.slides_of(section),
            None => (0..self.names.len()).collect(),
        };
        let questions = slides.iter().flat_map(|slide| self.questions_of(*slide)).map(|question| question.id.clone());
        let questions = questions.collect();
        let slides = slides.iter().map(|slide| self.names[*slide].clone()).collect();
        outcome.effects.push(Effect::Forget { slides, questions });
    }
}
