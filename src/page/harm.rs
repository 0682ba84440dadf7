//! Content without enough room: words that are split or cut, diagrams shown as lists.

use crate::page::{Ink, Page};
use crate::source::Span;
use crate::text::{self, Run};

/// Something that is not shown as written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Harm {
    /// A word that continues on the next line without a hyphen.
    Broken(String),
    /// Words whose end is replaced by `…`.
    Cut(String),
    /// The diagram at this place was too wide and is shown as a list.
    Listed(Span),
}

impl Page {
    /// Wraps runs into lines of at most `width` cells, to be drawn on this page.
    pub fn lines(&mut self, runs: &[Run<Ink>], width: usize) -> Vec<Vec<Run<Ink>>> {
        text::wrap_and_tell(runs, width, |word| self.harmed.push(Harm::Broken(word.to_owned())))
    }

    /// Draws one line of text in at most `room` cells. Returns its width.
    pub fn shortened(&mut self, x: u16, y: u32, text: &str, room: usize, ink: impl Into<Ink>) -> u16 {
        let short = text::shorten(text, room);
        if short != text {
            self.harmed.push(Harm::Cut(text.to_owned()));
        }
        self.text(x, y, &short, ink)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Role;

    #[test]
    fn broken_and_cut_words_are_known_after_a_page_is_put_on_another() {
        let mut inner = Page::new(10);
        let runs = [Run { text: "un anticonstitutionnel".to_owned(), style: Role::Text.into() }];
        inner.wrapped(0, 0, &runs, 10);
        inner.shortened(0, 5, "trop de mots", 6, Role::Text);
        inner.shortened(0, 6, "peu", 6, Role::Text);
        let mut page = Page::new(20);
        page.put_from(inner, 2, 3, 1);
        let harmed = [Harm::Broken("anticonstitutionnel".to_owned()), Harm::Cut("trop de mots".to_owned())];
        assert_eq!(page.harmed, harmed);
    }
}
