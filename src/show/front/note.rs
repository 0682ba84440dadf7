//! An answer to an open question while it is typed.

use crate::answers::{Change, MOST_WORDS};
use crate::block::{Question, Takes};
use crate::page::Page;
use crate::show::front::ask_in;
use crate::show::update::Turn;
use crate::show::{Event, Front, Key, Show};
use crate::text;
use crate::text_field::TextField;

/// The typed answer; if it is long, the part around the cursor.
pub fn row(show: &Show, typed: &TextField, row: &mut Page) {
    let said = show.notice.as_deref().unwrap_or(show.words.ask_words);
    let room = usize::from(row.width).saturating_sub(3 + text::width(said));
    ask_in(row, &format!("{said} {}", typed.view(room)));
}

impl Show {
    /// Starts typing an answer.
    pub(in crate::show) fn type_words(&mut self) {
        let most = match self.open_question().map(|question| question.takes) {
            Some(Takes::Words { most }) => most,
            _ => 0,
        };
        self.front = Front::Note { typed: TextField::line(most) };
    }

    /// Handles a key while an answer is typed. After Enter the next answer can be typed.
    pub(in crate::show) fn note_key(&mut self, key: Key, mut typed: TextField, turn: &mut Turn) {
        self.front = Front::Stage;
        let Some(Question { id, takes: Takes::Words { .. }, .. }) = self.open_question() else { return };
        match key {
            Key::Escape => return,
            Key::Enter if typed.trim().is_empty() => return,
            Key::Enter if self.talk.answers.words(&id).len() >= MOST_WORDS => {
                self.notice = Some(self.words.enough_words.to_owned());
            }
            Key::Enter => {
                let words = typed.trim().to_owned();
                typed.clear();
                self.happen(Event::Answered(Change::Said { id, words }), turn);
            }
            key => drop(typed.take(key)),
        }
        self.front = Front::Note { typed };
    }
}
