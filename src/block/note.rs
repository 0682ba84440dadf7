//! Text layout shared by blocks: wrapped text alone, after a mark, or beside a bar.

use crate::assets::Trouble;
use crate::lang::Words;
use crate::page::{Page, Role};
use crate::text;

/// Replaces a file that cannot be shown, with the reason.
pub fn layout_trouble(trouble: &Trouble, name: &str, words: &Words, width: u16) -> Page {
    layout_note(&format!("⚠ {}", trouble.message(name).in_words(words)), Role::Bad, width)
}

/// Wrapped text in one role.
pub fn layout_note(note: &str, role: Role, width: u16) -> Page {
    let runs = [text::Run { text: text::clean(note).into_owned(), style: role.into() }];
    let mut page = Page::new(width);
    page.wrapped(0, 0, &runs, width);
    page
}

/// Wrapped text after a mark of one cell.
pub fn layout_marked(mark: &str, ink: Role, note: &str, width: u16) -> Page {
    let mut page = Page::new(width);
    page.text(0, 0, mark, ink);
    page.put(layout_note(note, Role::Text, width.saturating_sub(2).max(1)), 2, 0);
    page
}

/// Words beside a bar in one role.
pub fn layout_barred(words: Page, role: Role, width: u16) -> Page {
    let mut page = Page::new(width);
    page.upright(0, 0..words.height, "▌", role);
    page.put(words, 2, 0);
    page
}
