//! What holds for every recording and all progress, however damaged the file is: nothing crashes, and no complete line is lost.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use regex_lite::Regex;

use super::{read, tried};
use pupitre::deck::{Deck, Size};
use pupitre::lang;
use pupitre::playback::{Playback, transcript};
use pupitre::progress::{Header, Log, Unread};
use pupitre::record::Recording;
use pupitre::replay::Replay;
use pupitre::report::{self, Bundle, Session, Set};
use pupitre::show::{Input, Interrupted, Key, Now, Show};
use pupitre::view;

const DECK: &str = include_str!("../../state/deck.toml");
const RECORDINGS: [&str; 2] =
    [include_str!("../../state/recording-1.jsonl"), include_str!("../../state/recording-1-broken-off.jsonl")];
const PROGRESS: &str = include_str!("../../state/progress-1.jsonl");

const SIZE: Size = Size { width: 80, height: 24 };

/// Numbers that a file should not contain, and some that it may.
const NUMBERS: [&str; 14] = [
    "0",
    "1",
    "-1",
    "1.5",
    "255",
    "65535",
    "65536",
    "4294967295",
    "9007199254740993",
    "9223372036854775807",
    "18446744073709551615",
    "18446744073709551616",
    "1e300",
    "-1e-300",
];

/// A damage to a file.
#[derive(Clone, Debug)]
enum Damage {
    /// Cuts off the rest.
    Cut(usize),
    /// Flips a bit.
    Flip(usize, u8),
    /// Swaps two lines.
    Swap(usize, usize),
    /// Repeats a line at the end.
    Again(usize),
    Gone(usize),
    /// Replaces a number.
    Number(usize, &'static str),
    Insert(usize, &'static [u8]),
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let inserted: Vec<&'static [u8]> = vec![
        b"\0", b"\xff", b"\xff\xfe\0\0\xff", b"\n", b"\r\n", b"{", b"}", b"[[[[[[[[", b"\"", b"null", b"\xef\xbb\xbf",
    ];
    let number = (any::<usize>(), prop::sample::select(NUMBERS.to_vec()));
    let one = prop_oneof![
        1 => any::<usize>().prop_map(Damage::Cut),
        3 => (any::<usize>(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(one, other)| Damage::Swap(one, other)),
        1 => any::<usize>().prop_map(Damage::Again),
        1 => any::<usize>().prop_map(Damage::Gone),
        8 => number.prop_map(|(at, number)| Damage::Number(at, number)),
        2 => (any::<usize>(), prop::sample::select(inserted)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
    ];
    prop::collection::vec(one, 0..8)
}

/// A text as read after all this damage to its file.
fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for damage in damages {
        bytes = after(bytes, damage);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn after(mut bytes: Vec<u8>, damage: &Damage) -> Vec<u8> {
    let length = bytes.len();
    if length == 0 {
        return bytes;
    }
    let by_lines = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
        let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
        change(&mut lines);
        lines.concat()
    };
    match damage {
        Damage::Cut(at) => bytes.truncate(at % length),
        Damage::Flip(at, bit) => bytes[at % length] ^= 1 << bit,
        Damage::Swap(one, other) => {
            return by_lines(&|lines| {
                let count = lines.len();
                lines.swap(one % count, other % count);
            });
        }
        Damage::Again(at) => return by_lines(&|lines| lines.push(lines[at % lines.len()].clone())),
        Damage::Gone(at) => return by_lines(&|lines| drop(lines.remove(at % lines.len()))),
        Damage::Insert(at, more) => drop(bytes.splice(at % length..at % length, more.iter().copied())),
        Damage::Number(at, number) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let numbers = Regex::new(r"-?[0-9]+(\.[0-9]+)?").unwrap();
            let found: Vec<_> = numbers.find_iter(&text).map(|it| it.range()).collect();
            return match found.is_empty() {
                true => bytes,
                false => {
                    let range = found[at % found.len()].clone();
                    [&text[..range.start], number, &text[range.end..]].concat().into_bytes()
                }
            };
        }
    }
    bytes
}

/// The lines of a text, after the first, that are also in another text.
fn whole<'a>(text: &'a str, of: &str) -> Vec<&'a str> {
    let known: BTreeSet<&str> = of.lines().skip(1).collect();
    text.lines().skip(1).filter(|line| known.contains(line)).collect()
}

fn show(deck: &Arc<Deck>) -> Show {
    Show::new(deck.clone(), Arc::default(), lang::choose([Some("en")]), SIZE)
}

