//! One's own marks, notes and answers in words: written, listed, and exported as Markdown.

use std::fmt::Write as _;

use crate::block::Takes;
use crate::layout::Sheet;
use crate::page::{Role, Target};
use crate::progress::{Change, LONGEST_NOTE};
use crate::record::deck_id;
use crate::replay::certificate::file_stem;
use crate::replay::rows::Rows;
use crate::replay::{About, Effect, Outcome, Replay, What, update};
use crate::show::{self, Key, Now};
use crate::text_field::TextField;

/// What somebody keeps of a slide.
struct Kept {
    slide: usize,
    marked: bool,
    note: String,
    /// Questions with what was answered to them in words.
    answers: Vec<(String, String)>,
}

impl Replay {
    /// What is kept of each slide of which something is, in the order of the file.
    fn kept(&self) -> Vec<Kept> {
        let keep = |(slide, name): (usize, &String)| {
            let open = self.questions_of(slide).filter(|question| matches!(question.takes, Takes::Words { .. }));
            let words = |id: &str| self.progress.answers.of(id).map(|own| own.words.clone()).unwrap_or_default();
            let answers = open.map(|question| (question.wording.clone(), words(&question.id)));
            let kept = Kept {
                slide,
                marked: self.progress.marked.contains(name),
                note: self.progress.notes.get(name).cloned().unwrap_or_default(),
                answers: answers.filter(|(_, words)| !words.is_empty()).collect(),
            };
            Some(kept).filter(|kept| kept.marked || !kept.note.is_empty() || !kept.answers.is_empty())
        };
        self.names.iter().enumerate().filter_map(keep).collect()
    }

    pub(super) fn own_sheet(&self) -> Sheet {
        let said = &self.words.replay;
        let mut rows = Rows::new(self.list_width());
        let kept = self.kept();
        for kept in &kept {
            rows.gap();
            let mark = if kept.marked { "⚑" } else { "•" };
            rows.row((mark, Role::Accent), &self.name_of(kept.slide), "", Target::Slide(kept.slide));
            kept.note.lines().for_each(|line| rows.indented(" ", line, Role::Text));
            for (question, words) in &kept.answers {
                rows.indented(" ", question, Role::Muted);
                words.lines().for_each(|line| rows.indented(" ", line, Role::Text));
            }
        }
        rows.gap();
        match kept.is_empty() {
            true => rows.text(said.no_own, Role::Muted),
            false => rows.button(said.export_own, Target::Act("write-own")),
        }
        Sheet::below(said.own_title, rows.0, self.size)
    }

    pub(super) fn write_own(&mut self, outcome: &mut Outcome) {
        let name = format!("{}-{}.md", self.words.replay.own_file, file_stem(&deck_id(&self.deck)));
        outcome.effects.push(Effect::Write { name, text: self.own_in_markdown() });
    }

    /// Marks, notes and answers in words as a text in Markdown.
    pub fn own_in_markdown(&self) -> String {
        let said = &self.words.replay;
        let mut out = format!("# {}\n\n{}, {}\n", self.deck.title, said.own_title, self.today_in_words());
        let mut section = None;
        for kept in self.kept() {
            let Some(placed) = self.deck.slide(kept.slide) else { continue };
            if section.replace(placed.section_index) != Some(placed.section_index) {
                let _ = write!(out, "\n## {}\n", placed.section.title);
            }
            let mark = if kept.marked { format!(" ({})", said.marked_here) } else { String::new() };
            let _ = write!(out, "\n### {}{mark}\n", self.name_of(kept.slide));
            if !kept.note.is_empty() {
                let _ = write!(out, "\n{}\n", kept.note.trim_end());
            }
            for (question, words) in kept.answers {
                let quoted: Vec<String> = words.lines().map(|line| format!("> {line}")).collect();
                let _ = write!(out, "\n*{question}*\n\n{}\n", quoted.join("\n"));
            }
        }
        out
    }

    pub(super) fn write_sheet(&self, about: &About, field: &TextField) -> Sheet {
        let said = &self.words.replay;
        let title = match about {
            About::Slide(slide) => (said.note_title)(&self.name_of(*slide)),
            About::Question(id) => {
                let question = self.questions.iter().find(|(_, question)| question.id == *id);
                let wording = question.map_or(said.your_words, |(_, question)| &question.wording);
                match self.placed().slide.title.as_deref() {
                    Some(title) if title != wording => format!("{title} — {wording}"),
                    _ => wording.to_owned(),
                }
            }
        };
        let mut rows = Rows::new(self.list_width());
        field.with_cursor().split('\n').for_each(|line| rows.text(line, Role::Text));
        let mut sheet = Sheet::below(&title, rows.0, self.size);
        // What is written is seen.
        let y = field.row_of_cursor(sheet.body.width);
        sheet.body.height = sheet.body.height.max(y + 1);
        sheet
    }

