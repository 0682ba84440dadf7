//! Sums over sessions: answers to the same question, and what was reached for each result.

use std::collections::BTreeMap;

use crate::answers::Tally;
use crate::block::Asks;
use crate::deck::{Target, number};
use crate::record::{Asked, Wanted};
use crate::report::Session;

/// The answers of several sessions to one question with the same wording.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum<'a> {
    pub id: &'a str,
    pub asked: &'a Asked,
    pub tally: Tally,
    /// In how many sessions somebody has answered.
    pub sessions: usize,
    /// In how many others it had another wording. Their answers are not in the sum.
    pub otherwise: usize,
}

/// What was reached for a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached<'a> {
    pub wanted: &'a Wanted,
    pub value: Option<Measured>,
    /// `None` if that is unknown.
    pub is_reached: Option<bool>,
}

/// A measured value.
#[derive(Clone, Debug, PartialEq)]
pub enum Measured {
    /// A percentage, of this many people.
    Percent(f64, u32),
    Nps(i64, u32),
    /// A mean in tenths, of this many people.
    Mean(u64, u32),
    /// As it was given.
    Given(String),
}

/// The questions of sessions: first those of the last session in order, then those that only earlier ones had.
pub fn sums<'a>(sessions: &[&'a Session]) -> Vec<Sum<'a>> {
    let mut questions: Vec<(&str, &Asked)> = Vec::new();
    for session in sessions.iter().rev() {
        let mut own: Vec<(&str, &Asked)> = session.deck.questions.iter().map(|(id, it)| (id.as_str(), it)).collect();
        own.sort_by_key(|(_, asked)| asked.order);
        own.retain(|(id, _)| !questions.iter().any(|(known, _)| known == id));
        questions.extend(own);
    }
    questions.into_iter().map(|(id, asked)| sum(sessions, id, asked)).collect()
}

fn sum<'a>(sessions: &[&'a Session], id: &'a str, asked: &'a Asked) -> Sum<'a> {
    let mut sum = Sum { id, asked, tally: Tally::default(), sessions: 0, otherwise: 0 };
    for session in sessions {
        let (Some(other), Some(tally)) = (session.deck.questions.get(id), session.tallies.get(id)) else { continue };
        match tally.hands() {
            0 => {}
            _ if other.wording != asked.wording => sum.otherwise += 1,
            _ => {
                sum.sessions += 1;
                add(&mut sum.tally, tally);
            }
        }
    }
    sum.tally.counts.resize(asked.choices.len().max(usize::from(asked.kind == Asks::Open)), 0);
    sum
}

/// Adds counts choice by choice, and numbers of people.
fn add(sum: &mut Tally, more: &Tally) {
    if sum.people.is_some() || more.people.is_some() {
        sum.people = Some(sum.n().saturating_add(more.n()));
    }
    sum.counts.resize(sum.counts.len().max(more.counts.len()), 0);
    for (count, more) in sum.counts.iter_mut().zip(&more.counts) {
        *count = count.saturating_add(*more);
    }
}

impl Sum<'_> {
    /// How many people have answered. `None` if each could raise several hands, and the number of people was not entered.
    pub fn n(&self) -> Option<u32> {
        (!self.asked.several || self.tally.people.is_some()).then(|| self.tally.n())
    }

    /// The mean of the answers to a rating, in tenths.
    pub fn mean_in_tenths(&self) -> Option<u64> {
        let numbers: Option<Vec<u16>> = self.asked.choices.iter().map(|choice| choice.parse().ok()).collect();
        self.tally.mean_in_tenths(&numbers.filter(|_| self.asked.kind == Asks::Rating)?)
    }

    /// The value of a result that is measured by these choices.
    fn measure(&self, choices: &[String]) -> Option<Measured> {
        let n = self.n().filter(|n| *n > 0)?;
        let part = |wanted: &dyn Fn(usize) -> bool| {
            let counts = self.tally.counts.iter().enumerate().filter(|(at, _)| wanted(*at)).map(|(_, count)| count);
            f64::from(counts.copied().fold(0, u32::saturating_add)) * 100.0
        };
        let percent = |wanted: &dyn Fn(usize) -> bool| Measured::Percent(part(wanted) / f64::from(n), n);
        match &self.asked.kind {
            Asks::Nps => self.tally.nps().map(|nps| Measured::Nps(nps, n)),
            Asks::Rating => self.mean_in_tenths().map(|mean| Measured::Mean(mean, n)),
            Asks::Quiz(right) if choices.is_empty() => Some(percent(&|at| right.contains(&at))),
            Asks::Checklist => {
                let all = u32::try_from(self.asked.choices.len() * self.sessions).unwrap_or(u32::MAX);
                Some(Measured::Percent(part(&|_| true) / f64::from(all), all))
            }
            Asks::Open | Asks::Write { .. } => Some(Measured::Given(n.to_string())),
            Asks::Poll | Asks::Quiz(_) => {
                Some(percent(&|at| self.asked.choices.get(at).is_some_and(|choice| choices.contains(choice))))
            }
        }
    }
}

impl Measured {
    fn number(&self) -> Option<f64> {
        match self {
            Self::Percent(value, _) => Some(*value),
            Self::Nps(nps, _) => Some(*nps as f64),
            Self::Mean(tenths, _) => Some(*tenths as f64 / 10.0),
            Self::Given(text) => number(text),
        }
    }
}

/// What was reached for the results in the last session's deck; `set` contains what was given by hand.
pub fn reached<'a>(sessions: &[&'a Session], sums: &[Sum<'a>], set: &BTreeMap<String, String>) -> Vec<Reached<'a>> {
    let wanted = sessions.last().map_or(&[][..], |session| &session.deck.results);
    let reached = |wanted: &'a Wanted| {
        let sum = sums.iter().find(|sum| Some(sum.id) == wanted.question.as_deref());
        let value = match set.get(&wanted.id) {
            Some(given) => Some(Measured::Given(given.clone())),
            None => sum.and_then(|sum| sum.measure(&wanted.choices)),
        };
        let number = value.as_ref().and_then(Measured::number);
        let is_reached = number.and_then(|number| Target::new(&wanted.target).is_reached(number));
        Reached { wanted, value, is_reached }
    };
    wanted.iter().map(reached).collect()
}
