//! The times of rehearsals, next to the plan and in the deck.

use std::fs;
use std::time::Duration;

use crate::common::{Folder, pupitre};
use expect_test::expect;
use proptest::prelude::*;
use pupitre::deck;
use pupitre::plan::Plan;
use pupitre::record::{Header, RecordLine, Summary, What};
use pupitre::report::{rounded, rounded_to_total};
use pupitre::show::{Event, Place};
use pupitre::source::Source;

const DECK: &str = "# En-tête
format = 1
title = 'Essai'
duration = '10min'

[[section]]
title = 'Début'
duration = '3min' # au plus
[[section.slide]]
title = 'Bonjour'
duration = '1min'   # vite
[[section.slide]]
title = 'Idée' # à revoir
body = 'x'

[[section]]
title = 'Suite'
[[section.slide]]
title = 'Fin'

[[section]]
title = 'Annexe'
appendix = true
[[section.slide]]
title = 'En plus'
";

/// A recording in which the slides took these times, one after the other.
fn run(deck: &str, day: usize, seconds: &[u64]) -> String {
    let (deck, found) = deck::read(&Source::new("essai.toml", deck));
    assert_eq!(found, []);
    let mut header = Header::new(1, format!("2026-11-{day:02} 18:00"), Summary::of(&deck, &Plan::of(&deck)));
    header.rehearsal = true;
    let mut text = header.line();
    let mut at = 0;
    let moved = |at, slide| {
        RecordLine::new(Duration::from_secs(at), What::Event(Event::Moved(Place { slide, step: 0 }))).line()
    };
    // The clock starts when the first slide is left, so it is shown again.
    text += &moved(0, 1);
    for (slide, seconds) in seconds.iter().enumerate() {
        text += &moved(at, slide);
        at += seconds;
    }
    text + &RecordLine::new(Duration::from_secs(at), What::Ended).line()
}

struct Rehearsed {
    folder: Folder,
    deck: String,
}

fn rehearsed(text: &str) -> Rehearsed {
    let folder = Folder::new();
    let deck = folder.write("essai.toml", text);
    folder.write("a.jsonl", run(DECK, 20, &[70, 131, 300]));
    folder.write("b.jsonl", run(DECK, 21, &[50, 100, 0]));
    Rehearsed { folder, deck }
}

impl Rehearsed {
    /// What `plan` says about both recordings.
    fn plan(&self, arguments: &[&str]) -> String {
        let (one, other) = (self.folder.name("a.jsonl"), self.folder.name("b.jsonl"));
        let all = [&["plan", &self.deck, "--lang", "en"], arguments, &["--from", &one, &other]].concat();
        let ran = pupitre(&all).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).unwrap()
    }

    /// The same with the name of the deck as the test knows it.
    fn diff(&self, arguments: &[&str]) -> String {
        self.plan(&[&["--diff"], arguments].concat()).replace(&self.deck, "essai.toml")
    }
}

