//! What holds for the rules of `check` and their safe fixes, for every deck.

use proptest::prelude::*;
use pupitre::assets::Assets;
use pupitre::deck;
use pupitre::lint::{self, Checker, Finding, Wanted, rules};
use pupitre::source::{Source, apply};

use super::{check_finding, decks, tried};

/// What all rules find, including those that are off.
fn findings(source: &Source) -> Vec<Finding> {
    let (deck, read) = deck::read(source);
    let select = rules::ALL.iter().map(|rule| rule.name.to_owned()).chain(["E".to_owned()]).collect();
    lint::check(&Checker::new(source, &deck, &Assets::default()), read, &Wanted { select, ..Wanted::default() })
}

/// The text after the safe fixes, without those that overlap an earlier one.
fn fixed(text: &str, findings: &[Finding]) -> String {
    let fixes = findings.iter().filter_map(|it| it.diagnostic.fix.as_ref());
    apply(text, fixes.filter(|it| it.safe).map(|fix| &fix.edit))
}

/// The same deck in French, so that the rules of French typography apply.
fn in_french(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("lang"));
    format!("lang = \"fr\"\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

proptest! {
    #![proptest_config(tried(80))]

    #[test]
    fn rules_point_into_the_deck_and_their_fixes_leave_it_readable(text in decks::any_text(), french: bool) {
        let source = Source::new("essai.toml", &if french { in_french(&text) } else { text });
        let found = findings(&source);
        for finding in &found {
            check_finding(&finding.diagnostic, &source)?;
        }
        let is_broken = |found: &[Finding]| found.iter().any(|it| it.diagnostic.rule == "toml-syntax");
        let after = Source::new("essai.toml", &fixed(&source.text, &found));
        if !is_broken(&found) {
            prop_assert!(!is_broken(&findings(&after)), "{}\nbecame\n{}", source.text, after.text);
        }
    }
}
