//! Answers as hands, words and ticks that the presenter notes with keys or the mouse.

use std::sync::Arc;

use crate::answers::{Change, MOST_WORDS};
use crate::block::{Question, Takes};
use crate::keys::{OnChecklist, OnOpen, OnPoll, Screen};
use crate::page::{Drawing, Target};
use crate::show::update::Turn;
use crate::show::{Event, Front, Keeping, Key, Show};
use crate::text_field::TextField;

/// The most that can be counted for a choice: more do not fit into a hall.
const MOST_HANDS: u32 = 99_999;

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
            Answer::Words if self.keeping == Keeping::Unasked => self.front = Front::AskKeeping,
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

    /// A key while all counts are being typed.
    pub(super) fn count_key(&mut self, key: Key, mut typed: TextField, turn: &mut Turn) {
        self.front = Front::Stage;
        let Some(question) = self.open_question() else { return };
        match (key, key.digit()) {
            (Key::Escape, _) => return,
            (Key::Enter, _) if typed.trim().is_empty() => return,
            (Key::Enter, _) => match counts(&typed, &question) {
                Some(change) => return self.happen(Event::Answered(change), turn),
                None => self.notice = Some((self.words.bad_counts)(question.choices.len())),
            },
            (_, Some(digit)) => drop(typed.take(Key::Char(char::from(b'0' + digit)))),
            (Key::Char(' ' | ',' | ';'), _) => drop(typed.take(Key::Char(' '))),
            (Key::Char(_), _) => {}
            (key, _) => drop(typed.take(key)),
        }
        self.front = Front::Count { typed };
    }

    /// The answer to whether words are recorded; then somebody's can be typed.
    pub(super) fn answer_keeping(&mut self, key: Key, turn: &mut Turn) {
        self.type_words();
        match key {
            Key::Escape => self.front = Front::Stage,
            Key::Enter => self.keeping = Keeping::Yes,
            _ => self.keeping = Keeping::No,
        }
        if key != Key::Escape {
            self.tell_keeping(turn);
        }
    }

    /// Begins to type somebody's answer.
    fn type_words(&mut self) {
        let most = match self.open_question().map(|question| question.takes) {
            Some(Takes::Words { most }) => most,
            _ => 0,
        };
        self.front = Front::Note { typed: TextField::line(most) };
    }

    /// A key while somebody's answer is being typed. After Enter the next one can be.
    pub(super) fn note_key(&mut self, key: Key, mut typed: TextField, turn: &mut Turn) {
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

/// The counts that somebody typed, one for each choice; where people may choose several, the number of people may follow.
fn counts(typed: &str, question: &Question) -> Option<Change> {
    let numbers =
        typed.split([' ', ',', ';']).filter(|number| !number.is_empty()).map(|number| number.parse::<u32>().ok());
    let numbers: Vec<u32> = numbers.map(|number| number.filter(|it| *it <= MOST_HANDS)).collect::<Option<_>>()?;
    let several = question.takes == Takes::Hands { several: true };
    let (counts, people) = match numbers.len().checked_sub(question.choices.len())? {
        0 => (&numbers[..], None),
        1 if several => (&numbers[..numbers.len() - 1], numbers.last().copied()),
        _ => return None,
    };
    // Nobody raises a hand twice for one choice.
    if people.is_some_and(|people| counts.iter().any(|count| *count > people)) {
        return None;
    }
    let counts = question.choices.iter().cloned().zip(counts.iter().copied()).collect();
    Some(Change::Counted { id: question.id.clone(), counts, people })
}

impl Question {
    /// The part of the keymap that works while it is open.
    pub fn screen(&self) -> Screen {
        match self.takes {
            Takes::Hands { .. } => Screen::Poll,
            Takes::Words { .. } => Screen::Open,
            Takes::Ticks => Screen::Checklist,
        }
    }
}
