//! Playing a recorded show with a test clock: each event at its time, at every speed.

use std::sync::Arc;
use std::time::Duration;

use crate::play::{DECK, named};
use expect_test::{Expect, expect};
use proptest::prelude::*;
use pupitre::answers::Change;
use pupitre::deck::{self, Deck, Size};
use pupitre::lang;
use pupitre::plan::Plan;
use pupitre::playback::{Playback, Speed, transcript};
use pupitre::record::{Header, RecordLine, Recording, Summary, What};
use pupitre::show::{Event, Input, Now, Place, Show};
use pupitre::source::Source;

fn read(text: &str) -> Deck {
    let (deck, found) = deck::read(&Source::new("essai.toml", text));
    assert_eq!(found, []);
    deck
}

fn summary(deck: &Deck) -> Summary {
    Summary::of(deck, &Plan::of(deck))
}

/// A recording of a deck; times are in milliseconds.
fn recorded(deck: &Deck, lines: &[(u64, What)]) -> Recording {
    let header = Header::new(1_700_000_000, "2026-11-23 18:00".to_owned(), summary(deck));
    let lines = lines.iter().map(|(at, what)| RecordLine::new(Duration::from_millis(*at), what.clone()).line());
    Recording::parse(&(header.line() + &lines.collect::<String>())).unwrap()
}

fn moved(slide: usize, step: u16) -> What {
    What::Event(Event::Moved(Place { slide, step }))
}

/// A playback, and the current monotonic time.
struct Played {
    playback: Playback,
    now: Duration,
}

/// The time at which a playback begins: some time after the system started.
const BEGAN: Duration = Duration::from_secs(5000);

fn play_at(recording: &Recording, deck: &str, size: Size) -> Played {
    let deck = read(deck);
    let words = lang::choose([deck.lang.as_deref()]);
    let show = Show::new(Arc::new(deck), Arc::default(), words, size);
    let mut played = Played { playback: Playback::new(recording, show), now: BEGAN };
    played.take(Input::Tick);
    played
}

fn play(recording: &Recording, deck: &str) -> Played {
    play_at(recording, deck, Size { width: 80, height: 14 })
}

impl Played {
    fn take(&mut self, input: Input) {
        self.playback.take(input, Now { monotonic: self.now, wall: Duration::ZERO.into() });
    }

    /// Presses keys; `+1500` lets that many milliseconds pass, as the terminal's loop does.
    fn press(mut self, keys: &str) -> Self {
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            match key.strip_prefix('+') {
                Some(wait) => self.wait(Duration::from_millis(wait.parse().unwrap())),
                None => self.take(Input::Key(named(key))),
            }
        }
        self
    }

    fn wait(&mut self, time: Duration) {
        let until = self.now + time;
        while let Some(next) = self.playback.next_change(self.now, self.now).filter(|next| self.now + *next <= until) {
            self.now += next;
            self.take(Input::Tick);
        }
        self.now = until;
    }

    fn place(&self) -> (usize, u16) {
        let place = self.playback.show().talk.place;
        (place.slide, place.step)
    }

    fn millis(&self) -> u128 {
        self.playback.position(self.now).as_millis()
    }

    fn rows(&self) -> Vec<String> {
        self.playback.page(Now { monotonic: self.now, wall: Duration::ZERO.into() }).rows(0)
    }

    fn bottom(&self) -> String {
        self.rows().last().unwrap().trim().to_owned()
    }

    fn shows(&self, picture: Expect) {
        picture.assert_eq(&self.rows().iter().map(|row| format!("|{row}\n")).collect::<String>());
    }
}

/// The slides of [`DECK`], some seconds each; the last one is in the appendix.
fn short() -> Recording {
    let event = |event| What::Event(event);
    let lines = [
        (2_000, moved(1, 0)),
        (3_500, moved(1, 1)),
        (4_250, event(Event::Paused)),
        (64_250, event(Event::Resumed)),
        (65_000, event(Event::Jumped(Place { slide: 3, step: 0 }))),
        (67_000, event(Event::CameBack)),
        (70_000, moved(2, 0)),
        (75_000, What::Ended),
    ];
    recorded(&read(DECK), &lines)
}