#[test]
fn the_plan_shows_recorded_times_and_the_proposed_ones() {
    let rows: String = rehearsed(DECK).plan(&[]).lines().map(|row| format!("|{row}\n")).collect();
    expect![[r#"
        |Essai
        |═════
        |run 1  2026-11-20 18:00
        |run 2  2026-11-21 18:00
        |
        |Times
        |─────
        |               planned  run 1  run 2  to write
        |
        |Début             3:00   3:21   2:30      2:55
        |   1  Bonjour     1:00   1:10   0:50      1:00
        |   2  Idée        2:00   2:11   1:40      1:55
        |
        |Suite             7:00   5:00      –      5:00
        |   3  Fin         7:00   5:00      –      5:00
        |
        |Total            10:00   8:21   2:30      7:55
    "#]]
    .assert_eq(&rows);
}

#[test]
fn the_diff_of_a_deck_shows_only_times() {
    let rehearsed = rehearsed(DECK);
    expect![[r#"
        --- essai.toml
        +++ essai.toml
        @@ -8 +8 @@
        -duration = '3min' # au plus
        +duration = '2min 55s' # au plus
        @@ -13,0 +14 @@
        +duration = "1min 55s"
        @@ -19,0 +21 @@
        +duration = "5min"
    "#]]
    .assert_eq(&rehearsed.diff(&[]));
    expect![[r#"
        --- essai.toml
        +++ essai.toml
        @@ -8 +8 @@
        -duration = '3min' # au plus
        +duration = '2min 30s' # au plus
        @@ -11 +11 @@
        -duration = '1min'   # vite
        +duration = '50s'   # vite
        @@ -13,0 +14 @@
        +duration = "1min 40s"
        @@ -19,0 +21 @@
        +duration = "5min"
    "#]]
    .assert_eq(&rehearsed.diff(&["--latest"]));
    expect![[r#"
        --- essai.toml
        +++ essai.toml
        @@ -8 +8 @@
        -duration = '3min' # au plus
        +duration = '3min 40s' # au plus
        @@ -11 +11 @@
        -duration = '1min'   # vite
        +duration = '1min 15s'   # vite
        @@ -13,0 +14 @@
        +duration = "2min 25s"
        @@ -19,0 +21 @@
        +duration = "6min 20s"
    "#]]
    .assert_eq(&rehearsed.diff(&["--keep-total"]));
    assert_eq!(fs::read_to_string(&rehearsed.deck).unwrap(), DECK, "a diff writes nothing");
}

#[test]
fn measured_times_are_written_and_all_else_stays_as_it_is() {
    let windows = format!("\u{feff}{}", DECK.replace('\n', "\r\n"));
    for text in [DECK, &windows] {
        let rehearsed = rehearsed(text);
        let told = rehearsed.plan(&["--write"]);
        assert!(told.starts_with("3 times written to "), "{told}");
        let written = fs::read_to_string(&rehearsed.deck).unwrap();
        let end = if text == DECK { "\n" } else { "\r\n" };
        let wanted = text
            .replace("'3min' # au plus", "'2min 55s' # au plus")
            .replace("# à revoir", &format!("# à revoir{end}duration = \"1min 55s\""))
            .replace("title = 'Fin'", &format!("title = 'Fin'{end}duration = \"5min\""));
        assert_eq!(written, wanted);
        assert_eq!(rehearsed.plan(&["--write"]), "The deck already has these times.\n");
        assert_eq!(fs::read_to_string(&rehearsed.deck).unwrap(), written);
    }
}

#[cfg(unix)]
#[test]
fn a_deck_keeps_its_permissions() {
    use std::os::unix::fs::PermissionsExt;
    let rehearsed = rehearsed(DECK);
    fs::set_permissions(&rehearsed.deck, fs::Permissions::from_mode(0o640)).unwrap();
    rehearsed.plan(&["--write"]);
    assert_eq!(fs::metadata(&rehearsed.deck).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn what_cannot_be_written_or_compared_is_refused() {
    let rehearsed = rehearsed(DECK);
    let run = rehearsed.folder.name("a.jsonl");
    let refused = |arguments: &[&str]| {
        let ran = pupitre(arguments).output().unwrap();
        assert_eq!(ran.status.code(), Some(2));
        String::from_utf8_lossy(&ran.stderr).into_owned()
    };
    let other = refused(&["plan", "tour", "--from", &run]);
    assert!(other.contains("no slide of this deck is in the recording of \"Essai\"."), "{other}");
    let built_in = rehearsed.folder.write("c.jsonl", run_of_built_in());
    let refused = refused(&["plan", "sensibilisation", "--from", &built_in, "--write"]);
    assert!(refused.contains("is built in and cannot be changed."), "{refused}");
}

/// A recording of the first slides of the built-in deck.
fn run_of_built_in() -> String {
    run(include_str!("../../decks/sensibilisation.toml"), 22, &[30, 40, 50])
}

proptest! {
    /// The shares add up to the total, and all but one are whole steps.
    #[test]
    fn times_made_to_fit_add_up_to_the_total(slides in proptest::collection::vec((proptest::option::of(0u64..400), proptest::option::of(1u64..900)), 1..40)) {
        let (planned, measured): (Vec<_>, Vec<_>) = slides.into_iter().unzip();
        let sum = |times: &[Option<u64>]| times.iter().flatten().sum::<u64>();
        let times = rounded_to_total(&planned, &measured);
        prop_assert_eq!(sum(&times), sum(&planned));
        let counted: Vec<usize> = (0..planned.len()).filter(|at| planned[*at].is_some() && measured[*at].is_some()).collect();
        prop_assert!(counted.iter().filter(|at| !times[**at].unwrap().is_multiple_of(5)).count() <= 1);
        let enough = counted.iter().filter_map(|at| planned[*at]).sum::<u64>() / 5 >= counted.len() as u64;
        for at in 0..planned.len() {
            prop_assert_eq!(times[at].is_some(), planned[at].is_some());
            match counted.contains(&at) {
                true => prop_assert!(!enough || times[at] >= Some(5), "{:?}", times),
                false => prop_assert_eq!(times[at], planned[at]),
            }
        }
        for (time, (planned, measured)) in rounded(&planned, &measured).into_iter().zip(planned.iter().zip(&measured)) {
            match (planned, measured) {
                (Some(_), Some(measured)) => prop_assert!(time.unwrap().abs_diff(*measured) <= 4 && time.unwrap().is_multiple_of(5)),
                _ => prop_assert_eq!(time, *planned),
            }
        }
    }
}
