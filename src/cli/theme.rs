//! Chooses the theme.

use std::path::Path;

use crate::cli::{Failure, meant, settings};
use crate::deck::Deck;
use crate::files;
use crate::lang::{Words, say};
use crate::source::Source;
use crate::theme::{self, Theme};

/// The requested theme, else the deck's, else the user's own, else the one for the terminal's background; changed by the deck's own look.
/// Mistakes in a deck's own theme never stop a show.
pub fn theme(asked: Option<&str>, deck: &Deck, folder: &Path) -> Result<Theme, Failure> {
    let default = default_name(deck);
    let own = settings::own().settings.theme.as_deref().filter(|_| asked.is_none() && deck.theme.is_none());
    // A mistake in the user's own settings never stops a show.
    match own.and_then(|name| named(name).ok()) {
        Some(theme) => Ok(deck.dressed(&theme)),
        None => theme_or(default, asked, deck, folder),
    }
}

/// The theme for a deck where nobody chose one and the terminal does not answer.
pub fn default_theme(deck: &Deck) -> Theme {
    let theme = Theme::built_in(default_name(deck)).expect("the default themes are built in");
    deck.dressed(&theme)
}

/// The theme for the terminal's background color, which some terminals tell without being asked.
fn default_name(deck: &Deck) -> &'static str {
    let ground = std::env::var("COLORFGBG").ok().and_then(|value| theme::from_colorfgbg(&value));
    theme::default_for(ground.filter(|_| deck.theme.is_none()))
}

/// The same for exports, which do not depend on the terminal.
pub fn export_theme(asked: Option<&str>, deck: &Deck, folder: &Path) -> Result<Theme, Failure> {
    theme_or(theme::DEFAULT, asked, deck, folder)
}

fn theme_or(default: &str, asked: Option<&str>, deck: &Deck, folder: &Path) -> Result<Theme, Failure> {
    let theme = match chosen(asked, deck, folder) {
        Err(failure) if asked.is_some() => return Err(failure),
        chosen => chosen.ok().flatten(),
    };
    let theme = theme.or_else(|| Theme::built_in(default)).expect("the default themes are built in");
    Ok(deck.dressed(&theme))
}

/// What is wrong with the theme file of a show.
pub fn theme_failure(asked: Option<&str>, deck: &Deck, folder: &Path) -> Option<Failure> {
    chosen(asked, deck, folder).err()
}

/// How many mistakes there are in a theme file, and the first of them.
pub fn theme_mistakes(failure: &Failure, words: &Words) -> (usize, String) {
    let Some((source, found)) = failure.findings.as_deref() else {
        return (1, failure.message.in_words(words).into());
    };
    let first = found.iter().min_by_key(|it| it.span().start);
    let first = first.map(|it| {
        let line = source.place(it.span().start).line;
        (words.mistake_at)(line, Some(&source.name), &it.message.in_words(words))
    });
    (found.len(), first.unwrap_or_default())
}

/// The requested theme, else the one that the deck names.
fn chosen(asked: Option<&str>, deck: &Deck, folder: &Path) -> Result<Option<Theme>, Failure> {
    match (asked, deck.theme_file()) {
        (Some(name), _) => named(name).map(Some),
        (None, Some(file)) => {
            let text = files::read_asset(file, folder).map_err(|trouble| Failure::new(trouble.message(file)))?;
            read(Source::new(file, &text)).map(Some)
        }
        (None, None) => Ok(deck.theme.as_deref().and_then(Theme::built_in)),
    }
}

fn named(name: &str) -> Result<Theme, Failure> {
    if let Some(theme) = Theme::built_in(name) {
        return Ok(theme);
    }
    if !name.contains(['/', '\\']) && !name.ends_with(".toml") {
        let names: Vec<&str> = theme::BUILT_IN.iter().map(|(name, _)| *name).collect();
        let help = meant(
            name,
            &names,
            say!("Available: {names}; or a file of your own whose name ends in .toml.", names = names.join(", ")),
        );
        return Err(Failure::new(say!("there is no theme called \"{name}\". {help}", name, help)));
    }
    read(files::read_source(Path::new(name)).map_err(Failure::new)?)
}

fn read(source: Source) -> Result<Theme, Failure> {
    let (theme, findings) = Theme::read(&source);
    match findings.is_empty() {
        true => Ok(theme),
        false => {
            let message = say!("the theme \"{name}\" has mistakes.", name = source.name);
            Err(Failure { message, findings: Some(Box::new((source, findings))) })
        }
    }
}
