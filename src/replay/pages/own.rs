//! The reader's marks, notes and answers in words: listed, and exported.

use std::fmt::Write as _;

use crate::block::{Asks, Question, Takes};
use crate::markdown::escaped;
use crate::page::{Role, Target};
use crate::record::deck_id;
use crate::replay::pages::certificate::file_stem;
use crate::replay::{Effect, Outcome, Replay};
use crate::screen::rows::Rows;

/// The formats for export: the act that writes it, the format's name, the file extension.
pub const FORMS: [(&str, &str, &str); 4] = [
    ("write-own-page", "HTML", "html"),
    ("write-own-pdf", "PDF", "pdf"),
    ("write-own-text", "TXT", "txt"),
    ("write-own", "Markdown", "md"),
];

/// What a reader keeps of a slide.
struct Kept {
    slide: usize,
    marked: bool,
    note: String,
    /// Questions with the answers in words.
    answers: Vec<(String, String)>,
}

pub fn fill<'a>(replay: &'a Replay, rows: &mut Rows) -> &'a str {
    let said = &replay.words.replay;
    let kept = replay.kept(false);
    for kept in &kept {
        rows.gap();
        let mark = if kept.marked { "⚑" } else { "•" };
        rows.row((mark, Role::Accent), &replay.name_of(kept.slide), "", Target::Slide(kept.slide));
        kept.note.lines().for_each(|line| rows.indented(" ", line, Role::Text));
        for (question, words) in &kept.answers {
            rows.indented(" ", question, Role::Muted);
            words.lines().for_each(|line| rows.indented(" ", line, Role::Text));
        }
    }
    rows.gap();
    if kept.is_empty() {
        rows.text(said.no_own, Role::Muted);
        rows.gap();
    }
    for (act, form, _) in FORMS {
        rows.button(&(said.export_own)(form), Target::Act(act));
    }
    said.own_title
}

impl Replay {
    /// What is kept of each slide, in file order, without slides of which nothing is. With `all`, includes the choices in questions without
    /// right answers.
    fn kept(&self, all: bool) -> Vec<Kept> {
        let given = |question: &Question| {
            let own = self.progress.answers.of(&question.id);
            let given = match question.takes {
                Takes::Words { .. } => own.map(|own| own.words.clone()),
                _ if !all || matches!(question.kind, Asks::Quiz(_)) => None,
                Takes::Hands { .. } | Takes::Ticks => {
                    own.map(|own| own.chosen.iter().cloned().collect::<Vec<_>>().join(", "))
                }
            };
            given.unwrap_or_default()
        };
        let keep = |(slide, name): (usize, &String)| {
            let answers = self.questions_of(slide).map(|question| (question.wording.clone(), given(question)));
            let kept = Kept {
                slide,
                marked: self.progress.marked.contains(name),
                note: self.progress.notes.get(name).cloned().unwrap_or_default(),
                answers: answers.filter(|(_, words)| !words.is_empty()).collect(),
            };
            Some(kept).filter(|kept| kept.marked || !kept.note.is_empty() || !kept.answers.is_empty())
        };
        self.known.names.iter().enumerate().filter_map(keep).collect()
    }

    /// Writes them in the format that this act stands for.
    pub(in crate::replay) fn write_own(&mut self, act: &str, outcome: &mut Outcome) {
        let Some((.., ending)) = FORMS.iter().find(|(name, ..)| *name == act) else { return };
        let name = format!("{}-{}.{ending}", self.words.replay.own_file, file_stem(&deck_id(&self.deck)));
        outcome.effects.push(Effect::Keep { name });
    }

    /// Marks, notes and answers in words as Markdown.
    pub fn own_in_markdown(&self) -> String {
        let said = &self.words.replay;
        let title = escaped(&self.deck.title);
        format!("# {title}\n\n{}, {}\n{}", said.own_title, self.today_in_words(), self.own_below(2, false))
    }

    /// The same without a header, with headings of this level and the next. With `all`, includes the choices.
    pub fn own_below(&self, level: usize, all: bool) -> String {
        let said = &self.words.replay;
        let (of_section, of_slide) = ("#".repeat(level), "#".repeat(level + 1));
        let mut out = String::new();
        let mut section = None;
        for kept in self.kept(all) {
            let Some(placed) = self.deck.slide(kept.slide) else { continue };
            if section.replace(placed.section_index) != Some(placed.section_index) {
                let _ = write!(out, "\n{of_section} {}\n", escaped(&placed.section.title));
            }
            let mark = if kept.marked { format!(" ({})", said.marked_here) } else { String::new() };
            let _ = write!(out, "\n{of_slide} {}{mark}\n", escaped(&self.name_of(kept.slide)));
            if !kept.note.is_empty() {
                let _ = write!(out, "\n{}\n", kept.note.trim_end());
            }
            for (question, words) in kept.answers {
                let quoted: Vec<String> = words.lines().map(|line| format!("> {}", escaped(line))).collect();
                let asked = if question.is_empty() { String::new() } else { format!("*{}*\n\n", escaped(&question)) };
                let _ = write!(out, "\n{asked}{}\n", quoted.join("\n"));
            }
        }
        out
    }
}
