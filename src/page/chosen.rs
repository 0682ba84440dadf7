//! The selection on a page: drawing it, and reading its text.

use crate::page::{Drawing, Item, Page, Role, Shown};

impl Page {
    /// Draws the rows `from..to` as selected.
    pub fn select(&mut self, from: u32, to: u32) {
        self.choose(0, from, self.width, to.saturating_sub(from));
    }

    /// Draws an area as selected: with the background of the selection, and its text color for all words that start in it. The page must show every
    /// step.
    pub fn choose(&mut self, x: u16, y: u32, width: u16, height: u32) {
        let inside = |item: &Item| (y..y + height).contains(&item.y) && (x..x.saturating_add(width)).contains(&item.x);
        let words = |item: &Item| matches!(item.drawing, Drawing::Text { .. });
        let first = self.items.iter().position(|item| inside(item) && words(item)).unwrap_or(self.items.len());
        for item in self.items.iter_mut().filter(|item| inside(item)) {
            if let Drawing::Text { ink, .. } = &mut item.drawing {
                ink.style.role = Role::Selected;
            }
        }
        let drawing = Drawing::Ground { width, height, role: Role::Selected };
        self.items.insert(first, Item { x, y, shown: Shown::ALWAYS, drawing });
    }

    /// The words in an area of a page that shows every step, row by row.
    pub fn words_in(&self, x: u16, y: u32, width: u16, height: u32) -> String {
        let area = x..x.saturating_add(width);
        let mut words: Vec<(u32, u16, &str)> = self
            .items
            .iter()
            .filter(|item| (y..y + height).contains(&item.y) && area.contains(&item.x))
            .filter_map(|item| match &item.drawing {
                Drawing::Text { text, .. } => Some((item.y, item.x, text.trim())),
                _ => None,
            })
            .filter(|(.., text)| !text.is_empty())
            .collect();
        words.sort_unstable();
        words.iter().map(|(.., text)| *text).collect::<Vec<_>>().join(" ")
    }
}
