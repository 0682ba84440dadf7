//! A note on a slide, or an answer in words, while it is written. It is saved meanwhile.

use std::time::Duration;

use crate::block::Asks;
use crate::deck;
use crate::keys::InReplay;
use crate::page::{Role, Target};
use crate::progress::{Change, LONGEST_NOTE};
use crate::replay::pages::About;
use crate::replay::{Effect, Hint, Outcome, Replay, What};
use crate::screen::rows::Rows;
use crate::show::{self, Key, Now};
use crate::text_field::TextField;

/// How long new text may wait until it is saved.
const KEPT_WITHIN: Duration = Duration::from_millis(700);

pub fn fill(replay: &Replay, about: &About, field: &TextField, rows: &mut Rows) -> String {
    field.with_cursor().split('\n').for_each(|line| rows.text(line, Role::Text));
    // The cursor must be visible.
    rows.0.height = rows.0.height.max(field.row_of_cursor(rows.0.width) + 1);
    let said = &replay.words.replay;
    let id = match about {
        About::Slide(slide) => return (said.note_title)(&replay.name_of(*slide)),
        About::Question(id) => id,
    };
    let wording = replay.question(id).map_or(said.your_words, |question| &question.wording);
    match replay.placed().slide.title.as_deref() {
        Some(title) if title != wording => format!("{title} — {wording}"),
        _ => wording.to_owned(),
    }
}

/// Whether a text is just a number as people write it: "12", "2,5", "1 200".
fn is_number_alone(text: &str) -> bool {
    let signs = text
        .chars()
        .all(|char| char.is_ascii_digit() || matches!(char, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '-' | '−'));
    let dense: String = text.split([' ', '\u{a0}', '\u{202f}']).collect();
    signs && deck::number(&dense).is_some()
}

impl Replay {
    /// Opens the field in which a text is written.
    pub(in crate::replay) fn write(&mut self, about: About) {
        let text = match &about {
            About::Slide(slide) => self.progress.notes.get(&self.known.names[*slide]).cloned(),
            About::Question(id) => self.progress.answers.of(id).map(|own| own.words.clone()),
        };
        self.before_writing = text.unwrap_or_default();
        let mut field = TextField::lines(&self.before_writing, LONGEST_NOTE);
        if self.reader.in_lines && matches!(about, About::Slide(_)) {
            field.begin_line();
        }
        self.open_typing(What::Write { about }, field);
    }

    pub(in crate::replay) fn write_hints(&self, about: &About) -> Vec<Hint> {
        let said = &self.words.replay;
        let ends = if let About::Slide(_) = about { InReplay::Close } else { InReplay::GoOn };
        let editor = || Hint { key: "Ctrl-E".to_owned(), does: said.short_editor.to_owned(), target: Target::Part };
        let save = [self.hint(ends, said.short_save)].into_iter();
        let give_up =
            || Hint { key: "Ctrl-G".to_owned(), does: said.short_give_up.to_owned(), target: Target::Act("give-up") };
        save.chain((!self.reader.in_lines).then(give_up)).chain(self.reader.has_editor.then(editor)).collect()
    }

    pub(in crate::replay) fn write_key(&mut self, key: Key, now: Now, outcome: &mut Outcome) {
        let What::Write { about } = &self.screen().what else { return };
        // A note may have several lines, an answer only one. When input comes in lines, an empty line ends a note.
        let is_line = match about {
            About::Question(_) => true,
            About::Slide(_) => self.reader.in_lines && self.screen().field.is_at_empty_line(),
        };
        match key {
            Key::Ctrl('e') if self.reader.has_editor => {
                // Nothing wakes this program while the editor has the terminal.
                self.keep_at_once(outcome);
                let text = self.screen().field.to_string();
                outcome.effects.push(Effect::Terminal(show::Effect::Edit(text)));
            }
            Key::Escape | Key::Ctrl('c') => self.end_writing(outcome),
            Key::Ctrl('g') => self.give_up_writing(outcome),
            Key::Enter if is_line && self.is_no_number(&about.clone()) => {
                self.notice = Some(self.words.replay.not_a_number.to_owned());
            }
            Key::Enter if is_line => self.end_writing(outcome),
            key => self.type_key(key, now),
        }
    }

