//! How long the steps of a show take, one by one: `cargo bench`. `benches/peers.py` compares whole programs.

use std::sync::Arc;
use std::time::Duration;

use divan::{Bencher, black_box};
use pupitre::assets::Assets;
use pupitre::block::Colors;
use pupitre::deck::{self, Deck, Size};
use pupitre::show::{Input, Key, Now, Show};
use pupitre::source::Source;
use pupitre::terminal::{Depth, Painter};
use pupitre::theme::Theme;
use pupitre::view::view;
use pupitre::{lang, layout};

const SIZE: Size = Size { width: 120, height: 40 };

fn main() {
    divan::main();
}

/// A deck of slides with a list and code, like those of `benches/peers.py`.
fn source(slides: usize) -> Source {
    let mut text = "format = 1\ntitle = \"Mesure\"\nduration = \"1h\"\n[[section]]\ntitle = \"Tout\"\n".to_owned();
    for number in 1..=slides {
        text.push_str(&format!(
            "[[section.slide]]\ntitle = \"SLIDE-{number:05}\"\nnotes = \"Respirer.\"\nbody = '''\nDiapositive **{number}**, avec du *texte* et `code`.\n\n- un\n- deux\n- trois\n\n```rust\nfn f(x: u64) -> u64 {{\n    x * {number} + 1\n}}\n```\n'''\n"
        ));
    }
    Source::new("mesure.toml", &text)
}

fn built_in() -> Deck {
    deck::read(&Source::new("sensibilisation.toml", include_str!("../decks/sensibilisation.toml"))).0
}

fn painter() -> Painter {
    Painter::new(&Theme::built_in("aube").expect("it is built in"), Depth::True)
}

fn show() -> Show {
    Show::new(Arc::new(built_in()), Arc::default(), lang::choose([Some("fr")]), SIZE)
}

#[divan::bench(args = [20, 2000])]
fn read_surface(bencher: Bencher, slides: usize) {
    let source = source(slides);
    bencher.bench(|| deck::read_surface(black_box(&source)));
}

#[divan::bench(args = [20, 2000])]
fn read_whole(bencher: Bencher, slides: usize) {
    let source = source(slides);
    bencher.bench(|| deck::read(black_box(&source)));
}

#[divan::bench]
fn lay_one_slide_out(bencher: Bencher) {
    let (deck, _) = deck::read(&source(1));
    let (assets, colors) = (Assets::default(), Colors::default());
    let context = deck.context(&assets, &colors);
    let placed = deck.slide(0).expect("it has one slide");
    bencher.bench(|| layout::slide(&deck, black_box(&placed), &context, SIZE));
}

#[divan::bench]
fn first_frame(bencher: Bencher) {
    let show = show();
    bencher
        .with_inputs(painter)
        .bench_local_values(|mut painter| painter.bytes_of(black_box(&view(&show, Now::default())), "").len());
}

/// From a key to the bytes of the next slide; starts again after the last one.
#[divan::bench]
fn next_slide(bencher: Bencher) {
    let (mut show, mut painter) = (show(), painter());
    bencher.bench_local(|| {
        show.update(Input::Key(Key::Right), Now::default());
        if show.notice.is_some() {
            show.update(Input::Key(Key::Home), Now::default());
        }
        painter.bytes_of(&view(&show, Now::default()), "").len()
    });
}

/// A second passes with the clock shown.
#[divan::bench]
fn tick(bencher: Bencher) {
    let (mut show, mut painter) = (show(), painter());
    for key in [Key::Right, Key::Char('i'), Key::Up] {
        show.update(Input::Key(key), Now::default());
    }
    let mut seconds = 0;
    bencher.bench_local(|| {
        seconds += 1;
        let now = Now { monotonic: Duration::from_secs(seconds), wall: Duration::ZERO.into() };
        show.update(Input::Tick, now);
        painter.bytes_of(&view(&show, now), "").len()
    });
}
