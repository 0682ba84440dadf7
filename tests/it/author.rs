//! A show for its author: findings in the deck are counted and listed, and keys lead to them.

use std::sync::Arc;

use crate::play::{Played, play, play_at};
use expect_test::{Expect, expect};
use pupitre::diagnostic::Severity;
use pupitre::show::{Event, Input, Place, Remark, Remarks};

fn remark(severity: Severity, rule: &'static str, slide: Option<usize>, message: &str, help: Option<&str>) -> Remark {
    let line = slide.map_or(3, |slide| 10 * (slide + 1));
    Remark { severity, rule, slide, file: None, line, message: message.to_owned(), help: help.map(str::to_owned) }
}

fn remarks() -> Vec<Remark> {
    use Severity::{Error, Info, Warning};
    vec![
        remark(
            Error,
            "unknown-key",
            None,
            "unknown key `titel` in a deck",
            Some("a key with a similar name exists: `title`"),
        ),
        remark(Info, "source-missing", Some(0), "\"45 %\" is on a slide without sources", None),
        remark(
            Warning,
            "title-wraps",
            Some(2),
            "this title is 102 cells wide, a row has 72 at 80x24, and the words go on far enough to need a second row",
            Some("say it in fewer words"),
        ),
        remark(Warning, "title-wraps", Some(3), "this title is 80 cells wide", Some("say it in fewer words")),
    ]
}

/// A show for an author that receives these findings, then keys.
fn told(width: u16, height: u16, remarks: Vec<Remark>, keys: &str) -> Played {
    let mut played = play_at(width, height, "");
    played.show.remarks = Remarks::Awaited;
    played.take(Input::LookedOver(remarks)).press(keys)
}

fn shows(width: u16, height: u16, keys: &str, expected: Expect) {
    expected.assert_eq(&told(width, height, remarks(), keys).framed());
}

#[test]
fn the_bottom_row_counts_what_is_found() {
    let bottom = |width: u16, keys: &str| told(width, 12, remarks(), keys).bottom();
    expect!["✗ 1 erreur  ⚠ 2 avertissements  i 1 info  e liste        ◉───────────────  1/3"]
        .assert_eq(&bottom(80, ""));
    expect!["✗ 1  ⚠ 2  i 1  e liste             1/3"].assert_eq(&bottom(40, ""));
    expect!["✗ 1  ⚠ 2  i 1  1/3"].assert_eq(&bottom(20, ""));
    // The count stays while the clock runs, next to the time, if the row tells the room nothing.
    expect!["✗ 1  ⚠ 2  i 1  e liste                              0:02 / 10:00  = à l’heure  2/3"]
        .assert_eq(&bottom(84, "Right i Esc"));
    expect!["✗ 1  ⚠ 2  i 1  e liste      0:02 / 10:00  = à l’heure  2/3"].assert_eq(&bottom(60, "Right i Esc"));
    expect!["✗ 1 erreur  ⚠ 2 avertissements  i 1 info  e liste"].assert_eq(&bottom(80, "i i Esc"));
}

#[test]
fn no_findings_are_reported_too() {
    let played = told(60, 12, Vec::new(), "");
    expect!["✓ Aucun résultat.                    ◉───────────────  1/3"]
        .assert_eq(&told(60, 12, Vec::new(), "").bottom());
    assert_eq!(played.press("e").bottom(), "Aucun résultat.");
}