    /// Whether the question expects a number and the text is not one.
    fn is_no_number(&self, about: &About) -> bool {
        let About::Question(id) = about else { return false };
        let is_number = self.question(id).is_some_and(|question| question.kind == Asks::Write { number: true });
        let text = self.screen().field.trim_end().to_owned();
        is_number && !text.is_empty() && !is_number_alone(&text)
    }

    /// Restores the text from before, also in what was saved meanwhile.
    pub(in crate::replay) fn give_up_writing(&mut self, outcome: &mut Outcome) {
        self.screen_mut().field = TextField::lines(&self.before_writing, LONGEST_NOTE);
        self.end_writing(outcome);
        self.notice = Some(self.words.replay.given_up.to_owned());
    }

    fn end_writing(&mut self, outcome: &mut Outcome) {
        self.keep_at_once(outcome);
        self.close();
        if self.screen().what == What::Slide {
            self.screen_mut().pass();
        }
        if self.reader.in_lines {
            self.notice = Some(self.words.replay.kept.to_owned());
        }
    }

    /// Warns if a text of this many bytes is longer than a note can be.
    pub(in crate::replay) fn tell_of_cut(&mut self, length: usize) {
        if length > LONGEST_NOTE {
            self.notice = Some(self.words.replay.note_cut.to_owned());
        }
    }

    /// Shows the text, scrolled to the cursor.
    pub(in crate::replay) fn show_written(&mut self, changed: bool, now: Now) {
        if changed {
            self.unsaved.get_or_insert(now.monotonic);
        }
        self.lay_out();
        let screen = self.screen_mut();
        let y = screen.field.row_of_cursor(screen.window.sheet.body.width);
        screen.window.scroll = screen.window.scroll.min(y).max((y + 1).saturating_sub(screen.window.room()));
    }

    /// The existing text, for a reader whose input comes in lines and replaces it.
    pub(in crate::replay) fn written_aloud(&self, about: &About) -> Vec<String> {
        let ends = matches!(about, About::Slide(_)).then(|| self.words.replay.empty_line_ends.to_owned());
        let lines = [self.screen().title_aloud(), self.screen().field.trim_end().to_owned()];
        lines.into_iter().chain(ends).filter(|it| !it.is_empty()).collect()
    }

    /// How long until something must be done without an input: new text is saved within a second, and a visible countdown changes every
    /// second.
    pub fn next_change(&self, now: Duration) -> Option<Duration> {
        let counts = self.countdown().filter(|countdown| countdown.runs() && !self.reader.in_lines);
        self.next_kept(now).into_iter().chain(counts.map(|countdown| countdown.to_next_second(now))).min()
    }

    fn next_kept(&self, now: Duration) -> Option<Duration> {
        self.unsaved.map(|since| (since + KEPT_WITHIN).saturating_sub(now))
    }

    /// Saves the new text if it has waited long enough.
    pub(in crate::replay) fn keep_written(&mut self, now: Now, outcome: &mut Outcome) {
        if self.next_kept(now.monotonic).is_some_and(|wait| wait.is_zero()) {
            self.keep_at_once(outcome);
        }
    }

    /// Saves the new text.
    pub(in crate::replay) fn keep_at_once(&mut self, outcome: &mut Outcome) {
        self.unsaved = None;
        let What::Write { about } = self.screen().what.clone() else { return };
        let text = self.screen().field.trim_end().to_owned();
        if self.is_no_number(&about) {
            return;
        }
        match about {
            About::Slide(slide) => {
                let slide = self.known.names[slide].clone();
                if self.progress.notes.get(&slide).map_or("", String::as_str) != text {
                    self.record(Change::Noted { slide, text }, outcome);
                }
            }
            About::Question(question) => {
                if self.progress.answers.of(&question).map_or("", |own| own.words.as_str()) != text {
                    self.record(Change::Said { question, words: text }, outcome);
                }
            }
        }
    }

    /// Takes the text from an external editor. `None`: it was not saved.
    pub(in crate::replay) fn take_edited(&mut self, text: Option<String>, now: Now, outcome: &mut Outcome) {
        if !matches!(self.screen().what, What::Write { .. }) {
            return;
        }
        let Some(text) = text else { return self.notice = Some(self.words.replay.editor_failed.to_owned()) };
        self.tell_of_cut(text.len());
        self.screen_mut().field = TextField::lines(&text, LONGEST_NOTE);
        self.keep_at_once(outcome);
        self.show_written(false, now);
    }
}
