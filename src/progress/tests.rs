//! Progress as it is written, read again, and folded.

use super::*;
use crate::deck;
use crate::source::Source;

fn deck_of(slides: &str) -> Deck {
    let text = format!("format = 1\ntitle = \"Un deck\"\n[[section]]\ntitle = \"s\"\n{slides}");
    deck::read(&Source::new("t", &text)).0
}

fn log(lines: &[(u64, Change)]) -> Log {
    let lines: String =
        lines.iter().map(|(at, change)| ProgressLine { when: *at, change: change.clone() }.line()).collect();
    Log::parse(&(json(&Header::of(&deck_of(""))) + &lines)).unwrap()
}

fn at(slide: &str) -> Change {
    Change::At(slide.to_owned())
}

fn seen(slide: &str) -> Change {
    Change::Seen(slide.to_owned())
}

#[test]
fn a_slide_is_known_by_its_id_else_by_its_title() {
    let slide = |keys: &str| format!("[[section.slide]]\n{keys}\n");
    let slides = [slide("id = \"a\"\ntitle = \"Un\""), slide("title = \"Deux  fois\""), slide("title = \"deux fois\"")];
    assert_eq!(slide_names(&deck_of(&slides.concat())), ["#a", "deux fois", "deux fois#2"]);
}

#[test]
fn changes_from_two_machines_are_told_by_their_times() {
    let mut here = log(&[(10, at("#a")), (30, at("#c"))]);
    assert_eq!(here.take(log(&[(20, at("#b")), (10, at("#a"))])), 1);
    assert_eq!(here.progress().at.as_deref(), Some("#c"));
    assert_eq!(here.progress().begun.len(), 3);
}

#[test]
fn an_absurd_time_becomes_that_of_the_previous_line() {
    let mut here = log(&[(10, at("#a")), (u64::MAX, at("#b")), (20, at("#c"))]);
    assert_eq!((here.latest(), here.progress().at.as_deref()), (20, Some("#c")));
    let other = log(&[(15, seen("#x")), (LATEST + 1, at("#d"))]);
    assert_eq!((here.take(other.clone()), here.take(other)), (2, 0));
    assert_eq!((here.latest(), here.progress().at.as_deref()), (20, Some("#c")));
    assert_eq!(Log::parse(&here.text()).as_ref(), Ok(&here), "and stays it");
}

#[test]
fn lines_below_a_damaged_first_line_are_salvaged() {
    let header = Header::of(&deck_of(""));
    let damaged = log(&[(1, at("#a")), (2, seen("#a"))]).text().replacen('{', "\0", 1);
    assert_eq!(Log::parse(&damaged), Err(Unread::Other));
    let salvaged = Log::salvage(header.clone(), &damaged).unwrap();
    assert_eq!(salvaged.progress(), log(&[(1, at("#a")), (2, seen("#a"))]).progress());
    assert!(salvaged.text().contains(damaged.lines().next().unwrap()), "the damaged line too");
    assert_eq!(Log::salvage(header, "garbage\n{\"when\":3}\n"), None);
}

#[test]
fn tidying_keeps_the_meaning() {
    let mut log = log(&[(1, at("#a")), (2, seen("#a")), (3, at("#b")), (4, at("#a")), (5, seen("#a")), (6, at("#a"))]);
    let before = log.progress();
    log.tidy();
    assert_eq!(log.progress(), before);
    assert_eq!(log.text().lines().count(), 5);
}

#[test]
fn only_the_last_unconfirmed_choice_is_kept() {
    let chose = |item: &str| Change::Chose { question: "q".into(), wording: "w".into(), chosen: vec![item.into()] };
    let mut log = log(&[(1, chose("a")), (2, chose("b")), (3, seen("#a"))]);
    let before = log.progress();
    assert_eq!(before.answers.of("q").unwrap().draft, ["b".to_owned()].into());
    log.tidy();
    assert_eq!((log.progress(), log.text().lines().count()), (before, 3));
}

#[test]
fn a_reset_forgets_what_was_seen_and_answered_and_keeps_notes() {
    let noted = Change::Noted { slide: "#a".to_owned(), text: "à revoir".to_owned() };
    let tried = Change::Tried { question: "q".into(), wording: "w".into(), chosen: vec![], right: Some(true) };
    let mut log = log(&[(1, at("#a")), (2, seen("#a")), (3, noted), (4, tried), (5, seen("#b"))]);
    log.reset(&["#a".to_owned()].into(), &["q".to_owned()].into());
    let progress = log.progress();
    assert_eq!((progress.seen, progress.at, progress.notes.len()), (["#b".to_owned()].into(), None, 1));
    assert_eq!(progress.answers, Alone::default());
}

#[test]
fn a_question_is_known_at_the_first_try_and_otherwise_to_review() {
    let tried =
        |right: bool| Change::Tried { question: "q".into(), wording: "w".into(), chosen: vec![], right: Some(right) };
    let shown = Change::Shown { question: "q".into(), wording: "w".into() };
    let recalled =
        |right: bool| Change::Recalled { question: "q".into(), wording: "w".into(), chosen: vec!["a".into()], right };
    let memory = |changes: &[Change]| {
        let lines: Vec<(u64, Change)> = (1..).zip(changes.iter().cloned()).collect();
        let memory = log(&lines).progress().memory("q").unwrap();
        (memory.missed, memory.times, memory.since)
    };
    assert_eq!(memory(&[tried(true)]), (false, 0, 1));
    assert_eq!(memory(&[tried(false), tried(true)]), (true, 0, 1), "the second try does not make it known");
    assert_eq!(memory(&[tried(false), shown.clone(), tried(true)]), (true, 0, 2));
    assert_eq!(memory(&[tried(true), tried(false)]), (true, 0, 2));
    assert_eq!(memory(&[tried(false), recalled(true)]), (false, 1, 2));
    assert_eq!(memory(&[tried(true), recalled(true), recalled(false)]), (true, 0, 3));
    let mut other = log(&[(1, tried(false))]);
    other.reset(&BTreeSet::new(), &["q".to_owned()].into());
    assert_eq!(other.progress().memory("q"), None);
}

#[test]
fn cut_off_and_newer_lines_are_kept_without_effect() {
    let text = log(&[(1, at("#a"))]).text() + "{\"when\":2,\"danced\":3}\n{\"when\":3,\"se";
    let log = Log::parse(&text).unwrap();
    assert_eq!(log.progress().begun.len(), 1);
    assert_eq!(log.text(), text.clone() + "\n");
    for length in 0..text.len() {
        let _ = text.get(..length).map(Log::parse);
    }
    let newer = "it uses version 9, but this program reads version 1";
    assert_eq!(Log::parse("{\"progress\":9}").unwrap_err().message(), newer);
}
