//! What the commands that show something take: theme, language, lines or a screen, clicks.

use std::path::Path;

use crate::cli::{self, Failure, Language, theme};
use crate::deck::Deck;
use crate::lang::Words;
use crate::settings::Settings;
use crate::terminal::Surroundings;

/// How something is shown.
#[derive(clap::Args, Default)]
pub struct Interface {
    /// A theme's name (see `pupitre themes`) or file
    #[arg(long, value_name = "NAME|FILE")]
    pub theme: Option<String>,
    /// The language of the interface
    #[arg(long)]
    pub lang: Option<Language>,
    /// Write lines instead of a screen, for those who hear them or read them in Braille
    #[arg(long)]
    pub plain: bool,
    /// Leave clicks and the wheel to the terminal
    #[arg(long)]
    pub no_mouse: bool,
}

impl Interface {
    /// The words of the interface: of a deck, where one is known.
    pub fn words(&self, deck: Option<&Deck>) -> &'static Words {
        cli::words(self.lang, deck)
    }

    /// What is around a deck on the terminal, with the theme to show it in; `folder` is that of the deck.
    pub fn around(&self, settings: &Settings, deck: &Deck, folder: &Path) -> Result<Surroundings, Failure> {
        let theme = theme::theme(self.theme.as_deref(), deck, folder)?;
        Ok(Surroundings {
            mouse: settings.mouse && !self.no_mouse,
            theme_by_ground: self.theme.is_none() && deck.theme.is_none() && settings.theme.is_none(),
            ..Surroundings::here(theme)
        })
    }
}
