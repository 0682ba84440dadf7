//! A user's settings: the defaults of a show, which the command line overrides. A deck never changes them.

mod keys;

pub use keys::Keys;

use crate::diagnostic::Diagnostic;
use crate::lang::{self, say};
use crate::show::{Display, Pacing, Room};
use crate::source::Source;
use crate::table::{self, Reader, choice, table};
use crate::text;
use crate::theme::{self, Theme};

table! {
    /// Settings of Pupitre for one user.
    pub struct Settings as "the settings" {
        /// The theme where the deck names none: a built-in one's name, or a file.
        theme: Option<String> = None,
        /// The language of the interface, whatever that of the deck: `"fr"`, `"en"`.
        lang: Option<String> = None,
        /// Whether clicks and the wheel are the show's; else they are the terminal's.
        mouse: bool = true,
        /// Whether shows and consoles are told in lines, for those who hear them or read them in Braille.
        plain: bool = false,
        /// Whether each slide comes in gently.
        motion: bool = false,
        /// When letters are twice as large.
        large: Large = Large::default(),
        /// What the bottom row tells the room when a show begins.
        room: Room = Room::default(),
        /// What the clock shows when a show begins.
        display: Display = Display::default(),
        /// Whether shows are recorded.
        record: bool = true,
        /// Whether a show asks to record the answers that people give in words; else they are never recorded.
        answers: bool = true,
        /// What counts as late, and how it is said.
        pace: Pacing = Pacing::usual(),
        /// The keys of actions, by the names that `pupitre keys` tells: `next = ["right", "space"]`.
        keys: Keys = Keys::default(),
    }
}

choice! {
    /// When letters are twice as large.
    pub enum Large as "when letters are twice as large" {
        /// From 160 columns and 44 rows on, where the terminal says that it can and every slide fits.
        #[default]
        Auto = "auto",
        /// On a smaller screen too; where they cannot be, it is said why.
        Always = "always",
        /// The same by double-height lines, without asking: for terminals that have them and do not say so (mlterm, PuTTY).
        Lines = "lines",
        /// Letters keep their size.
        Never = "never",
    }
}

/// Reads settings. Also returns everything that is wrong with them, in file order. Wrong values are ignored.
pub fn read(source: &Source) -> (Settings, Vec<Diagnostic>) {
    let (settings, mut reader, syntax) = table::read::<Settings>(&source.text);
    let mut settings = settings.unwrap_or_else(usual);
    check(&mut settings, &mut reader);
    let mut found = reader.diagnostics;
    found.extend(syntax);
    found.sort_by_key(|it| (it.span().start, it.span().end));
    (settings, found)
}

/// The settings of a user who has set nothing.
pub fn usual() -> Settings {
    table::read("").0.expect("an empty table is read")
}

/// Reports unknown names, and removes them.
fn check(settings: &mut Settings, reader: &mut Reader) {
    if let Some(name) = settings.theme.clone()
        && !name.ends_with(".toml")
        && !Theme::is_built_in(&name)
    {
        let file = say!("a theme of your own is a file whose name ends in .toml");
        reader.report(theme::unknown(&name, settings.at.value("theme")).note(file));
        settings.theme = None;
    }
    if let Some(lang) = settings.lang.clone()
        && lang::words(&lang).is_none()
    {
        let codes: Vec<String> = lang::ALL.iter().map(|words| format!("\"{}\"", words.code)).collect();
        let message = say!("the interface is not available in \"{lang}\"", lang = text::shorten(&lang, 40));
        let wrong = Diagnostic::error("unknown-language", settings.at.value("lang"), message, say!("no such language"));
        reader.report(wrong.help(say!("write one of {codes}", codes = codes.join(", "))));
        settings.lang = None;
    }
    if settings.pace.warn < settings.pace.tolerance {
        let message = say!("`warn` is less than `tolerance`, within which a show is on time");
        let wrong = Diagnostic::error("bad-value", settings.pace.at.value("warn"), message, say!("never met"));
        reader.report(wrong.help(say!("write a longer time, or a shorter `tolerance`")));
        settings.pace.warn = settings.pace.tolerance;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// What is wrong with settings: the underlined words, the message, the help.
    fn found(text: &str) -> Vec<[String; 3]> {
        let source = Source::new("config.toml", text);
        let told = |it: Diagnostic| {
            [source.slice(it.span()).to_owned(), it.message.into(), it.help.unwrap_or_default().into()]
        };
        read(&source).1.into_iter().map(told).collect()
    }

    #[test]
    fn unset_options_keep_their_defaults() {
        let (settings, found) = read(&Source::new("config.toml", "motion = true\n[pace]\nwarn = \"2min\""));
        assert_eq!(found, []);
        assert_eq!((settings.motion, settings.mouse, settings.record), (true, true, true));
        assert_eq!((settings.pace.tolerance, settings.pace.warn), (Duration::from_secs(30), Duration::from_secs(120)));
        assert_eq!(read(&Source::new("config.toml", "")).0, usual());
    }

    #[test]
    fn a_mistake_is_reported_at_its_word_and_ignored() {
        let one = |text: &str| found(text).into_iter().next().unwrap();
        assert_eq!(one("them = \"nuit\"")[2], "a key with a similar name exists: `theme`");
        assert_eq!(one("theme = \"niut\"")[0], "\"niut\"");
        assert_eq!(one("lang = \"de\"")[2], "write one of \"en\", \"fr\"");
        assert_eq!(one("room = \"plcae\"")[2], "did you mean \"place\"?");
        assert_eq!(one("[pace]\nwarn = \"10s\"")[0], "\"10s\"");
        assert_eq!(one("mouse = ")[0], "");
        let (settings, _) = read(&Source::new("config.toml", "mouse = 3\ntheme = \"niut\"\nmotion = true"));
        assert_eq!((settings.mouse, settings.theme, settings.motion), (true, None, true));
    }
}
