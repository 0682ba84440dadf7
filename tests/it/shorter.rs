//! Ending on time: what a show leaves out when it is late, and takes back.

use std::sync::Arc;
use std::time::Duration;

use pupitre::deck::{self, Size};
use pupitre::show::{Event, Input};
use pupitre::source::Source;

use crate::common::Folder;
use crate::common::checking::run;
use crate::play::Played;

const DECK: &str = r#"
format = 1
title = "Essai"
lang = "fr"

[[section]]
title = "Le début"
[[section.slide]]
title = "Bonjour"
duration = "1min"
priority = "must"
[[section.slide]]
title = "Détail"
duration = "2min"
priority = "could"
[[section.slide]]
title = "Idée"
duration = "3min"

[[section]]
title = "La suite"
[[section.slide]]
title = "Exemple"
duration = "2min"
priority = "could"
[[section.slide]]
title = "Fin"
duration = "2min"
priority = "must"
"#;

fn played(keys: &str) -> Played {
    crate::play::play_deck(DECK, 100, 14, keys)
}

/// The titles of the slides left out.
fn left_out(played: &Played) -> Vec<String> {
    let left_out = played.show.talk.left_out.iter();
    left_out.map(|slide| played.show.deck.slide(*slide).unwrap().slide.title.clone().unwrap()).collect()
}

#[test]
fn text_without_a_terminal_is_as_short_as_the_show() {
    let folder = Folder::new();
    let deck = folder.write("deck.toml", DECK);
    let titles = |arguments: &[&str]| {
        let ran = run(&[&["present", &deck], arguments].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        ["Bonjour", "Détail", "Idée", "Exemple", "Fin"].iter().filter(|it| ran.out.contains(**it)).count()
    };
    assert_eq!(titles(&[]), 5);
    assert_eq!(titles(&["--for", "6min"]), 3);
    assert_eq!(titles(&["--section", "2"]), 2);
    assert_eq!(titles(&["--section", "2", "--for", "6min"]), 1);
}

/// Two minutes late on the second slide: one of the two optional slides has to go.
const LATE: &str = "n +300";

#[test]
fn a_late_show_leaves_out_what_matters_least_and_ends_on_time() {
    let played = played(&format!("{LATE} t"));
    assert!(played.bottom().contains("2\u{a0}min de retard  y\u{a0}: finir à l’heure sans 4"), "{}", played.bottom());
    let played = played.press("Esc y");
    assert_eq!(left_out(&played), ["Exemple"]);
    assert_eq!(played.bottom(), "1 diapositive écartée, fin à 10:10");
    assert!(played.events.contains(&Event::LeftOut(vec![3])));
    let played = played.press("n n");
    assert_eq!(played.title(), "Fin");
    let played = played.press("p");
    assert_eq!(played.title(), "Idée");
    let played = played.take(Input::Resize(Size { width: 100, height: 40 })).press("o");
    assert!(played.picture().contains("– écartée"), "{}", played.framed());
    let played = played.press("Esc g 4 Enter");
    assert_eq!(played.title(), "Exemple", "what is left out is reached by a jump");
}

#[test]
fn the_clocks_bar_takes_the_key_that_it_offers() {
    let played = played(&format!("{LATE} t y"));
    assert_eq!(left_out(&played), ["Exemple"]);
    assert_eq!(played.bottom(), "1 diapositive écartée, fin à 10:10");
}

#[test]
fn left_out_slides_can_come_back() {
    let played = played(&format!("{LATE} y y"));
    assert!(left_out(&played).is_empty());
    assert_eq!(played.bottom(), "1 diapositive remise, fin à 10:12");
}

#[test]
fn if_the_musts_alone_are_too_long_it_says_by_how_much() {
    let played = played("n n n +600 t");
    assert!(
        played.bottom().contains("les diapositives `must` dépassent à elles seules de 2\u{a0}min"),
        "{}",
        played.bottom()
    );
    let played = played.press("Esc y");
    assert!(left_out(&played).is_empty());
    assert!(played.bottom().contains("seules de 2\u{a0}min"), "{}", played.bottom());
}

#[test]
fn a_show_begun_shorter_says_what_could_come_back_when_it_is_early() {
    let mut begun = played("");
    begun.show.begin_without(vec![1, 3]);
    assert_eq!(begun.show.plan.total().as_secs(), 6 * 60);
    let late = begun.press("n n +500 p t");
    assert_eq!(late.title(), "Idée");
    assert!(!late.bottom().contains("il reste du temps"), "{}", late.bottom());
    // The minute of the first slide may be used: only time beyond it is early.
    let longer = DECK.replacen("2min", "3min", 1);
    let mut begun = crate::play::play_deck(&longer, 100, 14, "");
    begun.show.begin_without(vec![3]);
    let early = begun.press("n n t");
    assert!(early.bottom().contains("d’avance  y\u{a0}: il reste du temps pour 4"), "{}", early.bottom());
    let early = early.press("Esc y");
    assert!(left_out(&early).is_empty());
    assert!(early.bottom().starts_with("1 diapositive remise, fin à 10:"), "{}", early.bottom());
}

#[test]
fn a_show_that_is_to_end_sooner_is_late_from_the_start() {
    let mut begun = played("");
    begun.show.end_at(Duration::from_secs(6 * 60));
    let late = begun.press("n t");
    assert!(late.bottom().contains("à finir pour 10:06"), "{}", late.bottom());
    assert!(late.bottom().ends_with("fin à 10:09"), "nine minutes are left: {}", late.bottom());
    let late = late.press("Esc y");
    assert_eq!(left_out(&late), ["Exemple"]);
}

#[test]
fn on_time_there_is_nothing_to_leave_out() {
    let played = played("n y");
    assert!(played.events.iter().all(|event| !matches!(event, Event::LeftOut(_))));
}

#[test]
fn a_reload_keeps_what_is_left_out() {
    let played = played(&format!("{LATE} y"));
    let (deck, _) = deck::read(&Source::new(
        "essai.toml",
        &DECK.replace(
            "[[section.slide]]\ntitle = \"Détail\"",
            "[[section.slide]]\ntitle = \"Neuf\"\n[[section.slide]]\ntitle = \"Détail\"",
        ),
    ));
    let played =
        played.take(Input::Reloaded { deck: Arc::new(deck), assets: Arc::default(), mistakes: 0, first: None });
    assert_eq!(left_out(&played), ["Exemple"]);
    assert_eq!(played.show.talk.left_out, [4]);
}
