//! Arguments shared by the commands that show something: theme, language, lines or a screen, clicks.

use std::path::Path;

use clap::ValueEnum;

use crate::cli::{self, Failure, Language, theme};
use crate::deck::Deck;
use crate::lang::Words;
use crate::settings::{Large, Settings};
use crate::terminal::{Surroundings, ThemeFor};

/// How something is shown.
#[derive(clap::Args, Debug, Default)]
pub struct Interface {
    /// The name of a theme (see `pupitre themes`) or its file
    #[arg(long, value_name = "NAME|FILE")]
    pub theme: Option<String>,
    /// The language of the interface
    #[arg(long)]
    pub lang: Option<Language>,
    /// Write lines instead of a screen, to be heard or read in Braille
    #[arg(long)]
    pub plain: bool,
    /// Letters twice as large, or why they cannot be (auto: on a large screen that can; lines: by double-height lines, unasked)
    #[arg(long, value_name = "HOW", value_enum, num_args = 0..=1, require_equals = true, default_missing_value = "always")]
    pub large: Option<How>,
    /// Leave clicks and the wheel to the terminal
    #[arg(long)]
    pub no_mouse: bool,
}

/// When text is twice as large, as the command line says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum How {
    Auto,
    Always,
    Lines,
    Never,
}

impl From<How> for Large {
    fn from(how: How) -> Self {
        match how {
            How::Auto => Self::Auto,
            How::Always => Self::Always,
            How::Lines => Self::Lines,
            How::Never => Self::Never,
        }
    }
}

impl Interface {
    /// The words of the interface, which may depend on the deck.
    pub fn words(&self, deck: Option<&Deck>) -> &'static Words {
        cli::words(self.lang, deck)
    }

    /// The settings of the terminal for a deck in `folder`, with its theme.
    pub fn around(&self, settings: &Settings, deck: &Deck, folder: &Path) -> Result<Surroundings, Failure> {
        let theme_by_ground = self.theme.is_none() && deck.theme.is_none() && settings.theme.is_none();
        let theme: ThemeFor = if theme_by_ground {
            Box::new(theme::default_theme)
        } else {
            let theme = theme::theme(self.theme.as_deref(), deck, folder)?;
            Box::new(|_| theme)
        };
        Ok(Surroundings {
            mouse: settings.mouse && !self.no_mouse,
            large: self.large.map_or(settings.large, Large::from),
            theme_by_ground,
            ..Surroundings::here(theme)
        })
    }
}
