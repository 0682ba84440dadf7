//! What a slide needs and the edge has to find: colours of code, pictures. Nothing waits for them.

use std::collections::HashSet;
use std::sync::Arc;

use crate::assets::Assets;
use crate::block::{Colours, Pictures};
use crate::deck::Deck;
use crate::highlight::Line;
use crate::picture::Picture;
use crate::show::Effect;

/// The colours of more pieces of code than this are forgotten at the next reload.
const MOST_COLOURS: usize = 256;

/// What was asked for, and what has come of it.
#[derive(Default)]
pub struct Supplies {
    pub colours: Colours,
    pub pictures: Pictures,
    colours_asked: HashSet<u64>,
    pictures_asked: HashSet<u64>,
    /// The slide at which colours and pictures were last asked for.
    asked_at: Option<usize>,
}

impl Supplies {
    /// Asks for what is missing on the slide shown, then for what is missing on those beside it.
    pub fn ask(&mut self, deck: &Deck, assets: &Assets, here: usize) -> Vec<Effect> {
        let mut effects = Vec::new();
        if self.asked_at == Some(here) {
            return effects;
        }
        self.asked_at = Some(here);
        let near = [Some(here), Some(here + 1), here.checked_sub(1)].into_iter().flatten();
        self.ask_for_pictures(deck, assets, near.clone(), &mut effects);
        if matches!(self.colours, Colours::AtOnce) {
            return effects;
        }
        for (key, lang, code) in near.flat_map(|slide| codes(deck, assets, slide)) {
            if self.colours_asked.insert(key) {
                effects.push(Effect::Colour { key, lang, code });
            }
        }
        effects
    }

    /// Asks for the pictures of these slides, and lets go of all others: they are large.
    fn ask_for_pictures(
        &mut self,
        deck: &Deck,
        assets: &Assets,
        slides: impl Iterator<Item = usize>,
        effects: &mut Vec<Effect>,
    ) {
        let slides = slides.filter_map(|slide| deck.slide(slide));
        let wanted: Vec<(u64, String)> = slides.flat_map(|placed| placed.slide.pictures(assets)).collect();
        let keys: HashSet<u64> = wanted.iter().map(|(key, _)| *key).collect();
        self.pictures.retain(|key, _| keys.contains(key));
        self.pictures_asked.retain(|key| keys.contains(key));
        for (key, file) in wanted {
            if self.pictures_asked.insert(key) {
                effects.push(Effect::Picture { key, file });
            }
        }
    }

    /// A picture has come; whether it was awaited.
    pub fn take_picture(&mut self, picture: Arc<Picture>) -> bool {
        let awaited = self.pictures_asked.contains(&picture.key);
        if awaited {
            self.pictures.insert(picture.key, picture);
        }
        awaited
    }

    /// The colours of code have come; whether they make a difference.
    pub fn take_colours(&mut self, key: u64, lines: Vec<Line>) -> bool {
        let Colours::Known(known) = &mut self.colours else { return false };
        known.insert(key, lines.into());
        true
    }

    /// The deck is another: what it needs is asked for again.
    pub fn renew(&mut self) {
        self.asked_at = None;
        if self.colours_asked.len() > MOST_COLOURS {
            self.colours_asked.clear();
            self.colours = Colours::default();
        }
    }
}

/// The code of a slide: by what each piece is known, its language, its text.
fn codes(deck: &Deck, assets: &Assets, slide: usize) -> Vec<(u64, String, String)> {
    let mut codes = Vec::new();
    let colours = Colours::default();
    let context = deck.context(assets, &colours);
    if let Some(placed) = deck.slide(slide) {
        placed.slide.visit_code(&mut |code| {
            let Ok((text, _)) = code.shown(&context) else { return };
            if !code.lang().is_empty() {
                codes.push((Colours::key(code.lang(), &text), code.lang().to_owned(), text.into_owned()));
            }
        });
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Header;
    use crate::deck::{self, Size};
    use crate::lang;
    use crate::picture::Measures;
    use crate::show::{Input, Key, Now, Show};
    use crate::source::Source;

    /// A show of four slides with a picture each, known by 1 to 4.
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

    /// The pictures that are asked for when this comes in.
    fn asked(show: &mut Show, input: Input) -> Vec<u64> {
        let effects = show.update(input, Now::default()).effects.into_iter();
        let key = |effect| match effect {
            Effect::Picture { key, .. } => Some(key),
            _ => None,
        };
        effects.filter_map(key).collect()
    }

    #[test]
    fn the_pictures_of_the_slide_and_of_those_beside_it_are_asked_for_once() {
        let mut show = show();
        assert_eq!(asked(&mut show, Input::Tick), [1, 2]);
        assert_eq!(asked(&mut show, Input::Tick), [0_u64; 0]);
        assert_eq!(asked(&mut show, Input::Key(Key::Right)), [3]);
    }

    #[test]
    fn the_pictures_of_slides_far_away_are_let_go() {
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
}
