//! The pictures that a show requests for its slides, and drops again.

use std::sync::Arc;

use pupitre::assets::{Assets, Header};
use pupitre::deck::{self, Size};
use pupitre::lang;
use pupitre::picture::{Measures, Picture};

use pupitre::show::{Effect, Input, Key, Now, Show};
use pupitre::source::Source;

/// A show of four slides with one picture each; their keys are 1 to 4.
fn show() -> Show {
    let slide = |key: u64| {
        format!(
            "[[section.slide]]\ntitle = \"{key}\"\n[[section.slide.block]]\nkind = \"image\"\nfile = \"{key}.png\"\n"
        )
    };
    let slides: String = (1..=4).map(slide).collect();
    let text = format!("format = 1\ntitle = \"t\"\n[[section]]\ntitle = \"s\"\n{slides}");
    let measures = Measures { width: 80, height: 40, drawing: false, letters: false };
    let header = |key: u64| (format!("{key}.png"), Ok(Header { measures, key }));
    let assets = Assets { pictures: (1..=4).map(header).collect(), ..Assets::default() };
    let (deck, found) = deck::read(&Source::new("t.toml", &text));
    assert_eq!(found, []);
    Show::new(Arc::new(deck), Arc::new(assets), lang::choose([None]), Size { width: 80, height: 24 })
}

/// The keys of the pictures requested after this input, once nobody waits.
fn asked(show: &mut Show, input: Input) -> Vec<u64> {
    let mut effects = show.update(input, Now::default()).effects;
    effects.extend(show.rest());
    let key = |effect| match effect {
        Effect::Picture { key, .. } => Some(key),
        _ => None,
    };
    effects.into_iter().filter_map(key).collect()
}

#[test]
fn the_pictures_of_the_slide_and_of_those_beside_it_are_asked_for_once() {
    let mut show = show();
    assert_eq!(asked(&mut show, Input::Tick), [1, 2]);
    assert_eq!(asked(&mut show, Input::Tick), [0_u64; 0]);
    assert_eq!(asked(&mut show, Input::Key(Key::Right)), [3]);
}

#[test]
fn pictures_of_distant_slides_are_dropped() {
    let mut show = show();
    asked(&mut show, Input::Tick);
    asked(&mut show, Input::Pictured(Arc::new(Picture::blank(1))));
    assert!(show.supplies.pictures.contains_key(&1));
    asked(&mut show, Input::Key(Key::Right));
    assert!(show.supplies.pictures.contains_key(&1), "one step back it is wanted again");
    asked(&mut show, Input::Key(Key::Right));
    assert!(show.supplies.pictures.is_empty());
    asked(&mut show, Input::Pictured(Arc::new(Picture::blank(1))));
    assert!(show.supplies.pictures.is_empty(), "it comes too late");
}