#[test]
fn each_event_of_a_long_show_happens_when_it_is_due_at_every_speed() {
    let slides: String =
        (0..30).map(|slide| format!("[[section.slide]]\ntitle = \"s{slide}\"\nbody = \"x\"\n")).collect();
    let text = format!("format = 1\ntitle = \"Long\"\n[[section]]\ntitle = \"S\"\n{slides}");
    let (mut seed, mut at) = (7_u64, 0);
    let mut random = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    let mut due: Vec<(u64, usize)> = Vec::new();
    let mut slide = 0;
    for _ in 0..600 {
        at += 1 + random(9000);
        slide = (slide + 1 + random(28) as usize) % 30;
        due.push((at, slide));
    }
    let lines: Vec<(u64, What)> = due.iter().map(|(at, slide)| (*at, moved(*slide, 0))).collect();
    let recording = recorded(&read(&text), &lines);
    for speed in Speed::all() {
        let mut played = play(&recording, &text);
        played.playback = played.playback.at_speed(speed);
        let quarters: u32 = (speed.name(".").trim_end_matches('×').parse::<f64>().unwrap() * 4.0) as u32;
        let mut happened = 0;
        while let Some(next) = played.playback.next_change(played.now, played.now) {
            assert!(next > Duration::ZERO, "the loop would not rest");
            played.now += next;
            let before = played.place();
            played.take(Input::Tick);
            if played.place() != before {
                let (at, slide) = due[happened];
                let wanted = BEGAN + Duration::from_millis(at) * 4 / quarters;
                let late = played.now.saturating_sub(wanted) + wanted.saturating_sub(played.now);
                assert!(late < Duration::from_millis(1), "{speed:?}: event {happened} is {late:?} away");
                assert_eq!(played.place().0, slide);
                happened += 1;
            }
        }
        assert_eq!(happened, due.len(), "{speed:?}");
        assert!(!played.playback.is_playing());
    }
}

#[test]
fn a_loop_that_wakes_late_makes_no_later_event_late() {
    let mut played = play(&short(), DECK);
    for _ in 0..20 {
        played.now += Duration::from_millis(190);
        played.take(Input::Tick);
    }
    assert_eq!((played.place(), played.millis()), ((1, 1), 3800));
}

