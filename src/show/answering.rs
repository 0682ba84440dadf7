//! Answers that the presenter enters with keys or the mouse: counted hands, words, ticks.

use std::sync::Arc;

use crate::answers::Change;
use crate::block::{Question, Takes};
use crate::keys::{Mode, OnChecklist, OnOpen, OnPoll};
use crate::page::{Drawing, Target};
use crate::show::update::Turn;
use crate::show::{Event, Front, Keeping, Key, Prompt, Show};
use crate::text_field::TextField;

/// The longest line of counts, in characters.
const LONGEST_COUNTS: usize = 80;

/// What a key does to an open question, whatever kind it is.
#[derive(Clone, Copy)]
pub(super) enum Answer {
    /// Counts a hand for a choice, or ticks an item.
    Choice,
    TakeBack,
    /// Starts typing all counts.
    Counts,
    /// Starts typing an answer in words.
    Words,
}

impl Show {
    /// The question that takes answers at the current step. If there are several, the one shown last.
    pub fn open_question(&self) -> Option<Question> {
        let mut asks = false;
        self.slide().slide.visit(&mut |block| asks |= block.asks().is_some());
        if !asks {
            return None;
        }
        let step = self.step();
        let items = self.sheet().body.items.iter().filter(|item| item.shown.at(step));
        let asks = items.filter_map(|item| match &item.drawing {
            Drawing::Target { target: Target::Asks(id), .. } => Some((item.shown.from, id)),
            _ => None,
        });
        let (_, id) = asks.max_by_key(|(from, _)| *from)?;
        self.question(id)
    }

    /// The question with this id on the current slide.
    fn question(&self, id: &str) -> Option<Question> {
        let mut found = None;
        self.slide().slide.visit(&mut |block| {
            found = found.take().or_else(|| block.asks().filter(|question| question.id == id));
        });
        found
    }

    /// Handles a key for an open question. Returns whether the key did anything.
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

    /// What this key would do to this question.
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

    /// A click on a choice of an open question.
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
    /// The part of the keymap that works while this question is open.
    pub fn mode(&self) -> Mode {
        match self.takes {
            Takes::Hands { .. } => Mode::Poll,
            Takes::Words { .. } => Mode::Open,
            Takes::Ticks => Mode::Checklist,
        }
    }
}
