//! Twice as much of something takes about twice the work. Work is counted in allocations, which are the same on every machine. `cargo bench --bench
//! growth` measures the time of the same decks at larger sizes.

#[path = "../../benches/growth/cases.rs"]
mod cases;

use std::path::Path;
use std::sync::Arc;

use pupitre::assets::Assets;
use pupitre::block::Colors;
use pupitre::deck::{self, Deck, Size};
use pupitre::diagnostic::{Diagnostic, full};
use pupitre::export::{Exported, Format, Job, Supplies};
use pupitre::lint::{self, Checker, Wanted};
use pupitre::progress::Progress;
use pupitre::replay::Replay;
use pupitre::show::{Input, Key, Now, Show};
use pupitre::source::Source;
use pupitre::theme::{DEFAULT, Theme};
use pupitre::view::{self, view};
use pupitre::{canonical, lang, layout};

use crate::counts::asked;

/// How many of a thing the smaller deck has; the larger one has twice as many.
const MANY: usize = 64;

/// The largest ratio of work where the larger deck is twice as long.
const MOST: f64 = 2.6;

/// Growth from fewer allocations than this tells nothing.
const LEAST: usize = 1_000;

const SIZE: Size = Size { width: 80, height: 24 };

/// A deck and its findings.
struct Prepared {
    source: Source,
    deck: Arc<Deck>,
    found: Vec<Diagnostic>,
}

impl Prepared {
    fn new(text: &str) -> Self {
        let source = Source::new("deck.toml", text);
        let (deck, found) = deck::read(&source);
        Self { source, deck: Arc::new(deck), found }
    }
}

type Step = fn(&Prepared);

const STEPS: &[(&str, Step)] = &[
    ("reading", |it| drop(deck::read(&it.source))),
    ("prose", |it| drop(it.deck.prose(&Assets::default(), true).plain(80))),
    ("layout", |it| {
        let (assets, colors) = (Assets::default(), Colors::default());
        let context = it.deck.context(&assets, &colors);
        it.deck.slides().for_each(|placed| drop(layout::slide(&it.deck, &placed, &context, SIZE)));
    }),
    ("show", |it| {
        let mut show = Show::new(it.deck.clone(), Arc::default(), lang::choose([Some("en")]), SIZE);
        for key in [Key::Right, Key::Left, Key::Char('s'), Key::Escape, Key::Char('o'), Key::End, Key::Escape] {
            show.update(Input::Key(key), Now::default());
            view(&show, Now::default());
        }
    }),
    ("replay", |it| {
        let words = lang::choose([Some("en")]);
        let mut replay = Replay::new(it.deck.clone(), Arc::default(), words, SIZE, Progress::default());
        for key in [Key::Enter, Key::Right, Key::Down] {
            replay.update(Input::Key(key), Now::default());
            view::replay::view(&replay);
        }
    }),
    ("markdown", |it| drop(written(it, "md"))),
    ("check", |it| {
        let assets = Assets::default();
        let checker = Checker::new(&it.source, &it.deck, &assets);
        for finding in lint::check(&checker, it.found.clone(), &Wanted::default()) {
            full::render(&finding.diagnostic, &it.source, pupitre::lang::choose([Some("en")]), false);
        }
    }),
    ("canonical form", |it| drop(canonical::form(&it.source.text))),
];

fn written(it: &Prepared, format: &str) -> Exported {
    let theme = Theme::built_in(DEFAULT).expect("it is built in");
    let supplies = Supplies { theme, ..Supplies::default() };
    let all = Job::of(&it.deck, &supplies, lang::choose([Some("en")]), SIZE);
    let job = Job { notes: true, lessons: true, ..all };
    Format::named(format).expect("it is a format").write(&job).expect("it is written")
}

/// The steps of a deck whose work grows too fast when the deck doubles.
fn too_fast(case: &cases::Case) -> Vec<String> {
    let (small, large) = (Prepared::new(&case.deck(MANY)), Prepared::new(&case.deck(2 * MANY)));
    // Text that is nested n deep has n² characters.
    let longer = (large.source.text.len() as f64 / small.source.text.len() as f64).max(2.0);
    let is_shown = small.deck.slide_count() > 0 && large.deck.slide_count() > 0;
    let grows = |(name, step): &(&str, Step)| {
        let work = |it: &Prepared| asked(|| step(it));
        let (small, large) = (work(&small), work(&large));
        let factor = large as f64 / small.max(LEAST) as f64;
        (factor > MOST * longer / 2.0).then(|| format!("{}, {name}: {small} to {large}", case.name))
    };
    STEPS.iter().filter(|(name, _)| is_shown || !["show", "replay"].contains(name)).filter_map(grows).collect()
}

fn assert_grows_evenly(group: &str) {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check");
    let cases = cases::all(&rules);
    // Here one deck per rule is enough: the others take minutes.
    let is_usual = |name: &str| group != "rule" || name.ends_with(" 1");
    let of_group = cases.iter().filter(|case| case.name.starts_with(group) && is_usual(&case.name));
    // What the program keeps after the first time is not counted.
    let first = of_group.clone().next().map(|case| Prepared::new(&case.deck(1)));
    first.iter().for_each(|it| STEPS.iter().for_each(|(_, step)| step(it)));
    let found: Vec<String> = of_group.clone().flat_map(too_fast).collect();
    assert!(of_group.count() > 30 && found.is_empty(), "{}", found.join("\n"));
}

/// The allocations of a key in the overview of a few slides with this many paragraphs each.
fn key_in_overview(paragraphs: usize) -> usize {
    let slide = format!("[[section.slide]]\nbody = \"\"\"\n{}\"\"\"\n", "A paragraph.\n\n".repeat(paragraphs));
    let text = format!("format = 1\ntitle = \"t\"\n[[section]]\ntitle = \"s\"\n{}", slide.repeat(8));
    let deck = Prepared::new(&text).deck;
    let mut show = Show::new(deck, Arc::default(), lang::choose([Some("en")]), SIZE);
    let mut press = |key| {
        show.update(Input::Key(key), Now::default());
        drop(view(&show, Now::default()));
    };
    press(Key::Char('o'));
    asked(|| press(Key::Right))
}

#[test]
fn a_key_in_the_overview_takes_the_same_however_large_the_slides_are() {
    let (small, large) = (key_in_overview(10), key_in_overview(500));
    assert!(large < small + small / 10, "{small} to {large}");
}

#[test]
fn twice_as_much_in_a_block_is_twice_the_work() {
    assert_grows_evenly("block");
}

#[test]
fn twice_as_much_markdown_is_twice_the_work() {
    assert_grows_evenly("body");
}

#[test]
fn twice_as_much_in_a_deck_is_twice_the_work() {
    assert_grows_evenly("deck");
}

#[test]
fn twice_as_many_findings_of_a_rule_are_twice_the_work() {
    assert_grows_evenly("rule");
}
