//! Which rules are wanted, and how strict the check is: the usual, over it what the folder's settings say, over that what the
//! deck says, over all what the command line says.

use std::collections::{BTreeMap, HashMap};

use crate::deck::{Check, Deck, Level, Size};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::rules::READING_CODE;
use crate::lint::{Rule, USUAL_SIZES};
use crate::table::Name;

/// What was asked for from outside the deck.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Names or the beginnings of codes: only these rules, those that are off too. All that are on where it is empty.
    pub select: Vec<String>,
    /// Names or the beginnings of codes: not these.
    pub ignore: Vec<String>,
    /// The terminals on which slides must fit, whatever the deck says; nothing: as the deck says.
    pub sizes: Vec<Size>,
    /// The deck is about to be used: what the authors have left open is an error.
    pub release: bool,
    /// The most that rules which count let pass, by their names, where it is not the usual number.
    pub limits: BTreeMap<String, u32>,
    /// What holds for all decks of the folder, where the deck does not say otherwise.
    pub settings: Check,
}

/// The level of a rule after somebody has spoken: how bad it is where it is on, and whether it is.
fn over(check: &Check, (mut severity, mut on): (Severity, bool), rule: &str, code: &str) -> (Severity, bool) {
    if !check.select.is_empty() {
        on = names(&check.select, rule, code);
    }
    match check.levels.of(rule).map(|level| level.severity()) {
        Some(Some(level)) => (severity, on) = (level, on || check.select.is_empty()),
        Some(None) => on = false,
        None => {}
    }
    (severity, on && !names(&check.ignore, rule, code))
}

/// Whether a list names a rule, by its name or the beginning of its code.
fn names(list: &[Name], rule: &str, code: &str) -> bool {
    list.iter().any(|it| *it == rule || !it.is_empty() && code.starts_with(&**it))
}

impl Level {
    /// Nothing where the rule is not looked for.
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Off => None,
        }
    }
}

impl Wanted {
    /// The terminals on which the slides of a deck must fit.
    pub fn sizes(&self, deck: &Deck) -> Vec<Size> {
        let said = [&self.sizes, &deck.check.sizes, &deck.sizes, &self.settings.sizes];
        said.into_iter().find(|sizes| !sizes.is_empty()).cloned().unwrap_or_else(|| USUAL_SIZES.to_vec())
    }

    /// How bad what a rule finds in a deck is; nothing where it is not looked for. `usual` is its severity where nobody says
    /// anything.
    fn severity(&self, deck: &Deck, rule: &str, code: &str, usual: Option<Severity>) -> Option<Severity> {
        let words = |list: &[String]| list.iter().map(|word| Name::from(word.as_str())).collect();
        let command = Check { select: words(&self.select), ignore: words(&self.ignore), ..Check::default() };
        let begun = (usual.unwrap_or(Severity::Info), usual.is_some());
        let voices = [&self.settings, &deck.check, &command];
        let (severity, on) = voices.iter().fold(begun, |now, voice| over(voice, now, rule, code));
        let severity = if self.release && rule == "unconfirmed" { Severity::Error } else { severity };
        on.then_some(severity)
    }

    /// Judges what was found while reading: as bad as it is held for; nothing where it is not wanted.
    pub fn judge<'a>(&'a self, deck: &'a Deck) -> impl FnMut(Diagnostic) -> Option<Diagnostic> + 'a {
        // Thousands may be of one rule, and the lists of names may be long.
        let mut known = HashMap::new();
        move |found| {
            let severity = known
                .entry((found.rule, found.severity))
                .or_insert_with(|| self.severity(deck, found.rule, READING_CODE, Some(found.severity)));
            Some(Diagnostic { severity: (*severity)?, ..found })
        }
    }

    /// The same for one of our own rules.
    pub(super) fn severity_of(&self, deck: &Deck, rule: &Rule) -> Option<Severity> {
        self.severity(deck, rule.name, rule.code, rule.severity)
    }

    /// The most that a rule lets pass in a deck.
    pub(super) fn limit(&self, deck: &Deck, rule: &Rule) -> u32 {
        let said = |check: &Check| check.limits.of(rule.name).map(|limit| u32::from(*limit));
        let asked = self.limits.get(rule.name).copied();
        let usual = || rule.limit.map_or(u32::MAX, |(limit, _)| limit);
        asked.or_else(|| said(&deck.check)).or_else(|| said(&self.settings)).unwrap_or_else(usual)
    }
}