#[test]
fn it_begins_with_the_keys_that_matter_and_then_tells_the_section() {
    let narrow = |width: u16| play_at(&short(), DECK, Size { width, height: 12 }).bottom();
    expect![[r#"
        Espace pause · < > vitesse · → suite       ▶ 0:00  1×  1/3
        Espace pause · < > vitesse      ▶  1/3
        Espace pause          ▶  1/3
        ▶  1/3"#]]
    .assert_eq(&[60, 40, 30, 20].map(narrow).join("\n"));
    let played = play(&short(), DECK);
    played.shows(expect![[r#"
        |    Bonjour
        |    ━━━━━━
        |
        |    Un mot.
        |
        |
        |
        |
        |
        |
        |
        |
        |
        | Espace pause · < > vitesse · → suite                    ▶ 0:00 / 1:15  1×  1/3
    "#]]);
    played.press("+3600 >").shows(expect![[r#"
        |    Trois choses
        |    ━━━━━━
        |
        |    • une
        |    • deux
        |
        |
        |
        |
        |
        |
        |
        |
        | Le début                           ▶ 0:03 / 1:15  1,25×  ─●──────────────  2/3
    "#]]);
}

#[test]
fn a_small_screen_tells_what_it_has_room_for() {
    let narrow = |width: u16| play_at(&short(), DECK, Size { width, height: 12 }).press("+3600 <").bottom();
    let rows = [100, 60, 40, 30, 20].map(narrow).join("\n");
    expect![[r#"
        Le début                                       ▶ 0:03 / 1:15  0,75×  ─●──────────────────────  2/3
        Le début       ▶ 0:03 / 1:15  0,75×  ─●──────────────  2/3
        Le début     ▶ 0:03 / 1:15  0,75×  2/3
        Le début         ▶ 0:03  2/3
        Le début    ▶  2/3"#]]
    .assert_eq(&rows);
}

#[test]
fn pausing_and_other_speeds_keep_to_where_it_is() {
    let played = play(&short(), DECK).press("+1000 Space +9000");
    assert_eq!((played.millis(), played.place()), (1000, (0, 0)));
    let played = played.press("Space > > +500");
    assert_eq!((played.millis(), played.bottom().contains("1,5×")), (1750, true));
    let played = played.press("< < < < < < < < +1000");
    assert_eq!(played.millis(), 2000);
    assert_eq!(played.place(), (1, 0));
}

#[test]
fn keys_go_from_change_to_change_and_over_long_pauses() {
    let place = |keys: &str| {
        let played = play(&short(), DECK).press(keys);
        (played.place(), played.millis())
    };
    assert_eq!(place("Right"), ((1, 0), 2000));
    assert_eq!(place("Right Right Right"), ((3, 0), 65_000), "over a minute in which the presenter paused");
    assert_eq!(place("Right Right Left"), ((1, 0), 2000));
    assert_eq!(place("Left"), ((0, 0), 0));
    assert_eq!(place("Right Right Right Right"), ((1, 1), 67_000), "back from the jump");
    assert_eq!(place("End"), ((2, 0), 75_000));
    assert_eq!(place("End Home"), ((0, 0), 0));
    assert_eq!(place("Tab"), ((3, 0), 65_000));
    assert_eq!(place("Tab Tab Tab"), ((2, 0), 70_000));
    assert_eq!(place("Tab +500 BackTab"), ((0, 0), 0));
    assert_eq!(place("Tab Tab Right BackTab"), ((1, 1), 67_000));
    assert_eq!(place("s d"), ((2, 0), 70_000), "where the section was first shown");
    assert_eq!(place("s Down Down Enter"), ((3, 0), 65_000));
    assert_eq!(place("Right Right s u"), ((0, 0), 0));
    assert_eq!(place("Right s Esc"), ((1, 0), 2000));
}

#[test]
fn seeking_gives_the_same_state_as_playing() {
    for millis in [0, 1999, 2000, 3600, 5000, 64_500, 66_000, 67_000, 72_000] {
        let through = play(&short(), DECK).press(&format!("+{millis} Space"));
        let around = play(&short(), DECK).press(&format!("End Home Space +{millis} Space"));
        assert_eq!(through.playback.show().talk, around.playback.show().talk, "{millis}");
        assert_eq!(through.rows()[..13], around.rows()[..13]);
    }
}

#[test]
fn the_slide_with_which_the_show_began_is_seen_before_it_is_left() {
    // A recording begins with its first event.
    let recording = recorded(&read(DECK), &[(0, moved(1, 0)), (1000, moved(1, 1)), (2000, What::Ended)]);
    let at = |keys: &str| {
        let played = play(&recording, DECK).press(keys);
        (played.place(), played.millis())
    };
    assert_eq!(at("+2999"), ((0, 0), 0));
    assert_eq!(at("+3000"), ((1, 0), 0));
    assert_eq!(at("+4000"), ((1, 1), 1000));
    assert_eq!(at("Right"), ((1, 0), 0));
    assert_eq!(at("Right Left"), ((0, 0), 0));
    assert_eq!(at("End Home"), ((0, 0), 0));
    assert_eq!(at("Space +9000 Space +2999"), ((0, 0), 0));
    assert_eq!(at("+2000 > +2999"), ((0, 0), 0));
}

#[test]
fn at_its_end_it_says_so_and_space_begins_anew() {
    let played = play(&short(), DECK).press("+80000");
    assert!(!played.playback.is_playing());
    assert!(played.bottom().starts_with("Fin de l’enregistrement."), "{}", played.bottom());
    let again = played.press("Space +2000");
    assert_eq!((again.place(), again.millis()), ((1, 0), 2000));
}

#[test]
fn a_removed_slide_is_reported_and_the_previous_one_stays() {
    let without = DECK.replace("title = \"Beaucoup\"", "title = \"Autre chose\"");
    let said = "Cette diapositive n’est plus dans la présentation\u{a0}: Beaucoup";
    let played = play(&short(), &without).press("+71000 >");
    assert_eq!((played.place(), played.bottom().starts_with(said)), ((1, 1), true), "{}", played.bottom());
    let narrow = play_at(&short(), &without, Size { width: 40, height: 12 }).press("+71000 >");
    narrow.shows(expect![[r#"
        |  Trois choses
        |
        |  • une
        |  • deux
        |
        |
        |
        |
        |
        | Cette diapositive n’est plus dans la
        | présentation : Beaucoup
        | Le début     ▶ 1:11 / 1:15  1,25×  2/3
    "#]]);
    let back = played.press("Left Left");
    assert!(!back.bottom().contains(said));
}

#[test]
fn slides_are_known_in_each_state_that_the_deck_had() {
    let new = DECK.replace(
        "[[section.slide]]\ntitle = \"Bonjour\"",
        "[[section.slide]]\ntitle = \"Avant tout\"\nbody = \"x\"\n\n[[section.slide]]\ntitle = \"Bonjour\"",
    );
    let renumbered = Event::Renumbered { places: vec![Some(1), Some(2), Some(3), Some(4)], count: 5 };
    let lines = [
        (1000, moved(1, 0)),
        (2000, What::Event(renumbered)),
        (2000, What::Deck(summary(&read(&new)))),
        (3000, moved(3, 0)),
        (4000, moved(0, 0)),
        (5000, What::Ended),
    ];
    let recording = recorded(&read(DECK), &lines);
    let titles = |deck: &str| {
        let title = |at: u64| play(&recording, deck).press(&format!("+{at}")).rows()[0].trim().to_owned();
        [500, 1500, 2500, 3500, 4500].map(title)
    };
    assert_eq!(titles(&new), ["Bonjour", "Trois choses", "Trois choses", "Beaucoup", "Avant tout"]);
    assert_eq!(titles(DECK), ["Bonjour", "Trois choses", "Trois choses", "Beaucoup", "Beaucoup"]);
}

const POLL: &str = "
format = 1
title = 'Sondage'
lang = 'fr'
[[section]]
title = 'S'
[[section.slide]]
title = 'Un'
[[section.slide]]
title = 'Deux'
[[section.slide.block]]
kind = 'poll'
id = 'p'
question = 'Un projet ?'
choices = ['Oui', 'Non']
";

fn polled() -> Recording {
    let hand = |choice: &str| What::Event(Event::Answered(Change::Hand { id: "p".into(), choice: choice.into() }));
    let lines = [
        (1000, moved(1, 0)),
        (2000, hand("Oui")),
        (3000, hand("Oui")),
        (3500, hand("Non")),
        (4000, moved(1, 1)),
        (6000, What::Ended),
    ];
    recorded(&read(POLL), &lines)
}

#[test]
fn it_stops_where_a_question_opens_and_goes_on_with_the_answers_of_the_room() {
    let played = play(&polled(), POLL).press("p +5000");
    assert_eq!((played.millis(), played.place()), (1000, (1, 0)));
    assert_eq!(played.bottom().split("  ").next(), Some("Une question. Appuyez sur Espace pour continuer."));
    let played = played.press("Space +2600");
    assert!(played.rows().join("\n").contains("3 réponses"), "{:?}", played.rows());
    let played = played.press("+1000");
    assert!(played.rows().join("\n").contains("67\u{202f}%"), "{:?}", played.rows());
    assert_eq!(play(&polled(), POLL).press("p p +5000").place(), (1, 1), "not where it is not wanted");
    assert_eq!(play(&polled(), POLL).press("p Right +500").millis(), 1000);
}

#[test]
fn a_transcript_tells_when_and_what() {
    let told = |recording: &Recording, lang: &str| transcript(recording, lang::choose([Some(lang)]));
    expect![[r#"
        2026-11-23 18:00  Essai

        0:00    1  Bonjour
        0:02    2  Trois choses
        0:03    2  étape 1
        0:04       Le présentateur fait une pause.
        1:04       Le présentateur reprend.
        1:05   A1  En plus
        1:07    2  Trois choses, étape 1
        1:10    3  Beaucoup
        1:15  Fin de l’enregistrement.
    "#]]
    .assert_eq(&told(&short(), "fr"));
    expect![[r#"
        2026-11-23 18:00  Sondage

        0:00    1  Un
        0:01    2  Deux
        0:02       +1 Oui
        0:03       +1 Oui
        0:03       +1 Non
        0:04    2  step 1
        0:06  End of the recording.
    "#]]
    .assert_eq(&told(&polled(), "en"));
}

/// Anything that a line may contain, inside and outside the deck.
fn anything() -> impl Strategy<Value = What> {
    let slide = || prop_oneof![0_usize..6, Just(usize::MAX)];
    let place = (slide(), 0_u16..4).prop_map(|(slide, step)| Place { slide, step });
    let places = proptest::collection::vec(proptest::option::of(slide()), 0..6);
    let event = prop_oneof![
        place.clone().prop_map(Event::Moved),
        place.prop_map(Event::Jumped),
        Just(Event::CameBack),
        Just(Event::Paused),
        Just(Event::Resumed),
        Just(Event::Reset),
        any::<u64>().prop_map(|end| Event::Ends(Some(Duration::from_secs(end)))),
        proptest::collection::vec(slide(), 0..4).prop_map(Event::LeftOut),
        (places, 0_usize..9).prop_map(|(places, count)| Event::Renumbered { places, count }),
    ];
    prop_oneof![
        20 => event.prop_map(What::Event),
        1 => Just(What::Deck(summary(&read(DECK)))),
        1 => Just(What::Deck(Summary::default())),
        1 => Just(What::WentOn),
    ]
}

proptest! {
    /// Whatever a recording contains and whichever keys are pressed: a slide of the deck is shown, and the time stays within the recording.
    #[test]
    fn no_recording_leads_out_of_the_deck(
        lines in proptest::collection::vec((0_u64..20_000, anything()), 0..30),
        keys in proptest::collection::vec("Right|Left|Tab|BackTab|Home|End|Space|[><spi?tu]|Down|Up|Enter|Esc|\\+[0-9]{1,4}", 0..30),
    ) {
        let recording = recorded(&read(DECK), &lines);
        let played = play(&recording, DECK).press(&keys.join(" "));
        prop_assert!(played.place().0 < 4);
        prop_assert!(played.playback.position(played.now) <= played.playback.end());
        prop_assert_eq!(played.rows().len(), 14);
        transcript(&recording, lang::choose([]));
    }
}
