//! Checking and fixing decks that nobody would write, and the reports about them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use pupitre::assets::Assets;
use pupitre::deck;
use pupitre::lint::fix::{Trouble, Which, mend};
use pupitre::lint::format::{Format, Report};
use pupitre::lint::{Checker, Finding, Wanted, allow, check, passage};
use pupitre::source::{Map, Source};
use pupitre::table;
use pupitre::text::clean;

use super::{check_finding, decks, harmless, tried};

/// All rules, including those that are off.
fn wanted() -> Wanted {
    Wanted { select: ('A'..='Z').map(String::from).collect(), ..Wanted::default() }
}

fn look(text: &str) -> Vec<Finding> {
    let source = Source::new("essai.toml", text);
    let (deck, read) = deck::read(&source);
    let assets = Assets::default();
    check(&Checker::new(&source, &deck, &assets), read, &wanted())
}

/// A deck in which some lines begin or end with an ignore, which may be invalid.
fn with_ignores() -> impl Strategy<Value = String> {
    let names =
        vec(select(&["empty-slide", "missing-title", "unknown-key", "emty-slide", "unused-ignore", "é", ""]), 0..3);
    let ignore = (names, select(&[": r", ":", "", " x", ": ::error::"]))
        .prop_map(|(names, reason)| format!("# allow({}){reason}", names.join(", ")));
    let places = vec((any::<Index>(), any::<bool>(), ignore), 0..4);
    (decks::any_text(), select(&["", "lang = \"fr\"\n"]), places).prop_map(|(text, head, places)| {
        let mut lines: Vec<String> = format!("{head}{text}").split('\n').map(str::to_owned).collect();
        for (place, own, ignore) in places {
            let at = place.index(lines.len());
            match own {
                true => lines.insert(at, ignore),
                false => lines[at].push_str(&format!(" {ignore}")),
            }
        }
        lines.join("\n")
    })
}

fn parses(text: &str) -> bool {
    table::parse(&Source::new("", text).text, &Map::default()).1.is_empty()
}

/// The letters and digits of a text, sorted, without invisible characters.
fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = clean(text).chars().filter(|it| it.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters
}

/// The values of all strings of a deck.
fn strings(text: &str) -> String {
    passage::texts(&Source::new("", text)).texts.into_iter().map(|it| it.text).collect()
}

/// The text without its ignores: removing one changes no text of the deck.
fn without_ignores(text: &str) -> String {
    let source = Source::new("", text);
    let mut left = String::new();
    let mut from = 0;
    for it in allow::all(&source.text) {
        left.push_str(&source.text[from..it.comment.start]);
        from = it.comment.end;
    }
    left + &source.text[from..]
}

proptest! {
    #![proptest_config(tried(60))]

    #[test]
    fn a_fixed_deck_is_readable_and_needs_no_more_fixes(text in with_ignores()) {
        for which in [Which::Safe, Which::All] {
            match mend(&text, which, look) {
                Ok(mended) => {
                    prop_assert!(mended.count == 0 || parses(&mended.text), "{:?}", mended.text);
                    prop_assert_eq!(mended.count == 0, mended.text == text);
                    let again = mend(&mended.text, which, look).expect("it was mended once");
                    prop_assert_eq!(again.text, mended.text);
                }
                Err(trouble) => prop_assert_eq!((trouble, parses(&text)), (Trouble::Syntax, false)),
            }
        }
    }

    #[test]
    fn safely_fixed_decks_keep_their_letters(text in with_ignores()) {
        let Ok(mended) = mend(&text, Which::Safe, look) else { return Ok(()) };
        let written = letters(&without_ignores(&text)) == letters(&without_ignores(&mended.text));
        let meant = letters(&strings(&text)) == letters(&strings(&mended.text));
        prop_assert!(written || meant, "{:?} became {:?}", text, mended.text);
    }

    #[test]
    fn line_ends_and_a_byte_order_mark_change_nothing(text in with_ignores()) {
        prop_assume!(!text.contains('\r') && !text.starts_with('\u{feff}'));
        let marked = |text: &str| format!("\u{feff}{text}");
        let windows = |text: &str| marked(&text.replace('\n', "\r\n"));
        let plain = |which| mend(&text, which, look).map(|it| it.text);
        for which in [Which::Safe, Which::All] {
            prop_assert_eq!(mend(&marked(&text), which, look).map(|it| it.text), plain(which).map(|it| marked(&it)));
            // A text of one line does not show which line ends it uses.
            if text.contains('\n') {
                prop_assert_eq!(mend(&windows(&text), which, look).map(|it| it.text), plain(which).map(|it| windows(&it)));
            }
        }
    }

    #[test]
    fn findings_are_written_harmlessly_in_every_format(text in with_ignores()) {
        let source = Source::new("e\u{1b}[2Jssai\u{ffff}\n::error::.toml", &text);
        let (deck, read) = deck::read(&source);
        let assets = Assets::default();
        let findings = check(&Checker::new(&source, &deck, &assets), read, &wanted());
        for finding in &findings {
            check_finding(&finding.diagnostic, &source)?;
            prop_assert!(finding.slide.is_none_or(|slide| slide < deck.slide_count()));
        }
        let reports = [Report { source: &source, deck: &deck, findings: &findings, words: pupitre::lang::choose([Some("en")]) }];
        for name in Format::NAMES {
            let format = Format::named(name).expect("it has this name");
            let written = format.write(&reports, false);
            prop_assert_eq!(harmless::fault_in_lines(&written), None, "{}", name);
            // GitHub knows no command with a colon in its name: `:::` leads to another place of the file.
            let is_command = |line: &&str| line.trim_start().strip_prefix("::").is_some_and(|it| !it.starts_with(':'));
            let commands = written.lines().filter(is_command).count();
            prop_assert_eq!(commands, if format == Format::Github { findings.len() } else { 0 }, "{}: {}", name, written);
            match format {
                Format::Json | Format::Sarif => {
                    serde_json::from_str::<serde_json::Value>(&written).expect("JSON");
                    prop_assert_eq!(written.lines().count(), 1);
                }
                Format::Jsonl => {
                    for line in written.lines() {
                        serde_json::from_str::<serde_json::Value>(line).expect("JSON");
                    }
                    prop_assert_eq!(written.lines().count(), findings.len());
                }
                Format::Junit => prop_assert!(is_xml(&written), "{}", written),
                Format::Concise | Format::Github => prop_assert_eq!(written.lines().count(), findings.len()),
                Format::Full => {}
            }
        }
    }
}

/// Whether tags are closed in order, and no character is forbidden in XML 1.0.
fn is_xml(text: &str) -> bool {
    let legal = |it: char| matches!(it, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let mut open: Vec<&str> = Vec::new();
    for piece in text.split('<').skip(1) {
        let Some((tag, words)) = piece.split_once('>') else { return false };
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let right = match () {
            () if tag.starts_with('?') => true,
            () if tag.starts_with('/') => open.pop() == Some(name),
            () if tag.ends_with('/') => true,
            () => {
                open.push(name);
                true
            }
        };
        let escaped = words.split('&').skip(1).all(|it| it.split_once(';').is_some_and(|(name, _)| name.len() < 5));
        if !right || !escaped || tag.matches('"').count() % 2 == 1 {
            return false;
        }
    }
    open.is_empty() && text.chars().all(legal)
}
