//! The words of the interface, in each language. The words of a deck are its own.
//!
//! Each language is a value of [`Words`], so the compiler checks that it has every word. To add a word, declare it with its English in
//! `lang/en.rs`, and provide it in the others. To add a language, write `lang/CODE.rs` with its words and name it in [`ALL`].
//!
//! A screen uses its words directly. What is made in one place and shown in another, such as an error or a finding, is a [`Message`]: its English
//! is in `say!`, where it is made, and the other languages list a text for it in `lang/CODE/`.

/// Declares a set of words of the interface, each with its English. A word without a type is a text.
macro_rules! words {
    ($(#[$doc:meta])* pub struct $Words:ident; $($(#[$about:meta])* $word:ident $(: $Type:ty)? = $english:expr,)*) => {
        $(#[$doc])*
        pub struct $Words { $($(#[$about])* pub $word: words!(type $($Type)?),)* }

        pub const WORDS: $Words = $Words { $($word: $english,)* };
    };
    (type) => { &'static str };
    (type $Type:ty) => { $Type };
}

mod en;
mod fr;
pub mod message;

pub use en::Words;
pub use en::help::HelpWords;
pub use en::html::HtmlWords;
pub use en::link::LinkWords;
pub use en::playback::PlaybackWords;
pub use en::replay::ReplayWords;
pub use en::report::ReportWords;
pub use en::sequence::SequenceWords;
pub use message::{Message, Value};
pub(crate) use message::{noun, say};

/// The texts of a language: English texts and their translations.
pub type Texts = &'static [(&'static str, &'static str)];

/// The words of all languages.
pub const ALL: &[&Words] = &[&en::WORDS, &fr::WORDS];

/// The words of the language in a BCP 47 tag or a locale: `fr`, `fr-FR`, `fr_FR.UTF-8`.
pub fn words(tag: &str) -> Option<&'static Words> {
    let code = tag.split(['-', '_', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
    ALL.iter().find(|words| words.code == code).copied()
}

/// The words of the first wanted language that is known, else English.
pub fn choose<'a>(wanted: impl IntoIterator<Item = Option<&'a str>>) -> &'static Words {
    wanted.into_iter().flatten().find_map(words).unwrap_or(&en::WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_tag_or_locale() {
        for tag in ["fr", "fr-FR", "fr_FR.UTF-8", "FR"] {
            assert_eq!(words(tag).map(|words| words.quit), Some("quitter"), "{tag}");
        }
        assert!(words("C").is_none());
        assert_eq!(choose([None, Some("xx"), Some("fr"), Some("en")]).quit, "quitter");
        assert_eq!(choose([Some("C")]).quit, "quit");
    }

    #[test]
    fn french_is_written_with_its_own_spaces_and_apostrophes() {
        for word in [
            fr::WORDS.ask_quit,
            fr::WORDS.ask_notes,
            fr::WORDS.ask_keeping,
            fr::WORDS.ask_reset,
            fr::WORDS.help_markers,
            fr::WORDS.playback.ended,
        ] {
            assert!(!word.contains(['\'', '"']), "{word}");
            assert!(![" ?", " !", " :", " ;"].iter().any(|bad| word.contains(bad)), "{word}");
        }
    }
}
