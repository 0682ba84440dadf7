//! Texts that are not slides, to be sent and printed: the report of shows, one's own notes of a deck.
//!
//! They come as Markdown that may have the blocks of a deck in it, and are written by the same hands as decks are. To add a form, name it
//! in [`Form`].

use std::sync::Arc;

use crate::block::meaning::Meaning;
use crate::block::{Body, Colours};
use crate::deck::{self, Size};
use crate::export::{Format, Job, Supplies, html, md, pdf, txt};
use crate::fonts::Lacking;
use crate::lang::Words;
use crate::prose::Prose;
use crate::source::Source;
use crate::text;
use crate::theme::{self, Theme};

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page that reads and prints.
    Html,
    /// Sheets of A4.
    Pdf,
    /// Text without marks.
    Text,
}

impl Form {
    /// The form of the file of this name, by its ending; nothing where it has neither.
    pub fn of(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        [Self::Html, Self::Pdf, Self::Text].into_iter().find(|form| form.format().name.eq_ignore_ascii_case(ending))
    }

    /// The format of decks that it is like.
    pub fn format(self) -> &'static Format {
        match self {
            Self::Html => &html::FORMAT,
            Self::Pdf => &pdf::FORMAT,
            Self::Text => &txt::FORMAT,
        }
    }

    /// The bytes of a text in Markdown. Its first heading is its title; without one it is called `title`. `lacking` learns what no font
    /// has.
    ///
    /// # Errors
    /// Why a document cannot be written.
    pub fn write(
        self,
        title: &str,
        markdown: &str,
        words: &'static Words,
        lacking: &Lacking,
    ) -> Result<Vec<u8>, String> {
        let body = Body::of(markdown);
        let colours = Colours::AtOnce;
        let named = |title: &str| {
            let text = text::basic_string(title);
            deck::read(&Source::new("", &format!("format = 1\ntitle = {text}\nlang = \"{}\"\n", words.code))).0
        };
        let mut meaning = body.meaning(&named("").context(&Arc::default(), &colours));
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

/// Columns of a text.
const WIDTH: usize = 80;

/// A text below its title, without marks.
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
    fn signs_that_no_font_has_are_told_of_each_text() {
        let lacking = Lacking::default();
        let words = lang::choose([Some("en")]);
        let bytes = Form::Pdf.write("T", "# Notes\n\n漢 and é", words, &lacking).unwrap();
        assert!(bytes.starts_with(b"%PDF"));
        assert_eq!(lacking.named(), ["漢 U+6F22"]);
    }
}