/// Uses a recording in both ways: resuming it and playing it.
fn go_on_and_play(recording: &Recording, deck: &Arc<Deck>, unix: u64) {
    let now = |seconds: u64| Now {
        monotonic: Duration::from_secs(1_000_000 + seconds),
        wall: Duration::from_secs(seconds).into(),
    };
    let began = now(0).monotonic.saturating_sub(recording.age(unix));
    let mut going_on = show(deck);
    going_on.ask_to_resume(Interrupted {
        talk: Box::new(recording.talk(began)),
        places: recording.places_in(deck),
        when: recording.header.when.clone(),
    });
    let keys = [Key::Enter, Key::Char('t'), Key::Char('p'), Key::Right, Key::Char('z'), Key::Char('y'), Key::Left];
    let mut playback = Playback::new(recording, show(deck));
    for (seconds, key) in keys.into_iter().enumerate() {
        let now = now(seconds as u64);
        view::view(&going_on, now);
        going_on.update(Input::Key(key), now);
        playback.take(Input::Key(key), now);
        playback.page(now);
        playback.next_change(now.monotonic, now.monotonic);
    }
    view::view(&going_on, now(100));
    going_on.snapshot(String::new);
    playback.take(Input::Tick, now(2_000_000_000));
    playback.page(now(2_000_000_000));
}

/// Writes all reports of some sessions.
fn report(sessions: &[Session]) {
    let (set, words) = (Set::new(), lang::choose([Some("en")]));
    report::plain(&report::report(sessions, &set, words));
    report::json(sessions, &set);
    report::csv(sessions, &set);
    let runs: Vec<&Session> = sessions.iter().collect();
    for deck in runs.iter().map(|session| &session.deck) {
        let planned: Vec<Option<u64>> = deck.slides.iter().map(|slide| slide.seconds).collect();
        for which in [report::Runs::Mean, report::Runs::Latest] {
            let measured = report::measured(deck, &runs, which);
            report::durations(&report::rounded(&planned, &measured));
            report::comparison(deck, &runs, &report::rounded_to_total(&planned, &measured), words);
        }
    }
}

proptest! {
    #![proptest_config(tried(200))]

    #[test]
    fn a_damaged_recording_brings_nothing_down_and_keeps_its_whole_lines(
        of in 0..RECORDINGS.len(),
        damages in damages(),
        unix in prop::sample::select(vec![0, 1_795_910_700, 9_007_199_254_740_993, u64::MAX]),
    ) {
        let text = damaged(RECORDINGS[of], &damages);
        let Ok(recording) = Recording::parse(&text) else { return Ok(()) };
        prop_assert!(recording.lines.len() >= whole(&text, RECORDINGS[of]).len());
        let deck = Arc::new(read(DECK));
        go_on_and_play(&recording, &deck, unix);
        transcript(&recording, lang::choose([Some("fr")]));
        recording.spent();
        let sound = Recording::parse(RECORDINGS[0]).expect("it is one");
        report(&[Session::of(&recording)]);
        report(&[Session::of(&sound), Session::of(&recording), Session::of(&recording), Session::of(&recording)]);
    }

    #[test]
    fn a_damaged_bundle_brings_nothing_down(damages in damages()) {
        let sessions = RECORDINGS.map(|text| Session::of(&Recording::parse(text).expect("it is one")));
        let text = damaged(&Bundle::new(sessions.to_vec(), Set::new()).text(), &damages);
        if let Ok(bundle) = Bundle::parse(&text) {
            report(&bundle.sessions);
        }
    }

    #[test]
    fn damaged_progress_brings_nothing_down_and_keeps_its_whole_lines(damages in damages(), more in damages()) {
        let deck = Arc::new(read(DECK));
        let (text, other) = (damaged(PROGRESS, &damages), damaged(PROGRESS, &more));
        let header = Header::of(&deck);
        let log = match Log::parse(&text) {
            Err(Unread::Newer(_)) => return Ok(()),
            Err(Unread::Other) => Log::salvage(header.clone(), &text),
            Ok(log) => Some(log),
        };
        let lines = whole(&text, PROGRESS);
        let Some(mut log) = log else {
            prop_assert_eq!(lines, Vec::<&str>::new(), "whole lines are put aside");
            return Ok(());
        };
        let written = log.text();
        prop_assert!(lines.iter().all(|line| written.lines().any(|it| it == *line)), "{:?} of {:?}", lines, written);
        let again = Log::parse(&written);
        prop_assert_eq!(again.as_ref().map(Log::progress), Ok(log.progress()));
        if let Ok(other) = Log::parse(&other) {
            log.take(other.clone());
            prop_assert_eq!(log.take(other), 0);
        }
        prop_assert!(log.latest() <= pupitre::progress::LATEST);
        let before = log.progress();
        log.tidy();
        prop_assert_eq!(log.progress(), before);
        let mut replay = Replay::new(deck, Arc::default(), lang::choose([Some("en")]), SIZE, log.progress());
        for key in [Key::Enter, Key::Right, Key::Char('s'), Key::Char('b'), Key::Char('v')] {
            replay.update(Input::Key(key), Now::default());
            view::replay::view(&replay);
        }
        log.reset(&["quiz".to_owned()].into(), &["q".to_owned()].into());
    }
}
