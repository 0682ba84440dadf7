//! The time of day around a show: nights on which the clock is changed, and end times that have passed.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use crate::common::stage::{ESCAPE, RETURN, RIGHT, Signal, Stage};
use crate::common::{Folder, pupitre};
use crate::play::play_deck;
use pupitre::show::Place;

const FIRST: &str = "Sensibilisation Cloud Pi Native";

/// A `TZ` value (POSIX.1, 8.3) for a zone where it is now this many minutes after midnight. `change` is when the clock changes, in minutes after
/// midnight, and by how many hours.
fn zone(now: i64, change: Option<(i64, i64)>) -> String {
    let utc = Timestamp::now().to_zoned_datetime(TimeZone::UTC);
    let seconds = i64::from(utc.hour()) * 3600 + i64::from(utc.minute()) * 60 + i64::from(utc.second());
    // From UTC to the time here: at most half a day.
    let east = (now * 60 - seconds + 36 * 3600) % (24 * 3600) - 12 * 3600;
    let offset = |east: i64| {
        let west = east.abs();
        format!("{}{}:{:02}:{:02}", if east > 0 { "-" } else { "" }, west / 3600, west / 60 % 60, west % 60)
    };
    let Some((at, by)) = change else { return format!("HERE{}", offset(east)) };
    let here = utc.datetime().checked_add(east.seconds()).expect("a date");
    let day = here.day_of_year() - 1;
    let other = (day + 180) % 360;
    let at = format!("{}:{:02}", at / 60, at % 60);
    match by > 0 {
        true => format!("HERE{}THERE{},{day}/{at},{other}/2", offset(east), offset(east + by * 3600)),
        // The time of the change is given in the time before it.
        false => format!("THERE{}HERE{},{other}/2,{day}/{at}", offset(east + by * 3600), offset(east)),
    }
}

fn at(zone: &str, arguments: &[&str]) -> Stage {
    Stage::of(100, 24, arguments, &[("TZ", zone)])
}

/// A show that must end at a time, and what its clock bar says.
fn bar(zone: &str, end: &str) -> String {
    let mut stage = at(zone, &["present", "sensibilisation", "--lang", "en", "--end", end]);
    stage.see(FIRST);
    stage.keys(RIGHT);
    stage.see("Combien de temps");
    stage.keys("tt");
    let bar = stage.see("remaining").lines().last().unwrap_or_default().to_owned();
    stage.keys(ESCAPE);
    stage.see_no("remaining");
    stage.keys("qq");
    assert_eq!(stage.end().exit_code(), 0);
    bar
}

#[test]
fn the_time_to_an_end_is_right_on_the_night_of_a_clock_change() {
    for (change, end, left) in [
        // In spring, at 1:50: ten minutes later it is three o'clock instead of two.
        (Some((120, 1)), "03:30", ["40:00", "39:5"]),
        // In autumn: ten minutes later it is one o'clock again.
        (Some((120, -1)), "02:10", ["1:20:00", "1:19:5"]),
        (None, "02:10", ["20:00", "19:5"]),
    ] {
        let bar = bar(&zone(110, change), end);
        assert!(left.iter().any(|left| bar.contains(left)), "{change:?} {end}: {bar}");
        assert!(bar.contains(&format!("must end by {end}")), "{change:?}: {bar}");
    }
}

#[test]
fn the_end_of_a_show_is_shown_in_the_time_after_a_clock_change() {
    let place = Folder::new();
    let path = place.name("");
    let zone = zone(110, Some((120, 1)));
    let around = [("TZ", &*zone), ("XDG_STATE_HOME", &*path), ("XDG_RUNTIME_DIR", &*path)];
    let stage = Stage::of(80, 24, &["present", "sensibilisation", "--lang", "en"], &around);
    stage.see(FIRST);
    let console = Stage::of(120, 36, &["console"], &around);
    // Half an hour after 1:50, plus the hour that is skipped.
    let times = console.see("ends at 03:2");
    assert!(times.contains(" 01:5"), "{times}");
    assert!(!console.raw().contains("00:00"), "no screen had a clock that was not read yet");
}

#[test]
fn an_end_that_has_passed_is_asked_about_at_the_start_and_in_the_show() {
    let mut stage = at(&zone(600, None), &["present", "sensibilisation", "--lang", "en", "--end", "9:00"]);
    let asked = stage.see("already past");
    assert!(asked.lines().last().is_some_and(|row| row.contains("9:00")), "{asked}");
    stage.keys("\x7f\x7f\x7f\x7f10:45\r");
    stage.see("must end by 10:45");
    stage.keys("te9:30\r");
    stage.see("already past. Enter: tomorrow");
    stage.keys(RETURN);
    stage.see("must end by 09:30");
    stage.keys("tt");
    stage.see("23:29:");
    stage.keys(ESCAPE);
    stage.see_no("remaining");
    stage.keys(&format!("te00:10{RETURN}"));
    stage.see("already past");
    stage.keys(ESCAPE);
    stage.see_no("already past");
    stage.keys("q");
    assert_eq!(stage.end().exit_code(), 0);
}

