//! The language of the commands: the one requested, else the user's own, else the deck's, else the locale's.

use std::sync::OnceLock;

use clap::ValueEnum;

use crate::cli::settings;
use crate::deck::Deck;
use crate::lang::{self, Words};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    En,
    Fr,
}

impl Language {
    /// Its BCP 47 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }
}

/// The words of the interface: in the language requested, else the user's own, else the deck's, else the locale's.
pub fn words(asked: Option<Language>, deck: Option<&Deck>) -> &'static Words {
    let locale = sys_locale::get_locale();
    let own = if asked.is_none() { settings::own().settings.lang.as_deref() } else { None };
    lang::choose([asked.map(Language::code), own, deck.and_then(|deck| deck.lang.as_deref()), locale.as_deref()])
}

/// The value of `--lang`, found before the command line is parsed: help and errors need a language too.
fn asked() -> Option<Language> {
    // File names need not be valid text.
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    let mut words = words.take_while(|word| word != "--");
    let mut asked = None;
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=").map(str::to_owned) };
        asked = value.and_then(|value| Language::from_str(&value, true).ok()).or(asked);
    }
    asked
}

/// The words for talking to the user, whatever the language of the deck.
pub fn own_words() -> &'static Words {
    static WORDS: OnceLock<&Words> = OnceLock::new();
    WORDS.get_or_init(|| words(asked(), None))
}

/// The code of the language that the user is known to read. `None` if neither the user nor the locale tells.
pub fn known() -> Option<&'static str> {
    let says = || sys_locale::get_locale().is_some_and(|locale| !is_none(&locale));
    let is_known = asked().is_some() || settings::own().settings.lang.is_some() || says();
    is_known.then(|| own_words().code)
}

/// Whether a locale names no language (POSIX.1-2017, 7.2).
fn is_none(locale: &str) -> bool {
    let code = locale.split(['.', '@']).next().unwrap_or_default();
    code.is_empty() || code == "C" || code.eq_ignore_ascii_case("posix")
}
