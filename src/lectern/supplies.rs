//! What slides need from the edge: colors of code, and pictures. Nothing waits for them.

use std::collections::HashSet;
use std::sync::Arc;

use crate::assets::Assets;
use crate::block::{Colors, Pictures};
use crate::deck::Deck;
use crate::highlight::CodeLine;
use crate::picture::Picture;

/// If more pieces of code are colored, all colors are forgotten at the next reload.
const MOST_COLORS: usize = 256;

/// A request to the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The colors of code.
    Colors { key: u64, lang: String, code: String },
    /// The picture in a file beside the deck; the result is found by the key.
    Picture { key: u64, file: String },
}

/// What was requested, and the results.
#[derive(Default)]
pub struct Supplies {
    pub colors: Colors,
    pub pictures: Pictures,
    colors_asked: HashSet<u64>,
    pictures_asked: HashSet<u64>,
    /// The slide for which colors and pictures were last requested.
    asked_at: Option<usize>,
}

impl Supplies {
    /// Requests what is missing on the current slide, then on those beside it.
    pub fn ask(&mut self, deck: &Deck, assets: &Assets, here: usize) -> Vec<Wanted> {
        let mut wanted = Vec::new();
        if self.asked_at == Some(here) {
            return wanted;
        }
        self.asked_at = Some(here);
        let near = [Some(here), Some(here + 1), here.checked_sub(1)].into_iter().flatten();
        self.ask_for_pictures(deck, assets, near.clone(), &mut wanted);
        if matches!(self.colors, Colors::AtOnce) {
            return wanted;
        }
        for (key, lang, code) in near.flat_map(|slide| codes(deck, assets, slide)) {
            if self.colors_asked.insert(key) {
                wanted.push(Wanted::Colors { key, lang, code });
            }
        }
        wanted
    }

    /// Requests the pictures of these slides, and drops all others, because they are large.
    fn ask_for_pictures(
        &mut self,
        deck: &Deck,
        assets: &Assets,
        slides: impl Iterator<Item = usize>,
        missing: &mut Vec<Wanted>,
    ) {
        let slides = slides.filter_map(|slide| deck.slide(slide));
        let wanted: Vec<(u64, String)> =
            slides.flat_map(|placed| placed.slide.pictures(assets)).chain(deck.logo_picture(assets)).collect();
        let keys: HashSet<u64> = wanted.iter().map(|(key, _)| *key).collect();
        self.pictures.retain(|key, _| keys.contains(key));
        self.pictures_asked.retain(|key| keys.contains(key));
        for (key, file) in wanted {
            if self.pictures_asked.insert(key) {
                missing.push(Wanted::Picture { key, file });
            }
        }
    }

    /// Takes a picture. Returns whether it was requested.
    pub fn take_picture(&mut self, picture: Arc<Picture>) -> bool {
        let awaited = self.pictures_asked.contains(&picture.key);
        if awaited {
            self.pictures.insert(picture.key, picture);
        }
        awaited
    }

    /// Takes the colors of code. Returns whether they change anything.
    pub fn take_colors(&mut self, key: u64, lines: Vec<CodeLine>) -> bool {
        let Colors::Known(known) = &mut self.colors else { return false };
        known.insert(key, lines.into());
        true
    }

    /// The deck has changed: what it needs is requested again.
    pub fn renew(&mut self) {
        self.asked_at = None;
        if self.colors_asked.len() > MOST_COLORS {
            self.colors_asked.clear();
            self.colors = Colors::default();
        }
    }
}

/// The code on a slide: the key of each piece, its language, its text.
fn codes(deck: &Deck, assets: &Assets, slide: usize) -> Vec<(u64, String, String)> {
    let mut codes = Vec::new();
    let colors = Colors::default();
    let context = deck.context(assets, &colors);
    if let Some(placed) = deck.slide(slide) {
        placed.slide.visit_code(&mut |code| {
            let Ok((text, _)) = code.shown(&context) else { return };
            if !code.lang().is_empty() {
                codes.push((Colors::key(code.lang(), &text), code.lang().to_owned(), text.into_owned()));
            }
        });
    }
    codes
}
