//! A show that is killed again and again, at any moment: nothing that was shown is lost.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::common::Folder;
use crate::common::stage::{RETURN, Signal, Stage};
use crate::play::Played;
use pupitre::deck::{self, Size};
use pupitre::lang;
use pupitre::record::Recording;
use pupitre::show::{Clock, Input, Show, Talk};
use pupitre::source::Source;

/// So long that no time marker moves during the test.
const DECK: &str = "
format = 1
title = 'Coupures'
lang = 'fr'
duration = '24h'
[[section]]
title = 'Une'
[[section.slide]]
title = 'Un'
[[section.slide]]
title = 'Deux'
reveal = 'items'
body = '''
- a
- b
- c
'''
[[section]]
title = 'Autre'
key = 'd'
[[section.slide]]
title = 'Sondage'
[[section.slide.block]]
kind = 'poll'
id = 'p'
question = 'Un projet ?'
choices = ['Oui', 'Non']
[[section.slide]]
title = 'Liste'
[[section.slide.block]]
kind = 'checklist'
id = 'l'
items = ['x', 'y']
";

/// What a presenter does between two kills.
const KEYS: [&str; 11] = ["n", "n", "n", "p", "1", "2", "u", "s", "d", "z", "t"];

/// The next of a sequence of pseudo-random numbers, the same in each run (splitmix64, Steele 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The show as it should be, in a saved state.
fn played(talk: Option<Talk>) -> Played {
    let (deck, found) = deck::read(&Source::new("coupures.toml", DECK));
    assert_eq!(found, []);
    let mut show =
        Show::new(Arc::new(deck), Arc::default(), lang::choose([Some("fr")]), Size { width: 80, height: 24 });
    let lasted = talk.is_some();
    show.talk = talk.unwrap_or_else(|| show.talk.clone());
    let played = Played { show, seconds: 0, events: Vec::new(), effects: Vec::new() };
    // Lays it out again.
    if lasted { played.take(Input::Resize(Size { width: 80, height: 24 })) } else { played }
}

/// All rows except the bottom one, which shows the time.
fn above(screen: &str) -> Vec<String> {
    screen.lines().take(23).map(|row| row.trim_end().to_owned()).collect()
}

/// The saved state without the times at which the clock was started and paused, the times on slides, and the number of slides, which is only known
/// for a recording.
fn timeless(talk: &Talk) -> (Talk, bool, bool) {
    let clock = (talk.clock.started().is_some(), talk.clock.is_paused());
    let spent = talk.spent.keys().map(|slide| (*slide, Duration::ZERO)).collect();
    (Talk { clock: Clock::default(), spent, arrived: Duration::ZERO, count: None, ..talk.clone() }, clock.0, clock.1)
}

fn recording(state: &Folder) -> Option<Recording> {
    let paths: Vec<PathBuf> =
        fs::read_dir(state.path().join("pupitre/recordings")).ok()?.map(|entry| entry.unwrap().path()).collect();
    assert!(paths.len() <= 1, "it is one show");
    // The folder is created before the file.
    paths.first().map(|path| Recording::parse(&fs::read_to_string(path).unwrap()).unwrap())
}

/// A show after its first page, resumed from the state in which it was interrupted.
fn begun(state: &Folder, path: &str, talk: Option<&Talk>) -> Stage {
    let mut stage = Stage::of(80, 24, &[path], &[("XDG_STATE_HOME", state.path().to_str().unwrap())]);
    if talk.is_some() {
        stage.see("interrompue");
        stage.keys(RETURN);
        stage.see_no("interrompue");
    }
    let wanted = above(&played(talk.cloned()).picture());
    stage.wait(&wanted.join("\n"), |screen| above(&screen.contents()) == wanted);
    stage
}

#[test]
fn a_show_is_restored_whenever_the_program_is_killed() {
    let kills = std::env::var("PUPITRE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(30);
    let (state, mut random) = (Folder::new(), 6);
    let path = state.write("coupures.toml", DECK);
    let mut lasted: Option<Talk> = None;
    let mut kept = 0;
    for _ in 0..kills {
        let mut stage = begun(&state, &path, lasted.as_ref());
        let mut played = played(lasted.clone());
        let mut states = vec![(timeless(&played.show.talk), above(&played.picture()))];
        for _ in 0..=next(&mut random) % 6 {
            let key = KEYS[(next(&mut random) % KEYS.len() as u64) as usize];
            stage.keys(key);
            played.seconds = 0;
            played = played.press(key);
            states.push((timeless(&played.show.talk), above(&played.picture())));
        }
        std::thread::sleep(Duration::from_micros(next(&mut random) % 20_000));
        stage.signal(Signal::KILL);
        stage.end();
        let recording = recording(&state);
        lasted = recording.as_ref().map(|recording| recording.talk(Duration::ZERO));
        let known = lasted.as_ref().map_or_else(|| states[0].0.clone(), timeless);
        let last = states.iter().rposition(|(talk, _)| *talk == known).expect("a state of the show was lost");
        if let Some(screen) = stage.whole_screen() {
            let shown = above(&screen);
            assert!(
                states[..=last].iter().any(|(_, picture)| *picture == shown),
                "it was shown, and is lost:\n{screen}"
            );
            kept += usize::from(shown == states[last].1);
        }
        let times: Vec<f64> = recording.iter().flat_map(|it| &it.lines).map(|line| line.t).collect();
        assert!(times.is_sorted(), "time never goes back: {times:?}");
    }
    assert!(kept > 0, "some of the kills came after the picture");
}
