//! Answers as hands, words and ticks that the presenter notes with keys or the mouse.

use std::sync::Arc;

use crate::answers::Change;
use crate::block::{Question, Takes};
use crate::keys::{Mode, OnChecklist, OnOpen, OnPoll};
use crate::page::{Drawing, Target};
use crate::show::update::Turn;
use crate::show::{Event, Front, Keeping, Key, Prompt, Show};
use crate::text_field::TextField;

/// The longest line of counts, in letters.
const LONGEST_COUNTS: usize = 80;

/// What a key can do to an open question, whatever it asks for.
#[derive(Clone, Copy)]
pub(super) enum Answer {
    /// Counts a hand for a choice, or ticks an item.
    Choice,
    TakeBack,
    /// Begins to type all counts.
    Counts,
    /// Begins to type an answer in words.
    Words,
}

impl Show {
    /// The question that takes answers at the step shown; of several the one that has come last.
    pub fn open_question(&self) -> Option<Question> {
        let step = self.step();
        let items = self.sheet().body.items.iter().filter(|item| item.shown.at(step));
        let asks = items.filter_map(|item| match &item.drawing {
            Drawing::Target { target: Target::Asks(id), .. } => Some((item.shown.from, id)),
            _ => None,
        });
        let (_, id) = asks.max_by_key(|(from, _)| *from)?;
        self.question(id)
    }

    /// The question of an id on the slide shown.
    fn question(&self, id: &str) -> Option<Question> {
        let mut found = None;
        self.slide().slide.visit(&mut |block| {
            found = found.take().or_else(|| block.asks().filter(|question| question.id == id));
        });
        found
    }

    /// What a key does to an open question; whether it does anything.
    pub(super) fn answer_key(&mut self, key: Key, turn: &mut Turn) -> bool {
        let Some(question) = self.open_question() else { return false };
        let Some(answer) = self.answer(&question, key) else { return false };
        match answer {
            Answer::Choice => {
                let choice = key.digit().and_then(|digit| question.choice(digit)).cloned();
                choice.into_iter().for_each(|choice| self.choose(&question, choice, turn));
            }
            Answer::TakeBack if self.talk.answers.can_take_back(&question.id) => {
                self.happen(Event::Answered(Change::TakenBack { id: question.id }), turn);
            }
            Answer::TakeBack => self.notice = Some(self.words.nothing_to_take_back.to_owned()),
            Answer::Counts => self.front = Front::Count { typed: TextField::line(LONGEST_COUNTS) },
            Answer::Words if self.keeping == Keeping::Unasked => self.front = Front::Prompt(Prompt::Keeping),
            Answer::Words => self.type_words(),
        }
        true
    }

    /// What a key does to an open question.
    pub(super) fn answer(&self, question: &Question, key: Key) -> Option<Answer> {
        let key = key.digit().map_or(key, |digit| Key::Char(char::from(b'0' + digit)));
        match question.takes {
            Takes::Hands { .. } => self.keys.action(key).map(|action| match action {
                OnPoll::Hand => Answer::Choice,
                OnPoll::TakeBack => Answer::TakeBack,
                OnPoll::Count => Answer::Counts,
            }),
            Takes::Words { .. } => self.keys.action(key).map(|action| match action {
                OnOpen::Note => Answer::Words,
                OnOpen::TakeBack => Answer::TakeBack,
            }),
            Takes::Ticks => self.keys.action(key).map(|OnChecklist::Tick| Answer::Choice),
        }
    }

    /// A click on a choice of a question that is open.
    pub(super) fn click_choice(&mut self, id: &Arc<str>, choice: &Arc<str>, turn: &mut Turn) {
        if let Some(question) = self.question(id).filter(|it| it.choices.iter().any(|known| **known == **choice)) {
            self.choose(&question, choice.to_string(), turn);
        }
    }

    fn choose(&mut self, question: &Question, choice: String, turn: &mut Turn) {
        let id = question.id.clone();
        let change = match question.takes {
            Takes::Hands { .. } => Change::Hand { id, choice },
            Takes::Ticks => Change::Ticked { done: !self.talk.answers.is_ticked(&id, &choice), id, item: choice },
            Takes::Words { .. } => return,
        };
        self.happen(Event::Answered(change), turn);
    }
}

impl Question {
    /// The part of the keymap that works while it is open.
    pub fn mode(&self) -> Mode {
        match self.takes {
            Takes::Hands { .. } => Mode::Poll,
            Takes::Words { .. } => Mode::Open,
            Takes::Ticks => Mode::Checklist,
        }
    }
}
