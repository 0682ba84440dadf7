//! Texts other than slides, for sending and printing: the report on shows, a reader's notes on a deck.
//!
//! They come as Markdown that may contain blocks, and are written by the same code as decks. To add a form, name it in [`Form`].

use std::sync::Arc;

use crate::block::meaning::Meaning;
use crate::block::{Body, Colors};
use crate::deck::{self, Size};
use crate::export::{Format, Job, Supplies, html, md, pdf, txt};
use crate::fonts::Lacking;
use crate::lang::Words;
use crate::prose::Prose;
use crate::source::Source;
use crate::text;
use crate::theme::{self, Theme};

/// The form in which a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page to read and print.
    Html,
    /// Sheets of A4.
    Pdf,
    /// Plain text.
    Text,
}

impl Form {
    /// The form for a file name, by its extension. `None` if it is another.
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        [Self::Html, Self::Pdf, Self::Text].into_iter().find(|form| form.format().name.eq_ignore_ascii_case(ending))
    }

    /// The corresponding format of decks.
    pub fn format(self) -> &'static Format {
        match self {
            Self::Html => &html::FORMAT,
            Self::Pdf => &pdf::FORMAT,
            Self::Text => &txt::FORMAT,
        }
    }

    /// Writes a Markdown text. Its first heading is the title; without one the title is `title`. `lacking` collects the characters that no font
    /// has.
    ///
    /// # Errors
    /// Why the document cannot be written.
    pub fn write(
        self,
        title: &str,
        markdown: &str,
        words: &'static Words,
        lacking: &Lacking,
    ) -> Result<Vec<u8>, String> {
        let body = Body::of(markdown);
        let colors = Colors::AtOnce;
        let named = |title: &str| {
            let text = text::basic_string(title);
            deck::read(&Source::new("", &format!("format = 1\ntitle = {text}\nlang = \"{}\"\n", words.code))).0
        };
        let mut meaning = body.meaning(&named("").context(&Arc::default(), &colors));
        let title = meaning.take_title().unwrap_or_else(|| title.to_owned());
        let deck = Arc::new(named(&title));
        let supplies = Supplies { theme: Theme::built_in(theme::DEFAULT).unwrap_or_default(), ..Supplies::default() };
        let job = Job { lacking, ..Job::of(&deck, &supplies, words, Size { width: 80, height: 24 }) };
        match self {
            Self::Html => Ok(html::paper(&job, &meaning).into_bytes()),
            Self::Pdf => pdf::paper(&job, &meaning),
            Self::Text => Ok(plain(&title, meaning).into_bytes()),
        }
    }
}

/// The width of a text, in columns.
const WIDTH: usize = 80;

/// A title and a text, as plain text.
fn plain(title: &str, meaning: Meaning) -> String {
    let mut prose = Prose::default();
    prose.heading(1, title);
    meaning.prose(&mut prose);
    prose.plain(WIDTH)
}

/// Prose as Markdown.
pub fn markdown(prose: &Prose) -> String {
    md::markdown(prose)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang;

    #[test]
    fn missing_glyphs_are_reported_for_each_text() {
        let lacking = Lacking::default();
        let words = lang::choose([Some("en")]);
        let bytes = Form::Pdf.write("T", "# Notes\n\n漢 and é", words, &lacking).unwrap();
        assert!(bytes.starts_with(b"%PDF"));
        assert_eq!(lacking.named(), ["漢 U+6F22"]);
    }
}
