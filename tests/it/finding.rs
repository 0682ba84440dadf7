//! Searching slides, blanking the screen, the mouse, and reloading the deck.

use std::sync::Arc;

use crate::play::{DECK, play, play_at};
use expect_test::expect;
use pupitre::deck::{self, Size};
use pupitre::lang;
use pupitre::page::Target;
use pupitre::show::{Effect, Front, Input, Key, Now, Show};
use pupitre::source::Source;
use pupitre::view::view;

#[test]
fn a_search_lists_slides_as_one_types_and_enter_goes() {
    expect![[r#"
        |  Bonjour
        | ╭────────────────────────────────────────────────────────╮
        | │ Chercher  troi▏                                        │
        | │ ────────────────────────────────────────────────────── │
        | │    2  Trois choses                           Le début  │
        | │    3  Beaucoup                               La suite  │
        | │                                                        │
        | │                                                        │
        | │                                                        │
        | │                                                        │
        | ╰────────────────────────────────────────────────────────╯
        |
        |
        | → commencer   ? touches   q quitter                    1/3
    "#]]
    .assert_eq(&play("/ t r o i").framed());
    assert_eq!(play("/ t r o i Enter").title(), "Trois choses");
    assert_eq!(play("/ t r o i Down Enter").title(), "Beaucoup");
    assert_eq!(play("/ t r o i Esc").title(), "Bonjour");
    assert_eq!(play("/ t r o i Enter z").title(), "Bonjour", "a search is a jump");
}

#[test]
fn a_search_does_not_show_the_room_what_the_notes_say() {
    let picture = play("/ s a l u e r").picture();
    assert!(picture.contains("dans les notes"), "{picture}");
    assert!(!picture.contains("Saluer"), "{picture}");
}

#[test]
fn a_search_without_a_hit_says_so() {
    assert!(play("/ x y z").picture().contains("Aucun résultat."));
    assert_eq!(play("/ x y z Enter").title(), "Bonjour");
}

#[test]
fn the_overview_shows_all_slides_by_section() {
    expect![[r#"
        |
        |    Le début
        |
        |     Bonjour                   Trois choses
        |     Un mot.                   • une
        |                               • deux
        |                               • trois
        |
        |     a  1              3:20    s  2              3:20
        |
        |
        |    La suite
        |
        |     Beaucoup
        |     1. un
        |     2. deux
        |     3. trois
        |     4. quatre
        |     d  3              3:20
        |
        |
        |    Annexes
        |
        |     En plus
        |     Une annexe.
        |
        |
        |
        |     f  A1
        | → commencer   ? touches   q quitter                    1/3
    "#]]
    .assert_eq(&play_at(60, 30, "o").framed());
}

#[test]
fn the_overview_leads_to_a_slide_by_arrows_or_by_its_letter() {
    for (keys, title) in
        [("o Right Enter", "Trois choses"), ("o Down Enter", "Beaucoup"), ("o d", "Beaucoup"), ("o f", "En plus")]
    {
        assert_eq!(play(keys).title(), title, "{keys}");
    }
    assert_eq!(play("o Right Esc").title(), "Bonjour");
    assert_eq!(play("o Right o").title(), "Bonjour");
}

#[test]
fn a_black_screen_is_left_by_any_key_which_does_nothing_else() {
    assert!(play("b").picture().trim().is_empty());
    assert_eq!(play("b Right").title(), "Bonjour");
    assert_eq!(play(". .").title(), "Bonjour");
    assert!(play("b b").picture().trim().is_empty(), "black, then white");
    assert_eq!(play("b b b").title(), "Bonjour");
    assert_eq!(play("b q").effects, []);
}

/// The rows with the selection.
fn marked(keys: &str) -> Vec<String> {
    use pupitre::page::{Drawing, Role};
    let page = play(keys).page();
    let selected = page.items.into_iter().filter_map(|item| match item.drawing {
        Drawing::Text { text, ink } if ink.style.role == Role::Selected => Some(text.into_owned()),
        _ => None,
    });
    selected.collect()
}

#[test]
fn the_marker_moves_from_item_to_item() {
    assert_eq!(marked("s d x"), ["1.", "un"]);
    assert_eq!(marked("s d x Down Down Up"), ["2.", "deux"]);
    assert_eq!(marked("s d x Down Esc"), Vec::<String>::new());
    assert_eq!(play("s d x Left").title(), "Trois choses", "any other key leaves the marker and acts");
}

#[test]
fn the_wheel_scrolls_what_is_in_front() {
    let wheel = |keys: &str| play_at(40, 10, keys).take(Input::Wheel { down: true });
    assert!(wheel("s d").picture().contains("▲"));
    assert_eq!(wheel("s").press("Enter").title(), "Beaucoup");
    assert_eq!(wheel("x").title(), "Bonjour");
}

#[test]
fn a_click_goes_where_it_points_and_turns_no_page() {
    assert_eq!(play("s").click("La suite").title(), "Beaucoup");
    assert_eq!(play("/ t r o i").click("Trois choses").title(), "Trois choses");
    assert_eq!(play_at(60, 30, "o").click("Trois choses").title(), "Trois choses");
    assert_eq!(play("").click("Un mot").title(), "Bonjour");
    assert_eq!(play("s").take(Input::Click(None)).title(), "Bonjour");
    let link: Arc<str> = "https://a.fr".into();
    assert_eq!(play("").take(Input::Click(Some(Target::Link(link.clone())))).effects, [Effect::Open(link)]);
}

/// The show after its deck was changed.
fn reloaded(keys: &str, from: &str, to: &str) -> crate::play::Played {
    let (deck, found) = deck::read(&Source::new("essai.toml", &DECK.replace(from, to)));
    play(keys).take(Input::Reloaded {
        deck: Arc::new(deck),
        assets: Arc::default(),
        mistakes: found.len(),
        first: None,
    })
}

#[test]
fn a_changed_deck_goes_on_at_the_same_slide_and_step() {
    let before = "title = \"Bonjour\"";
    let more = "title = \"Nouveau\"\n[[section.slide]]\ntitle = \"Bonjour\"";
    let played = reloaded("Right Right", before, more);
    assert_eq!((played.title().as_str(), played.show.step()), ("Trois choses", 1));
    assert_eq!(played.bottom(), "Rechargé.");
    assert_eq!(reloaded("End z", "Beaucoup", "Peu").title(), "Bonjour");
    assert_eq!(reloaded("End", "Beaucoup", "Peu").title(), "Peu", "without the title, the same place");
    assert_eq!(reloaded("Right Right Right", "- trois\n", "").show.step(), 1);
}

#[test]
fn a_change_with_mistakes_goes_on_showing_and_says_so() {
    let played = reloaded("Right", "reveal = \"items\"", "reveal = \"itmes\"");
    assert_eq!((played.title().as_str(), played.bottom().as_str()), ("Trois choses", "Rechargé, avec 1 erreur."));
}

#[test]
fn a_search_that_was_open_does_not_lead_to_slides_that_are_gone() {
    let short = DECK.find("[[section]]\nid = \"deux\"").unwrap();
    let (deck, _) = deck::read(&Source::new("essai.toml", &DECK[..short]));
    let deck = Arc::new(deck);
    let again = Input::Reloaded { deck, assets: Arc::default(), mistakes: 0, first: None };
    let played = play("/ q u a t r e").take(again);
    assert_eq!(played.press("Enter").title(), "Bonjour");
    let (deck, _) = deck::read(&Source::new("essai.toml", &DECK[..short]));
    let again = Input::Reloaded { deck: Arc::new(deck), assets: Arc::default(), mistakes: 0, first: None };
    assert_eq!(play("o").take(again).take(Input::Click(Some(Target::Slide(2)))).title(), "Bonjour");
}

#[test]
fn fewer_slides_than_before_leave_the_show_at_the_last() {
    let short = DECK.find("[[section]]\nid = \"deux\"").unwrap();
    let (deck, _) = deck::read(&Source::new("essai.toml", &DECK[..short]));
    let played =
        play("s 3").take(Input::Reloaded { deck: Arc::new(deck), assets: Arc::default(), mistakes: 0, first: None });
    assert_eq!(played.title(), "Trois choses");
}

#[test]
fn without_letters_left_for_codes_the_overview_works_with_arrows() {
    let words = lang::choose([Some("fr")]);
    for left in [0, 1] {
        let (deck, _) = deck::read(&Source::new("t", DECK));
        let mut show = Show::new(Arc::new(deck), Arc::default(), words, Size { width: 80, height: 24 });
        let letters: Vec<Key> = ('a'..='z').skip(left).map(Key::Char).collect();
        show.keys.set("close-overview", &letters);
        for key in [Key::Char('o'), Key::Right] {
            show.update(Input::Key(key), Now::default());
        }
        view(&show, Now::default());
        assert!(matches!(show.front, Front::Overview { chosen: 1, .. }), "{:?}", show.front);
    }
}
