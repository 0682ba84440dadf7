//! The size of letters, and with it for how much a screen has room: looked at again whenever the terminal, the deck or a wish changes.

use std::io;

use crate::deck::Size;
use crate::show::{Effect, Input, Now};
use crate::terminal::letters::Enlarger;
use crate::terminal::{OnTerminal, Scene, now, size};

/// Lets letters be as large as they can and should be on a terminal of a size, and the scene know for how many of them it has room;
/// gives what the scene wants of the terminal then.
pub fn fit(scene: &mut dyn Scene, enlarger: &mut Enlarger, size: Size, now: Now) -> Vec<Effect> {
    let told = enlarger.choose(size, |size, wide_signs| scene.obstacle(size, wide_signs));
    let mut effects = scene.take(Input::Resize(enlarger.letters.on(size)), now);
    effects.extend(told.into_iter().flat_map(|why| scene.take(Input::NotLarge(why), now)));
    effects
}

impl OnTerminal<'_> {
    /// Looks again at how large letters can be, where anything of that may have changed; whether the scene goes on.
    pub fn fit_again(&mut self) -> io::Result<bool> {
        let opening = self.scene.opening();
        let is_another = std::mem::replace(&mut self.opening, opening) != opening;
        if !std::mem::take(&mut self.fits_again) && !is_another {
            return Ok(true);
        }
        let effects = self.fit();
        self.perform(effects)
    }

    /// The same in any case; what the scene wants then. Where the terminal has not been asked, it is asked with the next page.
    pub fn fit(&mut self) -> Vec<Effect> {
        let size = size();
        let asks = self.enlarger.question(size);
        if !asks.is_empty() {
            self.question.push_str(&asks);
            // It is written on the page.
            self.painter.forget();
        }
        fit(self.scene, &mut self.enlarger, size, now())
    }
}
