//! The text size, and how many cells the screen has at that size. Decided again when the terminal, the deck or the setting changes.

use std::io;

use crate::deck::Size;
use crate::show::{Effect, Input, Now};
use crate::terminal::letters::Enlarger;
use crate::terminal::{OnTerminal, Scene, now, size};

/// Makes the text as large as possible and wanted at this terminal size, and tells the scene its size in cells. Returns what the scene
/// wants the terminal to do.
pub fn fit(scene: &mut dyn Scene, enlarger: &mut Enlarger, size: Size, now: Now) -> Vec<Effect> {
    let told = enlarger.choose(size, |size, wide_signs| scene.obstacle(size, wide_signs));
    let mut effects = scene.take(Input::Resize(enlarger.letters.on(size)), now);
    effects.extend(told.into_iter().flat_map(|why| scene.take(Input::NotLarge(why), now)));
    effects
}

impl OnTerminal<'_> {
    /// Decides the text size again if something changed. Returns whether the scene continues.
    pub fn fit_again(&mut self) -> io::Result<bool> {
        let opening = self.scene.opening();
        let is_another = std::mem::replace(&mut self.opening, opening) != opening;
        if !std::mem::take(&mut self.fits_again) && !is_another {
            return Ok(true);
        }
        let effects = self.fit();
        self.perform(effects)
    }

    /// The same whether or not anything changed. Returns what the scene wants. If the terminal must be asked first, the next page asks it.
    pub fn fit(&mut self) -> Vec<Effect> {
        let size = size();
        let asks = self.enlarger.question(size);
        if !asks.is_empty() {
            self.question.push_str(&asks);
            // The question writes on the page.
            self.painter.forget();
        }
        fit(self.scene, &mut self.enlarger, size, now())
    }
}