    pub(super) fn write_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        let What::Write { about, field } = &self.screen().what else { return };
        let (about, mut field) = (about.clone(), field.clone());
        // A note may have several lines, an answer is one. Who writes in lines ends with an empty one.
        let is_line = match about {
            About::Question(_) => true,
            About::Slide(_) => self.in_lines && field.is_at_empty_line(),
        };
        let ends = matches!(key, Key::Escape | Key::Ctrl('c')) || is_line && key == Key::Enter;
        if key == Key::Ctrl('e') && self.has_editor {
            // Nothing wakes this program while the editor has the terminal.
            self.keep_at_once(outcome);
            return outcome.effects.push(Effect::Terminal(show::Effect::Edit(field.to_string())));
        }
        if ends {
            self.keep_at_once(outcome);
            self.close();
            if self.screen().what == What::Slide {
                self.screen_mut().pass();
            }
            if self.in_lines {
                self.notice = Some(self.words.replay.kept.to_owned());
            }
            return;
        }
        if field.take(key) {
            self.unsaved.get_or_insert(now.monotonic);
        }
        self.put_field(about, field);
    }

    /// Says so where a text of so many bytes is longer than a note can be.
    fn tell_of_cut(&mut self, length: usize) {
        if length > LONGEST_NOTE {
            self.notice = Some(self.words.replay.note_cut.to_owned());
        }
    }

    /// Writes a text where one writes.
    pub(super) fn paste_into_field(&mut self, text: &str, now: Now) {
        let What::Write { about, field } = &self.screen().what else { return };
        let (about, mut field) = (about.clone(), field.clone());
        self.tell_of_cut(field.len() + text.len());
        field.paste(text);
        self.unsaved.get_or_insert(now.monotonic);
        self.put_field(about, field);
    }

    /// Shows a field as it is now, scrolled to where one writes.
    fn put_field(&mut self, about: About, field: TextField) {
        self.screen_mut().what = What::Write { about, field: field.clone() };
        self.lay_out();
        let screen = self.screen_mut();
        let y = field.row_of_cursor(screen.window.sheet.body.width);
        let room = u32::from(screen.window.sheet.room);
        screen.window.scroll = screen.window.scroll.min(y).max((y + 1).saturating_sub(room));
    }

    /// Keeps what is being written, once it has waited long enough.
    pub(super) fn keep_written(&mut self, now: Now, outcome: &mut Outcome) {
        if self.unsaved.is_some_and(|since| now.monotonic >= since + update::KEPT_WITHIN) {
            self.keep_at_once(outcome);
        }
    }

    /// Keeps what is being written.
    pub(super) fn keep_at_once(&mut self, outcome: &mut Outcome) {
        if let What::Write { about, field } = &self.screen().what {
            let (about, text) = (about.clone(), field.to_string());
            self.keep(&about, &text, outcome);
        }
        self.unsaved = None;
    }

    fn keep(&mut self, about: &About, text: &str, outcome: &mut Outcome) {
        let text = text.trim_end().to_owned();
        match about {
            About::Slide(slide) => {
                let slide = self.names[*slide].clone();
                if self.progress.notes.get(&slide).map_or("", String::as_str) != text {
                    self.record(Change::Noted { slide, text }, outcome);
                }
            }
            About::Question(id) => {
                if self.progress.answers.of(id).map_or("", |own| own.words.as_str()) != text {
                    self.record(Change::Said { question: id.clone(), words: text }, outcome);
                }
            }
        }
    }

    /// Takes what was written in an editor of one's own; nothing: it was not saved.
    pub(super) fn take_edited(&mut self, text: Option<String>, outcome: &mut Outcome) {
        let What::Write { about, .. } = &self.screen().what else { return };
        let about = about.clone();
        if text.is_none() {
            self.notice = Some(self.words.replay.editor_failed.to_owned());
        }
        if let Some(text) = text {
            self.tell_of_cut(text.len());
            let field = TextField::lines(&text, LONGEST_NOTE);
            self.keep(&about, &field, outcome);
            self.unsaved = None;
            self.put_field(about, field);
        }
    }
}
