//! The console's screen and keys: those for the room, and those for the speaker alone.

use std::sync::Arc;
use std::time::Duration;

use crate::play::{Played, named, play_deck};
use expect_test::{Expect, expect};
use pupitre::deck::Size;
use pupitre::show::{Effect, Input, Keeping, Panes, Remarks, Request, Seen, Show, Snapshot};

/// A deck whose notes have a part for each step.
const DECK: &str = r#"
format = 1
title = "Essai"
lang = "LANG"
duration = "10min"

[[section]]
key = "u"
title = "Le début"

[[section.slide]]
title = "Bonjour"
body = "Un mot."
notes = "Saluer la salle."

[[section.slide]]
title = "Trois choses"
reveal = "items"
body = '''
- une
- deux
- trois
'''
notes = '''
D’abord la première chose, sans se presser.

Puis la deuxième : laisser la salle la trouver.

Enfin la troisième, avec l’exemple de Lyon.
'''

[[section]]
key = "d"
title = "La suite"

[[section.slide]]
title = "Un sondage"
priority = "could"
[[section.slide.block]]
kind = "poll"
id = "p"
question = "Un projet ?"
choices = ["Oui", "Non"]

[[section.slide]]
title = "La fin"
body = "Merci."
"#;

fn deck(lang: &str) -> String {
    DECK.replace("LANG", lang)
}

/// The console opened in the stage's own terminal.
fn open(lang: &str, width: u16, height: u16, keys: &str) -> Played {
    play_deck(&deck(lang), width, height, &format!("c Enter {keys}"))
}

fn check(played: &Played, picture: &Expect) {
    picture.assert_eq(&played.framed());
}

/// A console in its own terminal, and its stage.
struct Pair {
    stage: Played,
    console: Played,
}

impl Pair {
    fn new(keys: &str) -> Self {
        Self::of(&deck("fr"), keys)
    }

    fn of(deck: &str, keys: &str) -> Self {
        let stage = play_deck(deck, 80, 24, "");
        let console = play_deck(deck, 120, 36, "");
        let mut pair = Self { stage: stage.take(Input::Consoles(1)), console };
        pair.console.show.follow(pair.stage.show.snapshot(String::new));
        pair.tell();
        pair.press(keys)
    }

    fn tell(&mut self) {
        let row = self.stage.page().rows(0).pop().unwrap();
        let told = serde_json::to_string(&self.stage.show.snapshot(|| row)).unwrap();
        let snapshot: Snapshot = serde_json::from_str(&told).unwrap();
        self.console.seconds = self.stage.seconds;
        self.console.show.update(Input::Mirror(Some(Box::new(snapshot))), self.stage.now());
    }

    /// Takes a request of the console to the stage at once.
    fn request(&mut self, request: Request) {
        let now = self.stage.now();
        self.stage.show.update(Input::Request(now.monotonic, request), now);
    }

    /// Presses keys at the console; takes its requests to the stage, and the stage's reply back.
    fn press(mut self, keys: &str) -> Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            self.stage.seconds += 1;
            self.console.seconds = self.stage.seconds;
            let now = self.stage.now();
            for effect in self.console.show.update(Input::Key(named(key)), now).effects {
                match effect {
                    Effect::Request(request) => {
                        let request: Request = serde_json::from_str(&serde_json::to_string(&request).unwrap()).unwrap();
                        let events = self.stage.show.update(Input::Request(now.monotonic, request), now).events;
                        self.stage.events.extend(events);
                        self.tell();
                    }
                    effect => self.console.effects.push(effect),
                }
            }
        }
        self
    }

    fn at(&self) -> (String, String) {
        let place = |show: &Show| format!("{}.{}", show.slide().number, show.step());
        (place(&self.stage.show), place(&self.console.show))
    }
}

fn both(place: &str) -> (String, String) {
    (place.to_owned(), place.to_owned())
}

