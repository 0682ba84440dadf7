//! Keys and screens: a deck, the keys pressed, and the resulting picture.

use crate::play::{play, play_at};
use expect_test::{Expect, expect};
use pupitre::show::{Effect, Event, Now};
use pupitre::view::view;

fn shows(keys: &str, expected: Expect) {
    expected.assert_eq(&play(keys).framed());
}

#[test]
fn the_first_slide_says_how_to_start() {
    shows(
        "",
        expect![[r#"
            |  Bonjour
            |  ━━━━━━
            |
            |  Un mot.
            |
            |
            |
            |
            |
            |
            |
            |
            |
            | → commencer   ? touches   q quitter                    1/3
        "#]],
    );
}

#[test]
fn items_come_one_by_one_then_the_next_slide() {
    shows(
        "Right Right",
        expect![[r#"
            |  Trois choses
            |  ━━━━━━
            |
            |  • une
            |  • deux
            |
            |
            |
            |
            |
            |
            |
            |
            | Le début                             ○───────●───────  2/3
        "#]],
    );
    assert_eq!(play("Right Right Right Right").title(), "Beaucoup");
}

#[test]
fn going_back_shows_a_slide_as_it_was_left() {
    assert!(play("Right Right Right Right Left").picture().contains("trois"));
}

#[test]
fn an_overflowing_slide_keeps_its_title_and_scrolls_before_going_on() {
    let at = |keys: &str| play_at(40, 10, &format!("s d {keys}"));
    expect![[r#"
        |  Beaucoup
        |  1. un
        |  2. deux
        |  3. trois
        |  4. quatre
        |  5. cinq
        |  6. six
        |  7. sept
        |  8. huit                             ▼
        | La suite                           3/3
    "#]]
    .assert_eq(&at("").framed());
    expect![[r#"
        |  Beaucoup
        |  2. deux                             ▲
        |  3. trois
        |  4. quatre
        |  5. cinq
        |  6. six
        |  7. sept
        |  8. huit
        |  9. neuf
        | La suite                           3/3
    "#]]
    .assert_eq(&at("Down").framed());
    assert_eq!(at("Down Up Up").title(), "Trois choses");
    assert!(at("Right").picture().contains("Dernière diapositive."));
}

#[test]
fn the_list_of_sections_leads_anywhere_in_two_keys() {
    shows(
        "Right s",
        expect![[r#"
            |  Trois choses
            |  ━━━━━━
            |
            | ╭────────────────────────────────────────────────────────╮
            | │ Sections                                               │
            | │ ────────────────────────────────────────────────────── │
            | │  u  1 Le début                                   6:40  │
            | │  d  2 La suite                                   3:20  │
            | │     3 Annexes                                  annexe  │
            | ╰────────────────────────────────────────────────────────╯
            |
            |
            |
            | Le début                             ○───────●───────  2/3
        "#]],
    );
    for (keys, title) in [
        ("s d", "Beaucoup"),
        ("s 2", "Beaucoup"),
        ("s é", "Beaucoup"),
        ("s D", "Beaucoup"),
        ("s Down Enter", "Beaucoup"),
    ] {
        assert_eq!(play(keys).title(), title, "{keys}");
    }
    assert_eq!(play("s Esc").title(), "Bonjour");
}

#[test]
fn a_number_leads_to_its_slide() {
    for (keys, title) in [
        ("3 Enter", "Beaucoup"),
        ("g 3 Enter", "Beaucoup"),
        ("g \" Enter", "Beaucoup"),
        ("g a 1 Enter", "En plus"),
        ("g e", "Beaucoup"),
        ("3 Enter g g", "Bonjour"),
        ("End Home", "Bonjour"),
    ] {
        assert_eq!(play(keys).title(), title, "{keys}");
    }
    assert_eq!(play("1 2").bottom(), "Aller à 12▏");
    assert_eq!(play("1 2 Enter").bottom(), "Il n’y a pas de diapositive 12.");
    assert_eq!(play("3 x Enter").title(), "Trois choses", "any other key drops the number");
    assert_eq!(play("3 Back 2 Enter").title(), "Trois choses");
}

#[test]
fn a_jump_can_be_taken_back() {
    assert_eq!(play("s d z").title(), "Bonjour");
    assert_eq!(play("s d g a 1 Enter C-o z").title(), "Bonjour");
    assert_eq!(play("z").bottom(), "Aucun saut sur lequel revenir.");
}

#[test]
fn sections_follow_each_other() {
    assert_eq!(play("Tab").title(), "Beaucoup");
    assert_eq!(play("Tab BackTab").title(), "Bonjour");
    assert_eq!(play("Right BackTab").title(), "Bonjour", "first to the start of the section");
}

#[test]
fn the_appendix_is_not_reached_with_next() {
    assert_eq!(play("End Right Right").title(), "Beaucoup");
    assert_eq!(play("s 3 Left").title(), "En plus");
}

#[test]
fn the_room_sees_no_notes_by_accident() {
    assert!(!play("v").picture().contains("Saluer"));
    assert!(play_at(90, 14, "v").bottom().starts_with("Entrée\u{a0}: montrer les notes"));
    assert!(!play("v x").picture().contains("Saluer"));
    shows(
        "v Enter",
        expect![[r#"
            |  Bonjour
            |
            |  Un mot.
            |
            |
            |
            |
            |
            |
            |
            |
            |── Notes ───────────────────────────────────────────────────
            |  Saluer la salle.
            | → commencer   ? touches   q quitter                    1/3
        "#]],
    );
    assert!(!play("v Enter v").picture().contains("Saluer"));
    assert!(play("v Enter v v").picture().contains("Saluer"), "asked once a show");
}

#[test]
fn help_lists_the_keys_of_the_screen_in_front() {
    expect![[r#"
        | ╭────────────────────────────────────────────────────────────────────╮
        | │ Touches                                                            │
        | │ ────────────────────────────────────────────────────────────────── │
        | │ → Entrée n l          étape ou diapositive suivante                │
        | │ ← Retour arrière p h  étape ou diapositive précédente              │
        | │ Espace ↓ Page↓ j      défiler, puis suivante                       │
        | │ ↑ Page↑ k             défiler vers le haut, puis précédente        │
        | │ Tab ]                 section suivante                             │
        | │ Maj-Tab [             section précédente                           │
        | │ s                     liste des sections                           │
        | │ g                     aller à une diapositive : son numéro (a1 :   │
        | │                       annexe), puis Entrée                         │
        | │ z Ctrl-O              revenir là où l’on était avant le saut       │
        | │ /                     chercher dans les titres, les textes et les  │
        | │                       notes                                        │
        | │ o                     vue d’ensemble des diapositives              │
        | │ Début                 première diapositive (ou g g)                │
        | │ Fin                   dernière diapositive (ou g e)                │
        | │ v                     notes sous la diapositive : montrer, page    │
        | │                       suivante, cacher                             │
        | │ c                     console du présentateur, dans ce terminal    │
        | │ t                     horloge                                      │
        | │ t t                   temps écoulé, restant, heure                 │
        | │ t p                   pause, reprise                               │
        | │ t r                   remettre à zéro (demande confirmation)       │
        | │ t e                   fixer l’heure de fin                         │
        | │ t Échap               fermer                                       │
        | │ b .                   écran noir ; encore b : blanc ; toute autre  │
        | │                       touche ramène la diapositive                 │
        | │ f                     figer l’écran de la salle (avec une console) │
        | │ x                     repère sur une ligne ou un élément           │
        | │ i                     ce que la ligne du bas montre à la salle     │
        | │ a                     lettres deux fois plus grandes, ou non       │
        | │ y                     écarter des diapositives pour finir à        │
        | │                       l’heure ; encore : les remettre              │
        | │ r                     recharger la présentation (l’enregistrer     │
        | │                       suffit)                                      │
        | │ ?                     cette aide                                   ▼
        | ╰────────────────────────────────────────────────────────────────────╯
        | → commencer   ? touches   q quitter              ◉───────────────  1/3
    "#]]
    .assert_eq(&play_at(72, 40, "?").framed());
    expect![[r#"
        |    Bonjour
        | ╭────────────────────────────────────────────────────────────────────╮
        | │ Touches                                                            │
        | │ ────────────────────────────────────────────────────────────────── │
        | │ a…z 1…9    lettre ou numéro d’une section : y aller                │
        | │ ↑ ↓        choisir                                                 │
        | │ Entrée     valider                                                 │
        | │ Échap s q  fermer                                                  │
        | │ ?          cette aide                                              │
        | │                                                                    │
        | │ ● diapositives montrées   ○ temps écoulé                           │
        | ╰────────────────────────────────────────────────────────────────────╯
        |
        | → commencer   ? touches   q quitter              ◉───────────────  1/3
    "#]]
    .assert_eq(&play_at(72, 14, "s ?").framed());
    assert_eq!(play("? x").title(), "Bonjour");
}

#[test]
fn quitting_asks_while_the_clock_runs() {
    assert_eq!(play("q").effects, [Effect::Quit]);
    assert_eq!(play("Right q x").effects, []);
    assert_eq!(play("Right q q").effects, [Effect::Quit]);
    assert_eq!(play("Right C-c Enter").effects, [Effect::Quit]);
    assert!(play_at(90, 14, "Right q").bottom().starts_with("q ou Entrée\u{a0}: quitter."));
}

#[test]
fn the_clock_starts_when_the_first_slide_is_left() {
    assert!(play("+300 i x").bottom().contains("0:00 / 10:00"));
    assert!(play("+300 i Right +60").bottom().contains("1:00 / 10:00"));
}

#[test]
fn the_bottom_row_shows_what_the_presenter_chose() {
    let row = |keys: &str, expected: Expect| expected.assert_eq(&play_at(90, 14, keys).bottom());
    row(
        "Right +400",
        expect!["Le début                                                           ────────●─○─────  2/3"],
    );
    row(
        "Right i Right Left +400",
        expect!["Le début                                                  6:43 / 10:00  = à l’heure  2/3"],
    );
    row(
        "Right i Right Left +30",
        expect!["Le début                                                  0:33 / 10:00  = à l’heure  2/3"],
    );
    row("Right i i", expect!["Ligne du bas : masquée (i la ramène)."]);
    row("Right i i x", expect![[""]]);
    row(
        "Right i t t t Right +30",
        expect!["Le début                                                         10:00  = à l’heure  2/3"],
    );
}

#[test]
fn the_clocks_bar_pauses_resets_and_takes_an_end() {
    expect!["0:01 / 10:00  = à l’heure  fin à 10:07  t temps  p pause  r zéro  e fin"]
        .assert_eq(&play_at(90, 14, "Right t").bottom());
    assert!(play_at(90, 14, "Right t p i +500").press("Right").bottom().contains("‖ 0:02 / 10:00 (en pause)"));
    assert!(
        play_at(90, 14, "Right t p Right i t t Right").bottom().contains("en pause"),
        "a pause stays through slides"
    );
    assert!(play_at(90, 14, "Right i +100 t r x Left").bottom().contains("1:4"));
    assert!(play_at(90, 14, "Right i +100 t r r Left").bottom().contains("0:01 / 10:00"));
    assert!(play_at(90, 14, "Right t e 1 0 : 3 0 Enter t").bottom().contains("à finir pour 10:30"));
    assert!(play_at(90, 14, "t e x Enter").bottom().contains("ni une heure (11:30) ni une durée (18min)"));
}

#[test]
fn events_say_what_changed_and_nothing_else() {
    use pupitre::show::Place;
    let place = |slide, step| Place { slide, step };
    let events = play("Right Right s s v x 1 Enter z t p").events;
    let expected = [
        Event::Moved(place(1, 0)),
        Event::Moved(place(1, 1)),
        Event::Jumped(place(0, 0)),
        Event::CameBack,
        Event::Paused,
    ];
    assert_eq!(events, expected);
}

#[test]
fn a_terminal_too_small_says_so_in_words_that_fit() {
    let said = [(80, 5), (19, 24), (10, 5), (9, 5), (10, 2), (5, 3), (1, 1)].map(|(width, height)| {
        let picture = play_at(width, height, "Right s").picture();
        let rows: Vec<&str> = picture.lines().map(str::trim).filter(|row| !row.is_empty()).collect();
        format!("{width}x{height}: {}\n", rows.join(" / "))
    });
    expect![[r#"
        80x5: Terminal trop petit (min. 20x6)
        19x24: Terminal trop petit / (min. 20x6)
        10x5: Terminal / trop petit / (min. / 20x6)
        9x5: Terminal / trop / petit / (min. / 20x6)
        10x2: 20x6
        5x3: 20x6
        1x1: 2
    "#]]
    .assert_eq(&said.concat());
}

#[test]
fn a_clickers_key_closes_the_clock_and_moves_on_at_once() {
    let title = |keys: &str| play(keys).title();
    assert_eq!(title("Right t Right Right Right Right"), "Beaucoup");
    assert_eq!(title("Right t Left"), "Bonjour");
    // Other keys only close it.
    for key in ["b", "1", "s", "q", "Esc"] {
        assert_eq!(play(&format!("Right t {key}")).bottom(), play("Right").bottom(), "{key}");
    }
}

#[test]
fn every_screen_fits_every_size() {
    for keys in ["", "s", "?", "t", "v Enter", "Right q", "g 1", "t e", "Tab s ?"] {
        for (width, height) in [(20, 6), (40, 12), (80, 24), (200, 60), (7, 3)] {
            let page = view(&play_at(width, height, keys).show, Now::default());
            let rows = page.rows(0);
            assert_eq!(rows.len(), usize::from(height), "{keys} at {width}x{height}");
        }
    }
}

#[test]
fn a_question_to_the_presenter_is_read_whole_on_a_narrow_screen() {
    let screen = play_at(30, 12, "Right q");
    expect![[r#"
        | Trois choses
        |
        | • une
        |
        |
        |
        |
        |
        |
        | q ou Entrée : quitter. Autre
        | touche : rester (l’horloge
        | tourne).
    "#]]
    .assert_eq(&screen.framed());
}
