//! The counts of an open question while they are typed.

use crate::answers::Change;
use crate::block::{Question, Takes};
use crate::page::Page;
use crate::show::front::ask_in;
use crate::show::update::Turn;
use crate::show::{Event, Front, Key, Show};
use crate::text;
use crate::text_field::TextField;

/// The largest count for a choice: more people do not fit into a hall.
const MOST_HANDS: u32 = 99_999;

/// The typed counts after the choices that they belong to, or after the numbers of the choices if the names do not fit.
pub fn row(show: &Show, typed: &TextField, row: &mut Page) {
    let question = show.open_question();
    let room = usize::from(row.width / 2);
    let names = question.as_ref().map(|it| it.choices.join(" · ")).unwrap_or_default();
    let numbers =
        question.into_iter().flat_map(|it| (it.first..).take(it.choices.len()).map(|number| number.to_string()));
    let choices = if text::width(&names) <= room { names } else { numbers.collect::<Vec<_>>().join(" · ") };
    let choices = text::shorten(&choices, room);
    let wrong = show.notice.as_ref().map(|notice| format!("  {notice}")).unwrap_or_default();
    ask_in(row, &format!("{} {}{wrong}", (show.words.ask_counts)(&choices), typed.with_cursor()));
}

/// The counts in pasted text: its numbers, whatever is between them.
pub fn pasted(text: &str) -> String {
    text.chars().map(|char| if char.is_ascii_digit() { char } else { ' ' }).collect()
}

impl Show {
    /// Handles a key while the counts are typed.
    pub(in crate::show) fn count_key(&mut self, key: Key, mut typed: TextField, turn: &mut Turn) {
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
}

/// The typed counts, one for each choice. If people may choose several, the number of people may follow.
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
    // Nobody can raise a hand twice for one choice.
    if people.is_some_and(|people| counts.iter().any(|count| *count > people)) {
        return None;
    }
    let counts = question.choices.iter().cloned().zip(counts.iter().copied()).collect();
    Some(Change::Counted { id: question.id.clone(), counts, people })
}