#[test]
fn a_wide_console_has_two_columns() {
    check(
        &open("fr", 120, 36, "Right +90 Right Right"),
        &expect![[r#"
        |
        |  10:01   1:32 / 10:00   reste 8:28   = à l’heure   fin à 10:08
        |
        |  À l’écran  2/4  étape 2/2 ─────────────────────────────────────────   Ensuite  3/4 ─────────────────────────────────
        |
        |    Trois choses                                                          Un sondage
        |    ━━━━━━                                                                ━━━━━━
        |
        |    • une                                                                 Un projet ?
        |    • deux
        |    • trois                                                                 1  Oui
        |                                                                            2  Non
        |
        |                                                                          0 réponse
        |
        |
        |
        |
        |
        |
        |
        |  Notes ─────────────────────────────────────────────────────────────   Déroulé ─────────────────────    prévu    réel
        |    D’abord la première chose, sans se presser.                         ▸ Le début                        5:00    1:32
        |                                                                        · La suite                        5:00
        |    Puis la deuxième : laisser la salle la trouver.
        |                                                                          diapositive : reste 0:58
        |  ▌ Enfin la troisième, avec l’exemple de Lyon.                           section : reste 3:28
        |
        |
        |
        |
        |
        |
        |
        |
        |  a d notes   m panneaux   ? touches   c ferme la console
    "#]],
    );
    check(
        &open("en", 80, 24, "Right +90 Right"),
        &expect![[r#"
        | 10:01   1:31 / 10:00   8:29 left   = on time   ends at 10:08
        |
        | Now  2/4  step 1/2 ──────────────────────────  Next  step 2/2 ────────────────
        |   Trois choses                                  Trois choses
        |   • une                                         • une
        |   • deux                                        • deux
        |                                                 • trois
        |
        |
        |
        |
        |
        |
        |
        | Notes ───────────────────────────────────────  Agenda ───────  planned  actual
        |   D’abord la première chose, sans se presser.  ▸ Le début         5:00    1:31
        |                                                · La suite         5:00
        | ▌ Puis la deuxième : laisser la salle la
        | ▌ trouver.                                       slide: 0:59 left
        |                                                  section: 3:29 left
        |   Enfin la troisième, avec l’exemple de Lyon.
        |
        |
        | a d notes   m panes   ? keys   c closes the console
    "#]],
    );
}

#[test]
fn a_tall_console_has_one_pane_below_the_other() {
    check(
        &open("fr", 60, 40, "Right +200 Right"),
        &expect![[r#"
        |  10:03   3:21 / 10:00   reste 6:39   = à l’heure
        |  fin à 10:08
        |
        |  À l’écran  2/4  étape 1/2 ──────────────────────────────
        |    Trois choses
        |    • une
        |    • deux
        |
        |
        |
        |
        |
        |  Ensuite  étape 2/2 ─────────────────────────────────────
        |    Trois choses
        |    • une
        |    • deux
        |    • trois
        |
        |
        |  Notes ──────────────────────────────────────────────────
        |    D’abord la première chose, sans se presser.
        |
        |  ▌ Puis la deuxième : laisser la salle la trouver.
        |
        |    Enfin la troisième, avec l’exemple de Lyon.
        |
        |
        |
        |
        |
        |
        |
        |
        |  Déroulé ───────────────────────────────    prévu    réel
        |  ▸ Le début                                  5:00    3:21
        |  · La suite                                  5:00
        |
        |    diapositive : +0:51 dépassé
        |    section : reste 1:39
        |  a d notes   m panneaux   ? touches   c ferme la console
    "#]],
    );
}

#[test]
fn a_small_console_has_the_notes_and_a_line_for_the_rest() {
    check(
        &open("fr", 40, 12, "Right Right"),
        &expect![[r#"
        | 10:00   0:01 / 10:00   reste 9:59
        | = à l’heure   fin à 10:08
        | À l’écran  2/4  étape 1/2  Trois chos…
        | Ensuite  étape 2/2  Trois choses
        | Notes ────────────────────────────────
        |   D’abord la première chose, sans se
        |   presser.
        |
        | ▌ Puis la deuxième : laisser la salle
        | ▌ la trouver.
        |                                      ▼
        | a d notes   m panneaux   ? touches…
    "#]],
    );
    check(
        &open("en", 40, 12, "Right Right"),
        &expect![[r#"
        | 10:00   0:01 / 10:00   9:59 left
        | = on time   ends at 10:08
        | Now  2/4  step 1/2  Trois choses
        | Next  step 2/2  Trois choses
        | Notes ────────────────────────────────
        |   D’abord la première chose, sans se
        |   presser.
        |
        | ▌ Puis la deuxième : laisser la salle
        | ▌ la trouver.
        |                                      ▼
        | a d notes   m panes   ? keys   c clo…
    "#]],
    );
}

#[test]
fn a_key_changes_the_panes_and_another_the_room_for_notes() {
    let panes = |keys: &str| open("fr", 100, 30, keys).show.panes();
    assert_eq!(
        [panes(""), panes("m"), panes("m m"), panes("m m m")],
        [Panes::Wide, Panes::Tall, Panes::Narrow, Panes::Wide]
    );
    let height = |keys: &str| open("fr", 100, 30, keys).show.console_places().notes.height;
    assert!(height("w w") < height("") && height("") < height("w"));
    assert_eq!(height("w w w"), height(""));
}

#[test]
fn panes_without_room_are_hidden_until_there_is_room() {
    let mut played = open("fr", 100, 30, "");
    played.show.update(Input::Resize(Size { width: 40, height: 12 }), played.now());
    assert_eq!(played.show.panes(), Panes::Narrow);
    assert_eq!(played.press("m").show.panes(), Panes::Narrow);
}

#[test]
fn notes_follow_the_steps_until_they_are_scrolled() {
    let marked = |played: &Played| {
        let rows = played.picture();
        rows.lines()
            .filter(|row| row.contains('▌'))
            .map(|row| row.trim_end_matches([' ', '▼']).trim_start().to_owned())
            .collect::<Vec<_>>()
    };
    let played = open("fr", 40, 10, "Right Right");
    assert_eq!(marked(&played), ["▌ Puis la deuxième : laisser la salle", "▌ la trouver."]);
    let played = played.press("Right");
    assert!(played.picture().contains("▌ Enfin la troisième"), "{}", played.picture());
    let scrolled = played.press("a a");
    assert!(scrolled.picture().contains("D’abord la première"), "{}", scrolled.picture());
    assert!(!scrolled.press("Left Right").picture().contains("D’abord"), "the next step brings them back");
}

#[test]
fn the_room_is_asked_for_once_before_it_sees_the_console() {
    let asked = play_deck(&deck("fr"), 80, 24, "c");
    assert!(!asked.picture().contains("Saluer la salle"), "{}", asked.picture());
    assert!(asked.bottom().contains("montrer les notes"), "{}", asked.bottom());
    assert!(!asked.press("Right").picture().contains("Saluer"));
    let opened = open("fr", 80, 24, "");
    assert!(opened.picture().contains("Saluer la salle"));
    let closed = opened.press("c");
    assert!(!closed.picture().contains("Saluer la salle"));
    assert!(closed.press("c").picture().contains("Saluer la salle"), "it is not asked twice");
}

#[test]
fn the_stage_draws_no_notes_while_a_console_shows_them() {
    let stage = play_deck(&deck("fr"), 80, 24, "").take(Input::Consoles(1)).press("v");
    assert_eq!(stage.bottom(), "Les notes sont sur la console.");
    let stage = stage.press("Enter Left c Enter Left");
    assert!(!stage.picture().contains("Saluer"), "{}", stage.picture());
}

#[test]
fn if_there_is_room_the_console_shows_the_stages_slide_unchanged() {
    let mut pair = Pair::new("Right Right");
    pair.console.show.update(Input::Resize(Size { width: 200, height: 56 }), pair.console.now());
    let pair = pair.press("Right");
    let (stage, console) = (pair.stage.page().rows(0), pair.console.page().rows(0));
    let cells = |row: &str| row.chars().skip(2).take(80).collect::<String>().trim_end().to_owned();
    let slide: Vec<String> = console[4..4 + 23].iter().map(|row| cells(row)).collect();
    assert_eq!(slide, stage[..23]);
}

#[test]
fn both_screens_drive_and_stay_in_step() {
    let pair = Pair::new("Right Right");
    assert_eq!(pair.at(), both("2.1"));
    let mut pair = Pair { stage: pair.stage.press("Right Right"), ..pair };
    pair.tell();
    assert_eq!(pair.at(), both("3.0"));
    let pair = pair.press("1");
    assert_eq!(pair.at(), both("3.0"), "on an open poll a digit is a hand");
    let hands = |show: &Show| show.talk.answers.tally("p", &["Oui".to_owned()]).counts;
    assert_eq!((hands(&pair.stage.show), hands(&pair.console.show)), (vec![1], vec![1]));
    assert_eq!(pair.press("Home z").at(), both("3.0"));
}

#[test]
fn lists_and_numbers_move_the_room_only_when_confirmed() {
    let pair = Pair::new("Right o");
    assert_eq!(pair.stage.title(), "Trois choses");
    let pair = pair.press("Right Right");
    assert_eq!((pair.at(), pair.stage.bottom().contains("La suite")), (both("2.0"), false));
    let pair = pair.press("Enter s");
    assert_eq!(pair.at(), both("4.0"));
    let pair = pair.press("u g 2");
    assert_eq!(pair.at(), both("1.0"));
    assert!(!pair.stage.bottom().contains("Aller"), "{}", pair.stage.bottom());
    assert_eq!(pair.press("Enter / f i n Enter").at(), both("4.0"));
}

#[test]
fn the_clock_is_set_from_the_console_unseen_by_the_room() {
    let pair = Pair::new("Right t p");
    assert!(pair.stage.show.talk.clock.is_paused() && pair.console.show.talk.clock.is_paused());
    let pair = pair.press("t p t e 8 m i n");
    assert!(!pair.stage.bottom().contains("8min"), "{}", pair.stage.bottom());
    let pair = pair.press("Enter");
    let now = pair.stage.now().monotonic;
    assert_eq!(pair.stage.show.talk.end, Some(now + Duration::from_secs(8 * 60)));
    assert_eq!(pair.console.show.talk.end, pair.stage.show.talk.end);
    assert_eq!(pair.press("t r r").stage.show.talk.clock.elapsed(now), Duration::ZERO);
}

#[test]
fn all_counts_of_a_poll_are_typed_on_the_console() {
    let pair = Pair::new("g 3 Enter = 7 Space 3");
    assert!(!pair.stage.picture().contains("7 3"), "{}", pair.stage.picture());
    let pair = pair.press("Enter Right");
    assert!(pair.stage.picture().contains("70"), "{}", pair.stage.picture());
}

#[test]
fn the_console_asks_whether_to_record_texts_if_the_stage_may_ask() {
    let open = deck("fr").replace("kind = \"poll\"", "kind = \"open\"").replace("choices = [\"Oui\", \"Non\"]\n", "");
    let asked = |keeping: Keeping| {
        let mut pair = Pair::of(&open, "");
        pair.stage.show.keeping = keeping;
        pair.tell();
        pair.press("g 3 Enter =")
    };
    let pair = asked(Keeping::Unasked);
    assert!(pair.console.bottom().contains("enregistr"), "{}", pair.console.bottom());
    assert!(!pair.stage.bottom().contains("enregistr"), "{}", pair.stage.bottom());
    let pair = pair.press("Enter o u i Enter");
    assert_eq!((pair.stage.show.keeping, pair.stage.show.talk.answers.words("p").len()), (Keeping::Yes, 1));
    let mut pair = asked(Keeping::No);
    assert!(!pair.console.bottom().contains("enregistr"), "{}", pair.console.bottom());
    pair.request(Request::Keep(Keeping::Yes));
    assert_eq!(pair.stage.show.keeping, Keeping::No, "who said no is not overruled by a request");
}

/// What a console requests at a time in tenths of a second after it last heard from its stage.
fn requested(console: &mut Played, tenths: u64, input: Input) -> Vec<Effect> {
    let now = console.now();
    let now = pupitre::show::Now { monotonic: now.monotonic + Duration::from_millis(100 * tenths), ..now };
    let mut effects = console.show.update(input, now).effects;
    effects.retain(|effect| matches!(effect, Effect::Request(_)));
    effects
}

#[test]
fn keys_wait_at_the_console_for_a_sign_of_life_and_are_dropped_without_one() {
    let press = |console: &mut Played, tenths| requested(console, tenths, Input::Key(named("Right")));
    let right = Effect::Request(Request::Key(named("Right")));
    let heard = |pair: &Pair| Input::Mirror(Some(Box::new(pair.stage.show.snapshot(String::new))));
    let mut pair = Pair::new("");
    assert_eq!(press(&mut pair.console, 5), std::slice::from_ref(&right));
    assert_eq!(requested(&mut pair.console, 10, Input::Tick), [Effect::Request(Request::Sign)]);
    assert_eq!(press(&mut pair.console, 14), std::slice::from_ref(&right));
    assert_eq!(press(&mut pair.console, 16), []);
    assert_eq!(press(&mut pair.console, 30), []);
    let snapshot = heard(&pair);
    assert_eq!(requested(&mut pair.console, 31, snapshot), [right.clone(), right.clone()], "it was only slow");
    assert_eq!(requested(&mut pair.console, 41, Input::Tick), [Effect::Request(Request::Sign)]);
    assert_eq!(press(&mut pair.console, 50), []);
    assert_eq!(requested(&mut pair.console, 55, Input::Tick), []);
    assert_eq!(requested(&mut pair.console, 66, Input::Tick), []);
    assert_eq!(press(&mut pair.console, 70), []);
    assert_eq!(pair.console.bottom().trim(), "La scène ne répond pas.");
    let snapshot = heard(&pair);
    assert_eq!(requested(&mut pair.console, 80, snapshot), [], "it was stopped");
    assert!(!pair.console.bottom().contains("ne répond pas"), "{}", pair.console.bottom());
    assert_eq!(press(&mut pair.console, 81), [right]);
}

#[test]
fn a_late_request_is_ignored() {
    let mut pair = Pair::new("");
    let before = pair.stage.now();
    let now = pupitre::show::Now { monotonic: before.monotonic + Duration::from_secs(3), ..before };
    pair.stage.show.update(Input::Request(before.monotonic, Request::Go(3)), now);
    assert_eq!(pair.stage.show.talk.place.slide, 0);
    pair.request(Request::Go(3));
    assert_eq!(pair.stage.show.talk.place.slide, 3);
}

#[test]
fn the_console_cannot_show_findings_to_the_room() {
    let mut pair = Pair::new("Right");
    pair.stage.show.remarks = Remarks::Awaited;
    pair.request(Request::Key(named("e")));
    let pair = pair.press("e");
    assert_eq!(pair.stage.title(), "Trois choses");
    assert_eq!(pair.stage.show.front, pupitre::show::Front::Stage);
}

#[test]
fn the_users_own_keys_work_at_the_console_and_are_listed_there() {
    let mut pair = Pair::new("Right");
    for show in [&mut pair.stage.show, &mut pair.console.show] {
        show.keys.set("panes", &[named("x")]);
        show.keys.set("next", &[named("n")]);
    }
    assert!(pair.console.bottom().contains("x panneaux"), "{}", pair.console.bottom());
    let pair = pair.press("n x");
    assert_eq!((pair.at(), pair.console.show.panes()), (both("2.1"), Panes::Tall));
    let deck = pair.console.show.deck.clone();
    let mut console = pair.console.show;
    console.update(Input::Follow { deck, assets: Arc::default() }, pair.stage.now());
    assert_eq!(console.keys, pair.stage.show.keys, "another state of the deck has the same keys");
}

#[test]
fn a_frozen_room_keeps_its_screen_while_the_console_goes_on() {
    let mut pair = Pair::new("Right f");
    assert!(pair.stage.show.frozen);
    assert!(pair.console.bottom().starts_with("Figé"), "{}", pair.console.bottom());
    pair = pair.press("g 4 Enter");
    assert_eq!((pair.at(), pair.stage.show.frozen), (both("4.0"), true));
    let thawed = pair.stage.press("Left");
    assert_eq!((thawed.show.frozen, thawed.show.slide().number.to_string()), (false, "4".to_owned()));
    let pair = Pair::new("Right f Right f");
    assert_eq!((pair.at(), pair.stage.show.frozen), (both("2.1"), false));
    let alone = play_deck(&deck("fr"), 80, 24, "f");
    assert!(!alone.show.frozen && alone.bottom().starts_with("Pour figer l’écran, lancez"), "{}", alone.bottom());
}

#[test]
fn the_console_says_what_hides_the_slide_and_any_key_brings_it_back() {
    let pair = Pair::new("Right b");
    assert!(pair.console.bottom().starts_with("La salle voit un écran noir."), "{}", pair.console.bottom());
    let pair = pair.press("Right");
    assert_eq!((pair.at(), pair.stage.title()), (both("2.0"), "Trois choses".to_owned()));
    let mut pair = Pair { stage: pair.stage.press("q"), ..pair };
    pair.tell();
    assert!(pair.console.bottom().starts_with("Côté salle\u{a0}: q ou Entrée"), "{}", pair.console.bottom());
}

#[test]
fn a_console_is_closed_by_itself() {
    let pair = Pair::new("Right q");
    assert_eq!((pair.console.effects, pair.stage.effects), (vec![Effect::Quit], vec![]));
}

#[test]
fn a_lost_stage_is_told_in_big_letters_and_the_notes_stay() {
    let mut pair = Pair::new("Right");
    let mut ended = Pair::new("Right").console;
    for input in [Input::Ended, Input::Mirror(None)] {
        ended.show.update(input, ended.now());
    }
    assert!(!ended.picture().contains("▄▄▄  ▄▄  ▄▄▄▄ ▄  ▄ ▄▄▄▄"), "it was ended, not lost: {}", ended.picture());
    pair.console.show.update(Input::Mirror(None), pair.console.now());
    check(
        &pair.console,
        &expect![[r#"
            |
            |  10:00   0:00 / 10:00   reste 10:00   = à l’heure   fin à 10:08
            |
            |                                                                        Ensuite  étape 1/2 ───────────────────────────
            |
            |                                                                          Trois choses
            |                                                                          ━━━━━━
            |
            |   ▄    ▄▄▄  ▄▄  ▄▄▄  ▄▄▄  ▄▄  ▄  ▄    ▄▄▄  ▄▄▄▄ ▄▄▄  ▄▄▄  ▄  ▄ ▄▄▄▄      • une
            |   █     █  █  █  █  █    █  █ ██ █    █  █ █    █  █ █  █ █  █ █         • deux
            |   █     █  █▀▀█  █   ▀▀▄ █  █ █ ██    █▀▀  █▀▀  █▀█  █  █ █  █ █▀▀
            |   █▄▄▄ ▄█▄ █  █ ▄█▄ ▄▄▄▀ ▀▄▄▀ █  █    █    █▄▄▄ █  █ █▄▄▀ ▀▄▄▀ █▄▄▄
            |
            |   La console reprend avec la séance : pupitre present
            |
            |
            |
            |
            |
            |
            |
            |  Notes ─────────────────────────────────────────────────────────────   Déroulé ─────────────────────    prévu    réel
            |  ▌ D’abord la première chose, sans se presser.                         ▸ Le début                        5:00
            |                                                                        · La suite                        5:00
            |    Puis la deuxième : laisser la salle la trouver.
            |                                                                          diapositive : reste 2:30
            |    Enfin la troisième, avec l’exemple de Lyon.                           section : reste 5:00
            |
            |
            |
            |
            |
            |
            |
            |
            |  a d notes   m panneaux   ? touches   q ferme la console
        "#]],
    );
    let mut pair = pair.press("Right o Right Enter");
    assert_eq!(pair.at().0, "2.0", "nothing is driven any more");
    pair.tell();
    assert!(pair.console.picture().contains("À l’écran"));
}

#[test]
fn invalid_requests_change_nothing() {
    let pair = Pair::new("Right");
    let (mut stage, now) = (pair.stage, Duration::from_secs(99));
    let requests = [
        "{\"go\":99999}",
        "{\"event\":{\"moved\":{\"slide\":77,\"step\":1}}}",
        "{\"event\":{\"cut\":[0,1,2,3]}}",
        "{\"event\":{\"renumbered\":{\"places\":[],\"count\":0}}}",
        "{\"key\":{\"Ctrl\":\"c\"}}",
        "{\"key\":{\"Char\":\"q\"}}",
        "{\"key\":{\"Ctrl\":\"z\"}}",
    ];
    for request in requests {
        let before = stage.show.talk.clone();
        let request: Request = serde_json::from_str(request).unwrap();
        let outcome =
            stage.show.update(Input::Request(now, request), pupitre::show::Now { monotonic: now, ..stage.now() });
        assert_eq!((outcome.effects, &stage.show.talk), (vec![], &before));
    }
    assert_eq!(stage.title(), "Trois choses");
}

#[test]
fn a_snapshot_of_another_deck_is_ignored() {
    let mut pair = Pair::new("Right");
    let mut snapshot = pair.stage.show.snapshot(String::new);
    snapshot.talk.place.slide = 40;
    pair.console.show.update(Input::Mirror(Some(Box::new(snapshot))), pair.console.now());
    assert_eq!(pair.at(), both("2.0"));
    let deck = pair.console.show.deck.clone();
    pair.console.show.update(Input::Follow { deck, assets: Arc::default() }, pair.console.now());
    pair.tell();
    assert_eq!(pair.at(), both("2.0"));
    assert_eq!(pair.console.show.console.following.as_ref().unwrap().room, Seen::Slide);
}
