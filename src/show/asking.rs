//! What a slide needs and the edge has to find: colours of code, pictures. Nothing waits for them.

use std::collections::HashSet;
use std::sync::Arc;

use crate::block::Colours;
use crate::picture::Picture;
use crate::show::{Effect, Outcome, Show};

impl Show {
    /// Asks for what is missing on the slide shown, then for what is missing on those beside it.
    pub(super) fn ask(&mut self, outcome: &mut Outcome) {
        let here = self.talk.place.slide;
        if self.asked_at == Some(here) {
            return;
        }
        self.asked_at = Some(here);
        let near = [Some(here), Some(here + 1), here.checked_sub(1)].into_iter().flatten();
        self.ask_for_pictures(near.clone(), outcome);
        if matches!(self.colours, Colours::AtOnce) {
            return;
        }
        for slide in near {
            for (key, lang, code) in self.codes(slide) {
                if self.asked.insert(key) {
                    outcome.effects.push(Effect::Colour { key, lang, code });
                }
            }
        }
    }

    /// Asks for the pictures of these slides, and lets go of all others: they are large.
    fn ask_for_pictures(&mut self, slides: impl Iterator<Item = usize>, outcome: &mut Outcome) {
        let wanted: Vec<(u64, String)> = slides
            .filter_map(|slide| self.deck.slide(slide))
            .flat_map(|placed| placed.slide.pictures(&self.assets))
            .collect();
        let keys: HashSet<u64> = wanted.iter().map(|(key, _)| *key).collect();
        self.pictures.retain(|key, _| keys.contains(key));
        self.pictures_asked.retain(|key| keys.contains(key));
        for (key, file) in wanted {
            if self.pictures_asked.insert(key) {
                outcome.effects.push(Effect::Picture { key, file });
            }
        }
    }

    /// A picture that was asked for has come.
    pub(super) fn take_picture(&mut self, picture: Arc<Picture>) {
        if self.pictures_asked.contains(&picture.key) {
            self.pictures.insert(picture.key, picture);
            self.lay_out();
        }
    }

    fn codes(&self, slide: usize) -> Vec<(u64, String, String)> {
        let mut codes = Vec::new();
        let context = self.context();
        if let Some(placed) = self.deck.slide(slide) {
            placed.slide.visit_code(&mut |code| {
                let Ok((text, _)) = code.shown(&context) else { return };
                if !code.lang().is_empty() {
                    codes.push((Colours::key(code.lang(), &text), code.lang().to_owned(), text.into_owned()));
                }
            });
        }
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::{Assets, Header};
    use crate::deck::{self, Size};
    use crate::lang;
    use crate::picture::Measures;
    use crate::show::{Input, Key, Now};
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
        assert!(show.pictures.contains_key(&1));
        asked(&mut show, Input::Key(Key::Right));
        assert!(show.pictures.contains_key(&1), "one step back it is wanted again");
        asked(&mut show, Input::Key(Key::Right));
        assert!(show.pictures.is_empty());
        asked(&mut show, Input::Pictured(Arc::new(Picture::blank(1))));
        assert!(show.pictures.is_empty(), "it comes too late");
    }
}
