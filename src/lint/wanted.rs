//! Which rules are used, and how strict the check is. The defaults are overridden by the folder's settings, then by the deck, then by the
//! command line.

use std::collections::{BTreeMap, HashMap};

use crate::deck::{Check, Deck, Level, Size};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::rules::READING_CODE;
use crate::lint::{Rule, USUAL_SIZES};
use crate::table::Name;

/// What was requested from outside the deck.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Names or starts of codes: only these rules, even those that are off. Empty: all rules that are on.
    pub select: Vec<String>,
    /// Names or starts of codes of rules to leave out.
    pub ignore: Vec<String>,
    /// The terminal sizes that slides must fit, whatever the deck says. Empty: the deck's own.
    pub sizes: Vec<Size>,
    /// Whether the deck is about to be used: then what the authors left open is an error.
    pub release: bool,
    /// The limits of rules that count, by rule name, if they differ from the defaults.
    pub limits: BTreeMap<String, u32>,
    /// The settings of the folder, for what the deck does not set.
    pub settings: Check,
}

/// The severity of a rule and whether it is on, after applying one `[check]` table.
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

/// Whether a list contains a rule, by its name or the start of its code.
fn names(list: &[Name], rule: &str, code: &str) -> bool {
    list.iter().any(|it| *it == rule || !it.is_empty() && code.starts_with(&**it))
}

impl Level {
    /// `None` if the rule is off.
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
    /// The terminal sizes that the slides of a deck must fit.
    pub fn sizes(&self, deck: &Deck) -> Vec<Size> {
        let said = [&self.sizes, &deck.check.sizes, &deck.sizes, &self.settings.sizes];
        said.into_iter().find(|sizes| !sizes.is_empty()).cloned().unwrap_or_else(|| USUAL_SIZES.to_vec())
    }

    /// The severity of a rule's findings in a deck. `None` if the rule is off. `usual` is its default severity.
    fn severity(&self, deck: &Deck, rule: &str, code: &str, usual: Option<Severity>) -> Option<Severity> {
        let words = |list: &[String]| list.iter().map(|word| Name::from(word.as_str())).collect();
        let command = Check { select: words(&self.select), ignore: words(&self.ignore), ..Check::default() };
        let begun = (usual.unwrap_or(Severity::Info), usual.is_some());
        let voices = [&self.settings, &deck.check, &command];
        let (severity, on) = voices.iter().fold(begun, |now, voice| over(voice, now, rule, code));
        let severity = if self.release && rule == "unconfirmed" { Severity::Error } else { severity };
        on.then_some(severity)
    }

    /// Sets the severity of what was found while reading. `None` if it is not wanted.
    pub fn judge<'a>(&'a self, deck: &'a Deck) -> impl FnMut(Diagnostic) -> Option<Diagnostic> + 'a {
        // There may be thousands of findings of one rule, and the lists of names may be long.
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

    /// The limit of a rule in a deck.
    pub(super) fn limit(&self, deck: &Deck, rule: &Rule) -> u32 {
        let said = |check: &Check| check.limits.of(rule.name).map(|limit| u32::from(*limit));
        let asked = self.limits.get(rule.name).copied();
        let usual = || rule.limit.map_or(u32::MAX, |(limit, _)| limit);
        asked.or_else(|| said(&deck.check)).or_else(|| said(&self.settings)).unwrap_or_else(usual)
    }
}