#[test]
fn an_end_after_midnight_is_not_past() {
    let bar = bar(&zone(23 * 60 + 40, None), "00:30");
    assert!(bar.contains("50:00") || bar.contains("49:5"), "{bar}");
}

#[test]
fn an_end_that_has_passed_is_refused_without_a_terminal() {
    for arguments in [&["present", "--plain", "--end", "9h00"][..], &["present", "--end", "9h00"]] {
        let refused = pupitre(arguments).env("TZ", zone(600, None)).output().expect("the program runs");
        let said = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{said}");
        assert!(said.contains("\"9h00\" has passed today"), "{said}");
    }
    let nonsense = pupitre(&["present", "--end", "bald"]).output().expect("the program runs");
    assert!(String::from_utf8_lossy(&nonsense.stderr).contains("\"bald\" is not an end time"));
}

#[test]
fn the_end_is_asked_about_after_the_offer_to_resume() {
    let place = Folder::new();
    let zone = zone(600, None);
    let state = place.name("");
    let around = [("TZ", &*zone), ("XDG_STATE_HOME", &*state)];
    let arguments = ["present", "sensibilisation", "--lang", "en", "--end", "9:00"];
    let begin = || Stage::of(80, 24, &arguments, &around);
    let mut killed = begin();
    killed.see("already past");
    killed.keys(ESCAPE);
    killed.see_no("already past");
    killed.keys(RIGHT);
    killed.see("Combien de temps");
    killed.signal(Signal::KILL);
    killed.end();
    let mut again = begin();
    again.see("Enter");
    again.keys(RETURN);
    again.see("already past");
    again.keys("\x15\r");
    again.see("Combien de temps");
}

/// What the clock bar of an English show says after some keys.
fn said(deck: &str, keys: &str, begins: usize) -> String {
    let mut played = play_deck(deck, 100, 14, "");
    played.show.begin_at(Place { slide: begins, step: 0 });
    played.press(keys).bottom()
}

#[test]
fn the_minutes_of_the_title_slide_may_be_used() {
    let slide = |minutes| format!("[[section.slide]]\ntitle = \"a\"\nduration = \"{minutes}min\"\n");
    let slides = [2, 1, 1, 4].map(slide).concat();
    let deck = format!("format = 1\ntitle = \"t\"\nlang = \"en\"\n[[section]]\ntitle = \"s\"\n{slides}");
    assert!(said(&deck, "n t", 0).contains("0:01 / 8:00  = on time  ends at 10:06"), "{}", said(&deck, "n t", 0));
    assert!(said(&deck, "n n +100 n t", 0).contains("= on time"));
    assert!(said(&deck, "n n n t", 0).contains("▲ 2\u{a0}min ahead"), "two slides of a minute were left at once");
    assert!(said(&deck, "n +240 t", 0).contains("▼ 1\u{a0}min behind"), "{}", said(&deck, "n +240 t", 0));
}

#[test]
fn a_show_that_begins_with_a_later_section_is_not_ahead_of_time() {
    let slide = "[[section.slide]]\ntitle = \"a\"\nduration = \"5min\"\n";
    let section = format!("[[section]]\ntitle = \"s\"\n{slide}{slide}");
    let deck = format!("format = 1\ntitle = \"t\"\nlang = \"en\"\n{section}{section}");
    let bar = said(&deck, "n t", 2);
    assert!(bar.contains("0:01 / 10:00  = on time  ends at 10:05"), "{bar}");
    let late = said(&deck, "n +700 t", 2);
    assert!(late.contains("▼ 2\u{a0}min behind"), "{late}");
}

#[test]
fn in_an_hour_that_comes_twice_the_second_show_is_the_newest() {
    let state = Folder::new();
    let folder = state.path().join("pupitre/recordings");
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |when: &str, began: u64, title: &str| {
        let slide = format!("{{\"number\":\"1\",\"title\":\"{title}\",\"section\":0,\"seconds\":60}}");
        let deck = format!("{{\"id\":\"t\",\"title\":\"T\",\"sections\":[\"S\"],\"slides\":[{slide}]}}");
        let first = format!("{{\"recording\":1,\"began\":{began},\"when\":\"{when}\",\"deck\":{deck}}}");
        let name = format!("{}-t.jsonl", when.replace([' ', ':'], "-"));
        std::fs::write(folder.join(name), format!("{first}\n{{\"t\":9,\"ended\":null}}\n")).expect("a recording");
    };
    write("2026-10-25 02:50", 1_792_889_400, "Before the change");
    write("2026-10-25 02:10", 1_792_890_600, "After the change");
    let told = |arguments: &[&str]| {
        let ran = pupitre(arguments).env("XDG_STATE_HOME", state.path()).output().expect("the program runs");
        String::from_utf8(ran.stdout).expect("UTF-8")
    };
    let newest = told(&["report", "--lang", "en"]);
    assert!(newest.contains("After the change"), "{newest}");
    let both = told(&["report", &folder.to_string_lossy(), "--lang", "en"]);
    let (one, other) = (both.find("2026-10-25 02:50").unwrap(), both.find("2026-10-25 02:10").unwrap());
    assert!(one < other, "{both}");
}