#[test]
fn the_list_unfolds_the_chosen_finding() {
    shows(
        80,
        24,
        "e Down",
        expect![[r#"
        |
        |    Bonjour
        |    ━━━━━━
        |
        |    Un mot.
        |
        | ╭────────────────────────────────────────────────────────────────────────────╮
        | │ Remarques 3/4                                                              │
        | │ ────────────────────────────────────────────────────────────────────────── │
        | │  ✗   –  unknown key `titel` in a deck                                      │
        | │  i   1  "45 %" is on a slide without sources                               │
        | │  ⚠   3  this title is 102 cells wide, a row has 72 at 80x24, and the       │
        | │         words go on far enough to need a second row                        │
        | │         ligne 30  title-wraps                                              │
        | │         say it in fewer words                                              │
        | │  ⚠  A1  this title is 80 cells wide                                        │
        | ╰────────────────────────────────────────────────────────────────────────────╯
        |
        |
        |
        |
        |
        |
        | ✗ 1 erreur  ⚠ 2 avertissements  i 1 info  e liste        ◉───────────────  1/3
    "#]],
    );
    shows(
        40,
        12,
        "e Down",
        expect![[r#"
        | ╭────────────────────────────────────╮
        | │ Remarques 3/4                      │
        | │ ────────────────────────────────── │
        | │  ⚠   3  this title is 102 cells    ▲
        | │         wide, a row has 72 at      │
        | │         80x24, and the words go    │
        | │         on far enough to need a    │
        | │         second row                 │
        | │         ligne 30  title-wraps      │
        | │         say it in fewer words      ▼
        | ╰────────────────────────────────────╯
        | ✗ 1  ⚠ 2  i 1  e liste             1/3
    "#]],
    );
    shows(
        120,
        36,
        "e Up Up",
        expect![[r#"
            |
            |
            |
            |
            |
            |
            |
            |
            |          Bonjour
            |          ━━━━━━
            |
            |
            |          Un ╭────────────────────────────────────────────────────────────────────────────────────────────╮
            |             │ Remarques 4/4                                                                              │
            |             │ ────────────────────────────────────────────────────────────────────────────────────────── │
            |             │  ✗   –  unknown key `titel` in a deck                                                      │
            |             │  i   1  "45 %" is on a slide without sources                                               │
            |             │  ⚠   3  this title is 102 cells wide, a row has 72 at 80x24, and the words go on far eno…  │
            |             │  ⚠  A1  this title is 80 cells wide                                                        │
            |             │         ligne 40  title-wraps                                                              │
            |             │         say it in fewer words                                                              │
            |             ╰────────────────────────────────────────────────────────────────────────────────────────────╯
            |
            |
            |
            |
            |
            |
            |
            |
            |
            |
            |
            |
            |
            | ✗ 1 erreur  ⚠ 2 avertissements  i 1 info  e liste                                        ◉───────────────────────  1/3
        "#]],
    );
}

#[test]
fn a_finding_leads_to_its_slide_and_back() {
    // On a slide with findings, its first one is selected.
    let played = told(80, 24, remarks(), "e Down Enter");
    assert_eq!(
        (played.title(), played.events),
        ("Beaucoup".to_owned(), vec![Event::Jumped(Place { slide: 2, step: 0 })])
    );
    assert_eq!(told(80, 24, remarks(), "e Down Enter z").title(), "Bonjour");
    assert_eq!(told(80, 24, remarks(), "e Up Up Enter").title(), "En plus");
    let played = told(80, 24, remarks(), "e Up Enter");
    assert_eq!(played.bottom(), "Ligne 3\u{a0}: unknown key `titel` in a deck");
    for close in ["Esc", "e", "q"] {
        let played = told(80, 24, remarks(), &format!("e {close}"));
        assert_eq!((played.title(), played.effects.len()), ("Bonjour".to_owned(), 0), "{close}");
    }
    assert_eq!(told(80, 24, remarks(), "e").click("80 cells").title(), "En plus");
    assert!(told(80, 24, remarks(), "e").take(Input::Wheel { down: true }).picture().contains("Remarques 3/4"));
}

#[test]
fn a_reloaded_deck_is_checked_again() {
    let played = told(80, 24, remarks(), "e Down Down");
    let (deck, assets) = (played.show.deck.clone(), Arc::default());
    let played = played.take(Input::Reloaded { deck, assets, mistakes: 0, first: None });
    assert!(played.picture().contains("Vérification de la présentation…"));
    assert_eq!(played.bottom(), "Rechargé.");
    let played = played.press("Down Enter");
    assert_eq!(played.title(), "Bonjour", "there is nothing to go to");
    assert!(!played.bottom().contains("erreur"), "old findings are counted");
    let played = played.press("e").take(Input::LookedOver(remarks()[1..2].to_vec()));
    assert!(played.picture().contains("Remarques 1/1"));
    assert!(played.press("Esc").bottom().starts_with("i 1 info  e liste"));
}

#[test]
fn a_show_for_a_room_shows_no_findings() {
    assert_eq!(play("e").picture(), play("").picture());
    let help = "ce que `check` trouve";
    assert!(!play_at(80, 40, "?").picture().contains(help));
    assert!(told(80, 40, remarks(), "?").picture().contains(help));
    assert!(told(80, 24, remarks(), "e ?").picture().contains("aller à sa diapositive"));
}

#[test]
fn the_clock_and_the_end_are_as_usual() {
    assert!(told(80, 24, remarks(), "Right t").bottom().starts_with("0:01 / 10:00"));
    for keys in ["Right q", "Right e C-c"] {
        assert!(told(80, 24, remarks(), keys).bottom().starts_with("q ou Entrée"), "{keys}");
    }
}
